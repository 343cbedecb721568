"""Readings in, how many articles of a week give which status to a watch out: sums kept beside the events."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from warehouse.store import Transaction

LONGEST_UNSUMMED = 20_000
"""Rows before they are summed up: some ten for each batch, and read within a millisecond."""

_COUNT = """
INSERT INTO derived.status_sums
SELECT watch, week, status, $sign * count(*)
FROM (
    SELECT DISTINCT version_id, unnest(watches) AS watch, status,
           date_trunc('week', coalesce(published_at, recorded_at) AT TIME ZONE 'UTC')::DATE AS week
    FROM ledger.events
    WHERE version_id IN (SELECT unnest($ids)) AND recorded_at >= $since
      AND reading_id NOT IN (SELECT reading_id FROM ledger.replaced_readings(TIMESTAMPTZ 'infinity'))
      AND version_id NOT IN (SELECT version_id FROM ledger.replaced_versions(TIMESTAMPTZ 'infinity'))
)
GROUP BY ALL
"""


def count_statuses(tx: Transaction, version_ids: Sequence[str], *, sign: int, since: datetime) -> None:
    """Add (1) or take back (-1) the statuses in the current readings of those versions that are current themselves.

    Only events recorded at or after `since` are looked for.
    """
    tx.execute(_COUNT, {"ids": list(version_ids), "sign": sign, "since": since})
    if tx.rows("SELECT count(*) AS n FROM derived.status_sums")[0]["n"] > LONGEST_UNSUMMED:
        sum_statuses(tx)


def sum_statuses(tx: Transaction) -> None:
    """Bring the sums to one row for each watch, week and status."""
    summed = tx.table("FROM main.weekly_statuses")
    tx.execute("DELETE FROM derived.status_sums")
    tx.derive("status_sums", summed)
