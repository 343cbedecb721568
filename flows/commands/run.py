"""`storywatch run`: one monitoring pass, and what it found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from flows.commands.options import FeedsOption, JsonOption, NowOption, settings_of

if TYPE_CHECKING:
    from flows.reports import PassReport

DueOption = Annotated[
    bool, typer.Option("--due", help="Ask only feeds that are due, as `serve` does: for a scheduler of your own.")
]


def run(
    context: typer.Context,
    feeds: FeedsOption = None,
    now: NowOption = None,
    json_: JsonOption = False,
    due: DueOption = False,
) -> None:
    """Do one monitoring pass: poll the feeds, read what is new, store it, send what is due.

    Feeds that fail are reported and do not fail the pass.
    """
    from flows.boundary import UsageError
    from flows.clock import Clock, parse_instant
    from flows.data_dir import locked_data_dir
    from flows.desk import set_up_desk
    from flows.prefect_environment import set_prefect_environment
    from flows.printing import progress_console
    from flows.progress import shown_progress
    from flows.servers import check_named_server

    settings = settings_of(context)
    try:
        clock = Clock(parse_instant(now) if now else None)
    except ValueError:
        raise UsageError(f"--now: {now!r} is not an ISO 8601 time such as 2023-06-02T12:00:00Z") from None
    # All that the operator can have got wrong is found here, at once, and not in a flow run after ten seconds.
    with locked_data_dir(settings.data_dir):
        set_up_desk(settings, clock, feeds)
    set_prefect_environment(settings.data_dir)
    check_named_server()
    progress_console().print("starting ...", style="dim")
    with shown_progress():
        from flows.monitor import monitor

        report = monitor(
            data_dir=str(settings.data_dir),
            feeds=str(feeds.absolute()) if feeds else None,
            now=now,
            due_only=due,
        )
    if report is not None:  # nothing but a scheduled run may find that another has done its work
        print_report(report, json_=json_)


def print_report(report: PassReport, *, json_: bool) -> None:
    """Print what a pass found: one JSON object, or tables for people."""
    from rich.text import Text

    from flows.commands.watches import WATCH_COLUMNS
    from flows.printing import plain_text, print_json, print_table, results, row_of, rows_of
    from flows.reports import failed_feeds, failure_headline
    from flows.summaries import count_lines

    if json_:
        print_json(row_of(report))
        return
    console = results()
    failed = failed_feeds(report)
    headline = failure_headline(failed, len(report.feeds))
    one_reason = len(failed) == len(report.feeds) and len({line.reason for line in failed}) == 1
    if failed and not one_reason:
        columns = {"feed": "feed", "outlet": "outlet", "reason": "reason", "detail": "detail", "failures": "in a row"}
        print_table(rows_of(failed), columns, title="Feeds that failed")
    console.print(Text(headline))
    for name, count in count_lines(report.counts):
        if count:
            console.print(Text(f"  {name}: {count}"))
    print_table(
        rows_of(report.alerts),
        {"kind": "kind", "severity": "severity", "title": "what", "alert_id": "explain with this id"},
        title="New alerts and notices",
        empty="none",
    )
    for line in report.undelivered:
        console.print(Text(f"not delivered yet: {plain_text(line)}"))
    print_table(rows_of(report.watches), WATCH_COLUMNS, title="Watches")
