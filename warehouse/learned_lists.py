"""What the news told of people and nobody wrote down, each with the words that show it: a snapshot in, rows out."""

from __future__ import annotations

from typing import Any

from warehouse.lakes import Place
from warehouse.queries import PlainRow, plain_value
from warehouse.snapshot import reading_snapshot

_ROLES = """
WITH told AS (
    SELECT office_id, entity_id, start_date, end_date, asserted_by = 'news' AS is_new,
           CASE WHEN asserted_by = 'news' THEN start_development_id END AS start_development_id,
           CASE WHEN end_asserted_by = 'news' THEN end_development_id END AS end_development_id
    FROM roles
    WHERE asserted_by = 'news' OR end_asserted_by = 'news'
    UNION ALL BY NAME
    SELECT office_id, NULL AS entity_id, coalesce(start_date, known_from_date) AS start_date, NULL AS end_date,
           true AS is_new, evidence_id AS start_development_id, NULL AS end_development_id
    FROM ledger.current_roles(TIMESTAMPTZ 'infinity')
    WHERE asserted_by = 'news' AND entity_id IS NULL AND known_from_date IS NOT NULL
)
SELECT 'role' AS kind, office_id, entity_id, start_date, end_date, is_new,
       list_filter([start_development_id, end_development_id], lambda each: each IS NOT NULL) AS development_ids
FROM told ORDER BY office_id, start_date, entity_id
"""

_ROLE_QUOTES = """
SELECT development_id, event_id, article_id, outlet_id, origin_id, published_at, url, quote
FROM evidence
WHERE development_id IN (SELECT unnest($ids::VARCHAR[])) AND status = 'occurred' AND counts
ORDER BY development_id, coalesce(published_at, fetched_at), evidence_id
"""

_NAMES = """
SELECT 'name' AS kind, a.entity_id, a.language, a.alias AS name, m.mention_id, m.text AS mention, m.article_id,
       m.outlet_id, m.published_at, v.url, v.title
FROM aliases a
JOIN mentions m USING (mention_id)
JOIN article_versions v USING (version_id)
WHERE a.asserted_by = 'news'
ORDER BY a.entity_id, a.language, a.alias
"""


def list_learned(snapshot: Place) -> list[PlainRow]:
    """Return a row for each role (``kind`` role, with ``quotes``) and for each name (``kind`` name) that is only told.

    A role with ``is_new`` False stands in the seed files and has no end there.
    """
    with reading_snapshot(snapshot) as look:
        roles = look.rows(_ROLES)
        ids = sorted({each for role in roles for each in role["development_ids"]})
        quotes = look.rows(_ROLE_QUOTES, {"ids": ids})
        names = look.rows(_NAMES)
    told: dict[str, list[dict[str, Any]]] = {}
    for quote in quotes:
        told.setdefault(quote["development_id"], []).append(quote)
    rows = [{**role, "quotes": [q for each in role["development_ids"] for q in told.get(each, ())]} for role in roles]
    return [plain_value(row) for row in (*rows, *names)]
