"""Whether a watch can no longer be met: a person in it has left the office that he is watched in."""

from __future__ import annotations

from datetime import date

from extractors.records.ids import content_id
from seeds.storyline import Storyline
from seeds.watches import Watch


def closure_marker(watch: Watch) -> str:
    """Return the id that stands among a development's evidence once its watch was found closed."""
    return content_id("closed", watch.slug)


def closed_since(watch: Watch, storyline: Storyline, on: date) -> date | None:
    """Return the day since when the watch can no longer be met, as known on a day; None while it still can.

    The offices are those of the watches that this one implies (a meeting of the two persons is one of the two
    ministers), and where there are none, all that the persons ever held. An end counts from when it was made public.
    """
    if watch.closes_with == "never":
        return None
    days = [left for person in _persons(watch) if (left := _left_office(person, watch, storyline, on)) is not None]
    return min(days, default=None)


def _persons(watch: Watch) -> set[str]:
    parties = [
        party for pattern in watch.satisfied_by for party in (*pattern.between, pattern.actor, pattern.recipient)
    ]
    return {party.entity for party in parties if party is not None and party.entity is not None}


def _left_office(person: str, watch: Watch, storyline: Storyline, on: date) -> date | None:
    implied = {
        party.office
        for other in storyline.watches
        if other.slug in watch.implies
        for pattern in other.satisfied_by
        for party in pattern.between
        if party.office is not None
    }
    tenures = [
        (office.id, tenure) for office in storyline.offices for tenure in office.held_by if tenure.person == person
    ]
    watched = [tenure for office, tenure in tenures if office in implied] or [tenure for _, tenure in tenures]
    started = [tenure for tenure in watched if max(tenure.start, tenure.known_from or tenure.start) <= on]
    ends = [max(t.end, t.end_known_from or t.end) if t.end is not None else None for t in started]
    known_ends = [end for end in ends if end is not None and end <= on]
    if not started or len(known_ends) < len(ends):
        return None
    return max(known_ends)
