from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from extractors.feeds.health import Followed, decide_health
from extractors.records.feed_health import ALL_FEEDS, FeedCondition, FeedHealth, FeedPast, HealthDecision
from seeds.outlets import FeedFormat

NOW = datetime(2026, 11, 18, 12, tzinfo=UTC)  # a Wednesday
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
NEWS = Followed(feed_id="gazette", format=FeedFormat.RSS)
OFAC = Followed(feed_id="ofac")
MANY = tuple(Followed(feed_id=f"feed-{number}", format=FeedFormat.RSS) for number in range(104))


def days_of(newest: datetime, counts: Mapping[int, int]) -> dict[date, int]:
    """Four weeks up to the newest entry, so many entries by day of the week."""
    days = [newest.date() - timedelta(days=number) for number in range(28)]
    return {day: counts.get(day.weekday(), 0) for day in days}


EVERY_DAY = dict.fromkeys(range(7), 30)
WEEKDAYS = dict.fromkeys(range(5), 10)


def well(newest: datetime = NOW - HOUR, counts: Mapping[int, int] = EVERY_DAY, **changes: object) -> FeedPast:
    past = FeedPast(
        feed_id="gazette",
        first_polled_at=NOW - 40 * DAY,
        last_polled_at=NOW,
        last_ok_at=NOW,
        newest_entry_at=newest,
        oldest_entry_at=newest - 60 * DAY,
        entry_count=900,
        by_day=days_of(newest, counts),
        last_day_count=30,
    )
    return replace(past, **changes)  # type: ignore[arg-type]  # any field


def failing(since: datetime, reason: str = "server_error", failures: int = 5, **changes: object) -> FeedPast:
    return well(
        last_ok_at=since - HOUR, failing_since=since, failures=failures, reason=reason, detail="status 503", **changes
    )


def decide(
    past: FeedPast, known: FeedHealth | None = None, feed: Followed = NEWS, now: datetime = NOW
) -> HealthDecision:
    return decide_health(
        [feed], {feed.feed_id: replace(past, feed_id=feed.feed_id)}, {feed.feed_id: known} if known else {}, now
    )


def condition(decision: HealthDecision) -> FeedCondition:
    (change,) = decision.changes
    return change.condition


def told(decision: HealthDecision) -> list[FeedCondition]:
    return [news.after.condition for news in decision.news]


def test_a_feed_that_answers_as_always_is_healthy_and_no_news() -> None:
    decision = decide(well())
    assert condition(decision) is FeedCondition.HEALTHY
    assert decision.news == ()


def test_a_feed_nobody_has_asked_yet_is_neither_well_nor_news() -> None:
    decision = decide(FeedPast(feed_id="gazette"))
    assert condition(decision) is FeedCondition.UNPOLLED
    assert decision.news == ()


def test_a_feed_that_fails_for_six_hours_is_dead_and_told_once() -> None:
    first = decide(failing(NOW - 6 * HOUR))
    assert told(first) == [FeedCondition.DEAD]
    assert decide(failing(NOW - 6 * HOUR), first.changes[0], now=NOW + HOUR) == HealthDecision()


def test_a_feed_that_fails_for_an_hour_is_seen_and_not_told() -> None:
    decision = decide(failing(NOW - HOUR))
    assert condition(decision) is FeedCondition.DEAD
    assert decision.news == ()


def test_two_failures_around_a_weekend_asleep_are_not_told() -> None:
    assert decide(failing(NOW - 60 * HOUR, failures=2)).news == ()


def test_a_blip_that_was_not_told_is_not_told_to_be_over() -> None:
    blip = decide(failing(NOW - HOUR)).changes[0]
    decision = decide(well(), blip)
    assert condition(decision) is FeedCondition.HEALTHY
    assert decision.news == ()


def test_the_return_of_a_dead_feed_is_told_with_what_it_was() -> None:
    dead = decide(failing(NOW - 7 * HOUR)).changes[0]
    (news,) = decide(well(), dead, now=NOW + HOUR).news
    assert (news.before, news.after.condition) == (FeedCondition.DEAD, FeedCondition.HEALTHY)
    assert news.after.told is None


