"""What is remembered of hosts from run to run: requests made today, and who asked to be left alone until when."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from extractors.records.hosts import HostVisits
from extractors.records.rejections import RejectionReason
from extractors.web.misses import Miss


class HostMemory:
    """Counts requests by host and day and refuses what would be too much; safe to use from many threads."""

    def __init__(self, daily_limit: int | None, visited: Sequence[HostVisits] = ()) -> None:
        """`visited` is what earlier runs asked; without a limit nothing is refused for its number."""
        self._limit = daily_limit
        self._guard = threading.Lock()
        self._before = Counter({(each.host, each.day): each.requests for each in visited})
        self._made: Counter[tuple[str, date]] = Counter()
        self._not_before = {each.host: each.not_before for each in visited if each.not_before is not None}
        self._asked: set[str] = set()

    def refusal(self, host: str, now: datetime) -> Miss | None:
        """Return why the host must not be asked now, or None."""
        day = now.astimezone(UTC).date()
        with self._guard:
            not_before = self._not_before.get(host)
            spent = self._before[host, day] + self._made[host, day]
        # A wish that outlasts any we take means that a clock jumped.
        if not_before is not None and now < not_before <= now + timedelta(days=30):
            detail = f"{host} asked to be left alone until {not_before:%Y-%m-%d %H:%M} UTC"
            return Miss(reason=RejectionReason.RATE_LIMITED, detail=detail, retry_after=not_before, retried=False)
        if self._limit is not None and spent >= self._limit:
            tomorrow = datetime.combine(day + timedelta(days=1), time(), UTC)
            detail = f"{host} has had {spent} requests today, our own limit"
            return Miss(reason=RejectionReason.BUDGET_SPENT, detail=detail, retry_after=tomorrow, retried=False)
        return None

    def count(self, host: str, now: datetime) -> None:
        """Note one request."""
        with self._guard:
            self._made[host, now.astimezone(UTC).date()] += 1

    def leave_alone(self, host: str, until: datetime) -> None:
        """Note that the host asked to be left alone."""
        with self._guard:
            self._not_before[host] = until
            self._asked.add(host)

    def visits(self) -> tuple[HostVisits, ...]:
        """Return what was asked of hosts since this memory was made."""
        with self._guard:
            made = [
                HostVisits(host=host, day=day, requests=count) for (host, day), count in self._made.items() if count
            ]
            wishes = {host: self._not_before[host] for host in self._asked}
        return tuple(
            sorted(
                (replace(each, not_before=wishes.get(each.host)) for each in made),
                key=lambda each: (each.host, each.day),
            )
        )
