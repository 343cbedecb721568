"""Which two people a contact is about that words beside it mean or name: trigger and surroundings in, the pair out."""

from __future__ import annotations

from extractors.reading.mentions.links import Link, Participant
from extractors.reading.mentions.world import World
from extractors.reading.roles.surroundings import Surroundings
from extractors.reading.text.grammar import Part
from extractors.reading.triggers.triggers import Trigger
from seeds.entities import Office

PAIR_WORDS = 3
"""How far from a noun the one word may stand that means both who met."""

OFFICE_CHARACTERS = 40
"""How far from a contact's word the one may stand that names both offices."""


def once_held(entity: str, world: World) -> list[Office]:
    """Return the offices that somebody holds or has held."""
    return [world.offices.offices[one] for one in world.offices.ever_held(entity, world.known_on)]


def equals_beside(trigger: Trigger, around: Surroundings) -> tuple[Participant, ...]:
    """Return the two of many who once held equal offices and stand nearest.

    In "Kissinger met Li, though China rebuffed a request for Li to see Austin" and in "Dong's predecessor, Li, never
    met Austin" they are Li and Austin.
    """
    main, world = around.world.main_sides, around.world
    found: list[tuple[int, tuple[Participant, ...]]] = []
    links = [link for link in around.finder.people if len(link.participants) == 1 and link.participants[0].entity]
    for one in links:
        for other in links:
            first, second = one.participants[0], other.participants[0]
            if (first.side, second.side) == (main[0], main[-1]) and _ranks(first, world) & _ranks(second, world):
                far = max(_apart(trigger, one), _apart(trigger, other))
                found.append((far, (first, second)))
    return min(found, key=lambda pair: pair[0])[1] if found else ()


def _apart(trigger: Trigger, link: Link) -> int:
    return max(link.start - trigger.end, trigger.start - link.end)


def _ranks(person: Participant, world: World) -> set[tuple[str, str]]:
    return {(office.rank, office.domain) for office in once_held(person.entity or "", world)}


def pair_of_offices(
    trigger: Trigger,
    around: Surroundings,
    people: list[Participant],
    likely: tuple[Participant, ...],
    sides: frozenset[str | None],
) -> tuple[Participant, ...]:
    """Return who holds the offices that one word names where nobody is named: "a call between the ministers"."""
    main, page = set(around.world.main_sides), around.page
    if people or around.sides.near(*trigger.sentence) - main or not main <= around.article_sides | sides:
        return ()
    if page.unknown_names(*trigger.sentence):
        return ()
    start, end = trigger.start - OFFICE_CHARACTERS, trigger.end + OFFICE_CHARACTERS
    start, end = max(start, trigger.sentence[0]), min(end, trigger.sentence[1])
    for word in around.finder.party_words(Part.PLURAL_OFFICE, start, end):
        if word.value.name == "head" and page.grammar.lexicon.free_order:  # "Präsidenten" may be one
            continue
        pair = around.world.pair(word.value.name)
        ranks = [_ranks(person, around.world) for person in pair]
        spoken = [_ranks(person, around.world) for person in likely]
        if len(pair) == 2:
            return likely if spoken and all(one & other for one, other in zip(ranks, spoken, strict=True)) else pair
    return ()


def pair_beside(trigger: Trigger, around: Surroundings) -> tuple[Participant, ...]:
    """Return the two whom one word beside a noun means: "the leaders' summit", "a call of the two defence chiefs"."""
    gap, folded = around.page.grammar.gap, around.page.text.folded
    for link in around.finder.people:
        near = link.end <= trigger.start and gap(folded, link.end, trigger.start) <= PAIR_WORDS
        near = near or (trigger.end <= link.start and gap(folded, trigger.end, link.start) <= PAIR_WORDS)
        two = link.participants
        if trigger.is_noun and near and len(two) == 2 and {p.side for p in two} == set(around.world.main_sides):
            return two if all(p.entity for p in two) else ()
    return ()
