"""Headline and body judged together, statuses of what did not happen, and names that are somebody else's."""

from __future__ import annotations

import pytest

from extractors.records.reading import Strength
from seeds.storyline import EventStatus
from tests.extractors.reading.conftest import Read

SEATS = "US Defense Secretary Lloyd Austin and China's Defence Minister Li Shangfu are in Singapore. "


def statuses(read: Read, words: str, watch: str, day: str = "2023-06-04") -> set[EventStatus]:
    reading = read(SEATS + words, day=day)
    return {event.status for event in reading.events if watch in event.watches}


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Austin met Li on Saturday.", EventStatus.OCCURRED),
        ("Austin will meet Li on Sunday.", EventStatus.SCHEDULED),
        ("Austin hopes to meet Li.", EventStatus.PROPOSED),
        ("Li refused to meet Austin.", EventStatus.DECLINED),
        ("China declined the Pentagon's request for a meeting between Austin and Li.", EventStatus.DECLINED),
        ("Austin did not meet Li.", EventStatus.NOT_OCCURRED),
        ("If Austin meets Li, both will gain.", EventStatus.CONDITIONAL),
        ("There is no plan for Austin to meet Li.", EventStatus.NOT_OCCURRED),
    ],
)
def test_a_meeting_has_the_status_of_its_cues(read: Read, words: str, expected: EventStatus) -> None:
    assert expected in statuses(read, words, "austin-li-meeting")


def test_a_meeting_of_long_ago_is_background(read: Read) -> None:
    reading = read("Lloyd Austin met China's Dong Jun in May in Singapore, the Pentagon recalled.", day="2024-11-21")
    assert {e.status for e in reading.events if "us-prc-defense-ministers-meeting" in e.watches} == {
        EventStatus.BACKGROUND
    }
    assert reading.raises == ()


def test_a_headline_that_the_body_denies_raises_nothing(read: Read) -> None:
    reading = read(
        "Lloyd Austin and Li Shangfu did not hold a meeting in Singapore, the Pentagon said.",
        title="Austin meets Li Shangfu in Singapore",
        day="2023-06-04",
    )
    assert reading.raises == ()


def test_a_headline_that_says_meet_where_the_body_tells_a_handshake_is_the_handshake(read: Read) -> None:
    reading = read(
        "Lloyd Austin and Li Shangfu shook hands at dinner on Friday.",
        title="Austin, Li Shangfu meet in Singapore",
        day="2023-06-03",
    )
    assert reading.raises == ("austin-li-handshake",)


def test_a_meeting_by_video_is_a_call(read: Read) -> None:
    reading = read(
        "US Defense Secretary Lloyd Austin held a meeting by video link with China's Dong Jun on Tuesday.",
        day="2024-04-16",
    )
    assert reading.raises == ("us-prc-defense-ministers-call",)


def test_a_trilateral_meeting_answers_no_bilateral_watch(read: Read) -> None:
    reading = read(SEATS + "Austin, Li and Singapore's Ng Eng Hen held a trilateral meeting.", day="2023-06-04")
    assert reading.raises == ()


@pytest.mark.parametrize(
    "words",
    [
        "City of Austin officials met Li Auto managers.",
        "Austin met Premier Li Qiang on Saturday.",
        "Austin met former minister Wei Fenghe on Saturday.",
        "Austin met Japanese Defense Minister Yasukazu Hamada on Saturday.",
    ],
)
def test_other_people_are_not_taken_for_the_watched_ones(read: Read, words: str) -> None:
    assert "austin-li-meeting" not in read(SEATS + words, day="2023-06-04").raises


def test_a_misspelt_name_behind_its_title_still_means_its_holder(read: Read) -> None:
    reading = read(
        "US Defense Secretary Lloyd Austin met Chinese Defence Minister Li Shangfo on Saturday.", day="2023-06-04"
    )
    assert "austin-li-meeting" in reading.raises


def test_the_same_title_means_its_holder_of_the_day(read: Read) -> None:
    words = "The US defense secretary met China's defence minister on Friday in Singapore."
    assert "austin-li-meeting" in read(words, day="2023-06-03").raises
    assert read(words, day="2024-06-01").raises == ("us-prc-defense-ministers-meeting",)


def test_what_the_holders_of_two_posts_did_long_ago_is_weak_about_the_persons(read: Read) -> None:
    words = "The last time the holders of the two posts talked face to face was in Cambodia in November."
    reading = read(SEATS + words, day="2023-05-30")
    recalled = [e for e in reading.events if "austin-li-meeting" in e.watches and e.status is EventStatus.BACKGROUND]
    assert {event.strength for event in recalled} <= {Strength.WEAK}
