"""Developments: the evidence for each watch, and the append-only history from which their present state is rebuilt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from extractors.records.developments import ChangeKind, Development, DevelopmentChange, Evidence
from extractors.records.ids import content_id
from extractors.records.reading import DatePrecision, Strength
from seeds.storyline import EventStatus
from seeds.watches import EventMode, Stage
from warehouse.revisions import append_revisions
from warehouse.store import ReadTransaction, Transaction

NEAR = timedelta(days=100)
"""An undated occurrence is known by its quarter of a year, and dated ones by days: nothing reaches further."""


def append_evidence(tx: Transaction, evidence: Sequence[Evidence], reader_version: str) -> int:
    """Append evidence that is new or has changed (another origin was found); the former revision stays.

    `reader_version` is that of the readings it rests on: once a version has a newer reading, it is no longer current.
    """
    ids = [each.evidence_id for each in evidence]
    stored = tx.rows("SELECT evidence_id FROM ledger.evidence WHERE evidence_id IN (SELECT unnest($ids))", {"ids": ids})
    known = {row["evidence_id"] for row in stored}
    count = append_revisions(
        tx,
        "evidence",
        ["evidence_id", "reader_version"],
        [_row(each, reader_version) for each in evidence],
        among=("evidence_id", ids),
    )
    if count and known:
        tx.append("repeated_evidence", [{"evidence_id": each} for each in sorted(known)])
    return count


def _row(evidence: Evidence, reader_version: str) -> dict[str, Any]:
    row = {"reader_version": reader_version, **asdict(evidence)}
    row.pop("withdrawn")  # follows from what became of its page
    return row


def load_evidence(
    tx: ReadTransaction,
    watches: Sequence[str] | None = None,
    *,
    since: date | None = None,
    near: Sequence[date] = (),
) -> list[Evidence]:
    """Return the evidence for the watches (None: all) from the newest reading of each version, oldest first.

    None is marked as withdrawn: whether its words still stand is decided from `load_former_words`.
    With `since`, history that new evidence cannot change is left out. Always whole developments are returned: those
    with an article of `since` or later, and those whose event date lies within `NEAR` of a day in `near`, the event
    dates of the new evidence; also evidence of no development from `since` on, and all of watches that cannot repeat.
    """
    rows = tx.rows(
        f"""
        WITH asked AS MATERIALIZED (
            SELECT *, coalesce(published_at, fetched_at) AS article_at
            FROM ledger.current_evidence(TIMESTAMPTZ 'infinity')
            WHERE $watches IS NULL OR watch IN (SELECT unnest($watches::VARCHAR[]))
        ),
        belongings AS MATERIALIZED (FROM ledger.current_belongings(TIMESTAMPTZ 'infinity')),
        open_developments AS (
            SELECT development_id FROM belongings JOIN asked USING (evidence_id)
            WHERE article_at >= $since
            UNION
            SELECT d.development_id
            FROM ledger.current_developments(TIMESTAMPTZ 'infinity') d, unnest($near::DATE[]) n(day)
            WHERE abs(d.event_date - n.day) <= {NEAR.days}
        ),
        single AS (
            SELECT watch, arg_max(repeats, revision) AS repeats FROM ledger.watches GROUP BY watch
        )
        SELECT evidence_id, watch, event_id, version_id, article_id, outlet_id, url, mode, status, strength,
               participants, event_date, date_precision, place, quote, published_at, fetched_at, origin_id,
               origin_reason, official_side, counts
        FROM asked
        WHERE $since IS NULL OR article_at >= $since
           OR evidence_id IN (SELECT evidence_id FROM belongings SEMI JOIN open_developments USING (development_id))
           OR watch IN (SELECT watch FROM single WHERE NOT repeats)
        ORDER BY fetched_at, evidence_id
        """,
        {
            "watches": None if watches is None else list(watches),
            "since": None if since is None else datetime.combine(since, time(), UTC),
            "near": list(near),
        },
    )
    return [_evidence(row) for row in rows]


def load_watches_with_edits(tx: ReadTransaction) -> list[str]:
    """Return the watches with evidence of articles of which another version became current in the run that is going on.

    Those of runs that broke off count too, since the last one that ended well.
    """
    rows = tx.rows(
        """
        SELECT DISTINCT e.watch FROM ledger.article_turns t JOIN ledger.evidence e
            ON e.version_id = t.version_id OR e.version_id = t.former_version_id
        WHERE t.recorded_at > coalesce(
            (SELECT max(recorded_at) FROM ledger.run_ends WHERE outcome = 'ok'), TIMESTAMPTZ '-infinity'
        )
        ORDER BY e.watch
        """
    )
    return [row["watch"] for row in rows]


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


def append_changes(tx: Transaction, changes: Sequence[DevelopmentChange]) -> int:
    """Append each change as the next step of its development, once; returns how many were new."""
    known = {
        row["change_id"]
        for row in tx.rows(
            "SELECT change_id FROM ledger.development_changes WHERE change_id IN (SELECT unnest($ids))",
            {"ids": [change_id(change) for change in changes]},
        )
    }
    steps = {
        row["development_id"]: row["step"]
        for row in tx.rows(
            "SELECT development_id, max(step) AS step FROM ledger.development_changes "
            "WHERE development_id IN (SELECT unnest($ids)) GROUP BY development_id",
            {"ids": [change.after.development_id for change in changes]},
        )
    }
    rows: list[dict[str, Any]] = []
    belongings: list[dict[str, Any]] = []
    for change in changes:
        identity = change_id(change)
        if identity in known:
            continue
        known.add(identity)
        development_id = change.after.development_id
        step = steps[development_id] = steps.get(development_id, 0) + 1
        rows.append(_change_row(change, identity, step))
        before = set(change.before.evidence_ids) if change.before else set()
        after = set(change.after.evidence_ids)
        belongings += [
            {
                "development_id": development_id,
                "evidence_id": evidence_id,
                "step": step,
                "belongs": evidence_id in after,
            }
            for evidence_id in sorted(before ^ after)
        ]
    tx.append("development_evidence", belongings, fresh=True)
    return tx.append("development_changes", rows, fresh=True)


def change_id(change: DevelopmentChange) -> str:
    """Return the id of a change: what it changes, when, why, and into what."""
    after = change.after
    return content_id(
        "chg",
        after.development_id,
        change.kind,
        change.at.isoformat(),
        after.status,
        after.stage or "",
        str(after.event_date),
        after.place or "",
        *after.participants,
        "|",
        *after.origin_ids,
        "|",
        *sorted(change.evidence_ids),
        "|",
        *sorted(after.evidence_ids),
    )


def _change_row(change: DevelopmentChange, identity: str, step: int) -> dict[str, Any]:
    before, after = change.before, change.after
    return {
        "change_id": identity,
        "development_id": after.development_id,
        "step": step,
        "kind": change.kind,
        "changed_at": change.at,
        "watch": after.watch,
        "status": after.status,
        "status_before": before.status if before else None,
        "stage": after.stage,
        "stage_before": before.stage if before else None,
        "participants": after.participants,
        "event_date": after.event_date,
        "date_precision": after.date_precision,
        "place": after.place,
        "since_at": after.since,
        "origin_ids": after.origin_ids,
        "caused_by": change.evidence_ids,
    }


def load_developments(tx: ReadTransaction) -> list[Development]:
    """Return every development as it stands now, oldest first."""
    rows = tx.rows(
        "SELECT * FROM ledger.current_developments(TIMESTAMPTZ 'infinity') ORDER BY opened_at, development_id"
    )
    return [_development(row) for row in rows]


def load_history(tx: ReadTransaction, development_id: str) -> list[tuple[ChangeKind, Development]]:
    """Return the steps of one development in order: what kind of change, and the development after it.

    The evidence of each step is what had been gathered by then.
    """
    rows = tx.rows(
        """
        SELECT c.*, changed_at AS opened_at,
               coalesce((SELECT list(evidence_id ORDER BY evidence_id) FROM (
                   SELECT evidence_id, arg_max(belongs, step) AS belongs FROM ledger.development_evidence e
                   WHERE e.development_id = c.development_id AND e.step <= c.step GROUP BY evidence_id
               ) WHERE belongs), []) AS evidence_ids
        FROM ledger.development_changes c WHERE development_id = $id ORDER BY step
        """,
        {"id": development_id},
    )
    return [(ChangeKind(row["kind"]), _development(row)) for row in rows]


def _development(row: dict[str, Any]) -> Development:
    return Development(
        development_id=row["development_id"],
        watch=row["watch"],
        status=EventStatus(row["status"]),
        stage=Stage(row["stage"]) if row["stage"] else None,
        participants=tuple(row["participants"]),
        event_date=row["event_date"],
        date_precision=DatePrecision(row["date_precision"]),
        place=row["place"],
        since=row["since_at"],
        origin_ids=tuple(row["origin_ids"]),
        evidence_ids=tuple(row["evidence_ids"]),
    )
