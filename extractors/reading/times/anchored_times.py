"""Times that count from another that was told before ("the day before", "a year later", "in May of that year"): a
sentence's spans in, the same placed out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from extractors.reading.text.clock import TimeSpan, month_interval, shift_month
from extractors.reading.text.grammar import BREAKING
from extractors.reading.text.page import Page
from extractors.records.reading import DatePrecision
from seeds.lexicon import CueKind

SINCE_CHARACTERS = 24
"""How far before a time "since" may stand: no event is told of that day."""

UNPLACED_DAYS = 7
"""Up to so many days from a day without a year the other is news where the one is."""

WINDOW_DAYS = 10
"""Further back than this nothing is recent, where only "recent" and "old" can be told."""

AROUND_CHARACTERS = 24
"""The longest word that turns a month beside it ("the following May", "the October before")."""

SAME = (0, 0)
"""How many days "that day" lies from the time that it means."""

COARSER = 12
"""By how much the time from which another counts may be longer than the distance ("in 2023 … two months later")."""

DAYS_OF_MONTH = 31
MONTHS_OF_YEAR = 12


def place_anchored(
    page: Page, spans: Sequence[TimeSpan], before: Sequence[TimeSpan], today: date | None
) -> list[TimeSpan]:
    """Return a sentence's spans with those placed that count from the last one before them, in it or in `before`."""
    found: list[TimeSpan] = []
    told = [span for span in before if _is_told(page, span, today)]
    for span in spans:
        anchor = next((s for s in reversed(told) if _may_anchor(page, s, span)), None)
        placed = _of_told_year(page, _turned(page, span, anchor, today), anchor)
        if placed.offset is not None:
            moved = placed if anchor is None else _moved(placed, anchor)
            if moved.vague == "unbound":
                continue
            placed = replace(moved, offset=None)
        found.append(placed)
        if _is_told(page, placed, today):
            told.append(placed)
    return found


def _may_anchor(page: Page, span: TimeSpan, counted: TimeSpan) -> bool:
    """Tell a time from which another may count from one of a clause that hangs on another in a sentence before;
    nothing counts by days from a month, nor by weeks from a year."""
    far = max(map(abs, counted.offset)) if counted.offset is not None else DAYS_OF_MONTH
    if span.first is not None and span.last is not None and (span.last - span.first).days > far * COARSER and far:
        return False
    start, end = page.sentence_at(span.start)
    taken_up = counted.offset == SAME and not page.text.folded[span.end : end].strip(" .'")  # "… on Tuesday. That day"
    same = start == page.sentence_at(counted.start)[0]
    return same or taken_up or not page.words_between(start, span.start).of_any(BREAKING)


def _is_told(page: Page, span: TimeSpan, today: date | None) -> bool:
    """Tell a time of what was told from a stretch of time, one to come and one behind "since"."""
    if span.days or (today is not None and (span.first is None or span.first > today)):
        return False
    around = page.words_between(max(0, span.start - SINCE_CHARACTERS), span.end + SINCE_CHARACTERS)
    for word in around.named(CueKind.SINCE):
        assert word.value.cue is not None
        forward = word.value.cue.direction != "backward"
        if forward if word.end <= span.start else word.start >= span.end and not forward:
            return False
    return True


def _moved(span: TimeSpan, anchor: TimeSpan) -> TimeSpan:
    """Return the time so many days from the anchor; where that has no place, old or recent as far as can be told."""
    assert span.offset is not None
    low, high = span.offset
    if anchor.first is not None and anchor.last is not None:
        first, last = anchor.first + timedelta(days=low), anchor.last + timedelta(days=high)
        precision = DatePrecision.DAY if first == last else DatePrecision.UNKNOWN
        return replace(span, first=first, last=last, precision=precision, vague="", days=0)
    near = high >= -WINDOW_DAYS and low <= WINDOW_DAYS
    if anchor.unplaced is not None and max(abs(low), abs(high)) <= UNPLACED_DAYS:
        return replace(span, vague=anchor.vague, days=0, unplaced=anchor.unplaced)
    recent = near and anchor.vague == "recent" and anchor.unplaced is None
    return replace(span, first=None, last=None, days=0, vague="recent" if recent else "old")


def _turned(page: Page, span: TimeSpan, anchor: TimeSpan | None, today: date | None) -> TimeSpan:
    """Return the month of "the October before", "the following May", seen from the anchor or from the article."""
    if span.precision is not DatePrecision.MONTH or span.first is None or span.last is None:
        return span
    if span.first.day != 1 or (span.last - span.first).days >= DAYS_OF_MONTH:
        return span
    times, folded = page.grammar.lexicon.times, page.text.folded
    back = _stands_by(folded, span, times.preceding)
    if not back and not _stands_by(folded, span, times.following):
        return span
    told = anchor.first if anchor is not None else None
    seen = told or (today if back else None)
    if seen is None:
        return span
    steps = (span.first.month - seen.month) % MONTHS_OF_YEAR
    shift = (steps - MONTHS_OF_YEAR) if back else (steps or MONTHS_OF_YEAR)
    first, last = month_interval(*shift_month(seen, shift))
    return replace(span, first=first, last=last)


def _stands_by(folded: str, span: TimeSpan, phrases: Sequence[str]) -> bool:
    """Tell whether one of some phrases stands at a time: "previous …" before it, "… before" behind it at a clause's
    end."""
    before = folded[max(0, span.start - AROUND_CHARACTERS) : span.start].rstrip()
    behind = folded[span.end : span.end + AROUND_CHARACTERS].lstrip()
    for phrase in phrases:
        opening, _, closing = phrase.partition("…")
        if not closing and before.endswith(opening.strip()):
            return True
        if closing and behind.startswith(closing.strip()) and is_clause_end(behind, len(closing.strip())):
            return True
    return False


def is_clause_end(folded: str, at: int) -> bool:
    """Tell whether nothing or a mark stands at a position."""
    return at >= len(folded) or not (folded[at].isalnum() or folded[at] in " '-")


def _of_told_year(page: Page, span: TimeSpan, anchor: TimeSpan | None) -> TimeSpan:
    """Return the day or month of "in November of that year"."""
    times = page.grammar.lexicon.times
    rest = page.text.folded[span.end : span.end + AROUND_CHARACTERS].lstrip(" ,")
    joined = [j for j in times.joiners if rest.startswith(j) and rest[len(j) :].lstrip().startswith(times.that_year)]
    if not page.grammar.lexicon.spaced and page.text.folded[: span.start].endswith(times.that_year or ("\0",)):
        joined = [""]  # "同年5月"
    if not joined or not times.that_year or span.days or span.vague == "old":
        return span
    if anchor is None or anchor.first is None or span.first is None or span.last is None:
        return replace(span, first=None, last=None, vague="old", unplaced=None)
    back = span.first.year - anchor.first.year
    first, last = (_of_year(day, day.year - back) for day in (span.first, span.last))
    return replace(span, first=first, last=last)


def _of_year(day: date, year: int) -> date:
    return day.replace(year=year, day=min(day.day, month_interval(year, day.month)[1].day))
