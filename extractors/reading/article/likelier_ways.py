"""Whom a trip to two towns, or an office lost on some day, is likelier about: candidate events in, roles out."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from extractors.reading.mentions.links import Participant
from extractors.reading.mentions.world import World
from extractors.reading.roles.roles import Roles
from extractors.reading.status.candidates import Candidate
from extractors.reading.text.names import NameKind
from seeds.entities import EntityKind
from seeds.storyline import EventStatus
from seeds.watches import Pattern

ENDED_DAYS = 7
"""How far from the told time an office may have ended ("fired three weeks ago")."""

_OFFICES = frozenset({NameKind.OFFICE, NameKind.BARE_OFFICE})


def asked_visit(candidate: Candidate, asked: list[tuple[str, str]], world: World) -> Roles | None:
    """Return a visit as the one asked about, where its sentence names that visitor ("the secretary, Blinken, …") and,
    among other towns, that town ("to Shanghai and Beijing")."""
    names = {hit.value.id for hit in candidate.page.names_between(*candidate.sentence)}
    actors = {person.entity for person in candidate.roles.actors}
    for actor, place in asked:
        if actor in actors and candidate.roles.place != place and place in names:
            return replace(candidate.roles, place=place, loose=True)
        within = candidate.roles.place == place or place in names or world.entities[place].within in names
        people = {one for one in names if one in world.entities and world.entities[one].kind is EntityKind.PERSON}
        if candidate.roles.loose and actor in names and actor not in actors and within and not actors & people:
            return replace(candidate.roles, actors=(world.person(actor),), place=place)
    return None


def ended_post(candidate: Candidate, asked: list[Pattern], world: World) -> Roles | None:
    """Return an office lost when that of somebody asked about ended: "removed its minister last month"."""
    time = candidate.time
    if candidate.verdict.status is not EventStatus.BACKGROUND or time is None or time.first is None:
        return None
    names = candidate.page.names_between(*candidate.sentence)
    named = {hit.value.id for hit in names if hit.value.entity_kind == EntityKind.PERSON}
    offices = {hit.value.id for hit in names if hit.value.kind in _OFFICES} | set(candidate.roles.office_ids)
    for pattern in asked:
        lost = pattern.recipient.entity if pattern.recipient is not None else None
        end = world.offices.left(lost, world.on, world.known_on) if lost else None
        if lost is None or end is None or not named <= {lost} or pattern.office not in offices:
            continue
        slack = timedelta(days=ENDED_DAYS)
        if time.first - slack <= end <= (time.last or time.first) + slack:
            side = world.person(lost).side
            country = Participant(side, None, side, "country")
            held = tuple(sorted(world.offices.ever_held(lost, world.known_on)))
            return Roles(actors=(country,), recipients=(world.person(lost),), office_ids=held, loose=True)
    return None
