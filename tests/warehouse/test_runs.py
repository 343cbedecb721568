from __future__ import annotations

from dataclasses import fields, replace
from datetime import timedelta

from extractors.records.runs import Run, RunCounts
from tests.warehouse.samples import NOW
from warehouse.runs import append_run, append_run_end, load_last_start, load_run_sums
from warehouse.store import Warehouse

RUN = Run(run_id="run-1", started_at=NOW, reader_version="7", program_version="0.1", command="run")


def test_a_run_is_stored_once(warehouse: Warehouse) -> None:
    counts = []
    for _ in range(2):
        with warehouse.transaction("run-1") as tx:
            counts.append(append_run(tx, RUN) + append_run_end(tx, "run-1", NOW, "ok", RunCounts()))
    assert counts == [2, 0]


def test_a_run_without_an_end_is_unfinished(warehouse: Warehouse) -> None:
    with warehouse.transaction("run-1") as tx:
        append_run(tx, RUN)
        assert tx.rows("SELECT run_id, outcome, finished_at FROM runs") == [
            {"run_id": "run-1", "outcome": "unfinished", "finished_at": None}
        ]


def test_a_run_that_a_clock_ahead_has_dated_is_neither_the_last_nor_of_this_day(warehouse: Warehouse) -> None:
    for run_id, years in (("run-1", 0), ("run-2", 4)):
        started_at = NOW + timedelta(days=365 * years)
        with warehouse.transaction(run_id) as tx:
            append_run(tx, replace(RUN, run_id=run_id, started_at=started_at))
            append_run_end(tx, run_id, started_at, "ok", RunCounts())
    later = NOW + timedelta(hours=1)
    with warehouse.reading() as look:
        assert load_last_start(look, later) == NOW
        assert load_run_sums(look, later - timedelta(days=1), later).finished == 1
        assert load_run_sums(look, later, later + timedelta(days=1)).finished == 0


def test_every_count_of_a_run_is_kept(warehouse: Warehouse) -> None:
    names = [field.name for field in fields(RunCounts)]
    counts = RunCounts(**{name: number for number, name in enumerate(names, start=1)})
    with warehouse.transaction("run-1") as tx:
        append_run(tx, RUN)
        append_run_end(tx, "run-1", NOW + timedelta(minutes=1), "failed", counts, "disk full")
        (row,) = tx.rows("SELECT * FROM runs")
    assert [row[name] for name in names] == list(range(1, len(names) + 1))
    assert (row["outcome"], row["detail"], row["finished_at"]) == ("failed", "disk full", NOW + timedelta(minutes=1))
