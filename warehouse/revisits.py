"""Pages to look at again: those whose words developments rest on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from extractors.records.feeds import FeedEntry
from warehouse.store import ReadTransaction


def load_due_revisits(tx: ReadTransaction, now: datetime, schedule: Sequence[timedelta]) -> list[FeedEntry]:
    """Return the entries whose pages are due for another look at `now`, oldest first.

    Each step of the schedule counts from when the page was first read; a step is over once a try was made after it.
    """
    if not schedule:
        return []
    rows = tx.rows(
        """
        WITH tries AS (
            SELECT entry_id, min(tried_at) FILTER (version_id IS NOT NULL) AS first_at, max(tried_at) AS last_at
            FROM ledger.entry_outcomes WHERE tried_at >= $since GROUP BY entry_id
        ), bearing AS (
            SELECT DISTINCT o.entry_id
            FROM ledger.evidence e
            JOIN ledger.article_versions v ON v.version_id = e.version_id
            JOIN ledger.entry_outcomes o ON o.version_id = e.version_id
            JOIN ledger.development_evidence b ON b.evidence_id = e.evidence_id
            JOIN ledger.development_changes c ON c.development_id = b.development_id
            WHERE e.fetched_at >= $since AND e.status = 'occurred' AND v.text_origin = 'page' AND c.stage IS NOT NULL
        )
        SELECT entry_id, feed_id, outlet_id, url, link, guid, title, summary, full_text, author, published_at,
               updated_at, publisher_name, publisher_url, first_at, last_at
        FROM ledger.entries JOIN tries USING (entry_id) SEMI JOIN bearing USING (entry_id)
        WHERE decision = 'fetch' AND first_at IS NOT NULL
        ORDER BY first_at, entry_id
        """,
        {"since": now - 2 * max(schedule)},
    )
    due = []
    for row in rows:
        first, last = row.pop("first_at"), row.pop("last_at")
        if any(last < first + step <= now for step in schedule):
            due.append(FeedEntry(**row))
    return due
