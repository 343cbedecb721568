"""New ids are told from stored ones without a search of the ids, and never the wrong way round."""

from __future__ import annotations

import pytest

from tests.warehouse.samples import ON, make_article
from warehouse.articles import append_articles
from warehouse.known_ids import NUMBERED, number_of, number_table, possibly_stored, stored_ids
from warehouse.store import Warehouse


def test_sql_gives_an_id_the_same_number(warehouse: Warehouse) -> None:
    with warehouse.reading() as look:
        for identity in ("ver-0123456789abcdef", "", "版本-1"):
            sql = "SELECT ('0x' || md5($id)[:16])::UBIGINT AS number"
            assert look.rows(sql, {"id": identity}) == [{"number": number_of(identity)}]


def test_stored_ids_are_found_and_new_ones_are_not(warehouse: Warehouse) -> None:
    with warehouse.transaction("run-1") as tx:
        append_articles(tx, [(make_article("ver-1"), ON), (make_article("ver-2", "art-2"), ON)])
        assert stored_ids(tx, "article_versions", "version_id", ["ver-2", "ver-3"]) == {"ver-2"}
    with warehouse.reading() as look:
        assert possibly_stored(look, "article_versions", "article_id", ["art-2", "art-3"]) == ["art-2"]
        assert stored_ids(look, "article_versions", "version_id", []) == set()


def test_two_ids_of_one_number_are_not_taken_for_each_other(warehouse: Warehouse) -> None:
    with warehouse.transaction("run-1") as tx:
        tx.execute("INSERT INTO derived.article_versions_by_version_id VALUES ($n)", {"n": number_of("ver-9")})
        assert possibly_stored(tx, "article_versions", "version_id", ["ver-9"]) == ["ver-9"]
        assert stored_ids(tx, "article_versions", "version_id", ["ver-9"]) == set()
        assert append_articles(tx, [(make_article("ver-9"), ON)]) == 1


def test_an_id_that_was_looked_for_in_vain_is_found_once_it_is_stored(warehouse: Warehouse) -> None:
    with warehouse.reading() as look:
        assert possibly_stored(look, "article_versions", "version_id", ["ver-1"]) == []
    with warehouse.transaction("run-1") as tx:
        append_articles(tx, [(make_article("ver-1"), ON)])
        assert possibly_stored(tx, "article_versions", "version_id", ["ver-1"]) == ["ver-1"]
    with warehouse.reading() as look:
        assert possibly_stored(look, "article_versions", "version_id", ["ver-1"]) == ["ver-1"]


def test_what_another_program_stores_meanwhile_is_found(warehouse: Warehouse) -> None:
    other = Warehouse(warehouse.path, clock=warehouse._clock)
    with other.reading() as look:
        assert stored_ids(look, "article_versions", "version_id", ["ver-1"]) == set()
    with warehouse.transaction("run-1") as tx:
        append_articles(tx, [(make_article("ver-1"), ON)])
    with other.transaction("run-2") as tx:
        assert append_articles(tx, [(make_article("ver-1"), ON), (make_article("ver-2", "art-2"), ON)]) == 1
    with other.reading() as look:
        assert stored_ids(look, "article_versions", "version_id", ["ver-1", "ver-2"]) == {"ver-1", "ver-2"}


def test_what_is_rolled_back_is_as_absent_as_before(warehouse: Warehouse) -> None:
    with pytest.raises(ZeroDivisionError), warehouse.transaction("run-1") as tx:
        append_articles(tx, [(make_article("ver-1"), ON)])
        raise ZeroDivisionError
    with warehouse.transaction("run-2") as tx:
        assert append_articles(tx, [(make_article("ver-1"), ON)]) == 1


def test_every_numbered_column_has_the_numbers_of_its_ids(warehouse: Warehouse) -> None:
    with warehouse.transaction("run-1") as tx:
        append_articles(tx, [(make_article("ver-1"), ON)])
    with warehouse.reading() as look:
        for table, columns in NUMBERED.items():
            for column in columns:
                stored = look.rows(f"SELECT {column} AS id FROM ledger.{table}")
                numbers = look.rows(f"SELECT number FROM derived.{number_table(table, column)}")
                assert sorted(row["number"] for row in numbers) == sorted(number_of(row["id"]) for row in stored)


def test_other_columns_are_refused(warehouse: Warehouse) -> None:
    with warehouse.reading() as look, pytest.raises(KeyError):
        possibly_stored(look, "article_versions", "title", ["x"])
