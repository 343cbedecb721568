from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.lake.postgres import Server
from tests.warehouse.samples import Clock
from tests.warehouse.test_store import child, first_line
from warehouse.errors import BusyLakeError, CatalogError
from warehouse.lake_store import LakeWarehouse
from warehouse.lakes import Lake

OPEN = """
import sys, time
from datetime import UTC, datetime
from warehouse.lake_store import LakeWarehouse
from warehouse.lakes import parse_lake
lake = parse_lake(sys.argv[1], sys.argv[2])
warehouse = LakeWarehouse(lake, clock=lambda: datetime.now(UTC), lock_wait_seconds=60)
"""

MIGRATE = OPEN + "print(len(warehouse.migrate().applied), flush=True)"

MIGRATE_FOR_EVER = OPEN + "print('ready', flush=True); warehouse.migrate(); print('done', flush=True)"

APPEND = (
    OPEN
    + """
worker = sys.argv[3]
new = 0
for n in range(12):
    with warehouse.transaction(f"run-{worker}") as tx:
        new += tx.append("alerts", [{"alert_id": f"shared-{n}"}, {"alert_id": f"{worker}-{n}"}])
        new += tx.append("mentions", [{"reading_id": "r", "mention_id": f"m-{n}"}])
print(new, flush=True)
"""
)

WRITE_HALF = (
    OPEN
    + """
with warehouse.transaction("run-killed") as tx:
    tx.append("runs", [{"run_id": f"r{n}", "command": "x" * 500} for n in range(5_000)])
    print("half", flush=True)
    time.sleep(60)
"""
)


def start(script: str, address: str, lake: Lake, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", script, address, lake.data_path, *arguments],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )


def answers(processes: list[subprocess.Popen[str]]) -> list[str]:
    said = [process.communicate(timeout=120)[0].strip() for process in processes]
    assert [process.returncode for process in processes] == [0] * len(processes)
    return said


def check_that_a_killed_writer_leaves_nothing(warehouse: LakeWarehouse, address: str, lake: Lake) -> None:
    with child(WRITE_HALF, address, lake.data_path) as writer:
        assert first_line(writer) == "half"
        writer.send_signal(signal.SIGKILL)
        writer.wait()
    with warehouse.transaction(None) as tx:
        assert tx.append("runs", [{"run_id": "after"}]) == 1
    with warehouse.reading() as look:
        assert look.rows("SELECT run_id FROM ledger.runs") == [{"run_id": "after"}]


def test_of_machines_that_make_a_lake_at_once_one_does(address: str, lake: Lake) -> None:
    applied = answers([start(MIGRATE, address, lake) for _ in range(3)])
    assert applied.count("0") == 2
    with LakeWarehouse(lake, clock=Clock()).reading() as look:
        assert look.rows("FROM articles") == []


@pytest.mark.parametrize("pauses", [1, 4])
def test_a_migration_killed_anywhere_is_done_by_the_next_run(address: str, lake: Lake, pauses: int) -> None:
    with child(MIGRATE_FOR_EVER, address, lake.data_path) as migrating:
        assert first_line(migrating) == "ready"
        for _ in range(pauses):
            with pytest.raises(subprocess.TimeoutExpired):
                migrating.wait(timeout=0.1)
        migrating.send_signal(signal.SIGKILL)
        migrating.wait()
    warehouse = LakeWarehouse(lake, clock=Clock())
    warehouse.migrate()
    with warehouse.reading() as look:
        assert look.rows("FROM articles") == []


def test_machines_that_append_the_same_at_once_add_it_once(warehouse: LakeWarehouse, address: str, lake: Lake) -> None:
    new = answers([start(APPEND, address, lake, name) for name in ("a", "b", "c")])
    with warehouse.reading() as look:
        assert look.rows("SELECT count(*) AS n, count(DISTINCT alert_id) AS ids FROM ledger.alerts") == [
            {"n": 48, "ids": 48}
        ]
        assert look.rows("SELECT count(*) AS n FROM ledger.mentions") == [{"n": 12}]
        assert look.rows("SELECT count(*) AS n, count(DISTINCT recorded_at) AS ids FROM ledger.transactions") == [
            {"n": 36, "ids": 36}
        ]
    assert sum(map(int, new)) == 60


def test_a_turn_that_does_not_end_names_its_holder(warehouse: LakeWarehouse, lake: Lake) -> None:
    impatient = LakeWarehouse(lake, clock=Clock(), lock_wait_seconds=0.2)
    with (
        warehouse.turn(),
        pytest.raises(BusyLakeError, match=r"being written by storywatch .* process \d+; waited 0 s"),
        impatient.transaction(None),
    ):
        pass
    with impatient.transaction(None) as tx:
        assert tx.append("runs", [{"run_id": "after"}]) == 1


def test_a_turn_is_one_for_all_transactions_in_it(warehouse: LakeWarehouse) -> None:
    with warehouse.turn():
        for name in ("a", "b"):
            with warehouse.transaction(None) as tx:
                tx.append("runs", [{"run_id": name}])
    with warehouse.reading() as look:
        assert look.rows("SELECT count(*) AS n FROM ledger.runs") == [{"n": 2}]


def test_writing_does_not_wait_for_delivery(warehouse: LakeWarehouse, lake: Lake) -> None:
    other = LakeWarehouse(lake, clock=Clock(), lock_wait_seconds=0.2)
    with warehouse.delivery_turn(), other.transaction(None) as tx:
        assert tx.append("runs", [{"run_id": "a"}]) == 1


def test_a_writer_killed_within_a_transaction_leaves_nothing_and_no_turn(
    warehouse: LakeWarehouse, address: str, lake: Lake
) -> None:
    check_that_a_killed_writer_leaves_nothing(warehouse, address, lake)


def test_who_lost_the_turn_writes_nothing(warehouse: LakeWarehouse, server: Server) -> None:
    ended = "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND granted"
    with pytest.raises(CatalogError, match="nothing was written"), warehouse.transaction(None) as tx:
        tx.append("runs", [{"run_id": "lost"}])
        assert server.sql(ended) == "t"
    with warehouse.transaction(None) as tx:
        assert tx.append("runs", [{"run_id": "after"}]) == 1
    with warehouse.reading() as look:
        assert look.rows("SELECT run_id FROM ledger.runs") == [{"run_id": "after"}]
