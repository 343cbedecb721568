"""Requests, plans, refusals and denials: the threads they form, and the notices they send."""

from __future__ import annotations

from extractors.developments.evidence import evidence_from_baseline
from extractors.records.developments import ChangeKind
from extractors.records.reading import DatePrecision, Strength
from seeds.watches import Severity
from tests.extractors.development_samples import (
    DECLINED,
    DENIED,
    NOT_OCCURRED,
    OFFICES,
    PERSONS,
    PROPOSED,
    SANCTIONS,
    SCHEDULED,
    evidence,
    instant,
)
from tests.extractors.developments.world import MEETING, STORYLINE, World, steps


def test_plan_that_comes_true_is_one_development_with_a_notice_before_the_alert() -> None:
    world = World()
    world.tell(evidence("2024-05-20", PROPOSED))
    world.tell(evidence("2024-05-25", SCHEDULED, event_date="2024-05-31"))
    world.tell(MEETING[0])
    assert steps(world.alerts) == [("notice", "scheduled", None), ("alert", "occurred", "reported")]
    assert [a.status_before for a in world.alerts] == [PROPOSED, SCHEDULED]
    assert world.alerts[0].severity is Severity.LOW
    assert len(world.of(OFFICES)) == 1
    assert world.kinds == [ChangeKind.OPENED, ChangeKind.STATUS, ChangeKind.STATUS]


def test_wish_for_what_there_is_not_makes_no_notice() -> None:
    world = World()
    world.tell(evidence("2024-05-02", NOT_OCCURRED))
    world.tell(evidence("2024-05-20", PROPOSED, article="another"))
    assert world.of(OFFICES)[0].status is PROPOSED
    assert world.alerts == []


def test_status_that_returns_makes_no_second_notice() -> None:
    world = World()
    for day, status in (("01", PROPOSED), ("02", DECLINED), ("12", PROPOSED), ("14", DECLINED)):
        world.tell(evidence(f"2024-05-{day}", status))
    assert steps(world.alerts) == [("notice", "declined", None)]


def test_a_denial_after_the_refusal_says_nothing_new() -> None:
    world = World()
    world.tell(evidence("2024-11-20", DECLINED))
    assert world.tell(evidence("2024-11-21", DENIED, origin="group:ap")) == []


def test_a_denial_after_a_plan_is_a_notice() -> None:
    world = World()
    world.tell(evidence("2024-11-20", SCHEDULED))
    assert steps(world.tell(evidence("2024-11-21", DENIED, origin="group:ap"))) == [("notice", "denied", None)]


def test_request_retold_after_its_answer_does_not_hide_the_answer() -> None:
    world = World()
    world.tell(evidence("2024-05-02", DECLINED))
    world.tell(evidence("2024-05-05", PROPOSED))
    assert world.of(OFFICES)[0].status is DECLINED
    world.tell(evidence("2024-05-12", PROPOSED, article="another"))
    assert world.of(OFFICES)[0].status is PROPOSED


def test_request_and_answer_of_one_day_show_the_answer() -> None:
    world = World()
    world.tell(
        evidence("2023-05-21", PROPOSED, watch=SANCTIONS, article="x"),
        evidence("2023-05-21", DENIED, watch=SANCTIONS, article="x"),
    )
    [development] = world.of(SANCTIONS)
    assert development.status is DENIED
    assert world.alerts == []


def test_still_in_force_does_not_hide_a_denial_and_notifies_nobody() -> None:
    world = World()
    world.tell(evidence("2023-05-21", DENIED, watch=SANCTIONS))
    assert world.tell(evidence("2023-05-25", NOT_OCCURRED, watch=SANCTIONS)) == []
    assert world.of(SANCTIONS)[0].status is DENIED


def test_plan_whose_day_passed_unfulfilled_is_not_occurred_with_a_notice() -> None:
    world = World()
    world.tell(evidence("2024-05-25", SCHEDULED, event_date="2024-05-31"))
    assert steps(world.tell(evidence("2024-06-03", NOT_OCCURRED))) == [("notice", "not_occurred", None)]


