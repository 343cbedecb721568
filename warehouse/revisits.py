"""Words that developments rest on: the pages to look at again, and what became of versions that were read."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from extractors.records.articles import TextOrigin
from extractors.records.feeds import FeedEntry
from extractors.records.rejections import RejectionReason
from extractors.records.revisits import FormerWords, PresentWords, WatchedPage
from warehouse.store import ReadTransaction

GONE = [RejectionReason.NOT_FOUND.value, RejectionReason.GONE.value]
"""Answers that say that there is no such page, rather than that it cannot be had now."""


def load_watched_pages(tx: ReadTransaction, since: datetime) -> list[WatchedPage]:
    """Return the pages that developments rest on and that were tried at `since` or later, first read first."""
    rows = tx.rows(
        """
        WITH tries AS (
            SELECT entry_id, min(tried_at) FILTER (version_id IS NOT NULL) AS first_at, max(tried_at) AS last_at,
                   max(tried_at) FILTER (reason IS NULL OR reason NOT IN (SELECT unnest($gone))) AS answered_at,
                   list(tried_at) FILTER (reason IN (SELECT unnest($gone))) AS gone_at
            FROM ledger.entry_outcomes WHERE tried_at >= $since GROUP BY entry_id
        ), bearing AS (
            SELECT DISTINCT o.entry_id
            FROM ledger.evidence e
            JOIN ledger.article_versions v ON v.version_id = e.version_id AND v.recorded_at >= $since
            JOIN ledger.entry_outcomes o ON o.version_id = e.version_id AND o.recorded_at >= $since
            JOIN ledger.development_evidence b ON b.evidence_id = e.evidence_id AND b.recorded_at >= $since
            JOIN ledger.development_changes c ON c.development_id = b.development_id AND c.recorded_at >= $since
            WHERE e.fetched_at >= $since AND e.status = 'occurred' AND v.text_origin = 'page' AND c.stage IS NOT NULL
        ), watched AS MATERIALIZED (
            FROM tries SEMI JOIN bearing USING (entry_id) WHERE first_at IS NOT NULL
        )
        SELECT entry_id, recorded_at, first_at, last_at,
               list_min(list_filter(gone_at, lambda t: t > answered_at)) AS gone_since,
               list_max(list_filter(gone_at, lambda t: t > answered_at)) AS gone_until
        FROM ledger.entries JOIN watched USING (entry_id)
        WHERE decision = 'fetch'
        ORDER BY first_at, entry_id
        """,
        {"since": since, "gone": GONE},
    )
    entries = _load_entries(tx, {row["entry_id"]: row["recorded_at"] for row in rows})
    return [
        WatchedPage(
            first_read_at=row["first_at"],
            last_tried_at=row["last_at"],
            gone_since=row["gone_since"],
            gone_until=row["gone_until"],
            entry=entries[row["entry_id"]],
        )
        for row in rows
    ]


def _load_entries(tx: ReadTransaction, recorded_at: Mapping[str, datetime]) -> dict[str, FeedEntry]:
    """Return entries by id. Their many wide columns are read only from where the oldest was recorded."""
    if not recorded_at:
        return {}
    rows = tx.rows(
        """
        SELECT entry_id, feed_id, outlet_id, url, link, guid, title, summary, full_text, author, published_at,
               updated_at, publisher_name, publisher_url
        FROM ledger.entries WHERE recorded_at >= $since AND entry_id IN (SELECT unnest($ids))
        """,
        {"since": min(recorded_at.values()), "ids": list(recorded_at)},
    )
    return {row["entry_id"]: FeedEntry(**row) for row in rows}


def load_missed_entries(tx: ReadTransaction) -> set[str]:
    """Return the ids of the entries whose page was not there at some time."""
    rows = tx.rows(
        "SELECT DISTINCT entry_id FROM ledger.entry_outcomes WHERE reason IN (SELECT unnest($gone))", {"gone": GONE}
    )
    return {row["entry_id"] for row in rows}


def load_former_words(tx: ReadTransaction, version_ids: Collection[str]) -> list[FormerWords]:
    """Return those of the versions that have been replaced, or whose page was not there when last asked for.

    The text that stands there now comes only where it is less than half as long: else nothing hangs on it.
    """
    rows = tx.rows(
        """
        WITH missed AS MATERIALIZED (
            SELECT entry_id, tried_at FROM ledger.entry_outcomes WHERE reason IN (SELECT unnest($gone))
        ), had AS MATERIALIZED (
            SELECT DISTINCT entry_id, version_id FROM ledger.entry_outcomes SEMI JOIN missed USING (entry_id)
            WHERE version_id IS NOT NULL
        ), changed AS MATERIALIZED (
            SELECT version_id FROM ledger.article_turns
            UNION
            SELECT former_version_id FROM ledger.article_turns
            UNION
            SELECT version_id FROM had
        ), asked AS MATERIALIZED (
            -- Few versions ever change, and for none of them there is no search among all.
            SELECT version_id, article_id, text_origin, text_length
            FROM ledger.article_versions WHERE version_id IN (
                SELECT version_id FROM changed WHERE version_id IN (SELECT unnest($ids))
            )
        ), current_versions AS (
            SELECT article_id, arg_max(version_id, step) AS version_id
            FROM ledger.article_turns SEMI JOIN asked USING (article_id) GROUP BY article_id
        ), answered AS (
            SELECT entry_id, max(tried_at) AS at
            FROM ledger.entry_outcomes SEMI JOIN missed USING (entry_id)
            WHERE reason IS NULL OR reason NOT IN (SELECT unnest($gone))
            GROUP BY entry_id
        ), read_at AS (
            SELECT DISTINCT had.entry_id, asked.article_id FROM had JOIN asked USING (version_id)
        ), gone AS (
            SELECT article_id, min(tried_at) AS since, max(tried_at) AS until
            FROM read_at JOIN missed USING (entry_id) JOIN answered USING (entry_id)
            WHERE missed.tried_at > answered.at
            GROUP BY article_id
        ), present AS MATERIALIZED (
            SELECT version_id, title, language, text_origin, text_length FROM ledger.article_versions
            WHERE version_id IN (SELECT version_id FROM current_versions)
        ), pairs AS MATERIALIZED (
            SELECT asked.version_id, asked.text_origin, asked.text_length, gone.since, gone.until,
                   new.version_id AS present_id, new.title, new.language, new.text_origin AS present_origin,
                   new.text_length AS present_length
            FROM asked
            LEFT JOIN gone USING (article_id)
            LEFT JOIN current_versions c ON c.article_id = asked.article_id AND c.version_id <> asked.version_id
            LEFT JOIN present new ON new.version_id = c.version_id
            WHERE new.version_id IS NOT NULL OR gone.since IS NOT NULL
        ), words AS (
            -- The long column is read for the few alone whose words are asked for.
            SELECT version_id, text FROM ledger.article_texts WHERE version_id IN (
                SELECT present_id FROM pairs WHERE 2 * present_length < text_length
            )
        )
        SELECT pairs.*, coalesce(words.text, '') AS text
        FROM pairs LEFT JOIN words ON words.version_id = pairs.present_id
        ORDER BY pairs.version_id
        """,
        {"ids": list(version_ids), "gone": GONE},
    )
    return [
        FormerWords(
            version_id=row["version_id"],
            text_origin=TextOrigin(row["text_origin"]),
            text_length=row["text_length"],
            gone_since=row["since"],
            gone_until=row["until"],
            present=PresentWords(
                title=row["title"],
                text=row["text"],
                language=row["language"],
                text_origin=TextOrigin(row["present_origin"]),
                text_length=row["present_length"],
            )
            if row["present_id"] is not None
            else None,
        )
        for row in rows
    ]
