"""The outbox reaches real endpoints on loopback, each message once, whatever an endpoint does."""

from __future__ import annotations

import io
import json
import socket
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from email import message_from_bytes
from email.message import Message as Mail
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from extractors.records.developments import AlertDue
from flows.alerting.channels import Channel, parse_channels
from flows.alerting.delivery import DeliveryReport, deliver_due
from flows.alerting.sending import Sent, send_message
from seeds.storyline import EventStatus
from seeds.watches import Severity, Stage
from tests.extractors.development_samples import instant
from warehouse.outbox import DueDelivery, append_alerts
from warehouse.store import Warehouse

ALERT = AlertDue(
    alert_id="alert-0000000000000001",
    kind="alert",
    watch="austin-li-meeting",
    development_id="dev-1",
    stage=Stage.REPORTED,
    severity=Severity.HIGH,
    status=EventStatus.OCCURRED,
    status_before=EventStatus.DECLINED,
    at=instant("2024-05-31"),
)
PAYLOAD = {
    "title": "They have met",
    "text": "ALERT: They have met\n<b>as told</b>",
    "html": "<p>They have <b>met</b> 会晤</p>",
    "data": {"schema": "storywatch.alert/1", "alert_id": ALERT.alert_id, "evidence": [{"quote": "They met."}]},
}


class Hands:
    """A clock that tests turn by hand."""

    def __init__(self) -> None:
        self.now = instant("2024-05-31T12:00")

    def __call__(self) -> datetime:
        return self.now


