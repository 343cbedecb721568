"""How long the machine let this process stand still: a healthy server that was not run answers nobody."""

from __future__ import annotations

import threading
import time
from types import TracebackType

TICK_SECONDS = 0.05
LEAST_SECONDS = 0.2
"""Shorter gaps are the ordinary turns of other threads."""


class Standstills:
    """Counts the seconds in which neither this thread nor the rest of the process was given a processor.

    A gap that the process itself computed through is no standstill: its own work that keeps other threads waiting is
    a fault to be found.
    """

    def __init__(self) -> None:
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self.seconds = 0.0
        """Since the start; read it twice to know what lies between."""

    def __enter__(self) -> Standstills:
        self._thread.start()
        return self

    def __exit__(self, *error: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        before = time.monotonic(), time.process_time()
        while not self._over.wait(TICK_SECONDS):
            now = time.monotonic(), time.process_time()
            self.seconds += stood_still(now[0] - before[0], now[1] - before[1])
            before = now


def stood_still(wall: float, processor: float) -> float:
    """Return how many of `wall` seconds between two ticks went by with nothing computed: 0.0 where that is usual."""
    idle = wall - processor - TICK_SECONDS
    return idle if idle > LEAST_SECONDS else 0.0
