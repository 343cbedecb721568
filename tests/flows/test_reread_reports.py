from __future__ import annotations

from dataclasses import replace

from extractors.developments.developments import Decision
from extractors.records.developments import DevelopmentChange
from flows.judging import Verdicts
from flows.reread_reports import report_rereading
from seeds.storyline import EventStatus
from tests.warehouse.samples import make_change, make_development

BEFORE = make_development(origin_ids=("gazette",))


def differences(*changes: DevelopmentChange) -> list[tuple[str, str, str]]:
    verdicts = Verdicts(evidence=(), decision=Decision(changes=changes), messages=())
    report = report_rereading(verdicts, (), 1, 1, stored=True, raised=False)
    return [(line.difference, line.status_before or "", line.status or "") for line in report.developments]


def test_a_development_is_one_line_from_its_first_state_to_its_last() -> None:
    between = replace(BEFORE, status=EventStatus.PROPOSED)
    after = replace(BEFORE, status=EventStatus.SCHEDULED)
    assert differences(make_change(between, BEFORE), make_change(after, between)) == [
        ("changed", "declined", "scheduled")
    ]


def test_more_evidence_for_the_same_is_no_difference() -> None:
    assert differences(make_change(replace(BEFORE, evidence_ids=("ev-1", "ev-2")), BEFORE)) == []


def test_another_place_is_a_difference() -> None:
    assert differences(make_change(replace(BEFORE, place="vientiane"), BEFORE)) == [("changed", "declined", "declined")]
