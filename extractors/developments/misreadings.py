"""Changes that reading again makes in; out the same, with reports that a newer reader does not find retracted. Pure."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from extractors.records.developments import ChangeKind, Development, DevelopmentChange
from extractors.records.reading import HAPPENED
from seeds.storyline import EventStatus
from seeds.watches import Stage


def retract_misread(changes: Sequence[DevelopmentChange], told: Collection[str]) -> tuple[DevelopmentChange, ...]:
    """Return the changes, with each development retracted that was told of (`told`) and nobody reports any more.

    Not where its words now bear another development that says so: then it was no occasion of its own, and only that.
    """
    first: dict[str, Development | None] = {}
    last: dict[str, Development] = {}
    for change in changes:
        first.setdefault(change.after.development_id, change.before)
        last[change.after.development_id] = change.after
    bearing = {each for after in last.values() if _says_so(after) for each in after.evidence_ids}
    return tuple(
        _retracted(change, before)
        if change.after is last[development_id]
        and development_id in told
        and (before := first[development_id]) is not None
        and is_misread(before, change.after)
        and bearing.isdisjoint(before.evidence_ids)
        else change
        for change in changes
        for development_id in (change.after.development_id,)
    )


def is_misread(before: Development, after: Development) -> bool:
    """Tell whether a report stood before and none does after."""
    stood = before.status is EventStatus.OCCURRED and before.stage not in (None, Stage.RETRACTED)
    return stood and bool(before.origin_ids) and not _says_so(after)


def _says_so(development: Development) -> bool:
    return development.status in HAPPENED and bool(development.origin_ids)


def _retracted(change: DevelopmentChange, before: Development) -> DevelopmentChange:
    after = replace(change.after, stage=Stage.RETRACTED)
    if not after.origin_ids:
        after = replace(after, status=EventStatus.NOT_OCCURRED)
    kind = ChangeKind.STATUS if before.status is not after.status else ChangeKind.STAGE
    return replace(change, kind=kind, after=after)
