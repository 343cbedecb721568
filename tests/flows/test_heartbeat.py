from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from extractors.records.feed_health import FeedCondition, FeedHealth
from flows.clock import Clock
from flows.desk import set_up_desk
from flows.heartbeat import DayTold, beat_due, follow_heartbeat, heartbeat_message, heartbeat_title
from flows.passes import begin_run
from seeds.watches import Severity
from tests.flows.shared import lay_warehouse
from tests.flows.world import quick_settings
from warehouse.runs import RunSums

NOW = datetime(2026, 11, 18, 9, 20, tzinfo=UTC)
SIX = datetime(2026, 11, 18, 6, tzinfo=UTC)
DAY = timedelta(days=1)


def told(**sums: int) -> DayTold:
    dead = FeedHealth(feed_id="gazette", condition=FeedCondition.DEAD, detail="timeout", since=NOW)
    return DayTold(sums=RunSums(first_started_at=NOW - 9 * DAY, **sums), followed=65, healthy=64, troubled=(dead,))


def test_a_quiet_day_is_told_as_such() -> None:
    assert heartbeat_title(told(finished=24)) == "Nothing happened; 64 of 65 feeds healthy"


def test_a_day_with_news_counts_it() -> None:
    title = heartbeat_title(told(finished=24, alerts=1, notices=2))
    assert title == "1 alert and 2 notices in a day; 64 of 65 feeds healthy"


def test_a_day_without_a_pass_is_no_quiet_day() -> None:
    message = heartbeat_message(told(failed=3, crashed=1), SIX, NOW)
    assert message.title == "No pass was completed in a day; 64 of 65 feeds healthy"
    assert message.severity is Severity.MEDIUM
    assert "- 0 passes completed, 3 failed, 1 cut off" in message.text
    assert "- gazette: dead; timeout" in message.text


@pytest.mark.parametrize(
    ("first_run_at", "last_beat_at", "due"),
    [
        (NOW - 9 * DAY, None, SIX),
        (NOW - 9 * DAY, SIX - DAY, SIX),
        (NOW - 9 * DAY, SIX, None),
        (NOW - timedelta(hours=1), None, None),
        (None, None, None),
    ],
)
def test_one_a_day_and_none_before_the_first_morning(
    first_run_at: datetime | None, last_beat_at: datetime | None, due: datetime | None
) -> None:
    assert beat_due(NOW, 6, first_run_at=first_run_at, last_beat_at=last_beat_at) == due


def test_before_its_hour_that_of_yesterday_is_due() -> None:
    early = SIX - timedelta(hours=2)
    assert beat_due(early, 6, first_run_at=NOW - 9 * DAY, last_beat_at=None) == SIX - DAY
    assert beat_due(early, 6, first_run_at=NOW - 9 * DAY, last_beat_at=SIX - DAY) is None


def test_a_heartbeat_that_a_clock_ahead_has_sent_stands_in_for_no_other(tmp_path: Path) -> None:
    settings = quick_settings(tmp_path)
    lay_warehouse(settings.warehouse_path)
    outlets = tmp_path / "outlets.yaml"
    outlets.write_text("outlets: []\n", encoding="utf-8")
    beats = []
    for at in (NOW - 2 * DAY, NOW + 900 * DAY, NOW, NOW + timedelta(hours=1)):
        desk = set_up_desk(settings, Clock(at), outlets)
        begin_run(desk, "run")
        beats.append(follow_heartbeat(desk, None))
    assert beats == [False, True, True, False]


def test_the_heartbeat_of_a_day_goes_into_the_outbox_once(tmp_path: Path) -> None:
    settings = quick_settings(tmp_path)
    lay_warehouse(settings.warehouse_path)
    outlets = tmp_path / "outlets.yaml"
    outlets.write_text("outlets: []\n", encoding="utf-8")
    beats = []
    for at in (NOW - 2 * DAY, NOW, NOW + timedelta(hours=1)):
        desk = set_up_desk(settings, Clock(at), outlets)
        begin_run(desk, "run")
        beats.append(follow_heartbeat(desk, None))
    assert beats == [False, True, False]