def test_a_page_where_a_feed_was_due_is_not_a_feed() -> None:
    assert told(decide(failing(NOW - 8 * HOUR, reason="wrong_type"))) == [FeedCondition.NOT_A_FEED]
    assert told(decide(failing(NOW - 8 * HOUR, reason="malformed"))) == [FeedCondition.NOT_A_FEED]


def test_an_empty_body_is_an_empty_feed() -> None:
    assert told(decide(failing(NOW - 8 * HOUR, reason="empty"))) == [FeedCondition.EMPTY]


def test_a_feed_without_entries_for_twelve_hours_is_empty() -> None:
    assert told(decide(well(empty_since=NOW - 12 * HOUR))) == [FeedCondition.EMPTY]
    assert decide(well(empty_since=NOW - 2 * HOUR)).news == ()


def test_a_busy_feed_without_a_new_entry_for_a_day_is_stale() -> None:
    decision = decide(well(newest=NOW - 20 * HOUR))
    assert told(decision) == [FeedCondition.STALE]
    assert "25 were to be expected" in decision.changes[0].detail


def test_a_ministry_that_rests_on_sundays_is_not_stale_on_monday_morning() -> None:
    friday, monday = datetime(2026, 11, 13, 17, tzinfo=UTC), datetime(2026, 11, 16, 6, tzinfo=UTC)
    assert condition(decide(well(newest=friday, counts=WEEKDAYS), now=monday)) is FeedCondition.HEALTHY


def test_a_ministry_that_is_silent_on_a_working_day_is_stale_by_the_next() -> None:
    monday, wednesday = datetime(2026, 11, 16, 9, tzinfo=UTC), datetime(2026, 11, 17, 9, tzinfo=UTC)
    assert told(decide(well(newest=monday, counts=WEEKDAYS), now=wednesday)) == [FeedCondition.STALE]


def test_a_weekly_letter_is_not_stale_after_two_weeks() -> None:
    newest = NOW - 14 * DAY
    letter = well(newest=newest, counts={newest.weekday(): 1}, entry_count=9)
    assert condition(decide(letter)) is FeedCondition.HEALTHY


def test_a_feed_whose_newest_entry_is_of_last_year_is_a_zombie() -> None:
    newest = NOW - 400 * DAY
    assert told(decide(well(newest=newest, by_day={newest.date(): 1}, last_day_count=0))) == [FeedCondition.STALE]


def test_a_long_silence_does_not_become_the_habit() -> None:
    stale = decide(well(newest=NOW - 20 * HOUR)).changes[0]
    for days in (5, 27, 90):
        assert decide(well(newest=NOW - 20 * HOUR), stale, now=NOW + days * DAY).news == ()


def test_a_declared_rate_stands_in_until_one_is_learned() -> None:
    young = well(newest=NOW - 30 * HOUR, entry_count=2, by_day={})
    assert condition(decide(young)) is FeedCondition.HEALTHY
    assert told(decide(young, feed=replace(NEWS, entries_per_day=30.0))) == [FeedCondition.STALE]


def test_what_hangs_on_habits_is_not_told_before_a_feed_was_followed_for_a_day() -> None:
    decision = decide(well(newest=NOW - 400 * DAY, first_polled_at=NOW - HOUR))
    assert condition(decision) is FeedCondition.STALE
    assert decision.news == ()
    assert told(decide(well(newest=NOW - 400 * DAY), decision.changes[0])) == [FeedCondition.STALE]


def test_a_tenth_of_the_usual_entries_in_a_day_is_a_drop_until_a_third_is_back() -> None:
    dropped = decide(well(last_day_count=3))
    assert told(dropped) == [FeedCondition.DROPPED]
    assert decide(well(last_day_count=6), dropped.changes[0]) == HealthDecision()
    assert told(decide(well(last_day_count=10), dropped.changes[0])) == [FeedCondition.HEALTHY]


