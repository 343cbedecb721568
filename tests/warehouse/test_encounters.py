from __future__ import annotations

from tests.warehouse.samples import ON, Clock, make_article, make_mention, make_reading
from warehouse.articles import append_articles
from warehouse.encounters import sum_encounters
from warehouse.readings import append_readings
from warehouse.store import Transaction, Warehouse

FROM_MENTIONS = """
SELECT a.entity_id, b.entity_id AS other_id, count(DISTINCT v.article_id) AS article_count
FROM mentions a JOIN mentions b ON a.version_id = b.version_id AND a.entity_id < b.entity_id
JOIN articles v ON v.version_id = a.version_id
GROUP BY ALL ORDER BY ALL
"""
COUNTED = """
SELECT entity_id, other_id, sum(article_count)::BIGINT AS article_count
FROM who_with_whom GROUP BY ALL ORDER BY ALL
"""


def store(tx: Transaction, version_id: str, article_id: str, *entities: str, reader_version: str = "1") -> None:
    append_articles(tx, [(make_article(version_id, article_id, text=f"Text of {version_id}"), ON)])
    mentions = tuple(make_mention(entity) for entity in entities)
    append_readings(tx, [make_reading(version_id, reader_version, mentions=mentions, events=())])


def counted(warehouse: Warehouse) -> dict[tuple[str, str], int]:
    with warehouse.reading() as look:
        rows = look.rows(COUNTED)
        assert rows == look.rows(FROM_MENTIONS)
    return {(row["entity_id"], row["other_id"]): row["article_count"] for row in rows}


def test_each_pair_of_an_article_counts_once(warehouse: Warehouse) -> None:
    with warehouse.transaction("run-1") as tx:
        store(tx, "ver-1", "art-1", "austin", "li", "china", "li")
        store(tx, "ver-2", "art-2", "li", "austin")
    assert counted(warehouse) == {("austin", "china"): 1, ("austin", "li"): 2, ("china", "li"): 1}


def test_the_month_is_that_of_publication(warehouse: Warehouse) -> None:
    with warehouse.transaction("run-1") as tx:
        store(tx, "ver-1", "art-1", "austin", "li")
        assert [str(row["month"]) for row in tx.rows("FROM who_with_whom")] == ["2023-06-01"]


def test_storing_again_counts_nothing(warehouse: Warehouse) -> None:
    for _ in range(2):
        with warehouse.transaction("run-1") as tx:
            store(tx, "ver-1", "art-1", "austin", "li")
    assert counted(warehouse) == {("austin", "li"): 1}


def test_a_replaced_version_counts_no_longer_and_again_when_it_returns(warehouse: Warehouse, clock: Clock) -> None:
    seen = []
    for version_id, entities in (
        ("ver-1", ("austin", "li")),
        ("ver-2", ("austin", "dong")),
        ("ver-1", ("austin", "li")),
    ):
        with warehouse.transaction("run-1") as tx:
            store(tx, version_id, "art-1", *entities)
        seen.append(counted(warehouse))
        clock.pass_by(hours=1)
    assert seen == [{("austin", "li"): 1}, {("austin", "dong"): 1}, {("austin", "li"): 1}]


def test_a_replaced_reading_counts_no_longer_and_again_when_it_returns(warehouse: Warehouse, clock: Clock) -> None:
    seen = []
    for reader_version, entities in (("1", ("austin", "li")), ("2", ("li", "dong")), ("1", ("austin", "li"))):
        with warehouse.transaction("run-1") as tx:
            store(tx, "ver-1", "art-1", *entities, reader_version=reader_version)
        seen.append(counted(warehouse))
        clock.pass_by(hours=1)
    assert seen == [{("austin", "li"): 1}, {("dong", "li"): 1}, {("austin", "li"): 1}]


def test_summing_up_changes_no_count(warehouse: Warehouse) -> None:
    with warehouse.transaction("run-1") as tx:
        store(tx, "ver-1", "art-1", "austin", "li")
        sum_encounters(tx)
        store(tx, "ver-2", "art-2", "austin", "li")
        sum_encounters(tx)
    assert counted(warehouse) == {("austin", "li"): 2}


def test_a_month_of_two_entities_stands_once_however_often_it_is_summed_up(warehouse: Warehouse) -> None:
    with warehouse.transaction("run-1") as tx:
        for number in range(3):
            store(tx, f"ver-{number}", f"art-{number}", "austin", "li")
            sum_encounters(tx)
        store(tx, "ver-1", "art-1", "austin", "li", reader_version="2")  # taken back, and added again
        assert tx.rows("SELECT article_count FROM derived.encounters") == [{"article_count": 3}]
        assert [row["article_count"] for row in tx.rows("FROM who_with_whom")] == [3]


def test_a_pair_that_is_taken_back_is_gone_once_it_is_summed_up(warehouse: Warehouse) -> None:
    with warehouse.transaction("run-1") as tx:
        store(tx, "ver-1", "art-1", "austin", "li")
        sum_encounters(tx)
        store(tx, "ver-1", "art-1", "austin", reader_version="2")
        sum_encounters(tx)
        assert tx.rows("FROM derived.encounters") == tx.rows("FROM who_with_whom") == []
