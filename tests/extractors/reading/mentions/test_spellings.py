from __future__ import annotations

from datetime import UTC, datetime

import pytest

from extractors.reading.mentions.spellings import SpellingFinder
from extractors.records.articles import Article
from seeds.loading import load_storyline
from tests.extractors.reading.language_passages import shipped_reader
from tests.warehouse.samples import make_article

STORYLINE = load_storyline("us-china-defense")
FINDER = SpellingFinder(STORYLINE)


def article(text: str, language: str = "en") -> Article:
    return make_article(
        title="The defence ministers", text=text, language=language, published_at=datetime(2024, 5, 31, tzinfo=UTC)
    )


def found(text: str, language: str = "en") -> list[tuple[str, str, str]]:
    given = article(text, language)
    return [(each.entity_id, each.name, each.language) for each in FINDER.find(given, shipped_reader().read(given))]


ENGLISH = (
    "US Defense Secretary Lloyd Austin met China's Defence Minister {} in Singapore on Friday. The talks on the "
    "sidelines of a security conference lasted more than an hour, and both sides called them useful and frank."
)
CHINESE = "美国国防部长奥斯汀（{}）31日在新加坡会见中国国防部长董军。"


@pytest.mark.parametrize("name", ["Dong Jhun", "Tong Jun"])
def test_a_misspelt_name_behind_its_holders_title_is_a_spelling_of_his(name: str) -> None:
    assert found(ENGLISH.format(name)) == [("dong-jun", name, "en")]


def test_a_rank_before_the_name_is_no_part_of_it() -> None:
    assert found(ENGLISH.format("Gen. Tong Jun")) == [("dong-jun", "Tong Jun", "en")]


def test_a_name_that_is_listed_teaches_nothing() -> None:
    assert found(ENGLISH.format("Dong Jun")) == []


@pytest.mark.parametrize("name", ["Secretary of State Antony Blinken", "Secretary of State Blinken", "President Biden"])
def test_a_title_before_a_listed_name_is_no_spelling(name: str) -> None:
    assert found(f"The ministers spoke by telephone on Friday, and {name} welcomed it in a short statement.") == []


def test_somebody_elses_name_behind_the_title_is_not_the_holders() -> None:
    assert found(ENGLISH.format("Margarethe Vestager")) == []


def test_a_name_in_another_script_in_brackets_behind_a_name_is_the_same_persons() -> None:
    assert found(CHINESE.format("Llyod Ostin"), "zh") == [("lloyd-austin", "Llyod Ostin", "en")]
    assert found(ENGLISH.format("Dong Jun (東俊)")) == [("dong-jun", "東俊", "zh")]


@pytest.mark.parametrize("remark", ["pictured", "US", "前防长", "董军部长", "left", "1961–", "see Page 3"])
def test_other_words_in_brackets_are_no_name(remark: str) -> None:
    assert found(ENGLISH.format(f"Dong Jun ({remark})")) == []


def test_a_name_is_found_once_with_the_first_mention_that_shows_it() -> None:
    given = article(ENGLISH.format("Dong Jhun") + " " + ENGLISH.format("Dong Jhun"))
    (spelling,) = FINDER.find(given, shipped_reader().read(given))
    span = spelling.mention.span
    assert given.text[span.start : span.end] == "China's Defence Minister"
    assert span.start < 60
