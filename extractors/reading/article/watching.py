"""Which watches an event speaks to: watches and an event's mode, people, offices and place in, slugs out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from extractors.reading.mentions.links import Participant
from extractors.reading.mentions.world import World
from extractors.reading.roles.roles import Roles
from seeds.storyline import EventStatus
from seeds.watches import EventMode, Party, Pattern, Watch


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What patterns are compared with."""

    mode: EventMode
    roles: Roles
    on: date  # the event's day, or the article's


def watches_of(facts: Facts, watches: Sequence[Watch], world: World) -> tuple[str, ...]:
    """Return the slugs whose question the event speaks to, with those they imply, sorted."""
    found: set[str] = set()
    for watch in watches:
        patterns = [pattern for pattern in watch.satisfied_by if pattern.mode is facts.mode]
        if patterns and any(_fits(pattern, facts, world) for pattern in patterns):
            found.add(watch.slug)
            found.update(watch.implies)
    return tuple(sorted(found))


def other_day_watches(facts: Facts, status: EventStatus, watches: Sequence[Watch], world: World) -> tuple[str, ...]:
    """Return the watches of what answers none on its own day: weak, and never of what is told as news.

    What is lacking is asked of those who hold the offices today ("have not spoken since 2018"); what lies back or
    was refused, of the time when the two people held equal ones ("last met Wei Fenghe in Cambodia").
    """
    today = watches_of(replace(facts, on=world.on), watches, world)
    if today or status is EventStatus.SCHEDULED:
        return today
    people = [person.entity for person in facts.roles.people if person.entity is not None]
    days = world.offices.together(people[0], people[1], world.known_on) if len(people) == 2 else None
    return watches_of(replace(facts, on=days[1]), watches, world) if days is not None else ()


def _fits(pattern: Pattern, facts: Facts, world: World) -> bool:
    roles = facts.roles
    if pattern.between:
        if roles.third or len(roles.people) != len(pattern.between):
            return False
        return _covers(pattern.between, roles.people, facts.on, world)
    if pattern.actor is not None and not _actor_fits(pattern.actor, roles, facts.on, world):
        return False
    if pattern.recipient is not None and not any(
        party_is(pattern.recipient, person, facts.on, world) for person in roles.recipients
    ):
        return False
    if pattern.office is not None and pattern.office not in roles.office_ids:
        return False
    return pattern.place is None or _is_within(roles.place, pattern.place, world)


def _actor_fits(party: Party, roles: Roles, on: date, world: World) -> bool:
    """A side that is not named fits (a passive leaves it out); a named one must be the right one."""
    if not roles.actors:
        return party.side is not None
    return any(party_is(party, actor, on, world) for actor in roles.actors)


def _covers(parties: tuple[Party, ...], people: tuple[Participant, ...], on: date, world: World) -> bool:
    if len(parties) == 1:
        return any(party_is(parties[0], person, on, world) for person in people)
    first, second = parties
    one, other = people
    return (party_is(first, one, on, world) and party_is(second, other, on, world)) or (
        party_is(first, other, on, world) and party_is(second, one, on, world)
    )


def party_is(party: Party, person: Participant, on: date, world: World) -> bool:
    """Tell whether a participant is the party: the entity, the office's holder on the day, or of the side."""
    if party.entity is not None:
        return person.entity == party.entity
    if party.office is not None:
        if person.entity is None:
            return person.office == party.office and not person.foreign
        return party.office in world.offices.offices_of(person.entity, on, world.known_on)
    return person.side == party.side or person.entity == party.side


def _is_within(place: str | None, wanted: str, world: World) -> bool:
    seen: set[str] = set()
    while place is not None and place not in seen:
        if place == wanted:
            return True
        seen.add(place)
        entity = world.entities.get(place)
        place = entity.within if entity is not None else None
    return False
