"""Feed health: the conditions of feeds appended, the last ones and the facts that decide on them read back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from extractors.records.feed_health import FeedCondition, FeedHealth, FeedPast
from warehouse.store import ReadTransaction, Transaction

POLLS_SINCE = timedelta(days=35)
"""A feed that failed longer is described by what was written of it then."""
ENTRIES_SINCE = timedelta(days=90)
"""Of a feed that brought nothing for so long only the sums of all its history are looked at."""
PAGES_SINCE = timedelta(days=2)

_POLLS = """
WITH recent AS (
    SELECT feed_id, outlet_id, outcome, entry_count, coalesce(reason, '') AS reason, coalesce(detail, '') AS detail,
           checked_at
    FROM ledger.polls WHERE outcome <> 'not_due' AND recorded_at >= $since
         AND checked_at <= $now -- what a clock ahead has dated would hide every failure until then
),
marks AS (
    SELECT feed_id, max(checked_at) FILTER (outcome <> 'failed') AS last_ok_at,
           max(checked_at) FILTER (outcome = 'ok' AND entry_count > 0) AS last_full_at
    FROM recent GROUP BY feed_id
)
SELECT feed_id, any_value(outlet_id) AS outlet_id, min(checked_at) AS first_polled_at,
       max(checked_at) AS last_polled_at, any_value(last_ok_at) AS last_ok_at,
       min(checked_at) FILTER (is_failure) AS failing_since,
       -- By the hour: a pass that was killed and done again has asked twice.
       count(DISTINCT date_trunc('hour', checked_at)) FILTER (is_failure) AS failures,
       coalesce(arg_max(reason, checked_at) FILTER (is_failure), '') AS reason,
       coalesce(arg_max(detail, checked_at) FILTER (is_failure), '') AS detail,
       min(checked_at) FILTER (outcome = 'ok' AND entry_count = 0
                               AND (last_full_at IS NULL OR checked_at > last_full_at)) AS empty_since
FROM (SELECT *, outcome = 'failed' AND (last_ok_at IS NULL OR checked_at > last_ok_at) AS is_failure
      FROM recent JOIN marks USING (feed_id))
GROUP BY feed_id
"""

_ENTRIES = """
WITH dated AS (
    SELECT feed_id, least(coalesce(published_at, recorded_at), $now) AS told_at, published_at IS NULL AS undated,
           recorded_at, coalesce(guid, url, entry_id) AS name
    FROM ledger.entries WHERE recorded_at >= $since
),
sums AS (
    SELECT feed_id, max(told_at) AS newest_entry_at, min(told_at) AS oldest_entry_at, count(*) AS entry_count,
           min(recorded_at) AS first_recorded_at
    FROM dated GROUP BY feed_id
),
counted AS (
    SELECT feed_id, (told_at AT TIME ZONE 'UTC')::DATE AS day, count(DISTINCT name) AS count
    FROM dated JOIN sums USING (feed_id)
    -- What the first poll brings undated is of no day.
    WHERE told_at > newest_entry_at - INTERVAL 28 DAY AND NOT (undated AND dated.recorded_at = first_recorded_at)
    GROUP BY ALL
),
days AS (
    SELECT feed_id, list(day) AS days, list(count) AS counts FROM counted GROUP BY feed_id
),
fresh AS (
    SELECT feed_id, count(*) FILTER (told_at > $now - INTERVAL 1 DAY) AS last_day_count,
           count(*) FILTER (is_new) AS new_count, count(*) FILTER (is_new AND undated) AS new_undated
    FROM (
        SELECT feed_id, told_at, undated,
               dated.recorded_at > first_recorded_at AND dated.recorded_at > $now - INTERVAL 7 DAY AS is_new
        FROM dated JOIN sums USING (feed_id)
        WHERE dated.recorded_at > $now - INTERVAL 7 DAY OR told_at > $now - INTERVAL 1 DAY
    )
    GROUP BY feed_id
)
SELECT s.feed_id, newest_entry_at, oldest_entry_at, entry_count, coalesce(days, []) AS days,
       coalesce(counts, []) AS counts, coalesce(last_day_count, 0) AS last_day_count,
       coalesce(new_count, 0) AS new_count, coalesce(new_undated, 0) AS new_undated
