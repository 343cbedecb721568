"""Readings in, who is mentioned with whom out: sums by month, kept beside the mentions because pairs are very many."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from warehouse.store import Transaction

LONGEST_UNSUMMED = 200_000
"""Rows of new pairs before they are summed up: fewer than the sums themselves after some years."""

_COUNT = """
INSERT INTO derived.new_encounters
WITH counted AS MATERIALIZED (
    SELECT DISTINCT m.version_id, m.entity_id,
           date_trunc('month', coalesce(v.published_at, v.fetched_at) AT TIME ZONE 'UTC')::DATE AS month
    FROM ledger.mentions m
    JOIN ledger.article_versions v USING (version_id)
    WHERE m.version_id IN (SELECT unnest($ids)) AND m.recorded_at >= $since AND v.recorded_at >= $versions_since
      AND m.reading_id NOT IN (SELECT reading_id FROM ledger.replaced_readings(TIMESTAMPTZ 'infinity'))
      AND m.version_id NOT IN (SELECT version_id FROM ledger.replaced_versions(TIMESTAMPTZ 'infinity'))
)
SELECT a.month, a.entity_id, b.entity_id, $sign
FROM counted a JOIN counted b ON a.version_id = b.version_id AND a.entity_id < b.entity_id
"""

LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


def count_encounters(
    tx: Transaction,
    version_ids: Sequence[str],
    *,
    sign: int,
    since: datetime = LONG_AGO,
    versions_since: datetime = LONG_AGO,
) -> None:
    """Add (1) or take back (-1) the pairs in the current readings of those versions that are current themselves.

    Called before and after a change to what is current, so that the sums always are those of the present mentions.
    Only mentions recorded at or after `since` are looked for, and only versions recorded at or after `versions_since`.
    """
    tx.execute(_COUNT, {"ids": list(version_ids), "sign": sign, "since": since, "versions_since": versions_since})
    if tx.rows("SELECT count(*) AS n FROM derived.new_encounters")[0]["n"] > LONGEST_UNSUMMED:
        sum_encounters(tx)


_MERGE = (
    """
    CREATE OR REPLACE TEMP TABLE merged_encounters AS
    SELECT month, entity_id, other_id, sum(article_count)::INTEGER AS article_count
    FROM (
        FROM (FROM derived.encounters WHERE month IN (SELECT month FROM derived.new_encounters))
        UNION ALL
        FROM derived.new_encounters
    )
    GROUP BY ALL HAVING sum(article_count) <> 0
    """,
    "DELETE FROM derived.encounters WHERE month IN (SELECT month FROM derived.new_encounters)",
    "INSERT INTO derived.encounters FROM merged_encounters ORDER BY ALL",
    "DELETE FROM derived.new_encounters",
    "DROP TABLE merged_encounters",
)


def sum_encounters(tx: Transaction) -> None:
    """Sum up the newest pairs with those of their months, each of which stands once."""
    for statement in _MERGE:
        tx.execute(statement)
