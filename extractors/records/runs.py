"""Records of a run: one pass over the feeds, with the counts that must add up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One monitoring pass."""

    run_id: str
    started_at: datetime
    reader_version: str
    program_version: str
    command: str  # "run", "serve", "demo", "replay"


@dataclass(frozen=True, slots=True, kw_only=True)
class RunCounts:
    """What a pass did; for each stage, in = out + rejected.

    feeds = ok + not modified + not due + failed
    entries = rejected + known + new;  new = skipped + to be read
    to be read + retried = articles read + unread;  articles read = known + new versions
    """

    feeds: int = 0
    feeds_ok: int = 0
    feeds_not_modified: int = 0
    feeds_not_due: int = 0  # asked to wait, by the server or by our own backoff
    feeds_failed: int = 0
    entries: int = 0
    entries_rejected: int = 0  # no usable link or text
    entries_known: int = 0
    entries_new: int = 0
    entries_skipped: int = 0  # too old, off the storyline's terms, or without a link
    entries_retried: int = 0  # of earlier passes, whose pages could not be had then
    entries_unread: int = 0  # neither the page nor the feed gave a text
    pages_fetched: int = 0
    pages_rejected: int = 0
    articles_read: int = 0
    articles_known: int = 0
    articles_new: int = 0
    versions_new: int = 0
    articles_on_storyline: int = 0
    events_new: int = 0
    developments_changed: int = 0
    alerts_new: int = 0
    alerts_delivered: int = 0
