"""Losing and gaining the ministry in every voice that news has for it, and the twins that say something else."""

from __future__ import annotations

import pytest

from tests.extractors.reading.conftest import Read

REMOVAL_DAY = "2023-10-26"  # a Thursday
APPOINTMENT_DAY = "2023-12-31"  # a Sunday
LI_DAY = "2023-03-13"  # a Monday

REMOVED = [
    "China on Tuesday removed Li Shangfu as defence minister.",
    "China's top legislature sacked Defence Minister Li Shangfu on Tuesday, state media reported.",
    "Beijing has dismissed its defence minister, Li Shangfu, without giving a reason.",
    "The NPC Standing Committee relieved General Li Shangfu of his post as defence minister on Tuesday.",
    "Xi Jinping signed an order on Tuesday stripping Defence Minister Li Shangfu of his post.",
    "China fires defence minister Li Shangfu after two months out of sight.",
    "Chinese Defence Minister Li Shangfu was removed from office on Tuesday.",
    "Li Shangfu was dismissed as China's defence minister on Tuesday.",
    "China's defence minister, Li Shangfu, has been ousted, state television said.",
    "General Li Shangfu has been stripped of his title as defence minister, Xinhua reported on Tuesday.",
    "Chinese Defence Minister Li Shangfu has been relieved of his duties.",
    "Li Shangfu is no longer China's defence minister.",
    "Li Shangfu no longer serves as China's defence minister, the legislature announced on Tuesday.",
    "General Li Shangfu is out as China's defence minister.",
    "General Li Shangfu is China's defence minister no more.",
    "Li Shangfu lost his job as China's defence minister on Tuesday.",
    "China's Li Shangfu ceased to be defence minister on Tuesday.",
    "The removal of Li Shangfu as China's defence minister was announced on Tuesday.",
    "China announced the dismissal of Defence Minister Li Shangfu on Tuesday.",
    "The sacking this week of Defence Minister Li Shangfu leaves the Chinese army without a public face.",
    "Tuesday's dismissal of Li Shangfu, China's defence minister, surprised nobody in Washington.",
    "The Pentagon would not comment on the ouster of Chinese Defence Minister Li Shangfu on Tuesday.",
    "After the dismissal on Tuesday of China's defence minister, Li Shangfu, the post is vacant.",
    "Austin has no counterpart: China's defence minister Li Shangfu was sacked on Tuesday.",
    "Li Shangfu, whom China dismissed as defence minister on Tuesday, had bought arms from Russia.",
    "Missing for two months, China's defence minister Li Shangfu was formally removed on Tuesday.",
]

REMOVED_TITLES = [
    ("China sacks defence minister Li Shangfu", "No reason was given for the decision on Tuesday."),
    ("Li Shangfu removed as China's defence minister", "The decision was published on Tuesday."),
    ("Chinese defence minister Li Shangfu ousted", "State television read out the decision on Tuesday."),
    ("Li Shangfu out as China's defence minister", "The legislature met on Tuesday."),
]

NOT_REMOVED = [
    "Chinese Defence Minister Li Shangfu has not been removed, the ministry said on Tuesday.",
    "Chinese Defence Minister Li Shangfu is still in office, a spokesman said.",
    "China denied on Tuesday that Defence Minister Li Shangfu had been dismissed.",
    "Chinese Defence Minister Li Shangfu is expected to be removed next week.",
    "China may dismiss Defence Minister Li Shangfu.",
    "China is considering the removal of Defence Minister Li Shangfu.",
    "If Chinese Defence Minister Li Shangfu were dismissed, Austin would have no counterpart.",
    "Chinese Defence Minister Li Shangfu, missing for weeks, is believed to have been removed.",
    "Chinese Defence Minister Li Shangfu has reportedly been stripped of his post.",
    "Chinese Defence Minister Li Shangfu is under investigation, US officials believe.",
    "Chinese Defence Minister Li Shangfu has not been seen in public since August.",
    "Chinese Defence Minister Li Shangfu was removed from the US sanctions list.",
    "Chinese Defence Minister Li Shangfu's portrait was removed from a wall on Tuesday.",
    "Chinese Defence Minister Li Shangfu removed his glasses on Tuesday.",
    "Chinese Defence Minister Li Shangfu dismissed the accusation on Tuesday.",
    "Chinese Defence Minister Li Shangfu fired a pistol at a shooting range on Tuesday.",
    "Chinese Defence Minister Li Shangfu dropped a visit to Vietnam from his schedule.",
    "China dismissed Foreign Minister Qin Gang in July; Defence Minister Li Shangfu has been missing since August.",
    "Chinese Defence Minister Li Shangfu was dropped from the guest list of a dinner on Tuesday.",
    "Russia's defence minister was sacked on Tuesday, Li Shangfu's office said.",
    "Chinese Defence Minister Li Shangfu spoke on Tuesday of the dismissal of his Ukrainian counterpart.",
    "Qin Gang lost his post as foreign minister on Tuesday. Defence Minister Li Shangfu was absent.",
    "In October 2022 China removed Li Shangfu as head of the Equipment Development Department.",
]

