"""Developments: the append-only history from which their present state is rebuilt."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from extractors.records.developments import ChangeKind, Development, DevelopmentChange
from extractors.records.ids import content_id
from extractors.records.reading import DatePrecision
from seeds.storyline import EventStatus
from seeds.watches import Stage
from warehouse.store import ReadTransaction, Transaction


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


_THIN = """
SELECT c.*, last.opened_at, [] AS evidence_ids
FROM ledger.development_changes c
JOIN (
    SELECT development_id, max(step) AS step, min(changed_at) AS opened_at
    FROM ledger.development_changes GROUP BY development_id
) last USING (development_id, step)
ORDER BY opened_at, development_id
"""
_WHOLE = """
SELECT development_id, list(evidence_id ORDER BY evidence_id) AS evidence_ids
FROM ledger.current_belongings(TIMESTAMPTZ 'infinity')
WHERE ($markers AND starts_with(evidence_id, 'closed-')) OR development_id IN (
    SELECT development_id FROM ledger.development_evidence WHERE evidence_id IN (SELECT unnest($ids))
)
GROUP BY development_id
"""


def load_developments(tx: ReadTransaction, evidence_ids: Collection[str] | None = None) -> list[Development]:
    """Return every development as it stands now, oldest first.

    With `evidence_ids`, only those to which any of these belongs have their evidence with them; of all others that
    grows with history. The markers of closed watches are there in any case.
    """
    if evidence_ids is None:
        rows = tx.rows(
            "SELECT * FROM ledger.current_developments(TIMESTAMPTZ 'infinity') ORDER BY opened_at, development_id"
        )
        return [_development(row) for row in rows]
    whole = _belongings(tx, evidence_ids, markers=True)
    return [_development(row | {"evidence_ids": whole.get(row["development_id"], ())}) for row in tx.rows(_THIN)]


def load_belongings(tx: ReadTransaction, evidence_ids: Collection[str]) -> dict[str, list[str]]:
    """Return, by development, all evidence of those to which any of these pieces belongs or has belonged, by id."""
    return _belongings(tx, evidence_ids, markers=False)


def _belongings(tx: ReadTransaction, evidence_ids: Collection[str], *, markers: bool) -> dict[str, list[str]]:
    rows = tx.rows(_WHOLE, {"ids": list(evidence_ids), "markers": markers})
    return {row["development_id"]: row["evidence_ids"] for row in rows}


def load_developments_of(tx: ReadTransaction, watches: Sequence[str]) -> list[Development]:
    """Return the developments of the watches as they stand now, by id, without their evidence."""
    rows = tx.rows(
        """
        SELECT *, [] AS evidence_ids
        FROM ledger.development_changes
        WHERE watch IN (SELECT unnest($watches::VARCHAR[]))
        QUALIFY row_number() OVER (PARTITION BY development_id ORDER BY step DESC) = 1
        ORDER BY development_id
        """,
        {"watches": list(watches)},
    )
    return [_development(row) for row in rows]


def load_closure_markers(tx: ReadTransaction) -> set[str]:
    """Return the ids that mark a watch as found closed."""
    rows = tx.rows("SELECT evidence_id FROM ledger.development_evidence WHERE starts_with(evidence_id, 'closed-')")
    return {row["evidence_id"] for row in rows}


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
