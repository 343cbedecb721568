from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from extractors.developments.role_reports import decide_role_reports
from extractors.records.developments import Development
from extractors.records.learned import OfficeTurn, RoleReport
from extractors.records.reading import DatePrecision
from seeds.loading import load_storyline
from seeds.storyline import EventStatus
from seeds.watches import Stage

STORYLINE = load_storyline("us-china-defense")
MINISTER = "prc-minister-of-national-defense"


def development(**changed: Any) -> Development:
    values: dict[str, Any] = {
        "development_id": "dev-1",
        "watch": "new-prc-defense-minister",
        "status": EventStatus.OCCURRED,
        "stage": Stage.CORROBORATED,
        "participants": ("china", "dong-jun"),
        "event_date": date(2023, 12, 29),
        "date_precision": DatePrecision.DAY,
        "place": None,
        "since": datetime(2023, 12, 29, 11, tzinfo=UTC),
        "origin_ids": ("group:a", "group:b"),
        "evidence_ids": ("ev-1", "ev-2"),
    }
    return Development(**{**values, **changed})


def report(**changed: Any) -> RoleReport:
    values: dict[str, Any] = {
        "development_id": "dev-1",
        "office_id": MINISTER,
        "person_id": "dong-jun",
        "turn": OfficeTurn.GAINED,
        "turned_on": date(2023, 12, 29),
        "told_on": date(2023, 12, 29),
    }
    return RoleReport(**{**values, **changed})


def test_a_corroborated_appointment_gives_the_office() -> None:
    assert decide_role_reports([development()], STORYLINE) == (report(),)


def test_a_corroborated_removal_takes_it_from_the_person_whom_the_watch_names() -> None:
    removal = development(
        watch="li-shangfu-removed",
        participants=("china",),
        event_date=date(2023, 10, 24),
        since=datetime(2023, 10, 24, 9, tzinfo=UTC),
    )
    day = date(2023, 10, 24)
    expected = report(person_id="li-shangfu", turn=OfficeTurn.LOST, turned_on=day, told_on=day)
    assert decide_role_reports([removal], STORYLINE) == (expected,)


@pytest.mark.parametrize(
    "changed",
    [
        {"stage": Stage.REPORTED, "origin_ids": ("group:a",)},
        {"stage": Stage.RETRACTED, "status": EventStatus.NOT_OCCURRED, "origin_ids": ()},
        {"stage": Stage.CORRECTED, "origin_ids": ()},
        {"stage": Stage.CORRECTED, "origin_ids": ("group:a",)},
        {"stage": None, "status": EventStatus.BACKGROUND},
        {"status": EventStatus.DENIED},
        {"watch": "austin-li-meeting"},
    ],
    ids=["one origin", "retracted", "ended", "corrected to one origin", "recalled", "denied", "no office"],
)
def test_what_does_not_stand_corroborated_says_nothing_of_offices(changed: dict[str, Any]) -> None:
    assert decide_role_reports([development(**changed)], STORYLINE) == ()


def test_a_correction_that_two_origins_bear_still_gives_the_office() -> None:
    assert decide_role_reports([development(stage=Stage.CORRECTED)], STORYLINE) == (report(),)


def test_somebody_whom_the_storyline_does_not_name_is_nobody_known() -> None:
    assert decide_role_reports([development(participants=("china",))], STORYLINE) == (report(person_id=None),)


def test_of_two_persons_neither_is_taken_for_the_new_holder() -> None:
    both = development(participants=("china", "dong-jun", "li-shangfu"))
    assert decide_role_reports([both], STORYLINE) == (report(person_id=None),)


def test_a_month_is_no_day() -> None:
    vague = development(event_date=date(2023, 12, 1), date_precision=DatePrecision.MONTH)
    assert decide_role_reports([vague], STORYLINE) == (report(turned_on=None),)
