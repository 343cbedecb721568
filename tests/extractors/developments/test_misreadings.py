from __future__ import annotations

from dataclasses import replace

from extractors.developments.misreadings import retract_misread
from extractors.records.developments import ChangeKind, Development, DevelopmentChange
from seeds.storyline import EventStatus
from seeds.watches import Stage
from tests.warehouse.samples import make_change, make_development

REPORTED = make_development(
    status=EventStatus.OCCURRED, stage=Stage.REPORTED, origin_ids=("gazette",), evidence_ids=("ev-1",)
)
ENDED = replace(REPORTED, stage=Stage.CORRECTED, origin_ids=(), evidence_ids=())


def change(before: Development, after: Development) -> DevelopmentChange:
    return make_change(after, before, kind=ChangeKind.FACTS)


def stages(*changes: DevelopmentChange, told: str = "dev-1") -> list[tuple[EventStatus, Stage | None]]:
    return [(each.after.status, each.after.stage) for each in retract_misread(changes, {told})]


def test_a_report_that_was_told_and_that_nothing_bears_is_retracted() -> None:
    assert stages(change(REPORTED, ENDED)) == [(EventStatus.NOT_OCCURRED, Stage.RETRACTED)]


def test_one_that_was_not_told_ends_as_before() -> None:
    assert stages(change(REPORTED, ENDED), told="dev-2") == [(EventStatus.OCCURRED, Stage.CORRECTED)]


def test_what_is_now_read_as_a_plan_keeps_that_and_is_retracted_as_a_report() -> None:
    planned = replace(REPORTED, status=EventStatus.SCHEDULED)
    assert stages(change(REPORTED, planned)) == [(EventStatus.SCHEDULED, Stage.RETRACTED)]


def test_a_report_whose_words_bear_another_development_is_not_retracted() -> None:
    heir = replace(REPORTED, development_id="dev-2")
    assert stages(change(REPORTED, ENDED), make_change(heir)) == [
        (EventStatus.OCCURRED, Stage.CORRECTED),
        (EventStatus.OCCURRED, Stage.REPORTED),
    ]


def test_what_is_recalled_now_is_no_misreading() -> None:
    recalled = replace(REPORTED, status=EventStatus.BACKGROUND)
    assert stages(change(REPORTED, recalled)) == [(EventStatus.BACKGROUND, Stage.REPORTED)]


def test_the_last_of_several_steps_decides() -> None:
    between = replace(REPORTED, origin_ids=())
    assert stages(change(REPORTED, between), change(between, REPORTED)) == [
        (EventStatus.OCCURRED, Stage.REPORTED),
        (EventStatus.OCCURRED, Stage.REPORTED),
    ]
