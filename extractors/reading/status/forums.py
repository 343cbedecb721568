"""Meetings of a standing forum told by their day: "at the Pentagon on Monday for the first policy talks"."""

from __future__ import annotations

from collections.abc import Set

from extractors.reading.text.grammar import OPEN_KINDS
from extractors.reading.text.page import Page
from extractors.reading.triggers.aspects import Aspect
from extractors.reading.triggers.triggers import Trigger
from seeds.lexicon import CueKind

_TAKING_BACK = OPEN_KINDS | {CueKind.NEGATION, CueKind.REFUSAL, CueKind.DENIAL, CueKind.CONDITIONAL, CueKind.QUESTION}


def is_dated_forum(page: Page, trigger: Trigger, kinds: Set[CueKind], dated: bool) -> bool:
    """Tell "were at the Pentagon on Monday for the first policy talks since 2020", which are talks of that day.

    `kinds` are the cues that speak of the noun; `dated` whether a recent time is bound to it. Only nouns that name a
    forum by themselves are taken so: with a capital, in a frame that needs nothing beside them.
    """
    names_forum = trigger.is_noun and trigger.frame.needs_first and trigger.frame.needs is None
    names_forum = names_forum and page.grammar.lexicon.spaced and page.text.cased[trigger.start].isupper()
    return names_forum and dated and trigger.aspect is Aspect.BARE_NOUN and not kinds & _TAKING_BACK
