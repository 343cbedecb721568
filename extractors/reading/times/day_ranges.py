"""Days told as the first and last of several: "on June 18 and 19", "18-19 June"; times of a sentence in and out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors.reading.text.clock import TimeSpan
from extractors.reading.text.grammar import Part
from extractors.reading.text.page import Page
from extractors.reading.times.numeric_dates import date_or_none
from extractors.records.reading import DatePrecision

_SECOND = re.compile(r"(?: ?([-–—/]) ?| (\w{1,6}) )(\d{1,2})(?:st|nd|rd|th)?(?:,? ((?:19|20)\d\d))?(?![\w%:]|[.,-]\d)")
_FIRST_TWO = re.compile(
    r"(?<![\d.,:/-])(\d{1,2})(?:st|nd|rd|th|\.)?(?: ?([-–—/]) ?| (\w{1,6}) )(\d{1,2})[.]?(?: of)? ?$"
)

FIRST_CHARACTERS = 24
"""The longest pair of days before their month."""

BEHIND_CHARACTERS = 16
"""How far behind the second number the word begins that tells it from a number of things."""

_NO_THINGS = frozenset({Part.MARKER, Part.VERB, Part.SUPPORT_BEFORE, Part.BREAK, Part.PERFECT, Part.PASSIVE, Part.CUE})


def stretched(page: Page, spans: Sequence[TimeSpan]) -> list[TimeSpan]:
    """Return the times, those that name several days of one month reaching from the first of them to the last."""
    if not page.grammar.lexicon.spaced:
        return list(spans)
    found: list[TimeSpan] = []
    for span in spans:
        if not found or span.start >= found[-1].end or span.end > found[-1].end:  # not the year of "June 18-19, 2022"
            found.append(_to_last(page, span) or _from_first(page, span) or span)
    return found


def _to_last(page: Page, span: TimeSpan) -> TimeSpan | None:
    """Return the time of "June 18-19", "June 18 and 19, 2023"."""
    if span.precision is not DatePrecision.DAY or span.first is None or span.first != span.last or span.offset:
        return None
    folded = page.text.folded
    match = _SECOND.match(folded, span.end)
    if match is None or not folded[span.end - 1].isdigit() or str(span.first.day) not in folded[span.start : span.end]:
        return None
    _, word, number, year = match.groups()
    if word is not None and not (_joins(page, word) and (year or _names_day(page, match.end()))):
        return None
    first = date_or_none(int(year) if year else span.first.year, span.first.month, span.first.day)
    last = date_or_none(first.year, first.month, int(number)) if first is not None else None
    if first is None or last is None or last <= first:
        return None
    return replace(span, end=match.end(), first=first, last=last)


def _from_first(page: Page, span: TimeSpan) -> TimeSpan | None:
    """Return the time of "18-19 June", whose days stand before the word for the month."""
    if span.precision is not DatePrecision.MONTH or span.first is None or span.first.day != 1:
        return None
    low = max(0, span.start - FIRST_CHARACTERS)
    match = _FIRST_TWO.search(page.text.folded, low, span.start)
    if match is None or not (match.group(2) or _joins(page, match.group(3))):
        return None
    days = [date_or_none(span.first.year, span.first.month, int(match.group(at))) for at in (1, 4)]
    first, last = days
    if first is None or last is None or last <= first:
        return None
    return replace(span, start=match.start(), first=first, last=last, precision=DatePrecision.DAY)


def _joins(page: Page, word: str) -> bool:
    lexicon = page.grammar.lexicon
    return word in (*lexicon.markers.joiners, *lexicon.auxiliaries.to)


def _names_day(page: Page, end: int) -> bool:
    """Tell "on June 18 and 19 in Beijing" from "on June 18 and 19 ships": no noun follows."""
    folded = page.text.folded
    if folded[end : end + 1] in ("", ".", ",", ";", ":", ")"):
        return True
    following = page.words_between(end, end + BEHIND_CHARACTERS).of_any(_NO_THINGS)
    return any(word.start == end + 1 for word in following)