FROM sums s LEFT JOIN days USING (feed_id) LEFT JOIN fresh USING (feed_id)
"""

_ALL_ENTRIES = """
SELECT feed_id, newest_entry_at, entry_count FROM derived.summed_feeds() WHERE entry_count > 0
"""

_PAGES = """
SELECT outlet_id, count(*) AS tried, count(*) FILTER (reason IS NOT NULL) AS refused,
       coalesce(mode(reason), '') AS reason
FROM (
    SELECT o.entry_id, nullif(arg_max(o.reason, o.attempt), '') AS reason, any_value(outlet_id) AS outlet_id
    FROM (
        SELECT entry_id, attempt, coalesce(reason, '') AS reason FROM ledger.entry_outcomes WHERE recorded_at >= $since
    ) o
    JOIN ledger.entries e ON e.entry_id = o.entry_id AND e.decision = 'fetch'
    GROUP BY o.entry_id
)
GROUP BY outlet_id
"""


def append_feed_conditions(tx: Transaction, changes: Sequence[FeedHealth]) -> int:
    """Append the new condition of each feed as its next step."""
    steps = {
        row["feed_id"]: row["step"]
        for row in tx.rows("SELECT feed_id, max(step) AS step FROM ledger.feed_conditions GROUP BY feed_id")
    }
    return tx.append(
        "feed_conditions",
        [
            {
                "feed_id": change.feed_id,
                "step": steps.get(change.feed_id, 0) + 1,
                "condition": change.condition,
                "detail": change.detail,
                "since_at": change.since,
                "told": change.told,
            }
            for change in changes
        ],
    )


def load_feed_conditions(tx: ReadTransaction) -> dict[str, FeedHealth]:
    """Return the newest condition of every feed that has one, by feed id."""
    rows = tx.rows(
        "SELECT feed_id, condition, detail, since_at, told FROM ledger.feed_conditions "
        "QUALIFY row_number() OVER (PARTITION BY feed_id ORDER BY step DESC) = 1"
    )
    return {
        row["feed_id"]: FeedHealth(
            feed_id=row["feed_id"],
            condition=FeedCondition(row["condition"]),
            detail=row["detail"],
            since=row["since_at"],
            told=FeedCondition(row["told"]) if row["told"] else None,
        )
        for row in rows
    }


def load_feed_pasts(tx: ReadTransaction, now: datetime) -> dict[str, FeedPast]:
    """Return what is known of every feed and list that was ever polled or had an entry, by its id."""
    polls = {row["feed_id"]: row for row in tx.rows(_POLLS, {"since": now - POLLS_SINCE, "now": now})}
    entries = {row["feed_id"]: row for row in tx.rows(_ALL_ENTRIES)}
    entries |= {row["feed_id"]: row for row in tx.rows(_ENTRIES, {"now": now, "since": now - ENTRIES_SINCE})}
    pages = {row["outlet_id"]: row for row in tx.rows(_PAGES, {"since": now - PAGES_SINCE})}
    return {
        feed_id: _past(feed_id, polls.get(feed_id, {}), entries.get(feed_id, {}), pages)
        for feed_id in sorted(polls.keys() | entries.keys())
    }


def _past(feed_id: str, polls: dict[str, Any], entries: dict[str, Any], pages: dict[str, dict[str, Any]]) -> FeedPast:
    tried = pages.get(polls.get("outlet_id", ""), {})
    of_entries = {name: value for name, value in entries.items() if name not in ("feed_id", "days", "counts")}
    of_polls = {name: value for name, value in polls.items() if name not in ("feed_id", "outlet_id")}
    return FeedPast(
        feed_id=feed_id,
        by_day=dict(zip(entries.get("days", ()), entries.get("counts", ()), strict=True)),
        pages_tried=tried.get("tried", 0),
        pages_refused=tried.get("refused", 0),
        page_reason=tried.get("reason", ""),
        **of_entries,
        **of_polls,
    )
