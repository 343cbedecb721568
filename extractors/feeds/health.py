"""Feeds that fall silent: what is known of each feed's past in, its condition and what is news of it out. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from extractors.feeds.habits import DAY, habit_of
from extractors.records.feed_health import (
    ALL_FEEDS,
    FeedCondition,
    FeedHealth,
    FeedPast,
    HealthDecision,
    HealthNews,
)
from extractors.records.rejections import RejectionReason
from seeds.outlets import FeedFormat

Condition = FeedCondition

FAILING_FOR = timedelta(hours=6)
"""A server's night of maintenance is shorter; and the fact is told within a day."""
FEWEST_FAILURES = 3
"""A machine that slept over the weekend has seen one failure before and one after."""
EMPTY_FOR = timedelta(hours=12)
WATCHED_FOR = timedelta(hours=20)
"""What hangs on habits is not told before a feed was followed for about a day."""
MISSING_ENTRIES = 8.0
"""So many expected entries that did not come are no chance: by a Poisson law one in three thousand."""
SHORTEST_SILENCE = timedelta(hours=18)
SILENCE_OVER_A_WEEKEND = timedelta(hours=80)
"""Friday noon to Monday evening: needed while the habit of weekends is not known."""
LONGEST_SILENCE = timedelta(days=60)
"""The newest entry of a feed without a habit may be so old."""
BUSY_DAY = 20.0
"""Entries expected in a day, from which a day with a tenth of them is a drop."""
DROP_SHARE, RECOVERED_SHARE = 0.1, 0.3
FEWEST_NEW, FEWEST_PAGES, REFUSED_SHARE = 5, 8, 0.9
OFFLINE_FOR = timedelta(hours=1)
FEWEST_FEEDS = 3
"""Fewer feeds can all be down without the machine being cut off."""

