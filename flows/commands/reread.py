"""`storywatch reread`: stored articles through the present reader, and what that changes."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from flows.commands.options import FeedsOption, JsonOption, settings_of

if TYPE_CHECKING:
    from flows.reread_reports import RereadReport

DEFAULT_BATCH = 200
"""Some ten seconds of reading: no more is done again after a kill."""


def reread(
    context: typer.Context,
    batch: Annotated[int, typer.Option("--batch", min=1, max=10_000, help="Articles in one transaction.")] = (
        DEFAULT_BATCH
    ),
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only tell what would change.")] = False,
    since: Annotated[
        datetime | None,
        typer.Option("--since", metavar="DATE", formats=["%Y-%m-%d"], help="Only articles of that day or later."),
    ] = None,
    raise_alerts: Annotated[
        bool, typer.Option("--raise-alerts", help="Raise the alerts that become due; without it they are only told.")
    ] = False,
    feeds: FeedsOption = None,
    json_: JsonOption = False,
) -> None:
    """Read stored articles again that an earlier reader read, append the new readings, and tell what they change."""
    from datetime import UTC

    from flows.boundary import UsageError
    from flows.clock import Clock
    from flows.data_dir import locked_data_dir
    from flows.desk import set_up_desk
    from flows.printing import print_json, row_of
    from flows.progress import shown_progress
    from flows.rereading import reread as read_again
    from warehouse.snapshot import publish_snapshot

    if dry_run and raise_alerts:
        raise UsageError("--dry-run raises nothing: leave out --raise-alerts, or --dry-run")
    settings = settings_of(context)
    with locked_data_dir(settings.data_dir), shown_progress():
        desk = set_up_desk(settings, Clock(), feeds)
        report = read_again(
            desk,
            batch_size=batch,
            since=since.replace(tzinfo=UTC) if since else None,
            dry_run=dry_run,
            raise_alerts=raise_alerts,
        )
        if not dry_run:
            publish_snapshot(desk.warehouse, settings.snapshot_path)
    if json_:
        print_json(row_of(report))
    else:
        _print(report)


def _print(report: RereadReport) -> None:
    from flows.printing import print_lines

    done = "read again" if report.stored else "would be read again"
    lines = [
        f"{report.articles_read} articles {done} by reader {report.reader_version}: {report.events_found} events, "
        f"{len(report.developments)} developments differ"
    ]
    for line in report.developments:
        before = _state(line.status_before, line.stage_before, line.origins_before)
        told = "; a message was raised about it before" if line.alerted else ""
        lines.append(f"  {line.difference}: {line.watch} {line.development_id}")
        lines.append(f"    {before} -> {_state(line.status, line.stage, line.origins)}{told}")
    if report.alerts:
        what = "raised; the next delivery sends them" if report.alerts_raised else "due, not raised (--raise-alerts)"
        lines.append(f"{len(report.alerts)} messages {what}:")
        lines += [f"  {due.kind}: {due.title}" for due in report.alerts]
    print_lines("\n".join(lines))


def _state(status: str | None, stage: str | None, origins: int) -> str:
    if status is None:
        return "nothing"
    return f"{status}, {stage or 'not reported'}, {origins} origins"
