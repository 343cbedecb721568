from __future__ import annotations

from pathlib import Path

import pytest

from warehouse.errors import QueryError
from warehouse.limits import QueryLimits
from warehouse.queries import run_sql
from warehouse.snapshot import publish_snapshot
from warehouse.store import Warehouse

ENDLESS = "SELECT sum(a.range * b.range) FROM range(10000000) a, range(10000000) b"


@pytest.fixture
def snapshot(warehouse: Warehouse, tmp_path: Path) -> Path:
    publish_snapshot(warehouse, tmp_path / "published.duckdb")
    return tmp_path / "published.duckdb"


def test_a_query_that_takes_too_long_is_given_up_and_says_so(snapshot: Path) -> None:
    with pytest.raises(QueryError, match=r"given up after 0\.2 s\..*raise the setting sql_seconds"):
        run_sql(snapshot, ENDLESS, QueryLimits(seconds=0.2))


def test_rows_without_end_are_given_up_too(snapshot: Path) -> None:
    with pytest.raises(QueryError, match=r"given up after 0\.2 s"):
        run_sql(snapshot, "FROM range(1000000000000)", QueryLimits(seconds=0.2, rows=10**12))


def test_a_query_that_needs_too_much_memory_says_so(snapshot: Path) -> None:
    sql = "SELECT list(range) FROM range(30000000)"
    with pytest.raises(QueryError, match=r"needs more than 40MB of memory.*raise the setting sql_memory"):
        run_sql(snapshot, sql, QueryLimits(memory="40MB"))


def test_an_answer_of_too_many_rows_points_to_the_export(snapshot: Path) -> None:
    assert len(run_sql(snapshot, "FROM range(20000)", QueryLimits(rows=20_000)).rows) == 20_000
    with pytest.raises(QueryError, match=r"more than 20000 rows.*storywatch export"):
        run_sql(snapshot, "FROM range(20001)", QueryLimits(rows=20_000))


def test_the_snapshot_answers_after_a_query_was_given_up(snapshot: Path) -> None:
    with pytest.raises(QueryError):
        run_sql(snapshot, ENDLESS, QueryLimits(seconds=0.2))
    assert run_sql(snapshot, "SELECT 1").rows == ((1,),)


def test_no_query_takes_the_whole_disk(snapshot: Path) -> None:
    assert run_sql(snapshot, "SELECT current_setting('max_temp_directory_size')").rows == (("3.7 GiB",),)
