from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.warehouse.samples import NOW, Clock
from warehouse.errors import LockedError, NoWarehouseError
from warehouse.store import Warehouse

TICK = timedelta(microseconds=1)

HOLD = """
import sys, time, duckdb
held = duckdb.connect(sys.argv[1])
print("held", flush=True)
time.sleep(float(sys.argv[2]))
"""

WRITE_HALF = """
import sys, time
from datetime import UTC, datetime
from pathlib import Path
from warehouse.store import Warehouse
warehouse = Warehouse(Path(sys.argv[1]), clock=lambda: datetime.now(UTC))
with warehouse.transaction("run-killed") as tx:
    tx.append("runs", [{"run_id": f"r{n}", "command": "x" * 500} for n in range(20_000)])
    print("half", flush=True)
    time.sleep(60)
"""

WRITE_PAIRS = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from warehouse.store import Warehouse
warehouse = Warehouse(Path(sys.argv[1]), clock=lambda: datetime.now(UTC))
start = int(sys.argv[2])
for n in range(start, start + 10_000):
    with warehouse.transaction(f"t{n}") as tx:
        tx.append("runs", [{"run_id": f"r{n}"}])
        tx.append("run_ends", [{"run_id": f"r{n}"}])
    print(n, flush=True)
"""

FILL_UP = """
import random, resource, sys
from datetime import UTC, datetime
from pathlib import Path
from warehouse.errors import WarehouseError
from warehouse.store import Warehouse
path = Path(sys.argv[1])
warehouse = Warehouse(path, clock=lambda: datetime.now(UTC))
room = path.stat().st_size + 400_000
resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
try:
    with warehouse.transaction("run-full") as tx:
        tx.append("runs", [{"run_id": f"r{n}", "command": random.randbytes(2000).hex()} for n in range(3000)])
except WarehouseError as error:
    print(type(error).__name__, error, flush=True)
