from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from extractors.reading import Reader
from flows.clock import Clock
from flows.passes import run_pass
from flows.reports import PassReport
from tests.flows.world import NOW, World, make_desk, page, quick_settings, run_quick_pass, serving_world
from warehouse.queries import run_sql

ROOT = Path(__file__).resolve().parents[2]

KILLED_PASS = """
import os, signal, sys
from datetime import datetime
from pathlib import Path
from flows.clock import Clock
from flows.desk import set_up_desk
from flows.passes import run_pass
from flows.spreading import spread_on_threads
from tests.flows.world import NOW, quick_settings

class KillingClock(Clock):
    calls = 0
    def __call__(self):
        KillingClock.calls += 1
        if KillingClock.calls == int(sys.argv[2]):
            os.kill(os.getpid(), signal.SIGKILL)
        return super().__call__()

data_dir = Path(sys.argv[1])
desk = set_up_desk(quick_settings(data_dir), KillingClock(datetime.fromisoformat(NOW)), data_dir / "outlets.yaml")
run_pass(desk, spread_on_threads(1), command="run")
"""


@pytest.fixture
def world() -> Iterator[World]:
    with serving_world() as served:
        yield served


def do_pass(world: World, data_dir: Path, now: str = NOW, **changes: object) -> PassReport:
    desk = make_desk(world, quick_settings(data_dir, **changes), Clock(datetime.fromisoformat(now)))
    return run_quick_pass(desk)


def query(data_dir: Path, sql: str) -> list[tuple[Any, ...]]:
    return list(run_sql(data_dir / "storywatch.duckdb", sql).rows)


def facts(data_dir: Path) -> dict[str, list[tuple[Any, ...]]]:
    """What must be the same however a pass was disturbed."""
    return {
        "versions": query(data_dir, "SELECT version_id FROM article_versions ORDER BY ALL"),
        "events": query(data_dir, "SELECT event_id, status FROM events ORDER BY ALL"),
        "evidence": query(data_dir, "SELECT evidence_id, origin_id FROM evidence ORDER BY ALL"),
        "developments": query(
            data_dir,
            "SELECT development_id, watch, status, stage, origin_ids, evidence_ids FROM developments ORDER BY ALL",
        ),
        "alerts": query(data_dir, "SELECT alert_id, kind, watch, stage FROM alerts ORDER BY ALL"),
        "deliveries": query(data_dir, "SELECT alert_id, channel, state FROM deliveries ORDER BY ALL"),
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstPass:
    """A first pass that many tests look at: what it asked its world for, told and left."""

    world: World
    asked: tuple[str, ...]
    data_dir: Path
    report: PassReport


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FirstPass]:
    data_dir = tmp_path_factory.mktemp("first")
    with serving_world() as served:
        report = do_pass(served, data_dir)
        yield FirstPass(world=served, asked=tuple(served.asked), data_dir=data_dir, report=report)


def test_pass_reads_the_articles_and_raises_the_meeting(first: FirstPass) -> None:
    report = first.report
    alerts = {(line.kind, line.watch, line.stage) for line in report.alerts}
    assert ("alert", "us-prc-defense-ministers-meeting", "reported") in alerts
    assert not any(line.watch == "austin-li-meeting" for line in report.alerts)
    board = {line.watch: line.status for line in report.watches}
    assert board["us-prc-defense-ministers-meeting"] == "occurred"


def test_two_outlets_corroborate(first: FirstPass) -> None:
    stages = {line.stage for line in first.report.alerts if line.watch == "us-prc-defense-ministers-meeting"}
    assert "corroborated" in stages


def test_counts_add_up_and_are_stored(first: FirstPass) -> None:
    counts = first.report.counts
    assert (counts.feeds, counts.feeds_ok, counts.feeds_failed) == (3, 2, 1)
    assert (counts.entries, counts.entries_new, counts.entries_skipped) == (3, 3, 1)
    assert (counts.articles_read, counts.articles_new, counts.articles_on_storyline) == (2, 2, 2)
    stored = query(first.data_dir, "SELECT feeds_failed, entries_new, articles_new, outcome FROM runs")
    assert stored == [(1, 3, 2, "ok")]


def test_off_topic_page_is_not_fetched(first: FirstPass) -> None:
    assert "/alpha/meeting" in first.asked
    assert "/alpha/cricket" not in first.asked
    assert query(first.data_dir, "SELECT count(*) FROM entries WHERE decision = 'off_terms'") == [(1,)]


def test_feed_that_fails_is_told_and_the_others_are_read(first: FirstPass) -> None:
    failed = [(line.feed, line.reason, line.http_status) for line in first.report.feeds if line.outcome == "failed"]
    assert failed == [("gamma-news", "not_found", 404)]


