"""Alerts in, each with its development and the words it rests on out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from extractors.records.developments import Development, Evidence
from flows.alerting.weights import is_remark, standing
from flows.desk import Desk
from flows.reports import AlertLine
from warehouse.developments import load_developments
from warehouse.evidence import load_evidence_of


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundedAlert:
    """One alert or notice with what it rests on."""

    line: AlertLine
    development: Development
    best: Evidence | None  # the words that bear it best; None where none are left


def found_alerts(desk: Desk, lines: Sequence[AlertLine], since: datetime) -> tuple[FoundedAlert, ...]:
    """Return alerts just raised with the development and the words behind each; ``since``: when the pass began."""
    if not lines:
        return ()
    with desk.warehouse.reading() as tx:
        evidence = {
            one.evidence_id: one for one in load_evidence_of(tx, sorted({line.development_id for line in lines}))
        }
        developments = {one.development_id: one for one in load_developments(tx, evidence)}
    founded = []
    for line in lines:
        development = developments[line.development_id]
        told = [evidence[one] for one in development.evidence_ids if one in evidence]
        best = min(told, key=lambda one: _rank(one, line, since), default=None)
        founded.append(FoundedAlert(line=line, development=development, best=best))
    return tuple(founded)


def _rank(one: Evidence, line: AlertLine, since: datetime) -> tuple[bool, bool, bool, bool, datetime, bool, bool, str]:
    """Words of the very status first, then those that came in this pass, then as they stand; of one article's those
    that tell the day and are no mere remark."""
    told = (one.event_date is None, is_remark(one))
    return (one.status != line.status, one.fetched_at < since, *standing(one), *told, one.evidence_id)
