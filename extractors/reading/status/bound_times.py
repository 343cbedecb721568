"""Which of several times a trigger takes: the nearest, or the old one of a clause of the same time."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.phrases import Hit
from extractors.reading.text.clock import Clock, TimeSpan
from extractors.reading.text.grammar import BREAKING, Word
from extractors.reading.text.page import Page
from extractors.reading.triggers.triggers import Trigger

WHEN_CHARACTERS = 2
"""Between a clause or a time and the "when" behind it stand a comma and a space at most."""


def nearest(trigger: Trigger, spans: Sequence[TimeSpan]) -> TimeSpan | None:
    """Return the dated time that stands nearest to a trigger, the left one of two."""
    dated = [span for span in spans if span.first is not None]
    return min(dated, key=lambda span: (abs(span.start - trigger.start), span.start)) if dated else None


def of_same_time(page: Page, clock: Clock, trigger: Trigger, spans: Sequence[TimeSpan]) -> list[TimeSpan]:
    """Return the old time of the clause behind: "discussed it when they met in Malaysia three weeks ago"."""
    breaks, end = page.grammar.lexicon.breaks, trigger.clause.end
    behind = page.words_between(max(trigger.end, end - WHEN_CHARACTERS), trigger.sentence[1]).of_any(BREAKING)
    opened = bool(behind) and page.text.folded[behind[0].start : behind[0].end] in breaks.together
    if not opened or behind[0].start > end + WHEN_CHARACTERS:
        return []
    closing = behind[1].start if len(behind) > 1 else trigger.sentence[1]
    comma = page.text.folded.find(",", behind[0].end, closing)
    closing = comma if comma >= 0 else closing
    return [s for s in spans if behind[0].end <= s.start < closing and clock.is_recent(s) is False]


def of_day_before(clock: Clock, opener: Hit[Word], spans: Sequence[TimeSpan]) -> list[TimeSpan]:
    """Return the old day directly before "after": "met on November 1, the day after talks", which are older still."""
    edge = min((span.start for span in spans if span.start < opener.start < span.end), default=opener.start)
    near = [span for span in spans if 0 <= edge - span.end <= WHEN_CHARACTERS and not span.days]
    return [span for span in near if clock.is_recent(span) is False][-1:]