class Receiver(ThreadingHTTPServer):
    """Answers /ok with 200, /twice with 500 two times and then 200, /dead with 500; /hang not until released."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.hits: Counter[str] = Counter()
        self.bodies: list[tuple[str, dict[str, str], dict[str, Any]]] = []
        self.released = threading.Event()

    def address(self, path: str) -> str:
        return f"json://127.0.0.1:{self.server_port}/{path}?rto=60&cto=5"


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        server = self.server
        assert isinstance(server, Receiver)
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        path = self.path.strip("/").partition("?")[0].rstrip("/")
        server.hits[path] += 1
        server.bodies.append((path, dict(self.headers.items()), body))
        if path == "hang":
            server.released.wait(30)
        failing = path == "dead" or (path == "twice" and server.hits[path] <= 2)
        self.send_response(500 if failing else 200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    server = Receiver()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.released.set()
    server.shutdown()
    server.server_close()


@pytest.fixture
def clock() -> Hands:
    return Hands()


@pytest.fixture
def warehouse(tmp_path: Path, clock: Hands) -> Warehouse:
    made = Warehouse(tmp_path / "warehouse.duckdb", clock=clock)
    made.migrate()
    return made


def post(warehouse: Warehouse, *channels: str, alert: AlertDue = ALERT) -> None:
    with warehouse.transaction(None) as tx:
        append_alerts(tx, [(alert, PAYLOAD)], {alert.alert_id: channels})


def counts(report: DeliveryReport) -> tuple[int, int, int, int]:
    return report.delivered, report.failed, report.dead, report.waiting


def test_message_is_delivered_once_however_often_delivery_runs(
    warehouse: Warehouse, clock: Hands, receiver: Receiver
) -> None:
    channels = parse_channels({"desk": receiver.address("ok")})
    post(warehouse, "desk")
    assert counts(deliver_due(warehouse, channels, clock)) == (1, 0, 0, 0)
    post(warehouse, "desk")
    assert counts(deliver_due(warehouse, channels, clock)) == (0, 0, 0, 0)
    assert receiver.hits == {"ok": 1}


def test_webhook_gets_our_payload_and_an_idempotency_key(
    warehouse: Warehouse, clock: Hands, receiver: Receiver
) -> None:
    post(warehouse, "desk")
    deliver_due(warehouse, parse_channels({"desk": receiver.address("ok")}), clock)
    [(_, headers, body)] = receiver.bodies
    assert headers["Idempotency-Key"] == ALERT.alert_id
    assert body == {"title": "They have met", **PAYLOAD["data"]}  # type: ignore[dict-item] # data is the last key


def test_endpoint_that_fails_twice_gets_the_message_at_the_third_try_after_growing_pauses(
    warehouse: Warehouse, clock: Hands, receiver: Receiver
) -> None:
    channels = parse_channels({"desk": receiver.address("twice")})
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
    channels = parse_channels({"desk": receiver.address("dead")})
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
    channels = parse_channels({"slow": receiver.address("hang"), "desk": receiver.address("ok")})
    second = replace(ALERT, alert_id="alert-0000000000000002")
    post(warehouse, "slow", "desk")
    post(warehouse, "slow", "desk", alert=second)
    report = deliver_due(warehouse, channels, clock, limit_seconds=1)
    assert counts(report) == (2, 1, 0, 1)
    assert report.undelivered == (f"{ALERT.alert_id} to slow: failed, json://****: no answer within 1 s",)
    assert receiver.hits == {"ok": 2, "hang": 1}


def test_channel_that_fails_slowly_gives_up_its_round(warehouse: Warehouse, clock: Hands) -> None:
    def slowly(channel: Channel, due: DueDelivery) -> Sent:
        time.sleep(0.3)
        return Sent(ok=False, detail="busy")

    for number in range(9):
        post(warehouse, "console", alert=replace(ALERT, alert_id=f"alert-{number:016d}"))
    report = deliver_due(warehouse, parse_channels({}), clock, send=slowly, limit_seconds=0.4)
    assert report.failed + report.waiting == 9
    assert report.waiting >= 3


def test_each_channel_gets_its_own_copy(warehouse: Warehouse, clock: Hands, receiver: Receiver) -> None:
    channels = parse_channels({"bad": receiver.address("dead"), "desk": receiver.address("ok")})
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
    channels = parse_channels({"desk": receiver.address("ok")})
    post(warehouse, "desk")

    def send_and_lose(channel: Channel, due: DueDelivery) -> Sent:
        send_message(channel, due)
        raise ConnectionResetError

    assert counts(deliver_due(warehouse, channels, clock, send=send_and_lose)) == (0, 1, 0, 0)
    clock.now += timedelta(hours=1)
    assert counts(deliver_due(warehouse, channels, clock)) == (1, 0, 0, 0)
    assert [headers["Idempotency-Key"] for _, headers, _ in receiver.bodies] == [ALERT.alert_id] * 2


def _due(channel: str = "console") -> DueDelivery:
    return DueDelivery(
        message_id=ALERT.alert_id,
        kind="alert",
        thread="dev-1",
        severity=ALERT.severity,
        stage=ALERT.stage,
        raised_at=ALERT.at,
        channel=channel,
        failures=0,
        last_attempt=0,
        **PAYLOAD,  # type: ignore[arg-type] # by name
    )


def test_console_writes_the_text_to_its_stream() -> None:
    stream = io.StringIO()
    assert send_message(Channel(name="console"), _due(), stream).ok
    assert stream.getvalue() == "\nALERT: They have met\n<b>as told</b>\n"


def test_closed_console_is_a_failed_try() -> None:
    stream = io.StringIO()
    stream.close()
    assert send_message(Channel(name="console"), _due(), stream) == Sent(ok=False, detail="console: ValueError")


class Inbox:
    def __init__(self) -> None:
        self.mails: list[Mail] = []

    async def handle_DATA(self, server: object, session: object, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        self.mails.append(message_from_bytes(envelope.content))
        return "250 OK"


def test_mail_carries_the_html_and_the_title() -> None:
    inbox = Inbox()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(inbox, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        address = f"mailto://127.0.0.1:{port}?mode=insecure&from=watch@desk.example&to=analyst@desk.example"
        channel = parse_channels({"mail": address})["mail"]
        assert send_message(channel, _due("mail")).ok
    finally:
        controller.stop()
    [mail] = inbox.mails
    bodies = [part.get_payload(decode=True) for part in mail.walk() if part.get_content_type() == "text/html"]
    assert mail["Subject"] == "They have met"
    assert (mail["X-Storywatch-Id"], mail["References"]) == (ALERT.alert_id, "<dev-1@storywatch.invalid>")
    assert any(isinstance(body, bytes) and "<b>met</b> 会晤" in body.decode() for body in bodies)
