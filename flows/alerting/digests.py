"""The notices of one channel in, one message that tells them all out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from html import escape
from typing import Any

from extractors.records.ids import content_id
from flows.alerting.channels import Channel
from flows.alerting.markup import page, section
from flows.alerting.routes import loudest
from warehouse.digests import Digest
from warehouse.outbox import DueDelivery

DIGEST = "digest"
"""Kind of the message."""

DIGEST_SCHEMA = "storywatch.digest/1"
"""Name and version of the payload's form; see docs/alerts.md."""


def digest_id(channel: str, at: datetime) -> str:
    """Return the id of a channel's digest of that instant: there is one and no more."""
    return content_id(DIGEST, channel, at.astimezone(UTC).isoformat())


def write_digest(channel: Channel, notices: Sequence[DueDelivery], now: datetime) -> Digest:
    """Return the digest of the hour that last struck, its notices in the order in which they were raised.

    Texts and payloads are those that each notice would have been sent with; what they quote is harmless already.
    """
    at = channel.route.last_digest_at(now, channel.zone)
    if at is None or not notices:
        raise ValueError(f"{channel.name}: no digest is due")
    counted = f"{len(notices)} {'notice' if len(notices) == 1 else 'notices'}"
    title = f"{counted} up to {at.astimezone(channel.zone):%Y-%m-%d %H:%M} ({channel.zone})"
    return Digest(
        digest_id=digest_id(channel.name, at),
        channel=channel.name,
        severity=loudest([notice.severity for notice in notices]),
        at=at,
        title=title,
        text="\n\n".join([f"DIGEST: {title}", *(notice.text for notice in notices)]),
        html=page([f"<p><b>{escape(f'DIGEST: {title}')}</b></p>", *(section(notice.html) for notice in notices)]),
        data=_payload(digest_id(channel.name, at), title, at, notices),
        alert_ids=tuple(notice.message_id for notice in notices),
    )


def _payload(identifier: str, title: str, at: datetime, notices: Sequence[DueDelivery]) -> dict[str, Any]:
    return {
        "schema": DIGEST_SCHEMA,
        "digest_id": identifier,
        "kind": DIGEST,
        "severity": loudest([notice.severity for notice in notices]).value,
        "title": title,
        "until": at.isoformat(timespec="seconds").replace("+00:00", "Z"),
        "notices": [notice.data for notice in notices],
    }
