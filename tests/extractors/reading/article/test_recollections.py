"""What is recalled or lacking in passing is found, in weak words only, and raises nothing."""

from __future__ import annotations

from datetime import date

import pytest

from extractors.records.reading import Strength
from seeds.storyline import EventStatus
from tests.extractors.reading.language_passages import Passage, article_of, shipped_reader

PASSAGES = {
    "a meeting recalled by what was agreed at it": (
        "biden-xi-meeting",
        "background",
        "The call between the defence ministries follows from what Presidents Biden and Xi agreed in November 2023.",
    ),
    "an appointment recalled with its month": (
        "new-prc-defense-minister",
        "background",
        "Li Shangfu, the Chinese minister, spoke of the US military. "
        "It was his first speech abroad since he took office in March 2023.",
    ),
    "sanctions spoken of as a ground of refusal": (
        "li-sanctions-lifted",
        "not_occurred",
        "China refused to let its ministers talk to Lloyd Austin, blaming the sanctions on Li Shangfu.",
    ),
    "a town that stands for a meeting": (
        "biden-xi-meeting",
        "background",
        "Joe Biden said on Friday that he stands by what was said to Xi Jinping at Bali about the two militaries.",
    ),
}


@pytest.mark.parametrize("name", PASSAGES)
def test_a_loose_reading_is_weak_and_raises_nothing(name: str) -> None:
    watch, status, text = PASSAGES[name]
    reading = shipped_reader().read(article_of(Passage(name="loose", day=date(2024, 4, 16), text=text), "en"))
    found = [event for event in reading.events if watch in event.watches and event.status == status]

    assert found and all(event.strength is Strength.WEAK for event in found)
    assert reading.raises == ()


def test_a_call_recalled_with_its_month_is_no_meeting() -> None:
    text = "Presidents Biden and Xi spoke by telephone in July 2022 about the defence talks with China."
    reading = shipped_reader().read(article_of(Passage(name="call", day=date(2024, 4, 16), text=text), "en"))

    assert not [event for event in reading.events if "biden-xi-meeting" in event.watches]


def test_a_lifting_told_as_a_fact_leaves_no_state_beside_it() -> None:
    text = "The United States lifted the sanctions on Li Shangfu on Friday. Sanctions on Li had angered Beijing."
    reading = shipped_reader().read(article_of(Passage(name="lifted", day=date(2023, 6, 4), text=text), "en"))
    statuses = {event.status for event in reading.events if "li-sanctions-lifted" in event.watches}

    assert EventStatus.OCCURRED in statuses and EventStatus.NOT_OCCURRED not in statuses
