"""The one place that asks what time it is; everything below flows gets the time as an argument."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta


class Clock:
    """Tells the time in UTC: the real one, or one that started at a given instant and runs on from there."""

    def __init__(self, start: datetime | None = None) -> None:
        """``start`` must be aware; None means the real time."""
        if start is not None and start.tzinfo is None:
            raise ValueError(f"the clock needs a time zone: {start.isoformat()}")
        self._start = start.astimezone(UTC) if start else None
        self._started = time.monotonic()

    def __call__(self) -> datetime:
        """Return the time now."""
        if self._start is None:
            return datetime.now(UTC)
        return self._start + timedelta(seconds=time.monotonic() - self._started)


class StandingClock:
    """Tells the time it was set to and stands still: for a replay, in which nothing may hang on how long it took."""

    def __init__(self, at: datetime) -> None:
        """``at`` must be aware."""
        self.set(at)

    def set(self, at: datetime) -> None:
        """Set the time."""
        self._at = at.astimezone(UTC)

    def __call__(self) -> datetime:
        """Return the time it was set to."""
        return self._at


def parse_instant(text: str) -> datetime:
    """Return an ISO 8601 date or time as an aware instant; without a zone it is UTC, a bare date means midnight.

    Raises ValueError.
    """
    instant = datetime.fromisoformat(text.strip())
    return instant.replace(tzinfo=UTC) if instant.tzinfo is None else instant.astimezone(UTC)
