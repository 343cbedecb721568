"""Two weeks of feeds, each silent in its own way: what the warehouse knows of them decides how they are."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from extractors.feeds.habits import habit_of
from extractors.feeds.health import Followed, decide_health
from extractors.records.feed_health import FeedCondition, FeedHealth, FeedPast
from extractors.records.feeds import FeedEntry, FeedState, PollOutcome
from extractors.records.rejections import RejectionReason, RejectionStage
from seeds.outlets import FeedFormat
from tests.warehouse.samples import NOW, Clock, make_entry, make_poll, make_rejection, make_verdict
from warehouse.entries import EntryOutcome, append_entry_outcomes, append_verdicts
from warehouse.feed_health import load_feed_pasts
from warehouse.feeds import append_polls
from warehouse.store import Transaction, Warehouse

DAYS = 16
A_DAY = 24
"""Entries a day of a feed that is well."""
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
END = NOW + (DAYS - 1) * DAY

WELL, ZOMBIE, SILENT, DROPPED = "well", "zombie", "silent", "dropped"
UNDATED, UNREADABLE, EMPTY, A_PAGE, DEAD = "undated", "unreadable", "empty", "a-page", "dead"
FEEDS = (WELL, ZOMBIE, SILENT, DROPPED, UNDATED, UNREADABLE, EMPTY, A_PAGE, DEAD)
FAILURES = {A_PAGE: RejectionReason.WRONG_TYPE, DEAD: RejectionReason.SERVER_ERROR}


def entries_of(feed: str, day: int) -> list[FeedEntry]:
    """What the feed has brought that is new on a day, which ends at NOW and so many days."""
    if feed == ZOMBIE:
        return [
            make_entry(f"{feed}-{number}", feed_id=feed, outlet_id=feed, published_at=NOW - 400 * DAY)
            for number in (1, 2)
        ]
    if feed == SILENT:
        day = min(day, DAYS - 2)  # it answers with what it had the day before
    count = A_DAY if day < DAYS - 1 else {DROPPED: 1, EMPTY: 0}.get(feed, A_DAY)
    return [
        make_entry(
            f"{feed}-{day}-{number}",
            feed_id=feed,
            outlet_id=feed,
            guid=f"{feed}-{day}-{number}",
            published_at=None if feed == UNDATED else NOW + (day - 1) * DAY + number * HOUR,
        )
        for number in range(A_DAY - count, A_DAY)
    ]


def poll(tx: Transaction, feed: str, at: datetime, entries: list[FeedEntry]) -> None:
    """Store what one poll has brought; in the last day some fail, and one answers without an entry."""
    reason = FAILURES.get(feed) if at > END - DAY else None
    rejections = (make_rejection(stage=RejectionStage.FEED, reason=reason, at=at, feed_id=feed),) if reason else ()
    outcome = PollOutcome.FAILED if reason else PollOutcome.OK
    state = FeedState(feed_id=feed, checked_at=at, failures=1 if reason else 0)
    append_polls(
        tx,
        [make_poll(feed, outlet_id=feed, outcome=outcome, state=state, entries=tuple(entries), rejections=rejections)],
    )
    if outcome is PollOutcome.FAILED:
        return
    append_verdicts(tx, [make_verdict(entry) for entry in entries])
    if feed == UNREADABLE:
        append_entry_outcomes(
            tx, [EntryOutcome(entry_id=entry.entry_id, at=at, reason=RejectionReason.NO_TEXT) for entry in entries]
        )


@pytest.fixture(scope="module")
def pasts(empty_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, FeedPast]:
    path = tmp_path_factory.mktemp("weeks") / "warehouse.duckdb"
    shutil.copyfile(empty_file, path)
    clock = Clock()
    warehouse = Warehouse(path, clock=clock)
    for day in range(DAYS):
        with warehouse.transaction(f"run-{day}") as tx:
            for feed in FEEDS:
                poll(tx, feed, clock.now, entries_of(feed, day))
        clock.pass_by(days=1)
    for hours in (14, 10, 6, 2, 0):
        at = END - hours * HOUR
        with warehouse.transaction(f"run-last-{hours}") as tx:
            for feed in (EMPTY, A_PAGE, DEAD):
                poll(tx, feed, at, [])
    ahead = END + 900 * DAY
    with warehouse.transaction("run-ahead") as tx:  # of a clock that was wrong for one pass
        for feed in (A_PAGE, DEAD):
            state = FeedState(feed_id=feed, checked_at=ahead, failures=0)
            append_polls(tx, [make_poll(feed, outlet_id=feed, state=state, entries=())])
    with warehouse.reading() as look:
        return load_feed_pasts(look, END)


def decided(pasts: Mapping[str, FeedPast], feed: str, per_day: float | None = None) -> FeedHealth:
    followed = Followed(feed_id=feed, format=FeedFormat.RSS, entries_per_day=per_day)
    (change,) = decide_health([followed], pasts, {}, END).changes
    return change


@pytest.mark.parametrize(
    ("feed", "condition", "words"),
    [
        (WELL, FeedCondition.HEALTHY, ""),
        (ZOMBIE, FeedCondition.STALE, "its newest entry is of"),
        (SILENT, FeedCondition.STALE, "were to be expected since"),
        (DROPPED, FeedCondition.DROPPED, "1 entries in a day, where 20 were to be expected"),
        (UNDATED, FeedCondition.UNDATED, "carries a date"),
        (UNREADABLE, FeedCondition.UNREADABLE, "mostly: no text"),
        (EMPTY, FeedCondition.EMPTY, "without a single entry"),
        (A_PAGE, FeedCondition.NOT_A_FEED, "wrong type"),
        (DEAD, FeedCondition.DEAD, "server error"),
    ],
)
def test_each_silence_is_known_by_what_is_stored(
    pasts: Mapping[str, FeedPast], feed: str, condition: FeedCondition, words: str
) -> None:
    found = decided(pasts, feed)
    assert found.condition is condition, found
    assert words in found.detail
    assert found.told == (None if condition is FeedCondition.HEALTHY else condition)


def test_the_habit_is_learned_from_what_came_and_outweighs_what_was_declared(pasts: Mapping[str, FeedPast]) -> None:
    habit = habit_of(pasts[WELL], 2.0)
    assert habit is not None
    assert habit.per_day == pytest.approx(A_DAY, abs=0.5)
    assert len(habit.by_weekday) == 7


def test_the_declared_rate_stands_in_where_nothing_is_learned(pasts: Mapping[str, FeedPast]) -> None:
    assert habit_of(FeedPast(feed_id="new"), None) is None
    habit = habit_of(FeedPast(feed_id="new"), 6.0)
    assert habit is not None
    assert (habit.per_day, habit.by_weekday) == (6.0, ())
