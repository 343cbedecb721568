"""A diplomat in Beijing in every voice that news has for it, and the twins that say something else."""

from __future__ import annotations

import pytest

from tests.extractors.reading.conftest import Read

DAY = "2024-04-26"  # a Friday
WATCH = "blinken-beijing-visit"

PRESENT = [
    "US Secretary of State Antony Blinken arrived in Beijing on Thursday.",
    "US Secretary of State Antony Blinken has landed in Beijing for two days of talks.",
    "US Secretary of State Antony Blinken touched down in Beijing on Thursday evening.",
    "US Secretary of State Antony Blinken flew into the Chinese capital on Thursday to see Xi Jinping.",
    "The plane carrying US Secretary of State Antony Blinken landed in Beijing on Thursday.",
    "Antony Blinken's plane touched down at Beijing's airport on Thursday.",
    "US Secretary of State Antony Blinken is in Beijing for talks with Wang Yi.",
    "US Secretary of State Antony Blinken was in Beijing on Friday to meet Wang Yi.",
    "US Secretary of State Antony Blinken began a visit to Beijing on Thursday.",
    "US Secretary of State Antony Blinken is visiting Beijing.",
    "US Secretary of State Antony Blinken met Foreign Minister Wang Yi in Beijing on Friday.",
    "US Secretary of State Antony Blinken held talks in Beijing on Friday with Wang Yi.",
    "Xi Jinping received US Secretary of State Antony Blinken in Beijing on Friday.",
    "Xi Jinping received US Secretary of State Antony Blinken in the Great Hall of the People on Friday.",
    "US Secretary of State Antony Blinken was received by Xi Jinping in Beijing on Friday.",
    "US Secretary of State Antony Blinken was welcomed in Beijing on Thursday by a senior official.",
    "US Secretary of State Antony Blinken wrapped up two days in the Chinese capital on Friday, Beijing said.",
    "US Secretary of State Antony Blinken left Beijing on Friday after three days of talks.",
    "US Secretary of State Antony Blinken ended his visit to Beijing on Friday.",
    "Speaking in Beijing on Friday, US Secretary of State Antony Blinken warned China about Russia.",
    "During his visit to Beijing on Friday US Secretary of State Antony Blinken raised Taiwan.",
    "Antony Blinken spent two days in Beijing this week.",
    "On the last day of his trip to Beijing, US Secretary of State Antony Blinken saw Xi Jinping on Friday.",
    "US Secretary of State Antony Blinken was ushered into the Great Hall in Beijing on Friday.",
    "US Secretary of State Antony Blinken travelled to Beijing on Thursday.",
]

ABSENT = [
    "US Secretary of State Antony Blinken will arrive in Beijing next week.",
    "US Secretary of State Antony Blinken is to travel to Beijing in May.",
    "US Secretary of State Antony Blinken plans to visit Beijing.",
    "US Secretary of State Antony Blinken is expected in Beijing on Sunday.",
    "US Secretary of State Antony Blinken left for Beijing on Thursday.",
    "US Secretary of State Antony Blinken put off a visit to Beijing on Thursday.",
    "US Secretary of State Antony Blinken cancelled his trip to Beijing.",
    "US Secretary of State Antony Blinken has not been to Beijing this year.",
    "US Secretary of State Antony Blinken may visit Beijing.",
    "If US Secretary of State Antony Blinken visited Beijing, he would see Xi Jinping.",
    "US Secretary of State Antony Blinken hopes to visit Beijing.",
    "China has invited US Secretary of State Antony Blinken to Beijing.",
    "US Secretary of State Antony Blinken visited Beijing in June 2023.",
    "Since his visit to Beijing in June 2023 US Secretary of State Antony Blinken has been to Seoul.",
    "US Secretary of State Antony Blinken arrived in Seoul on Thursday; a trip to Beijing was not planned.",
    "US Treasury Secretary Janet Yellen arrived in Beijing on Thursday, said US Secretary of State Antony Blinken.",
    "US Secretary of State Antony Blinken met Wang Yi in Munich on Friday; Beijing called it useful.",
    "US Secretary of State Antony Blinken told Beijing on Friday to stop helping Russia.",
    "US Secretary of State Antony Blinken denied that he had been in Beijing on Thursday.",
    "Before US Secretary of State Antony Blinken arrives in Beijing, officials will meet in Washington.",
    "US Secretary of State Antony Blinken is in Shanghai and travels to Beijing next.",
    "US Secretary of State Antony Blinken was to visit Beijing in February.",
    "US Secretary of State Antony Blinken spoke with Wang Yi by telephone on Friday, Beijing said.",
    "US Secretary of State Antony Blinken received China's ambassador on Friday; Beijing was pleased.",
]


@pytest.mark.parametrize("text", PRESENT)
def test_a_visit_raises(text: str, read: Read) -> None:
    assert read(text, day=DAY).raises == (WATCH,)


@pytest.mark.parametrize("text", ABSENT)
def test_what_is_no_visit_raises_nothing(text: str, read: Read) -> None:
    assert read(text, day=DAY).raises == ()
