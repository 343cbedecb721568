"""`storywatch serve`: keep it running on its schedule."""

from __future__ import annotations

import typer

from flows.commands.options import FeedsOption, settings_of


def serve(context: typer.Context, feeds: FeedsOption = None) -> None:
    """Run a pass now and then on the schedule, with a local Prefect server, until stopped."""
    from flows.clock import Clock
    from flows.data_dir import make_data_dir
    from flows.desk import set_up_desk
    from flows.printing import progress_console
    from flows.serving import is_server_named, running_server, serve_monitor

    settings = settings_of(context)
    make_data_dir(settings.data_dir)
    set_up_desk(settings, Clock(), feeds)
    notes = progress_console()
    shares_server = is_server_named()
    with running_server(settings) as url:
        notes.print(f"Prefect: {url.removesuffix('/api')}   schedule: {settings.schedule} (UTC)   stop with Ctrl-C")
        serve_monitor(settings, feeds, shares_server=shares_server)
