"""The outbox reaches real endpoints on loopback, each message once, whatever an endpoint does."""

from __future__ import annotations

import io
import threading
from datetime import timedelta

from flows.alerting.channels import Channel, parse_channels
from flows.alerting.delivery import deliver_due, retry_deliveries
from flows.alerting.sending import Sent, send_message
from tests.flows.alerting.receivers import Receiver, html_of, mail_server
from tests.flows.alerting.samples import ALERT, PAYLOAD, Hands, counts, due, numbered, post, states
from warehouse.outbox import DueDelivery
from warehouse.store import Warehouse


def test_message_is_delivered_once_however_often_delivery_runs(
    warehouse: Warehouse, clock: Hands, receiver: Receiver
) -> None:
    channels = parse_channels({"desk": receiver.apprise("ok")})
    post(warehouse, "desk")
    assert counts(deliver_due(warehouse, channels, clock)) == (1, 0, 0, 0)
    post(warehouse, "desk")
    assert counts(deliver_due(warehouse, channels, clock)) == (0, 0, 0, 0)
    assert receiver.hits == {"ok": 1}


def test_webhook_gets_our_payload_and_an_idempotency_key(
    warehouse: Warehouse, clock: Hands, receiver: Receiver
) -> None:
    post(warehouse, "desk")
    deliver_due(warehouse, parse_channels({"desk": receiver.apprise("ok")}), clock)
    [hit] = receiver.requests
    assert hit.headers["idempotency-key"] == ALERT.alert_id
    assert hit.payload == PAYLOAD["data"]


def test_endpoint_that_fails_twice_gets_the_message_at_the_third_try_after_growing_pauses(
    warehouse: Warehouse, clock: Hands, receiver: Receiver
) -> None:
    channels = parse_channels({"desk": receiver.apprise("twice")})
    post(warehouse, "desk")
    assert counts(deliver_due(warehouse, channels, clock)) == (0, 1, 0, 0)
    clock.now += timedelta(seconds=59)
    assert counts(deliver_due(warehouse, channels, clock)) == (0, 0, 0, 0)
    clock.now += timedelta(seconds=1)
    assert counts(deliver_due(warehouse, channels, clock)) == (0, 1, 0, 0)
    clock.now += timedelta(seconds=119)
    assert counts(deliver_due(warehouse, channels, clock)) == (0, 0, 0, 0)
    clock.now += timedelta(seconds=1)
    assert counts(deliver_due(warehouse, channels, clock)) == (1, 0, 0, 0)
    assert receiver.hits == {"twice": 3}


def test_message_is_given_up_after_eight_tries(warehouse: Warehouse, clock: Hands, receiver: Receiver) -> None:
    channels = parse_channels({"desk": receiver.apprise("dead")})
    post(warehouse, "desk")
    ends = []
    for _ in range(10):
        ends.append(counts(deliver_due(warehouse, channels, clock)))
        clock.now += timedelta(hours=3)
    assert ends == [(0, 1, 0, 0)] * 7 + [(0, 0, 1, 0)] + [(0, 0, 0, 0)] * 2
    assert receiver.hits == {"dead": 8}


def test_hanging_endpoint_is_left_behind_and_keeps_nobody_else_waiting(
    warehouse: Warehouse, clock: Hands, receiver: Receiver
) -> None:
    channels = parse_channels({"slow": receiver.apprise("hang"), "desk": receiver.apprise("ok")})
    post(warehouse, "slow", "desk")
    post(warehouse, "slow", "desk", alert=numbered(ALERT, 2))
    report = deliver_due(warehouse, channels, clock, limit_seconds=1)
    assert counts(report) == (2, 1, 0, 1)
    assert report.undelivered == (f"{ALERT.alert_id} to slow: failed, json://****: no answer within 1 s",)
    assert receiver.hits == {"ok": 2, "hang": 1}


def test_channel_that_drips_is_left_behind_too(warehouse: Warehouse, clock: Hands, receiver: Receiver) -> None:
    channels = parse_channels({"slow": receiver.apprise("drip"), "desk": receiver.apprise("ok")})
    post(warehouse, "slow", "desk")
    assert counts(deliver_due(warehouse, channels, clock, limit_seconds=1)) == (1, 1, 0, 0)


def test_channel_that_fails_slowly_gives_up_its_round(warehouse: Warehouse, clock: Hands) -> None:
    def slowly(channel: Channel, due: DueDelivery) -> Sent:
        threading.Event().wait(0.3)
        return Sent(ok=False, detail="busy")

    for number in range(9):
        post(warehouse, "console", alert=numbered(ALERT, number))
    report = deliver_due(warehouse, parse_channels({}), clock, send=slowly, limit_seconds=0.4)
    assert report.failed + report.waiting == 9
    assert report.waiting >= 3


def test_each_channel_gets_its_own_copy(warehouse: Warehouse, clock: Hands, receiver: Receiver) -> None:
    channels = parse_channels({"bad": receiver.apprise("dead"), "desk": receiver.apprise("ok")})
    post(warehouse, "bad", "desk")
    assert counts(deliver_due(warehouse, channels, clock)) == (1, 1, 0, 0)
    clock.now += timedelta(hours=1)
    assert counts(deliver_due(warehouse, channels, clock)) == (0, 1, 0, 0)
    assert receiver.hits == {"dead": 2, "ok": 1}


