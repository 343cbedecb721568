"""The outbox: alerts written with the facts they tell, and every attempt to deliver them and service messages."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from extractors.records.developments import AlertDue
from seeds.watches import Severity, Stage
from warehouse.store import ReadTransaction, Transaction

LONGEST_PAUSE = timedelta(days=2)
"""Between two tries at a channel; those that are made last a day at most, where a receiver asks for it."""


class DeliveryOutcome(StrEnum):
    """How an attempt to deliver ended."""

    DELIVERED = "delivered"
    FAILED = "failed"  # to be tried again, not before the attempt's `not_before`
    DEAD = "dead"  # given up
    QUIET = "quiet"  # not sent: somebody acknowledged the alert before
    REOPENED = "reopened"  # no try: an operator wants it sent at once, whatever became of it before


@dataclass(frozen=True, slots=True, kw_only=True)
class DueDelivery:
    """A message that a channel is still to get: an alert, a notice or a digest of notices."""

    message_id: str  # the alert's or the digest's: the idempotency key
    kind: str  # "alert", "notice", "digest" or "test"
    thread: str  # the development it tells of; a digest's own id
    severity: Severity
    stage: Stage | None  # None before anything has happened, and for digests
    raised_at: datetime
    channel: str
    failures: int  # failed tries since it was new or reopened
    last_attempt: int  # number of the last one; 0 where there was none
    title: str
    text: str
    html: str
    data: dict[str, Any]
    acknowledged: bool = False
    reopened: bool = False  # an operator has just asked for it


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryAttempt:
    """One try to deliver one message to one channel, or what stands in the place of a try."""

    message_id: str
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
    """Return what may be sent at `now`, oldest first: not closed, not pausing after a failure, not in a digest.

    A pause that outlasts any we make was made by a clock that was ahead, and is over.
    """
    rows = tx.rows(
        """
        WITH messages AS (
            SELECT a.alert_id AS message_id, c.channel, a.kind, a.development_id AS thread, a.severity, a.stage,
                   a.raised_at, a.recorded_at, a.title, a.text, a.html, a.data,
                   a.alert_id IN (SELECT alert_id FROM ledger.acknowledgements) AS acknowledged
            FROM ledger.alert_channels c
            JOIN ledger.alerts a USING (alert_id)
            ANTI JOIN ledger.digested() d ON d.alert_id = c.alert_id AND d.channel = c.channel
            UNION ALL BY NAME
            SELECT digest_id AS message_id, channel, 'digest' AS kind, digest_id AS thread, severity, raised_at,
                   recorded_at, title, text, html, data, false AS acknowledged
            FROM ledger.digests
            UNION ALL BY NAME
            SELECT m.message_id, c.channel, m.kind, m.message_id AS thread, m.severity, m.raised_at, m.recorded_at,
                   m.title, m.text, m.html, m.data, false AS acknowledged
            FROM ledger.alert_channels c JOIN ledger.service_messages m ON m.message_id = c.alert_id
        )
        SELECT m.*, coalesce(s.failure_count, 0) AS failures, coalesce(s.last_attempt, 0) AS last_attempt,
               coalesce(s.last_outcome = 'reopened', false) AS reopened
        FROM messages m
        LEFT JOIN ledger.delivery_states() s USING (message_id, channel)
        WHERE NOT coalesce(s.is_closed, false)
              AND (s.not_before_at IS NULL OR s.not_before_at NOT BETWEEN $now + INTERVAL 1 MICROSECOND AND $latest)
        ORDER BY m.raised_at, m.recorded_at, message_id, channel
        """,
        {"now": now, "latest": now + LONGEST_PAUSE},
    )
    return [_due(row) for row in rows]


def _due(row: dict[str, Any]) -> DueDelivery:
    values = {key: value for key, value in row.items() if key != "recorded_at"}
    values["severity"] = Severity(row["severity"])
    values["stage"] = Stage(row["stage"]) if row["stage"] else None
    values["data"] = json.loads(row["data"])
    return DueDelivery(**values)


def append_delivery_attempts(tx: Transaction, attempts: Sequence[DeliveryAttempt]) -> int:
    """Append the outcomes of tries; the same message, channel and number is the same try."""
    return tx.append(
        "delivery_attempts",
        [
            {
                "alert_id": each.message_id,
                "channel": each.channel,
                "attempt": each.attempt,
                "outcome": each.outcome,
                "tried_at": each.at,
                "detail": each.detail,
                "not_before_at": each.not_before,
            }
            for each in attempts
        ],
    )


def reopen_deliveries(tx: Transaction, now: datetime, alert_ids: Sequence[str] | None = None) -> int:
    """Make messages due at once, as if they were new, and return how many.

    Those that failed or were given up; of named alerts whatever has not been delivered, also what waits for its hour
    or is quiet. A notice in a digest stands for the digest.
    """
    rows = tx.rows(
        """
        SELECT DISTINCT coalesce(d.digest_id, d.alert_id) AS message_id, d.channel,
               coalesce(s.last_attempt, 0) AS last_attempt
        FROM deliveries d
        LEFT JOIN ledger.delivery_states() s
            ON s.message_id = coalesce(d.digest_id, d.alert_id) AND s.channel = d.channel
        WHERE d.state <> 'delivered' AND coalesce(s.last_outcome, '') <> 'reopened'
          AND CASE WHEN $ids IS NULL THEN s.last_outcome IN ('failed', 'dead') ELSE list_contains($ids, d.alert_id) END
        ORDER BY ALL
        """,
        {"ids": None if alert_ids is None else list(alert_ids)},
    )
    attempts = [
        DeliveryAttempt(
            message_id=row["message_id"],
            channel=row["channel"],
            attempt=row["last_attempt"] + 1,
            outcome=DeliveryOutcome.REOPENED,
            at=now,
        )
        for row in rows
    ]
    return append_delivery_attempts(tx, attempts)
