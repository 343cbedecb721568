from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from extractors.records.feed_health import ALL_FEEDS, FeedCondition, FeedHealth, HealthNews
from flows.clock import Clock
from flows.feed_health import health_message, health_title
from flows.reports import FeedNewsLine
from seeds.watches import Severity
from tests.flows.world import NOW, World, make_desk, quick_settings, run_quick_pass, serving_world
from warehouse.queries import list_feeds, run_sql

AT = datetime(2026, 11, 18, 12, tzinfo=UTC)


@pytest.fixture
def world() -> Iterator[World]:
    with serving_world() as served:
        yield served


def news(feed: str, condition: FeedCondition, before: FeedCondition | None = None, detail: str = "") -> HealthNews:
    after = FeedHealth(feed_id=feed, condition=condition, detail=detail, since=AT - timedelta(hours=7))
    return HealthNews(before=before, after=after)


def hourly_pass(world: World, data_dir: Path, hours: int) -> tuple[FeedNewsLine, ...]:
    clock = Clock(datetime.fromisoformat(NOW) + timedelta(hours=hours))
    desk = make_desk(world, quick_settings(data_dir), clock)
    return run_quick_pass(desk).feed_news


def test_a_dead_feed_is_told_once_and_its_return_once(world: World, tmp_path: Path) -> None:
    told = [hourly_pass(world, tmp_path, hours) for hours in (0, 1, 7, 8)]
    assert [[line.feed for line in lines] for lines in told] == [[], [], ["gamma-news"], []]
    world.put_feed("/gamma/feed", ("Home side loses", "/gamma/cricket"))
    back = hourly_pass(world, tmp_path, 14)
    assert [(line.feed, line.condition, line.before) for line in back] == [("gamma-news", "healthy", "dead")]
    snapshot = tmp_path / "storywatch.duckdb"
    sent = run_sql(
        snapshot,
        "SELECT title, channels, delivered_count FROM service_messages ORDER BY raised_at",
    ).rows
    assert sent == (("1 feed dead", ["console"], 1), ("1 feed back", ["console"], 1))
    assert {row["feed_id"]: row["condition"] for row in list_feeds(snapshot)}["gamma-news"] == "healthy"


def test_one_message_tells_of_all_feeds_with_what_is_wrong() -> None:
    message = health_message(
        [
            news("gazette", FeedCondition.DEAD, detail="server error: status 503"),
            news("herald", FeedCondition.DEAD, detail="timeout"),
            news("courier", FeedCondition.HEALTHY, FeedCondition.NOT_A_FEED),
        ],
        AT,
    )
    assert message.title == "2 feeds dead, 1 feed back"
    assert message.text.splitlines() == [
        "FEEDS: 2 feeds dead, 1 feed back",
        "- gazette: dead since 2026-11-18 05:00 UTC; server error: status 503",
        "- herald: dead since 2026-11-18 05:00 UTC; timeout",
        "- courier: well again, after having been not a feed",
    ]
    assert message.severity is Severity.MEDIUM
    assert [feed["feed"] for feed in message.data["feeds"]] == ["gazette", "herald", "courier"]


def test_words_of_a_server_are_harmless_in_every_form() -> None:
    message = health_message([news("gazette", FeedCondition.DEAD, detail="\x1b[2J<script>\u202e")], AT)
    assert "\x1b" not in message.text
    assert "\u202e" not in message.text
    assert "<script>" not in message.html


def test_no_internet_and_its_return_have_titles_of_their_own() -> None:
    assert health_title([news(ALL_FEEDS, FeedCondition.OFFLINE)]) == "No feed can be reached"
    assert health_title([news(ALL_FEEDS, FeedCondition.HEALTHY, FeedCondition.OFFLINE)]) == "Feeds can be reached again"


def test_the_same_news_is_the_same_message_and_a_second_silence_another() -> None:
    first = health_message([news("gazette", FeedCondition.DEAD)], AT)
    assert health_message([news("gazette", FeedCondition.DEAD)], AT + timedelta(hours=1)).message_id == first.message_id
    later = FeedHealth(feed_id="gazette", condition=FeedCondition.DEAD, since=AT)
    assert health_message([HealthNews(before=None, after=later)], AT).message_id != first.message_id


def test_a_pass_that_is_done_again_after_a_kill_writes_the_same_message() -> None:
    trouble = news("gazette", FeedCondition.DEAD)
    again = HealthNews(before=None, after=replace(trouble.after, since=trouble.after.since + timedelta(seconds=40)))
    assert health_message([again], AT).message_id == health_message([trouble], AT).message_id
