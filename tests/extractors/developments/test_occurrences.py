"""Which reports speak of the same occasion, and what is too old to be news."""

from __future__ import annotations

from extractors.records.reading import DatePrecision
from seeds.watches import Stage
from tests.extractors.development_samples import BACKGROUND, OCCURRED, OFFICES, PERSONS, evidence
from tests.extractors.developments.world import MEETING, World, steps


def test_date_ahead_of_the_article_is_not_the_day_it_happened() -> None:
    world = World()
    world.tell(MEETING[0], evidence("2024-06-01", event_date="2024-11-21", origin="group:ap"))
    [development] = world.of(OFFICES)
    assert str(development.event_date) == "2024-05-31"


def test_old_occurrence_recalled_a_year_later_joins_and_raises_nothing() -> None:
    world = World()
    world.tell(MEETING[0])
    recalled = [
        evidence("2025-06-10", BACKGROUND, event_date="2024-05-31", origin="group:ap"),
        evidence("2025-06-10", BACKGROUND, event_date="2024-05-15", precision=DatePrecision.MONTH, origin="group:x"),
        evidence("2025-06-10", OCCURRED, event_date="2024-05-31", origin="group:bbc"),
        evidence("2025-06-10", BACKGROUND, origin="group:dpa"),
    ]
    for piece in recalled:
        assert world.tell(piece) == []
    [development] = world.of(OFFICES)
    assert development.stage is Stage.REPORTED
    assert len(development.evidence_ids) == 5


def test_recollection_alone_opens_background_without_an_alert() -> None:
    world = World()
    assert world.tell(evidence("2025-06-10", BACKGROUND, event_date="2024-05-31")) == []
    [development] = world.of(OFFICES)
    assert development.status is BACKGROUND
    assert development.stage is None


def test_two_occurrences_half_a_year_apart_are_two_developments() -> None:
    world = World()
    world.tell(MEETING[0])
    alerts = world.tell(evidence("2024-11-22", event_date="2024-11-21", place="vientiane"))
    assert steps(alerts) == [("alert", "occurred", "reported")]
    assert [str(d.event_date) for d in world.of(OFFICES)] == ["2024-05-31", "2024-11-21"]


def test_other_persons_on_the_next_day_are_another_occurrence() -> None:
    world = World()
    world.tell(MEETING[0], evidence("2024-06-01", event_date="2024-06-01", participants=("hegseth", "dong")))
    assert len(world.of(OFFICES)) == 2


def test_another_place_a_day_later_is_another_occurrence_but_not_on_the_same_day() -> None:
    world = World()
    world.tell(
        *MEETING[:2],
        evidence("2024-05-31", event_date="2024-05-31", place="singapore", origin="group:x"),
        evidence("2024-05-31", event_date="2024-05-31", place="vientiane", origin="group:ap"),
        evidence("2024-06-02", event_date="2024-06-02", place="vientiane", origin="group:ap"),
    )
    assert [str(d.event_date) for d in world.of(OFFICES)] == ["2024-05-31", "2024-06-02"]


def test_one_voice_that_tells_another_place_a_day_later_opens_no_second_meeting() -> None:
    world = World()
    slip = evidence("2024-06-01", event_date="2024-06-01", place="vientiane", origin="group:x")
    world.tell(*MEETING[:2], slip)
    assert [str(d.event_date) for d in world.of(OFFICES)] == ["2024-05-31"]
    other = evidence("2024-06-01", event_date="2024-06-01", place="vientiane", origin="group:y")
    assert len(World().tell(*MEETING[:2], slip, other)) == 2


def test_words_without_a_day_mean_what_their_own_article_dates() -> None:
    world = World()
    article = evidence("2024-06-02", event_date="2024-05-31", origin="group:x", article="one")
    world.tell(*MEETING[:2], article, evidence("2024-06-03", event_date="2024-06-03", origin="group:y", place="tokyo"))
    undated = evidence("2024-06-02", origin="group:x", article="one", quote="The two met.")
    world.tell(undated)
    [met] = [d for d in world.of(OFFICES) if undated.evidence_id in d.evidence_ids]
    assert str(met.event_date) == "2024-05-31"


def test_words_without_a_day_mean_what_had_been_told_by_then() -> None:
    world = World()
    undated = evidence("2024-06-03T20:00", origin="group:x", article="two")
    later = evidence("2024-06-04T01:00", event_date="2024-06-03", origin="group:y", place="tokyo")
    world.tell(*MEETING[:2], undated, later)
    [met] = [d for d in world.of(OFFICES) if undated.evidence_id in d.evidence_ids]
    assert str(met.event_date) == "2024-05-31"


def test_who_wrote_first_within_a_day_does_not_decide_what_words_without_a_day_mean() -> None:
    for hour in ("02", "20"):
        world = World()
        undated = evidence(f"2024-06-03T{hour}:00", origin="group:x", article="two")
        dated = evidence("2024-06-03T08:00", event_date="2024-06-03", origin="group:y", place="tokyo")
        world.tell(*MEETING[:2], undated, dated)
        [met] = [d for d in world.of(OFFICES) if undated.evidence_id in d.evidence_ids]
        assert str(met.event_date) == "2024-06-03"


def test_late_article_about_an_old_event_raises_nothing() -> None:
    world = World()
    assert world.tell(MEETING[0], now="2024-06-20") == []
    assert world.of(OFFICES)[0].status is OCCURRED


def test_event_at_the_edge_of_the_window_still_raises() -> None:
    assert steps(World().tell(MEETING[0], now="2024-06-10")) == [("alert", "occurred", "reported")]


def test_undated_words_a_month_later_recall_the_known_meeting() -> None:
    world = World()
    world.tell(MEETING[0])
    assert world.tell(evidence("2024-07-05", origin="group:ap")) == []
    assert len(world.of(OFFICES)) == 1


def test_dated_second_meeting_a_month_later_is_news_and_draws_undated_reports() -> None:
    world = World()
    world.tell(MEETING[0])
    world.tell(evidence("2024-07-05", origin="group:ap"))
    alerts = world.tell(evidence("2024-07-05", event_date="2024-07-04", origin="group:bbc"))
    assert steps(alerts) == [("alert", "occurred", "corroborated")]
    assert [len(d.origin_ids) for d in world.of(OFFICES)] == [1, 2]


def test_undated_words_about_countries_a_month_later_are_news() -> None:
    world = World()
    countries = ("china", "united-states")
    world.tell(evidence("2024-05-31", event_date="2024-05-31", participants=countries))
    assert len(world.tell(evidence("2024-07-05", participants=countries))) == 1


def test_words_without_a_day_recall_the_known_meeting_once_a_person_has_left() -> None:
    world = World()
    persons = ("austin", "li")
    world.tell(evidence("2023-06-03", event_date="2023-06-02", watch=PERSONS, participants=persons))
    assert world.tell(evidence("2023-10-25", watch=PERSONS, participants=persons)) == []
    assert len(world.of(PERSONS)) == 1
