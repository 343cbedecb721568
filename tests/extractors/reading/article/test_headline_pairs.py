"""A headline's titles are those of the people whom its text names."""

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
