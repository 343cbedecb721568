"""Days told as the first and last of several: the last of them decides whether they are news."""

from __future__ import annotations

import pytest

from tests.extractors.reading.conftest import Read

VISIT = ("blinken-beijing-visit",)


@pytest.mark.parametrize(
    "days",
    [
        "June 18 and 19",
        "June 18-19",
        "June 18–19, 2023",
        "June 18 to 19",
        "18-19 June",
        "18 and 19 June",
        "18 to 19 June 2023",
        "the 18th and 19th of June",
    ],
)
def test_a_visit_that_ended_in_the_window_is_news(read: Read, days: str) -> None:
    assert read(f"Antony Blinken was in Beijing on {days}.", day="2023-06-29").raises == VISIT


@pytest.mark.parametrize("days", ["June 16-17", "June 18-19, 2022", "17-18 June", "June 17 and 18"])
def test_a_visit_that_ended_before_it_is_none(read: Read, days: str) -> None:
    assert read(f"Antony Blinken was in Beijing on {days}.", day="2023-06-29").raises == ()


def test_a_number_of_things_is_no_last_day(read: Read) -> None:
    text = "Antony Blinken visited Beijing on June 18 and 19 companies wrote to him."
    assert read(text, day="2023-06-29").raises == ()


def test_days_that_run_into_the_window_count_in_a_text_with_other_days(read: Read) -> None:
    text = "Antony Blinken visited Beijing on June 18-19. On June 28 he spoke in New York."
    assert read(text, day="2023-06-28").raises == VISIT
