from __future__ import annotations

import pytest

from tests.warehouse.samples import OFF, ON, Clock, make_article
from warehouse.articles import append_articles
from warehouse.store import Warehouse
from warehouse.words import sort_words, words_of


def found(warehouse: Warehouse, words: str) -> list[str]:
    with warehouse.reading() as look:
        return [row["version_id"] for row in look.rows("FROM search($words) ORDER BY version_id", {"words": words})]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Mr. Li's visit, 2023", {"mr", "li", "s", "visit", "2023"}),
        ("Café MÜNCHEN", {"cafe", "munchen"}),
        ("李尚福拒绝", {"李尚", "尚福", "福拒", "拒绝"}),
        ("中 and F-16", {"中", "and", "f", "16"}),
        ("snake_case", {"snake", "case"}),
        ("", set()),
    ],
)
def test_texts_and_queries_are_cut_into_the_same_words(warehouse: Warehouse, text: str, words: set[str]) -> None:
    assert words_of(text) == words
    with warehouse.reading() as look:
        assert set(look.rows("SELECT ledger.words_of($text) AS words", {"text": text})[0]["words"]) == words


@pytest.fixture
def library(warehouse: Warehouse) -> Warehouse:
    with warehouse.transaction("run-1") as tx:
        append_articles(
            tx,
            [
                (make_article("ver-a", "art-a", title="Ministers meet", text="Austin shook hands in Singapore."), ON),
                (make_article("ver-b", "art-b", title="Li declines", text="No hands were shaken in São Paulo."), ON),
                (make_article("ver-c", "art-c", title="防长会晤", text="李尚福拒绝会面。", language="zh"), ON),
                (make_article("ver-off", "art-off", title="Cooking with hands", text="Soup."), OFF),
            ],
        )
    return warehouse


@pytest.mark.parametrize(
    ("words", "versions"),
    [
        ("hands", ["ver-a", "ver-b"]),
        ("HANDS singapore", ["ver-a"]),
        ("ministers", ["ver-a"]),
        ("sao paulo", ["ver-b"]),
        ("李尚福", ["ver-c"]),
        ("防长", ["ver-c"]),
        ("李会", []),
        ("hand", []),
        ("", []),
        ("soup", []),
    ],
)
def test_articles_are_found_by_all_their_words(library: Warehouse, words: str, versions: list[str]) -> None:
    assert found(library, words) == versions


def test_articles_are_found_before_and_after_sorting(library: Warehouse) -> None:
    with library.transaction("run-2") as tx:
        sort_words(tx)
        append_articles(tx, [(make_article("ver-d", "art-d", text="More hands."), ON)])
    with library.reading() as look:
        assert look.rows("SELECT count(*) > 0 AS sorted FROM derived.word_lists") == [{"sorted": True}]
    assert found(library, "hands") == ["ver-a", "ver-b", "ver-d"]


def test_what_is_found_is_the_article_as_the_view_has_it(library: Warehouse) -> None:
    with library.reading() as look:
        assert look.rows("FROM search('hands') ORDER BY version_id") == look.rows(
            "FROM articles WHERE version_id IN ('ver-a', 'ver-b') ORDER BY version_id"
        )


def test_only_the_current_version_is_found(warehouse: Warehouse, clock: Clock) -> None:
    for version_id, text in (("ver-1", "They met."), ("ver-2", "They never met.")):
        with warehouse.transaction("run-1") as tx:
            append_articles(tx, [(make_article(version_id, text=text), ON)])
        clock.pass_by(hours=1)
    assert found(warehouse, "met") == ["ver-2"]


def test_a_version_that_is_stored_again_adds_no_words(library: Warehouse) -> None:
    with library.transaction("run-2") as tx:
        append_articles(tx, [(make_article("ver-a", "art-a", title="Ministers meet"), ON)])
    with library.reading() as look:
        assert look.rows("SELECT count(*) AS n FROM derived.word_articles") == [{"n": 3}]
