"""A channel in, whether it takes a message out: the test message of `storywatch alerts test`."""

from __future__ import annotations

from datetime import datetime

from extractors.records.developments import AlertDue
from flows.alerting.channels import Channel
from flows.alerting.delivery import SEND_LIMIT_SECONDS
from flows.alerting.sending import Sent, send_message, send_within
from seeds.storyline import EventStatus
from seeds.watches import Severity
from warehouse.outbox import DueDelivery

TITLE = "Test message of storywatch"
TEXT = "This is a test: nothing has happened. Alerts of storywatch will arrive here."


def try_channel(channel: Channel, now: datetime) -> Sent:
    """Send one test message and wait for the answer, within the limit of every message."""
    alert = AlertDue(
        alert_id=f"test-{now:%Y%m%dT%H%M%S}",
        kind="test",
        watch="test",
        development_id="test",
        stage=None,
        severity=Severity.LOW,
        status=EventStatus.NOT_OCCURRED,
        status_before=None,
        at=now,
    )
    payload = {"schema": "storywatch.test/1", "kind": "test", "title": TITLE, "text": TEXT}
    due = DueDelivery(
        alert=alert, channel=channel.name, attempts=0, title=TITLE, text=TEXT, html=f"<p>{TEXT}</p>", data=payload
    )
    return send_within(SEND_LIMIT_SECONDS, send_message, channel, due)
