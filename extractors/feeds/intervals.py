"""How long to leave a feed alone after an answer: its habit and what the server and the feed itself ask for. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime

from seeds.outlets import Feed

LONGEST_INTERVAL = timedelta(hours=3)
"""A feed that brings little is still asked so often: an alert must not wait for half a day."""
LONGEST_ASKED = timedelta(hours=6)
"""What a feed or a cache header may ask for: many sites say "daily" and publish all day. Retry-After is not bounded."""
POLLS_PER_ENTRY = 2.0
"""Polls between two entries of a feed: half of them find nothing, and an entry waits for a quarter of its gap."""
EARLY_SHARE = 0.1
"""A pass that comes so much too early is in time: passes start on the minute, and feeds are asked seconds later."""

_PERIOD_HOURS = {"hourly": 1, "daily": 24, "weekly": 168, "monthly": 730, "yearly": 8760}
_HEAD_CHARS = 20_000
"""The channel's own elements stand before the first entry in all but the oddest feeds."""
_FIRST_ENTRY = re.compile(r"<(?:item|entry)[\s>]", re.IGNORECASE)
_TTL = re.compile(r"<ttl>\s{0,20}(\d{1,6})\s{0,20}</ttl>", re.IGNORECASE)
_PERIOD = re.compile(r"<sy:updatePeriod>\s{0,20}([a-z]{1,10})\s{0,20}</sy:updatePeriod>", re.IGNORECASE)
_FREQUENCY = re.compile(r"<sy:updateFrequency>\s{0,20}(\d{1,4})\s{0,20}</sy:updateFrequency>", re.IGNORECASE)
_MAX_AGE = re.compile(r"(?:^|[,\s])max-age\s{0,5}=\s{0,5}['\"]?(\d{1,9})", re.IGNORECASE)


def decide_interval(feed: Feed, per_day: float | None, asked: timedelta | None) -> timedelta:
    """Return when to ask again: `per_day` is what the feed was seen to bring, `asked` what it asks for.

    Never sooner than the feed's own `interval_minutes`. Feeds that are read whole, the ministries', are not asked more
    rarely than that for bringing little, since an alert may hang on their next entry.
    """
    declared = timedelta(minutes=feed.interval_minutes)
    wanted = declared
    if per_day is not None and not feed.read_whole:
        gap = timedelta(days=1) / max(per_day, 0.01)
        wanted = min(max(declared, gap / POLLS_PER_ENTRY), max(declared, LONGEST_INTERVAL))
    return max(wanted, min(asked or timedelta(0), LONGEST_ASKED))


def due_at(checked_at: datetime, interval: timedelta) -> datetime:
    """Return the instant from which a pass may ask the feed again."""
    return checked_at + interval * (1 - EARLY_SHARE)


def asked_interval(headers: Mapping[str, str], body: bytes, now: datetime) -> timedelta | None:
    """Return the longest wait that headers (names in lower case) or the feed's head ask for; None where none does.

    Read are Cache-Control max-age (less Age) or else Expires, RSS ttl in minutes, and sy:updatePeriod with
    sy:updateFrequency. no-cache and no-store ask for nothing.
    """
    asked = [wait for wait in (_of_cache(headers, now), *_of_feed(body)) if wait is not None and wait > timedelta(0)]
    return max(asked, default=None)


def _of_cache(headers: Mapping[str, str], now: datetime) -> timedelta | None:
    control = headers.get("cache-control", "")[:500].lower()
    if "no-cache" in control or "no-store" in control:
        return None
    if found := _MAX_AGE.search(control):
        age = headers.get("age", "").strip()
        spent = int(age) if age.isascii() and age.isdigit() and len(age) < 10 else 0
        return timedelta(seconds=max(int(found[1]) - spent, 0))
    try:
        expires = parsedate_to_datetime(headers.get("expires", ""))
    except (TypeError, ValueError, OverflowError):
        return None
    return expires - now if expires.tzinfo is not None else None


def _of_feed(body: bytes) -> tuple[timedelta | None, timedelta | None]:
    head = body[:_HEAD_CHARS].decode("latin-1")  # the elements looked for are ASCII in nearly every encoding
    first = _FIRST_ENTRY.search(head)
    head = head[: first.start()] if first else head
    ttl, period, frequency = _TTL.search(head), _PERIOD.search(head), _FREQUENCY.search(head)
    hours = _PERIOD_HOURS.get(period[1].lower()) if period else None
    times = max(int(frequency[1]), 1) if frequency else 1
    return (
        timedelta(minutes=int(ttl[1])) if ttl else None,
        timedelta(hours=hours) / times if hours is not None else None,
    )