def test_half_of_the_usual_entries_is_no_drop() -> None:
    assert condition(decide(well(last_day_count=15))) is FeedCondition.HEALTHY


def test_pages_that_cannot_be_read_are_told_until_one_is_read() -> None:
    bad = well(pages_tried=10, pages_refused=9, page_reason="too_short")
    decision = decide(bad)
    assert told(decision) == [FeedCondition.UNREADABLE]
    assert "mostly: too short" in decision.changes[0].detail
    assert decide(well(), decision.changes[0]) == HealthDecision()
    assert told(decide(well(pages_tried=3, pages_refused=2), decision.changes[0])) == [FeedCondition.HEALTHY]


def test_entries_without_dates_are_told_save_those_of_list_pages() -> None:
    undated = well(new_count=5, new_undated=5)
    assert told(decide(undated)) == [FeedCondition.UNDATED]
    assert condition(decide(undated, feed=replace(NEWS, format=FeedFormat.HTML))) is FeedCondition.HEALTHY
    assert condition(decide(well(new_count=5, new_undated=4))) is FeedCondition.HEALTHY


def test_a_trouble_that_becomes_another_is_told_again_and_one_failure_in_between_is_not() -> None:
    stale = decide(well(newest=NOW - 20 * HOUR)).changes[0]
    blip = decide(failing(NOW - HOUR, newest=NOW - 20 * HOUR), stale)
    assert blip.news == ()
    assert decide(well(newest=NOW - 20 * HOUR), blip.changes[0]).news == ()
    assert told(decide(failing(NOW - 7 * HOUR), stale)) == [FeedCondition.DEAD]


def test_an_official_list_is_told_to_be_dead_and_never_to_be_stale() -> None:
    listed = FeedPast(feed_id="ofac", first_polled_at=NOW - 40 * DAY, last_polled_at=NOW, last_ok_at=NOW)
    assert condition(decide(listed, feed=OFAC)) is FeedCondition.HEALTHY
    dead = replace(listed, failing_since=NOW - 9 * HOUR, failures=4, reason="forbidden")
    assert told(decide(dead, feed=OFAC)) == [FeedCondition.DEAD]


def down(now: datetime, reason: str = "dns_failed") -> dict[str, FeedPast]:
    return {
        feed.feed_id: replace(failing(now - 2 * HOUR, reason=reason), feed_id=feed.feed_id, last_polled_at=now)
        for feed in MANY
    }


def test_a_machine_without_internet_is_one_message_and_not_104() -> None:
    decision = decide_health(MANY, down(NOW), {}, NOW)
    assert [(news.after.feed_id, news.after.condition) for news in decision.news] == [
        (ALL_FEEDS, FeedCondition.OFFLINE)
    ]
    later = decide_health(MANY, down(NOW), {ALL_FEEDS: decision.changes[0]}, NOW + 9 * HOUR)
    assert later == HealthDecision()


def test_the_return_of_the_internet_is_one_message_and_feeds_get_their_hours_anew() -> None:
    offline = decide_health(MANY, down(NOW), {}, NOW).changes[0]
    pasts = {feed.feed_id: replace(well(), feed_id=feed.feed_id) for feed in MANY}
    pasts["feed-7"] = replace(failing(NOW - 9 * HOUR, reason="timeout"), feed_id="feed-7")
    back = decide_health(MANY, pasts, {ALL_FEEDS: offline}, NOW)
    assert [news.after.feed_id for news in back.news] == [ALL_FEEDS]
    known = {change.feed_id: change for change in back.changes}
    assert decide_health(MANY, pasts, known, NOW + 5 * HOUR).news == ()
    later = decide_health(MANY, pasts, known, NOW + 6 * HOUR)
    assert [news.after.feed_id for news in later.news] == ["feed-7"]


def test_feeds_that_all_refuse_us_are_told_one_by_one() -> None:
    decision = decide_health(MANY, down(NOW - 5 * HOUR, reason="forbidden"), {}, NOW)
    assert len(decision.news) == 104
