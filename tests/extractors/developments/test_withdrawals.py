"""What becomes of a development whose words are edited away, denied by their own outlet, or corrected."""

from __future__ import annotations

from dataclasses import replace

from extractors.developments.developments import decide_developments
from extractors.records.developments import AlertDue, Evidence
from seeds.watches import Stage
from tests.extractors.development_samples import (
    DENIED,
    NOT_OCCURRED,
    OCCURRED,
    OFFICES,
    evidence,
    instant,
)
from tests.extractors.developments.test_developments import World, steps

FALSE_REPORT = evidence("2024-05-31T09:00", event_date="2024-05-31", article="false")
OTHER = evidence("2024-05-31T12:00", event_date="2024-05-31", origin="group:ap")


def withdraw(world: World, *pieces: Evidence, now: str) -> list[AlertDue]:
    """Judge again after the words of the pieces have gone from their pages."""
    world.evidence |= {p.evidence_id: replace(p, withdrawn=True) for p in pieces}
    decision = decide_developments(
        list(world.developments.values()),
        list(world.evidence.values()),
        (),
        world.storyline,
        instant(now),
        reconsider=[OFFICES],
    )
    world.developments |= {c.after.development_id: c.after for c in decision.changes}
    world.alerts += decision.alerts
    return list(decision.alerts)


def test_a_report_whose_words_are_gone_is_retracted_with_one_message() -> None:
    world = World()
    world.tell(FALSE_REPORT)
    alerts = withdraw(world, FALSE_REPORT, now="2024-05-31T11:00")
    assert steps(alerts) == [("alert", "not_occurred", "retracted")]
    assert alerts[0].status_before is OCCURRED
    [development] = world.of(OFFICES)
    assert (development.status, development.stage, development.origin_ids) == (NOT_OCCURRED, Stage.RETRACTED, ())
    assert withdraw(world, FALSE_REPORT, now="2024-05-31T13:00") == []


def test_a_report_that_another_origin_bears_is_not_retracted() -> None:
    world = World()
    world.tell(FALSE_REPORT, OTHER)
    assert withdraw(world, FALSE_REPORT, now="2024-05-31T13:00") == []
    [development] = world.of(OFFICES)
    assert (development.status, development.origin_ids) == (OCCURRED, ("group:ap",))


def test_copies_of_withdrawn_words_do_not_bear_it() -> None:
    world = World()
    copy = replace(evidence("2024-05-31T10:00", event_date="2024-05-31", article="copy"), origin_reason="dateline: R")
    world.tell(FALSE_REPORT, copy)
    assert steps(withdraw(world, FALSE_REPORT, now="2024-05-31T11:00")) == [("alert", "not_occurred", "retracted")]


def test_an_edited_copy_takes_nothing_back() -> None:
    world = World()
    copy = replace(evidence("2024-05-31T10:00", event_date="2024-05-31", article="copy"), origin_reason="dateline: R")
    world.tell(FALSE_REPORT, copy)
    assert withdraw(world, copy, now="2024-05-31T11:00") == []
    assert world.of(OFFICES)[0].stage is Stage.REPORTED


def test_another_origin_after_a_retraction_opens_a_thread_of_its_own() -> None:
    world = World()
    world.tell(FALSE_REPORT)
    withdraw(world, FALSE_REPORT, now="2024-05-31T11:00")
    assert steps(world.tell(OTHER)) == [("alert", "occurred", "reported")]
    assert sorted(str(d.stage) for d in world.of(OFFICES)) == ["reported", "retracted"]
    assert len({a.alert_id for a in world.alerts}) == 3


def test_words_that_come_back_raise_nothing_again() -> None:
    world = World()
    world.tell(FALSE_REPORT)
    withdraw(world, FALSE_REPORT, now="2024-05-31T11:00")
    world.evidence[FALSE_REPORT.evidence_id] = FALSE_REPORT
    assert withdraw(world, now="2024-06-01") == []
    assert [d.stage for d in world.of(OFFICES)] == [Stage.RETRACTED]


def test_a_denial_by_the_outlet_itself_retracts_its_report() -> None:
    world = World()
    world.tell(FALSE_REPORT)
    assert steps(world.tell(evidence("2024-05-31T11:00", DENIED))) == [("alert", "denied", "retracted")]
    assert world.of(OFFICES)[0].stage is Stage.RETRACTED


def test_a_denial_by_another_outlet_does_not_retract() -> None:
    world = World()
    world.tell(FALSE_REPORT)
    world.tell(evidence("2024-05-31T11:00", DENIED, origin="group:ap"))
    assert world.of(OFFICES)[0].stage is Stage.REPORTED


def test_another_day_in_the_edited_words_is_a_correction() -> None:
    world = World()
    world.tell(FALSE_REPORT)
    world.evidence[FALSE_REPORT.evidence_id] = replace(FALSE_REPORT, withdrawn=True)
    edited = evidence("2024-05-31T09:00", event_date="2024-05-30", article="edited", fetched="2024-05-31T11:00")
    assert steps(world.tell(edited)) == [("alert", "occurred", "corrected")]
    [development] = world.of(OFFICES)
    assert (str(development.event_date), development.stage) == ("2024-05-30", Stage.CORRECTED)
