"""When things happened: time words of a sentence in, dated intervals out, compared with the article's day."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from extractors.phrases import Hit
from extractors.reading.clock import TimeSpan, month_interval, shift_month
from extractors.reading.grammar import Part, Word
from extractors.reading.numeric_dates import date_or_none, numeric_dates
from extractors.reading.page import Page
from extractors.records.reading import DatePrecision

_DIGITS = re.compile(r"(?<![A-Za-z\d.,$€£/-])\d{1,4}(?:st|nd|rd|th)?(?![\d%]|[.,]\d)")
FIRST_YEAR, LAST_YEAR = 1945, 2060
"""Bare four-digit numbers outside this range are no years."""

FUTURE_DAYS = 60
"""A date without a year further ahead than this lies in the year before."""


class TimeReader:
    """Reads the time expressions of one page."""

    def __init__(self, page: Page, today: date | None) -> None:
        self.page = page
        self.today = today

    def read(self, start: int, end: int) -> list[TimeSpan]:
        """Return the times of a span of the page, by position."""
        words = [w for w in self.page.words_between(start, end) if w.value.part is Part.TIME and self._is_cased(w)]
        units = sorted([*words, *self._digits(start, end)], key=lambda hit: (hit.start, -hit.end))
        spans: list[TimeSpan] = []
        at = 0
        while at < len(units):
            taken, span = self._combine(units, at)
            if span is not None:
                spans.append(span)
            at += max(1, taken)
        spans += numeric_dates(self.page.text.folded, start, end)
        spans.sort(key=lambda span: span.start)
        return self._anchored(spans)

    def _anchored(self, spans: list[TimeSpan]) -> list[TimeSpan]:
        """Count "the day before" from the date that stands before it in the sentence."""
        beside, found = self.page.grammar.lexicon.times.beside, list[TimeSpan]()
        for span in spans:
            dated = [one for one in found if one.first is not None and one.first == one.last]
            if dated and self.page.text.folded[span.start : span.end] in beside:
                assert dated[-1].first is not None
                day = dated[-1].first - timedelta(days=1)
                span = replace(span, first=day, last=day, vague="")
            found.append(span)
        return found

    def full_dates(self) -> list[date]:
        """Return all dates of the page that are complete in themselves: day, month and year."""
        found = (date_or_none(year, month, day) for month, day, year in self._all_dates() if year and month and day)
        return [day for day in found if day is not None]

    def partial_dates(self) -> list[tuple[int, int]]:
        """Return month and day of all dates of the page that lack a year."""
        return [(month, day) for month, day, year in self._all_dates() if month and day and not year]

    def _all_dates(self) -> list[tuple[int, int, int]]:
        start, end = 0, len(self.page.text.folded)
        words = [w for w in self.page.words_between(start, end) if w.value.part is Part.TIME and self._is_cased(w)]
        units = sorted([*words, *self._digits(start, end)], key=lambda hit: (hit.start, -hit.end))
        found: list[tuple[int, int, int]] = []
        at = 0
        while at < len(units):
            calendar_date = self._calendar(units, at)
            if calendar_date is not None:
                found.append(calendar_date[1:])
            at += calendar_date[0] if calendar_date is not None else 1
        return found

    def _is_cased(self, hit: Hit[Word]) -> bool:
        times = self.page.grammar.lexicon.times
        if self.page.text.folded[hit.start : hit.end] not in times.capitalised:
            return True
        if not self.page.text.cased[hit.start].isupper():
            return False
        # at a sentence's start or in a headline "May" may be the verb: a number or "in" must stand beside it
        after = self.page.text.folded[hit.end : hit.end + 4].strip(" .,")
        before = self.page.text.folded[max(0, hit.start - 12) : hit.start].split()
        return after[:1].isdigit() or (bool(before) and (before[-1] in times.before_month or before[-1].isdigit()))

    def _digits(self, start: int, end: int) -> list[Hit[Word]]:
        found = []
        for match in _DIGITS.finditer(self.page.text.folded, start, end):
            digits = match.group().rstrip("stndrh")
            value = int(digits)
            name = "year" if len(digits) == 4 and FIRST_YEAR <= value <= LAST_YEAR else "number"
            found.append(Hit(match.start(), match.end(), Word(Part.TIME, name, number=(value, value))))
        return found

    def _close(self, left: Hit[Word], right: Hit[Word]) -> bool:
        between = self.page.text.folded[left.end : right.start]
        return len(between) <= 5 and between.strip(" .,-（(") in self.page.grammar.lexicon.times.joiners

    def _combine(self, units: list[Hit[Word]], at: int) -> tuple[int, TimeSpan | None]:
        word = units[at]
        kind, (low, high) = word.value.name, word.value.number
        found = self._calendar(units, at)
        if found is not None:
            taken, month, day, year = found
            following = units[at + taken] if at + taken < len(units) else None
            if following is not None and following.value.name == "year_spans" and not year and self.today is not None:
                low, high = following.value.number
                if low == high and self._close(units[at + taken - 1], following):
                    span = self._dated(word.start, following.end, self.today.year + low, month, day)
                    return taken + 1, span
            return taken, self._dated(word.start, units[at + taken - 1].end, year, month, day)
        after = units[at + 1] if at + 1 < len(units) and self._close(word, units[at + 1]) else None
        if kind in ("last", "next") and after is not None and after.value.name in ("months", "weekdays"):
            return 2, self._relative(word, after)
        if kind in ("number", "numbers") and after is not None and after.value.name == "units":
            following = units[at + 2] if at + 2 < len(units) and self._close(after, units[at + 2]) else None
            if following is not None and following.value.name == "ago":
                return 3, self._ago(word.start, following.end, low * after.value.number[0], after.value.number[0])
            return 2, self._distance(word.start, after.end, low * after.value.number[0])
        if kind == "ago_before" and after is not None and after.value.name in ("number", "numbers"):
            unit = units[at + 2] if at + 2 < len(units) and self._close(after, units[at + 2]) else None
            if unit is not None and unit.value.name == "units":
                length = unit.value.number[0]
                return 3, self._ago(word.start, unit.end, after.value.number[0] * length, length)
        if kind == "units":
            return 1, self._distance(word.start, word.end, low * 2)
        if kind == "weekdays":
            return 1, self._weekday(word.start, word.end, low)
        if kind in ("days", "spans"):
            return 1, self._days(word.start, word.end, low, high)
        if kind == "year_spans" and low == high and self.today is not None:
            rest = self._calendar(units, at + 1) if after is not None else None
            if rest is not None and not rest[3] and rest[1]:
                end = units[at + rest[0]].end
                return 1 + rest[0], self._dated(word.start, end, self.today.year + low, rest[1], rest[2])
        if kind == "month_spans":
            return 1, self._months(word.start, word.end, low, high)
        if kind == "year_spans":
            return 1, self._years(word.start, word.end, low, high)
        if kind == "old":
            return 1, TimeSpan(word.start, word.end, None, None, DatePrecision.UNKNOWN, kind)
        return 1, None

    def _calendar(self, units: list[Hit[Word]], at: int) -> tuple[int, int, int, int] | None:
        """Return how many units make a calendar date from here, with month, day and year (0 where not given)."""
        month = day = year = 0
        taken = 0
        index = at
        while index < len(units) and taken < 7:
            word = units[index]
            if taken and not self._close(units[index - 1], word):
                break
            name, value = word.value.name, word.value.number[0]
            suffix = self._suffix(units, index)
            if (name == "year" and not year) or (
                name == "number" and suffix == "year_suffix" and not year and value > 31
            ):
                year = value
            elif (name == "months" and not month) or (
                name in ("number", "numbers") and suffix == "month_suffix" and not month and 1 <= value <= 12
            ):
                month = value
            elif (name in ("number", "numbers") and suffix == "day_suffix" and not day and 1 <= value <= 31) or (
                name == "number" and not day and 1 <= value <= 31 and (month or self._month_follows(units, index))
            ):
                day = value
            else:
                break
            used = 2 if suffix and name != "months" else 1
            index += used
            taken += used
        if not (month or year or day):
            return None
        if not month and not year and not any(u.value.name == "day_suffix" for u in units[at : at + taken]):
            return None
        return taken, month, day, year

    def _suffix(self, units: list[Hit[Word]], index: int) -> str:
        if index + 1 < len(units) and units[index + 1].start == units[index].end:
            name = units[index + 1].value.name
            if name in ("year_suffix", "month_suffix", "day_suffix"):
                return name
        return ""

    def _month_follows(self, units: list[Hit[Word]], index: int) -> bool:
        return (
            index + 1 < len(units)
            and units[index + 1].value.name == "months"
            and self._close(units[index], units[index + 1])
        )

    # -- intervals

    def _dated(self, start: int, end: int, year: int, month: int, day: int) -> TimeSpan | None:
        today = self.today
        if year and not month:
            return TimeSpan(start, end, date(year, 1, 1), date(year, 12, 31), DatePrecision.YEAR)
        if today is None and not year:
            # an undated text: a day without a year is of its own days, a month alone lies back
            vague = "recent" if day else "old"
            return TimeSpan(start, end, None, None, DatePrecision.UNKNOWN, vague)
        if not month:
            return self._day_of_month(start, end, day)
        if not year:
            year = self._year_of(month, day)
        if day:
            exact = date_or_none(year, month, day)
            return TimeSpan(start, end, exact, exact, DatePrecision.DAY) if exact else None
        first, last = month_interval(year, month)
        return TimeSpan(start, end, first, last, DatePrecision.MONTH)

    def _year_of(self, month: int, day: int) -> int:
        assert self.today is not None
        candidate = date_or_none(self.today.year, month, day or 1) or date(self.today.year, month, 1)
        if (candidate - self.today).days > FUTURE_DAYS:
            return self.today.year - 1
        if (self.today - candidate).days > 366 - 60 and month <= 2:
            return self.today.year + 1
        return self.today.year

    def _day_of_month(self, start: int, end: int, day: int) -> TimeSpan | None:
        assert self.today is not None
        options = [date_or_none(*shift_month(self.today, shift), day) for shift in (-1, 0, 1)]
        known = [option for option in options if option is not None]
        best = min(known, key=lambda option: abs((option - self.today).days))  # type: ignore[operator]  # asserted above
        return TimeSpan(start, end, best, best, DatePrecision.DAY)

    def _weekday(self, start: int, end: int, weekday: int) -> TimeSpan:
        if self.today is None:
            return TimeSpan(start, end, None, None, DatePrecision.UNKNOWN, "recent")
        day = self.today - timedelta(days=(self.today.weekday() - weekday) % 7)
        return TimeSpan(start, end, day, day, DatePrecision.DAY)

    def _relative(self, word: Hit[Word], after: Hit[Word]) -> TimeSpan | None:
        value = after.value.number[0]
        if after.value.name == "weekdays":
            span = self._weekday(word.start, after.end, value)
            if word.value.name == "next" and span.first is not None:
                ahead = span.first + timedelta(days=7)
                return TimeSpan(word.start, after.end, ahead, ahead, DatePrecision.DAY)
            return span
        if self.today is None:
            return TimeSpan(word.start, after.end, None, None, DatePrecision.UNKNOWN, "old")
        year = self.today.year
        if word.value.name == "last":
            year -= value >= self.today.month
        else:
            year += value <= self.today.month
        first, last = month_interval(year, value)
        return TimeSpan(word.start, after.end, first, last, DatePrecision.MONTH)

    def _ago(self, start: int, end: int, days: int, unit: int) -> TimeSpan:
        if self.today is None or days > 36500:
            vague = "recent" if days <= 10 else "old"
            return TimeSpan(start, end, None, None, DatePrecision.UNKNOWN, vague)
        day = self.today - timedelta(days=days)
        spread = timedelta(days=unit // 2) if unit > 7 else timedelta(0)
        precision = DatePrecision.DAY if unit == 1 else DatePrecision.MONTH
        return TimeSpan(start, end, day - spread, min(day + spread, self.today), precision)

    @staticmethod
    def _distance(start: int, end: int, days: int) -> TimeSpan:
        """A stretch of time: no date by itself, but "two months after …" says how far the clause behind lies back."""
        return TimeSpan(start, end, None, None, DatePrecision.UNKNOWN, "distance", days)

    def _days(self, start: int, end: int, low: int, high: int) -> TimeSpan:
        if self.today is None:
            vague = "recent" if low >= -10 else "old"
            return TimeSpan(start, end, None, None, DatePrecision.UNKNOWN, vague)
        first, last = self.today + timedelta(days=low), self.today + timedelta(days=high)
        return TimeSpan(start, end, first, last, DatePrecision.DAY if low == high else DatePrecision.UNKNOWN)

    def _months(self, start: int, end: int, low: int, high: int) -> TimeSpan:
        if self.today is None:
            return TimeSpan(start, end, None, None, DatePrecision.UNKNOWN, "old")
        first, _ = month_interval(*shift_month(self.today, low))
        _, last = month_interval(*shift_month(self.today, high))
        return TimeSpan(start, end, first, last, DatePrecision.MONTH)

    def _years(self, start: int, end: int, low: int, high: int) -> TimeSpan:
        if self.today is None:
            return TimeSpan(start, end, None, None, DatePrecision.UNKNOWN, "old")
        first, last = date(self.today.year + low, 1, 1), date(self.today.year + high, 12, 31)
        return TimeSpan(start, end, first, last, DatePrecision.YEAR)
