"""A pair guessed for what did not happen gives way to who held the office that day, in weak words only."""

from __future__ import annotations

import pytest

from extractors.records.reading import Strength
from tests.extractors.reading.conftest import Read

PASSAGES = {
    "a summit is of heads of state": (
        "biden-xi-meeting",
        "background",
        "2024-04-26",
        "Antony Blinken and Wang Yi, the foreign minister, took stock of military ties in Beijing on Friday. "
        "Much goes back to the California summit in November.",
    ),
    "a lost post told of the nearest of two": (
        "li-shangfu-removed",
        "background",
        "2024-01-19",
        "Admiral Dong Jun follows a man who did not last: Li Shangfu refused to meet Austin and was removed "
        "in October.",
    ),
}


@pytest.mark.parametrize("name", PASSAGES)
def test_what_is_told_of_nobody_asked_about_is_read_of_the_likelier_people(name: str, read: Read) -> None:
    watch, status, day, text = PASSAGES[name]
    reading = read(text, day=day)
    found = [event for event in reading.events if watch in event.watches and event.status == status]

    assert found and all(event.strength is Strength.WEAK for event in found)
    assert reading.raises == ()


def test_a_meeting_of_two_others_is_left_to_them(read: Read) -> None:
    reading = read("Xi Jinping received Xie Feng in July. He had not met Joe Biden since Bali.", day="2023-11-02")

    assert not [e for e in reading.events if "xie-feng" in e.actors and "biden-xi-meeting" in e.watches]


def test_a_new_man_under_no_sanctions_is_not_the_old_one(read: Read) -> None:
    text = "Admiral Dong Jun is China's new defence minister. Unlike Li Shangfu he has never dealt with Lloyd Austin."
    reading = read(text, day="2023-12-30")

    assert not [event for event in reading.events if "li-sanctions-lifted" in event.watches]
