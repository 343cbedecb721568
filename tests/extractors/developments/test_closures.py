"""Watches that can no longer be met."""

from __future__ import annotations

from extractors.developments.evidence import evidence_from_baseline
from extractors.developments.messages_due import is_closure
from tests.extractors.development_samples import DECLINED, PERSONS, evidence
from tests.extractors.developments.world import STORYLINE, World


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
