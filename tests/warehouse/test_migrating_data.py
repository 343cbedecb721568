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


@pytest.mark.parametrize("pause", [0.0, 0.05, 0.15])
def test_a_migration_killed_anywhere_is_done_by_the_next_run(path: Path, pause: float) -> None:
    make_earlier(path, 1)
    with child(MIGRATE, str(path)) as migrating:
        assert first_line(migrating) == "ready"
        time.sleep(pause)
        migrating.send_signal(signal.SIGKILL)
        migrating.wait()
    warehouse = Warehouse(path, clock=Clock())
    warehouse.migrate()
    assert_whole(warehouse)
