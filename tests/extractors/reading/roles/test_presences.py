"""Where a text says that somebody is, without a verb of coming."""

from __future__ import annotations

import pytest

from tests.extractors.reading.conftest import Read

VISIT = "blinken-beijing-visit"


@pytest.mark.parametrize(
    "text",
    [
        "Antony Blinken, in Beijing, warned China over its help for Russia on Friday.",
        "In Beijing on Friday, Secretary of State Antony Blinken had told reporters that talks would go on.",
        "Antony Blinken warned in Beijing on Friday that Washington would act if China armed Russia.",
        "Before flying out of Beijing on Friday, Antony Blinken stopped at a record shop.",
        "The talks that Secretary of State Antony Blinken held in Beijing on Friday lowered the temperature.",
        "The stopover in Beijing of Antony Blinken on Friday was described as useful by both governments.",
        "Sitting across from Wang Yi in Beijing on Friday, Antony Blinken called for calm.",
        "Fresh from Beijing, Antony Blinken told allies that China had agreed to little.",
    ],
)
def test_words_that_place_a_visitor_tell_of_his_visit(text: str, read: Read) -> None:
    assert VISIT in read(text, day="2024-04-27").raises


@pytest.mark.parametrize(
    "text",
    [
        "In Beijing next week, Antony Blinken will warn China over its help for Russia.",
        "In Beijing on Friday, a spokesman told reporters that he knew of no visit by Antony Blinken.",
        "Antony Blinken will speak to students before leaving Washington for Beijing on Monday.",
        "Antony Blinken warned in Washington on Friday that Beijing must act.",
    ],
)
def test_a_place_that_others_speak_from_or_that_is_still_to_come_tells_of_no_visit(text: str, read: Read) -> None:
    assert VISIT not in read(text, day="2024-04-27").raises


def test_a_headline_that_opens_with_a_name_in_a_place_tells_of_a_visit(read: Read) -> None:
    text = "Xi Jinping received the US secretary of state, Antony Blinken, for 35 minutes."
    assert VISIT in read(text, title="Blinken in Beijing: talks end", day="2023-06-19").raises


def test_what_both_leaders_welcome_they_have_agreed_on(read: Read) -> None:
    text = (
        "Joe Biden met Xi Jinping on Wednesday. The two leaders welcomed the resumption of military-to-military talks."
    )
    assert "mil-mil-dialogue-resumed" in read(text, day="2023-11-16").raises


def test_somebody_called_a_name_was_not_called_on_the_telephone(read: Read) -> None:
    text = "Joe Biden called Xi Jinping a dictator hours after the two emerged from their summit in California."
    assert "biden-xi-meeting" in read(text, day="2023-11-16").raises


def test_a_talk_that_somebody_else_welcomes_is_no_meeting(read: Read) -> None:
    text = "China's foreign ministry welcomed on Monday a plan for talks between Joe Biden and Xi Jinping."
    assert read(text, day="2023-11-07").raises == ()
