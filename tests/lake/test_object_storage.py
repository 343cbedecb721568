"""The files of a lake in object storage: the same promises as in a shared folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from tests.lake.object_store import BUCKET, SECRET, Store, find_rclone, running_store
from tests.lake.test_turns import APPEND, answers, check_that_a_killed_writer_leaves_nothing, start
from tests.warehouse.conftest import fill
from tests.warehouse.samples import Clock
from warehouse.errors import ObjectStoreError
from warehouse.extensions import packaged_extension
from warehouse.lake_store import LakeWarehouse
from warehouse.lakes import Lake, parse_lake, reading_lake

RUNS = [{"run_id": f"r{n}", "command": "x" * 500} for n in range(5_000)]
"""Too many to be kept in PostgreSQL."""


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    program = find_rclone()
    if program is None or packaged_extension("httpfs") is None:
        pytest.skip("NOT TESTED: object storage, because rclone or the extension httpfs is not there (run `make lake`)")
    (tmp_path / "store").mkdir()
    with running_store(program, tmp_path / "store") as started:
        for name, value in started.environment.items():
            monkeypatch.setenv(name, value)
        yield started


@pytest.fixture
def lake(address: str, store: Store) -> Lake:
    return parse_lake(address, f"s3://{BUCKET}/press/")


def test_a_bucket_alone_or_with_a_folder_is_a_place_for_files() -> None:
    for place in ("s3://bucket", "s3://bucket/folder/"):
        assert parse_lake("ducklake:postgres:host=db dbname=news", place).data_path == place
    with pytest.raises(ValueError, match="needs warehouse_data too"):
        parse_lake("ducklake:postgres:host=db dbname=news", "s3://")


def test_what_is_stored_in_a_bucket_is_read_back_merged_and_kept(
    warehouse: LakeWarehouse, lake: Lake, store: Store, clock: Clock
) -> None:
    fill(warehouse, clock)
    with warehouse.transaction("run-3") as tx:
        tx.append("runs", RUNS)
    assert any(path.suffix == ".parquet" for path in store.objects())
    with warehouse.reading() as look:
        before = look.rows("FROM evidence ORDER BY ALL")
        found = look.rows("SELECT version_id FROM search('china declines') ORDER BY ALL")
    assert before
    assert found
    assert warehouse.tidy(at_least=0)
    with LakeWarehouse(lake, clock=clock).reading() as look:
        assert look.rows("FROM evidence ORDER BY ALL") == before
        assert look.rows("SELECT version_id FROM search('china declines') ORDER BY ALL") == found
        assert look.rows("SELECT count(*) AS n FROM runs") == [{"n": 5_002}]


def test_machines_that_append_the_same_to_a_bucket_at_once_add_it_once(
    warehouse: LakeWarehouse, address: str, lake: Lake
) -> None:
    new = answers([start(APPEND, address, lake, name) for name in ("a", "b")])
    with warehouse.reading() as look:
        assert look.rows("SELECT count(*) AS n, count(DISTINCT alert_id) AS ids FROM ledger.alerts") == [
            {"n": 36, "ids": 36}
        ]
    assert sum(map(int, new)) == 48


def test_a_writer_killed_within_a_transaction_leaves_nothing_in_a_bucket(
    warehouse: LakeWarehouse, address: str, lake: Lake
) -> None:
    check_that_a_killed_writer_leaves_nothing(warehouse, address, lake)


def test_a_store_that_refuses_or_is_gone_is_named_and_what_was_committed_stays(
    warehouse: LakeWarehouse, lake: Lake, store: Store, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    with warehouse.transaction("run-1") as tx:
        tx.append("runs", RUNS)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "wrong")
    with (
        pytest.raises(ObjectStoreError, match=r"s3://lakes/press/ cannot be used .*403"),
        LakeWarehouse(lake, clock=clock).transaction("run-2") as tx,
    ):
        tx.append("runs", [{"run_id": f"s{n}"} for n in range(5_000)])
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", SECRET)
    with LakeWarehouse(lake, clock=clock).reading() as look:
        assert look.rows("SELECT count(*) AS n FROM ledger.runs") == [{"n": 5_000}]
    store.process.kill()
    store.process.wait()
    with pytest.raises(ObjectStoreError, match="Check the store"), reading_lake(lake) as connection:
        connection.execute("SELECT max(command) FROM ledger.runs").fetchall()


def test_readers_of_a_bucket_can_neither_leave_it_nor_see_its_key(warehouse: LakeWarehouse, lake: Lake) -> None:
    for attempt in (
        "FROM read_text('s3://lakes/other/x')",
        "FROM read_text('/etc/hostname')",
        "DELETE FROM ledger.runs",
    ):
        with pytest.raises(duckdb.Error), reading_lake(lake) as connection:
            connection.execute(attempt)
    with reading_lake(lake) as connection:
        seen = str(connection.execute("FROM duckdb_secrets()").fetchall())
        seen += str(connection.execute("SELECT current_setting('s3_secret_access_key')").fetchall())
    assert SECRET not in seen
