"""What must be the same however a pass was disturbed: a published snapshot in, comparable rows out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from warehouse.queries import run_sql

Facts = dict[str, list[tuple[Any, ...]]]

_QUERIES = {
    "articles": "SELECT article_id, version_id, outlet_id, title, text, published_at, raises FROM article_versions",
    "entries": "SELECT DISTINCT entry_id, decision FROM entries",
    "mentions": "SELECT mention_id, entity_id FROM mentions",
    "events": "SELECT event_id, status, event_date, quote, actors, recipients FROM events",
    "evidence": "SELECT evidence_id, development_id, origin_id, status, counts FROM evidence",
    "developments": "SELECT development_id, watch, status, stage, event_date, origin_ids, evidence_ids "
    "FROM developments",
    "history": "SELECT development_id, step, status, stage FROM development_history",
    "alerts": "SELECT alert_id, kind, watch, stage, title FROM alerts",
    "deliveries": "SELECT alert_id, channel, state FROM deliveries",
}


def read_facts(data_dir: Path) -> Facts:
    """Return the facts of the snapshot in a data directory, sorted."""
    snapshot = data_dir / "storywatch.duckdb"
    return {name: list(run_sql(snapshot, f"{query} ORDER BY ALL").rows) for name, query in _QUERIES.items()}


def differences(expected: Facts, found: Facts) -> list[str]:
    """Return a line for each row that is missing or too many."""
    lines = []
    for name, rows in expected.items():
        missing = [row for row in rows if row not in found[name]]
        extra = [row for row in found[name] if row not in rows]
        lines += [f"{name}: lost {row}"[:300] for row in missing] + [f"{name}: too many {row}"[:300] for row in extra]
        if not missing and not extra and len(rows) != len(found[name]):
            lines.append(f"{name}: {len(found[name])} rows for {len(rows)}")
    return lines
