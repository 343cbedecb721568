"""A channel in, whether it takes a message out: the test message of `storywatch alerts test`."""

from __future__ import annotations

from datetime import datetime

from flows.alerting.channels import Channel
from flows.alerting.delivery import SEND_LIMIT_SECONDS
from flows.alerting.sending import Sent, send_message, send_within
from seeds.watches import Severity
from warehouse.outbox import DueDelivery

TITLE = "Test message of storywatch"
TEXT = "This is a test: nothing has happened. Alerts of storywatch will arrive here."
TEST_SCHEMA = "storywatch.test/1"


def try_channel(channel: Channel, now: datetime) -> Sent:
    """Send one test message and wait for the answer, within the limit of every message."""
    return send_within(SEND_LIMIT_SECONDS, send_message, channel, trial_message(channel.name, now))


def trial_message(channel: str, now: datetime) -> DueDelivery:
    """Return a message that says that it is a test; each second has one of its own."""
    message_id = f"test-{now:%Y%m%dT%H%M%S}"
    return DueDelivery(
        message_id=message_id,
        kind="test",
        thread=message_id,
        severity=Severity.LOW,
        stage=None,
        raised_at=now,
        channel=channel,
        failures=0,
        last_attempt=0,
        title=TITLE,
        text=TEXT,
        html=f"<p>{TEXT}</p>",
        data={"schema": TEST_SCHEMA, "kind": "test", "title": TITLE, "text": TEXT},
    )
