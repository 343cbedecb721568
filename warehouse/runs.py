"""Runs: when one began, how it ended, what it counted."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

from extractors.records.runs import Run, RunCounts
from warehouse.store import ReadTransaction, Transaction

CRASHED = "crashed"
"""Outcome of a run that was killed, written by the next one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunSums:
    """What runs did since an instant, and when the first of all began."""

    first_started_at: datetime | None = None
    finished: int = 0  # to their end
    failed: int = 0
    crashed: int = 0
    alerts: int = 0
    notices: int = 0


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
    """Record how a run ended ("ok", "failed", "crashed"); a run without an end was killed, or is still going."""
    return tx.append(
        "run_ends",
        [{"run_id": run_id, "finished_at": finished_at, "outcome": outcome, "detail": detail, **asdict(counts)}],
    )


def end_crashed_runs(tx: Transaction, now: datetime) -> list[str]:
    """Record of all runs without an end that they were killed, and return their ids.

    Only for whoever holds the data directory: a run that is still going would be taken for a dead one.
    """
    rows = tx.rows(
        "SELECT run_id FROM ledger.runs ANTI JOIN ledger.run_ends USING (run_id) WHERE run_id IS DISTINCT FROM $own "
        "ORDER BY started_at",
        {"own": tx.run_id},
    )
    crashed = [str(row["run_id"]) for row in rows]
    for run_id in crashed:
        append_run_end(tx, run_id, now, CRASHED, RunCounts(), "killed; the next run found it without an end")
    return crashed


def load_last_start(tx: ReadTransaction, now: datetime) -> datetime | None:
    """Return when the last run that came to its end began; none that a clock ahead of `now` has dated counts."""
    rows = tx.rows(
        "SELECT max(started_at) AS last_at FROM ledger.runs JOIN ledger.run_ends USING (run_id) "
        "WHERE outcome = 'ok' AND started_at <= $now",
        {"now": now},
    )
    at = rows[0]["last_at"]
    return at if isinstance(at, datetime) else None


def load_run_sums(tx: ReadTransaction, since: datetime, now: datetime) -> RunSums:
    """Return what runs did from one instant to another."""
    rows = tx.rows(
        "SELECT (SELECT min(started_at) FROM ledger.runs) AS first_started_at, "
        "count(*) FILTER (outcome = 'ok') AS finished, count(*) FILTER (outcome = 'failed') AS failed, "
        "count(*) FILTER (outcome = 'crashed') AS crashed, "
        "(SELECT count(*) FROM ledger.alerts WHERE raised_at BETWEEN $since AND $now AND kind = 'alert') AS alerts, "
        "(SELECT count(*) FROM ledger.alerts WHERE raised_at BETWEEN $since AND $now AND kind <> 'alert') AS notices "
        "FROM ledger.run_ends WHERE finished_at BETWEEN $since AND $now",
        {"since": since, "now": now},
    )
    return RunSums(**rows[0])
