"""How long a feed has kept a pass: a feed in, whether the rest of its pages is left to a later pass out."""

from __future__ import annotations

import logging
import threading
import time

log = logging.getLogger(__name__)


class FeedTimes:
    """Counts from when a feed's first page is read; safe to use from many threads.

    A feed whose two thousand pages all stall would else hold up, for as long as a pass may last, whatever the feeds
    behind it have to tell, and every later pass anew.
    """

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._guard = threading.Lock()
        self._ends: dict[str, float] = {}
        self._told: set[str] = set()

    def is_over(self, feed_id: str) -> bool:
        """Say whether the feed has had its time; the first question begins it."""
        now = time.monotonic()
        with self._guard:
            if now <= self._ends.setdefault(feed_id, now + self._seconds):
                return False
            is_news = feed_id not in self._told
            self._told.add(feed_id)
        if is_news:
            log.warning("event=feed_left feed=%s seconds=%g", feed_id, self._seconds)
        return True
