"""The outbox: alerts written with the facts they tell, and every attempt to deliver them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from extractors.records.developments import AlertDue
from seeds.storyline import EventStatus
from seeds.watches import Severity, Stage
from warehouse.store import ReadTransaction, Transaction


class DeliveryOutcome(StrEnum):
    """How an attempt to deliver ended."""

    DELIVERED = "delivered"
    FAILED = "failed"  # to be tried again, not before the attempt's `not_before`
    DEAD = "dead"  # given up


@dataclass(frozen=True, slots=True, kw_only=True)
class DueDelivery:
    """A message that a channel is still to get."""

    alert: AlertDue
    channel: str
    attempts: int  # failed ones so far
    title: str
    text: str
    html: str
    data: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryAttempt:
    """One try to deliver one alert to one channel."""

    alert_id: str
    channel: str
    attempt: int  # counted from 1
    outcome: DeliveryOutcome
    at: datetime
    detail: str = ""  # never a secret of the channel's address
    not_before: datetime | None = None


def append_alerts(
    tx: Transaction, alerts: Sequence[tuple[AlertDue, Mapping[str, Any]]], channels: Mapping[str, Sequence[str]]
) -> int:
    """Append alerts with their payload (``title``, ``text``, ``html``, ``data``) and the channels that get each.

    `channels` maps alert ids to names of channels. An alert that is stored adds nothing, whatever its payload.
    """
    rows = []
    recipients = []
    for alert, payload in alerts:
        rows.append(
            {
                "alert_id": alert.alert_id,
                "kind": alert.kind,
                "watch": alert.watch,
                "development_id": alert.development_id,
                "stage": alert.stage,
                "severity": alert.severity,
                "status": alert.status,
                "status_before": alert.status_before,
                "raised_at": alert.at,
                "title": payload["title"],
                "text": payload["text"],
                "html": payload["html"],
                "data": json.dumps(payload["data"], ensure_ascii=False, sort_keys=True, default=str),
            }
        )
        recipients += [{"alert_id": alert.alert_id, "channel": name} for name in channels[alert.alert_id]]
    tx.append("alert_channels", recipients)
    return tx.append("alerts", rows)


def load_due_deliveries(tx: ReadTransaction, now: datetime) -> list[DueDelivery]:
    """Return what is to be sent at `now`, oldest alert first: neither delivered, nor given up, nor waiting."""
    rows = tx.rows(
        """
        WITH tried AS (
            SELECT alert_id, channel, max(attempt) AS attempts, bool_or(outcome IN ('delivered', 'dead')) AS closed,
                   max(not_before_at) AS not_before_at
            FROM ledger.delivery_attempts GROUP BY alert_id, channel
        )
        SELECT a.*, c.channel, coalesce(attempts, 0) AS attempts
        FROM ledger.alert_channels c JOIN ledger.alerts a USING (alert_id) LEFT JOIN tried USING (alert_id, channel)
        WHERE NOT coalesce(closed, false) AND (tried.not_before_at IS NULL OR tried.not_before_at <= $now)
        ORDER BY a.raised_at, a.recorded_at, a.alert_id, c.channel
        """,
        {"now": now},
    )
    return [
        DueDelivery(
            alert=_alert(row),
            channel=row["channel"],
            attempts=row["attempts"],
            title=row["title"],
            text=row["text"],
            html=row["html"],
            data=json.loads(row["data"]),
        )
        for row in rows
    ]


def _alert(row: dict[str, Any]) -> AlertDue:
    return AlertDue(
        alert_id=row["alert_id"],
        kind=row["kind"],
        watch=row["watch"],
        development_id=row["development_id"],
        stage=Stage(row["stage"]) if row["stage"] else None,
        severity=Severity(row["severity"]),
        status=EventStatus(row["status"]),
        status_before=EventStatus(row["status_before"]) if row["status_before"] else None,
        at=row["raised_at"],
    )


def append_delivery_attempt(tx: Transaction, attempt: DeliveryAttempt) -> int:
    """Append the outcome of one try; the same alert, channel and number is the same try."""
    return tx.append(
        "delivery_attempts",
        [
            {
                "alert_id": attempt.alert_id,
                "channel": attempt.channel,
                "attempt": attempt.attempt,
                "outcome": attempt.outcome,
                "tried_at": attempt.at,
                "detail": attempt.detail,
                "not_before_at": attempt.not_before,
            }
        ],
    )
