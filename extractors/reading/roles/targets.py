"""On whom a measure is where a marker or a possessive says so: a trigger with its surroundings in, the target out."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.phrases import Hit
from extractors.reading.mentions.links import Participant
from extractors.reading.roles.surroundings import Surroundings
from extractors.reading.text.grammar import Part, Word
from extractors.reading.triggers.triggers import Trigger
from seeds.entities import EntityKind

PRONOUN_CHARACTERS = 8
"""The longest pronoun behind its marker ("contro di lui")."""

STAND_IN_CHARACTERS = 28
"""The longest "the Chinese defence minister" behind its marker."""


def target_of(trigger: Trigger, start: int, around: Surroundings) -> Participant | None:
    """Return whoever stands behind a target marker, after the measure or else before it; a stranger if unknown."""
    page = around.page
    low, high = trigger.clause.start, trigger.clause.end
    markers = page.words_between(low, high).of(Part.MARKER, "target")
    if page.grammar.lexicon.free_order:
        return _target_in_free_order(trigger, markers, around)
    for word in markers:
        if any(0 <= w.start - word.end <= 1 for w in page.words_between(low, high).of(Part.TIME)):
            continue
        if word.start >= start and page.grammar.gap(page.text.folded, start, word.start) <= 6:
            return _behind_marker(word, around, high)
    if not page.grammar.lexicon.target_before:
        return None
    for word in reversed(markers):
        if word.end <= start:
            return _behind_marker(word, around, start)
    return None


def _target_in_free_order(trigger: Trigger, markers: Sequence[Hit[Word]], around: Surroundings) -> Participant | None:
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
                pronouns = finder.party_words(Part.PRONOUN, word.end, word.end + PRONOUN_CHARACTERS)
                meant = around.spoken_of(word.start) if pronouns else None  # "Sanktionen gegen ihn", "contra él"
                return meant or Participant(None, foreign=True)
    return None


def _behind_marker(word: Hit[Word], around: Surroundings, high: int) -> Participant:
    page, finder = around.page, around.finder
    reach = min(high, word.end + 90)
    named = [k for k in finder.people if word.end <= k.start and k.end <= reach][:1]
    owned = bool(named) and finder.only_titles(word.end, named[0].start)  # "on his Chinese counterpart, Li"
    for part, length in ((Part.PRONOUN, 8), (Part.STAND_IN, STAND_IN_CHARACTERS)):
        words = () if owned else finder.party_words(part, word.end, min(reach, word.end + length))
        if words and finder.owns_thing(words[0], reach):
            return Participant(None, foreign=True)  # "on his Iranian colleague"
        meant = around.spoken_of(word.start) if words else None
        if meant is not None:
            return meant
    people = [link for link in finder.people if word.end <= link.start and link.end <= reach]
    organisations = [
        hit for hit in page.names_between(word.end, reach) if hit.value.entity_kind == EntityKind.ORGANISATION
    ]
    first = people[0].start if people else reach
    if any(at < first for at in page.unknown_names(word.end, first)):
        return Participant(None, foreign=True)
    if organisations and organisations[0].start < first:
        return around.world.person(organisations[0].value.id)
    if people and page.grammar.gap(page.text.folded, word.end, first) <= 9:
        owner = finder.is_owner(people[0]) and not page.grammar.lexicon.target_before
        return Participant(None, foreign=True) if owner else people[0].participants[0]
    return Participant(None, foreign=True)


def owner_of(at: int, around: Surroundings, low: int) -> Participant | None:
    """Return whose name stands before a measure: "the Li sanctions", "Li's sanctions"."""
    for link in reversed(around.finder.people):
        if low <= link.start and link.end <= at:
            beside = around.page.grammar.lexicon.spaced and at - link.end == 1  # "the Li sanctions"
            if beside and around.finder.marker_before(link) is None:
                return link.participants[0]
            if around.finder.is_owner(link) and around.page.grammar.gap(around.page.text.folded, link.end, at) <= 4:
                return link.participants[0]
            return None
    return None
