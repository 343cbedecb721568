"""Pages that developments rest on in, which of them are due for another look out. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from extractors.records.feeds import FeedEntry
from extractors.records.revisits import WatchedPage

SECOND_LOOK = timedelta(hours=1)
"""So long after a page was not there it is asked for again: one 404 is more often a fault than a withdrawal."""


def due_revisits(pages: Iterable[WatchedPage], now: datetime, schedule: Sequence[timedelta]) -> list[FeedEntry]:
    """Return the entries whose pages are to be looked at again at `now`, in the order of the pages.

    Each step of the schedule counts from when the page was first read, and is over once a try was made after it. A
    page that was not there is asked for once more out of turn, so that a second look confirms it.
    """
    return [page.entry for page in pages if _is_due(page, now, schedule)]


def is_gone(since: datetime | None, until: datetime | None) -> bool:
    """Return whether a page is known to be gone: two looks, long enough after one another, did not find it."""
    return since is not None and until is not None and until - since >= SECOND_LOOK


def _is_due(page: WatchedPage, now: datetime, schedule: Sequence[timedelta]) -> bool:
    unconfirmed = page.gone_since is not None and not is_gone(page.gone_since, page.gone_until)
    if unconfirmed and page.gone_since is not None and now - page.gone_since >= SECOND_LOOK:
        return True
    return any(page.last_tried_at < page.first_read_at + step <= now for step in schedule)
