"""A headline's titles are those of the people whom its text names; one that looks ahead makes a present a plan."""

from __future__ import annotations

from tests.extractors.reading.conftest import Read

TITLE = "US, Chinese military chiefs hold first talks in over a year"


def test_titles_of_a_headline_over_two_generals_raise_no_meeting_of_ministers(read: Read) -> None:
    text = (
        "General Charles Brown, chairman of the US Joint Chiefs, spoke by video on Thursday with General Liu Zhenli of "
        "China, the first such contact since 2022."
    )
    assert read(text, title=TITLE, day="2023-12-22").raises == ("mil-mil-dialogue-resumed",)


def test_titles_of_a_headline_over_the_ministers_themselves_are_theirs(read: Read) -> None:
    text = "Lloyd Austin and China's Dong Jun disagree over Taiwan and the South China Sea."
    assert "us-prc-defense-ministers-meeting" in read(text, title=TITLE, day="2024-05-31").raises


def test_a_present_under_a_headline_that_looks_ahead_is_a_plan(read: Read) -> None:
    text = (
        "Here is the plan. Xi lands in San Francisco on Tuesday. He meets Biden the day after at an undisclosed place."
    )
    assert read(text, title="What to expect from Wednesday's summit", day="2023-11-12").raises == ()


def test_a_past_under_a_headline_that_looks_ahead_is_a_fact(read: Read) -> None:
    text = "Xi landed in San Francisco on Saturday. He met Biden the next day at an undisclosed estate."
    title = "What to expect from the rest of the week"
    assert read(text, title=title, day="2023-11-13").raises == ("biden-xi-meeting",)
