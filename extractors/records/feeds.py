"""Records of polling: what is remembered of a feed, what one poll brought, one entry, the decision to fetch it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from extractors.records.rejections import Rejection


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedState:
    """What is remembered of a feed between runs; the warehouse appends one per poll and reads the newest."""

    feed_id: str
    checked_at: datetime
    etag: str | None = None
    last_modified: str | None = None
    failures: int = 0  # in a row
    not_before: datetime | None = None  # from Retry-After or backoff: not polled again before
    content_hash: str | None = None  # of the last body, for servers without validators
    due_at: datetime | None = None  # from when a pass that asks only what is due asks again
    asked: timedelta | None = None  # how long the feed or its cache headers want to be left alone


class PollOutcome(StrEnum):
    """How a poll ended."""

    OK = "ok"
    NOT_MODIFIED = "not_modified"  # 304, or the same bytes as last time
    NOT_DUE = "not_due"  # not_before lies ahead, or due_at in a pass that asks only what is due
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedEntry:
    """One entry of a feed, text as plain text, link absolute and canonical."""

    entry_id: str  # content-derived: feed, guid or link, title
    feed_id: str
    outlet_id: str
    url: str | None  # canonical link; None where the entry has none
    link: str | None  # as the feed gave it, made absolute
    guid: str | None
    title: str
    summary: str
    full_text: str  # plain text of content:encoded and the like; "" where the feed has none
    author: str | None
    published_at: datetime | None
    updated_at: datetime | None
    publisher_name: str | None = None  # an aggregator's <source>
    publisher_url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Poll:
    """One poll of one feed. For every poll: entries seen = entries + rejections of stage ENTRY."""

    feed_id: str
    outlet_id: str
    outcome: PollOutcome
    state: FeedState
    http_status: int | None = None
    entries: tuple[FeedEntry, ...] = ()
    rejections: tuple[Rejection, ...] = ()  # FAILED: exactly one of stage FEED; else entries that were refused
    bytes_received: int = 0
    elapsed_seconds: float = 0.0


class EntryDecision(StrEnum):
    """What was done with an entry, and why; every entry gets one, stored as a row."""

    FETCH = "fetch"
    KNOWN = "known"  # seen before, unchanged
    TOO_OLD = "too_old"  # outside the look-back
    OFF_TERMS = "off_terms"  # title and summary do not touch the storyline
    FEED_TEXT = "feed_text"  # read from the feed's own text, page not fetched
    NO_LINK = "no_link"


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryVerdict:
    """The gate's decision on one entry, with the score and terms that decided."""

    entry: FeedEntry
    decision: EntryDecision
    score: float
    evidence: tuple[str, ...] = ()
