"""What the evidence of one occasion amounts to: reported, corroborated, overturned."""

from __future__ import annotations

from dataclasses import replace

from extractors.records.reading import Strength
from seeds.watches import EventMode, Severity, Stage
from tests.extractors.development_samples import (
    BACKGROUND,
    CONDITIONAL,
    DENIED,
    NOT_OCCURRED,
    OCCURRED,
    OFFICES,
    SANCTIONS,
    evidence,
)
from tests.extractors.developments.world import MEETING, World, steps


def test_first_report_opens_a_development_and_raises_one_alert() -> None:
    world = World()
    alerts = world.tell(MEETING[0])
    assert steps(alerts) == [("alert", "occurred", "reported")]
    assert alerts[0].severity is Severity.MEDIUM
    [development] = world.of(OFFICES)
    assert development.stage is Stage.REPORTED
    assert development.origin_ids == ("group:reuters",)


def test_second_origin_corroborates_once() -> None:
    world = World()
    for piece in MEETING:
        world.tell(piece)
    assert steps(world.alerts) == [("alert", "occurred", "reported"), ("alert", "occurred", "corroborated")]
    [development] = world.of(OFFICES)
    assert development.origin_ids == ("group:ap", "group:bbc", "group:prc-state", "group:reuters")
    assert development.place == "shangri-la-hotel"
    assert str(development.event_date) == "2024-05-31"


def test_wire_copy_under_ten_names_stays_one_origin() -> None:
    world = World()
    for number in range(10):
        world.tell(evidence("2024-05-31", event_date="2024-05-31", article=f"copy-{number}"))
    [development] = world.of(OFFICES)
    assert development.stage is Stage.REPORTED
    assert len(development.evidence_ids) == 10
    assert steps(world.alerts) == [("alert", "occurred", "reported")]


def test_article_that_credits_one_of_its_statements_is_still_one_voice() -> None:
    world = World()
    article = {"published": "2024-05-31", "event_date": "2024-05-31", "article": "one"}
    own, told = (evidence(**article, origin=origin) for origin in ("group:bbc", "group:reuters"))
    alerts = world.tell(own, told)
    assert steps(alerts) == [("alert", "occurred", "reported")]
    assert steps(world.tell(evidence("2024-05-31", event_date="2024-05-31", origin="group:reuters"))) == []
    assert steps(world.tell(evidence("2024-05-31", event_date="2024-05-31", origin="group:ap"))) == [
        ("alert", "occurred", "corroborated")
    ]


def test_text_of_unnamed_agencies_counts_only_alone() -> None:
    world = World()
    unnamed = evidence("2024-05-31", event_date="2024-05-31", origin="wire:unnamed")
    assert steps(world.tell(unnamed)) == [("alert", "occurred", "reported")]
    assert world.tell(evidence("2024-05-31", event_date="2024-05-31", origin="group:reuters")) == []


def test_aggregator_alone_opens_nothing() -> None:
    world = World()
    assert world.tell(evidence("2024-05-31", event_date="2024-05-31", origin="aggregator:x", counts=False)) == []
    assert world.developments == {}


def test_weak_words_wait_for_a_second_origin() -> None:
    world = World()
    first = evidence("2024-05-31", event_date="2024-05-31", strength=Strength.WEAK)
    second = evidence("2024-05-31", event_date="2024-05-31", strength=Strength.WEAK, origin="group:ap")
    assert world.tell(first) == []
    assert world.developments == {}
    assert steps(world.tell(second)) == [("alert", "occurred", "reported")]


def test_officials_of_both_sides_corroborate_within_one_origin() -> None:
    world = World()
    alerts = world.tell(
        evidence("2024-05-31", event_date="2024-05-31", official_side="china"),
        evidence("2024-05-31", event_date="2024-05-31", official_side="united-states", article="readout"),
    )
    assert steps(alerts) == [("alert", "occurred", "corroborated")]


def test_official_word_of_the_deciding_side_corroborates_at_once() -> None:
    world = World()
    lifted = evidence(
        "2024-02-01",
        watch=SANCTIONS,
        mode=EventMode.SANCTION_LIFTED,
        participants=("li", "united-states"),
        official_side="united-states",
    )
    assert steps(world.tell(lifted)) == [("alert", "occurred", "corroborated")]


def test_official_word_of_the_other_side_is_one_report_and_below_the_watch_s_stage() -> None:
    world = World()
    lifted = evidence("2024-02-01", watch=SANCTIONS, mode=EventMode.SANCTION_LIFTED, official_side="china")
    assert world.tell(lifted) == []
    [development] = world.of(SANCTIONS)
    assert development.stage is Stage.REPORTED


def test_report_is_overturned_by_more_origins_that_later_deny_it() -> None:
    world = World()
    world.tell(MEETING[0])
    assert world.tell(evidence("2024-06-01", DENIED, origin="group:prc-state")) == []
    alerts = world.tell(evidence("2024-06-01", DENIED, origin="group:us-gov"))
    assert steps(alerts) == [("notice", "denied", "reported")]
    assert alerts[0].severity is Severity.MEDIUM


def test_refusal_before_the_report_does_not_contradict_it() -> None:
    world = World()
    world.tell(*(evidence("2024-05-29", DENIED, origin=f"group:{name}") for name in "abc"))
    assert steps(world.tell(MEETING[0])) == [("alert", "occurred", "reported")]


def test_conditional_is_no_development() -> None:
    world = World()
    assert world.tell(evidence("2024-05-31", CONDITIONAL)) == []
    assert world.developments == {}


def test_previews_of_the_morning_and_asides_of_the_reports_contradict_nothing() -> None:
    world = World()
    previews = [evidence("2024-05-31T05:00", NOT_OCCURRED, origin=f"group:{name}") for name in "abc"]
    asides = [
        evidence("2024-05-31T09:00", status, article=name, origin=f"group:{name}")
        for name in "de"
        for status in (OCCURRED, NOT_OCCURRED)
    ]
    assert steps(world.tell(*previews, *asides)) == [("alert", "occurred", "corroborated")]


def test_day_is_taken_from_the_news_not_from_recollections() -> None:
    world = World()
    world.tell(
        evidence("2023-10-24", event_date="2023-10-24", watch=SANCTIONS),
        evidence("2024-05-31", BACKGROUND, event_date="2023-12-29", watch=SANCTIONS, origin="group:ap"),
        evidence("2024-05-31", BACKGROUND, event_date="2023-12-29", watch=SANCTIONS, origin="group:bbc"),
    )
    assert [str(d.event_date) for d in world.of(SANCTIONS)] == ["2023-10-24"]


def test_origin_found_later_takes_the_corroboration_s_place_in_the_count() -> None:
    world = World()
    copy = evidence("2024-05-31", event_date="2024-05-31", origin="group:small-paper")
    world.tell(copy)
    world.tell(replace(copy, origin_id="group:reuters", origin_reason="near-duplicate"))
    assert world.tell(MEETING[0]) == []
    assert world.of(OFFICES)[0].origin_ids == ("group:reuters",)
