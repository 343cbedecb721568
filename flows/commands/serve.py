"""`storywatch serve`: keep it running on its schedule."""

from __future__ import annotations

import logging

import typer

from flows.commands.options import FeedsOption, settings_of

log = logging.getLogger(__name__)


def serve(context: typer.Context, feeds: FeedsOption = None) -> None:
    """Run a pass now and then on the schedule, with a local Prefect server, until stopped."""
    from flows.clock import Clock
    from flows.data_dir import served_data_dir
    from flows.desk import set_up_desk
    from flows.printing import progress_console
    from flows.servers import is_server_named, running_server
    from flows.serving import serve_monitor

    settings = settings_of(context)
    with served_data_dir(settings.data_dir):
        set_up_desk(settings, Clock(), feeds)
        shares_server = is_server_named()
        with running_server(settings) as url:
            page = url.removesuffix("/api")
            log.info("event=serving page=%s schedule=%s", page, settings.schedule)
            if settings.log_format == "text":
                note = f"Prefect: {page}   schedule: {settings.schedule} (UTC)   stop with Ctrl-C"
                progress_console().print(note)
            serve_monitor(settings, feeds, url=url, shares_server=shares_server)
