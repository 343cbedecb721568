"""Encounters of the two forces in every voice that news has for them, and the twins that say something else."""

from __future__ import annotations

import pytest

from tests.extractors.reading.conftest import Read

DAY = "2023-06-05"  # a Monday
TITLE = "What the Pentagon and China's defence ministry say"
WATCH = "us-prc-mil-incident"

HAPPENED = [
    "A Chinese fighter jet flew directly in front of a US reconnaissance plane on Friday, the Pentagon said.",
    "A Chinese J-16 crossed directly in front of the nose of an American RC-135 last Friday.",
    "A Chinese warship cut across the bow of a US destroyer in the Taiwan Strait on Saturday.",
    "A Chinese ship came within 150 yards of the US destroyer Chung-Hoon on Saturday.",
    "A Chinese destroyer crossed 140 metres ahead of the American destroyer Chung-Hoon on Saturday.",
    "A PLA Navy vessel swung across the path of the American destroyer Chung-Hoon on Saturday.",
    "A Chinese jet flew within ten feet of a US B-52 bomber on Saturday.",
    "The US military said a Chinese pilot carried out an unsafe intercept of an American aircraft on Friday.",
    "A US Navy plane was intercepted by a Chinese fighter on Friday.",
    "A Chinese fighter released flares near a US Navy plane on Friday.",
    "A Chinese helicopter fired flares at a US helicopter on Saturday.",
    "A Chinese warship pointed a laser at a US patrol plane on Friday.",
    "A US destroyer and a Chinese warship nearly collided on Saturday.",
    "A US destroyer slowed to avoid a collision with a Chinese warship on Saturday.",
    "There was a near miss between a US destroyer and a Chinese ship on Saturday.",
    "The Pentagon released video on Monday of a Chinese fighter's unsafe intercept of a US plane on Friday.",
    "China's navy harassed a US Navy ship in the South China Sea on Saturday.",
    "A Chinese naval ship collided with an American warship on Saturday.",
    "A Chinese fighter buzzed a US plane on Friday, American officials said.",
    "The US accused a Chinese pilot of an unnecessarily aggressive manoeuvre near an American plane on Friday.",
]

BALLOON_DAY = "2023-02-05"  # a Sunday
BALLOON = [
    "A US fighter shot down a Chinese surveillance balloon off South Carolina on Saturday.",
    "The United States downed the Chinese spy balloon on Saturday.",
    "The Pentagon is tracking a Chinese surveillance balloon over Montana.",
    "A Chinese surveillance balloon was spotted above the United States on Thursday.",
    "A Chinese balloon entered US airspace this week.",
    "The discovery on Thursday of a Chinese surveillance balloon over Montana has angered the US Congress.",
    "A Chinese balloon drifted across the United States this week before an F-22 shot it down on Saturday.",
]

NOT_HAPPENED = [
    "A Chinese fighter intercepted a US plane in 2001, and a pilot died.",
    "The US wants to avoid unsafe intercepts by Chinese fighters.",
    "Tensions between the US and China in the South China Sea are growing.",
    "A Chinese ship collided with a Philippine boat on Saturday; the US condemned it.",
    "A Chinese fighter intercepted an Australian plane on Friday, the US noted.",
    "A Chinese warship followed a US destroyer at a safe distance on Saturday.",
    "A US destroyer sailed through the Taiwan Strait on Saturday; China protested.",
    "China's navy and the US Navy both held exercises on Saturday.",
    "A collision between a US warship and a Chinese ship could start a war, analysts say.",
    "If a Chinese fighter hit a US plane, a crisis would follow.",
    "China denied that its fighter had flown close to a US plane.",
    "No Chinese fighter intercepted a US plane this week, the Pentagon said.",
    "Russian fighters intercepted a US drone on Friday; China had no comment.",
    "The number of unsafe intercepts of US planes by Chinese fighters rose in 2022.",
    "The US and China discussed how to prevent unsafe intercepts between aircraft and ships.",
    "A US Coast Guard ship and a Chinese ship took part in a rescue on Saturday.",
    "In February the US shot down a Chinese balloon.",
    "Months after a US fighter shot down a Chinese balloon, ties have not recovered.",
    "A Chinese weather balloon was sold to a US museum on Friday.",
    "A US fighter and a Chinese fighter were shown at an air fair on Friday.",
]


@pytest.mark.parametrize("text", HAPPENED)
def test_an_encounter_raises(text: str, read: Read) -> None:
    assert read(text, title=TITLE, day=DAY).raises == (WATCH,)


@pytest.mark.parametrize("text", BALLOON)
def test_the_balloon_raises_while_it_is_news(text: str, read: Read) -> None:
    assert WATCH in read(text, title=TITLE, day=BALLOON_DAY).raises


@pytest.mark.parametrize("text", NOT_HAPPENED)
def test_what_is_no_encounter_raises_nothing(text: str, read: Read) -> None:
    assert read(text, title=TITLE, day=DAY).raises == ()
