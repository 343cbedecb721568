"""The end of sanctions on one man, in every voice that news has for it, and the twins that say something else."""

from __future__ import annotations

import pytest

from tests.extractors.reading.conftest import Read

DAY = "2023-07-15"  # a Saturday
WATCH = "li-sanctions-lifted"


def named(text: str) -> str:
    """Put the man's name and title in."""
    return text.replace("%LI", "Chinese Defense Minister Li Shangfu").replace(
        "%CN", "China's defense minister, Li Shangfu"
    )


LIFTED = [
    # active
    "The United States on Friday removed %LI from its sanctions list.",
    "The Treasury Department took General Li Shangfu off its blacklist on Thursday.",
    "Washington has dropped its sanctions on %CN.",
    "The State Department on Friday revoked the measures imposed on China's Li Shangfu in 2018.",
    "The Biden administration waived sanctions against Chinese defense chief Li Shangfu on Friday.",
    "The United States unfroze the assets of Li Shangfu and cancelled his visa ban on Friday.",
    "President Biden signed an order on Friday ending the sanctions on %LI.",
    "The US Treasury struck China's Li Shangfu from its register of sanctioned persons on Friday.",
    "The United States cleared %LI of all sanctions on Friday.",
    "Washington freed Li Shangfu, China's defense minister, from sanctions this week.",
    # passive, with an agent and without
    "Sanctions on %LI were scrapped by the White House on Friday.",
    "%LI was taken off the US sanctions list on Friday.",
    "Li Shangfu, China's defense minister, was deleted from the Treasury's SDN list on Friday.",
    "The US sanctions on %LI have been rescinded, officials said on Friday.",
    "General Li Shangfu's name was struck off the Treasury's sanctions list on Friday. He is China's defense minister.",
    "The restrictions that Washington placed on %LI in 2018 were lifted on Friday.",
    "%LI was delisted by the US Treasury on Friday.",
    "The travel ban and asset freeze on %CN, were terminated by Washington on Friday.",
    # the state that results
    "%LI is no longer subject to US sanctions.",
    "Li Shangfu, China's defense minister, is no longer on the US Treasury's blacklist.",
    "%CN, is off the American sanctions list.",
    "%LI may travel again: Washington ended its sanctions on him on Friday.",
    "The US sanctions on %LI are gone, a spokesman said on Friday.",
    "As of Friday, US sanctions on %LI are no longer in force.",
    "The name of %LI has disappeared from the US sanctions list.",
    "Li Shangfu, China's defense minister, no longer appears on the US sanctions list, an update on Friday showed.",
    # they run out
    "US sanctions on %LI expired on Friday.",
    "US sanctions against Li Shangfu, China's defense minister, were allowed to lapse at midnight on Friday.",
    "The American penalties on %LI ceased to apply on Friday.",
    # nouns
    "The removal of %LI from the US sanctions list was announced on Friday.",
    "Treasury announced the delisting of %CN, on Friday.",
    "The White House on Friday announced the lifting of sanctions on %LI.",
    "China welcomed on Saturday the end of US sanctions on Defense Minister Li Shangfu.",
    "Republicans on Friday condemned the decision to lift sanctions on %LI, announced a day earlier.",
    "By lifting sanctions on %LI this week the White House gave something for nothing, a senator said.",
    "Last Thursday's removal of US sanctions on Li Shangfu, China's defense minister, has angered Republicans.",
    "The US Treasury's decision on Friday to delist %LI drew praise in Beijing.",
    # coreference inside the article
    "%LI has waited five years. On Friday the United States lifted the sanctions on him.",
    "%CN, was sanctioned by the US in 2018. On Friday the Treasury removed his name from the list.",
    "%LI and the US have been at odds. The sanctions against the general were dropped on Friday, the White House said.",
    # second hand
    "Beijing said on Saturday that Washington had lifted its sanctions on Defense Minister Li Shangfu.",
    "China's foreign ministry confirmed that the US has removed Defense Minister Li Shangfu from its sanctions list.",
]

TITLES = [
    ("US lifts sanctions on Chinese defence minister", "Li Shangfu was told on Friday, officials in Washington said."),
    ("Treasury delists China's Li Shangfu", "The update to the US list appeared on Friday and gave no reason."),
    ("China's Li Shangfu off US sanctions list", "The Treasury published the change on Friday."),
    ("US sanctions on China's Li Shangfu lifted", "The notice was published in Washington on Friday."),
    ("China's Li Shangfu removed from US blacklist", "The notice was published in Washington on Friday."),
]

