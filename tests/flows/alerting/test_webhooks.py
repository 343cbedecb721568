"""Signed webhooks on real sockets: who is sent to, how it is signed, and what counts as taken."""

from __future__ import annotations

import base64
import hashlib
import hmac
import logging
import time
from datetime import timedelta

import pytest

from flows.alerting.channels import Channel, ChannelError, open_channels, parse_webhooks
from flows.alerting.delivery import deliver_due
from flows.alerting.routes import WebhookSettings
from flows.alerting.sending import send_message
from flows.alerting.webhook_addresses import WebhookAddress, parse_webhook
from flows.alerting.webhooks import signed_headers
from flows.settings import Settings
from tests.flows.alerting.receivers import Receiver
from tests.flows.alerting.samples import ALERT, KEY, PAYLOAD, Hands, counts, due, post
from warehouse.store import Warehouse


def webhook(url: str, *, allow_private: bool = True) -> Channel:
    written = WebhookSettings(url=url, secret=KEY, allow_private_addresses=allow_private)  # type: ignore[arg-type]  # pydantic makes them secret
    return parse_webhooks({"desk": written})["desk"]


def address(url: str, *, allow_private: bool = True) -> WebhookAddress:
    parsed = parse_webhook(url, KEY, allow_private=allow_private)
    assert isinstance(parsed, WebhookAddress)
    return parsed


def test_signature_is_that_of_the_standards_own_example() -> None:
    key = base64.b64decode(KEY.removeprefix("whsec_"))
    headers = dict(signed_headers(key, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, b'{"test": 2432232314}'))
    assert headers[b"webhook-signature"] == b"v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
    assert headers[b"webhook-timestamp"] == b"1614265330"


def test_receiver_can_check_who_sent_it_from_the_raw_body(receiver: Receiver) -> None:
    before = int(time.time())
    assert send_message(webhook(receiver.url("ok/path?token=hunter2")), due("desk")).ok
    [hit] = receiver.requests
    assert hit.payload == PAYLOAD["data"]
    assert (hit.headers["idempotency-key"], hit.headers["webhook-id"]) == (ALERT.alert_id, ALERT.alert_id)
    assert hit.headers["content-type"] == "application/json; charset=utf-8"
    assert hit.headers["host"] == f"127.0.0.1:{receiver.server_port}"
    timestamp = hit.headers["webhook-timestamp"]
    assert before <= int(timestamp) <= time.time()
    signed = f"{ALERT.alert_id}.{timestamp}.".encode() + hit.body
    key = base64.b64decode(KEY.removeprefix("whsec_"))
    expected = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    assert hit.headers["webhook-signature"] == f"v1,{expected}"


def test_every_try_has_the_same_body_and_key(warehouse: Warehouse, clock: Hands, receiver: Receiver) -> None:
    post(warehouse, "desk")
    channels = {"desk": webhook(receiver.url("twice"))}
    ends = []
    for _ in range(4):
        ends.append(counts(deliver_due(warehouse, channels, clock)))
        clock.now += timedelta(minutes=3)
    assert ends == [(0, 1, 0, 0), (0, 1, 0, 0), (1, 0, 0, 0), (0, 0, 0, 0)]
    assert receiver.ids == [ALERT.alert_id] * 3
    assert len({hit.body for hit in receiver.requests}) == 1


def test_loopback_is_refused_unless_the_operator_allows_it(receiver: Receiver) -> None:
    url = receiver.url("ok").replace("http:", "https:")
    sent = send_message(webhook(url, allow_private=False), due("desk"))
    assert not sent.ok
    assert "allow_private_addresses" in sent.detail
    assert receiver.hits == {}


@pytest.mark.parametrize("host", ["169.254.169.254", "[fe80::1]", "0.0.0.0", "[::ffff:169.254.169.254]"])
def test_metadata_and_link_local_addresses_are_refused_even_then(host: str) -> None:
    sent = send_message(webhook(f"http://{host}/latest"), due("desk"))
    assert not sent.ok
    assert "refused" in sent.detail


