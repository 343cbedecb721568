"""A feed's habit: when it published in, how many entries were to be expected between two instants out. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from statistics import fmean

from extractors.records.feed_health import FeedPast

DAY = timedelta(days=1)

FEWEST_ENTRIES = 5
"""Of fewer entries no habit is learned."""

WEEKDAYS_AFTER = timedelta(days=14)
"""From two weeks on, each day of the week has an expectation of its own: ministries rest on Sundays."""

NO_REST_PER_DAY = 24.0
"""Who publishes so much does it at weekends too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Habit:
    """How many entries a day a feed brings."""

    per_day: float
    by_weekday: tuple[float, ...] = field(default=())  # Monday first; empty where too little is known

    @property
    def knows_weekends(self) -> bool:
        """Say whether an expectation of a day or two can be trusted whatever days they are."""
        return bool(self.by_weekday) or self.per_day >= NO_REST_PER_DAY

    def expected(self, start: datetime, end: datetime) -> float:
        """Return the entries to be expected between two instants of UTC."""
        if end <= start:
            return 0.0
        if not self.by_weekday:
            return self.per_day * ((end - start) / DAY)
        total, at = 0.0, start
        while at < end:
            midnight = at.replace(hour=0, minute=0, second=0, microsecond=0) + DAY
            until = min(midnight, end)
            total += self.by_weekday[at.weekday()] * ((until - at) / DAY)
            at = until
        return total


def habit_of(past: FeedPast, declared_per_day: float | None) -> Habit | None:
    """Return the habit learned from what was published up to the newest entry, else the declared one, else None.

    Learned up to the newest entry and not up to today, so that a long silence does not become the habit.
    """
    if past.newest_entry_at is None or past.oldest_entry_at is None or past.entry_count < FEWEST_ENTRIES:
        return Habit(per_day=declared_per_day) if declared_per_day else None
    last = past.newest_entry_at.date()
    first = max(past.oldest_entry_at.date(), last - timedelta(days=27))
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    whole = days[1:-1]  # the first and the last are cut somewhere
    if len(whole) < 2:
        span = max((past.newest_entry_at - past.oldest_entry_at) / DAY, 0.25)
        return Habit(per_day=declared_per_day or min(past.entry_count / span, past.entry_count))
    counts = {day: past.by_day.get(day, 0) for day in whole}
    if sum(counts.values()) == 0:
        span = (past.newest_entry_at - past.oldest_entry_at) / DAY
        return Habit(per_day=past.entry_count / span)
    per_day = fmean(counts.values())
    if last - first < WEEKDAYS_AFTER:
        return Habit(per_day=per_day)
    return Habit(per_day=per_day, by_weekday=tuple(_weekday_mean(counts, number) for number in range(7)))


def _weekday_mean(counts: dict[date, int], weekday: int) -> float:
    return fmean([count for day, count in counts.items() if day.weekday() == weekday] or [0])
