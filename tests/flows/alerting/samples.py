"""An alert, a notice and their payloads for the tests of delivery."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from extractors.records.developments import AlertDue
from flows.alerting.delivery import DeliveryReport
from seeds.storyline import EventStatus
from seeds.watches import Severity, Stage
from tests.extractors.development_samples import instant
from warehouse.outbox import DueDelivery, append_alerts
from warehouse.store import Warehouse

KEY = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"

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
NOTICE = replace(
    ALERT,
    alert_id="alert-0000000000000002",
    kind="notice",
    stage=None,
    severity=Severity.MEDIUM,
    status=EventStatus.SCHEDULED,
)
PAYLOAD: dict[str, Any] = {
    "title": "They have met",
    "text": "ALERT: They have met\n<b>as told</b>",
    "html": "<p>They have <b>met</b> 会晤</p>",
    "data": {
        "schema": "storywatch.alert/1",
        "alert_id": ALERT.alert_id,
        "title": "They have met",
        "question": "会晤了吗？",
        "evidence": [],
    },
}


class Hands:
    """A clock that tests turn by hand."""

    def __init__(self) -> None:
        self.now = instant("2024-05-31T12:00")

    def __call__(self) -> datetime:
        return self.now


def numbered(alert: AlertDue, number: int) -> AlertDue:
    return replace(alert, alert_id=f"alert-{number:016d}")


def post(warehouse: Warehouse, *channels: str, alert: AlertDue = ALERT, payload: Mapping[str, Any] = PAYLOAD) -> None:
    with warehouse.transaction(None) as tx:
        append_alerts(tx, [(alert, payload)], {alert.alert_id: channels})


def due(channel: str = "console", **changed: Any) -> DueDelivery:
    values: dict[str, Any] = {
        "message_id": ALERT.alert_id,
        "kind": "alert",
        "thread": "dev-1",
        "severity": ALERT.severity,
        "stage": ALERT.stage,
        "raised_at": ALERT.at,
        "channel": channel,
        "failures": 0,
        "last_attempt": 0,
        **PAYLOAD,
    }
    return DueDelivery(**{**values, **changed})


def counts(report: DeliveryReport) -> tuple[int, int, int, int]:
    return report.delivered, report.failed, report.dead, report.waiting


def states(warehouse: Warehouse) -> dict[tuple[str, str], str]:
    with warehouse.reading() as look:
        rows = look.rows("SELECT alert_id, channel, state FROM deliveries")
    return {(row["alert_id"], row["channel"]): row["state"] for row in rows}