NOT_REMOVED_LATER = [  # the party expelled him in June 2024
    ("2024-06-28", "Former Chinese defence minister Li Shangfu has been expelled from the Communist Party."),
    ("2024-06-28", "China on Thursday stripped former defence minister Li Shangfu of his rank of general."),
    ("2024-06-28", "Former defence minister Li Shangfu was removed from the party on Thursday, China's Xinhua said."),
    (
        "2024-06-28",
        "Li Shangfu, China's defence minister until he was dismissed last October, was expelled on Thursday.",
    ),
    ("2023-12-26", "Li Shangfu was removed as China's defence minister two months ago; no successor is named."),
    ("2024-10-24", "A year ago China sacked its defence minister, Li Shangfu."),
]

APPOINTED = [
    "China on Friday named Admiral Dong Jun as its new defence minister.",
    "China's top legislature appointed Dong Jun as minister of national defence on Friday.",
    "Dong Jun was appointed China's defence minister on Friday.",
    "Former navy chief Dong Jun has been named China's new defence minister.",
    "China has a new defence minister: lawmakers in Beijing endorsed Admiral Dong Jun on Friday.",
    "Dong Jun became China's defence minister on Friday.",
    "Dong Jun took over as China's defence minister on Friday.",
    "Dong Jun succeeded Li Shangfu as China's defence minister on Friday.",
    "Dong Jun was confirmed on Friday as the successor to Chinese defence minister Li Shangfu.",
    "China's legislature voted on Friday to make Dong Jun defence minister.",
    "China put an admiral, Dong Jun, in charge of its defence ministry on Friday.",
    "The appointment of Dong Jun as China's defence minister was announced on Friday.",
    "With Admiral Dong Jun's appointment on Friday as China's defence minister, Austin has a counterpart again.",
    "Friday's appointment of Dong Jun as China's defence minister ends a vacancy of two months.",
    "Washington took note of the appointment on Friday of Dong Jun as China's defence minister.",
    "Dong Jun was sworn in as China's defence minister on Friday.",
    "Xi Jinping signed an order on Friday appointing Dong Jun minister of national defence.",
    "China's new defence minister, Dong Jun, was elected by the legislature's standing committee on Friday.",
    "China installs navy commander Dong Jun as defence minister.",
    "China's defence minister is a sailor: Dong Jun was chosen for the post on Friday.",
    "China's legislature picked Dong Jun to replace Li Shangfu as defence minister on Friday.",
]

APPOINTED_LI = [
    "China's parliament on Sunday approved General Li Shangfu as minister of national defence.",
    "General Li Shangfu, who is under US sanctions, was named China's defence minister on Sunday.",
    "The National People's Congress voted on Sunday to make General Li Shangfu minister of national defence.",
    "General Li Shangfu takes over from Wei Fenghe as China's defence minister.",
    "General Li Shangfu replaces Wei Fenghe as China's defence minister after a vote on Sunday.",
]

APPOINTED_TITLES = [
    ("China names Dong Jun as new defence minister", "The legislature's standing committee voted on Friday."),
    ("Navy chief Dong Jun appointed China's defence minister", "The vote was taken in Beijing on Friday."),
    ("China picks admiral as defence minister", "Dong Jun's name was read out by the legislature on Friday."),
    ("Dong Jun becomes China's defence minister", "The legislature in Beijing made the decision on Friday."),
]

