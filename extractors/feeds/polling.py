"""Polling: a feed and what is remembered of it in, one poll with its entries and the new memory out."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import datetime, timedelta

from extractors.feeds.feeds import parse_feed
from extractors.feeds.intervals import asked_interval, decide_interval, due_at
from extractors.feeds.parsed_feeds import ParseFeed
from extractors.records.feeds import FeedState, Poll, PollOutcome
from extractors.records.rejections import Rejection, RejectionReason, RejectionStage
from extractors.web.fetch import FEED_ACCEPT, Fetcher, FetchFailure, FetchRequest, Response
from extractors.web.headers import usable_validator
from seeds.outlets import Feed, Outlet

FREE_FAILURES = 2
"""The first failures in a row are met by trying again at the next pass; only then does the wait grow."""

LONGEST_BACKOFF = timedelta(hours=24)
"""A feed that has been dead for a month is still looked at daily, so that its return is noticed."""

_OUR_OWN_TROUBLE = frozenset({RejectionReason.DNS_FAILED, RejectionReason.CONNECT_FAILED})
"""Mostly our own network; asking again costs the outlet nothing."""


def poll_feed(
    feed: Feed,
    outlet: Outlet,
    state: FeedState | None,
    fetcher: Fetcher,
    now: datetime,
    parse: ParseFeed = parse_feed,
    *,
    per_day: float | None = None,
    due_only: bool = False,
) -> Poll:
    """Poll once, conditionally where the server gave validators; the same bytes as last time are `NOT_MODIFIED`.

    The new state is to be stored together with the last of the entries, so that a crash in between polls again.
    `parse`: give `Extractor.parse_feed`, so that a hostile feed cannot hold up the pass.
    `per_day` is how many entries the feed was seen to bring. With `due_only` it is left alone until it is due; whoever
    asked us to wait is left alone in any case.
    """
    if state is not None and state.checked_at > now:
        # A clock that was ahead found the entries too old: "the same as last time" would lose them.
        state = replace(
            state, checked_at=now, etag=None, last_modified=None, content_hash=None, not_before=None, due_at=None
        )
    if (resting := rest(feed, outlet, state, now, due_only=due_only)) is not None:
        return resting
    request = FetchRequest(
        url=str(feed.url),
        etag=state.etag if state else None,
        last_modified=state.last_modified if state else None,
        accept=FEED_ACCEPT,
        user_agent_kind=feed.user_agent,
    )
    answer = fetcher.fetch(request, RejectionStage.FEED)
    if isinstance(answer, FetchFailure):
        return _failed(feed, outlet, state, answer.rejection, now, status=answer.status, retry_after=answer.retry_after)
    if answer.status == 304 and state is not None:
        remembered = replace(state, checked_at=now, failures=0, not_before=None)
        return _unchanged(feed, outlet, _timed(remembered, feed, answer, per_day), answer)
    content_hash = hashlib.sha256(answer.body).hexdigest()
    if state is not None and state.content_hash == content_hash:
        return _unchanged(
            feed, outlet, _timed(_remember(feed, answer, now, content_hash), feed, answer, per_day), answer
        )
    parsed = parse(answer.body, feed, outlet, answer.final_url, answer.content_type, answer.charset, now)
    if isinstance(parsed, Rejection):
        return _failed(feed, outlet, state, parsed, now, status=answer.status, received=answer.bytes_received)
    entries, rejections = parsed
    return Poll(
        feed_id=feed.id,
        outlet_id=outlet.id,
        outcome=PollOutcome.OK,
        state=_timed(_remember(feed, answer, now, content_hash), feed, answer, per_day),
        http_status=answer.status,
        entries=entries,
        rejections=rejections,
        bytes_received=answer.bytes_received,
        elapsed_seconds=answer.elapsed_seconds,
    )


def is_waiting(state: FeedState, now: datetime) -> bool:
    """Say whether the feed is to be left alone for now; a wait that outlasts any we set means that a clock jumped.

    So does a memory from the future: what was to wait for then says nothing about now.
    """
    if state.not_before is None or state.not_before <= now or state.checked_at > now:
        return False
    return state.not_before - now <= timedelta(days=30)


def is_early(state: FeedState, now: datetime) -> bool:
    """Say whether the feed is not due yet; as with `is_waiting`, a wait that outlasts any we set is a clock's jump."""
    if state.due_at is None or state.due_at <= now or state.checked_at > now:
        return False
    return state.due_at - now <= timedelta(days=1)


def backoff(feed: Feed, failures: int, reason: RejectionReason) -> timedelta | None:
    """Return how long to leave a feed alone after so many failures in a row: from its interval doubling to a day."""
    if failures <= FREE_FAILURES or reason in _OUR_OWN_TROUBLE:
        return None
    doublings = min(failures - FREE_FAILURES, 12)
    return min(timedelta(minutes=feed.interval_minutes) * (1 << doublings), LONGEST_BACKOFF)


def rest(feed: Feed, outlet: Outlet, state: FeedState | None, now: datetime, *, due_only: bool) -> Poll | None:
    """Return the poll of a feed that is to be left alone, for which nothing is asked; None where it may be asked."""
    if state is None or not (is_waiting(state, now) or (due_only and is_early(state, now))):
        return None
    return Poll(feed_id=feed.id, outlet_id=outlet.id, outcome=PollOutcome.NOT_DUE, state=state)


def _remember(feed: Feed, answer: Response, now: datetime, content_hash: str | None) -> FeedState:
    return FeedState(
        feed_id=feed.id,
        checked_at=now,
        etag=usable_validator(answer.headers.get("etag")),
        last_modified=usable_validator(answer.headers.get("last-modified")),
        content_hash=content_hash,
    )


def _timed(state: FeedState, feed: Feed, answer: Response, per_day: float | None) -> FeedState:
    """Add when the feed is due again; an answer without a body says nothing new of what the feed asks for."""
    asked = asked_interval(answer.headers, answer.body, state.checked_at)
    if answer.status == 304:
        asked = asked or state.asked
    interval = decide_interval(feed, per_day, asked)
    return replace(state, asked=asked, due_at=due_at(state.checked_at, interval))


def _unchanged(feed: Feed, outlet: Outlet, state: FeedState, answer: Response) -> Poll:
    return Poll(
        feed_id=feed.id,
        outlet_id=outlet.id,
        outcome=PollOutcome.NOT_MODIFIED,
        state=state,
        http_status=answer.status,
        bytes_received=answer.bytes_received,
        elapsed_seconds=answer.elapsed_seconds,
    )


def _failed(
    feed: Feed,
    outlet: Outlet,
    state: FeedState | None,
    rejection: Rejection,
    now: datetime,
    *,
    status: int | None,
    retry_after: datetime | None = None,
    received: int = 0,
) -> Poll:
    known = state or FeedState(feed_id=feed.id, checked_at=now)
    failures = known.failures + 1
    wait = backoff(feed, failures, rejection.reason)
    waits = [when for when in (retry_after, now + wait if wait else None) if when is not None]
    return Poll(
        feed_id=feed.id,
        outlet_id=outlet.id,
        outcome=PollOutcome.FAILED,
        state=replace(known, checked_at=now, failures=failures, not_before=max(waits, default=None), due_at=None),
        http_status=status,
        rejections=(replace(rejection, feed_id=feed.id, outlet_id=outlet.id),),
        bytes_received=received,
    )
