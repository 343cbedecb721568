"""What becomes of a development whose words are edited away, denied by their own outlet, or corrected."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from extractors.developments.corrections import CorrectionWords
from extractors.developments.developments import decide_developments
from extractors.developments.evidence import evidence_from_reading
from extractors.developments.withdrawals import mark_withdrawn
from extractors.records.articles import TextOrigin
from extractors.records.developments import AlertDue, Evidence
from extractors.records.revisits import FormerWords, PresentWords
from seeds.corrections import load_corrections
from seeds.watches import Stage
from tests.extractors.development_samples import (
    DENIED,
    NOT_OCCURRED,
    OCCURRED,
    OFFICES,
    evidence,
    instant,
)
from tests.extractors.developments.test_evidence import EVENT, ORIGIN, reading
from tests.extractors.developments.world import World, steps
from tests.extractors.origins.test_origins import article

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
    assert [(d.stage, d.status) for d in world.of(OFFICES)] == [(Stage.RETRACTED, NOT_OCCURRED)]
    assert withdraw(world, FALSE_REPORT, now="2024-06-02") == []


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


def test_a_denial_by_the_outlet_of_the_same_day_counts_as_later_where_it_was_seen_later() -> None:
    world = World()
    world.tell(evidence("2024-05-31", event_date="2024-05-31", fetched="2024-05-31T09:00"))
    assert steps(world.tell(evidence("2024-05-31", DENIED, fetched="2024-05-31T11:00"))) == [
        ("alert", "denied", "retracted")
    ]


def former(present: PresentWords | None = None, **fields: Any) -> FormerWords:
    return FormerWords(
        version_id=FALSE_REPORT.version_id,
        text_origin=TextOrigin.PAGE,
        text_length=1000,
        present=present,
        **fields,
    )


def present(text_length: int, text: str = "Read on with a subscription.", origin: str = "page") -> PresentWords:
    return PresentWords(
        title="Austin and Dong", text=text, language="en", text_origin=TextOrigin(origin), text_length=text_length
    )


def withdrawn(words: FormerWords) -> bool:
    [marked] = mark_withdrawn([FALSE_REPORT], [words], CorrectionWords(load_corrections()))
    return marked.withdrawn


def test_words_replaced_by_others_of_their_length_are_withdrawn() -> None:
    assert withdrawn(former(present(500)))


def test_words_replaced_by_much_less_stand_unless_a_correction_is_printed() -> None:
    assert not withdrawn(former(present(499)))
    assert withdrawn(former(present(60, "This story has been withdrawn. There is no substitute story.")))


def test_words_of_the_feed_do_not_replace_those_of_the_page() -> None:
    assert not withdrawn(former(present(1000, origin="feed_summary")))


def test_words_of_a_page_that_was_gone_twice_are_withdrawn() -> None:
    once = instant("2024-05-31T10:00")
    assert not withdrawn(former(gone_since=once, gone_until=once))
    assert withdrawn(former(gone_since=once, gone_until=instant("2024-05-31T11:00")))


def test_a_sentence_that_takes_a_report_back_denies_it_and_one_that_retells_says_nothing() -> None:
    words = CorrectionWords(load_corrections())
    told = [
        replace(EVENT, event_id=quote[:6], quote=quote)
        for quote in (
            "The agency wrongly reported that Austin met Li.",
            "An earlier version of this story said that Austin met Li.",
            "Austin met Li.",
        )
    ]
    found = evidence_from_reading(article("Words."), reading(*told), ORIGIN, None, (), words)
    assert [(e.quote[:6], e.status) for e in found if e.watch == OFFICES] == [
        ("The ag", DENIED),
        ("Austin", OCCURRED),
    ]
