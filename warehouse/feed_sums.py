"""Polls and entries in, what each feed has brought out: sums beside the rows, because polls are very many."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

import pyarrow as pa

from warehouse.batches import Row
from warehouse.store import Transaction

LONGEST_UNSUMMED = 10_000
"""Rows before they are summed up to one for each feed: two for each feed and batch, and read within a millisecond."""

_GOOD = ("ok", "not_modified")
_READ = ("fetch", "feed_text")
_INSTANT = pa.timestamp("us", tz="UTC")


def sum_polls(tx: Transaction, polls: Sequence[Row]) -> None:
    """Add polls that have just been appended to the sums of their feeds."""
    real = [poll for poll in polls if poll["outcome"] != "not_due"]
    rows = []
    for feed_id, own in _by_feed(real):
        good = [poll["checked_at"] for poll in own if poll["outcome"] in _GOOD]
        rows.append(
            {
                "feed_id": feed_id,
                "poll_count": len(own),
                "ok_count": len(good),
                "last_ok_at": max(good, default=None),
                "last_poll_recorded_at": tx.recorded_at,
            }
        )
    _add(tx, rows, {"last_ok_at": _INSTANT, "last_poll_recorded_at": _INSTANT})


def sum_entries(tx: Transaction, entries: Sequence[Row]) -> None:
    """Add entries that have just been appended to the sums of their feeds."""
    rows = []
    for feed_id, own in _by_feed(entries):
        dated: list[datetime] = [entry["published_at"] for entry in own if entry["published_at"] is not None]
        rows.append(
            {
                "feed_id": feed_id,
                "entry_count": len(own),
                "read_count": sum(entry["decision"] in _READ for entry in own),
                "newest_entry_at": max(dated, default=None),
            }
        )
    _add(tx, rows, {"newest_entry_at": _INSTANT})


def _by_feed(rows: Iterable[Row]) -> list[tuple[str, list[Row]]]:
    by_feed: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_feed[row["feed_id"]].append(row)
    return sorted(by_feed.items())


def _add(tx: Transaction, rows: Sequence[dict[str, Any]], instants: dict[str, pa.DataType]) -> None:
    if not rows:
        return
    columns = {name: pa.array([row[name] for row in rows], instants.get(name)) for name in rows[0]}
    tx.derive("feed_sums", pa.table(columns))
    if tx.rows("SELECT count(*) AS n FROM derived.feed_sums")[0]["n"] > LONGEST_UNSUMMED:
        summed = tx.table("FROM derived.summed_feeds()")
        tx.execute("DELETE FROM derived.feed_sums")
        tx.derive("feed_sums", summed)