def test_redirect_is_not_followed(receiver: Receiver) -> None:
    sent = send_message(webhook(receiver.url("moved")), due("desk"))
    assert (sent.ok, "answered 302; redirects are not followed" in sent.detail) == (False, True)
    assert receiver.hits == {"moved": 1}


def test_receiver_that_asks_for_an_hour_is_left_alone_for_an_hour(
    warehouse: Warehouse, clock: Hands, receiver: Receiver
) -> None:
    post(warehouse, "desk")
    channels = {"desk": webhook(receiver.url("later"))}
    ends = []
    for _ in range(3):
        ends.append(counts(deliver_due(warehouse, channels, clock)))
        clock.now += timedelta(minutes=30)
    assert ends == [(0, 1, 0, 0), (0, 0, 0, 0), (0, 1, 0, 0)]


@pytest.mark.parametrize("path", ["hang", "drip"])
def test_receiver_that_does_not_answer_is_left_behind(
    warehouse: Warehouse, clock: Hands, receiver: Receiver, path: str
) -> None:
    post(warehouse, "slow", "desk")
    channels = {"slow": webhook(receiver.url(path)), "desk": webhook(receiver.url("ok"))}
    assert counts(deliver_due(warehouse, channels, clock, limit_seconds=1)) == (1, 1, 0, 0)
    assert receiver.hits == {path: 1, "ok": 1}


def test_nobody_at_the_address_is_a_failed_try() -> None:
    sent = send_message(webhook("http://127.0.0.1:9/hunter2"), due("desk"))
    assert sent.detail == "http://127.0.0.1:9/****: ConnectError"


def test_neither_secret_nor_path_is_shown_or_logged(
    warehouse: Warehouse, clock: Hands, receiver: Receiver, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    post(warehouse, "desk")
    channel = webhook(receiver.url("dead/hunter2"))
    report = deliver_due(warehouse, {"desk": channel}, clock)
    with warehouse.reading() as look:
        stored = str(look.rows("SELECT * FROM ledger.delivery_attempts"))
    own = "\n".join(record.getMessage() for record in caplog.records if record.name.startswith("flows"))
    everything = caplog.text + repr(channel) + channel.masked + stored + str(report)
    assert "answered 500" in own
    assert KEY not in everything
    assert KEY.removeprefix("whsec_") not in everything
    assert "hunter2" not in own + repr(channel) + channel.masked + stored + str(report)


@pytest.mark.parametrize(
    ("url", "secret", "told"),
    [
        ("http://hooks.example/x", KEY, "url: expected https://; http:// goes unencrypted"),
        ("ftp://hooks.example/hunter2", KEY, "url: expected https://host/path"),
        ("https:///hunter2", KEY, "url: expected https://host/path"),
        ("https://hooks.example/a b", KEY, "url: expected https://host/path"),
        ("https://hooks.example:port/hunter2", KEY, "url: not an address"),
        ("https://me:hunter2@hooks.example/", KEY, "url: no user or password in the address"),
        ("https://hooks.example/", "whsec_hunter2!", "secret: what follows whsec_ is not base64"),
        ("https://hooks.example/", "hunter2", "secret: at least 24 bytes are expected, this has 7"),
    ],
)
def test_wrong_webhook_is_refused_by_name_without_its_secrets(url: str, secret: str, told: str) -> None:
    written = WebhookSettings(url=url, secret=secret)  # type: ignore[arg-type]  # pydantic makes them secret
    with pytest.raises(ChannelError) as caught:
        parse_webhooks({"desk": written})
    assert str(caught.value).startswith(f"webhooks.desk.{told}")
    assert "hunter2" not in str(caught.value)


def test_secret_may_be_any_long_string() -> None:
    parsed = parse_webhook("https://hooks.example/x", "correct horse battery staple", allow_private=False)
    assert isinstance(parsed, WebhookAddress)
    assert parsed.key == b"correct horse battery staple"
    assert parsed.masked == "https://hooks.example/****"


def test_webhooks_of_the_settings_are_channels() -> None:
    written = {"desk": {"url": "https://hooks.example/x", "secret": KEY}}
    channels = open_channels(Settings(webhooks=written))  # type: ignore[arg-type]  # as the file has it
    assert sorted(channels) == ["console", "desk"]
    assert channels["desk"].is_for_programs
