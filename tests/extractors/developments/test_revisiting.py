"""When the pages that developments rest on are looked at again, and when one counts as gone."""

from __future__ import annotations

from datetime import datetime, timedelta

from extractors.developments.revisiting import due_revisits, is_gone
from extractors.records.feeds import FeedEntry
from extractors.records.revisits import WatchedPage
from tests.extractors.development_samples import instant

SCHEDULE = (timedelta(hours=1), timedelta(days=1), timedelta(days=7))
ENTRY = FeedEntry(
    entry_id="entry",
    feed_id="alpha-news",
    outlet_id="alpha",
    url="https://alpha.example/a",
    link="https://alpha.example/a",
    guid=None,
    title="A",
    summary="",
    full_text="",
    author=None,
    published_at=None,
    updated_at=None,
)
FIRST = instant("2024-05-31T00:00")


def at(hours: float) -> datetime:
    return FIRST + timedelta(hours=hours)


def is_due(now: float, last: float, gone: tuple[float, float] | None = None) -> bool:
    page = WatchedPage(
        entry=ENTRY,
        first_read_at=FIRST,
        last_tried_at=at(last),
        gone_since=at(gone[0]) if gone else None,
        gone_until=at(gone[1]) if gone else None,
    )
    return due_revisits([page], at(now), SCHEDULE) == [ENTRY]


def test_a_page_is_due_once_for_each_step() -> None:
    assert [
        is_due(now, last) for now, last in [(0.5, 0), (1, 0), (2, 1), (24, 1), (30, 24), (168, 24), (400, 168)]
    ] == [
        False,
        True,
        False,
        True,
        False,
        True,
        False,
    ]


def test_a_page_that_was_not_there_is_due_an_hour_later() -> None:
    assert [is_due(now, 1, (1, 1)) for now in (1.5, 2)] == [False, True]


def test_a_second_look_too_soon_confirms_nothing_and_a_third_is_due() -> None:
    assert not is_gone(at(1), at(1.5))
    assert is_due(2, 1.5, (1, 1.5))


def test_a_page_that_is_known_to_be_gone_waits_for_the_next_step() -> None:
    assert is_gone(at(1), at(2))
    assert [is_due(now, 2, (1, 2)) for now in (5, 24)] == [False, True]


def test_a_page_that_was_always_there_is_not_gone() -> None:
    assert not is_gone(None, None)


def test_without_a_schedule_nothing_is_due() -> None:
    page = WatchedPage(entry=ENTRY, first_read_at=FIRST, last_tried_at=FIRST)
    assert due_revisits([page], at(400), ()) == []
