"""Cues that look like an announcement and are none: what is only wished for, and what was the first to be held."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.phrases import Hit
from extractors.reading.text.grammar import OPEN_KINDS, Part, Word
from extractors.reading.text.page import Page
from extractors.reading.text.words import Words
from extractors.reading.triggers.aspects import Aspect
from extractors.reading.triggers.triggers import Trigger
from seeds.lexicon import Form, Scheme

FIRST_WORDS = 1
"""How many words may stand between "the first to be held" and "since"."""

HELD_WORDS = 8
"""How far before "agree" the wish may stand that it hangs on ("wollen am Mittwoch in Kalifornien vereinbaren")."""

_OPEN = frozenset(kind.value for kind in OPEN_KINDS) - {"accept"}


def wishes_of(page: Page, agreed: Hit[Word], words: Words) -> list[Hit[Word]]:
    """Return the wishes and plans that an agreement hangs on: "hope to agree that they will talk again"."""
    if agreed.value.name != "accept" or agreed.value.form is not Form.BASE:
        return []
    gap, folded = page.grammar.gap, page.text.folded
    start = max((word.end for word in words.of(Part.BREAK) if word.end <= agreed.start), default=0)
    before = (w for w in words.of(Part.CUE) if w.value.name in _OPEN and start <= w.start and w.end <= agreed.start)
    return [word for word in before if gap(folded, word.end, agreed.start) <= HELD_WORDS]


def is_wished(page: Page, future: Hit[Word], cues: Sequence[Hit[Word]]) -> bool:
    """Tell the "will" of "hopes that they will meet", "verlangt, dass sie aufgehoben werden", from an announcement."""
    if future.value.name != "future":
        return False
    folded, complements = page.text.folded, page.grammar.lexicon.breaks.complement
    for want in cues:
        if want.value.name == "want" and want.end <= future.start:
            told, comma, rest = folded[want.end : future.start].rpartition(",")
            if not comma or (not told.strip() and rest.split()[:1] and rest.split()[0] in complements):
                return True
    return False


def is_of_first(page: Page, plan: Hit[Word], words: Words) -> bool:
    """Tell "the first to be held since 2021", which says of talks that they are new, from "to be held in May"."""
    if plan.value.name != "plan":
        return False
    gap = page.grammar.gap
    new = words.named("novelty")
    first = any(0 <= plan.start - w.end <= 1 for w in new)
    return first and any(
        w.start >= plan.end and gap(page.text.folded, plan.end, w.start) <= FIRST_WORDS
        for w in (*words.named("since"), *new)
    )


def is_of_contact(trigger: Trigger, cue: Hit[Word], words: Words) -> bool:
    """Tell "期待与刚上任的防长对话", which looks forward to a contact with somebody, from "期待他上任"."""
    if trigger.aspect is not Aspect.PRESUPPOSED or trigger.frame.scheme is not Scheme.POST or trigger.is_noun:
        return False
    between = [w for w in words if cue.end <= w.start and w.end <= trigger.start]
    if any(w.value.part is Part.MARKER and w.value.name == "partner" for w in between):
        return True
    return any(f.scheme is Scheme.MUTUAL for w in between if w.value.part is Part.VERB for f in w.value.frames)
