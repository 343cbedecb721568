"""What the command line lists, read from the published snapshot: rows of plain values, ready for tables and JSON."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import duckdb

from warehouse.errors import QueryError
from warehouse.lakes import Place
from warehouse.limits import USUAL_LIMITS, Deadline, QueryLimits, deadline
from warehouse.snapshot import opened_snapshot, reading_snapshot

PlainRow = dict[str, Any]

_EXPLAIN = duckdb.StatementType.EXPLAIN
_READS = (duckdb.StatementType.SELECT, _EXPLAIN)

_ROWS_AT_A_TIME = 10_000
"""Fetched before the limits are looked at again: a few tens of milliseconds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryResult:
    """The answer to a query: column names, and rows of plain values in their order."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]


def list_watches(snapshot: Place) -> list[PlainRow]:
    """Return the watch board in the order of the seed file."""
    return _rows(
        snapshot,
        "SELECT watch, question, status, since, development_id, origins, closed_since FROM watches "
        "ORDER BY storyline, seed_order",
    )


def list_feeds(snapshot: Place, *, limit: int = 1000) -> list[PlainRow]:
    """Return the followed feeds and official lists with their health, those in trouble first."""
    return _rows(
        snapshot,
        "SELECT * EXCLUDE (recorded_at, run_id) FROM feed_health "
        "ORDER BY condition IN ('healthy', 'unpolled'), failures DESC NULLS LAST, feed_id LIMIT $limit",
        {"limit": limit},
    )


def list_articles(snapshot: Place, *, limit: int = 100, search: str | None = None) -> list[PlainRow]:
    """Return the articles on the storyline without their text, the newest first.

    With `search`, those whose title and text hold all its words.
    """
    among = "articles" if search is None else "search($search)"
    # Which ones, from few columns first: all else is then asked for these alone.
    with reading_snapshot(snapshot) as look:
        newest = look.rows(
            f"SELECT version_id FROM {among} WHERE on_storyline "
            "ORDER BY coalesce(published_at, fetched_at) DESC, article_id LIMIT $limit",
            {"limit": limit} | ({} if search is None else {"search": search}),
        )
        rows = look.rows(
            "SELECT article_id, version_id, published_at, fetched_at, outlet_id, feed_id, language, score, title, url, "
            "text_origin, text_length, event_count, raises, version_count, recorded_at FROM articles "
            "WHERE version_id IN (SELECT unnest($ids)) ORDER BY coalesce(published_at, fetched_at) DESC, article_id",
            {"ids": [row["version_id"] for row in newest] or [""]},
        )
    return [plain_value(row) for row in rows]


def list_entities(snapshot: Place, *, limit: int = 1000) -> list[PlainRow]:
    """Return the entities with the number of mentions, the most mentioned first."""
    return _rows(
        snapshot,
        "SELECT entity_id, kind, name, side, coalesce(m.mentions, 0) AS mentions, aliases, wikidata FROM entities "
        "LEFT JOIN (SELECT entity_id, count(*) AS mentions FROM mentions GROUP BY entity_id) m USING (entity_id) "
        "WHERE NOT retired ORDER BY mentions DESC, entity_id LIMIT $limit",
        {"limit": limit},
    )


def list_events(snapshot: Place, *, limit: int = 100) -> list[PlainRow]:
    """Return events of current article versions and of the baseline, the latest date first."""
    order = "ORDER BY event_date DESC NULLS LAST, recorded_at DESC, event_id"
    with reading_snapshot(snapshot) as look:
        latest = look.rows(f"SELECT event_id FROM events WHERE is_current {order} LIMIT $limit", {"limit": limit})
        rows = look.rows(
            "SELECT event_id, basis, event_date, date_precision, mode, event_type, cameo, status, strength, actors, "
            "recipients, offices, place, watches, array_to_string(watches, ', ') AS watch, "
            "coalesce(quote, summary) AS quote, outlet_id, url, article_id, published_at, recorded_at "
            f"FROM events WHERE is_current AND event_id IN (SELECT unnest($ids)) {order}",
            {"ids": [row["event_id"] for row in latest] or [""]},
        )
    return [plain_value(row) for row in rows]


def list_alerts(snapshot: Place, *, limit: int = 100) -> list[PlainRow]:
    """Return alerts and notices, the newest first."""
    return _rows(
        snapshot,
        "SELECT alert_id, kind, watch, severity, stage, status, status_before, title, development_id, raised_at, "
        "channels, delivered_count, acknowledged_at, notes, recorded_at FROM alerts "
        "ORDER BY raised_at DESC, recorded_at DESC, alert_id "
        "LIMIT $limit",
        {"limit": limit},
    )


def explain_alert(snapshot: Place, alert_id: str) -> PlainRow | None:
    """Return one alert with all it rests on, or None where there is no such alert.

    Keys: ``alert``, ``development`` (as it stands now), ``history`` (its steps), ``origins``, ``evidence`` (each with
    the article's title and the reader's ``cues``), ``deliveries``.
    """
    with reading_snapshot(snapshot) as look:
        found = look.rows("SELECT * FROM alerts WHERE alert_id = $id", {"id": alert_id})
        if not found:
            return None
        alert = found[0] | {"data": json.loads(found[0]["data"])}
        about = {"id": alert["development_id"]}
        developments = look.rows("SELECT * FROM developments WHERE development_id = $id", about)
        parts = {
            "history": look.rows("SELECT * FROM development_history WHERE development_id = $id ORDER BY step", about),
            "origins": look.rows("SELECT * FROM origins WHERE development_id = $id ORDER BY first_seen_at", about),
            "evidence": look.rows(
                "SELECT e.*, v.title, v.language, x.cues FROM evidence e "
                "LEFT JOIN article_versions v USING (version_id) "
                "LEFT JOIN events x ON x.event_id = e.event_id AND x.version_id = e.version_id "
                "WHERE development_id = $id ORDER BY coalesce(e.published_at, e.fetched_at), evidence_id",
                about,
            ),
            "deliveries": look.rows("SELECT * FROM deliveries WHERE alert_id = $id ORDER BY channel", {"id": alert_id}),
        }
    answer = {"alert": alert, "development": developments[0] if developments else None, **parts}
    plain: PlainRow = plain_value(answer)
    return plain


def run_sql(snapshot: Place, sql: str, limits: QueryLimits = USUAL_LIMITS) -> QueryResult:
    """Run one reading statement on the snapshot. Raises QueryError for anything else, for wrong SQL, and for a query
    that goes beyond the limits.

    The file is open read-only, other files are out of reach, and no setting can be changed.
    """
    with opened_snapshot(snapshot, limits.memory) as connection:
        return _run(connection, sql, limits)


def _run(connection: duckdb.DuckDBPyConnection, sql: str, limits: QueryLimits) -> QueryResult:
    try:
        statements = connection.extract_statements(sql)
        if len(statements) != 1:
            raise QueryError(f"One SQL statement at a time, please: this has {len(statements)}.")
        kind = statements[0].type
        if kind not in _READS:
            raise QueryError(
                f"{kind.name} is refused: `storywatch sql` only reads. Use SELECT, WITH, FROM, SHOW, DESCRIBE, "
                "SUMMARIZE or EXPLAIN."
            )
        with deadline(connection, limits) as running:
            columns, rows = _explained(connection, sql) if kind == _EXPLAIN else _selected(connection, sql, running)
    except duckdb.Error as error:
        raise QueryError(str(error).strip()) from error
    return QueryResult(columns=columns, rows=rows)


def _selected(
    connection: duckdb.DuckDBPyConnection, sql: str, running: Deadline
) -> tuple[tuple[str, ...], tuple[tuple[Any, ...], ...]]:
    rows: list[tuple[Any, ...]] = []
    reader = connection.sql(sql).to_arrow_reader(_ROWS_AT_A_TIME)
    for batch in reader:
        columns = [column.to_pylist() for column in batch.columns]
        rows += (tuple(plain_value(value) for value in row) for row in zip(*columns, strict=True))
        running.check(len(rows))
    return tuple(reader.schema.names), tuple(rows)


def _explained(connection: duckdb.DuckDBPyConnection, sql: str) -> tuple[tuple[str, ...], tuple[tuple[Any, ...], ...]]:
    plan = connection.execute(sql).fetchall()
    return ("plan",), tuple((text,) for _, text in plan)


def plain_value(value: Any) -> Any:
    """Return a value that JSON can carry: aware times as ISO in UTC with Z, days as ISO, NaN and infinity as null."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z") if value.tzinfo else value.isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, dict):
        return {str(key): plain_value(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [plain_value(part) for part in value]
    if isinstance(value, timedelta | bytes) or not isinstance(value, str | int | bool | None):
        return str(value)
    return value


def _rows(snapshot: Place, sql: str, params: dict[str, Any] | None = None) -> list[PlainRow]:
    with reading_snapshot(snapshot) as look:
        return [plain_value(row) for row in look.rows(sql, params)]
