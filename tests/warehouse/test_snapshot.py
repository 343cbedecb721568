from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from tests.conftest import ROOT
from tests.warehouse.samples import OFF, make_article
from tests.warehouse.test_store import child, first_line
from warehouse.articles import append_articles
from warehouse.errors import NotWritableError
from warehouse.snapshot import publish_snapshot, reading_snapshot
from warehouse.store import Warehouse

READ_ON_REQUEST = """
import sys, duckdb
reader = duckdb.connect(sys.argv[1], read_only=True)
print(reader.execute("SELECT count(*) FROM articles").fetchone()[0], flush=True)
for _ in sys.stdin:
    print(reader.execute("SELECT count(*) FROM articles").fetchone()[0], flush=True)
"""

PUBLISH_FOREVER = """
import itertools, sys
from datetime import UTC, datetime
from pathlib import Path
from warehouse.snapshot import publish_snapshot
from warehouse.store import Warehouse
warehouse = Warehouse(Path(sys.argv[1]), clock=lambda: datetime.now(UTC))
for n in itertools.count():
    with warehouse.transaction(f"t{n}") as tx:
        tx.append("runs", [{"run_id": f"more-{n}", "command": "x"}])
    publish_snapshot(warehouse, Path(sys.argv[2]))
    print(n, flush=True)
"""


@pytest.fixture
def snapshot(tmp_path: Path) -> Path:
    return tmp_path / "published.duckdb"


def add_article(warehouse: Warehouse, name: str) -> None:
    with warehouse.transaction("run-9") as tx:
        append_articles(tx, [(make_article(f"ver-{name}", f"art-{name}"), OFF)])


def article_count(snapshot: Path) -> int:
    with reading_snapshot(snapshot) as look:
        count: int = look.rows("SELECT count(*) AS n FROM articles")[0]["n"]
        return count


def catalogue(path: Path) -> list[tuple[object, ...]]:
    """Views, columns and macros with their comments."""
    with duckdb.connect(str(path), read_only=True) as connection:
        return connection.execute(
            "SELECT table_name, column_name, data_type, comment FROM duckdb_columns() WHERE NOT internal "
            "UNION ALL SELECT view_name, sql, '', comment FROM duckdb_views() WHERE NOT internal "
            "UNION ALL SELECT function_name, macro_definition, '', comment FROM duckdb_functions() WHERE NOT internal "
            "ORDER BY ALL"
        ).fetchall()


def test_the_snapshot_has_all_rows_views_comments_and_macros(filled: Warehouse, snapshot: Path) -> None:
    assert publish_snapshot(filled, snapshot)
    assert catalogue(snapshot) == catalogue(filled.path)
    with filled.reading() as original, reading_snapshot(snapshot) as copy:
        for asked in ("articles", "events", "timeline", "developments_as_of('2023-06-02 12:00')"):
            rows = copy.rows(f"FROM {asked} ORDER BY ALL")
            assert rows
            assert rows == original.rows(f"FROM {asked} ORDER BY ALL")


def test_nothing_is_published_when_nothing_was_written(filled: Warehouse, snapshot: Path) -> None:
    publish_snapshot(filled, snapshot)
    before = snapshot.stat().st_ino
    assert not publish_snapshot(filled, snapshot)
    assert snapshot.stat().st_ino == before
    add_article(filled, "new")
    assert publish_snapshot(filled, snapshot)
    assert article_count(snapshot) == 4


def test_an_unreadable_snapshot_is_replaced(filled: Warehouse, snapshot: Path) -> None:
    snapshot.write_bytes(b"not a database")
    assert publish_snapshot(filled, snapshot)
    assert article_count(snapshot) == 3


def test_a_reader_stays_on_its_state_over_two_publications(filled: Warehouse, snapshot: Path) -> None:
    publish_snapshot(filled, snapshot)
    reader = subprocess.Popen(
        [sys.executable, "-c", READ_ON_REQUEST, str(snapshot)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    try:
        assert reader.stdin is not None
        assert first_line(reader) == "3"
        for name in ("a", "b"):
            add_article(filled, name)
            assert publish_snapshot(filled, snapshot)
            reader.stdin.write("again\n")
            reader.stdin.flush()
            assert first_line(reader) == "3"
        assert article_count(snapshot) == 5
    finally:
        reader.kill()
        reader.communicate()


def test_the_snapshot_is_readable_while_a_transaction_is_open(filled: Warehouse, snapshot: Path) -> None:
    publish_snapshot(filled, snapshot)
    with filled.transaction("run-9") as tx:
        append_articles(tx, [(make_article("ver-new", "art-new"), OFF)])
        assert article_count(snapshot) == 3


def test_a_snapshot_that_is_open_does_not_keep_the_pipeline_from_writing(filled: Warehouse, snapshot: Path) -> None:
    publish_snapshot(filled, snapshot)
    with reading_snapshot(snapshot) as look:
        add_article(filled, "new")
        publish_snapshot(filled, snapshot)
        assert look.rows("SELECT count(*) AS n FROM articles") == [{"n": 3}]


def test_publishing_keeps_other_processes_out_until_it_is_done(filled: Warehouse) -> None:
    attempt = f"import duckdb; duckdb.connect({str(filled.path)!r}, read_only=True)"
    with filled.path.open("rb"), filled.held():
        done = subprocess.run([sys.executable, "-c", attempt], capture_output=True, text=True, check=False)
    assert f"PID {os.getpid()}" in done.stderr


def test_a_publisher_killed_anywhere_leaves_a_whole_snapshot(filled: Warehouse, snapshot: Path) -> None:
    for rounds in (2, 3):
        with child(PUBLISH_FOREVER, str(filled.path), str(snapshot)) as publisher:
            for _ in range(rounds):
                first_line(publisher)
            publisher.send_signal(signal.SIGKILL)
            publisher.wait()
        with reading_snapshot(snapshot) as look:
            assert look.rows("SELECT count(*) AS n FROM articles") == [{"n": 3}]
    publish_snapshot(filled, snapshot)
    assert not snapshot.with_name("published.duckdb.part").exists()
    with filled.reading() as original, reading_snapshot(snapshot) as copy:
        assert copy.rows("SELECT count(*) AS n FROM runs") == original.rows("SELECT count(*) AS n FROM runs")


def test_a_snapshot_that_cannot_be_written_is_named(filled: Warehouse, tmp_path: Path) -> None:
    with pytest.raises(NotWritableError, match=r"nowhere/published\.duckdb cannot be written"):
        publish_snapshot(filled, tmp_path / "nowhere" / "published.duckdb")
