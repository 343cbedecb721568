"""What the words for a time mean on an article's day: numbers in, dated intervals out."""

from __future__ import annotations

from datetime import date, timedelta

from extractors.phrases import Hit
from extractors.reading.text.clock import (
    TimeSpan,
    day_of_week,
    month_interval,
    part_of_month,
    part_of_year,
    shift_month,
)
from extractors.reading.text.grammar import Part, Word
from extractors.reading.text.page import Page
from extractors.reading.times.numeric_dates import date_or_none
from extractors.records.reading import DatePrecision

FUTURE_DAYS = 60
"""A date without a year further ahead than this lies in the year before."""


JUST_OVER_DAYS = 5
"""So long after a month's end "月底" still means that one."""

NEARLY_CHARACTERS = 2
"""How much may stand between a verb and the length of time behind it ("会面近一个月之后")."""

NAME_CHARACTERS = 12
"""The longest name looked for before a time."""

DAYS_OF_WEEK = 7
"""From a week's first day to the next one's."""


class Intervals:
    """Makes intervals of the times of one page; `today` is None for an undated article that names no full date."""

    def __init__(self, page: Page, today: date | None) -> None:
        self.page = page
        self.today = today

    def _dated(self, start: int, end: int, year: int, month: int, day: int) -> TimeSpan | None:
        today = self.today
        times = self.page.grammar.lexicon.times
        if year and not month:
            first, last = part_of_year(year, self._part(start, end, times.year_parts) or (1, 12))
            return TimeSpan(start, end, first, last, DatePrecision.YEAR)
        if today is None and not year:
            # an undated text: a day without a year is of its own days, a month alone lies back
            vague = "recent" if day else "old"
            unplaced = (month, day) if month and day else None
            return TimeSpan(start, end, None, None, DatePrecision.UNKNOWN, vague, unplaced=unplaced)
        if not month:
            return self._day_of_month(start, end, day)
        if not year:
            year = self._year_of(month, day)
        if day:
            exact = date_or_none(year, month, day)
            return TimeSpan(start, end, exact, exact, DatePrecision.DAY) if exact else None
        first, last = part_of_month(date(year, month, 1), self._part(start, end, times.month_parts) or (1, 31))
        return TimeSpan(start, end, first, last, DatePrecision.MONTH)

    def _of_year(self, start: int, end: int, years: int, month: int, day: int) -> TimeSpan | None:
        """Return a day or month of a year counted from the article's ("去年6月2日"); in an undated text it is old."""
        if self.today is not None:
            return self._dated(start, end, self.today.year + years, month, day)
        if years < 0:
            return TimeSpan(start, end, None, None, DatePrecision.UNKNOWN, "old")
        return self._dated(start, end, 0, month, day)

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

    def _is_day_of(self, week: Hit[Word], day: Hit[Word]) -> bool:
        """Tell whether a weekday follows a word for its week, or shares the word for "week" with it."""
        if self.page.grammar.lexicon.spaced or day.value.name != "weekdays":
            return False
        apart = self.page.text.folded[week.end : day.start] in self.page.grammar.lexicon.party.qualifiers
        return week.end < day.end and (day.start <= week.end or apart)

    def _of_week(self, week: Hit[Word], day: Hit[Word]) -> TimeSpan:
        if self.today is None:  # a day of last week is news, wherever in it
            last = max(week.value.number[1], week.value.number[0] + DAYS_OF_WEEK)
            return self._days(week.start, day.end, min(0, last), last)
        exact = day_of_week(self.today, week.value.number, day.value.number[0])
        return TimeSpan(week.start, day.end, exact, exact, DatePrecision.DAY)

    def _part(self, start: int, end: int, parts: dict[str, tuple[int, int]]) -> tuple[int, int] | None:
        """Return the days or months of the word for a part of a month or year beside it: "early June", 6月初."""
        folded = self.page.text.folded
        if self.page.grammar.lexicon.spaced:
            found = [phrase for phrase in parts if self._stands_before(phrase, start)]
        else:
            found = [p for p in parts if folded.startswith(p, end) and not self._begins_name(end, end + len(p))]
        return parts[max(found, key=len)] if found else None

    def _follows_deed(self, start: int) -> bool:
        """Tell "会面三周后", which counts from the deed, from "去年4月…，三周后", in a script without spaces."""
        if self.page.grammar.lexicon.spaced:
            return False
        verbs = self.page.words_between(max(0, start - NAME_CHARACTERS), start).of(Part.VERB)
        between = [self.page.text.folded[verb.end : start] for verb in verbs]
        return any(not words or (words.isalnum() and len(words) <= NEARLY_CHARACTERS) for words in between)

    def _begins_name(self, start: int, end: int) -> bool:
        """Tell whether a phrase is only how a longer word begins: the 中 of "2024年中国", "5月中美防长"."""
        high = end + NAME_CHARACTERS
        hits = (*self.page.names_between(start, high), *self.page.words_between(start, high))
        return any(hit.start == start and hit.end > end for hit in hits)

    def _stands_before(self, phrase: str, start: int) -> bool:
        """Tell whether a phrase of whole words stands directly before a position, or joined to it by a hyphen."""
        low = start - len(phrase) - (not phrase.endswith(("-", "'")))
        folded = self.page.text.folded
        return low >= 0 and folded.startswith(phrase, low) and not folded[max(0, low - 1) : low].isalnum()

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

    def _season(self, start: int, end: int, low: int, high: int) -> TimeSpan:
        """Return the latest season that has begun, given its months (a winter's are 12 to 14)."""
        if self.today is None:
            return TimeSpan(start, end, None, None, DatePrecision.UNKNOWN, "old")
        years = (self.today.year, self.today.year - 1)
        first = next(day for year in years if (day := date(year, low, 1)) <= self.today or year < self.today.year)
        _, last = month_interval(*shift_month(first, high - low))
        return TimeSpan(start, end, first, last, DatePrecision.UNKNOWN)

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
        part = self._part(start, end, self.page.grammar.lexicon.times.month_parts)
        if part is not None and low == high:
            first, last = part_of_month(first, part)
        return TimeSpan(start, end, first, last, DatePrecision.MONTH)

    def _part_alone(self, month: Hit[Word]) -> TimeSpan | None:
        """Return the part of a month that is not told: "月底" is that of this month, or of the last if just over."""
        parts = self.page.grammar.lexicon.times.month_parts
        part = self._part(month.start, month.end, parts)
        if part is None or self.today is None or not self._is_word_start(month.start):
            return None
        length = max(len(one) for one in parts if self.page.text.folded.startswith(one, month.end))
        for shift in (-1, 0):
            first, last = part_of_month(date(*shift_month(self.today, shift), 1), part)
            if (self.today - last).days <= JUST_OVER_DAYS:
                return TimeSpan(month.start, month.end + length, first, last, DatePrecision.MONTH)
        return None

    def _is_word_start(self, at: int) -> bool:
        """Tell whether a word ends where another begins, in a script without spaces: not in "当月底"."""
        before = self.page.text.folded[:at][-1:]
        words = self.page.words_between(max(0, at - NAME_CHARACTERS), at)
        names = self.page.names_between(max(0, at - NAME_CHARACTERS), at)
        return not before.isalnum() or any(hit.end == at for hit in (*words, *names))

    def _years(self, start: int, end: int, low: int, high: int) -> TimeSpan:
        if self.today is None:
            return TimeSpan(start, end, None, None, DatePrecision.UNKNOWN, "old")
        part = self._part(start, end, self.page.grammar.lexicon.times.year_parts) or (1, 12)
        first, last = part_of_year(self.today.year + low, part)[0], part_of_year(self.today.year + high, part)[1]
        return TimeSpan(start, end, first, last, DatePrecision.YEAR)
