from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from extractors.feeds.intervals import asked_interval, decide_interval, due_at
from seeds.outlets import Feed

NOW = datetime(2026, 11, 18, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def minutes(per_day: float | None, asked: timedelta | None = None, **feed: object) -> float:
    declared = Feed.model_validate({"id": "gazette", "url": "https://gazette.example/feed", **feed})
    return decide_interval(declared, per_day, asked) / timedelta(minutes=1)


def test_a_busy_feed_is_asked_at_its_own_interval_and_never_sooner() -> None:
    assert minutes(500.0, interval_minutes=30) == 30


def test_a_feed_of_eight_entries_a_day_is_asked_twice_between_two_of_them() -> None:
    assert minutes(8.0, interval_minutes=60) == 90


def test_a_feed_of_one_entry_a_month_is_still_asked_every_three_hours() -> None:
    assert minutes(0.03, interval_minutes=60) == 180


def test_a_ministry_is_asked_at_its_own_interval_however_little_it_says() -> None:
    assert minutes(0.03, interval_minutes=30, read_whole=True) == 30


def test_a_feed_that_is_not_known_yet_is_asked_at_its_own_interval() -> None:
    assert minutes(None, interval_minutes=45) == 45


def test_an_interval_that_people_made_longer_than_any_bound_is_kept() -> None:
    assert minutes(500.0, interval_minutes=720) == 720


def test_what_a_server_asks_for_is_kept_up_to_six_hours() -> None:
    assert minutes(500.0, 2 * HOUR, interval_minutes=30) == 120
    assert minutes(500.0, 48 * HOUR, interval_minutes=30) == 360
    assert minutes(500.0, timedelta(minutes=1), interval_minutes=30) == 30


def test_a_pass_a_few_seconds_too_early_is_in_time() -> None:
    assert due_at(NOW, HOUR) == NOW + timedelta(minutes=54)


@pytest.mark.parametrize(
    ("headers", "hours"),
    [
        ({"cache-control": "public, max-age=7200"}, 2),
        ({"cache-control": "max-age=7200", "age": "3600"}, 1),
        ({"cache-control": "s-maxage=7200"}, None),
        ({"cache-control": "no-cache, max-age=7200"}, None),
        ({"cache-control": "max-age=0"}, None),
        ({"cache-control": "max-age=nonsense"}, None),
        ({"expires": "Wed, 18 Nov 2026 15:00:00 GMT"}, 3),
        ({"expires": "0"}, None),
        ({"expires": "Tue, 17 Nov 2026 15:00:00 GMT"}, None),
        ({"cache-control": "max-age=3600", "expires": "Wed, 18 Nov 2026 15:00:00 GMT"}, 1),
        ({}, None),
    ],
)
def test_cache_headers_say_how_long_an_answer_lasts(headers: dict[str, str], hours: int | None) -> None:
    assert asked_interval(headers, b"", NOW) == (hours * HOUR if hours else None)


@pytest.mark.parametrize(
    ("channel", "hours"),
    [
        ("<ttl>120</ttl>", 2),
        ("<ttl> 60 </ttl>", 1),
        ("<ttl>never</ttl>", None),
        ("<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>", 6),
        ("<sy:updatePeriod>\n hourly </sy:updatePeriod>", 1),
        ("<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>0</sy:updateFrequency>", 24),
        ("<sy:updatePeriod>sometimes</sy:updatePeriod>", None),
        ("<item><ttl>120</ttl></item>", None),
    ],
)
def test_a_feed_says_how_long_it_wants_to_be_left_alone(channel: str, hours: int | None) -> None:
    body = f'<?xml version="1.0"?><rss version="2.0"><channel>{channel}</channel></rss>'.encode()
    assert asked_interval({}, body, NOW) == (hours * HOUR if hours else None)


def test_of_several_wishes_the_longest_is_kept() -> None:
    body = b"<rss><channel><ttl>60</ttl></channel></rss>"
    assert asked_interval({"cache-control": "max-age=7200"}, body, NOW) == 2 * HOUR
