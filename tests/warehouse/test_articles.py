from __future__ import annotations

from datetime import timedelta

from extractors.records.articles import NearDuplicate
from tests.warehouse.samples import NOW, OFF, ON, Clock, make_article
from warehouse.articles import (
    ArticleSignature,
    append_articles,
    append_near_duplicates,
    append_signatures,
    known_version_ids,
    load_articles_for,
    load_recent_signatures,
)
from warehouse.store import Warehouse


def store_versions(warehouse: Warehouse, clock: Clock, *version_ids: str) -> None:
    """Store versions of one article, an hour apart."""
    for version_id in version_ids:
        with warehouse.transaction("run-1") as tx:
            append_articles(tx, [(make_article(version_id, fetched_at=clock.now, title=version_id), ON)])
        clock.pass_by(hours=1)


def test_an_article_is_stored_once(warehouse: Warehouse) -> None:
    counts = []
    for _ in range(2):
        with warehouse.transaction("run-1") as tx:
            counts.append(append_articles(tx, [(make_article(), ON), (make_article("ver-2", "art-2"), OFF)]))
    assert counts == [2, 0]


def test_a_stored_article_is_read_back_whole(warehouse: Warehouse) -> None:
    with warehouse.transaction("run-1") as tx:
        append_articles(tx, [(make_article(), ON)])
        assert load_articles_for(tx, ["ver-1", "ver-9"]) == {"ver-1": make_article()}


def test_an_article_off_the_storyline_is_one_row_without_text(warehouse: Warehouse) -> None:
    with warehouse.transaction("run-1") as tx:
        append_articles(tx, [(make_article(), OFF)])
        assert tx.row_count == 1
        assert tx.rows("SELECT article_id, text, text_length, on_storyline, score FROM articles") == [
            {"article_id": "art-1", "text": None, "text_length": 76, "on_storyline": False, "score": 0.1}
        ]


def test_changed_words_are_a_new_version_and_the_newest_is_current(warehouse: Warehouse, clock: Clock) -> None:
    store_versions(warehouse, clock, "ver-1", "ver-2", "ver-3")
    with warehouse.reading() as look:
        assert look.rows("SELECT version_id, version_count FROM articles") == [
            {"version_id": "ver-3", "version_count": 3}
        ]
        assert len(look.rows("FROM article_versions")) == 3


def test_a_page_that_goes_back_to_earlier_words_shows_them_again(warehouse: Warehouse, clock: Clock) -> None:
    store_versions(warehouse, clock, "ver-1", "ver-2", "ver-1")
    with warehouse.reading() as look:
        assert look.rows("SELECT version_id, version_count FROM articles") == [
            {"version_id": "ver-1", "version_count": 2}
        ]


def test_versions_of_one_transaction_follow_one_another(warehouse: Warehouse) -> None:
    versions = [(make_article(version_id), ON) for version_id in ("ver-b", "ver-a")]
    with warehouse.transaction("run-1") as tx:
        append_articles(tx, versions)
        assert tx.rows("SELECT version_id FROM articles") == [{"version_id": "ver-a"}]


def test_known_versions_are_those_that_are_stored(warehouse: Warehouse) -> None:
    with warehouse.transaction("run-1") as tx:
        append_articles(tx, [(make_article(), OFF)])
        assert known_version_ids(tx, ["ver-1", "ver-2"]) == {"ver-1"}


def test_signatures_are_stored_once_and_recent_ones_read_back(warehouse: Warehouse) -> None:
    signatures = [
        ArticleSignature(
            version_id=f"ver-{days}",
            article_id=f"art-{days}",
            outlet_id="gazette",
            language="en",
            first_seen_at=NOW - timedelta(days=days),
            signature=(0, 2**32 - 1, days),
        )
        for days in (1, 3, 30)
    ]
    counts = []
    for _ in range(2):
        with warehouse.transaction("run-1") as tx:
            counts.append(append_signatures(tx, signatures))
    with warehouse.reading() as look:
        assert load_recent_signatures(look, NOW - timedelta(days=3)) == [signatures[1], signatures[0]]
    assert counts == [3, 0]


def test_a_text_too_short_for_a_signature_keeps_its_empty_one(warehouse: Warehouse) -> None:
    short = ArticleSignature(
        version_id="ver-1", article_id="art-1", outlet_id="gazette", language="en", first_seen_at=NOW, signature=()
    )
    with warehouse.transaction("run-1") as tx:
        append_signatures(tx, [short])
        assert load_recent_signatures(tx, NOW) == [short]


def test_near_duplicates_are_stored_once(warehouse: Warehouse) -> None:
    counts = []
    for _ in range(2):
        with warehouse.transaction("run-1") as tx:
            pair = NearDuplicate(version_id="ver-2", original_version_id="ver-1", similarity=0.875)
            counts.append(append_near_duplicates(tx, [pair]))
    with warehouse.reading() as look:
        assert look.rows("SELECT version_id, original_version_id, similarity FROM near_duplicates") == [
            {"version_id": "ver-2", "original_version_id": "ver-1", "similarity": 0.875}
        ]
    assert counts == [1, 0]