def test_baseline_opens_the_refusal_without_notices() -> None:
    world = World()
    assert world.tell(*evidence_from_baseline(STORYLINE), now="2023-05-30") == []
    assert [(d.watch, d.status) for d in world.developments.values()] == [(PERSONS, DECLINED), (OFFICES, DECLINED)]
    assert world.of(PERSONS)[0].since == instant("2023-05-29")


def test_refusal_known_from_the_baseline_is_no_news_in_the_feeds() -> None:
    world = World()
    world.tell(*evidence_from_baseline(STORYLINE), now="2023-05-29")
    assert world.tell(evidence("2023-05-30", DECLINED, watch=PERSONS, participants=("austin", "li"))) == []
    assert len(world.of(PERSONS)) == 1


def test_vague_proposal_of_the_month_does_not_hide_the_refusal() -> None:
    world = World()
    world.tell(
        evidence("2023-05-30", PROPOSED, event_date="2023-05-24", precision=DatePrecision.MONTH),
        evidence("2023-05-29", DECLINED, event_date="2023-05-29"),
    )
    assert [d.status for d in world.of(OFFICES)] == [DECLINED]


def test_refusal_of_last_year_joins_the_thread_of_that_year() -> None:
    world = World()
    world.tell(evidence("2023-05-29", DECLINED))
    recalled = evidence(
        "2024-05-20", DECLINED, event_date="2023-01-01", precision=DatePrecision.YEAR, origin="group:ap"
    )
    assert world.tell(recalled) == []
    [development] = world.of(OFFICES)
    assert development.origin_ids == ("group:ap", "group:reuters")


def test_request_after_a_refusal_dated_by_its_year_is_not_hidden_by_it() -> None:
    world = World()
    world.tell(evidence("2023-05-29", DECLINED))
    world.tell(evidence("2023-07-10", PROPOSED))
    world.tell(evidence("2024-05-20", DECLINED, event_date="2023-01-01", precision=DatePrecision.YEAR))
    [development] = world.of(OFFICES)
    assert development.status is PROPOSED


def test_refusal_of_a_year_of_which_nothing_is_known_opens_one_thread() -> None:
    world = World()
    world.tell(evidence("2023-05-29", DECLINED))
    for origin in ("group:ap", "group:bbc"):
        world.tell(
            evidence("2024-05-20", DECLINED, event_date="2021-01-01", precision=DatePrecision.YEAR, origin=origin)
        )
    assert [d.origin_ids for d in world.of(OFFICES)] == [("group:ap", "group:bbc"), ("group:reuters",)]


def test_weak_words_of_two_origins_send_no_notice() -> None:
    world = World()
    world.tell(evidence("2023-05-29", DECLINED, strength=Strength.WEAK))
    assert world.tell(evidence("2023-05-30", DECLINED, strength=Strength.WEAK, origin="group:ap")) == []
    assert [d.status for d in world.of(OFFICES)] == [DECLINED]


def test_strong_words_show_before_later_weak_ones() -> None:
    world = World()
    world.tell(evidence("2023-05-29", SCHEDULED))
    for origin in ("group:ap", "group:bbc"):
        world.tell(evidence("2023-05-30", DENIED, strength=Strength.WEAK, origin=origin))
    assert [d.status for d in world.of(OFFICES)] == [SCHEDULED]
    assert steps(world.alerts) == [("notice", "scheduled", None)]


def test_a_thread_in_weak_words_only_waits_where_another_is_told_in_strong_ones() -> None:
    world = World()
    for origin in ("group:ap", "group:bbc"):
        world.tell(evidence("2024-05-29", DECLINED, strength=Strength.WEAK, origin=origin))
    world.tell(evidence("2022-05-29", SCHEDULED))
    assert [d.status for d in world.of(OFFICES) if d.origin_ids] == [SCHEDULED]
