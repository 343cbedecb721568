"""What is told of the running system itself: feeds that fell silent, the daily heartbeat; sent through the outbox."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from seeds.watches import Severity
from warehouse.store import ReadTransaction, Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceMessage:
    """One message about the system and not about the news."""

    message_id: str  # from what it tells: written twice it is sent once
    kind: str  # "feeds", "heartbeat"
    severity: Severity
    at: datetime
    title: str
    text: str
    html: str
    data: dict[str, Any]


def append_service_message(tx: Transaction, message: ServiceMessage, channels: Sequence[str]) -> int:
    """Append a message with the channels that get it; one that is stored adds nothing."""
    stored = tx.append(
        "service_messages",
        [
            {
                "message_id": message.message_id,
                "kind": message.kind,
                "severity": message.severity,
                "raised_at": message.at,
                "title": message.title,
                "text": message.text,
                "html": message.html,
                "data": json.dumps(message.data, ensure_ascii=False, sort_keys=True, default=str),
            }
        ],
    )
    if stored:
        tx.append("alert_channels", [{"alert_id": message.message_id, "channel": name} for name in channels])
    return stored


def last_message_at(tx: ReadTransaction, kind: str, now: datetime) -> datetime | None:
    """Return when the last message of a kind was raised; none that a clock ahead of `now` has dated counts."""
    rows = tx.rows(
        "SELECT max(raised_at) AS last_at FROM ledger.service_messages WHERE kind = $kind AND raised_at <= $now",
        {"kind": kind, "now": now},
    )
    at = rows[0]["last_at"]
    return at if isinstance(at, datetime) else None