"""


@contextmanager
def child(script: str, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, "-c", script, *arguments],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()
        if process.stdout is not None:
            process.stdout.close()


def first_line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def run_ids(warehouse: Warehouse) -> list[str]:
    with warehouse.reading() as look:
        return [row["run_id"] for row in look.rows("SELECT run_id FROM ledger.runs ORDER BY run_id")]


def test_append_returns_the_number_of_new_rows(warehouse: Warehouse) -> None:
    with warehouse.transaction("run-1") as tx:
        assert tx.append("runs", [{"run_id": "a"}, {"run_id": "b"}]) == 2
        assert tx.append("runs", [{"run_id": "b"}, {"run_id": "c"}, {"run_id": "c"}]) == 1
        assert tx.append("runs", []) == 0


def test_rows_carry_the_instant_and_the_run_that_wrote_them(warehouse: Warehouse) -> None:
    with warehouse.transaction("run-1") as tx:
        tx.append("rejections", [{"rejection_id": "rej-1"}])
        rows = tx.rows("SELECT recorded_at, run_id FROM ledger.rejections")
    assert rows == [{"recorded_at": NOW, "run_id": "run-1"}]


def test_times_come_back_aware_in_utc(warehouse: Warehouse) -> None:
    singapore = datetime.fromisoformat("2023-06-02T16:00:00+08:00")
    with warehouse.transaction(None) as tx:
        tx.append("runs", [{"run_id": "a", "started_at": singapore}])
        (row,) = tx.rows("SELECT started_at FROM ledger.runs")
    assert row["started_at"].isoformat() == "2023-06-02T08:00:00+00:00"


def test_nothing_of_a_transaction_that_raises_is_kept(warehouse: Warehouse) -> None:
    with pytest.raises(ZeroDivisionError), warehouse.transaction("run-1") as tx:
        tx.append("runs", [{"run_id": "a"}])
        raise ZeroDivisionError
    assert run_ids(warehouse) == []


def test_recorded_at_goes_on_while_the_clock_stands_still(warehouse: Warehouse) -> None:
    instants = []
    for name in ("a", "b", "c"):
        with warehouse.transaction(None) as tx:
            tx.append("runs", [{"run_id": name}])
            instants.append(tx.recorded_at)
    assert instants == [NOW, NOW + TICK, NOW + 2 * TICK]


def test_recorded_at_never_goes_back_when_the_clock_does(warehouse: Warehouse, clock: Clock) -> None:
    with warehouse.transaction(None) as tx:
        tx.append("runs", [{"run_id": "a"}])
    clock.pass_by(days=-400)
    with warehouse.transaction(None) as tx:
        assert tx.recorded_at == NOW + TICK


def test_a_transaction_that_appends_nothing_leaves_no_trace(warehouse: Warehouse) -> None:
    with warehouse.transaction("run-1") as tx:
        tx.append("runs", [{"run_id": "a"}])
    with warehouse.transaction("run-1") as tx:
        tx.append("runs", [{"run_id": "a"}])
    with warehouse.reading() as look:
        assert look.rows("SELECT recorded_at, row_count FROM ledger.transactions") == [
            {"recorded_at": NOW, "row_count": 1}
        ]


def test_a_time_without_zone_is_refused(warehouse: Warehouse) -> None:
    with pytest.raises(ValueError, match="started_at is 2023-06-02 00:00:00, which has no time zone"):  # noqa: SIM117 -- the error leaves the transaction
        with warehouse.transaction(None) as tx:
            tx.append("runs", [{"run_id": "a", "started_at": datetime(2023, 6, 2)}])


def test_a_clock_without_zone_is_refused(warehouse: Warehouse) -> None:
    naive = Warehouse(warehouse.path, clock=lambda: datetime(2023, 6, 2))
    with pytest.raises(ValueError, match="no time zone"), naive.transaction(None):
        pass


def test_a_column_that_does_not_exist_is_refused(warehouse: Warehouse) -> None:
    with pytest.raises(KeyError, match="no such columns: colour"), warehouse.transaction(None) as tx:
        tx.append("runs", [{"run_id": "a", "colour": "red"}])


def test_lone_surrogates_are_stored_as_question_marks(warehouse: Warehouse) -> None:
    with warehouse.transaction(None) as tx:
        tx.append("entries", [{"entry_id": "e", "title": "bad \ud800 text", "evidence": ["\udfff"]}])
        assert tx.rows("SELECT title, evidence FROM ledger.entries") == [{"title": "bad ? text", "evidence": ["?"]}]


def test_a_transaction_within_a_transaction_is_a_mistake(warehouse: Warehouse) -> None:
    with (
        warehouse.transaction(None),
        pytest.raises(RuntimeError, match="open already"),
        warehouse.reading(),
    ):
        pass


def test_threads_take_turns(warehouse: Warehouse) -> None:
    def write(number: int) -> None:
        with warehouse.transaction(None) as tx:
            tx.append("runs", [{"run_id": f"r{number}"}])

    threads = [threading.Thread(target=write, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert run_ids(warehouse) == [f"r{number}" for number in range(8)]


def test_reading_where_there_is_no_warehouse_says_to_run_first(tmp_path: Path) -> None:
    absent = Warehouse(tmp_path / "none.duckdb", clock=Clock())
    with pytest.raises(NoWarehouseError, match="Run `storywatch run` first"), absent.reading():
        pass
    assert list(tmp_path.iterdir()) == []


def test_a_lock_that_is_not_given_up_names_its_holder(warehouse: Warehouse) -> None:
    impatient = Warehouse(warehouse.path, clock=Clock(), lock_wait_seconds=0.3)
    with child(HOLD, str(warehouse.path), "60") as holder:
        assert first_line(holder) == "held"
        with pytest.raises(LockedError) as caught, impatient.transaction(None):
            pass
        assert caught.value.pid == holder.pid
        assert f"in use by process {holder.pid}" in str(caught.value)
        if sys.platform == "linux":
            assert caught.value.command is not None
            assert caught.value.command.startswith(sys.executable)


def test_a_lock_that_is_given_up_in_time_is_waited_for(warehouse: Warehouse) -> None:
    with child(HOLD, str(warehouse.path), "0.5") as holder:
        assert first_line(holder) == "held"
        with warehouse.transaction(None) as tx:
            tx.append("runs", [{"run_id": "after"}])
    assert run_ids(warehouse) == ["after"]


def test_a_writer_killed_within_a_transaction_leaves_nothing_of_it(warehouse: Warehouse) -> None:
    with warehouse.transaction(None) as tx:
        tx.append("runs", [{"run_id": "before"}])
    with child(WRITE_HALF, str(warehouse.path)) as writer:
        assert first_line(writer) == "half"
        writer.send_signal(signal.SIGKILL)
        writer.wait()
    assert run_ids(warehouse) == ["before"]
    with warehouse.transaction(None) as tx:
        assert tx.append("runs", [{"run_id": "after"}]) == 1
    assert run_ids(warehouse) == ["after", "before"]


@pytest.mark.parametrize("transactions", [1, 4, 9])
def test_a_writer_killed_anywhere_leaves_whole_transactions(warehouse: Warehouse, transactions: int) -> None:
    with child(WRITE_PAIRS, str(warehouse.path), "0") as writer:
        for _ in range(transactions):
            committed = int(first_line(writer))
        writer.send_signal(signal.SIGKILL)
        writer.wait()
    with warehouse.reading() as look:
        (row,) = look.rows(
            "SELECT count(*) AS runs, count(e.run_id) AS ends, (SELECT count(*) FROM ledger.run_ends) AS all_ends "
            "FROM ledger.runs LEFT JOIN ledger.run_ends e USING (run_id)"
        )
    assert row["runs"] == row["ends"] == row["all_ends"]
    assert row["runs"] >= committed + 1


def test_a_disk_that_fills_up_within_a_transaction_is_named_and_loses_nothing(warehouse: Warehouse) -> None:
    with warehouse.transaction(None) as tx:
        tx.append("runs", [{"run_id": "before"}])
    with child(FILL_UP, str(warehouse.path)) as writer:
        said = first_line(writer)
        writer.wait()
    assert said.startswith("DiskFullError There is no room to write")
    with warehouse.transaction(None) as tx:
        assert tx.append("runs", [{"run_id": "after"}]) == 1
    assert run_ids(warehouse) == ["after", "before"]
