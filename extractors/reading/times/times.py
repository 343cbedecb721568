"""When things happened: time words of a sentence in, dated intervals out, compared with the article's day."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from extractors.phrases import Hit
from extractors.reading.text.clock import TimeSpan, shift_month
from extractors.reading.text.grammar import Part, Word
from extractors.reading.times.anchored_times import is_clause_end, place_anchored
from extractors.reading.times.day_ranges import stretched
from extractors.reading.times.intervals import Intervals
from extractors.reading.times.numeric_dates import date_or_none, numeric_dates
from extractors.records.reading import DatePrecision

_DIGITS = re.compile(r"(?<![A-Za-z\d.,$€£/-])\d{1,4}(?:st|nd|rd|th)?(?![\d%]|[.,]\d)")
_NO_NOUN = frozenset({Part.MARKER, Part.VERB, Part.SUPPORT_BEFORE, Part.BREAK, Part.PERFECT, Part.PASSIVE})

BEHIND_CHARACTERS = 16
"""Within so many characters behind a length of time stands the word for "before" or "later"."""

LEAP_YEAR = 2024
"""Stands for a year that is not told: it has every day."""

ANCHORING_SENTENCES = 3
"""How many sentences back the time may stand from which "a week earlier" counts."""

FIRST_YEAR, LAST_YEAR = 1945, 2060
"""Bare four-digit numbers outside this range are no years."""


class TimeReader(Intervals):
    """Reads the time expressions of one page."""

    def read(self, start: int, end: int) -> list[TimeSpan]:
        """Return the times of a span of the page, by position; found once for each span and day."""
        kept = self.page.times.get((start, end, self.today))
        if kept is None:
            kept = self.page.times[start, end, self.today] = tuple(self._read(start, end))
        return list(kept)

    def _read(self, start: int, end: int) -> list[TimeSpan]:
        counted = self._counted_from_now(start, end)
        return place_anchored(self.page, counted, self._told_before(start), self.today) if counted else []

    def _told_before(self, start: int) -> list[TimeSpan]:
        """Return the times of the sentences before a position, from which another may count."""
        told = self.page.sentences_before(start, ANCHORING_SENTENCES)
        return [span for sentence in told for span in self._counted_from_now(*sentence) if span.offset is None]

    def _counted_from_now(self, start: int, end: int) -> Sequence[TimeSpan]:
        """Return the times of a span as counted from the article's day; the next two sentences ask for them again."""
        kept = self.page.counted_times.get((start, end, self.today))
        if kept is None:
            kept = self.page.counted_times[start, end, self.today] = tuple(self._count_from_now(start, end))
        return kept

    def _count_from_now(self, start: int, end: int) -> list[TimeSpan]:
        units = self._units(start, end)
        spans: list[TimeSpan] = []
        at = 0
        while at < len(units):
            taken, span = self._combine(units, at)
            if span is not None:
                spans.append(span)
            at += max(1, taken)
        spans += numeric_dates(self.page.text.folded, start, end)
        return stretched(self.page, sorted(spans, key=lambda span: span.start))

    def full_dates(self, start: int = 0, end: int | None = None) -> list[date]:
        """Return all dates of the page, or of a span of it, that are complete in themselves: day, month and year."""
        dates = self._all_dates(start, end)
        found = (date_or_none(year, month, day) for month, day, year in dates if year and month and day)
        return [day for day in found if day is not None]

    def partial_dates(self, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
        """Return month and day of all real dates of the page, or of a span of it, that lack a year."""
        found = [(month, day) for month, day, year in self._all_dates(start, end) if month and day and not year]
        return [one for one in found if date_or_none(LEAP_YEAR, *one) is not None]

    def _units(self, start: int, end: int) -> list[Hit[Word]]:
        words = [w for w in self.page.words_between(start, end).of(Part.TIME) if self._is_cased(w)]
        return sorted([*words, *self._digits(start, end)], key=lambda hit: (hit.start, -hit.end))

    def _all_dates(self, start: int = 0, end: int | None = None) -> list[tuple[int, int, int]]:
        units = self._units(start, len(self.page.text.folded) if end is None else end)
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
            if len(digits) < match.end() - match.start() and self._names_day(match.start(), match.end()):
                found.append(Hit(match.end(), match.end(), Word(Part.TIME, "day_suffix")))
        return found

    def _names_day(self, start: int, end: int) -> bool:
        """Tell "met on the 9th in Kuala Lumpur" from "on the 9th floor": no noun follows."""
        folded = self.page.text.folded
        before = " " + folded[max(0, start - BEHIND_CHARACTERS) : start]
        if not before.endswith(tuple(f" {lead} " for lead in self.page.grammar.lexicon.times.day_leads)):
            return False
        if end == len(folded) or folded[end] in ".,;:)":
            return True
        first = folded[end : end + BEHIND_CHARACTERS].split(" ", 2)[1:2]
        if folded.startswith("(", end + 1) or (first and first[0] in self.page.grammar.lexicon.markers.articles):
            return True
        following = self.page.words_between(end, end + BEHIND_CHARACTERS).of_any(_NO_NOUN)
        return any(word.start == end + 1 for word in following)

    def _close(self, left: Hit[Word], right: Hit[Word]) -> bool:
        between = self.page.text.folded[left.end : right.start]
        return len(between) <= 5 and between.strip(" .,-（(") in self.page.grammar.lexicon.times.joiners

    def _owns(self, units: list[Hit[Word]], at: int) -> bool:
        """Tell whether a month follows a weekday by a word, as in "Friday of May", not "Friday, May 31"."""
        if at + 1 >= len(units) or units[at + 1].value.name != "months" or not self._close(units[at], units[at + 1]):
            return False
        return bool(self.page.text.folded[units[at].end : units[at + 1].start].strip(" ,."))

    def _combine(self, units: list[Hit[Word]], at: int) -> tuple[int, TimeSpan | None]:
        word = units[at]
        kind, (low, high) = word.value.name, word.value.number
        found = self._calendar(units, at)
        if found is not None:
            taken, month, day, year = found
            following = units[at + taken] if at + taken < len(units) else None
            if following is not None and following.value.name == "year_spans" and not year:
                low, high = following.value.number
                if low == high and self._close(units[at + taken - 1], following):
                    return taken + 1, self._of_year(word.start, following.end, low, month, day)
            return taken, self._dated(word.start, units[at + taken - 1].end, year, month, day)
        after = units[at + 1] if at + 1 < len(units) and self._close(word, units[at + 1]) else None
        if kind in ("last", "next") and after is not None and after.value.name in ("months", "weekdays"):
            rest = (
                self._calendar(units, at + 2) if after.value.name == "weekdays" and self._owns(units, at + 1) else None
            )
            if rest is not None:  # "on the last Friday of May"
                return 2 + rest[0], self._dated(word.start, units[at + 1 + rest[0]].end, rest[3], rest[1], 0)
            return 2, self._relative(word, after)
        if kind in ("number", "numbers") and after is not None:
            counted = self._counted(units, at, low)
            if counted is not None:
                return counted
        if kind == "ago_before" and after is not None and after.value.name in ("number", "numbers"):
            unit = units[at + 2] if at + 2 < len(units) and self._close(after, units[at + 2]) else None
            if unit is not None and unit.value.name == "units":
                length = unit.value.number[0]
                return 3, self._ago(word.start, unit.end, after.value.number[0] * length, length)
        if kind == "units":
            return 1, self._distance(word.start, word.end, low * 2)
        if kind == "weekdays":
            return 1, self._weekday(word.start, word.end, low)
        if kind == "spans" and at + 1 < len(units) and self._is_day_of(word, units[at + 1]):  # "上周三", "先週の金曜"
            within = sum(1 for unit in units[at + 1 :] if unit.start < units[at + 1].end)
            return 1 + within, self._of_week(word, units[at + 1])
        if kind in ("days", "spans", "beside"):
            days = self._days(word.start, word.end, low, high)
            return 1, replace(days, offset=word.value.number) if kind == "beside" else days
        if kind == "same":
            return 1, TimeSpan(word.start, word.end, None, None, DatePrecision.UNKNOWN, "unbound", offset=(0, 0))
        if kind == "seasons":
            return 1, self._season(word.start, word.end, low, high)
        if kind == "year_spans" and low == high:
            rest = self._calendar(units, at + 1) if after is not None else None
            if rest is not None and not rest[3] and rest[1]:
                return 1 + rest[0], self._of_year(word.start, units[at + rest[0]].end, low, rest[1], rest[2])
        if kind == "month_spans" and low == high and after is not None:  # "上月16日"
            rest = self._calendar(units, at + 1)
            if rest is not None and rest[2] and not rest[1] and not rest[3]:
                end, then = units[at + rest[0]].end, shift_month(self.today, low) if self.today is not None else None
                months = self._months(word.start, end, low, high)
                return 1 + rest[0], self._dated(word.start, end, *then, rest[2]) if then is not None else months
        if kind == "month_suffix":
            return 1, self._part_alone(word)
        if kind == "month_spans":
            return 1, self._months(word.start, word.end, low, high)
        if kind == "year_spans":
            return 1, self._years(word.start, word.end, low, high)
        if kind == "old":
            return 1, TimeSpan(word.start, word.end, None, None, DatePrecision.UNKNOWN, kind)
        return 1, None

    def _counted(self, units: list[Hit[Word]], at: int, count: int) -> tuple[int, TimeSpan] | None:
        """Return how many units make "eleven days ago" or "eleven days" from here, with their time; behind a number
        "days ago" is not the vague time that it is by itself."""
        number, unit = units[at], units[at + 1]
        times, folded = self.page.grammar.lexicon.times, self.page.text.folded
        head, _, tail = folded[unit.start : unit.end].partition(" ")
        if unit.value.name == "spans" and head in times.units and tail in times.ago:
            return 2, self._ago(number.start, unit.end, count * times.units[head], times.units[head])
        if unit.value.name != "units":
            return None
        length, apart = unit.value.number[0], self._follows_deed(number.start) or self._opens(unit.end, Part.AFTER)
        following = units[at + 2] if at + 2 < len(units) and self._close(unit, units[at + 2]) else None
        cut = following is not None and "," in folded[unit.end : following.start]
        if following is not None and following.value.name == "ago" and not cut:  # "within a year, earlier"
            ago = self._ago(number.start, following.end, count * length, length)
            told_before = folded[following.start : following.end] in times.earlier
            return 3, replace(ago, offset=self._spread(-count * length, length)) if told_before else ago
        behind = folded[unit.end : unit.end + BEHIND_CHARACTERS].lstrip()
        if self._counts_back(unit.end):
            ago = self._ago(number.start, unit.end, count * length, length)
            return 2, replace(ago, offset=self._spread(-count * length, length))
        distance = self._distance(number.start, unit.end, count * length)
        if not apart and behind.startswith(times.later or ("\0",)):
            more = length if length > 1 else 0  # "two months later" is less than three
            return 2, replace(distance, offset=(count * length, count * length + more))
        return 2, distance

    def _counts_back(self, end: int) -> bool:
        """Tell "two weeks earlier" and "a week before, …" from "a week before the forum"."""
        behind = self.page.text.folded[end : end + BEHIND_CHARACTERS].lstrip()
        for word in self.page.grammar.lexicon.times.earlier:
            if behind.startswith(word) and (is_clause_end(behind, len(word)) or not self._opens(end, Part.BEFORE)):
                return True
        return False

    def _opens(self, end: int, part: Part) -> bool:
        """Tell whether the next word opens a clause of before or after: "dos días antes de"."""
        return any(hit.start - end <= 1 for hit in self.page.words_between(end, end + BEHIND_CHARACTERS).of(part))

    @staticmethod
    def _spread(days: int, unit: int) -> tuple[int, int]:
        """Return how many days off a time counted in a unit may lie: "two months earlier" is told roughly."""
        return (days, days) if unit == 1 else (days - unit // 2, days + unit // 2)

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
