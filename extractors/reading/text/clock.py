"""Spans of time, and how they lie to the day of an article."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from extractors.records.reading import DatePrecision


@dataclass(frozen=True, slots=True)
class TimeSpan:
    """A time expression: where it stands, and the interval it means; None where only old or recent is known."""

    start: int
    end: int
    first: date | None
    last: date | None
    precision: DatePrecision
    vague: str = ""  # "old" or "recent" where no interval can be told; "distance" for a stretch of `days`
    days: int = 0
    unplaced: tuple[int, int] | None = None  # month and day, where nothing tells the year
    offset: tuple[int, int] | None = None  # days from the time told before, until that is looked for


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """The article's day, and how old news may be. `today` is None for an undated article that names no full date;
    `own_days` are then those of the months and days it names that may be news in it."""

    today: date | None
    window_days: int
    own_days: frozenset[tuple[int, int]] = frozenset()

    def is_recent(self, span: TimeSpan) -> bool | None:
        """Tell whether a time lies in the news window; None where it may or may not."""
        if span.unplaced is not None:
            return span.unplaced in self.own_days
        if span.vague:
            return span.vague == "recent"
        if span.last is None or span.first is None:
            return None
        if self.today is None:
            return None
        oldest = self.today - timedelta(days=self.window_days)
        if span.last < oldest:
            return False
        if span.first >= oldest or span.precision is DatePrecision.DAY:
            return True
        # a long interval that reaches into the window: news only where most of it that is past lies in the window
        end = min(span.last, self.today)
        inside = (end - oldest).days + 1
        return inside * 2 >= (end - span.first).days + 1

    def is_future(self, span: TimeSpan) -> bool:
        """Tell whether a time lies wholly after the article's day (one day allowed for time zones)."""
        return self.today is not None and span.first is not None and span.first > self.today + timedelta(days=1)


def month_interval(year: int, month: int) -> tuple[date, date]:
    """Return the first and last day of a month."""
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def day_of_week(today: date, span: tuple[int, int], weekday: int) -> date:
    """Return a weekday (Monday is 0) of the calendar week that a range of days from today stands for: "上周三"."""
    low, high = span
    weeks = -1 if high < 0 else 0 if low <= 0 else 1
    return today + timedelta(days=7 * weeks + weekday - today.weekday())


def part_of_month(first: date, days: tuple[int, int]) -> tuple[date, date]:
    """Return the first and last of some days of a month ("月底"), given the month's first day."""
    length = calendar.monthrange(first.year, first.month)[1]
    return first.replace(day=min(days[0], length)), first.replace(day=min(days[1], length))


def part_of_year(year: int, months: tuple[int, int]) -> tuple[date, date]:
    """Return the first and last day of some months of a year ("年底")."""
    return date(year, months[0], 1), month_interval(year, months[1])[1]


def shift_month(day: date, months: int) -> tuple[int, int]:
    """Return year and month so many months away."""
    index = day.year * 12 + day.month - 1 + months
    return index // 12, index % 12 + 1
