"""Encounters that are only shown: "makes public images of risky intercepts", "公布拦截视频"."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.reading.text.clock import TimeSpan
from extractors.reading.text.page import Page
from extractors.reading.triggers.triggers import Trigger
from seeds.lexicon import Scheme

SHOWN_WORDS = 4
"""How far before the encounter what shows it may stand ("video of a dangerous Chinese intercept")."""

BESIDE_WORDS = 1
"""How far behind it ("intercept videos", "拦截的视频")."""


def is_shown(page: Page, trigger: Trigger, times: Sequence[TimeSpan]) -> bool:
    """Tell an encounter's noun that hangs on what shows it: the day before it is that of the showing, not its own."""
    told = trigger.is_noun or not page.grammar.lexicon.spaced
    if trigger.frame.scheme is not Scheme.CLASH or not told or any(s.start >= trigger.end for s in times):
        return False
    folded, gap = page.text.folded, page.grammar.gap
    shown = page.words_between(trigger.clause.start, trigger.clause.end).named("exhibits")
    return any(
        0 <= gap(folded, word.end, trigger.start) <= SHOWN_WORDS
        if page.grammar.lexicon.spaced and word.end <= trigger.start
        else word.start >= trigger.end and gap(folded, trigger.end, word.start) <= BESIDE_WORDS
        for word in shown
    )
