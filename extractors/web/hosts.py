"""Manners towards hosts: one request at a time, a gap between two, and no second knock at a door just found closed."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from extractors.records.rejections import RejectionReason

UNREACHABLE_SECONDS = 120.0
"""For so long a host that did not resolve or did not accept is not tried again: its other feeds fail at once."""


class HostTurns:
    """Hands out turns per host; safe to use from many threads."""

    def __init__(self, gap_seconds: float) -> None:
        self._gap_seconds = gap_seconds
        self._guard = threading.Lock()
        self._locks: dict[str, threading.Lock] = {}
        self._free_at: dict[str, float] = {}
        self._unreachable: dict[str, tuple[float, RejectionReason, str]] = {}

    @contextmanager
    def turn(self, host: str, wait_seconds: float | None, gap_seconds: float = 0.0) -> Iterator[bool]:
        """Wait for the host's turn and its gap, then hold it; False where it did not come within `wait_seconds`.

        Behind it the host rests for `gap_seconds` where that is longer than the gap of all hosts.
        """
        with self._guard:
            lock = self._locks.setdefault(host, threading.Lock())
        if not lock.acquire(timeout=-1 if wait_seconds is None else max(0.0, wait_seconds)):
            yield False
            return
        try:
            pause = self._free_at.get(host, 0.0) - time.monotonic()
            if pause > 0:
                time.sleep(pause)
            yield True
        finally:
            if self.unreachable(host) is None:  # who was not reached needs no rest
                self._free_at[host] = time.monotonic() + max(self._gap_seconds, gap_seconds)
            lock.release()

    def mark_unreachable(self, host: str, reason: RejectionReason, detail: str) -> None:
        """Remember that the host cannot be reached for now."""
        with self._guard:
            self._unreachable[host] = (time.monotonic() + UNREACHABLE_SECONDS, reason, detail)

    def unreachable(self, host: str) -> tuple[RejectionReason, str] | None:
        """Return why the host was unreachable a moment ago, or None."""
        with self._guard:
            until, reason, detail = self._unreachable.get(host, (0.0, RejectionReason.CONNECT_FAILED, ""))
        return (reason, detail) if until > time.monotonic() else None
