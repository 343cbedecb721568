"""What is wished for or demanded is no plan, and what was the first to be held is none either."""

from __future__ import annotations

from datetime import date

import pytest

from seeds.storyline import EventStatus
from tests.extractors.reading.conftest import Read

CHANNEL = "mil-mil-dialogue-resumed"
LIFTED = "li-sanctions-lifted"
MEETING = "us-prc-defense-ministers-meeting"


def said(read: Read, watch: str, text: str, *, day: date, language: str = "en") -> set[EventStatus]:
    events = read(text, day=day.isoformat(), language=language).events
    return {event.status for event in events if watch in event.watches}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Peking verlangt, dass zuerst die seit 2018 geltenden Sanktionen gegen Li Shangfu aufgehoben werden."),
        ("en", "China hopes that the United States will lift the sanctions on Li Shangfu."),
    ],
)
def test_a_demand_that_something_will_be_done_proposes_it(read: Read, language: str, text: str) -> None:
    in_force = {EventStatus.NOT_OCCURRED}
    assert said(read, LIFTED, text, day=date(2023, 5, 30), language=language) - in_force == {EventStatus.PROPOSED}


def test_hope_that_a_trip_will_reopen_a_line_proposes_it(read: Read) -> None:
    text = "US officials hope the secretary of state's trip to China will reopen military lines of communication."
    assert said(read, CHANNEL, text, day=date(2023, 6, 19)) == {EventStatus.PROPOSED}


def test_a_wish_between_commas_leaves_the_announcement_one(read: Read) -> None:
    text = "Austin, hoping to ease tensions, will meet China's Defence Minister Dong Jun in Singapore on Friday."
    assert said(read, MEETING, text, day=date(2024, 5, 28)) == {EventStatus.SCHEDULED}


def test_talks_that_were_the_first_to_be_held_since_a_year_were_held(read: Read) -> None:
    text = (
        "Deputy Assistant Secretary of Defense Michael Chase met with PRC Maj. Gen. Song Yanchao on Jan. 8-9 at the "
        "Pentagon for the 17th U.S.-PRC Defense Policy Coordination Talks, the first to be held since 2021."
    )
    assert said(read, CHANNEL, text, day=date(2024, 1, 9)) == {EventStatus.OCCURRED}


def test_talks_that_will_be_the_first_to_be_held_since_a_year_are_planned(read: Read) -> None:
    text = (
        "U.S. and Chinese officials will hold Defense Policy Coordination Talks at the Pentagon next week, "
        "the first to be held since 2021."
    )
    assert said(read, CHANNEL, text, day=date(2024, 1, 3)) == {EventStatus.SCHEDULED}
