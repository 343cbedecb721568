"""Military channels that work again, by name and by voice, and the twins that say something else."""

from __future__ import annotations

import pytest

from tests.extractors.reading.conftest import Read

DAY = "2023-11-18"  # a Saturday
TITLE = "What the Pentagon and China's defence ministry say"
WATCH = "mil-mil-dialogue-resumed"

REOPENED = [
    # the leaders' agreement
    "Joe Biden and Xi Jinping agreed on Wednesday to resume military-to-military communications.",
    "The United States and China have agreed to restore high-level military communications.",
    "China and the US agreed to reopen military channels cut off in August 2022.",
    "Joe Biden and Xi Jinping agreed that the two militaries should talk to one another again.",
    "Biden and Xi reached agreement on Wednesday to revive military dialogue between the United States and China.",
    "China has agreed with the US to bring back military talks, the White House said on Wednesday.",
    "The United States and China agreed to set up a hotline between their theatre commanders.",
    "The US and China restored military-to-military contacts on Wednesday after a freeze of fifteen months.",
    # the first use of a channel
    "US and Chinese military officers held their first talks in two years on Thursday.",
    "China and the US resumed Defense Policy Coordination Talks on Thursday, the first since 2021.",
    "The US and China held Defense Policy Coordination Talks on Thursday for the first time since 2021.",
    "The US and Chinese militaries met on Thursday for maritime consultations, the first since 2021.",
    "US and Chinese officers met on Thursday under the Military Maritime Consultative Agreement, ending a long gap.",
    "Charles Brown and Liu Zhenli spoke by video on Thursday, the first US-China military contact in over a year.",
    "The top US and Chinese military officers held a video call on Thursday, their first in over a year.",
    "Admiral Samuel Paparo and General Wu Yanan spoke on Thursday, the first such call of US and Chinese commanders.",
    "The US and Chinese militaries are talking again: Charles Brown and Liu Zhenli spoke by video on Thursday.",
    "The hotline between the US and Chinese militaries was used on Thursday for the first time since 2022.",
    "US-China military talks have resumed after more than a year, the Pentagon said on Thursday.",
    "Military channels between China and the United States are open again, the Pentagon said.",
    "The resumption of military talks between the US and China was announced on Wednesday.",
    "Military dialogue between the US and China, frozen since August 2022, resumed on Thursday.",
    "Direct military lines between the US and China were reopened on Thursday.",
]

NOT_REOPENED = [
    "The United States wants to resume military-to-military communications with China.",
    "Joe Biden will ask Xi Jinping to restore military communications between the US and China.",
    "The US hopes that military talks with China resume soon.",
    "China refused on Friday to reopen military channels with the US.",
    "The US and China have not resumed military communications.",
    "The US and China failed to agree on restoring military communications.",
    "US officials went home without an agreement to restore US-China military channels.",
    "China must end arms sales complaints before military talks with the US resume, an official said.",
    "Military channels between the US and China remain closed.",
    "If the US and China resumed military talks, accidents would be less likely.",
    "Analysts say that US-China military talks may resume after the summit.",
    "Restoring military communications is a top priority for the US in its relations with China.",
    "The US and China will discuss how to reopen military channels next week.",
    "A year ago the US and China agreed to resume military communications.",
    "In November 2022 the US and China resumed some military talks.",
    "Since the US and China agreed in 2014 to notify one another of exercises, military contacts have grown.",
    "The US and China held their regular Defense Policy Coordination Talks on Thursday, the nineteenth round.",
    "The United States and Russia agreed on Wednesday to restore a military hotline; China took note.",
    "China and Japan opened a military hotline on Wednesday. The US welcomed it.",
    "China and Singapore agreed on Wednesday to set up a defence hotline, a US official noted.",
    "China suspended military talks with the US in August 2022.",
    "The Pentagon denied that the US and China had resumed military talks.",
    "US Defense Secretary Lloyd Austin urged China to reopen military channels at the first opportunity.",
    "The US and China resumed trade talks on Thursday; military channels were not discussed.",
    "US and Chinese officials agreed to resume talks on climate, but not between their militaries.",
    "China says military channels with the US were never closed.",
    "The US proposed on Wednesday to set up a hotline between the US and Chinese theatre commanders.",
]


@pytest.mark.parametrize("text", REOPENED)
def test_a_channel_that_works_again_raises(text: str, read: Read) -> None:
    assert WATCH in read(text, title=TITLE, day=DAY).raises


@pytest.mark.parametrize("text", NOT_REOPENED)
def test_what_reopens_no_channel_raises_nothing(text: str, read: Read) -> None:
    assert read(text, title=TITLE, day=DAY).raises == ()
