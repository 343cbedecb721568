"""Prefect events of passes over a small world: a plan is told, a feed falls silent and is back, a pass fails."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from prefect.client.orchestration import get_client

from flows.clock import Clock
from flows.monitor import monitor
from flows.reports import PassReport
from seeds.errors import SeedError
from tests.flows.world import NOW, World, make_desk, page, quick_settings, run_quick_pass, serving_world, write_outlets

EVENTS_SECONDS = 60.0
"""The server writes events down in bundles, every few seconds."""
LOOPBACK = "allow_private_addresses = true\n[fetch]\nper_host_gap_seconds = 0\nretries = 0\n"
FIRST = datetime.fromisoformat(NOW)
PLAN = "Austin to meet Chinese Defence Minister Dong Jun in Singapore on Sunday"
PLANNED = (
    "SINGAPORE - US Defense Secretary Lloyd Austin will meet Chinese Defence Minister Dong Jun in Singapore on Sunday, "
    "the Pentagon said on Friday.\nThe meeting is to take place on the sidelines of the Shangri-La Dialogue."
)


def do_flow(world: World, data_dir: Path, hours: int) -> PassReport:
    outlets = write_outlets(world, data_dir / "outlets.yaml")
    report = monitor(data_dir=str(data_dir), feeds=str(outlets), now=(FIRST + timedelta(hours=hours)).isoformat())
    assert report is not None
    return report


def do_plain_pass(world: World, data_dir: Path, hours: int) -> None:
    desk = make_desk(world, quick_settings(data_dir), Clock(FIRST + timedelta(hours=hours)))
    run_quick_pass(desk)


def events_since(began: datetime, last: tuple[str, str]) -> list[dict[str, Any]]:
    """Wait until the server has the event that has this under this key, and return all of ours since `began`."""
    key, value = last
    wanted = {
        "filter": {"event": {"prefix": ["storywatch."]}, "occurred": {"since": began.isoformat()}},
        "limit": 50,
    }
    found: list[dict[str, Any]] = []
    deadline = time.monotonic() + EVENTS_SECONDS
    while time.monotonic() < deadline and all(event["payload"].get(key) != value for event in found):
        time.sleep(0.3)
        with get_client(sync_client=True) as client:
            found = client.request("POST", "/events/filter", json=wanted).json()["events"]
    return found


@pytest.fixture(scope="module")
def told(prefect_server: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[dict[str, Any]]]:
    """What two passes emitted: a feed has been dead for six hours as a plan is reported, and it is back by the next."""
    data_dir, began = tmp_path_factory.mktemp("passes"), datetime.now(UTC)
    with serving_world() as world:
        world.put_feed("/alpha/feed", ("Home side wins third test", "/alpha/cricket"))
        world.put_feed("/beta/feed", ("Away side loses third test", "/beta/cricket"))
        for hours in (0, 1):
            do_plain_pass(world, data_dir, hours)
        (data_dir / "storywatch.toml").write_text(LOOPBACK, encoding="utf-8")
        world.put_feed("/alpha/feed", (PLAN, "/alpha/plan"))
        world.put("/alpha/plan", page(PLAN, PLANNED))
        do_flow(world, data_dir, 7)
        world.put_feed("/gamma/feed", ("Home side loses", "/gamma/cricket"))
        last = do_flow(world, data_dir, 14)
    yield events_since(began, ("run_id", last.run_id))


def named(events: list[dict[str, Any]], name: str) -> list[dict[str, Any]]:
    return [event for event in events if event["event"] == f"storywatch.{name}"]


@pytest.mark.prefect
def test_a_plan_is_a_notice_and_no_alert(told: list[dict[str, Any]]) -> None:
    (notice,) = named(told, "notice")
    assert notice["payload"]["watch"] == "us-prc-defense-ministers-meeting"
    assert notice["payload"]["status"] == "scheduled"
    assert notice["resource"]["prefect.resource.id"] == f"storywatch.alert.{notice['payload']['alert_id']}"
    assert named(told, "alert") == []


@pytest.mark.prefect
def test_a_feed_that_falls_silent_is_down_once(told: list[dict[str, Any]]) -> None:
    (down,) = named(told, "feed-down")
    assert down["resource"]["prefect.resource.id"] == "storywatch.feed.gamma-news"
    assert (down["payload"]["feed"], down["payload"]["condition"]) == ("gamma-news", "dead")
    assert down["payload"]["since"].startswith("2024-06-01T02:00")
    assert "404" in down["payload"]["detail"]


@pytest.mark.prefect
def test_a_feed_that_is_back_is_up_once(told: list[dict[str, Any]]) -> None:
    (up,) = named(told, "feed-up")
    assert up["resource"]["prefect.resource.id"] == "storywatch.feed.gamma-news"
    assert (up["payload"]["condition"], up["payload"]["before"]) == ("healthy", "dead")


@pytest.mark.prefect
def test_every_event_names_the_flow_run_it_comes_from(told: list[dict[str, Any]]) -> None:
    runs = [
        {each["prefect.resource.id"] for each in event["related"] if each["prefect.resource.role"] == "flow-run"}
        for event in told
    ]
    assert all(len(each) == 1 for each in runs)
    assert len(set.union(*runs)) == 2


@pytest.mark.prefect
@pytest.mark.usefixtures("prefect_server")
def test_a_pass_that_fails_emits_the_kind_of_its_error_and_no_word_of_it(tmp_path: Path) -> None:
    began, outlets = datetime.now(UTC), tmp_path / "outlets.yaml"
    outlets.write_text("outlets: [s3cret]\n", encoding="utf-8")
    with pytest.raises(SeedError):
        monitor(data_dir=str(tmp_path), feeds=str(outlets), now=NOW)
    (finished,) = named(events_since(began, ("error", "SeedError")), "run-finished")
    assert finished["payload"] == {"outcome": "failed", "error": "SeedError"}
    assert "s3cret" not in str(finished)