_NO_FEED_REASONS = frozenset({RejectionReason.WRONG_TYPE, RejectionReason.MALFORMED, RejectionReason.INTERSTITIAL})
_NETWORK_REASONS = frozenset(
    {
        RejectionReason.DNS_FAILED,
        RejectionReason.CONNECT_FAILED,
        RejectionReason.TIMEOUT,
        RejectionReason.TLS_FAILED,
        RejectionReason.BROKEN_RESPONSE,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """What people declared of a feed or an official list that is followed."""

    feed_id: str
    entries_per_day: float | None = None
    format: FeedFormat | None = None  # None for official lists, whose entries are not news


@dataclass(frozen=True, slots=True, kw_only=True)
class _Finding:
    condition: FeedCondition
    detail: str
    since: datetime
    certain: bool = True  # long enough to be told


def decide_health(
    followed: Sequence[Followed], pasts: Mapping[str, FeedPast], known: Mapping[str, FeedHealth], now: datetime
) -> HealthDecision:
    """Return the conditions that changed and what is to be told: each trouble once, and once that it is over.

    While no feed at all can be reached, that is the one finding, and nothing is decided on single feeds.
    """
    everything = known.get(ALL_FEEDS)
    offline_since = _offline_since([pasts.get(feed.feed_id) for feed in followed])
    if offline_since is not None:
        is_certain = now - offline_since >= OFFLINE_FOR
        detail = f"none of {len(followed)} feeds can be reached: is this machine online?"
        finding = _Finding(condition=Condition.OFFLINE, detail=detail, since=offline_since, certain=is_certain)
        return _gathered([_next(ALL_FEEDS, finding, everything)])
    steps = []
    online_since = None
    if everything is not None:
        is_back = everything.condition is Condition.OFFLINE
        online_since = now if is_back else everything.since
        fine = _Finding(condition=Condition.HEALTHY, detail="feeds can be reached", since=now)
        steps.append(_next(ALL_FEEDS, fine, everything))
    for feed in followed:
        past = pasts.get(feed.feed_id) or FeedPast(feed_id=feed.feed_id)
        before = known.get(feed.feed_id)
        steps.append(_next(feed.feed_id, _find(feed, past, before, online_since, now), before))
    return _gathered(steps)


def _next(feed_id: str, finding: _Finding, before: FeedHealth | None) -> tuple[FeedHealth | None, HealthNews | None]:
    told = before.told if before else None
    is_over = finding.condition is Condition.HEALTHY
    news_worthy = (is_over and told is not None) or (not is_over and finding.certain and finding.condition is not told)
    same = before is not None and before.condition is finding.condition
    if before is not None and same and not news_worthy:
        return None, None
    after = FeedHealth(
        feed_id=feed_id,
        condition=finding.condition,
        detail=finding.detail,
        since=before.since if before is not None and same else finding.since,
        told=None if is_over else finding.condition if finding.certain else told,
    )
    is_told = news_worthy and finding.condition is not Condition.UNPOLLED
    return after, HealthNews(before=told, after=after) if is_told else None


def _gathered(steps: Sequence[tuple[FeedHealth | None, HealthNews | None]]) -> HealthDecision:
    return HealthDecision(
        changes=tuple(after for after, _ in steps if after is not None),
        news=tuple(news for _, news in steps if news is not None),
    )


def _offline_since(pasts: Sequence[FeedPast | None]) -> datetime | None:
    """Return since when no feed could be reached, for reasons that lie between us and all of them."""
    polled = [past for past in pasts if past is not None and past.last_polled_at is not None]
    since = [past.failing_since for past in polled if past.failing_since and past.reason in _NETWORK_REASONS]
    return max(since) if len(polled) >= FEWEST_FEEDS and len(since) == len(polled) else None


def _find(
    feed: Followed, past: FeedPast, before: FeedHealth | None, online_since: datetime | None, now: datetime
) -> _Finding:
    if past.last_polled_at is None or past.first_polled_at is None:
        return _Finding(condition=Condition.UNPOLLED, detail="", since=now, certain=False)
    if past.failing_since is not None:
        return _failing(past, past.failing_since, online_since, now)
    finding = None
    if feed.format is not None:
        finding = (
            _empty(past, now)
            or _stale(feed, past, now)
            or _dropped(feed, past, before, now)
            or _unreadable(past, before, now)
            or _undated(feed, past, now)
        )
    return finding or _Finding(condition=Condition.HEALTHY, detail="", since=now)


def _failing(past: FeedPast, since: datetime, online_since: datetime | None, now: datetime) -> _Finding:
    counted_from = max(since, online_since) if online_since else since
    conditions = dict.fromkeys(_NO_FEED_REASONS, Condition.NOT_A_FEED) | {RejectionReason.EMPTY: Condition.EMPTY}
    never = "" if past.last_ok_at else ", and it never answered with a feed"
    return _Finding(
        condition=conditions.get(RejectionReason(past.reason), Condition.DEAD) if past.reason else Condition.DEAD,
        detail=f"{past.reason.replace('_', ' ') or 'failed'}: {past.detail}{never}",
        since=since,
        certain=past.failures >= FEWEST_FAILURES and now - counted_from >= FAILING_FOR,
    )


def _watched(past: FeedPast, now: datetime) -> bool:
    return past.first_polled_at is not None and now - past.first_polled_at >= WATCHED_FOR


def _empty(past: FeedPast, now: datetime) -> _Finding | None:
    if past.empty_since is None:
        return None
    detail = "it answers as always, without a single entry" if past.entry_count else "it never had an entry"
    is_certain = now - past.empty_since >= EMPTY_FOR and _watched(past, now)
    return _Finding(condition=Condition.EMPTY, detail=detail, since=past.empty_since, certain=is_certain)


def _stale(feed: Followed, past: FeedPast, now: datetime) -> _Finding | None:
    if past.newest_entry_at is None or now <= past.newest_entry_at:
        return None
    newest, silence = past.newest_entry_at, now - past.newest_entry_at
    habit = habit_of(past, feed.entries_per_day)
    if habit is None:
        is_stale, missing = silence >= LONGEST_SILENCE, ""
    else:
        expected = habit.expected(newest, now)
        least = SHORTEST_SILENCE if habit.knows_weekends else SILENCE_OVER_A_WEEKEND
        is_stale = expected >= MISSING_ENTRIES and silence >= least
        missing = f", where {expected:.0f} were to be expected since"
    if not is_stale:
        return None
    detail = f"its newest entry is of {newest:%Y-%m-%d %H:%M} UTC{missing}"
    return _Finding(condition=Condition.STALE, detail=detail, since=newest, certain=_watched(past, now))


def _dropped(feed: Followed, past: FeedPast, before: FeedHealth | None, now: datetime) -> _Finding | None:
    habit = habit_of(past, feed.entries_per_day)
    if habit is None or not habit.knows_weekends or not _watched(past, now):
        return None
    expected = habit.expected(now - DAY, now)
    was_dropped = before is not None and before.condition is Condition.DROPPED
    if expected < BUSY_DAY or past.last_day_count > expected * (RECOVERED_SHARE if was_dropped else DROP_SHARE):
        return None
    detail = f"{past.last_day_count} entries in a day, where {expected:.0f} were to be expected"
    return _Finding(condition=Condition.DROPPED, detail=detail, since=now - DAY)


def _unreadable(past: FeedPast, before: FeedHealth | None, now: datetime) -> _Finding | None:
    is_bad = past.pages_tried >= FEWEST_PAGES and past.pages_refused >= REFUSED_SHARE * past.pages_tried
    was_bad = before is not None and before.condition is Condition.UNREADABLE
    if not is_bad and not (was_bad and past.pages_refused == past.pages_tried):  # only a page that was read is proof
        return None
    reason = past.page_reason.replace("_", " ")
    detail = f"{past.pages_refused} of its outlet's last {past.pages_tried} pages could not be read, mostly: {reason}"
    return _Finding(condition=Condition.UNREADABLE, detail=detail, since=now, certain=_watched(past, now))


def _undated(feed: Followed, past: FeedPast, now: datetime) -> _Finding | None:
    """List pages have no dates by their nature."""
    if feed.format is FeedFormat.HTML or past.new_count < FEWEST_NEW or past.new_undated < past.new_count:
        return None
    detail = f"none of its last {past.new_count} entries carries a date"
    return _Finding(condition=Condition.UNDATED, detail=detail, since=now, certain=_watched(past, now))
