"""The day of an answer is not the day of what was asked about."""

from __future__ import annotations

from datetime import date

import pytest

from tests.extractors.reading.conftest import Read


def days(read: Read, watch: str, text: str, day: str) -> set[date | None]:
    return {event.event_date for event in read(text, day=day, language="zh").events if watch in event.watches}


@pytest.mark.parametrize(
    "text",
    [
        "国防部新闻发言人27日就中国军机拦截美军B-52轰炸机答记者问时表示，中方依法依规处置。",
        "国防部新闻发言人27日针对中国军机拦截美军B-52轰炸机一事回应，中方依法依规处置。",
        "国防部新闻发言人27日回应中国军机拦截美军B-52轰炸机一事。",
    ],
)
def test_an_incident_does_not_get_the_day_of_the_answer(read: Read, text: str) -> None:
    assert days(read, "us-prc-mil-incident", text, "2023-10-27") == {None}


def test_a_day_behind_the_word_for_about_is_of_the_incident(read: Read) -> None:
    text = "国防部新闻发言人27日就中国军机24日拦截美军B-52轰炸机答记者问时表示，中方依法依规处置。"
    assert days(read, "us-prc-mil-incident", text, "2023-10-27") == {date(2023, 10, 24)}


def test_as_early_as_a_day_is_the_day_of_the_event(read: Read) -> None:
    assert days(read, "blinken-beijing-visit", "布林肯18日就抵达北京。", "2023-06-19") == {date(2023, 6, 18)}
