"""Polling a feed again and again: what is remembered, and how long a failing feed is left alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from extractors.feeds.polling import poll_feed
from extractors.records.feeds import FeedState, PollOutcome
from extractors.records.rejections import RejectionReason, RejectionStage
from extractors.web.fetch import Fetcher
from seeds.outlets import Feed, Outlet
from tests.extractors.conftest import NOW
from tests.extractors.loopback import Loopback, answer, in_turn

MakeFeed = Callable[..., Feed]
RSS = b'<rss version="2.0"><channel><item><title>One</title><link>https://example.com/1</link></item></channel></rss>'


def state(feed: Feed, **fields: object) -> FeedState:
    return FeedState(feed_id=feed.id, checked_at=NOW - timedelta(hours=1), **fields)  # type: ignore[arg-type]  test's choice


@pytest.fixture
def feed(make_feed: MakeFeed, server: Loopback) -> Feed:
    return make_feed(url=f"{server.url}/feed")


def test_first_poll_brings_entries_and_remembers_validators(
    server: Loopback, feed: Feed, outlet: Outlet, fetcher: Fetcher
) -> None:
    server.answers["/feed"] = answer(200, RSS, ETag='"a"', Last_Modified="Fri, 02 Jun 2023 10:00:00 GMT")
    poll = poll_feed(feed, outlet, None, fetcher, NOW)
    assert poll.outcome is PollOutcome.OK
    assert [entry.title for entry in poll.entries] == ["One"]
    assert (poll.http_status, poll.bytes_received) == (200, len(RSS))
    assert (poll.state.etag, poll.state.last_modified) == ('"a"', "Fri, 02 Jun 2023 10:00:00 GMT")
    assert poll.state.checked_at == NOW


def test_second_poll_sends_what_the_first_was_given(
    server: Loopback, feed: Feed, outlet: Outlet, fetcher: Fetcher
) -> None:
    server.answers["/feed"] = in_turn(answer(200, RSS, ETag='"a"'), answer(304, b""))
    first = poll_feed(feed, outlet, None, fetcher, NOW)
    second = poll_feed(feed, outlet, first.state, fetcher, NOW + timedelta(hours=1))
    assert server.asked[1][1]["if-none-match"] == '"a"'
    assert (second.outcome, second.entries, second.state.etag) == (PollOutcome.NOT_MODIFIED, (), '"a"')


def test_same_bytes_without_validators_are_not_modified(
    server: Loopback, feed: Feed, outlet: Outlet, fetcher: Fetcher
) -> None:
    server.answers["/feed"] = answer(200, RSS)
    first = poll_feed(feed, outlet, None, fetcher, NOW)
    assert poll_feed(feed, outlet, first.state, fetcher, NOW).outcome is PollOutcome.NOT_MODIFIED


@pytest.mark.parametrize(
    ("status", "body", "expected"),
    [
        (403, b"no", RejectionReason.FORBIDDEN),
        (404, b"no", RejectionReason.NOT_FOUND),
        (500, b"no", RejectionReason.SERVER_ERROR),
        (200, b"", RejectionReason.EMPTY),
        (200, b"<!doctype html><html><body>Hello</body></html>", RejectionReason.WRONG_TYPE),
        (200, b"Oops", RejectionReason.MALFORMED),
    ],
)
def test_failure_is_one_rejection_of_the_feed_stage(
    server: Loopback,
    feed: Feed,
    outlet: Outlet,
    fetcher: Fetcher,
    status: int,
    body: bytes,
    expected: RejectionReason,
) -> None:
    server.answers["/feed"] = answer(status, body, "text/xml", ETag='"new"')
    poll = poll_feed(feed, outlet, state(feed, etag='"old"', failures=1), fetcher, NOW)
    assert poll.outcome is PollOutcome.FAILED
    (rejection,) = poll.rejections
    assert (rejection.stage, rejection.reason) == (RejectionStage.FEED, expected)
    assert (rejection.feed_id, rejection.outlet_id) == (feed.id, outlet.id)
    assert (poll.http_status, poll.state.failures, poll.state.etag) == (status, 2, '"old"')


def test_success_forgets_failures_and_waits(server: Loopback, feed: Feed, outlet: Outlet, fetcher: Fetcher) -> None:
    server.answers["/feed"] = answer(200, RSS)
    poll = poll_feed(feed, outlet, state(feed, failures=5, not_before=NOW), fetcher, NOW)
    assert (poll.state.failures, poll.state.not_before) == (0, None)


@pytest.mark.parametrize(
    ("failures_before", "wait"),
    [(0, None), (1, None), (2, timedelta(hours=2)), (3, timedelta(hours=4)), (9, timedelta(hours=24))],
)
def test_failing_feed_is_left_alone_for_longer_and_longer(
    server: Loopback, feed: Feed, outlet: Outlet, fetcher: Fetcher, failures_before: int, wait: timedelta | None
) -> None:
    server.answers["/feed"] = answer(500, b"")
    poll = poll_feed(feed, outlet, state(feed, failures=failures_before), fetcher, NOW)
    assert poll.state.not_before == (NOW + wait if wait else None)


def test_unreachable_host_is_asked_at_every_pass(make_feed: MakeFeed, outlet: Outlet, fetcher: Fetcher) -> None:
    lost = make_feed(url="http://127.0.0.1:1/feed")
    poll = poll_feed(lost, outlet, state(lost, failures=9), fetcher, NOW)
    assert poll.rejections[0].reason is RejectionReason.CONNECT_FAILED
    assert poll.state.not_before is None


def test_retry_after_decides_when_to_come_back(server: Loopback, feed: Feed, outlet: Outlet, fetcher: Fetcher) -> None:
    server.answers["/feed"] = answer(429, b"", Retry_After="5400")
    poll = poll_feed(feed, outlet, None, fetcher, NOW)
    assert poll.rejections[0].reason is RejectionReason.RATE_LIMITED
    assert poll.state.not_before == datetime(2023, 6, 2, 13, 30, tzinfo=UTC)


def test_feed_that_asked_for_rest_is_not_polled(server: Loopback, feed: Feed, outlet: Outlet, fetcher: Fetcher) -> None:
    resting = state(feed, not_before=NOW + timedelta(minutes=1))
    poll = poll_feed(feed, outlet, resting, fetcher, NOW)
    assert (poll.outcome, poll.state, server.asked) == (PollOutcome.NOT_DUE, resting, [])


def test_wait_left_by_a_clock_that_jumped_is_ignored(
    server: Loopback, feed: Feed, outlet: Outlet, fetcher: Fetcher
) -> None:
    server.answers["/feed"] = answer(200, RSS)
    from_the_future = state(feed, not_before=NOW + timedelta(days=400))
    assert poll_feed(feed, outlet, from_the_future, fetcher, NOW).outcome is PollOutcome.OK


def test_feed_that_asks_for_two_hours_is_left_alone_so_long_by_a_pass_of_what_is_due(
    server: Loopback, feed: Feed, outlet: Outlet, fetcher: Fetcher
) -> None:
    server.answers["/feed"] = answer(200, RSS, Cache_Control="max-age=7200")
    first = poll_feed(feed, outlet, None, fetcher, NOW)
    for minutes, outcome in ((100, PollOutcome.NOT_DUE), (120, PollOutcome.NOT_MODIFIED)):
        later = NOW + timedelta(minutes=minutes)
        assert poll_feed(feed, outlet, first.state, fetcher, later, due_only=True).outcome is outcome


def test_pass_by_hand_asks_also_what_is_not_due(server: Loopback, feed: Feed, outlet: Outlet, fetcher: Fetcher) -> None:
    server.answers["/feed"] = answer(200, RSS, Cache_Control="max-age=7200")
    first = poll_feed(feed, outlet, None, fetcher, NOW)
    assert poll_feed(feed, outlet, first.state, fetcher, NOW).outcome is PollOutcome.NOT_MODIFIED


def test_wish_of_a_feed_outlasts_answers_without_a_body(
    server: Loopback, feed: Feed, outlet: Outlet, fetcher: Fetcher
) -> None:
    wishing = RSS.replace(b"<channel>", b"<channel><ttl>240</ttl>")
    server.answers["/feed"] = in_turn(answer(200, wishing, ETag='"a"'), answer(304, b""))
    first = poll_feed(feed, outlet, None, fetcher, NOW)
    second = poll_feed(feed, outlet, first.state, fetcher, NOW + timedelta(hours=4))
    assert second.outcome is PollOutcome.NOT_MODIFIED
    assert second.state.due_at == NOW + timedelta(hours=4) + 0.9 * timedelta(hours=4)


def test_feed_that_fails_is_due_at_the_next_pass(
    server: Loopback, feed: Feed, outlet: Outlet, fetcher: Fetcher
) -> None:
    server.answers["/feed"] = in_turn(
        answer(200, RSS, Cache_Control="max-age=7200"), answer(500, b""), answer(200, RSS)
    )
    state = None
    for hours in (0, 2, 3):
        poll = poll_feed(feed, outlet, state, fetcher, NOW + timedelta(hours=hours), due_only=True)
        state = poll.state
    assert poll.outcome is PollOutcome.NOT_MODIFIED


def test_memory_of_a_clock_that_was_ahead_is_not_believed(
    server: Loopback, feed: Feed, outlet: Outlet, fetcher: Fetcher
) -> None:
    server.answers["/feed"] = answer(200, RSS, ETag='"a"')
    ahead = poll_feed(feed, outlet, None, fetcher, NOW + timedelta(days=20))
    poll = poll_feed(feed, outlet, ahead.state, fetcher, NOW)
    assert poll.outcome is PollOutcome.OK
    assert len(poll.entries) == 1
    assert "if-none-match" not in server.asked[1][1]
