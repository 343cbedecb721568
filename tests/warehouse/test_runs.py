from __future__ import annotations

from dataclasses import fields
from datetime import timedelta

from extractors.records.runs import Run, RunCounts
from tests.warehouse.samples import NOW
from warehouse.runs import append_run, append_run_end
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


def test_every_count_of_a_run_is_kept(warehouse: Warehouse) -> None:
    names = [field.name for field in fields(RunCounts)]
    counts = RunCounts(**{name: number for number, name in enumerate(names, start=1)})
    with warehouse.transaction("run-1") as tx:
        append_run(tx, RUN)
        append_run_end(tx, "run-1", NOW + timedelta(minutes=1), "failed", counts, "disk full")
        (row,) = tx.rows("SELECT * FROM runs")
    assert [row[name] for name in names] == list(range(1, len(names) + 1))
    assert (row["outcome"], row["detail"], row["finished_at"]) == ("failed", "disk full", NOW + timedelta(minutes=1))
