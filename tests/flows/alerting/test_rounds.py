"""What goes out now, what waits for its hour, what is gathered, and what stays quiet."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, timedelta
from typing import Any

import pytest

from flows.alerting.channels import Channel, parse_channels
from flows.alerting.delivery import deliver_due, retry_deliveries
from flows.alerting.rounds import Timing, decide_timing, prepare_round
from flows.alerting.routes import Route
from seeds.watches import Severity, Stage
from tests.extractors.development_samples import instant
from tests.flows.alerting.receivers import Receiver
from tests.flows.alerting.samples import ALERT, NOTICE, PAYLOAD, Hands, counts, due, numbered, post, states
from tests.flows.alerting.test_webhooks import webhook
from warehouse.acknowledgements import append_acknowledgement
from warehouse.store import Warehouse

NIGHT = Route(quiet_hours="22:00-07:00")  # type: ignore[arg-type]  # as the file has it
DAILY = Route(digest_hour=8)
NOW = instant("2024-06-01T02:00")


def timing(route: Route = NIGHT, channel: Channel | None = None, **changed: Any) -> Timing:
    return decide_timing(due(**changed), channel or Channel(name="desk", route=route), NOW, frozenset())


@pytest.mark.parametrize(
    ("severity", "found"), [(Severity.HIGH, Timing.SEND), (Severity.MEDIUM, Timing.HOLD), (Severity.LOW, Timing.HOLD)]
)
def test_only_loud_messages_go_out_in_quiet_hours(severity: Severity, found: Timing) -> None:
    assert timing(severity=severity) is found


def test_operator_says_how_loud_is_loud_enough() -> None:
    route = NIGHT.model_copy(update={"quiet_below": Severity.MEDIUM})
    assert timing(route, severity=Severity.MEDIUM) is Timing.SEND
    assert timing(route, severity=Severity.LOW) is Timing.HOLD


def test_what_an_operator_asks_for_goes_out_whatever_the_hour() -> None:
    assert timing(severity=Severity.LOW, reopened=True, acknowledged=True) is Timing.SEND


def test_what_somebody_has_seen_is_sent_to_programs_only() -> None:
    program = webhook("http://127.0.0.1:9/")
    assert timing(acknowledged=True) is Timing.SILENCE
    assert timing(channel=program, acknowledged=True) is Timing.SEND
    assert timing(channel=parse_channels({"p": "json://127.0.0.1/"})["p"], acknowledged=True) is Timing.SEND


def test_notice_of_what_has_not_happened_is_gathered_once_its_hour_has_struck() -> None:
    quiet = {"kind": "notice", "stage": None}
    assert timing(DAILY, **quiet, raised_at=instant("2024-05-31T07:59")) is Timing.GATHER
    assert timing(DAILY, **quiet, raised_at=instant("2024-05-31T08:00")) is Timing.HOLD


def test_notice_that_contradicts_a_report_does_not_wait_for_the_digest() -> None:
    assert timing(DAILY, kind="notice", stage=Stage.REPORTED) is Timing.SEND


def test_alert_does_not_wait_for_the_digest() -> None:
    assert timing(DAILY) is Timing.SEND


def test_quiet_hours_hold_a_message_until_they_are_over(warehouse: Warehouse, clock: Hands, receiver: Receiver) -> None:
    clock.now = instant("2024-05-31T23:00")
    channels = {"desk": Channel(name="desk", address=receiver.apprise("ok"), route=NIGHT, zone=UTC)}
    post(warehouse, "desk", alert=NOTICE)
    post(warehouse, "desk")
    report = deliver_due(warehouse, channels, clock)
    assert (counts(report), report.held) == ((1, 0, 0, 0), 1)
    assert receiver.ids == [ALERT.alert_id]
    clock.now = instant("2024-06-01T07:00")
    assert counts(deliver_due(warehouse, channels, clock)) == (1, 0, 0, 0)
    assert receiver.ids == [ALERT.alert_id, NOTICE.alert_id]


def test_named_retry_does_not_wait_for_the_end_of_quiet_hours(
    warehouse: Warehouse, clock: Hands, receiver: Receiver
) -> None:
    clock.now = instant("2024-05-31T23:00")
    channels = {"desk": Channel(name="desk", address=receiver.apprise("ok"), route=NIGHT)}
    post(warehouse, "desk", alert=NOTICE)
    assert counts(retry_deliveries(warehouse, channels, clock, None)) == (0, 0, 0, 0)
    assert counts(retry_deliveries(warehouse, channels, clock, [NOTICE.alert_id])) == (1, 0, 0, 0)


def notice_payload(number: int) -> dict[str, Any]:
    return {**PAYLOAD, "text": f"NOTICE: number {number}", "data": {"alert_id": numbered(NOTICE, number).alert_id}}


def post_notices(warehouse: Warehouse, *numbers: int, raised: str = "2024-05-31T20:00") -> None:
    for number in numbers:
        notice = replace(numbered(NOTICE, number), at=instant(raised) + timedelta(minutes=number))
        post(warehouse, "desk", alert=notice, payload=notice_payload(number))


def test_notices_come_once_a_day_in_one_signed_message(warehouse: Warehouse, clock: Hands, receiver: Receiver) -> None:
    channel = webhook(receiver.url("ok"))
    channels = {"desk": Channel(name="desk", webhook=channel.webhook, route=DAILY)}
    post_notices(warehouse, 1, 2)
    clock.now = instant("2024-06-01T07:59")
    assert deliver_due(warehouse, channels, clock).held == 2
    clock.now = instant("2024-06-01T09:30")
    assert counts(deliver_due(warehouse, channels, clock)) == (1, 0, 0, 0)
    assert counts(deliver_due(warehouse, channels, clock)) == (0, 0, 0, 0)
    [hit] = receiver.requests
    assert hit.payload["schema"] == "storywatch.digest/1"
    assert hit.payload["title"] == "2 notices up to 2024-06-01 08:00 (UTC)"
    assert [one["alert_id"] for one in hit.payload["notices"]] == ["alert-0000000000000001", "alert-0000000000000002"]
    assert hit.headers["idempotency-key"] == hit.payload["digest_id"]
    assert set(states(warehouse).values()) == {"delivered"}


def test_notice_that_a_clock_ahead_has_dated_comes_with_the_next_digest(
    warehouse: Warehouse, clock: Hands, receiver: Receiver
) -> None:
    channels = {"desk": Channel(name="desk", webhook=webhook(receiver.url("ok")).webhook, route=DAILY)}
    post_notices(warehouse, 1, raised="2027-06-01T08:10")
    clock.now = instant("2024-06-01T08:05")
    deliver_due(warehouse, channels, clock)
    assert [hit.payload["title"] for hit in receiver.requests] == ["1 notice up to 2024-06-01 08:00 (UTC)"]


def test_notice_that_comes_after_the_digest_waits_for_the_next(
    warehouse: Warehouse, clock: Hands, receiver: Receiver
) -> None:
    channels = {"desk": Channel(name="desk", webhook=webhook(receiver.url("ok")).webhook, route=DAILY)}
    post_notices(warehouse, 1)
    clock.now = instant("2024-06-01T08:05")
    deliver_due(warehouse, channels, clock)
    post_notices(warehouse, 2)  # raised before the hour, stored after its digest
    post_notices(warehouse, 3, raised="2024-06-01T08:10")
    assert deliver_due(warehouse, channels, clock).held == 2
    clock.now = instant("2024-06-02T08:00")
    deliver_due(warehouse, channels, clock)
    told = [[one["alert_id"][-1] for one in hit.payload["notices"]] for hit in receiver.requests]
    assert told == [["1"], ["2", "3"]]


def test_digest_that_was_written_and_not_sent_is_sent_once_with_the_same_notices(
    warehouse: Warehouse, clock: Hands, receiver: Receiver
) -> None:
    channels = {"desk": Channel(name="desk", webhook=webhook(receiver.url("ok")).webhook, route=DAILY)}
    post_notices(warehouse, 1, 2)
    clock.now = instant("2024-06-01T08:00")
    first = prepare_round(warehouse, channels, clock())  # and the program dies
    clock.now = instant("2024-06-01T11:00")
    post_notices(warehouse, 3)
    assert counts(deliver_due(warehouse, channels, clock)) == (1, 0, 0, 0)
    [hit] = receiver.requests
    assert hit.payload == first.due[0].data
    assert hit.headers["idempotency-key"] == first.due[0].message_id
    assert states(warehouse)[("alert-0000000000000003", "desk")] == "waiting"


def test_digest_that_cannot_be_delivered_is_given_up_and_retried_with_its_notices(
    warehouse: Warehouse, clock: Hands, receiver: Receiver
) -> None:
    dead = {"desk": Channel(name="desk", webhook=webhook(receiver.url("dead")).webhook, route=DAILY)}
    post_notices(warehouse, 1)
    clock.now = instant("2024-06-01T08:00")
    for _ in range(8):
        deliver_due(warehouse, dead, clock)
        clock.now += timedelta(hours=3)
    assert states(warehouse) == {("alert-0000000000000001", "desk"): "dead"}
    mended = {"desk": Channel(name="desk", webhook=webhook(receiver.url("ok")).webhook, route=DAILY)}
    assert counts(retry_deliveries(warehouse, mended, clock, ["alert-0000000000000001"])) == (1, 0, 0, 0)
    assert states(warehouse) == {("alert-0000000000000001", "desk"): "delivered"}
    assert len({json.dumps(hit.payload) for hit in receiver.requests}) == 1


def test_acknowledged_alert_that_still_waits_is_not_sent_and_says_why(
    warehouse: Warehouse, clock: Hands, receiver: Receiver
) -> None:
    channels = {"desk": webhook(receiver.url("dead")), "console": Channel(name="console", route=NIGHT)}
    clock.now = instant("2024-05-31T23:00")
    post(warehouse, "desk", "console", alert=NOTICE)
    deliver_due(warehouse, channels, clock)
    with warehouse.transaction(None) as tx:
        append_acknowledgement(tx, NOTICE.alert_id, "", clock())
    clock.now = instant("2024-06-01T08:00")
    deliver_due(warehouse, channels, clock)
    assert states(warehouse) == {(NOTICE.alert_id, "console"): "quiet", (NOTICE.alert_id, "desk"): "waiting"}
    assert receiver.hits == {"dead": 2}
    with warehouse.reading() as look:
        [row] = look.rows("SELECT detail, attempt_count FROM deliveries WHERE channel = 'console'")
    assert row == {"detail": "acknowledged before it was sent", "attempt_count": 0}


def test_acknowledged_notice_is_left_out_of_the_digest(warehouse: Warehouse, clock: Hands) -> None:
    mail = Channel(name="desk", address="mailto://127.0.0.1:9", route=DAILY)
    post_notices(warehouse, 1, 2)
    with warehouse.transaction(None) as tx:
        append_acknowledgement(tx, "alert-0000000000000001", "", clock())
    prepared = prepare_round(warehouse, {"desk": mail}, instant("2024-06-01T08:00"))
    [digest] = prepared.due
    assert [one["alert_id"] for one in digest.data["notices"]] == ["alert-0000000000000002"]
    assert digest.text == "DIGEST: 1 notice up to 2024-06-01 08:00 (UTC)\n\nNOTICE: number 2"
