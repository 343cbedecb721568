"""How long ago something was where "since" or "after" tells it: "it is five days since the two met" in, the five days
out."""

from __future__ import annotations

from operator import attrgetter

from extractors.phrases import Hit
from extractors.reading.text.clock import Clock, TimeSpan
from extractors.reading.text.grammar import Part, Word
from extractors.reading.text.page import Page
from extractors.reading.triggers.triggers import Trigger
from seeds.lexicon import CueKind, Scheme

PASSED_WORDS = 4
"""How far before "since" a stretch of time may stand ("five days have gone by since")."""

LEAD_WORDS = 1
"""How many words may stand before a stretch of time that leads its sentence ("Nearly three weeks after …")."""

ELAPSED_WORDS = 6
"""How far behind its verb the time may stand that has passed since ("免去国防部长职务已满一年")."""

NEARLY_CHARACTERS = 3
"""How much may stand between a verb and the stretch behind it, in a script without spaces: 近, 已经, 后不到."""


def passed_since(page: Page, trigger: Trigger, spans: list[TimeSpan], cues: list[Hit[Word]]) -> TimeSpan | None:
    """Return the stretch of time that has passed since a trigger's event, None where none is told so."""
    if not page.grammar.lexicon.spaced:
        return None
    opener = trigger.clause.opener
    since = [c.start for c in cues if c.value.name == CueKind.SINCE and c.end <= trigger.start]
    if opener is not None and opener.value.part is Part.CUE:
        since.append(opener.start)
    if not since:
        return None
    at, folded = since[-1], page.text.folded
    if any(at < w.start < trigger.start for w in page.words_between(*trigger.sentence).of(Part.VERB)):
        return None  # of the verbs behind "since" the first is meant
    beside = [s for s in spans if s.days and s.end <= at and page.grammar.gap(folded, s.end, at) <= PASSED_WORDS]
    beside = [s for s in beside if "," not in folded[s.end : at]]
    return max(beside, key=attrgetter("days"), default=None)  # "two years to the day since"


def long_since_led(page: Page, trigger: Trigger, spans: list[TimeSpan], clock: Clock) -> TimeSpan | None:
    """Return the stretch of "Two weeks after the dinner at which A greeted B, …": all up to the comma is that old.

    Only one longer than the window: a shorter one leaves the days that are told behind it as they are.
    """
    if not page.grammar.lexicon.fixed_order:
        return None
    folded, start = page.text.folded, trigger.sentence[0]
    leading = [
        s for s in spans if s.days > clock.window_days and page.grammar.gap(folded, start, s.start) <= LEAD_WORDS
    ]
    for span in leading[:1]:
        after = page.words_between(span.end, trigger.start).of(Part.AFTER)
        if after and after[0].start - span.end <= 1 and "," not in folded[span.end : trigger.end]:
            return span
    return None


def elapsed_since(page: Page, trigger: Trigger, spans: list[TimeSpan], clock: Clock) -> TimeSpan | None:
    """Return how long ago something was, where no word for "ago" is needed: "被免职两周后", "距被免职已满两周"."""
    if page.grammar.lexicon.spaced:
        return None
    if trigger.frame.scheme not in (Scheme.MEASURE, Scheme.POST):
        return _stretch_behind(page, trigger, spans, clock)
    for span in spans:
        if not span.days or not trigger.end <= span.start or span.end > trigger.clause.end:
            continue
        other = bool(page.words_between(trigger.end, span.start).of(Part.VERB))
        near = page.grammar.gap(page.text.folded, trigger.end, span.start) <= ELAPSED_WORDS
        return span if near and not other else None
    return None


def _stretch_behind(page: Page, trigger: Trigger, spans: list[TimeSpan], clock: Clock) -> TimeSpan | None:
    """Return the stretch of "会面三周之后，国防部表示", "会面后三天": behind a contact with no other time.

    One longer than the news window needs no word for "after": "会面一年" is no meeting that lasts a year.
    """
    clause, later, folded = trigger.clause, page.grammar.lexicon.times.later or ("\0",), page.text.folded
    if any(s.first is not None and clause.start <= s.start and s.end <= clause.end for s in spans):
        return None
    behind = [s for s in spans if s.days and 0 <= s.start - trigger.end <= NEARLY_CHARACTERS]
    behind = [s for s in behind if not page.words_between(trigger.end, s.start).of(Part.CLASS)]  # "在停摆两年后重开"
    for span in behind:
        between = folded[trigger.end : span.start]
        long = span.days > clock.window_days and not folded[span.end : span.end + 1].isalnum()
        joined = between.isalnum() or not between
        if joined and (long or folded.startswith(later, span.end) or between in later):
            return span
    return None
