"""Digests: one message in place of several notices, written to the outbox before any of it is sent."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from seeds.watches import Severity
from warehouse.store import ReadTransaction, Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """The notices of one channel up to an instant, as one message."""

    digest_id: str  # from channel and instant: one per channel and day
    channel: str
    severity: Severity  # the highest of its notices
    at: datetime
    title: str
    text: str
    html: str
    data: dict[str, Any]
    alert_ids: tuple[str, ...]


def append_digests(tx: Transaction, digests: Sequence[Digest]) -> int:
    """Append digests with the notices they stand for; a digest that is stored adds nothing, nor do its notices."""
    known = load_digest_ids(tx)
    fresh = [digest for digest in digests if digest.digest_id not in known]
    tx.append(
        "digest_members",
        [{"digest_id": digest.digest_id, "alert_id": each} for digest in fresh for each in digest.alert_ids],
    )
    return tx.append(
        "digests",
        [
            {
                "digest_id": digest.digest_id,
                "channel": digest.channel,
                "severity": digest.severity,
                "raised_at": digest.at,
                "title": digest.title,
                "text": digest.text,
                "html": digest.html,
                "data": json.dumps(digest.data, ensure_ascii=False, sort_keys=True),
            }
            for digest in fresh
        ],
    )


def load_digest_ids(tx: ReadTransaction) -> frozenset[str]:
    """Return the ids of all digests."""
    return frozenset(row["digest_id"] for row in tx.rows("SELECT digest_id FROM ledger.digests"))
