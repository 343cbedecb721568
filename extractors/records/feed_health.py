"""Records of feed health: what is known of a feed's past, the condition that it is in, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

ALL_FEEDS = "*"
"""Stands for a feed's id where all feeds together are meant: this machine's connection."""


class FeedCondition(StrEnum):
    """How a feed is; named for what an operator would look at."""

    UNPOLLED = "unpolled"  # never asked yet
    HEALTHY = "healthy"
    DEAD = "dead"  # does not answer, or with an error
    NOT_A_FEED = "not_a_feed"  # answers with a page, a file or broken markup
    EMPTY = "empty"  # answers, without a single entry
    STALE = "stale"  # answers, and its newest entry is older than its habit explains
    DROPPED = "dropped"  # brings far fewer entries than it used to
    UNREADABLE = "unreadable"  # its entries lead to pages of which hardly one can be read
    UNDATED = "undated"  # its new entries carry no dates, so that old ones cannot be told from new
    OFFLINE = "offline"  # of all feeds together: none can be reached


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedPast:
    """What the warehouse knows of one feed, read back for deciding on it."""

    feed_id: str
    first_polled_at: datetime | None = None
    last_polled_at: datetime | None = None
    last_ok_at: datetime | None = None  # answered with a feed, changed or not
    failing_since: datetime | None = None  # first of the failures since then
    failures: int = 0  # hours in which it failed since then
    reason: str = ""  # of the last failure, a RejectionReason
    detail: str = ""
    empty_since: datetime | None = None  # first answer without entries since the last with some
    newest_entry_at: datetime | None = None  # published, or first seen where undated
    oldest_entry_at: datetime | None = None
    entry_count: int = 0  # ever
    by_day: Mapping[date, int] = field(default_factory=dict)  # entries a day in the four weeks up to the newest
    last_day_count: int = 0  # entries of the last 24 hours
    new_count: int = 0  # entries first seen in the last week, those of the first poll aside
    new_undated: int = 0
    pages_tried: int = 0  # of all feeds of its outlet, in the last two days
    pages_refused: int = 0
    page_reason: str = ""  # the most frequent one


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedHealth:
    """The condition of one feed since an instant; the warehouse appends one per change and reads the newest."""

    feed_id: str
    condition: FeedCondition
    detail: str = ""  # one line for people
    since: datetime
    told: FeedCondition | None = None  # the trouble that was told and is not over


@dataclass(frozen=True, slots=True, kw_only=True)
class HealthNews:
    """What is to be told of one feed: a trouble, or that one is over (`after` is then HEALTHY)."""

    before: FeedCondition | None
    after: FeedHealth


@dataclass(frozen=True, slots=True, kw_only=True)
class HealthDecision:
    """What a look at all feeds changes."""

    changes: tuple[FeedHealth, ...] = ()
    news: tuple[HealthNews, ...] = ()
