"""Who gains or loses which office: a trigger with its surroundings in, roles out."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import timedelta

from extractors.phrases import Hit
from extractors.reading.mentions.links import Link, Participant
from extractors.reading.mentions.world import World
from extractors.reading.roles.described_posts import (
    described_holder,
    end_of_insertion,
    end_of_phrase,
    is_deed_of_state,
    is_of_predecessor,
    predecessor,
    receiver,
)
from extractors.reading.roles.other_posts import is_of_heir, is_of_next_verb, is_of_removal, is_of_strangers_office
from extractors.reading.roles.post_holders import of_pronoun, person_of_post
from extractors.reading.roles.posts_beside import follower, holder_acted_upon, offices_beside
from extractors.reading.roles.roles import Roles, participants_of
from extractors.reading.roles.surroundings import Surroundings
from extractors.reading.text.grammar import Part, Word
from extractors.reading.text.names import Name, NameKind
from extractors.reading.text.relatives import end_at_last_verb
from extractors.reading.triggers.triggers import Trigger
from extractors.records.reading import MentionForm
from seeds.watches import EventMode

LATELY_DAYS = 10
"""How far back the holder is looked for whose removal is told without a name."""

NEW_DAYS = 30
"""How long after its day an appointment may be told without its title."""


def post_roles(trigger: Trigger, around: Surroundings) -> Roles | None:
    """Return who gained or lost which offices."""
    finder = around.finder
    start, end = trigger.clause.start, trigger.clause.end
    described = described_holder(trigger, around)
    if described:  # "General Li, fired on Tuesday, is under sanctions": what stands behind the comma is another matter
        start, end = trigger.start, end_of_insertion(trigger, around)
    edge = end_at_last_verb(around.page, trigger.clause.opener, trigger.end) or end_of_phrase(trigger, end, around)
    if trigger.frame.excludes and finder.class_words(trigger.frame.excludes, start, edge):
        return None
    gains = trigger.frame.mode is EventMode.APPOINTMENT
    if is_of_removal(trigger, around) if gains else is_of_heir(trigger, around):
        return None
    if _is_from_elsewhere(trigger, around) or (not gains and _is_of_other_list(trigger, around)):
        return None
    people = participants_of(described)[:1] if described else person_of_post(trigger, around)
    if gains and trigger.frame.of_subject and trigger.passive:  # "X has been replaced" gains nobody anything
        people = participants_of(finder.agent(trigger))[:1] or None
    if gains and people == () and not finder.direct_object(trigger):
        people = participants_of(receiver(trigger, around))[:1] or people
    if gains and not people and trigger.frame.of_subject and is_deed_of_state(trigger, around):
        return None
    if people and is_of_predecessor(trigger, around):
        before = predecessor(people[0], trigger, around)
        people = (before,) if before is not None else None
    if people is None and not gains:
        acted_upon = holder_acted_upon(trigger, around)
        people = (acted_upon,) if acted_upon is not None else None
    if people is None or (people and people[0].foreign):
        return None
    offices = _offices(trigger, around)
    if is_of_strangers_office(offices, trigger, around):
        return None
    if gains and not people and of_pronoun(trigger, around) and not (offices and _names_nobody(trigger, around)):
        meant = around.spoken_of(trigger.start, around.world.main_sides[-1])
        people = (meant,) if meant is not None else ()
    if gains and people == ():
        next_named = follower(trigger, offices, around)
        people = (next_named,) if next_named is not None else people
    if trigger.frame.adjacent and not (people and offices):
        return None
    person_side = people[0].side if people else None
    if offices and _is_foreign(offices, people, trigger, around):
        return None
    full = {hit.value.id for hit in offices if hit.value.kind is NameKind.OFFICE}
    # "the sacking of Li leaves the US secretary without a partner": the other's office is not his
    if people and people[0].entity and person_side == around.world.main_sides[-1]:
        full = {one for one in full if around.world.offices.offices[one].side == person_side}
    wanted = person_side or _side_named(offices, around) or _only_side(around.sides.near(*trigger.sentence))
    ids = full or {
        hit.value.id for hit in offices if wanted is None or around.world.offices.offices[hit.value.id].side == wanted
    }
    if not ids and described and gains and people[0].office:
        ids = {people[0].office}
    if not ids and trigger.frame.contrary and around.protagonist is not None and around.protagonist.entity:
        ids = set(around.world.offices.ever_held(around.protagonist.entity, around.world.known_on))
    if not ids and trigger.frame.contrary:  # "X was removed and his successor has not been named"
        meant = around.spoken_of(trigger.start, around.world.main_sides[-1])
        if meant is not None and meant.entity:
            ids = set(around.world.offices.ever_held(meant.entity, around.world.known_on))
    if not ids and people and people[0].entity:
        told = not trigger.frame.needs or bool(described) or _words_outside_titles(trigger, around)
        if not (told or _is_bare(trigger, around)):
            return None
        heir = gains and _predecessor(trigger, people[0], around)
        if heir:
            ids = set(around.world.offices.ever_held(heir, around.world.known_on))
        elif gains:  # "Dong Jun was appointed on Friday": to what he then holds
            new = _newly_held(people[0].entity, around.world)
            if trigger.is_noun:
                return _gained(people[0], new)
            beside = set() if new else offices_beside(trigger, people[0], around)
            if beside:
                return _gained(people[0], beside)
            held = around.world.offices.offices_of(people[0].entity, around.world.on, around.world.known_on)
            gained = _gained(people[0], new or set(held))
            return gained if new or gained is None else replace(gained, loose=True)
        else:
            table, known_on = around.world.offices, around.world.known_on
            ids = {held for one in people if one.entity for held in table.ever_held(one.entity, known_on)}
    if not ids or (not people and not gains):
        return None
    if not gains and people and people[0].entity is None:
        people = (_lately_in(people[0], ids, around.world),)
    side = _only_side({around.world.offices.offices[i].side for i in ids}) or wanted
    acting = (Participant(side, None, side, "country"),) if side else ()
    return Roles(actors=acting, recipients=people, office_ids=tuple(sorted(ids)))


def _is_bare(trigger: Trigger, around: Surroundings) -> bool:
    """Tell "Li was removed on Tuesday", where nothing says what from: who holds a post is removed from that."""
    page, end = around.page, trigger.clause.end
    if not (trigger.passive and page.grammar.lexicon.spaced) or trigger.frame.mode is not EventMode.REMOVAL:
        return False
    rest = list(page.text.folded[trigger.end : end])
    times = page.words_between(trigger.end, end).of(Part.TIME)
    for word in (*times, *page.words_between(trigger.end, times[0].start if times else trigger.end).of(Part.MARKER)):
        rest[word.start - trigger.end : word.end - trigger.end] = " " * (word.end - word.start)
    return bool(times) and not "".join(rest).strip(" .,0123456789")


def _predecessor(trigger: Trigger, heir: Participant, around: Surroundings) -> str | None:
    """Return whom somebody follows where no office is named: "confirmed as the successor to Li"."""
    words = around.finder.class_words("heirs", trigger.end, trigger.clause.end)
    behind = [link for link in around.finder.people if words and words[0].end <= link.start <= words[0].end + 40]
    return next((p.entity for link in behind for p in link.participants if p.entity != heir.entity), None)


def _is_from_elsewhere(trigger: Trigger, around: Surroundings) -> bool:
    """Tell whether "from" with no word of office behind it, or with a list, says what somebody was removed from."""
    needs, end = trigger.frame.needs, trigger.clause.end
    if trigger.frame.mode is EventMode.REMOVAL and around.finder.class_words("rolls", trigger.end, end):
        return True
    if needs is None or not around.page.grammar.lexicon.fixed_order:
        return False
    for word in around.page.words_between(trigger.end, end):
        if word.value.part is not Part.MARKER or word.value.name != "target":
            continue
        if not any(0 <= w.start - word.end <= 1 for w in around.page.words_between(word.end, end) if _is_time(w)):
            return not around.finder.class_words(needs, trigger.end, end)
    return False


def _is_of_other_list(trigger: Trigger, around: Surroundings) -> bool:
    """Tell "A second notice removed X", "The US Treasury removed X": his own side alone takes a post from somebody."""
    page, start = around.page, trigger.clause.start
    if trigger.passive or trigger.is_noun or not page.grammar.lexicon.fixed_order:
        return False
    sides = {side.side for side in around.sides.within(start, trigger.start)}
    sides |= {hit.value.side for hit in page.names_between(start, trigger.start) if hit.value.side is not None}
    own = around.world.main_sides[-1]
    noticed = bool(around.finder.class_words("notices", start, trigger.start)) and not sides
    return noticed or (around.world.main_sides[0] in sides and own not in sides)


def _is_time(word: Hit[Word]) -> bool:
    return word.value.part is Part.TIME


def _offices(trigger: Trigger, around: Surroundings) -> list[Hit[Name]]:
    """Return the offices that a trigger speaks of: what is gained is told behind it, and hangs on no preposition."""
    page, finder = around.page, around.finder
    found = [
        hit
        for hit in page.names_between(trigger.clause.start, trigger.clause.end)
        if hit.value.kind in (NameKind.OFFICE, NameKind.BARE_OFFICE)
    ]
    lexicon = page.grammar.lexicon
    if trigger.frame.mode is not EventMode.APPOINTMENT or not lexicon.fixed_order:
        return found
    chosen: list[Hit[Name]] = []
    for hit in found:
        if hit.end <= trigger.start or hit.start < trigger.end < hit.end:
            continue
        if _is_taken_away(trigger, hit, around) or is_of_next_verb(trigger, hit, around):
            continue
        link = next((one for one in finder.people if one.start <= hit.start and hit.end <= one.end), None)
        marker = finder.marker_before(link or Link(hit.start, hit.end, (), MentionForm.OFFICE, page.field))
        heir = finder.class_words("heirs", trigger.end, hit.start)
        if marker in (None, "owner", "between") or heir:
            chosen.append(hit)
    if chosen or not trigger.passive:
        return chosen
    return [hit for hit in found if hit.end <= trigger.start and _is_newly_held(hit, around)]


def _names_nobody(trigger: Trigger, around: Surroundings) -> bool:
    """Tell whether a pronoun's sentence names nobody before it whom it can mean: "He was named defence minister"."""
    start = trigger.sentence[0]
    before = [link for link in around.finder.people if start <= link.start and link.end <= trigger.start]
    return not before or bool(around.page.unknown_names(before[-1].end, trigger.start))


