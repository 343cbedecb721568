from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

import pytest

from flows.clock import Clock, parse_instant


def test_clock_with_a_start_runs_on_from_there() -> None:
    start = datetime(2023, 6, 2, 12, tzinfo=UTC)
    clock = Clock(start)
    first = clock()
    time.sleep(0.01)
    assert start <= first < clock() < start + timedelta(minutes=1)


def test_clock_without_a_start_tells_the_real_time() -> None:
    before = datetime.now(UTC)
    assert before <= Clock()() <= datetime.now(UTC)


def test_clock_refuses_a_start_without_zone() -> None:
    with pytest.raises(ValueError, match="time zone"):
        Clock(datetime(2023, 6, 2))


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2023-06-02", datetime(2023, 6, 2, tzinfo=UTC)),
        ("2023-06-02T12:30", datetime(2023, 6, 2, 12, 30, tzinfo=UTC)),
        ("2023-06-02T12:30:00Z", datetime(2023, 6, 2, 12, 30, tzinfo=UTC)),
        ("2023-06-02T20:30:00+08:00", datetime(2023, 6, 2, 12, 30, tzinfo=UTC)),
    ],
)
def test_instant_is_read_as_utc_unless_it_says_otherwise(text: str, instant: datetime) -> None:
    assert parse_instant(text) == instant
    assert parse_instant(text).utcoffset() == timedelta(0)


def test_words_are_no_instant() -> None:
    with pytest.raises(ValueError, match="yesterday"):
        parse_instant("yesterday")
