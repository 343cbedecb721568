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


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Dong Jun hielt am 2. Juni in Singapur eine Rede. Zwei Tage zuvor traf er Lloyd Austin."),
        ("de", "Dong Jun wurde im Dezember 2023 Minister. Im Jahr darauf traf er Lloyd Austin."),
        ("de", "Lloyd Austin traf Dong Jun vor einem halben Jahr in Singapur."),
        ("de", "Lloyd Austin und Dong Jun sprachen miteinander, als sie sich im Frühjahr in Singapur trafen."),
        ("fr", "Dong Jun a prononcé un discours le 2 juin. La veille, il a rencontré Lloyd Austin."),
        ("fr", "Lloyd Austin a rencontré Dong Jun cet été à Singapour."),
        ("es", "Dong Jun habló el 2 de junio. Dos días antes se reunió con Lloyd Austin."),
        ("es", "Lloyd Austin se reunió con Dong Jun el mes anterior en Singapur."),
        ("zh", "2023年12月，董军出任国防部长。五个月后，奥斯汀在新加坡会见董军。"),
        ("zh", "董军6月2日在新加坡发表演讲。前一天，奥斯汀与董军举行会谈。"),
        ("zh", "2023年12月，董军出任国防部长。次年5月，奥斯汀与董军举行会谈。"),
        ("ja", "オースティン国防長官と董軍国防相は今春シンガポールで会談した。"),
        ("ja", "董軍国防相は6月2日に演説した。前日、オースティン国防長官と会談した。"),
    ],
)
def test_what_counts_from_an_old_time_is_no_news_in_other_languages(read: Read, language: str, text: str) -> None:
    assert read(text, day="2024-12-03", language=language).raises == ()


@pytest.mark.parametrize(
    "text",
    [
        "Pete Hegseth and Dong Jun discussed such contacts when they met in Malaysia three weeks ago.",
        "Pete Hegseth and Dong Jun held a meeting while both were in Malaysia at the start of the month.",
    ],
)
def test_a_clause_of_the_same_time_dates_what_it_hangs_on(read: Read, text: str) -> None:
    assert read(text, day="2025-11-22").raises == ()
    assert read("Lloyd Austin met Dong Jun when the forum opened on Friday.", day="2024-06-03").raises == MEETING
