"""`storywatch alerts`: list, explain and acknowledge what was raised, try the channels, send what is still waiting."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from flows.commands.options import JsonOption, LimitOption, settings_of, snapshot_of

app = typer.Typer(help="What was raised, why, and whether it was delivered.", no_args_is_help=False)

AlertId = Annotated[str, typer.Argument(metavar="ID", help="As `storywatch alerts` lists it.")]

NOTE_CHARACTERS = 1000
"""A note is a line or two for colleagues, no report."""


@app.callback(invoke_without_command=True)
def alerts(context: typer.Context, json_: JsonOption = False, limit: LimitOption = 100) -> None:
    """List alerts and notices; `alerts explain ID` shows the words one rests on."""
    if context.invoked_subcommand is None:
        list_(context, json_=json_, limit=limit)


@app.command("list")
def list_(context: typer.Context, json_: JsonOption = False, limit: LimitOption = 100) -> None:
    """List alerts and notices, the newest first."""
    from flows.alerting.explaining import LIST_COLUMNS, NARROW_LIST_COLUMNS, narrow_rows
    from flows.printing import NARROW_WIDTH, print_json, print_table, results
    from warehouse.queries import list_alerts

    rows = list_alerts(snapshot_of(context), limit=limit)
    if json_:
        print_json(rows)
    elif results().width < NARROW_WIDTH:
        print_table(narrow_rows(rows), NARROW_LIST_COLUMNS, title="Alerts and notices", empty="none")
    else:
        print_table(rows, LIST_COLUMNS, title="Alerts and notices", empty="none")


@app.command()
def show(context: typer.Context, alert_id: AlertId, json_: JsonOption = False) -> None:
    """Show the message of one alert as it was sent; with --json its payload. And whether somebody acknowledged it."""
    from flows.alerting.explaining import acknowledged_lines, fold_message
    from flows.printing import print_json, print_lines, results

    alert = _find(context, alert_id)["alert"]
    if json_:
        print_json({**alert["data"], "acknowledged_at": alert["acknowledged_at"], "notes": alert["notes"]})
        return
    terminal = results()
    text = fold_message(alert["text"], terminal.width) if terminal.is_terminal else alert["text"]
    print_lines("\n".join([text, "", *acknowledged_lines(alert)]))


@app.command()
def explain(context: typer.Context, alert_id: AlertId, json_: JsonOption = False) -> None:
    """Explain one alert: its development step by step, the origins, and the words of every article behind it."""
    from flows.alerting.explaining import (
        DELIVERY_COLUMNS,
        HISTORY_COLUMNS,
        ORIGIN_COLUMNS,
        acknowledged_lines,
        evidence_lines,
    )
    from flows.printing import print_json, print_lines, print_table, results

    found = _find(context, alert_id)
    if json_:
        print_json(found)
        return
    alert = found["alert"]
    print_lines(f"{alert['kind']} ({alert['severity']}): {alert['title']}")
    print_lines("\n".join(acknowledged_lines(alert)))
    print_table(found["history"], HISTORY_COLUMNS, title="Development, step by step")
    print_table(found["origins"], ORIGIN_COLUMNS, title="Origins")
    print_lines("\n".join(["Words", *evidence_lines(found["evidence"], results().width), ""]))
    print_table(found["deliveries"], DELIVERY_COLUMNS, title="Deliveries", empty="none yet")


@app.command()
def test(
    context: typer.Context,
    names: Annotated[
        list[str] | None, typer.Argument(metavar="CHANNEL...", help="All of the settings if none is named.")
    ] = None,
    json_: JsonOption = False,
) -> None:
    """Send a test message to channels, and say which of them got it."""
    from flows.alerting.channels import open_channels
    from flows.alerting.trials import try_channel
    from flows.boundary import CheckError, UsageError
    from flows.clock import Clock
    from flows.printing import print_json, print_table

    channels = open_channels(settings_of(context))
    unknown = [name for name in names or () if name not in channels]
    if unknown:
        raise UsageError(f"{unknown[0]!r} is not one of the channels: {', '.join(channels)}")
    rows = []
    for name in names or channels:
        sent = try_channel(channels[name], Clock()())
        rows.append({"channel": name, "address": channels[name].masked, "delivered": sent.ok, "detail": sent.detail})
    if json_:
        print_json(rows)
    else:
        print_table(rows, {"channel": "channel", "address": "address", "delivered": "delivered", "detail": "detail"})
    failed = [f"{row['channel']}: {row['detail']}" for row in rows if not row["delivered"]]
    if failed:
        raise CheckError("\n".join(["not every channel took the test message", *failed]))


@app.command()
def ack(
    context: typer.Context,
    alert_id: AlertId,
    note: Annotated[str, typer.Option("--note", metavar="TEXT", help="For colleagues; kept beside the alert.")] = "",
    json_: JsonOption = False,
) -> None:
    """Say that an alert has been seen: it is not sent to people any more where it still waits. Safe to repeat."""
    from flows.alerting.acknowledging import acknowledge
    from flows.boundary import UsageError
    from flows.clock import Clock
    from flows.printing import print_json, print_lines, row_of

    settings = settings_of(context)
    snapshot_of(context)
    if len(note) > NOTE_CHARACTERS:
        raise UsageError(f"--note: at most {NOTE_CHARACTERS} characters, this has {len(note)}")
    done = acknowledge(settings, alert_id, note.strip(), Clock())
    if done is None:
        raise _no_alert(alert_id)
    if json_:
        print_json(row_of(done))
        return
    print_lines(f"{alert_id}: {'acknowledged' if done.new else 'was acknowledged before; nothing new'}")
    if not done.published:
        print_lines("a pass is running; listings show it when that has ended")


@app.command()
def retry(
    context: typer.Context,
    alert_ids: Annotated[
        list[str] | None,
        typer.Argument(metavar="ID...", help="Only these, also what waits for its hour. Without: whatever failed."),
    ] = None,
    json_: JsonOption = False,
) -> None:
    """Send at once what is due, what failed and what was given up."""
    from flows.alerting.channels import open_channels
    from flows.alerting.delivery import retry_deliveries
    from flows.boundary import CheckError
    from flows.clock import Clock
    from flows.data_dir import locked_data_dir
    from flows.opening import open_warehouse
    from flows.printing import print_json, print_lines, row_of
    from warehouse.snapshot import publish_snapshot

    settings = settings_of(context)
    for alert_id in alert_ids or ():
        _find(context, alert_id)
    snapshot_of(context)
    clock = Clock()
    channels = open_channels(settings)
    with locked_data_dir(settings.data_dir):
        warehouse = open_warehouse(settings, clock)
        with warehouse.delivery_turn():
            report = retry_deliveries(warehouse, channels, clock, alert_ids or None)
        publish_snapshot(warehouse, settings.snapshot_path)
    if json_:
        print_json(row_of(report))
    else:
        print_lines(
            f"delivered: {report.delivered}, failed: {report.failed}, given up: {report.dead}, "
            f"not tried: {report.waiting}, held for their hour: {report.held}"
        )
    if report.undelivered:
        raise CheckError("\n".join(report.undelivered))


def _find(context: typer.Context, alert_id: str) -> dict[str, Any]:
    from warehouse.queries import explain_alert

    found = explain_alert(snapshot_of(context), alert_id)
    if found is None:
        raise _no_alert(alert_id)
    return found


def _no_alert(alert_id: str) -> Exception:
    from flows.boundary import UsageError

    return UsageError(f"there is no alert {alert_id!r}; `storywatch alerts` lists them")
