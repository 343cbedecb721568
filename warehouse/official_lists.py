"""Official lists: each whole list and what became of its watched entries appended, the last ones read back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from extractors.records.official_lists import ListChange, ListedEntry, ListSnapshot
from warehouse.store import ReadTransaction, Transaction


def append_list_snapshots(tx: Transaction, snapshots: Sequence[ListSnapshot]) -> int:
    """Append snapshots with their watched entries, each once; returns how many snapshots were new."""
    tx.append(
        "list_entries",
        [
            {
                "snapshot_id": snapshot.snapshot_id,
                "uid": entry.uid,
                "name": entry.name,
                "kind": entry.kind,
                "programs": entry.programs,
                "title": entry.title,
                "remarks": entry.remarks,
                "aliases": entry.aliases,
            }
            for snapshot in snapshots
            for entry in snapshot.entries
        ],
    )
    return tx.append(
        "list_snapshots",
        [
            {
                "snapshot_id": snapshot.snapshot_id,
                "list_id": snapshot.list_id,
                "outlet_id": snapshot.outlet_id,
                "url": snapshot.url,
                "published_date": snapshot.published_date,
                "stated_count": snapshot.stated_count,
                "entry_count": snapshot.entry_count,
                "content_hash": snapshot.content_hash,
                "settled": snapshot.settled,
                "fetched_at": snapshot.fetched_at,
            }
            for snapshot in snapshots
        ],
    )


def append_list_changes(tx: Transaction, changes: Sequence[ListChange]) -> int:
    """Append what became of watched entries, each change once; returns how many were new."""
    return tx.append(
        "list_changes",
        [
            {
                "change_id": change.change_id,
                "list_id": change.list_id,
                "snapshot_id": change.snapshot_id,
                "uid": change.uid,
                "entity_id": change.entity_id,
                "kind": change.kind,
                "row_before": change.before,
                "row_after": change.after,
                "confirmed_by": change.confirmed_by,
                "changed_at": change.at,
            }
            for change in changes
        ],
    )


def load_last_lists(tx: ReadTransaction) -> dict[str, tuple[ListSnapshot | None, ListSnapshot | None]]:
    """Return by list id the last settled snapshot, and the first unsettled one since, where somebody is missing.

    The first, because how long ago an entry was first missed is what confirming it by a later download needs.
    """
    rows = tx.rows(
        """
        WITH last_settled AS (
            SELECT list_id, max(recorded_at) AS recorded_at
            FROM ledger.list_snapshots WHERE settled GROUP BY list_id
        )
        SELECT s.* EXCLUDE (recorded_at, run_id)
        FROM ledger.list_snapshots s LEFT JOIN last_settled l USING (list_id)
        WHERE (s.settled AND s.recorded_at = l.recorded_at)
           OR (NOT s.settled AND (l.recorded_at IS NULL OR s.recorded_at > l.recorded_at))
        ORDER BY s.recorded_at DESC
        """
    )
    entries = tx.rows(
        "SELECT snapshot_id, uid, name, kind, programs, title, remarks, aliases FROM ledger.list_entries "
        "WHERE snapshot_id IN (SELECT unnest($ids)) ORDER BY uid",
        {"ids": [row["snapshot_id"] for row in rows]},
    )
    last: dict[str, tuple[ListSnapshot | None, ListSnapshot | None]] = {}
    for row in rows:
        snapshot = _snapshot(row, [entry for entry in entries if entry["snapshot_id"] == row["snapshot_id"]])
        settled, pending = last.get(snapshot.list_id, (None, None))
        last[snapshot.list_id] = (snapshot, pending) if snapshot.settled else (settled, snapshot)
    return last


def _snapshot(row: dict[str, Any], entries: Sequence[dict[str, Any]]) -> ListSnapshot:
    return ListSnapshot(
        **row,
        entries=tuple(
            ListedEntry(
                uid=entry["uid"],
                name=entry["name"],
                kind=entry["kind"],
                programs=tuple(entry["programs"]),
                title=entry["title"],
                remarks=entry["remarks"],
                aliases=tuple(entry["aliases"]),
            )
            for entry in entries
        ),
    )