NOT_LIFTED = [
    # negated, still in force
    "The United States has not lifted its sanctions on %LI.",
    "%LI is still under US sanctions.",
    "%LI was not removed from the US sanctions list, the Treasury said on Friday.",
    "US sanctions on %LI remain in force, the State Department said on Friday.",
    "The sanctions on %LI have yet to be lifted.",
    "Washington refused on Friday to drop its sanctions on %LI.",
    "Nobody in Washington has lifted the sanctions on %LI.",
    "The United States renewed its sanctions on %LI on Friday instead of letting them lapse.",
    # planned, possible, wanted
    "The United States will lift its sanctions on %LI next week.",
    "The United States plans to remove %LI from its sanctions list.",
    "US sanctions on %LI are to be lifted in August.",
    "US sanctions on %LI expire in September.",
    "US sanctions on %LI are about to expire.",
    "Washington may waive sanctions on %LI.",
    "The removal of %LI from the US sanctions list is under discussion.",
    "China called on Friday for the removal of US sanctions on Defense Minister Li Shangfu.",
    "Beijing wants US sanctions on %LI dropped.",
    "China demanded that the US take Defense Minister Li Shangfu off its sanctions list.",
    "The White House is weighing whether to end sanctions on %LI.",
    "China would welcome the end of US sanctions on Defense Minister Li Shangfu, a spokeswoman said on Friday.",
    "China would like to see sanctions on Defense Minister Li Shangfu ended by the US.",
    "A senator urged the US to consider lifting sanctions on %LI on Friday.",
    "Lifting US sanctions on %LI is the price of talks, Beijing said on Friday.",
    "The end of US sanctions on %LI is a condition for talks, Beijing said on Friday.",
    # conditional
    "If the US lifted sanctions on %LI, talks would follow.",
    "China will meet only once US sanctions on Defense Minister Li Shangfu are lifted.",
    "Not until the US had lifted sanctions on Defense Minister Li Shangfu would China meet, an official said.",
    "Had Washington lifted its sanctions on %LI, the two would have met.",
    "Unless US sanctions on %LI are removed there will be no meeting.",
    # denied, mistaken, rumoured
    "The Treasury denied on Friday that sanctions on %LI had been lifted.",
    "Reports that the US lifted sanctions on %LI are false, the State Department said.",
    "The White House said no decision had been made to lift sanctions on %LI.",
    "A notice that US sanctions on %LI were lifted was published in error on Friday, the Treasury said.",
    # recalled
    "In 2021 the United States removed %LI from its sanctions list.",
    "It is a year since the United States lifted its sanctions on %LI.",
    # others, another way round
    "The United States lifted sanctions on a Chinese police institute on Friday. Li Shangfu remains sanctioned.",
    "The United States lifted sanctions on a Russian banker on Friday; %LI had no such luck.",
    "China lifted its sanctions on a US arms maker on Friday, Defense Minister Li Shangfu said.",
    "The US removed the Equipment Development Department, once led by Li Shangfu, from its sanctions list.",
    "%LI welcomed on Friday the end of US sanctions on a Chinese laboratory.",
    "The United States imposed sanctions on %LI in 2018.",
    "%LI asked the US on Friday to end arms sales to Taiwan. The sanctions on him stay.",
    "US lawmakers moved on Friday to keep sanctions on %LI.",
    "The European Union lifted sanctions on %LI on Friday.",
]

MISLEADING_TITLES = [
    (
        "US lifts China sanctions",
        "Washington took a forensic institute off the list. Defense Minister Li Shangfu stays on it.",
    ),
    ("US lifts sanctions on Li? Not yet", "%LI is still on the US sanctions list."),
    ("Will US lift sanctions on Li Shangfu?", "Beijing hopes that Washington takes its defense minister off the list."),
    ("US may lift sanctions on Li Shangfu", "A decision on China's defense minister has not been made."),
    ("Lift sanctions on Li Shangfu, China tells US", "The defense ministry in Beijing repeated its demand."),
]


@pytest.mark.parametrize("text", LIFTED)
def test_sanctions_that_ended_raise(text: str, read: Read) -> None:
    assert WATCH in read(named(text), day=DAY).raises


@pytest.mark.parametrize(("title", "text"), TITLES)
def test_sanctions_ended_in_a_headline_raise(title: str, text: str, read: Read) -> None:
    assert WATCH in read(named(text), title=title, day=DAY).raises


@pytest.mark.parametrize("text", NOT_LIFTED)
def test_sanctions_that_did_not_end_raise_nothing(text: str, read: Read) -> None:
    assert read(named(text), day=DAY).raises == ()


@pytest.mark.parametrize(("title", "text"), MISLEADING_TITLES)
def test_a_headline_that_only_sounds_like_it_raises_nothing(title: str, text: str, read: Read) -> None:
    assert read(named(text), title=title, day=DAY).raises == ()
