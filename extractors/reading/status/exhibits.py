"""Encounters that are only shown: "makes public images of risky intercepts", "公布拦截视频"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.phrases import Hit
from extractors.reading.text.clock import TimeSpan
from extractors.reading.text.grammar import Part, Word
from extractors.reading.text.page import Page
from extractors.reading.triggers.triggers import Trigger
from seeds.lexicon import Scheme

SHOWN_WORDS = 4
"""How far before the encounter what shows it may stand ("video of a dangerous Chinese intercept")."""

BESIDE_WORDS = 1
"""How far behind it ("intercept videos", "拦截的视频")."""


COUNT_CHARACTERS = 24
"""How far behind the encounter its count may stand."""

NUMBER_CHARACTERS = 6
"""The longest number in figures."""

_NUMBER = re.compile(r"\d+$")

MANY = 10
"""From so many on, encounters are counted over a long time."""


def is_shown(page: Page, trigger: Trigger, times: Sequence[TimeSpan]) -> bool:
    """Tell an encounter's noun that hangs on what shows it: the day before it is that of the showing, not its own."""
    if trigger.frame.scheme is Scheme.CLASH and is_counted(page, trigger):
        return True
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


def is_counted(page: Page, trigger: Trigger) -> bool:
    """Tell "不安全拦截两年来达180余次", "危険な接近、2年で180件超": how many there were, not that there was one."""
    folded, sentence = page.text.folded, trigger.sentence
    end = min(sentence[1], max(trigger.clause.end, trigger.end + COUNT_CHARACTERS))
    nearer = [w.start for w in page.words_between(trigger.end, end).of(Part.VERB) if _is_of_clash(w)]
    for word in page.words_between(trigger.clause.start, min([end, *nearer])).named("tallies"):
        low = max(trigger.clause.start, word.start - NUMBER_CHARACTERS)
        number = _NUMBER.search(folded, low, word.start)
        if number is not None and int(number.group()) >= MANY:
            return True
    return False


def _is_of_clash(word: Hit[Word]) -> bool:
    return any(frame.scheme is Scheme.CLASH for frame in word.value.frames)
