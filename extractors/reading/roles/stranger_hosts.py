"""Talks that somebody held whom no list knows: "Anthony Albanese had talks with Austin; his minister met Li"."""

from __future__ import annotations

from extractors.reading.roles.surroundings import Surroundings
from extractors.reading.text.grammar import Part
from extractors.reading.triggers.triggers import Trigger

_SUBJECTS = frozenset({Part.PAIR, Part.PRONOUN, Part.STAND_IN})


def is_held_by_stranger(trigger: Trigger, around: Surroundings) -> bool:
    """Tell whether a full name that no list knows opens the sentence of a noun, and nobody else precedes its verb."""
    page, (start, _), at = around.page, trigger.sentence, trigger.anchor[0]
    held = trigger.is_noun and at < trigger.start and trigger.clause.start == start
    if not held or start not in page.leading_names(*trigger.sentence):
        return False
    known = any(start <= link.start and link.end <= at for link in around.finder.people)
    return not known and not any(word.value.part in _SUBJECTS for word in page.words_between(start, at))