def _is_taken_away(trigger: Trigger, hit: Hit[Name], around: Surroundings) -> bool:
    """Tell "approved the removal of X as minister": the noun of a removal stands between a verb and the office."""
    return any(
        word.value.part is Part.NOUN and any(frame.mode is EventMode.REMOVAL for frame in word.value.frames)
        for word in around.page.words_between(trigger.end, hit.start)
    )


def _lately_in(person: Participant, ids: Collection[str], world: World) -> Participant:
    """Return who held an office until lately: "China's defence minister was dismissed on Tuesday", told on Friday."""
    before = world.on - timedelta(days=LATELY_DAYS)
    holders = {world.offices.holder(office, before, world.known_on) for office in ids}
    holder = next(iter(holders)) if len(holders) == 1 else None
    return world.person(holder) if holder is not None else person


def _is_newly_held(hit: Hit[Name], around: Surroundings) -> bool:
    """Tell whether a title before its verb was taken lately: "the new minister was elected"."""
    holder = around.world.offices.holder(hit.value.id, around.world.on, around.world.known_on)
    return holder is not None and hit.value.id in _newly_held(holder, around.world)


def _is_foreign(
    offices: list[Hit[Name]], people: tuple[Participant, ...], trigger: Trigger, around: Surroundings
) -> bool:
    """Tell whether all titles are of third countries: named beside the title, or as who appoints."""
    linked = [
        link for hit in offices for link in around.finder.people if link.start <= hit.start and hit.end <= link.end
    ]
    if linked and all(link.participants[0].foreign for link in linked):
        return True
    if people or any(hit.value.kind is NameKind.OFFICE for hit in offices):
        return False
    before = around.sides.within(trigger.clause.start, trigger.start)
    beside = _side_named(offices, around)
    if beside is not None:
        return False
    return not before or before[-1].side is None


def _side_named(offices: list[Hit[Name]], around: Surroundings) -> str | None:
    """Return the side that the titles' links resolve to where a country stands in them."""
    for hit in offices:
        for link in around.finder.people:
            if link.start <= hit.start and hit.end <= link.end:
                inside = [s.side for s in around.sides.within(link.start, link.end)]
                if inside and inside[0] is not None:
                    return inside[0]
    return None


def _only_side(sides: set[str | None]) -> str | None:
    known = {side for side in sides if side is not None}
    return next(iter(known)) if len(known) == 1 else None


def _words_outside_titles(trigger: Trigger, around: Surroundings) -> bool:
    """Tell whether a word that the frame needs stands in the clause, and not in somebody's title."""
    assert trigger.frame.needs is not None
    words = around.finder.class_words(trigger.frame.needs, trigger.clause.start, trigger.clause.end)
    return any(not any(link.start <= w.start and w.end <= link.end for link in around.finder.people) for w in words)


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
