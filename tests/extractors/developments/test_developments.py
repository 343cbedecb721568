"""What a stream of evidence turns into: developments, stages, alerts and notices."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.developments.developments import decide_developments
from extractors.developments.evidence import evidence_from_baseline
from extractors.developments.messages_due import is_closure
from extractors.records.developments import AlertDue, ChangeKind, Development, Evidence
from extractors.records.reading import DatePrecision, Strength
from seeds.storyline import Storyline
from seeds.watches import EventMode, Severity, Stage
from tests.extractors.development_samples import (
    BACKGROUND,
    CONDITIONAL,
    DECLINED,
    DENIED,
    NOT_OCCURRED,
    OCCURRED,
    OFFICES,
    PERSONS,
    PROPOSED,
    SANCTIONS,
    SCHEDULED,
    evidence,
    instant,
    small_storyline,
)

STORYLINE = small_storyline()
MEETING = [
    evidence("2024-05-31T09:00", event_date="2024-05-31", origin="group:reuters", place="singapore"),
    evidence("2024-05-31T10:00", event_date="2024-05-31", origin="group:ap", place="shangri-la-hotel"),
    evidence("2024-06-01T02:00", event_date="2024-06-01", origin="group:prc-state"),
    evidence("2024-06-01T03:00", origin="group:bbc"),
    evidence("2024-05-31T11:00", event_date="2024-05-31", origin="group:ap", article="copy"),
]


class World:
    """Keeps what a warehouse would keep, so that evidence can arrive piece by piece."""

    def __init__(self, storyline: Storyline = STORYLINE) -> None:
        self.storyline = storyline
        self.developments: dict[str, Development] = {}
        self.evidence: dict[str, Evidence] = {}
        self.alerts: list[AlertDue] = []
        self.kinds: list[ChangeKind] = []

    def tell(self, *pieces: Evidence, now: str | None = None) -> list[AlertDue]:
        at = instant(now) if now else max(p.fetched_at for p in pieces)
        decision = decide_developments(
            list(self.developments.values()), list(self.evidence.values()), pieces, self.storyline, at
        )
        self.evidence |= {p.evidence_id: p for p in pieces}
        self.developments |= {c.after.development_id: c.after for c in decision.changes}
        self.alerts += decision.alerts
        self.kinds += [c.kind for c in decision.changes]
        return list(decision.alerts)

    def of(self, watch: str) -> list[Development]:
        return sorted((d for d in self.developments.values() if d.watch == watch), key=lambda d: d.since)


def facts(developments: Iterable[Development]) -> set[tuple[object, ...]]:
    return {
        (d.watch, d.status, d.stage, d.participants, d.event_date, d.place, d.origin_ids, d.evidence_ids)
        for d in developments
        if d.evidence_ids
    }


def steps(alerts: Sequence[AlertDue]) -> list[tuple[str, str, str | None]]:
    return [(a.kind, str(a.status), str(a.stage) if a.stage else None) for a in alerts]


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


@settings(max_examples=40, deadline=None)
@given(st.permutations(MEETING))
def test_order_of_arrival_does_not_change_the_development(order: list[Evidence]) -> None:
    world, straight = World(), World()
    for piece in order:
        world.tell(piece)
    straight.tell(*MEETING)
    assert facts(world.developments.values()) == facts(straight.developments.values())


STORY = [
    evidence("2024-04-16", PROPOSED, article="a"),
    evidence("2024-05-20", SCHEDULED, event_date="2024-05-31", article="b"),
    *MEETING,
    evidence("2024-06-03", DENIED, article="c", origin="group:tass"),
    evidence("2024-11-20", DECLINED, event_date="2024-11-20", article="d"),
    evidence("2024-11-21", DECLINED, article="e", origin="group:ap"),
    evidence("2025-06-01", BACKGROUND, event_date="2024-05-01", precision=DatePrecision.MONTH, article="f"),
    evidence(
        "2025-11-01", event_date="2025-10-31", article="g", participants=("dong", "hegseth"), place="kuala-lumpur"
    ),
]


@settings(max_examples=40, deadline=None)
@given(st.permutations(STORY))
def test_two_years_in_any_order_end_in_the_same_developments(order: list[Evidence]) -> None:
    world, straight = World(), World()
    for piece in order:
        world.tell(piece)
    for piece in STORY:
        straight.tell(piece)
    assert facts(world.developments.values()) == facts(straight.developments.values())
    assert [(d.status, str(d.event_date)) for d in straight.of(OFFICES)] == [
        (OCCURRED, "2024-05-31"),
        (DECLINED, "2024-11-20"),
        (OCCURRED, "2025-10-31"),
    ]


def test_delivered_twice_gives_nothing_new() -> None:
    world = World()
    for piece in STORY:
        world.tell(piece)
    before, alerts = dict(world.developments), list(world.alerts)
    for piece in STORY:
        world.tell(piece)
    assert world.developments == before
    assert world.alerts == alerts


def test_ids_stay_while_undated_late_and_misdated_reports_arrive() -> None:
    world = World()
    world.tell(evidence("2024-05-31", origin="group:bbc"))
    [first] = world.of(OFFICES)
    world.tell(evidence("2024-06-01", event_date="2024-05-30", origin="group:ap"))
    world.tell(evidence("2024-06-01", event_date="2024-05-31", origin="group:reuters"))
    world.tell(evidence("2024-06-02", event_date="2024-05-31", origin="group:dpa"))
    world.tell(evidence(None, fetched="2024-06-04", origin="group:cnn"))
    [last] = world.of(OFFICES)
    assert last.development_id == first.development_id
    assert str(last.event_date) == "2024-05-31"
    assert len(last.origin_ids) == 5


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
    undated = evidence("2024-06-03T02:00", origin="group:x", article="two")
    later = evidence("2024-06-03T08:00", event_date="2024-06-03", origin="group:y", place="tokyo")
    world.tell(*MEETING[:2], undated, later)
    [met] = [d for d in world.of(OFFICES) if undated.evidence_id in d.evidence_ids]
    assert str(met.event_date) == "2024-05-31"


def test_late_article_about_an_old_event_raises_nothing() -> None:
    world = World()
    assert world.tell(MEETING[0], now="2024-06-20") == []
    assert world.of(OFFICES)[0].status is OCCURRED


def test_event_at_the_edge_of_the_window_still_raises() -> None:
    assert steps(World().tell(MEETING[0], now="2024-06-10")) == [("alert", "occurred", "reported")]


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


def test_watch_of_a_person_who_left_says_so_once() -> None:
    world = World()
    world.tell(*evidence_from_baseline(STORYLINE), now="2023-05-30")
    assert world.tell(now="2023-10-23") == []
    alerts = world.tell(now="2023-10-24")
    assert [(a.watch, a.kind, is_closure(a)) for a in alerts] == [(PERSONS, "notice", True)]
    assert world.tell(now="2023-10-25") == []
    assert world.tell(evidence("2023-10-26", DECLINED, watch=PERSONS), now="2023-10-26") == []


def test_watch_that_closed_long_ago_closes_in_silence() -> None:
    world = World()
    world.tell(*evidence_from_baseline(STORYLINE), now="2026-11-21")
    assert world.alerts == []


@pytest.mark.parametrize("stage", [Stage.CORRECTED])
def test_more_copies_do_not_undo_a_correction(stage: Stage) -> None:
    world = World()
    world.tell(MEETING[0])
    [development] = world.of(OFFICES)
    world.developments[development.development_id] = replace(development, stage=stage)
    assert world.tell(MEETING[1]) == []
    assert world.of(OFFICES)[0].stage is stage


def test_development_whose_evidence_proves_another_s_ends_corrected() -> None:
    world = World()
    world.tell(evidence("2024-06-01", event_date="2024-05-29", origin="group:ap"))
    world.tell(evidence("2024-06-03", event_date="2024-06-02", origin="group:bbc"))
    assert len(world.of(OFFICES)) == 2
    for origin in "xyz":
        world.tell(evidence("2024-06-03", event_date="2024-05-31", origin=f"group:{origin}"))
    assert sorted((str(d.stage), bool(d.evidence_ids)) for d in world.of(OFFICES)) == [
        ("corrected", False),
        ("corroborated", True),
    ]


def test_better_reading_of_the_same_article_continues_its_development() -> None:
    world = World()
    world.tell(MEETING[0])
    [before] = world.of(OFFICES)
    world.evidence.clear()  # what a newer reader version replaces is not loaded any more
    assert world.tell(replace(MEETING[0], evidence_id="ev-reread", quote="They met.")) == []
    [after] = world.of(OFFICES)
    assert after.development_id == before.development_id
    assert after.evidence_ids == ("ev-reread",)


def test_origin_found_later_takes_the_corroboration_s_place_in_the_count() -> None:
    world = World()
    copy = evidence("2024-05-31", event_date="2024-05-31", origin="group:small-paper")
    world.tell(copy)
    world.tell(replace(copy, origin_id="group:reuters", origin_reason="near-duplicate"))
    assert world.tell(MEETING[0]) == []
    assert world.of(OFFICES)[0].origin_ids == ("group:reuters",)


def test_vague_proposal_of_the_month_does_not_hide_the_refusal() -> None:
    world = World()
    world.tell(
        evidence("2023-05-30", PROPOSED, event_date="2023-05-24", precision=DatePrecision.MONTH),
        evidence("2023-05-29", DECLINED, event_date="2023-05-29"),
    )
    assert [d.status for d in world.of(OFFICES)] == [DECLINED]


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


DAYS = [f"2024-{month:02}-{day:02}" for month in (1, 2, 3, 4) for day in (1, 2, 4, 9, 16, 28)]
ANY_EVIDENCE = st.builds(
    evidence,
    st.sampled_from(DAYS),
    st.sampled_from([OCCURRED, OCCURRED, BACKGROUND, DECLINED, PROPOSED, SCHEDULED, NOT_OCCURRED, DENIED]),
    event_date=st.none() | st.sampled_from(DAYS),
    precision=st.sampled_from([DatePrecision.DAY, DatePrecision.DAY, DatePrecision.MONTH]),
    origin=st.sampled_from(["group:reuters", "group:ap", "group:prc-state"]),
    strength=st.sampled_from(list(Strength)),
    participants=st.sampled_from([("austin", "dong"), ("austin", "dong"), ("dong",), ("dong", "hegseth")]),
    place=st.sampled_from([None, "singapore", "shangri-la-hotel", "vientiane"]),
    article=st.integers(0, 9).map(str),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(ANY_EVIDENCE, min_size=1, max_size=10, unique_by=lambda e: e.evidence_id), st.randoms())
def test_what_is_known_follows_from_the_evidence_not_from_its_order(pieces: list[Evidence], chance: Random) -> None:
    whole, piecemeal = World(), World()
    whole.tell(*pieces, now="2024-06-01")
    for piece in chance.sample(pieces, len(pieces)):
        piecemeal.tell(piece, now="2024-06-01")
    without_stage = [{f[:2] + f[3:] for f in facts(world.developments.values())} for world in (whole, piecemeal)]
    assert without_stage[0] == without_stage[1]


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