NOT_APPOINTED = [
    "China has not named a new defence minister.",
    "China has yet to appoint a successor to Defence Minister Li Shangfu.",
    "No successor to Chinese defence minister Li Shangfu has been named.",
    "Dong Jun is expected to be named China's defence minister.",
    "Dong Jun is tipped to become China's defence minister.",
    "China will appoint a new defence minister next week.",
    "China may name Dong Jun defence minister on Friday.",
    "Liu Zhenli is seen as the front-runner to become China's defence minister.",
    "If Dong Jun were named China's defence minister, Austin would call him.",
    "Analysts wonder who will be appointed China's defence minister.",
    "The Pentagon wants China to appoint a defence minister.",
    "China denied on Friday that Dong Jun had been appointed defence minister.",
    "China named Hu Zhongming commander of its navy; the post of defence minister is vacant.",
    "Taiwan named Wellington Koo minister of national defence on Friday. Dong Jun commands the navy of China.",
    "Wellington Koo was sworn in as Taiwan's defence minister; China sacked Li Shangfu in October.",
    "Singapore named a new defence minister on Friday; China's Li Shangfu was sacked in October.",
    "Russia's Andrei Belousov was appointed defence minister on Friday, China's Dong Jun told reporters.",
    "In March 2018 China named Wei Fenghe as defence minister.",
    "Li Shangfu, appointed China's defence minister in March, was dismissed in October.",
    "The United States named an officer on Friday to deal with China's defence minister.",
    "The name of the Chinese defence minister was missing from the programme on Friday.",
    "China's defence minister was named on Friday in a US report on corruption.",
    "Pete Hegseth was confirmed as US defense secretary on Friday. China's Dong Jun sent no message.",
    "China appointed a spokesman for its defence minister on Friday.",
    "China's defence minister Dong Jun named two conditions for talks on Friday.",
    "China's foreign ministry named the US defence minister's remarks irresponsible on Friday.",
]

NOT_APPOINTED_LATER = [
    ("2024-02-02", "Dong Jun, who was named China's defence minister in December, has not spoken to Austin."),
    ("2024-05-31", "Dong Jun, who became China's defence minister in December, will meet Austin on Friday."),
    (
        "2023-08-30",
        "The Chinese defence minister's name was taken off a US list on Tuesday. Li Shangfu took office in March.",
    ),
    ("2024-12-11", "The former Chinese defence minister's name was among nine struck from a US list on Tuesday."),
]


@pytest.mark.parametrize("text", REMOVED)
def test_a_removal_raises(text: str, read: Read) -> None:
    assert read(text, day=REMOVAL_DAY).raises == ("li-shangfu-removed",)


@pytest.mark.parametrize(("title", "text"), REMOVED_TITLES)
def test_a_removal_in_a_headline_raises(title: str, text: str, read: Read) -> None:
    assert read(text, title=title, day=REMOVAL_DAY).raises == ("li-shangfu-removed",)


@pytest.mark.parametrize("text", NOT_REMOVED)
def test_what_is_no_removal_raises_no_removal(text: str, read: Read) -> None:
    assert "li-shangfu-removed" not in read(text, day=REMOVAL_DAY).raises


@pytest.mark.parametrize(("day", "text"), NOT_REMOVED_LATER)
def test_a_removal_of_old_raises_nothing(day: str, text: str, read: Read) -> None:
    assert read(text, day=day).raises == ()


@pytest.mark.parametrize("text", APPOINTED)
def test_an_appointment_raises(text: str, read: Read) -> None:
    assert read(text, day=APPOINTMENT_DAY).raises == ("new-prc-defense-minister",)


@pytest.mark.parametrize("text", APPOINTED_LI)
def test_the_appointment_of_li_raises(text: str, read: Read) -> None:
    assert read(text, day=LI_DAY).raises == ("new-prc-defense-minister",)


@pytest.mark.parametrize(("title", "text"), APPOINTED_TITLES)
def test_an_appointment_in_a_headline_raises(title: str, text: str, read: Read) -> None:
    assert read(text, title=title, day=APPOINTMENT_DAY).raises == ("new-prc-defense-minister",)


@pytest.mark.parametrize("text", NOT_APPOINTED)
def test_what_is_no_appointment_raises_nothing(text: str, read: Read) -> None:
    assert read(text, day="2023-12-28").raises == ()


@pytest.mark.parametrize(("day", "text"), NOT_APPOINTED_LATER)
def test_an_appointment_of_old_raises_nothing(day: str, text: str, read: Read) -> None:
    assert "new-prc-defense-minister" not in read(text, day=day).raises
