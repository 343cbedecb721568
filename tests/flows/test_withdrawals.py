"""End to end: a report that its outlet withdraws, seen by looking at the page again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from flows.clock import StandingClock
from flows.reports import PassReport
from tests.flows.world import NOW, World, make_desk, page, quick_settings, run_quick_pass, serving_world
from warehouse.queries import run_sql

pytestmark = pytest.mark.long

MEETING_WATCH = "us-prc-defense-ministers-meeting"
WITHDRAWN = page(
    "Correction: Austin and Dong did not meet in Singapore",
    "An earlier version of this article wrongly reported a meeting and has been withdrawn. "
    "US Defense Secretary Lloyd Austin did not meet Chinese Defence Minister Dong Jun in Singapore on Friday, the "
    "Pentagon said. We regret the error.",
)


@pytest.fixture
def world() -> Iterator[World]:
    with serving_world() as served:
        served.put_feed("/beta/feed")  # the report stands alone
        yield served


def do_pass(world: World, data_dir: Path, hours: float) -> PassReport:
    clock = StandingClock(datetime.fromisoformat(NOW) + timedelta(hours=hours))
    return run_quick_pass(make_desk(world, quick_settings(data_dir), clock))


def stages(report: PassReport) -> list[Any]:
    return [(line.kind, line.stage) for line in report.alerts if line.watch == MEETING_WATCH]


def test_a_false_report_withdrawn_after_two_hours_is_retracted_once(world: World, tmp_path: Path) -> None:
    assert stages(do_pass(world, tmp_path, 0)) == [("alert", "reported")]
    world.put("/alpha/meeting", WITHDRAWN)
    assert stages(do_pass(world, tmp_path, 2)) == [("alert", "retracted")]
    assert stages(do_pass(world, tmp_path, 26)) == []
    denied = "status IN ('denied', 'not_occurred')"
    sql = f"SELECT stage, {denied} FROM developments WHERE watch = '{MEETING_WATCH}' AND stage IS NOT NULL"
    assert [tuple(row) for row in run_sql(tmp_path / "storywatch.duckdb", sql).rows] == [("retracted", True)]
    sql = f"SELECT title FROM alerts WHERE watch = '{MEETING_WATCH}' ORDER BY raised_at"
    titles = [row[0] for row in run_sql(tmp_path / "storywatch.duckdb", sql).rows]
    assert titles[1] == f"Retracted: {titles[0]}"


def test_pages_are_looked_at_again_after_an_hour_a_day_and_a_week(world: World, tmp_path: Path) -> None:
    asked = []
    for hours in (0, 0.5, 1, 2, 24, 48, 168, 200):
        world.asked.clear()
        do_pass(world, tmp_path, hours)
        asked.append(world.asked.count("/alpha/meeting"))
    assert asked == [1, 0, 1, 0, 1, 0, 1, 0]


def test_a_page_that_cannot_be_had_again_takes_nothing_back(world: World, tmp_path: Path) -> None:
    do_pass(world, tmp_path, 0)
    world.put("/alpha/meeting", "no longer here", status=503)
    assert stages(do_pass(world, tmp_path, 2)) == []
    rows = run_sql(tmp_path / "storywatch.duckdb", "SELECT text_origin FROM articles").rows
    assert [row[0] for row in rows] == ["page"]


def test_a_page_behind_a_paywall_by_now_takes_nothing_back(world: World, tmp_path: Path) -> None:
    do_pass(world, tmp_path, 0)
    world.put("/alpha/meeting", page("Austin and Dong", "To read on, please subscribe to our newspaper. " * 4))
    assert stages(do_pass(world, tmp_path, 2)) == []


def test_one_passing_404_changes_nothing(world: World, tmp_path: Path) -> None:
    do_pass(world, tmp_path, 0)
    there = world.pages["/alpha/meeting"]
    world.put("/alpha/meeting", "not found", status=404)
    assert stages(do_pass(world, tmp_path, 1)) == []
    world.pages["/alpha/meeting"] = there
    assert stages(do_pass(world, tmp_path, 2)) == []


def test_a_page_that_is_gone_at_a_second_look_is_retracted_once(world: World, tmp_path: Path) -> None:
    do_pass(world, tmp_path, 0)
    there = world.pages["/alpha/meeting"]
    world.put("/alpha/meeting", "not found", status=410)
    told = [stages(do_pass(world, tmp_path, hours)) for hours in (1, 2)]
    world.pages["/alpha/meeting"] = there  # the same words come back, which raises nothing
    told += [stages(do_pass(world, tmp_path, hours)) for hours in (24, 168)]
    assert told == [[], [("alert", "retracted")], [], []]
    sql = f"SELECT status, stage, origin_count FROM developments WHERE watch = '{MEETING_WATCH}' AND stage IS NOT NULL"
    assert [tuple(row) for row in run_sql(tmp_path / "storywatch.duckdb", sql).rows] == [
        ("not_occurred", "retracted", 0)
    ]


def test_a_page_that_is_gone_takes_nothing_from_what_another_tells(world: World, tmp_path: Path) -> None:
    world.put_feed("/beta/feed", ("US and China defence chiefs Austin and Dong hold talks", "/beta/meeting"))
    assert stages(do_pass(world, tmp_path, 0))[-1] == ("alert", "corroborated")
    world.put("/alpha/meeting", "not found", status=404)
    assert [stages(do_pass(world, tmp_path, hours)) for hours in (1, 2)] == [[], []]
    sql = f"SELECT status, stage, origin_count FROM developments WHERE watch = '{MEETING_WATCH}' AND stage IS NOT NULL"
    assert [tuple(row) for row in run_sql(tmp_path / "storywatch.duckdb", sql).rows] == [
        ("occurred", "corroborated", 1)
    ]


def test_a_bare_notice_of_withdrawal_in_place_of_the_report_retracts_it(world: World, tmp_path: Path) -> None:
    do_pass(world, tmp_path, 0)
    notice = "This story has been withdrawn because its account could not be confirmed. There is no substitute story."
    world.put("/alpha/meeting", page("Story withdrawn", notice))
    assert stages(do_pass(world, tmp_path, 2)) == [("alert", "retracted")]


def test_a_notice_at_another_address_takes_the_report_back(world: World, tmp_path: Path) -> None:
    do_pass(world, tmp_path, 0)
    title = "Alpha withdraws report of meeting between Austin and China's defence minister Dong Jun"
    world.put_feed("/alpha/feed", (title, "/alpha/notice"))
    world.put(
        "/alpha/notice",
        page(
            title,
            "Alpha wrongly reported on Friday that US Defense Secretary Lloyd Austin met Chinese Defence Minister Dong "
            "Jun in Singapore. The report, published at an earlier hour, rested on a schedule that had been dropped. "
            "The story has been withdrawn and no substitute will be filed. Alpha regrets the error.",
        ),
    )
    assert stages(do_pass(world, tmp_path, 0.5)) == [("alert", "retracted")]
