from __future__ import annotations

import signal
import time
from pathlib import Path

import pytest

from tests.warehouse.earlier import VERSIONS, make_earlier
from tests.warehouse.samples import Clock
from tests.warehouse.test_store import child, first_line
from warehouse.migrating import load_migrations
from warehouse.store import Warehouse

LATEST = len(load_migrations())

STORED = {
    "entries": {"entry_id": "entry-1"},
    "entry_outcomes": {"entry_id": "entry-1", "attempt": 1},
    "article_versions": {"version_id": "ver-2", "article_id": "art-1"},
    "article_texts": {"version_id": "ver-2"},
    "evidence": {"evidence_id": "ev-1", "reader_version": "1", "revision": 1},
    "alerts": {"alert_id": "alert-1"},
    "delivery_attempts": {"alert_id": "alert-1", "channel": "mail", "attempt": 1},
}
"""Keys of rows that every earlier version of `earlier` has."""

MIGRATE = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from warehouse.store import Warehouse
import warehouse.migrating
print("ready", flush=True)
Warehouse(Path(sys.argv[1]), clock=lambda: datetime.now(UTC)).migrate()
print("done", flush=True)
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "warehouse.duckdb"


def assert_whole(warehouse: Warehouse) -> None:
    """All that was there is there, and what is derived from it as well."""
    with warehouse.reading() as look:
        assert look.rows("SELECT version_id, version_count FROM articles ORDER BY 1") == [
            {"version_id": "ver-2", "version_count": 2},
            {"version_id": "ver-3", "version_count": 1},
        ]
        assert look.rows("SELECT event_id, is_current FROM events ORDER BY 1") == [
            {"event_id": "e1", "is_current": False},
            {"event_id": "e2", "is_current": True},
        ]
        assert look.rows("SELECT development_id, evidence_ids FROM developments") == [
            {"development_id": "dev-1", "evidence_ids": ["ev-1"]}
        ]
        for words in ("hands", "李尚福", "MET"):
            assert [row["version_id"] for row in look.rows("FROM search($w)", {"w": words})] == ["ver-2"]
        assert look.rows("SELECT entity_id, other_id, article_count FROM who_with_whom") == [
            {"entity_id": "austin", "other_id": "li", "article_count": 1}
        ]
        assert look.rows("SELECT development_id, origin_id, article_count FROM origins") == [
            {"development_id": "dev-1", "origin_id": "ap", "article_count": 1}
        ]
        assert look.rows("SELECT evidence_id, development_id, status FROM evidence") == [
            {"evidence_id": "ev-1", "development_id": "dev-1", "status": "occurred"}
        ]
        assert look.rows("SELECT channel, state FROM deliveries ORDER BY 1") == [
            {"channel": "chat", "state": "waiting"},
            {"channel": "mail", "state": "delivered"},
        ]
        assert look.rows("SELECT feed_id, outcome, poll_count, ok_count, entry_count FROM feed_health") == [
            {"feed_id": "gazette-world", "outcome": "ok", "poll_count": 1, "ok_count": 1, "entry_count": 1}
        ]
        assert look.rows("SELECT person, office FROM roles_on(DATE '2023-06-02')") == [
            {"person": "Lloyd Austin", "office": "Secretary of Defense"}
        ]
        assert look.rows("SELECT name, aliases FROM entities") == [{"name": "Lloyd Austin", "aliases": ["Austin"]}]
        assert look.rows("SELECT watch, week::VARCHAR AS week, status, article_count FROM weekly_statuses") == [
            {"watch": "w", "week": "2023-05-29", "status": "occurred", "article_count": 1}
        ]


def test_every_earlier_version_is_tested() -> None:
    assert tuple(range(1, LATEST)) == VERSIONS


@pytest.mark.parametrize("version", VERSIONS)
def test_an_earlier_warehouse_comes_up_to_date_with_its_data(path: Path, version: int) -> None:
    make_earlier(path, version)
    warehouse = Warehouse(path, clock=Clock())
    report = warehouse.migrate()
    assert report.applied == tuple(range(version + 1, LATEST + 1))
    assert report.backup == path.with_name(f"warehouse.before-{version + 1:04}.duckdb")
    assert_whole(warehouse)
    assert warehouse.migrate().applied == ()


@pytest.mark.parametrize("version", VERSIONS)
def test_what_was_stored_before_is_known_afterwards(path: Path, version: int) -> None:
    make_earlier(path, version)
    warehouse = Warehouse(path, clock=Clock())
    warehouse.migrate()
    with warehouse.transaction("run-2") as tx:
        for table, row in STORED.items():
            assert tx.append(table, [row]) == 0, table


@pytest.mark.parametrize(
    ("version", "pause"),
    [(1, 0.0), (1, 0.05), (1, 0.15), (2, 0.1), (3, 0.2), (4, 0.05), (5, 0.1), (6, 0.05), (7, 0.02), (8, 0.1)],
)
def test_a_migration_killed_anywhere_is_done_by_the_next_run(path: Path, version: int, pause: float) -> None:
    make_earlier(path, version)
    with child(MIGRATE, str(path)) as migrating:
        assert first_line(migrating) == "ready"
        time.sleep(pause)
        migrating.send_signal(signal.SIGKILL)
        migrating.wait()
    warehouse = Warehouse(path, clock=Clock())
    warehouse.migrate()
    assert_whole(warehouse)
