"""A statement made to somebody presupposes a contact: which one, the article's other words say."""

from __future__ import annotations

import pytest

from tests.extractors.reading.conftest import Read

TOLD = "Lloyd Austin told his Chinese counterpart Dong Jun on Friday that US aircraft would keep flying."


@pytest.mark.parametrize(
    ("more", "raised"),
    [
        ("The two sat down for talks in Singapore.", ("us-prc-defense-ministers-meeting",)),
        ("The phone call lasted an hour.", ("us-prc-defense-ministers-call",)),
        ("China has refused a meeting.", ()),
        ("They spoke by video link before their meeting next week.", ("us-prc-defense-ministers-call",)),
        ("The Pentagon gave no details.", ()),
    ],
)
def test_a_statement_to_somebody_is_the_contact_that_the_article_names(
    read: Read, more: str, raised: tuple[str, ...]
) -> None:
    assert read(f"{TOLD} {more}", day="2024-06-02").raises == raised


def test_a_meeting_under_a_chinese_dateline_is_a_visit(read: Read) -> None:
    text = "BEIJING (AP) - Chinese President Xi Jinping met Secretary of State Antony Blinken on Friday."
    assert read(text, day="2024-04-27").raises == ("blinken-beijing-visit",)


def test_a_dateline_yields_to_a_town_that_the_lead_names(read: Read) -> None:
    text = "BEIJING (AP) - Foreign Minister Wang Yi met Secretary of State Antony Blinken in Jakarta on Thursday."
    assert read(text, day="2023-07-14").raises == ()


@pytest.mark.parametrize(
    ("day", "text", "raised"),
    [
        (
            "2023-06-16",
            "When Antony Blinken lands in Beijing on Sunday he will be the first secretary of state there since 2018.",
            (),
        ),
        ("2023-07-12", "Under one option, Li Shangfu would be delisted after he and Secretary Lloyd Austin meet.", ()),
        (
            "2024-11-27",
            "Dong Jun took part in a meeting in Laos last week at which he refused to see Lloyd Austin.",
            (),
        ),
        (
            "2024-04-26",
            "Antony Blinken spent five hours with Foreign Minister Wang Yi before being received by Xi Jinping "
            "in Beijing.",
            ("blinken-beijing-visit",),
        ),
        (
            "2022-11-22",
            "The talks came eight days after President Joe Biden and President Xi Jinping talked for three hours "
            "in Bali.",
            ("biden-xi-meeting",),
        ),
        (
            "2024-11-20",
            "On Saturday, President Joe Biden and Chinese President Xi Jinping met in Lima for the last time.",
            ("biden-xi-meeting",),
        ),
        (
            "2023-10-12",
            "Secretary Austin met with People's Republic of China (PRC) Minister of National Defense General "
            "Li Shangfu today.",
            ("austin-li-meeting", "us-prc-defense-ministers-meeting"),
        ),
        (
            "2023-02-07",
            "China refused a call on Saturday, shortly after a U.S. F-22 downed a Chinese surveillance balloon.",
            ("us-prc-mil-incident",),
        ),
    ],
)
def test_a_clause_takes_what_it_tells_from_the_one_it_hangs_on(
    read: Read, day: str, text: str, raised: tuple[str, ...]
) -> None:
    assert read(text, day=day).raises == raised


def test_a_sentence_may_end_in_a_name_that_is_also_a_month(read: Read) -> None:
    text = "Lloyd Austin met Dong Jun. It was their first talk in Singapore."
    assert {event.quote for event in read(text, day="2024-05-31").events if event.watches} == {
        "Lloyd Austin met Dong Jun.",
    }


@pytest.mark.parametrize(
    ("day", "text"),
    [
        ("2023-07-25", "Sanctions on Li Shangfu 'in effect lifted', says a lawyer of the defence minister."),
        ("2023-10-27", "Washington never lifted the sanctions on Li Shangfu; on Tuesday Beijing lifted Li instead."),
        ("2023-07-14", "Lloyd Austin and Li Shangfu have agreed in principle to meet on the margins of a forum."),
    ],
)
def test_words_held_off_and_words_of_others_raise_nothing(read: Read, day: str, text: str) -> None:
    assert read(text, day=day).raises == ()


@pytest.mark.parametrize(
    ("day", "text", "raised"),
    [
        (
            "2023-12-01",
            "The lab's removal on November 16 followed the meeting of Joe Biden and Xi Jinping the day before.",
            (),
        ),
        (
            "2023-08-17",
            "Beijing has so far insisted on the lifting of the sanctions imposed on Li Shangfu in 2018.",
            (),
        ),
        (
            "2025-09-10",
            "Pete Hegseth has told his Chinese counterpart Dong Jun that Washington wants no conflict. The message was "
            "delivered in a video call the day before, their first conversation.",
            ("us-prc-defense-ministers-call",),
        ),
    ],
)
def test_a_day_before_counts_from_the_date_beside_it(read: Read, day: str, text: str, raised: tuple[str, ...]) -> None:
    assert read(text, day=day).raises == raised
