"""Times that count from another that the text told before, or from the article where none is."""

from __future__ import annotations

import pytest

from tests.extractors.reading.conftest import Read

MEETING = ("us-prc-defense-ministers-meeting",)


@pytest.mark.parametrize(
    "text",
    [
        "Dong Jun took office in December 2023. Five months later he met Lloyd Austin in Singapore.",
        "Dong Jun took office on December 29, 2023. The following May he met Lloyd Austin in Singapore.",
        "Dong Jun took office in late 2023. A year later he met Lloyd Austin in Singapore.",
        "On June 2 Dong Jun gave a speech in Singapore. Two days earlier he met Lloyd Austin.",
        "On June 2 Dong Jun gave a speech in Singapore. That evening he met Lloyd Austin.",
        "Dong Jun gave a speech in Singapore in June. The week before, he met Lloyd Austin.",
        "Lloyd Austin met Dong Jun in Singapore a month before.",
        "Lloyd Austin met Dong Jun in Singapore the May before.",
        "Lloyd Austin met Dong Jun in Singapore two months prior.",
        "Lloyd Austin met Dong Jun in Singapore in the spring.",
        "Lloyd Austin met Dong Jun in Singapore this past May.",
        "Lloyd Austin met Dong Jun in Singapore on the last Friday of May.",
        "Lloyd Austin met Dong Jun in Singapore a year and a half ago.",
    ],
)
def test_what_counts_from_an_old_time_is_no_news(read: Read, text: str) -> None:
    assert read(text, day="2024-12-03").raises == ()


@pytest.mark.parametrize(
    "text",
    [
        "Dong Jun gave a speech in Singapore on June 2. Two days earlier he met Lloyd Austin.",
        "Dong Jun gave a speech in Singapore on Sunday. He met Lloyd Austin the week before.",
        "Dong Jun spoke on Friday of the balloon shot down in February 2023. A day earlier he met Lloyd Austin.",
        "Dong Jun gave a speech on Sunday, a year after Li Shangfu's. That same weekend he met Lloyd Austin.",
    ],
)
def test_what_counts_from_a_recent_time_is_news(read: Read, text: str) -> None:
    assert read(text, day="2024-06-03").raises == MEETING


def test_a_month_of_the_year_told_before_lies_in_that_year(read: Read) -> None:
    told = "In May 2023 Dong Jun led the navy. Lloyd Austin met Dong Jun in Singapore in November"
    assert read(f"{told}.", day="2024-11-16").raises == MEETING
    assert read(f"{told} of that year.", day="2024-11-16").raises == ()
