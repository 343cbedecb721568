"""Runs: when one began, how it ended, what it counted."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from extractors.records.runs import Run, RunCounts
from warehouse.store import ReadTransaction, Transaction


def append_run(tx: Transaction, run: Run) -> int:
    """Record that a run began; once per run id. Returns the number of new rows, as all `append_` do."""
    return tx.append("runs", [asdict(run)])


def load_last_instant(tx: ReadTransaction) -> datetime | None:
    """Return when the newest row was recorded; None in an empty warehouse."""
    last: datetime | None = tx.rows("SELECT max(recorded_at) AS at FROM ledger.transactions")[0]["at"]
    return last


def append_run_end(
    tx: Transaction, run_id: str, finished_at: datetime, outcome: str, counts: RunCounts, detail: str = ""
) -> int:
    """Record how a run ended ("ok", "failed"); a run without an end was killed, or is still going."""
    return tx.append(
        "run_ends",
        [{"run_id": run_id, "finished_at": finished_at, "outcome": outcome, "detail": detail, **asdict(counts)}],
    )
