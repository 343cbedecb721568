"""Encounters that are only shown: "makes public images of risky intercepts", "公布拦截视频"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.phrases import Hit
from extractors.reading.text.clock import TimeSpan
from extractors.reading.text.grammar import Part, Word
from extractors.reading.text.page import Page
from extractors.reading.triggers.triggers import Trigger
from seeds.lexicon import Form, Scheme

SHOWN_WORDS = 4
"""How far before the encounter what shows it may stand ("video of a dangerous Chinese intercept")."""

SEEN_WORDS = 8
"""How far before the gerund of an encounter ("videos unveiled on Tuesday show Chinese pilots harassing")."""

BESIDE_WORDS = 1
"""How far behind it ("intercept videos", "拦截的视频")."""


COUNT_CHARACTERS = 24
"""How far behind the encounter its count may stand."""

NUMBER_CHARACTERS = 6
"""The longest number in figures."""

_NUMBER = re.compile(r"\d+$")

_COUNT = re.compile(r"(?<![\w-])(\d[\d,]*)((?: [^\W\d_][\w-]*){0,3}) $")
"""A number before the noun that it counts ("180 such", "300 risky and unsafe")."""

MANY = 10
"""From so many on, encounters are counted over a long time."""


def is_shown(page: Page, trigger: Trigger, times: Sequence[TimeSpan]) -> bool:
    """Tell an encounter's noun that hangs on what shows it: the day before it is that of the showing, not its own."""
    if trigger.frame.scheme is Scheme.CLASH and (is_counted(page, trigger) or _is_numbered(page, trigger)):
        return True
    told = trigger.is_noun or not page.grammar.lexicon.spaced or (times and _is_seen(page, trigger))
    if trigger.frame.scheme is not Scheme.CLASH or not told or any(s.start >= trigger.end for s in times):
        return False
    folded, gap = page.text.folded, page.grammar.gap
    seen = page.grammar.lexicon.spaced and not trigger.is_noun
    low, reach = (trigger.sentence[0], SEEN_WORDS) if seen else (trigger.clause.start, SHOWN_WORDS)
    shown = page.words_between(low, trigger.clause.end).named("exhibits")
    return any(
        0 <= gap(folded, word.end, trigger.start) <= reach
        if page.grammar.lexicon.spaced and word.end <= trigger.start
        else word.start >= trigger.end and gap(folded, trigger.end, word.start) <= BESIDE_WORDS
        for word in shown
    )


def _is_seen(page: Page, trigger: Trigger) -> bool:
    """Tell "images of fighters closing in on a plane": a gerund only describes what is shown."""
    return any(word.value.form is Form.GERUND for word in page.words_between(trigger.start, trigger.end).of(Part.VERB))


def _is_numbered(page: Page, trigger: Trigger) -> bool:
    """Tell "more than 180 such intercepts": the number stands before the noun, no article or day between."""
    count = _COUNT.search(page.text.folded, trigger.clause.start, trigger.start)
    if count is None or not page.grammar.lexicon.fixed_order or int(count[1].replace(",", "")) < MANY:
        return False
    times = page.words_between(trigger.clause.start, trigger.start).of(Part.TIME)
    between = set(count[2].split())
    dated = any(word.start <= count.end(1) and word.end >= count.start(1) - 1 for word in times)
    return not dated and between.isdisjoint(page.grammar.lexicon.markers.articles)


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
