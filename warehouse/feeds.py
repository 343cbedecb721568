"""Feeds: each poll appended, and what is remembered of a feed read back from its newest."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from extractors.records.feeds import FeedState, Poll
from extractors.records.ids import content_id
from warehouse.feed_sums import sum_polls
from warehouse.rejections import append_rejections
from warehouse.store import ReadTransaction, Transaction

RECENT = timedelta(days=30)
"""A feed that is followed is polled at least daily, however long it has failed."""


def append_polls(tx: Transaction, polls: Sequence[Poll]) -> int:
    """Append polls with their feeds' new states, and the rejections they brought. One row per feed, run and check."""
    append_rejections(tx, [rejection for poll in polls for rejection in poll.rejections])
    rows = {row["poll_id"]: row for row in (_row(poll, tx.run_id) for poll in polls)}
    known = tx.stored_keys("polls", list(rows.values()))
    new = [row for poll_id, row in rows.items() if (poll_id,) not in known]
    sum_polls(tx, new)
    return tx.append("polls", new, fresh=True)


def _row(poll: Poll, run_id: str | None) -> dict[str, object]:
    state = poll.state
    failure = next((rejection for rejection in poll.rejections if rejection.stage == "feed"), None)
    return {
        "poll_id": content_id("poll", poll.feed_id, run_id or "", state.checked_at.isoformat()),
        "feed_id": poll.feed_id,
        "outlet_id": poll.outlet_id,
        "outcome": poll.outcome,
        "http_status": poll.http_status,
        "reason": failure.reason if failure else None,
        "detail": failure.detail if failure else None,
        "entry_count": len(poll.entries),
        "rejection_count": len(poll.rejections),
        "bytes_received": poll.bytes_received,
        "elapsed_seconds": poll.elapsed_seconds,
        "checked_at": state.checked_at,
        "etag": state.etag,
        "last_modified": state.last_modified,
        "failures": state.failures,
        "not_before_at": state.not_before,
        "content_hash": state.content_hash,
        "due_at": state.due_at,
        "asked_seconds": state.asked.total_seconds() if state.asked is not None else None,
    }


def load_feed_states(tx: ReadTransaction) -> dict[str, FeedState]:
    """Return the newest state of every followed feed that was ever polled, by feed id.

    Nearly all are found in the last `RECENT` of polls; only for a feed that rested longer is all of history searched.
    """
    rows = _newest_polls(tx, "recorded_at >= (SELECT max(recorded_at) FROM ledger.transactions) - $recent", RECENT)
    resting = tx.rows(
        "SELECT feed_id FROM main.feeds WHERE enabled AND NOT retired AND feed_id NOT IN (SELECT unnest($found))",
        {"found": [row["feed_id"] for row in rows] or [""]},
    )
    if resting:
        rows += _newest_polls(tx, "feed_id IN (SELECT unnest($recent))", [row["feed_id"] for row in resting])
    return {
        row["feed_id"]: FeedState(
            feed_id=row["feed_id"],
            checked_at=row["checked_at"],
            etag=row["etag"],
            last_modified=row["last_modified"],
            failures=row["failures"],
            not_before=row["not_before_at"],
            content_hash=row["content_hash"],
            due_at=row["due_at"],
            asked=timedelta(seconds=row["asked_seconds"]) if row["asked_seconds"] is not None else None,
        )
        for row in rows
    }


def _newest_polls(tx: ReadTransaction, where: str, value: Any) -> list[dict[str, Any]]:
    return tx.rows(
        "SELECT feed_id, checked_at, etag, last_modified, failures, not_before_at, content_hash, due_at, asked_seconds "
        "FROM ledger.polls "
        f"WHERE {where} "
        "QUALIFY row_number() OVER (PARTITION BY feed_id ORDER BY recorded_at DESC, checked_at DESC) = 1",
        {"recent": value},
    )
