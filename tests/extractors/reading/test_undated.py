"""What counts as news in a text without a date of its own: its latest days do, those long before them do not."""

from __future__ import annotations

import pytest

from tests.extractors.reading.conftest import Read


@pytest.mark.parametrize(
    ("text", "raised"),
    [
        ("On June 27 the party expelled Li Shangfu. Lloyd Austin met Dong Jun in Singapore on May 31.", ()),
        (
            "On June 3 China's warship left port. Lloyd Austin met Dong Jun in Singapore on May 31.",
            ("us-prc-defense-ministers-meeting",),
        ),
        (
            "Lloyd Austin met Dong Jun in Singapore on May 31. Chinese and US officers will meet on June 27.",
            ("us-prc-defense-ministers-meeting",),
        ),
        (
            "On January 4 the Pentagon spoke of China's plans. Dong Jun was named defense minister on December 29.",
            ("new-prc-defense-minister",),
        ),
    ],
    ids=["long-before-the-latest", "just-before-the-latest", "before-one-ahead", "across-the-year"],
)
def test_days_without_a_year_are_news_near_the_latest_that_is_not_ahead(
    read: Read, text: str, raised: tuple[str, ...]
) -> None:
    assert read(text, day=None).raises == raised


def test_a_chronicle_without_years_tells_no_news(read: Read) -> None:
    text = (
        "Feb. 4: A US fighter shoots down a Chinese balloon. June 2: Austin and Li shake hands in Singapore. "
        "June 18: Secretary Blinken visits Beijing. Nov. 15: Presidents Biden and Xi meet at Woodside."
    )
    assert read(text, day=None, title="US and China, month by month").raises == ()


@pytest.mark.parametrize(
    ("text", "raised"),
    [
        ("Lawmakers on Friday gave China a new defense minister. Li Shangfu was dismissed on October 24.", ()),
        (
            "China's parliament named Li Shangfu defense minister on Sunday (March 12). He spoke to troops on Monday.",
            ("new-prc-defense-minister",),
        ),
        (
            "Lloyd Austin met Dong Jun in Singapore on May 31. He is to speak to the forum on Saturday.",
            ("us-prc-defense-ministers-meeting",),
        ),
    ],
    ids=["behind-news-of-a-weekday", "told-with-its-weekday", "in-the-first-sentence"],
)
def test_beside_news_told_by_weekdays_a_month_and_day_lie_further_back(
    read: Read, text: str, raised: tuple[str, ...]
) -> None:
    assert read(text, day=None).raises == raised


def test_a_biography_tells_no_news_of_its_latest_date(read: Read) -> None:
    text = (
        "Dong Jun, born in 1961, is a Chinese admiral. He led the navy from 2021. He became defense minister "
        "on 29 December 2023. He met Lloyd Austin in Singapore on 31 May 2024."
    )
    assert read(text, day=None, title="Dong Jun").raises == ()
