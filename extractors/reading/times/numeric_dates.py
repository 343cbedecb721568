"""Dates in figures: a folded text in, the days that it names with a year first out."""

from __future__ import annotations

import re
from datetime import date

from extractors.reading.text.clock import TimeSpan
from extractors.records.reading import DatePrecision

_YEAR_FIRST = re.compile(r"(?<!\d)((?:19|20)\d\d)[-/.](\d{1,2})[-/](\d{1,2})(?!\d|[-/]\d)")


def numeric_dates(folded: str, start: int, end: int) -> list[TimeSpan]:
    """Return the dates of a span whose year stands first; the order of others cannot be told."""
    found = []
    for match in _YEAR_FIRST.finditer(folded, start, end):
        year, month, day = (int(figures) for figures in match.groups())
        exact = date_or_none(year, month, day)
        if exact is not None:
            found.append(TimeSpan(match.start(), match.end(), exact, exact, DatePrecision.DAY))
    return found


def date_or_none(year: int, month: int, day: int) -> date | None:
    """Return a day, or None where the calendar has none such."""
    try:
        return date(year, month, day)
    except ValueError:
        return None
