"""When, who and where one piece of evidence means, and the occasion that pieces of evidence are gathered into."""

from __future__ import annotations

import calendar
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from extractors.records.developments import Evidence
from extractors.records.reading import HAPPENED, DatePrecision
from seeds.entities import EntityKind
from seeds.storyline import EventStatus, Storyline

SAME_OCCASION = timedelta(days=2)
"""Reports of one event differ by time zones, by "on Friday" against the day of printing, and by two-day forums."""


def article_time(evidence: Evidence) -> datetime:
    """Return when the article was published, or seen where it has no date."""
    return evidence.published_at or evidence.fetched_at


def article_day(evidence: Evidence) -> date:
    """Return the day of the article (UTC)."""
    return article_time(evidence).date()


def event_interval(evidence: Evidence) -> tuple[date, date] | None:
    """Return the first and last possible day of the event, or None where the text gives no date that can be true."""
    day = evidence.event_date
    if day is None or evidence.date_precision is DatePrecision.UNKNOWN:
        return None
    if evidence.date_precision is DatePrecision.YEAR:
        return date(day.year, 1, 1), date(day.year, 12, 31)
    if evidence.date_precision is DatePrecision.MONTH:
        return day.replace(day=1), day.replace(day=calendar.monthrange(day.year, day.month)[1])
    if evidence.status in HAPPENED and day > article_day(evidence) + timedelta(days=1):
        return None  # what has happened cannot lie ahead: the date belongs to something else
    return day, day


def effective_status(evidence: Evidence, news_window: timedelta) -> EventStatus:
    """Return the status, with `occurred` turned to `background` where the event lies further back than the window."""
    interval = event_interval(evidence)
    if (
        evidence.status is EventStatus.OCCURRED
        and interval is not None
        and interval[1] + news_window < article_day(evidence)
    ):
        return EventStatus.BACKGROUND
    return evidence.status


def said_on(evidence: Evidence) -> date:
    """Return the day a refusal or plan dates from: its own date where that is past, else the article's.

    A month stands for its first day, since what is dated so vaguely is recalled behind fresher words.
    """
    interval = event_interval(evidence)
    day = article_day(evidence)
    if interval is None or evidence.date_precision is DatePrecision.YEAR:
        return min(interval[1], day) if interval is not None else day
    return min(interval[0], day)


def target_day(evidence: Evidence) -> date | None:
    """Return the day ahead of the article that a plan or refusal is about, or None."""
    interval = event_interval(evidence)
    if interval is None or interval[0] != interval[1] or interval[0] <= article_day(evidence):
        return None
    return interval[0]


class Likeness:
    """Answers from the storyline whether two pieces of evidence can mean the same persons and the same place."""

    def __init__(self, storyline: Storyline) -> None:
        self._persons = {e.id: e.side for e in storyline.entities if e.kind is EntityKind.PERSON}
        self._within = {e.id: e.within for e in storyline.entities}
        self._sides: dict[tuple[str, ...], Mapping[str | None, frozenset[str]]] = {}

    def persons_by_side(self, participants: tuple[str, ...]) -> Mapping[str | None, frozenset[str]]:
        """Return the persons among the participants, by the side they belong to."""
        known = self._sides.get(participants)
        if known is not None:
            return known
        sides: defaultdict[str | None, set[str]] = defaultdict(set)
        for entity_id in participants:
            if entity_id in self._persons:
                sides[self._persons[entity_id]].add(entity_id)
        self._sides[participants] = {side: frozenset(persons) for side, persons in sides.items()}
        return self._sides[participants]

    def same_place(self, one: str | None, other: str | None) -> bool:
        """Return whether the places are equal, one contains the other, or either is unknown."""
        if one is None or other is None:
            return True
        return other in self.containing(one) or one in self.containing(other)

    def containing(self, place: str) -> tuple[str, ...]:
        """Return the place and the places that contain it, inner ones first."""
        chain: list[str] = []
        current: str | None = place
        while current is not None and current not in chain:
            chain.append(current)
            current = self._within.get(current)
        return tuple(chain)


@dataclass(slots=True)
class Group:
    """An occurrence in the making."""

    anchor: date
    persons: dict[str | None, frozenset[str]]
    place: str | None = None
    interval: tuple[date, date] | None = None  # of a loosely dated occurrence; None where nothing is known
    target: date | None = None  # the day a thread of preparations aims at
    last: date = date.min  # the latest day of the thread
    members: list[Evidence] = field(default_factory=list)

    def add(self, evidence: Evidence, likeness: Likeness) -> None:
        """Take the evidence in; the first to name persons of a side, or a place, fixes them."""
        self.members.append(evidence)
        for side, persons in likeness.persons_by_side(evidence.participants).items():
            self.persons.setdefault(side, persons)
        self.place = self.place or evidence.place

    def admits(self, evidence: Evidence, likeness: Likeness) -> bool:
        """Return whether the persons agree: of a side that both name somebody of, they share somebody."""
        theirs = likeness.persons_by_side(evidence.participants)
        return all(side not in self.persons or self.persons[side] & persons for side, persons in theirs.items())
