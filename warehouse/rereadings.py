"""Versions whose current reading is by another reader, and what is needed to read them again."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from extractors.records.articles import NearDuplicate
from warehouse.store import ReadTransaction


def load_stale_versions(tx: ReadTransaction, reader_version: str, since: datetime | None = None) -> list[str]:
    """Return the ids of the versions with text whose current reading is not by that reader, in the order of storing.

    With `since`, only those published (or, undated, fetched) at or after it. What was read anew is not among them, so
    a reading that was broken off goes on by asking again.
    """
    rows = tx.rows(
        """
        SELECT version_id
        FROM ledger.article_versions
        SEMI JOIN ledger.article_texts USING (version_id)
        ANTI JOIN (
            SELECT version_id FROM ledger.readings
            ANTI JOIN ledger.replaced_readings(TIMESTAMPTZ 'infinity') USING (reading_id)
            WHERE reader_version = $reader_version
        ) fresh USING (version_id)
        WHERE $since IS NULL OR coalesce(published_at, fetched_at) >= $since
        ORDER BY recorded_at, version_id
        """,
        {"reader_version": reader_version, "since": since},
    )
    return [row["version_id"] for row in rows]


def load_copies(tx: ReadTransaction, version_ids: Collection[str]) -> list[NearDuplicate]:
    """Return whose words these versions nearly repeat, as it was found when they arrived."""
    rows = tx.rows(
        "SELECT version_id, original_version_id, similarity FROM ledger.near_duplicates "
        "WHERE version_id IN (SELECT unnest($ids)) ORDER BY ALL",
        {"ids": list(version_ids)},
    )
    return [NearDuplicate(**row) for row in rows]


def load_alerted_developments(tx: ReadTransaction) -> set[str]:
    """Return the ids of the developments of which an alert or notice was raised."""
    return {row["development_id"] for row in tx.rows("SELECT DISTINCT development_id FROM ledger.alerts")}


def load_reported_developments(tx: ReadTransaction) -> set[str]:
    """Return the ids of the developments of which an alert said that they happened."""
    rows = tx.rows("SELECT DISTINCT development_id FROM ledger.alerts WHERE kind = 'alert' AND status = 'occurred'")
    return {row["development_id"] for row in rows}


def load_raised_alerts(tx: ReadTransaction) -> set[str]:
    """Return the ids of all alerts and notices that were raised."""
    return {row["alert_id"] for row in tx.rows("SELECT alert_id FROM ledger.alerts")}


def load_untold_steps(tx: ReadTransaction) -> dict[str, int]:
    """Return by development the first step that reading again made, and that no message has followed since."""
    rows = tx.rows(
        """
        SELECT c.development_id, min(c.step) AS step
        FROM ledger.development_changes c
        SEMI JOIN (FROM ledger.runs WHERE command = 'reread') r USING (run_id)
        ANTI JOIN ledger.alerts a ON a.development_id = c.development_id AND a.recorded_at >= c.recorded_at
        GROUP BY c.development_id
        """
    )
    return {row["development_id"]: row["step"] for row in rows}