def test_second_pass_adds_nothing_and_fetches_no_page(world: World, tmp_path: Path) -> None:
    do_pass(world, tmp_path)
    before = facts(tmp_path)
    world.asked.clear()
    report = do_pass(world, tmp_path, "2024-06-01T02:30:00+00:00")
    assert facts(tmp_path) == before
    assert report.alerts == ()
    assert set(world.asked) == {"/alpha/feed", "/beta/feed", "/gamma/feed"}


def test_pass_that_finds_nothing_new_builds_no_reader(world: World, tmp_path: Path) -> None:
    do_pass(world, tmp_path)

    def build() -> Reader:
        raise AssertionError("nothing is new, and a reader was wanted")

    desk = make_desk(world, quick_settings(tmp_path), Clock(datetime.fromisoformat("2024-06-01T02:30:00+00:00")))
    report = run_quick_pass(replace(desk, make_reader=build))
    assert (report.counts.feeds, report.counts.entries_new) == (3, 0)


def test_page_that_was_down_is_tried_again(world: World, tmp_path: Path) -> None:
    good = world.pages["/alpha/meeting"]
    world.put("/alpha/meeting", "down", status=503)
    first = do_pass(world, tmp_path)
    assert first.counts.pages_rejected == 1
    world.pages["/alpha/meeting"] = good
    second = do_pass(world, tmp_path, "2024-06-01T02:30:00+00:00")
    assert second.counts.entries_retried == 1
    assert second.counts.versions_new == 1


def test_same_address_in_two_feeds_is_fetched_once(world: World, tmp_path: Path) -> None:
    world.put_feed("/gamma/feed", ("Austin meets China's defence minister Dong Jun in Singapore", "/alpha/meeting"))
    do_pass(world, tmp_path)
    assert world.asked.count("/alpha/meeting") == 1
    assert query(tmp_path, "SELECT count(*) FROM entries WHERE decision = 'fetch'") == [(3,)]
    world.asked.clear()
    do_pass(world, tmp_path, "2024-06-01T02:30:00+00:00")
    assert "/alpha/meeting" not in world.asked


def test_edited_article_becomes_a_new_version(world: World, tmp_path: Path) -> None:
    do_pass(world, tmp_path)
    title = "Austin meets China's defence minister Dong Jun in Singapore for 75 minutes"
    world.put_feed("/alpha/feed", (title, "/alpha/meeting"))
    world.put(
        "/alpha/meeting", page(title, world.pages["/alpha/meeting"][2].split("<p>")[1].split("</p>")[0] + " More.")
    )
    counts = do_pass(world, tmp_path, "2024-06-01T02:30:00+00:00").counts
    assert (counts.versions_new, counts.articles_new) == (1, 0)


def test_first_pass_without_any_feed_loads_the_baseline_and_says_nothing(world: World, tmp_path: Path) -> None:
    world.pages.clear()
    report = do_pass(world, tmp_path)
    assert report.counts.feeds_failed == 3
    assert report.alerts == ()
    board = {line.watch: line.status for line in report.watches}
    assert board["austin-li-meeting"] == "declined"
    assert query(tmp_path, "SELECT count(*) > 0 FROM events WHERE basis = 'baseline'") == [(True,)]


def test_pass_that_fails_is_written_down_with_its_reason(world: World, tmp_path: Path) -> None:
    desk = make_desk(world, quick_settings(tmp_path), Clock(datetime.fromisoformat(NOW)))

    def broken(*_: object, **__: object) -> Iterator[Any]:
        raise RuntimeError("the task runner is gone")

    with pytest.raises(RuntimeError, match="task runner"):
        run_pass(desk, broken, command="run")
    do_pass(world, tmp_path, "2024-06-01T02:30:00+00:00")
    ends = query(tmp_path, "SELECT outcome, detail FROM runs ORDER BY started_at")
    assert ends == [("failed", "RuntimeError: the task runner is gone"), ("ok", "")]


@pytest.mark.parametrize("call", [9, 24, *(pytest.param(call, marks=pytest.mark.long) for call in (3, 14, 19, 29))])
def test_pass_killed_anywhere_is_made_whole_by_the_next(first: FirstPass, tmp_path: Path, call: int) -> None:
    make_desk(first.world, quick_settings(tmp_path), Clock())
    killed = subprocess.run(
        [sys.executable, "-c", KILLED_PASS, str(tmp_path), str(call)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=False,
    )
    assert killed.returncode == -signal.SIGKILL, killed.stderr.decode()
    do_pass(first.world, tmp_path, "2024-06-01T02:30:00+00:00")
    assert facts(tmp_path) == facts(first.data_dir)
