"""What a channel takes, and its hours."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from pydantic import ValidationError

from flows.alerting.routes import Route, route_alert, unheard_watches
from seeds.watches import Severity
from tests.extractors.development_samples import instant, small_storyline

BERLIN = ZoneInfo("Europe/Berlin")
NIGHT = Route(quiet_hours="22:00-07:00")  # type: ignore[arg-type]  # as the file has it


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN)


def test_channel_without_a_route_takes_everything() -> None:
    assert route_alert("any", Severity.LOW, ["mail", "console"], {}) == ("mail", "console")


def test_message_goes_to_the_channels_whose_route_takes_its_watch_and_loudness_once_each() -> None:
    routes = {
        "mail": Route(watches=("li-sanctions-lifted",)),
        "pager": Route(from_severity=Severity.HIGH),
        "desk": Route(from_severity=Severity.MEDIUM),
    }
    names = ["mail", "pager", "desk", "desk", "console"]
    assert route_alert("li-sanctions-lifted", Severity.HIGH, names, routes) == ("mail", "pager", "desk", "console")
    assert route_alert("austin-li-meeting", Severity.MEDIUM, names, routes) == ("desk", "console")
    assert route_alert("austin-li-meeting", Severity.LOW, names[:3], routes) == ()


def test_watch_whose_alerts_no_channel_takes_is_named() -> None:
    watches = small_storyline().watches
    loud = {"mail": Route(from_severity=Severity.HIGH)}
    quiet = tuple(watch.slug for watch in watches if watch.severity is not Severity.HIGH)
    assert quiet
    assert unheard_watches(watches, ["mail"], loud) == quiet
    assert unheard_watches(watches, ["mail", "console"], loud) == ()


@pytest.mark.parametrize(
    ("now", "quiet"),
    [
        ("2024-05-31T21:59", False),
        ("2024-05-31T22:00", True),
        ("2024-06-01T00:30", True),
        ("2024-06-01T06:59", True),
        ("2024-06-01T07:00", False),
    ],
)
def test_quiet_hours_run_over_midnight_by_the_clock_on_the_wall(now: str, quiet: bool) -> None:
    assert NIGHT.is_quiet_at(local(now), BERLIN) is quiet


def test_quiet_hours_follow_summer_time() -> None:
    assert NIGHT.is_quiet_at(instant("2024-07-01T20:30"), BERLIN)
    assert not NIGHT.is_quiet_at(instant("2024-12-01T20:30"), BERLIN)


def test_quiet_hours_by_day_and_the_whole_day() -> None:
    lunch = Route(quiet_hours="12:00-13:30")  # type: ignore[arg-type]  # as the file has it
    always = Route(quiet_hours="00:00-00:00")  # type: ignore[arg-type]  # as the file has it
    assert [lunch.is_quiet_at(local(f"2024-05-31T{at}"), BERLIN) for at in ("11:59", "12:00", "13:30")] == [
        False,
        True,
        False,
    ]
    assert always.is_quiet_at(local("2024-05-31T15:00"), BERLIN)


@pytest.mark.parametrize(
    ("now", "struck"),
    [
        ("2024-05-31T08:00", "2024-05-31T06:00"),
        ("2024-05-31T07:59", "2024-05-30T06:00"),
        ("2024-12-31T23:00", "2024-12-31T07:00"),
        ("2024-03-31T12:00", "2024-03-31T06:00"),
    ],
)
def test_digest_hour_strikes_by_the_clock_on_the_wall(now: str, struck: str) -> None:
    assert Route(digest_hour=8).last_digest_at(local(now), BERLIN) == instant(struck)


def test_digest_hour_that_summer_time_leaves_out_strikes_once_all_the_same() -> None:
    before, after = local("2024-03-31T01:59"), local("2024-03-31T03:30")
    route = Route(digest_hour=2)
    assert route.last_digest_at(before, BERLIN) == instant("2024-03-30T01:00")
    assert route.last_digest_at(after, BERLIN) == instant("2024-03-31T01:00")


@pytest.mark.parametrize("written", ["22-7", "22:00", "late-early", "25:00-07:00", 22, ["22:00"]])
def test_wrong_quiet_hours_are_refused(written: object) -> None:
    with pytest.raises(ValidationError):
        Route(quiet_hours=written)  # type: ignore[arg-type]  # what the file may have


def test_wrong_digest_hour_is_refused() -> None:
    with pytest.raises(ValidationError):
        Route(digest_hour=24)
