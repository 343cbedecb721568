"""Who gains or loses which office: a trigger with its surroundings in, roles out."""

from __future__ import annotations

from dataclasses import replace

from extractors.reading.linking import World
from extractors.reading.links import Link, Participant
from extractors.reading.names import NameKind
from extractors.reading.roles import Roles, participants_of
from extractors.reading.surroundings import Surroundings
from extractors.reading.triggers import Trigger
from extractors.reading.word_order import person_acted_upon, person_owned_by
from extractors.records.reading import MentionForm
from seeds.watches import EventMode

NEW_DAYS = 30
"""How long after its day an appointment may be told without its title."""

_NAMED = frozenset({MentionForm.NAME, MentionForm.SHORT_NAME})


def post_roles(trigger: Trigger, around: Surroundings) -> Roles | None:
    """Return who gained or lost which offices."""
    finder, page = around.finder, around.page
    start, end = trigger.clause.start, trigger.clause.end
    objects = finder.direct_object(trigger) or finder.fronted(trigger)
    subjects = finder.subject(trigger)
    gains = trigger.frame.mode is EventMode.APPOINTMENT
    active = not trigger.passive and not trigger.is_noun
    if trigger.is_noun:
        chosen = finder.partner(trigger) or finder.owner(trigger) or finder.modifier(trigger) or _of(trigger, around)
    elif active and (objects or finder.next_to(trigger)):
        chosen = objects or finder.next_to(trigger)
    else:
        chosen = subjects
    if page.grammar.lexicon.free_order:
        chosen = person_owned_by(trigger, finder) if trigger.is_noun else person_acted_upon(trigger, finder)
        subjects, objects = [], []
    named = [link for link in (*chosen, *subjects, *objects) if link.form in _NAMED]
    if trigger.frame.of_subject:
        named = [link for link in subjects if link.form in _NAMED]
        chosen = subjects
    people = participants_of(named[:1] or chosen)[:1]
    if trigger.frame.excludes and finder.class_words(trigger.frame.excludes, start, end):
        return None
    offices = [
        hit
        for hit in page.names_between(trigger.clause.start, trigger.clause.end)
        if start <= hit.start and hit.end <= end and hit.value.kind in (NameKind.OFFICE, NameKind.BARE_OFFICE)
    ]
    sides = {side for side in around.sides(*trigger.sentence) if side is not None}
    ids = {hit.value.id for hit in offices}
    person_side = people[0].side if people else None
    wanted = person_side or (next(iter(sides)) if len(sides) == 1 else None)
    full = {hit.value.id for hit in offices if hit.value.kind is NameKind.OFFICE}
    ids = full or {i for i in ids if wanted is None or around.world.offices.offices[i].side == wanted}
    if not ids and people and people[0].entity:
        if trigger.frame.needs and not finder.class_words(trigger.frame.needs, start, end):
            return None
        if gains and trigger.is_noun:
            return None
        if gains:  # "Dong Jun was appointed on Friday": to what he then holds
            new = _newly_held(people[0].entity, around.world)
            held = around.world.offices.offices_of(people[0].entity, around.world.on, around.world.known_on)
            gained = _gained(people[0], new or set(held))
            return gained if new or gained is None else replace(gained, loose=True)
        ids = set(around.world.offices.ever_held(people[0].entity, around.world.known_on))
    if not ids or (not people and not gains):
        return None
    if people and people[0].foreign:
        return None
    acting = tuple(Participant(side, None, side, "country") for side in ([wanted] if wanted else []))
    return Roles(actors=acting, recipients=people, office_ids=tuple(sorted(ids)))


def _newly_held(person_id: str, world: World) -> set[str]:
    """Return the offices that a person took in the weeks before the article."""
    table = world.offices
    return {
        office_id
        for office_id in table.offices_of(person_id, world.on, world.known_on)
        if (started := table.since(office_id, person_id, world.on, world.known_on)) is not None
        and (world.on - started).days <= NEW_DAYS
    }


def _gained(person: Participant, offices: set[str]) -> Roles | None:
    if not offices or person.side is None:
        return None
    side = Participant(person.side, None, person.side, "country")
    return Roles(actors=(side,), recipients=(person,), office_ids=tuple(sorted(offices)))


def _of(trigger: Trigger, around: Surroundings) -> list[Link]:
    for link in around.finder.people:
        if trigger.end <= link.start <= trigger.end + 30 and link.end <= trigger.clause.end:
            return [link]
    return []
