"""Developments keep their ids and end where their evidence proves another's."""

from __future__ import annotations

from dataclasses import replace

import pytest

from seeds.watches import Stage
from tests.extractors.development_samples import OFFICES, evidence
from tests.extractors.developments.world import MEETING, World


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
