"""Meetings of a standing forum told by their day: "at the Pentagon on Monday for the first policy talks"."""

from __future__ import annotations

from collections.abc import Set

from extractors.reading.aspects import Aspect
from extractors.reading.grammar import OPEN_KINDS
from extractors.reading.triggers import Trigger
from seeds.lexicon import CueKind

_TAKING_BACK = OPEN_KINDS | {CueKind.NEGATION, CueKind.REFUSAL, CueKind.DENIAL, CueKind.CONDITIONAL, CueKind.QUESTION}


def is_dated_forum(trigger: Trigger, kinds: Set[CueKind], dated: bool) -> bool:
    """Tell "were at the Pentagon on Monday for the first policy talks since 2020", which are talks of that day.

    `kinds` are the cues that speak of the noun; `dated` whether a recent time is bound to it. Only nouns that name a
    forum by themselves (their frame needs nothing beside them) are taken so.
    """
    names_forum = trigger.is_noun and trigger.frame.needs_first and trigger.frame.needs is None
    return names_forum and dated and trigger.aspect is Aspect.BARE_NOUN and not kinds & _TAKING_BACK
