"""What the office table says of an event that the text does not date: old news once its people have left office."""

from __future__ import annotations

from datetime import date, timedelta

from extractors.reading.mentions.world import World
from extractors.reading.roles.roles import Roles
from seeds.watches import EventMode

_OF_HOLDERS = frozenset({EventMode.MEETING, EventMode.CALL, EventMode.HANDSHAKE, EventMode.VISIT, EventMode.REMOVAL})


def is_of_former_holders(mode: EventMode, roles: Roles, world: World, today: date | None, window_days: int) -> bool:
    """Tell whether an undated event can only be recalled.

    That is so of a contact, visit or removal of somebody who, by what was public on the article's day, left office
    before the news window; and of an appointment to an office that its holder took before the window, or has left.
    False for undated articles and for people without an office in the table.
    """
    if today is None:
        return False
    oldest = today - timedelta(days=window_days)
    if mode is EventMode.APPOINTMENT:
        since = [
            world.offices.since(office, person.entity, world.on, world.known_on)
            for person in roles.recipients
            if person.entity is not None
            for office in roles.office_ids
        ]
        named = [person.entity for person in roles.recipients if person.entity is not None]
        gone = [world.offices.left(person, world.on, world.known_on) for person in named]
        begun = any(start is not None and start < oldest for start in since)
        return begun or any(end is not None and end < oldest for end in gone)
    if mode not in _OF_HOLDERS:
        return False
    people = [person.entity for person in roles.people if person.entity is not None and person.kind == "person"]
    left = [world.offices.left(person, world.on, world.known_on) for person in people]
    former = [end is not None and end < oldest for end in left]
    # "Qin and Li were struck off on Tuesday": one of them had lost another post before
    return bool(former) and all(former) if mode is EventMode.REMOVAL else any(former)
