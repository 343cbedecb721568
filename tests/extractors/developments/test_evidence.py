"""What readings and the baseline give to the watches."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from extractors.developments.evidence import evidence_from_baseline, evidence_from_reading
from extractors.origins.origins import Origin
from extractors.records.reading import (
    ArticleField,
    DatePrecision,
    Event,
    EventType,
    Reading,
    Span,
    StorylineMatch,
    Strength,
)
from seeds.storyline import EventStatus
from seeds.watches import EventMode
from tests.extractors.development_samples import (
    BACKGROUND,
    DECLINED,
    OCCURRED,
    OFFICES,
    PERSONS,
    PROPOSED,
    small_storyline,
)
from tests.extractors.origins.test_origins import OUTLETS, TIMES, article, outlet

ORIGIN = Origin(origin_id="group:sph", reason="outlet")
EVENT = Event(
    event_id="event-1",
    mode=EventMode.MEETING,
    event_type=EventType.CONSULT,
    cameo="040",
    status=OCCURRED,
    strength=Strength.STRONG,
    actors=("austin", "li"),
    recipients=("austin", "li"),
    offices=(),
    place="singapore",
    event_date=date(2023, 6, 2),
    date_precision=DatePrecision.DAY,
    watches=(PERSONS, OFFICES),
    quote="Austin met Li.",
    span=Span(field=ArticleField.TEXT, start=0, end=14),
    cues=("trigger:met",),
)


def reading(*events: Event) -> Reading:
    match = StorylineMatch(score=1.0, on_storyline=True, evidence=())
    return Reading(version_id="v", reader_version="1", match=match, events=events)


def test_each_event_gives_evidence_to_each_of_its_watches() -> None:
    found = evidence_from_reading(article("Austin met Li."), reading(EVENT), ORIGIN, TIMES, OUTLETS)
    assert [(e.watch, e.participants, e.quote, e.origin_id) for e in found] == [
        (PERSONS, ("austin", "li"), "Austin met Li.", "group:sph"),
        (OFFICES, ("austin", "li"), "Austin met Li.", "group:sph"),
    ]
    assert len({e.evidence_id for e in found}) == 2


def test_same_reading_gives_the_same_ids() -> None:
    twice = [evidence_from_reading(article("Austin met Li."), reading(EVENT), ORIGIN, TIMES) for _ in range(2)]
    assert twice[0] == twice[1]


def test_statement_told_to_a_wire_is_that_wire_s_evidence() -> None:
    told = replace(EVENT, quote="Austin met Li, an official told Reuters.")
    found = evidence_from_reading(article("x"), reading(told), ORIGIN, TIMES, OUTLETS)
    assert {e.origin_id for e in found} == {"group:reuters"}


def test_ministry_speaks_for_its_side() -> None:
    ministry = outlet("prc-mnd", "prc-state", "mod.gov.cn", official=True, country="CN", kind="government")
    found = evidence_from_reading(article("x"), reading(EVENT), ORIGIN, ministry)
    assert {e.official_side for e in found} == {"china"}


@pytest.mark.parametrize(
    ("mode", "status", "expected"),
    [
        (EventMode.INVITATION, OCCURRED, [PROPOSED]),
        (EventMode.REFUSAL, OCCURRED, [DECLINED]),
        (EventMode.REFUSAL, BACKGROUND, [DECLINED]),
        (EventMode.STATEMENT, OCCURRED, []),
        (EventMode.MEETING, BACKGROUND, [BACKGROUND]),
        (EventMode.INCIDENT, DECLINED, []),
        (EventMode.INCIDENT, OCCURRED, [OCCURRED]),
    ],
)
def test_event_says_to_a_watch_only_what_its_mode_can_say(
    mode: EventMode, status: EventStatus, expected: list[EventStatus]
) -> None:
    event = replace(EVENT, mode=mode, status=status, watches=(PERSONS,))
    found = evidence_from_reading(article("x"), reading(event), ORIGIN, TIMES)
    assert [e.status for e in found] == expected


def test_old_refusal_of_no_known_day_says_nothing() -> None:
    event = replace(EVENT, mode=EventMode.REFUSAL, status=BACKGROUND, event_date=None)
    assert evidence_from_reading(article("x"), reading(event), ORIGIN, TIMES) == ()


def test_baseline_speaks_to_the_watch_and_to_what_it_implies_for_each_document() -> None:
    found = evidence_from_baseline(small_storyline())
    assert [(e.watch, e.outlet_id, e.origin_id, e.url) for e in found] == [
        (PERSONS, "seed", "seed", "seed:doc-1"),
        (OFFICES, "seed", "seed", "seed:doc-1"),
        (PERSONS, "seed", "seed", "seed:doc-2"),
        (OFFICES, "seed", "seed", "seed:doc-2"),
    ]
