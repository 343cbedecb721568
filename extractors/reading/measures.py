"""Who ends or imposes a measure, and on whom: a trigger with its surroundings in, roles out."""

from __future__ import annotations

from extractors.phrases import Hit
from extractors.reading.grammar import Part, Word
from extractors.reading.links import Participant
from extractors.reading.names import NameKind
from extractors.reading.roles import Roles, participants_of
from extractors.reading.surroundings import Surroundings
from extractors.reading.triggers import Aspect, Trigger
from extractors.reading.word_order import person_acted_upon
from seeds.entities import EntityKind

NEED_WORDS = 14
"""How far from its verb the word it needs may stand ("lifted, after five years, the sanctions")."""


def measure_roles(trigger: Trigger, around: Surroundings) -> Roles | None:
    """Return who ends or imposes the measure, and whom it is on."""
    finder, page = around.finder, around.page
    folded, gap = page.text.folded, page.grammar.gap
    start, end = trigger.clause.start, trigger.clause.end
    needed = finder.class_words(trigger.frame.needs, start, end) if trigger.frame.needs else []
    needed = [
        w
        for w in needed
        if min(abs(gap(folded, w.end, trigger.start)), NEED_WORDS + 1) <= NEED_WORDS
        and gap(folded, trigger.end, w.start) <= NEED_WORDS
    ]
    if trigger.frame.needs and not needed:
        return None
    measure = needed[-1] if needed else None
    target = _target(trigger, measure.end if measure else trigger.end, around)
    if target is None and measure is not None:
        target = _owner_of(measure.start, around, start)
    if target is None and not trigger.is_noun:
        subject = participants_of(finder.subject(trigger))
        objects = participants_of(finder.direct_object(trigger)) or participants_of(finder.fronted(trigger))
        one = objects or subject
        one = one or participants_of(finder.owner(trigger) if trigger.passive else [])
        if len(one) == 1 and (measure is None or trigger.passive or objects or trigger.aspect is Aspect.RESULT):
            target = one[0]
    if (
        target is None
        and page.grammar.lexicon.free_order
        and (trigger.frame.on_person or trigger.aspect is Aspect.RESULT)
    ):
        target = next(iter(participants_of(person_acted_upon(trigger, finder))), None)
    if target is None and finder.party_words(Part.PRONOUN, start, end) and around.last_person is not None:
        target = around.last_person
    if target is None:
        return None
    return Roles(actors=_acting(trigger, around, target), recipients=(target,), third=target.foreign)


def _target(trigger: Trigger, start: int, around: Surroundings) -> Participant | None:
    """Return whoever stands behind a target marker, after the measure or else before it; a stranger if unknown."""
    page = around.page
    low, high = trigger.clause.start, trigger.clause.end
    markers = [w for w in page.words_between(low, high) if w.value.part is Part.MARKER and w.value.name == "target"]
    if page.grammar.lexicon.free_order:
        return _target_in_free_order(trigger, markers, around)
    for word in markers:
        if any(w.value.part is Part.TIME and 0 <= w.start - word.end <= 1 for w in page.words_between(low, high)):
            continue
        if word.start >= start and page.grammar.gap(page.text.folded, start, word.start) <= 6:
            return _behind_marker(word, around, high)
    if not page.grammar.lexicon.target_before:
        return None
    for word in reversed(markers):
        if word.end <= start:
            return _behind_marker(word, around, start)
    return None


def _target_in_free_order(trigger: Trigger, markers: list[Hit[Word]], around: Surroundings) -> Participant | None:
    """Return the person with a target marker in the clause; a stranger where the measure's marker has another."""
    page, finder = around.page, around.finder
    for link in finder.people:
        inside = trigger.clause.start <= link.start and link.end <= trigger.clause.end
        if inside and "target" in finder.markers_of(link):
            return link.participants[0]
    needs = trigger.frame.needs
    measures = finder.class_words(needs, trigger.clause.start, trigger.clause.end) if needs else []
    for word in markers:
        for measure in measures:
            first, second = (word, measure) if page.grammar.lexicon.postpositions else (measure, word)
            if first.end <= second.start and page.grammar.gap(page.text.folded, first.end, second.start) <= 2:
                return Participant(None, foreign=True)
    return None


def _behind_marker(word: Hit[Word], around: Surroundings, high: int) -> Participant:
    page, finder = around.page, around.finder
    reach = min(high, word.end + 90)
    people = [link for link in finder.people if word.end <= link.start and link.end <= reach]
    organisations = [
        hit for hit in page.names_between(word.end, reach) if hit.value.entity_kind == EntityKind.ORGANISATION.value
    ]
    first = people[0].start if people else reach
    if any(at < first for at in page.unknown_names(word.end, first)):
        return Participant(None, foreign=True)
    if organisations and organisations[0].start < first:
        return around.world.person(organisations[0].value.id)
    if people and page.grammar.gap(page.text.folded, word.end, first) <= 9:
        owner = finder.is_owner(people[0]) and not page.grammar.lexicon.target_before
        return Participant(None, foreign=True) if owner else people[0].participants[0]
    if finder.party_words(Part.PRONOUN, word.end, min(reach, word.end + 8)) and around.last_person is not None:
        return around.last_person
    return Participant(None, foreign=True)


def _owner_of(at: int, around: Surroundings, low: int) -> Participant | None:
    for link in reversed(around.finder.people):
        if low <= link.start and link.end <= at:
            if around.finder.is_owner(link) and around.page.grammar.gap(around.page.text.folded, link.end, at) <= 4:
                return link.participants[0]
            return None
    return None


def _acting(trigger: Trigger, around: Surroundings, target: Participant) -> tuple[Participant, ...]:
    """Return the side that acts: the last country, government or office before the verb, or behind "by"."""
    page = around.page
    anchor = min(trigger.start, trigger.anchor[0])
    sides: list[tuple[int, Participant]] = []
    for hit in page.names:
        if trigger.sentence[0] <= hit.start and hit.end <= trigger.sentence[1]:
            entity = around.world.entities.get(hit.value.id)
            if hit.value.entity_kind == EntityKind.COUNTRY.value:
                sides.append((hit.start, Participant(hit.value.id, None, hit.value.id, "country")))
            elif hit.value.entity_kind == EntityKind.ORGANISATION.value and entity is not None and entity.side:
                sides.append((hit.start, Participant(entity.id, None, entity.side, entity.kind.value)))
            elif hit.value.kind in (NameKind.OFFICE,) or hit.value.entity_kind == EntityKind.PERSON.value:
                sides.append((hit.start, Participant(hit.value.id, None, hit.value.side, "person")))
    before = [p for start, p in sides if start < anchor and p.entity != target.entity and not _owns(start, around)]
    return (before[0],) if before else ()


def _owns(start: int, around: Surroundings) -> bool:
    if around.page.grammar.lexicon.postpositions:  # "中国の李尚福": the country only describes the person
        behind = [s.end for s in around.all_sides if s.start == start]
        return any(link.is_person and 0 <= link.start - end <= 1 for link in around.links for end in behind)
    return any(link.start <= start < link.end and link.is_person for link in around.links) is False and any(
        w.value.part is Part.POSSESSIVE and start < w.start < start + 16
        for w in around.page.words_between(start, start + 18)
    )
