"""Manners towards hosts from pass to pass: robots.txt, the day's count of requests, and rest for what fails."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from flows.clock import Clock
from flows.reports import PassReport
from flows.settings import Settings
from tests.flows.world import MEETING, NOW, World, make_desk, page, quick_settings, run_quick_pass, serving_world
from warehouse.queries import run_sql

FIRST = datetime.fromisoformat(NOW)


@pytest.fixture
def world() -> Iterator[World]:
    with serving_world() as served:
        yield served


def do_pass(world: World, settings: Settings, hours: float) -> PassReport:
    """Do a pass so many hours after the first."""
    return run_quick_pass(make_desk(world, settings, Clock(FIRST + timedelta(hours=hours))))


def test_page_that_robots_txt_forbids_is_not_asked_for_and_the_feeds_words_are_read(
    world: World, tmp_path: Path
) -> None:
    world.put("/robots.txt", "User-agent: storywatch\nDisallow: /alpha/\n", content_type="text/plain")
    report = do_pass(world, quick_settings(tmp_path), 0)
    asked = set(world.asked)
    assert "/alpha/meeting" not in asked
    assert {"/alpha/feed", "/beta/meeting"} <= asked
    assert world.asked.count("/robots.txt") == 1
    assert report.counts.articles_new == 2
    refused = run_sql(tmp_path / "storywatch.duckdb", "SELECT reason, url FROM rejections WHERE stage = 'page'").rows
    assert refused == (("disallowed", f"{world.base}/alpha/meeting"),)


@pytest.mark.long
def test_robots_txt_is_had_once_a_day_and_a_new_word_in_it_holds_from_then_on(world: World, tmp_path: Path) -> None:
    do_pass(world, quick_settings(tmp_path), 0)
    world.put("/robots.txt", "User-agent: *\nDisallow: /\n", content_type="text/plain")
    for hours, name in ((2, "second"), (26, "third")):
        world.put_feed("/alpha/feed", (f"Austin and Dong Jun, a {name} report", f"/alpha/{name}"))
        do_pass(world, quick_settings(tmp_path), hours)
    assert "/alpha/second" in world.asked
    assert "/alpha/third" not in world.asked
    assert world.asked.count("/robots.txt") == 2


def test_a_host_that_has_had_its_requests_of_the_day_is_asked_again_on_the_next(world: World, tmp_path: Path) -> None:
    settings = quick_settings(tmp_path)
    limits = settings.fetch.model_copy(update={"daily_requests_per_host": 8})
    limited = settings.model_copy(update={"fetch": limits, "revisit_hours": ()})
    reports = [do_pass(world, limited, hours) for hours in (0, 1, 2)]
    assert len(world.asked) == 8
    refused = {line.feed for report in reports for line in report.feeds if line.reason == "budget_spent"}
    assert {"alpha-news", "beta-news"} <= refused  # which of them has the last request, and in which pass, is chance
    report = do_pass(world, limited, 24)
    assert "/alpha/feed" in world.asked[8:]
    assert {line.outcome for line in report.feeds if line.feed != "gamma-news"} == {"not_modified"}


def test_a_feed_that_has_had_its_time_leaves_its_other_pages_to_the_next_pass(world: World, tmp_path: Path) -> None:
    links = [f"/alpha/meeting-{number}" for number in range(3)]
    world.put_feed("/alpha/feed", *((f"Austin and Dong Jun meet, note {link[-1]}", link) for link in links))
    for link in links:
        world.put(link, page(f"Austin meets Dong Jun, note {link[-1]}", f"{MEETING} This is note {link[-1]}."))
    settings = quick_settings(tmp_path).model_copy(update={"revisit_hours": ()})
    limits = settings.fetch.model_copy(update={"feed_seconds": 0.0})
    do_pass(world, settings.model_copy(update={"fetch": limits}), 0)
    first = [path for path in world.asked if path.endswith(("-0", "-1", "-2", "/beta/meeting"))]
    do_pass(world, settings, 1)
    assert sorted(first) == ["/alpha/meeting-0", "/beta/meeting"]
    assert sorted(set(world.asked) & set(links)) == links
    stored = run_sql(tmp_path / "storywatch.duckdb", "SELECT count(*) FROM articles WHERE feed_id = 'alpha-news'").rows
    assert stored == ((3,),)


@pytest.mark.long
def test_a_feed_that_fails_is_asked_more_and_more_rarely_by_later_passes(world: World, tmp_path: Path) -> None:
    world.put_feed("/alpha/feed", ("Home side wins third test", "/alpha/cricket"))
    world.put_feed("/beta/feed", ("Away side loses third test", "/beta/cricket"))
    for hours in range(8):
        do_pass(world, quick_settings(tmp_path), hours)
    assert world.asked.count("/alpha/feed") == 8
    assert 3 <= world.asked.count("/gamma/feed") <= 5
