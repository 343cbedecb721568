"""`storywatch alerts`: list and explain what was raised, try the channels, send what is still waiting."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from flows.commands.options import JsonOption, LimitOption, settings_of, snapshot_of

HISTORY_COLUMNS = {
    "changed_at": "at",
    "kind": "change",
    "status": "status",
    "stage": "stage",
    "event_date": "date",
    "origin_count": "origins",
}
ORIGIN_COLUMNS = {
    "origin_id": "origin",
    "origin_reason": "why",
    "counts": "counts",
    "says_occurred": "says it happened",
    "article_count": "articles",
    "outlet_ids": "outlets",
}
EVIDENCE_COLUMNS = {
    "published_at": "published",
    "outlet_id": "outlet",
    "status": "status",
    "strength": "words",
    "quote": "quote",
    "cues": "what decided",
    "url": "link",
}
DELIVERY_COLUMNS = {
    "channel": "channel",
    "state": "state",
    "attempt_count": "tries",
    "tried_at": "last try",
    "detail": "detail",
}

app = typer.Typer(help="What was raised, why, and whether it was delivered.", no_args_is_help=False)

AlertId = Annotated[str, typer.Argument(metavar="ID", help="As `storywatch alerts` lists it.")]

ALERT_COLUMNS = {
    "raised_at": "raised",
    "kind": "kind",
    "severity": "severity",
    "watch": "watch",
    "stage": "stage",
    "title": "what",
    "delivered_count": "delivered to",
    "alert_id": "id",
}


@app.callback(invoke_without_command=True)
def alerts(context: typer.Context, json_: JsonOption = False, limit: LimitOption = 100) -> None:
    """List alerts and notices; `alerts explain ID` shows the words one rests on."""
    if context.invoked_subcommand is None:
        list_(context, json_=json_, limit=limit)


@app.command("list")
def list_(context: typer.Context, json_: JsonOption = False, limit: LimitOption = 100) -> None:
    """List alerts and notices, the newest first."""
    from flows.printing import print_json, print_table
    from warehouse.queries import list_alerts

    rows = list_alerts(snapshot_of(context), limit=limit)
    if json_:
        print_json(rows)
    else:
        print_table(rows, ALERT_COLUMNS, title="Alerts and notices", empty="none")


@app.command()
def show(context: typer.Context, alert_id: AlertId, json_: JsonOption = False) -> None:
    """Show the message of one alert as it was sent; with --json its payload."""
    from flows.printing import print_json, print_lines

    alert = _find(context, alert_id)["alert"]
    if json_:
        print_json(alert["data"])
        return
    print_lines(alert["text"])


@app.command()
def explain(context: typer.Context, alert_id: AlertId, json_: JsonOption = False) -> None:
    """Explain one alert: its development step by step, the origins, and the words of every article behind it."""
    from flows.printing import print_json, print_lines, print_table

    found = _find(context, alert_id)
    if json_:
        print_json(found)
        return
    alert = found["alert"]
    print_lines(f"{alert['kind']} ({alert['severity']}): {alert['title']}")
    print_table(found["history"], HISTORY_COLUMNS, title="Development, step by step")
    print_table(found["origins"], ORIGIN_COLUMNS, title="Origins")
    print_table(found["evidence"], EVIDENCE_COLUMNS, title="Words")
    print_table(found["deliveries"], DELIVERY_COLUMNS, title="Deliveries", empty="none yet")


@app.command()
def test(
    context: typer.Context,
    names: Annotated[
        list[str] | None, typer.Argument(metavar="CHANNEL...", help="All of the settings if none is named.")
    ] = None,
) -> None:
    """Send a test message to channels, and say which of them got it."""
    from flows.alerting.channels import open_channels
    from flows.alerting.trials import try_channel
    from flows.boundary import CheckError, UsageError
    from flows.clock import Clock
    from flows.printing import print_table

    settings = settings_of(context)
    channels = open_channels(settings)
    unknown = [name for name in names or () if name not in channels]
    if unknown:
        raise UsageError(f"{unknown[0]!r} is not one of the channels: {', '.join(channels)}")
    rows = []
    for name in names or channels:
        sent = try_channel(channels[name], Clock()())
        rows.append({"channel": name, "address": channels[name].masked, "delivered": sent.ok, "detail": sent.detail})
    print_table(rows, {"channel": "channel", "address": "address", "delivered": "delivered", "detail": "detail"})
    if not all(row["delivered"] for row in rows):
        raise CheckError("not every channel took the test message")


@app.command()
def retry(context: typer.Context) -> None:
    """Send at once what is due and not delivered yet."""
    from flows.alerting.channels import open_channels
    from flows.alerting.delivery import deliver_due
    from flows.boundary import CheckError
    from flows.clock import Clock
    from flows.data_dir import locked_data_dir
    from flows.printing import results
    from warehouse.snapshot import publish_snapshot
    from warehouse.store import Warehouse

    settings = settings_of(context)
    snapshot_of(context)
    clock = Clock()
    with locked_data_dir(settings.data_dir):
        warehouse = Warehouse(settings.warehouse_path, clock=clock, lock_wait_seconds=settings.lock_wait_seconds)
        report = deliver_due(warehouse, open_channels(settings), clock)
        publish_snapshot(warehouse, settings.snapshot_path)
    results().print(f"delivered: {report.delivered}, failed: {report.failed}, given up: {report.dead}")
    if report.undelivered:
        raise CheckError("\n".join(report.undelivered))


def _find(context: typer.Context, alert_id: str) -> dict[str, Any]:
    from flows.boundary import UsageError
    from warehouse.queries import explain_alert

    found = explain_alert(snapshot_of(context), alert_id)
    if found is None:
        raise UsageError(f"there is no alert {alert_id!r}; `storywatch alerts` lists them")
    return found
