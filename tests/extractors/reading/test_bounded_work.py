"""What the reader does for a text stays in proportion to its length, and words said over and over cost no multiple."""

from __future__ import annotations

import sys
from types import FrameType

import pytest

from extractors.reading import Reader
from tests.extractors.reading.conftest import make_article

NAMES = "Lloyd Austin and Li Shangfu "
SHORT, LONG = 1_500, 3_000
CALLS_A_CHARACTER = 1_000
"""Of functions, by the work on one text; dense news takes 30. Texts of nothing but triggers and cues in sentences as
long as any is read take the most: each trigger there is asked about each cue."""


def calls(reader: Reader, text: str) -> int:
    """Count the calls of Python functions while a text is read: the work, whatever the machine is busy with."""
    article = make_article(text, title="Austin meets Li", day="2023-06-04", language="en")
    reader.read(article)  # what is set up once is not counted
    count = 0

    def counted(frame: FrameType, event: str, argument: object) -> None:
        nonlocal count
        count += event == "call"

    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        reader.read(article)
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize("words", ["met ", "since 2022 ", "held talks ", "will not meet, ", "Austin met Li "])
def test_words_said_over_and_over_cost_work_in_proportion(reader: Reader, words: str) -> None:
    short, long = (calls(reader, NAMES + words * (size // len(words))) for size in (SHORT, LONG))
    assert long <= 1.5 * (LONG / SHORT) * short
    assert long <= CALLS_A_CHARACTER * LONG
