"""Lengths of time that two people gave each other: "gave Austin forty minutes", "spent an hour with Li"."""

from __future__ import annotations

from extractors.phrases import Hit
from extractors.reading.mentions.links import Link
from extractors.reading.roles.completion import complete
from extractors.reading.roles.meeting_places import place_of_meeting
from extractors.reading.roles.roles import Roles, participants_of
from extractors.reading.roles.surroundings import Surroundings
from extractors.reading.text.grammar import Part, Word
from extractors.reading.triggers.continuations import OPEN
from extractors.reading.triggers.triggers import Trigger
from seeds.lexicon import CueKind

STRETCH_WORDS = 11
"""How far behind the verb, or its object, the length of time may stand ("for well over three quarters of an hour")."""

ADJACENT_WORDS = 4
"""How far behind a verb that is also an auxiliary ("had well over an hour together")."""

PARTNER_WORDS = 12
"""How far behind the length of time a partner may stand ("an hour on Friday in a side room of the hotel with Li")."""

CROWD_CHARACTERS = 40
"""How far behind the time, or the partner, the words may stand that make it an evening among many."""


OTHER_COMPANY = "other company"
"""The class of words for others with whom the time was spent: "with their aides", "to their neighbours"."""


def time_together(trigger: Trigger, around: Surroundings) -> Roles | None:
    """Return the two people of a verb that takes a length of time (a class, the frame's `needs`).

    They are the subject and the person it is given to ("gave Austin forty minutes", "kept him for an hour"), the
    subject and a partner behind it ("spent an hour with Li"), or both in the subject where a word says that they were
    together ("spent an hour in a side room", "gave each other an hour").
    """
    finder, page = around.finder, around.page
    objects = [] if trigger.frame.adjacent else finder.next_to(trigger)
    edge = objects[-1].end if objects else trigger.end
    stretch = _stretch(trigger, edge, around)
    if stretch is None or (trigger.passive and _is_owning(stretch, around)):
        return None
    if not objects:
        objects = _partner(trigger, stretch, around)
    if trigger.passive and not objects:
        return None
    subjects = finder.subject(trigger) or finder.before_opener(trigger)
    people = participants_of([*subjects, *objects])
    loose = False
    if (objects and not subjects) or (not objects and _takes_pronoun(trigger, around)):
        people, loose = complete(trigger, people, around)
    elif not objects:
        if not people and not page.unknown_names(*trigger.sentence):
            people, loose = complete(trigger, (), around)
        if not _are_together(trigger, stretch, around):
            return None
    if len(people) != 2 or any(p.kind != "person" for p in people):
        return None
    edge = max([edge, stretch.end, *(link.end for link in objects)])
    third = any(p.foreign for p in people) or any(finder.names_associate(link) for link in (*subjects, *objects))
    third = third or bool(objects and page.unknown_names(trigger.end, objects[0].start))
    behind = min(_end(stretch, around), edge + CROWD_CHARACTERS)
    if any(finder.class_words(name, trigger.start, behind) for name in (trigger.frame.excludes, OTHER_COMPANY) if name):
        return None
    return Roles(actors=people, recipients=people, third=third, loose=loose, place=place_of_meeting(trigger, around))


def _stretch(trigger: Trigger, edge: int, around: Surroundings) -> Hit[Word] | None:
    """Return the length of time that follows a verb or its object, no other verb or event between."""
    page, needs = around.page, trigger.frame.needs
    assert needs is not None
    for word in page.words_between(edge, trigger.sentence[1]).of(Part.CLASS, needs):
        limit = ADJACENT_WORDS if trigger.frame.adjacent else STRETCH_WORDS
        if page.grammar.gap(page.text.folded, edge, word.start) > limit:
            return None
        between = page.words_between(edge, word.start)
        return None if any(_tells_else(w) and w.end <= word.start for w in between) else word
    return None


def _tells_else(word: Hit[Word]) -> bool:
    """Tell whether a word between makes the time that of something else: "spent the week asking for an hour"."""
    return word.value.part in (Part.VERB, Part.NOUN) or word.value.name in OPEN


def _partner(trigger: Trigger, stretch: Hit[Word], around: Surroundings) -> list[Link]:
    """Return with whom the time was spent, or whom it was given to: "an hour on Friday with A", "an hour for A"."""
    finder, page = around.finder, around.page
    for link in finder.people:
        if link.start < stretch.start or link.end > _end(stretch, around):
            continue
        distance = page.grammar.gap(page.text.folded, stretch.end, link.start)
        between = page.words_between(stretch.end, link.start)
        if distance > PARTNER_WORDS or page.unknown_names(stretch.end, link.start) or any(map(_tells_else, between)):
            return []
        met = "partner" in finder.markers_of(link) or _is_given(stretch, link, around)
        met = met or (trigger.passive and "agent" in finder.markers_of(link))  # "was given an hour by Dong"
        return finder.group_from(link, _end(stretch, around)) if met else []
    return []


def _is_owning(stretch: Hit[Word], around: Surroundings) -> bool:
    """Tell "was given an hour's notice" from "was given an hour"."""
    possessive = around.page.grammar.lexicon.party.possessive or ("\0",)
    return around.page.text.folded.startswith(possessive, stretch.end)


def _is_given(stretch: Hit[Word], link: Link, around: Surroundings) -> bool:
    """Tell "gave an hour on Friday to A" from "spent an hour waiting for A": times alone stand before the marker."""
    page, finder = around.page, around.finder
    between = page.words_between(stretch.end, link.start)
    marks = [w for w in between.of(Part.CLASS, "given") if finder.only_titles(w.end, link.start)]
    if not marks:
        return False
    rest = page.text.folded[stretch.end : marks[0].start]
    for word in between:
        if word.value.part in (Part.TIME, Part.MARKER) and word.end <= marks[0].start:
            rest = rest.replace(page.text.folded[word.start : word.end], " ", 1)
    return not rest.strip()


def _takes_pronoun(trigger: Trigger, around: Surroundings) -> bool:
    """Tell "gave him half an hour"."""
    words = around.finder.party_words(Part.PRONOUN, trigger.end, trigger.clause.end)
    return any(word.start == trigger.end + 1 for word in words)


def _end(stretch: Hit[Word], around: Surroundings) -> int:
    """Return where the clause ends in which the length of time stands: "emerged | after an hour with Li"."""
    ends = (clause.end for clause in around.clauses if clause.start <= stretch.start < clause.end)
    return next(ends, stretch.end)


def _are_together(trigger: Trigger, stretch: Hit[Word], around: Surroundings) -> bool:
    """Tell whether the clause says that those who spent a time spent it with each other."""
    inside = around.page.words_between(trigger.start, max(trigger.clause.end, _end(stretch, around)))
    return bool(inside.named(CueKind.IN_PERSON) or inside.of(Part.CLASS, "together"))
