"""A present that tells what is so for the first time: "È la prima volta che i due si vedono"."""

from __future__ import annotations

from extractors.reading.text.grammar import OPEN_KINDS, Part
from extractors.reading.text.page import Page
from extractors.reading.triggers.aspects import Aspect
from extractors.reading.triggers.triggers import Trigger
from seeds.lexicon import CueKind, Scheme

LEADING_CHARACTERS = 8
"""What may stand between "first" and the word that opens what is so: "vez que", "Mal, dass"."""

_UNTRUE = OPEN_KINDS | {CueKind.CONDITIONAL, CueKind.COUNTERFACTUAL, CueKind.QUESTION}


def is_first_time(page: Page, trigger: Trigger) -> bool:
    """Tell it from "Sarebbe la prima volta che si vedono", where a language plans in the present."""
    opener = trigger.clause.opener
    told = trigger.aspect is Aspect.FUTURE and trigger.frame.scheme is Scheme.MUTUAL and not trigger.is_noun
    if not told or opener is None or opener.value.part not in (Part.BREAK, Part.RELATIVE):
        return False
    words = page.words_between(trigger.sentence[0], opener.end)
    new = any(0 <= opener.start - w.end <= LEADING_CHARACTERS for w in words.named(CueKind.NOVELTY))
    return new and not any(w.value.name in _UNTRUE for w in words.of(Part.CUE)) and not words.of(Part.CONDITION)
