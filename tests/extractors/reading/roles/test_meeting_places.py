"""Where a meeting was, as its sentence tells it."""

from __future__ import annotations

import pytest

from seeds.watches import EventMode
from tests.extractors.reading.conftest import Read


def place_in(read: Read, text: str, language: str) -> str | None:
    found = read(text, day="2024-05-31", language=language).events
    return next(event.place for event in found if event.mode is EventMode.MEETING)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Lloyd Austin met his Chinese counterpart, Dong Jun, in Singapore on Friday for talks."),
        ("en", "Lloyd Austin met Dong Jun on Friday in Singapore."),
        ("en", "In Singapore, Lloyd Austin met Dong Jun for an hour."),
        ("en", "Lloyd Austin and Dong Jun held talks on Friday on the sidelines of the Shangri-La Dialogue."),
        ("zh", "美国国防部长奥斯汀与中国国防部长董军在新加坡举行会谈。"),
        ("zh", "美國國防部長奧斯汀與中國國防部長董軍31日下午在新加坡香格里拉酒店舉行會談，歷時75分鐘。"),
        ("zh", "美中防長香會會談75分鐘 奧斯汀提台海、董軍批「錯誤訊號」"),
        (
            "de",
            "Lloyd Austin hat in Singapur seinen chinesischen Kollegen Dong Jun getroffen.",
        ),
        ("fr", "Le secrétaire américain à la Défense Lloyd Austin a rencontré Dong Jun à Singapour vendredi."),
        ("es", "El secretario de Defensa Lloyd Austin se reunió con Dong Jun en Singapur el viernes."),
        ("ja", "オースティン米国防長官は31日、シンガポールで中国の董軍国防相と会談した。"),
    ],
)
def test_a_country_can_be_where_they_met_and_a_forum_stands_for_where_it_is_held(
    read: Read, language: str, text: str
) -> None:
    assert place_in(read, text, language) == "singapore"


def test_a_town_is_where_they_met(read: Read) -> None:
    assert place_in(read, "Lloyd Austin met Dong Jun in Vientiane on Wednesday.", "en") == "vientiane"


@pytest.mark.parametrize(
    "text",
    [
        "Lloyd Austin met Dong Jun on Friday to discuss the war in Ukraine.",
        "Lloyd Austin met Dong Jun for talks on the future of Taiwan.",
    ],
)
def test_a_country_that_was_spoken_of_is_not_where_they_met(read: Read, text: str) -> None:
    assert place_in(read, text, "en") is None
