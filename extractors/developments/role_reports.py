"""Developments in, the offices that they say were gained and lost out. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from extractors.records.developments import Development
from extractors.records.learned import OfficeTurn, RoleReport
from extractors.records.reading import DatePrecision
from seeds.entities import EntityKind
from seeds.storyline import EventStatus, Storyline
from seeds.watches import EventMode, Pattern, Stage, Watch

_TURNS = {EventMode.APPOINTMENT: OfficeTurn.GAINED, EventMode.REMOVAL: OfficeTurn.LOST}


def watches_of_offices(storyline: Storyline) -> dict[str, Pattern]:
    """Return by slug the watches that ask for an appointment to an office or a removal from it, with what they ask."""
    patterns = {watch.slug: _pattern(watch) for watch in storyline.watches}
    return {slug: pattern for slug, pattern in patterns.items() if pattern is not None}


def decide_role_reports(developments: Iterable[Development], storyline: Storyline) -> tuple[RoleReport, ...]:
    """Return what the developments say of offices, in their order.

    Only what is corroborated counts: a role is knowledge that others build on, and one origin may be wrong. What was
    denied, retracted or has ended says nothing.
    """
    watches = watches_of_offices(storyline)
    persons = {entity.id for entity in storyline.entities if entity.kind is EntityKind.PERSON}
    return tuple(
        _report(development, watches[development.watch], persons)
        for development in developments
        if development.watch in watches and is_settled(development)
    )


def is_settled(development: Development) -> bool:
    """Tell whether it stands as corroborated, also after a correction of its facts."""
    if development.status is not EventStatus.OCCURRED or not development.origin_ids:
        return False
    corrected = development.stage is Stage.CORRECTED and len(development.origin_ids) > 1
    return corrected or development.stage is Stage.CORROBORATED


def _pattern(watch: Watch) -> Pattern | None:
    asked = (pattern for pattern in watch.satisfied_by if pattern.mode in _TURNS and pattern.office is not None)
    return next(asked, None)


def _report(development: Development, pattern: Pattern, persons: set[str]) -> RoleReport:
    assert pattern.office is not None
    named = [participant for participant in development.participants if participant in persons]
    wanted = pattern.recipient.entity if pattern.recipient is not None else None
    return RoleReport(
        development_id=development.development_id,
        office_id=pattern.office,
        person_id=wanted or (named[0] if len(named) == 1 else None),
        turn=_TURNS[pattern.mode],
        turned_on=development.event_date if development.date_precision is DatePrecision.DAY else None,
        told_on=development.since.date(),
    )
