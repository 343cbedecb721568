"""Evidence for each watch: appended by revision, and read back whole or as far as new evidence asks for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from extractors.records.developments import Evidence
from extractors.records.reading import DatePrecision, Strength
from extractors.records.windows import EvidenceWindow
from seeds.storyline import EventStatus
from seeds.watches import EventMode
from warehouse.known_ids import stored_ids
from warehouse.revisions import append_revisions
from warehouse.revisits import GONE
from warehouse.store import ReadTransaction, Transaction

_COLUMNS = """evidence_id, watch, event_id, version_id, article_id, outlet_id, url, mode, status, strength,
       participants, event_date, date_precision, place, quote, published_at, fetched_at, origin_id, origin_reason,
       official_side, counts"""

_WITHIN = """
WITH stretches AS (
    SELECT unnest($watches::VARCHAR[]) AS watch, unnest($firsts::DATE[]) AS first, unnest($lasts::DATE[]) AS last,
           unnest($starts::TIMESTAMPTZ[]) AS starts_at, unnest($ends::TIMESTAMPTZ[]) AS ends_at
),
recollections AS (
    SELECT unnest($recalling::VARCHAR[]) AS watch, unnest($recalled_before::DATE[]) AS before
),
-- For each set of participants the last day on which something happened, and the last words that give no day.
recalled AS (
    SELECT e.watch, arg_max(e.evidence_id, (e.day, e.evidence_id)) AS evidence_id, max(e.day) AS day
    FROM (
        SELECT watch, evidence_id, participants, event_date IS NULL AS gives_no_day,
               coalesce(event_date, (coalesce(published_at, fetched_at) AT TIME ZONE 'UTC')::DATE) AS day
        FROM ledger.evidence
        WHERE status IN ('occurred', 'background') AND (date_precision = 'day' OR event_date IS NULL)
    ) e
    JOIN recollections r ON r.watch = e.watch AND e.day <= r.before
    GROUP BY e.watch, r.before, e.participants, e.gives_no_day
),
all_stretches AS (
    FROM stretches
    UNION ALL
    SELECT watch, day - $beside::INTEGER, day + $beside::INTEGER, (day - $beside::INTEGER)::TIMESTAMPTZ,
           (day + $beside::INTEGER + 1)::TIMESTAMPTZ
    FROM recalled
),
within AS MATERIALIZED (
    SELECT e.evidence_id
    FROM ledger.evidence e
    JOIN all_stretches s ON s.watch = e.watch AND (
        (e.event_date <= s.last AND s.first <= CASE e.date_precision
            WHEN 'year' THEN e.event_date + 365 WHEN 'month' THEN e.event_date + 30 ELSE e.event_date
        END)
        OR coalesce(e.published_at, e.fetched_at) BETWEEN s.starts_at AND s.ends_at
    )
    WHERE NOT $happened OR e.status IN ('occurred', 'background')
    UNION
    SELECT evidence_id FROM recalled
),
opened AS MATERIALIZED (
    SELECT DISTINCT development_id FROM ledger.development_evidence SEMI JOIN within USING (evidence_id)
),
wanted AS MATERIALIZED (
    FROM within UNION SELECT evidence_id FROM ledger.development_evidence SEMI JOIN opened USING (development_id)
)
"""

BESIDE = timedelta(days=94)
"""What is recalled can become an occurrence by that, and then draws in and parts what lies so far around it, as what is
new does (`extractors.developments.reach`)."""


def append_evidence(tx: Transaction, evidence: Sequence[Evidence], reader_version: str) -> int:
    """Append evidence that is new or has changed (another origin was found); the former revision stays.

    `reader_version` is that of the readings it rests on: once a version has a newer reading, it is no longer current.
    """
    known = stored_ids(tx, "evidence", "evidence_id", {each.evidence_id for each in evidence})
    count = append_revisions(
        tx,
        "evidence",
        ["evidence_id", "reader_version"],
        [_row(each, reader_version) for each in evidence],
        among=("evidence_id", sorted(known)),
    )
    if count and known:
        tx.append("repeated_evidence", [{"evidence_id": each} for each in sorted(known)])
    return count


def _row(evidence: Evidence, reader_version: str) -> dict[str, Any]:
    row = {"reader_version": reader_version, **asdict(evidence)}
    row.pop("withdrawn")  # follows from what became of its page
    return row


def load_evidence(tx: ReadTransaction, watches: Sequence[str] | None = None) -> list[Evidence]:
    """Return the evidence for the watches (None: all) from the newest reading of each version, oldest first.

    None is marked as withdrawn: whether its words still stand is decided from `load_former_words`.
    """
    rows = tx.rows(
        f"""
        SELECT {_COLUMNS} FROM ledger.current_evidence(TIMESTAMPTZ 'infinity')
        WHERE $watches IS NULL OR watch IN (SELECT unnest($watches::VARCHAR[]))
        ORDER BY fetched_at, evidence_id
        """,
        {"watches": None if watches is None else list(watches)},
    )
    return [_evidence(row) for row in rows]


def load_evidence_ever(tx: ReadTransaction, evidence_ids: Sequence[str]) -> dict[str, Evidence]:
    """Return evidence by id as it was last stored, also where a newer reader does not find it any more."""
    rows = tx.rows(
        f"SELECT {_COLUMNS} FROM ledger.evidence WHERE evidence_id IN (SELECT unnest($ids::VARCHAR[])) "
        "QUALIFY row_number() OVER (PARTITION BY evidence_id ORDER BY recorded_at DESC, revision DESC) = 1",
        {"ids": list(evidence_ids)},
    )
    return {row["evidence_id"]: _evidence(row) for row in rows}


def load_evidence_within(
    tx: ReadTransaction, windows: Sequence[EvidenceWindow], *, happened: bool = False
) -> list[Evidence]:
    """Return of the same evidence what the windows ask for, with all else of the developments that it belongs to.

    With `happened`, only what says that something happened is looked for on the days.
    """
    stretches = [(window.watch, first, last) for window in windows for first, last in window.days]
    recollections = [(window.watch, day) for window in windows for day in window.recalled_before]
    # As `ledger.current_evidence` has it, but looked for among these few rows alone.
    rows = tx.rows(
        f"""
        {_WITHIN}, chosen AS MATERIALIZED (
            FROM ledger.evidence WHERE evidence_id IN (FROM wanted)
        )
        SELECT {_COLUMNS}
        FROM (
            FROM chosen ANTI JOIN ledger.replaced_readings(TIMESTAMPTZ 'infinity') USING (version_id, reader_version)
        )
        QUALIFY row_number() OVER (PARTITION BY evidence_id ORDER BY recorded_at DESC, revision DESC) = 1
        ORDER BY fetched_at, evidence_id
        """,
        {
            "watches": [watch for watch, _, _ in stretches],
            "firsts": [first for _, first, _ in stretches],
            "lasts": [last for _, _, last in stretches],
            "starts": [_midnight(first) for _, first, _ in stretches],
            "ends": [_midnight(last, timedelta(days=1)) for _, _, last in stretches],
            "recalling": [watch for watch, _ in recollections],
            "recalled_before": [day for _, day in recollections],
            "beside": BESIDE.days,
            "happened": happened,
        },
    )
    return [_evidence(row) for row in rows]


def load_evidence_of(tx: ReadTransaction, development_ids: Sequence[str]) -> list[Evidence]:
    """Return of the same evidence what belongs to the developments."""
    rows = tx.rows(
        f"""
        SELECT {_COLUMNS} FROM ledger.current_evidence(TIMESTAMPTZ 'infinity')
        WHERE evidence_id IN (
            SELECT evidence_id FROM ledger.current_belongings(TIMESTAMPTZ 'infinity')
            WHERE development_id IN (SELECT unnest($ids))
        )
        ORDER BY fetched_at, evidence_id
        """,
        {"ids": list(development_ids)},
    )
    return [_evidence(row) for row in rows]


def _midnight(day: date, ahead: timedelta = timedelta()) -> datetime:
    instant = datetime.combine(day, time(), UTC)
    return instant + ahead if day < date.max else datetime.max.replace(tzinfo=UTC)


def load_shaken_evidence(tx: ReadTransaction) -> list[Evidence]:
    """Return the evidence of articles that were edited, or not on their page, in the run that is going on.

    Those of runs that broke off count too, since the last one that ended well.
    """
    rows = tx.rows(
        f"""
        WITH settled AS (
            SELECT coalesce(max(recorded_at), TIMESTAMPTZ '-infinity') AS settled_at
            FROM ledger.run_ends WHERE outcome = 'ok'
        ),
        turned AS (
            SELECT version_id, former_version_id FROM ledger.article_turns
            WHERE recorded_at > (SELECT settled_at FROM settled)
        ),
        missed AS MATERIALIZED (
            SELECT DISTINCT entry_id FROM ledger.entry_outcomes
            WHERE reason IN (SELECT unnest($gone)) AND recorded_at > (SELECT settled_at FROM settled)
        )
        SELECT {_COLUMNS} FROM ledger.current_evidence(TIMESTAMPTZ 'infinity')
        WHERE version_id IN (
            SELECT version_id FROM turned
            UNION
            SELECT former_version_id FROM turned
            UNION
            SELECT version_id FROM ledger.entry_outcomes SEMI JOIN missed USING (entry_id) WHERE version_id IS NOT NULL
        )
        ORDER BY fetched_at, evidence_id
        """,
        {"gone": GONE},
    )
    return [_evidence(row) for row in rows]


def _evidence(row: dict[str, Any]) -> Evidence:
    return Evidence(
        **{
            **row,
            "mode": EventMode(row["mode"]),
            "status": EventStatus(row["status"]),
            "strength": Strength(row["strength"]),
            "date_precision": DatePrecision(row["date_precision"]),
            "participants": tuple(row["participants"]),
        }
    )
