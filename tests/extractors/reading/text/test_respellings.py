"""Articles whose words a program replaced."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from extractors.folding import fold_text
from extractors.reading.text.respellings import Respeller
from seeds.lexicon_parts import Respellings
from tests.extractors.reading.conftest import Read

RULES = Respellings(
    least=2,
    signs=("protection minister",),
    hints=("mentioned",),
    stays=("environmental protection",),
    words={"defense": ("protection <minister>",), "said": ("mentioned",), "May": ("<(in|late)> could",)},
)
SIGNED = "The Protection Minister mentioned on Friday that environmental protection minister Hu was there."


def respelled(text: str) -> str:
    return Respeller(RULES).respelled((fold_text(text),))[0].cased


def test_words_are_turned_back_with_their_capitals() -> None:
    assert respelled(SIGNED).startswith("The Defense Minister said on Friday")


def test_a_longer_phrase_that_stays_hides_one_inside_it() -> None:
    assert respelled(SIGNED).endswith("environmental protection minister Hu was there.")


def test_one_sign_is_not_enough() -> None:
    assert respelled("The protection minister told it.") == "The protection minister told it."


def test_hints_without_a_sign_are_not_enough() -> None:
    rules = RULES.model_copy(update={"hints": ("mentioned", "in late could")})
    text = Respeller(rules).respelled((fold_text("He mentioned it in late Could."),))[0]
    assert text.cased == "He mentioned it in late Could."


def test_context_tells_what_is_meant_and_stays() -> None:
    assert respelled("Protection minister Hu mentioned that in Could it could be.") == (
        "Defense minister Hu said that in May it could be."
    )


def test_signs_of_title_and_text_count_together() -> None:
    title, _ = Respeller(RULES).respelled((fold_text("Protection Minister out"), fold_text("He mentioned on Friday.")))
    assert title.folded == "defense minister out"


def test_offsets_lead_to_the_printed_words() -> None:
    text = Respeller(RULES).respelled((fold_text(SIGNED),))[0]
    start = text.folded.index("defense minister")
    low, high = text.original_span(start, start + len("defense minister"))
    assert SIGNED[low:high] == "Protection Minister"


def test_offsets_lead_through_what_folding_dropped() -> None:
    printed = "The\u200b Protection Minister mentioned on Friday."
    text = Respeller(RULES).respelled((fold_text(printed),))[0]
    start = text.folded.index("said")
    low, high = text.original_span(start, start + len("said"))
    assert printed[low:high] == "mentioned"


@pytest.mark.parametrize(
    ("day", "text", "raised"),
    [
        (
            "2023-08-18",
            "Washington has eliminated its penalties in opposition to Chinese language Protection Minister Li Shangfu,"
            " the State Division mentioned on Thursday.",
            "li-sanctions-lifted",
        ),
        (
            "2023-10-25",
            "China has eliminated Protection Minister Li Shangfu from his publish, state media mentioned on Tuesday.",
            "li-shangfu-removed",
        ),
        (
            "2023-12-30",
            "China's prime lawmakers on Friday put in Dong Jun as protection minister, changing Li Shangfu.",
            "new-prc-defense-minister",
        ),
        (
            "2023-10-27",
            "A Chinese language fighter jet got here inside 10 toes of an American B-52 bomber on Tuesday.",
            "us-prc-mil-incident",
        ),
        (
            "2024-04-17",
            "Protection Secretary Lloyd Austin held a video name along with his Chinese language counterpart Dong Jun"
            " on Tuesday.",
            "us-prc-defense-ministers-call",
        ),
    ],
)
def test_reworded_reports_raise_what_they_tell(day: str, text: str, raised: str, read: Read) -> None:
    assert raised in read(text, title="", day=day).raises


@pytest.mark.parametrize(
    ("day", "text"),
    [
        ("2023-06-01", "China has rejected a US request for a gathering between the 2 protection chiefs this week."),
        (
            "2023-06-01",
            "US Protection Secretary Lloyd Austin needs to fulfill Chinese language Protection Minister Li.",
        ),
        (
            "2023-06-01",
            "Washington mentioned it would not elevate its sanctions in opposition to Chinese language Protection"
            " Minister Li Shangfu.",
        ),
        ("2023-12-20", "Dong Jun is anticipated to be named protection minister, officers mentioned."),
    ],
)
def test_reworded_twins_raise_nothing(day: str, text: str, read: Read) -> None:
    assert read(text, title="", day=day).raises == ()


ARTICLES: list[dict[str, Any]] = [
    json.loads(line) for line in Path(__file__).with_name("reworded.jsonl").read_text(encoding="utf-8").splitlines()
]


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article["title"])
def test_spun_and_roughly_translated_articles_raise_what_they_report(article: dict[str, Any], read: Read) -> None:
    read_again = read(article["text"], title=article["title"], day=article["day"] or None)
    assert list(read_again.raises) == article["raises"]
