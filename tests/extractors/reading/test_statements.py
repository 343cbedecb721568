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