def test_channel_that_left_the_settings_is_a_failure_that_says_so(warehouse: Warehouse, clock: Hands) -> None:
    post(warehouse, "gone")
    report = deliver_due(warehouse, parse_channels({}), clock)
    assert counts(report) == (0, 1, 0, 0)
    assert "no channel 'gone' in the settings" in report.undelivered[0]


def test_sender_that_raises_is_a_failed_try(warehouse: Warehouse, clock: Hands) -> None:
    def broken(channel: Channel, due: DueDelivery) -> Sent:
        raise RuntimeError("token hunter2")

    post(warehouse, "console")
    report = deliver_due(warehouse, parse_channels({}), clock, send=broken)
    assert counts(report) == (0, 1, 0, 0)
    assert "RuntimeError" in report.undelivered[0]
    assert "hunter2" not in report.undelivered[0]


def test_message_whose_answer_was_lost_is_sent_again_under_the_same_key(
    warehouse: Warehouse, clock: Hands, receiver: Receiver
) -> None:
    channels = parse_channels({"desk": receiver.apprise("ok")})
    post(warehouse, "desk")

    def send_and_lose(channel: Channel, due: DueDelivery) -> Sent:
        send_message(channel, due)
        raise ConnectionResetError

    assert counts(deliver_due(warehouse, channels, clock, send=send_and_lose)) == (0, 1, 0, 0)
    clock.now += timedelta(hours=1)
    assert counts(deliver_due(warehouse, channels, clock)) == (1, 0, 0, 0)
    assert receiver.ids == [ALERT.alert_id] * 2


def test_console_writes_the_text_to_its_stream() -> None:
    stream = io.StringIO()
    assert send_message(Channel(name="console"), due(), stream).ok
    assert stream.getvalue() == "\nALERT: They have met\n<b>as told</b>\n"


def test_closed_console_is_a_failed_try() -> None:
    stream = io.StringIO()
    stream.close()
    assert send_message(Channel(name="console"), due(), stream) == Sent(ok=False, detail="console: ValueError")


def test_mail_carries_the_html_the_title_and_the_thread_of_its_development() -> None:
    with mail_server() as inbox:
        assert send_message(parse_channels({"mail": inbox.address})["mail"], due("mail")).ok
    [mail] = inbox.mails
    assert mail["Subject"] == "They have met"
    assert (mail["X-Storywatch-Id"], mail["References"]) == (ALERT.alert_id, "<dev-1@storywatch.invalid>")
    assert "<b>met</b> 会晤" in html_of(mail)


def test_mail_server_that_refuses_twice_gets_the_mail_at_the_third_try(warehouse: Warehouse, clock: Hands) -> None:
    with mail_server(refusals=2) as inbox:
        channels = parse_channels({"mail": inbox.address})
        post(warehouse, "mail")
        ends = []
        for _ in range(4):
            ends.append(counts(deliver_due(warehouse, channels, clock)))
            clock.now += timedelta(minutes=3)
    assert ends == [(0, 1, 0, 0), (0, 1, 0, 0), (1, 0, 0, 0), (0, 0, 0, 0)]
    assert len(inbox.mails) == 1


def test_message_that_was_given_up_is_sent_by_a_retry_and_not_again(
    warehouse: Warehouse, clock: Hands, receiver: Receiver
) -> None:
    post(warehouse, "desk")
    dead = parse_channels({"desk": receiver.apprise("dead")})
    for _ in range(8):
        deliver_due(warehouse, dead, clock)
        clock.now += timedelta(hours=3)
    assert states(warehouse) == {(ALERT.alert_id, "desk"): "dead"}
    mended = parse_channels({"desk": receiver.apprise("ok")})
    assert counts(retry_deliveries(warehouse, mended, clock, None)) == (1, 0, 0, 0)
    assert counts(retry_deliveries(warehouse, mended, clock, None)) == (0, 0, 0, 0)
    assert receiver.hits == {"dead": 8, "ok": 1}


def test_retry_does_not_wait_for_the_pause_and_failing_again_begins_anew(
    warehouse: Warehouse, clock: Hands, receiver: Receiver
) -> None:
    channels = parse_channels({"desk": receiver.apprise("dead")})
    post(warehouse, "desk")
    for _ in range(9):
        assert counts(retry_deliveries(warehouse, channels, clock, None)) == (0, 1, 0, 0)
    assert receiver.hits == {"dead": 9}


def test_retry_of_a_named_alert_leaves_the_others_alone(warehouse: Warehouse, clock: Hands, receiver: Receiver) -> None:
    dead = parse_channels({"desk": receiver.apprise("dead")})
    for number in (1, 2):
        post(warehouse, "desk", alert=numbered(ALERT, number))
    deliver_due(warehouse, dead, clock)
    mended = parse_channels({"desk": receiver.apprise("ok")})
    assert counts(retry_deliveries(warehouse, mended, clock, ["alert-0000000000000002"])) == (1, 0, 0, 0)
    assert receiver.ids[-1] == "alert-0000000000000002"
