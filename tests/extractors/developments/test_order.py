"""The order in which articles arrive, and that they come twice, changes nothing in the end."""

from __future__ import annotations

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.records.developments import Evidence
from extractors.records.reading import DatePrecision, Strength
from seeds.watches import Stage
from tests.extractors.development_samples import (
    BACKGROUND,
    DECLINED,
    DENIED,
    NOT_OCCURRED,
    OCCURRED,
    OFFICES,
    PERSONS,
    PROPOSED,
    SCHEDULED,
    evidence,
)
from tests.extractors.developments.world import MEETING, World, facts


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


def test_what_is_delivered_again_by_an_earlier_clock_changes_nothing() -> None:
    world = World()
    persons = ("austin", "li")
    met = evidence("2023-09-30", event_date="2023-09-29", watch=PERSONS, participants=persons)
    recalled = evidence("2023-12-20", watch=PERSONS, participants=persons, origin="group:ap")
    world.tell(met, now="2023-09-30")
    world.tell(recalled, now="2023-12-20")
    before = facts(world.developments.values())
    world.evidence.pop(met.evidence_id)
    assert world.tell(met, now="2023-09-30") == []
    assert facts(world.developments.values()) == before


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
    articles = sorted({piece.article_id for piece in pieces})
    for article in chance.sample(articles, len(articles)):
        piecemeal.tell(*(piece for piece in pieces if piece.article_id == article), now="2024-06-01")
    told = [facts(world.developments.values()) for world in (whole, piecemeal)]
    at_once, in_turn = ({fact[:2] + fact[3:]: fact[2] for fact in each} for each in told)
    assert at_once.keys() <= in_turn.keys()
    # a report that was believed until its outlet denied it stays retracted
    assert {in_turn[each] for each in in_turn.keys() - at_once.keys()} <= {Stage.RETRACTED}
