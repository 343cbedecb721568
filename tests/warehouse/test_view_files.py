from __future__ import annotations

import pytest

from warehouse.store import Warehouse
from warehouse.view_files import column_meanings

PUBLISHED = {
    "articles", "article_versions", "outlets", "feeds", "entities", "aliases", "offices", "roles", "mentions", "events",
    "event_watches", "watches", "developments", "development_history", "evidence", "origins", "alerts", "deliveries",
    "digests",
    "feed_health", "entries", "runs", "rejections", "timeline", "documents", "storylines", "near_duplicates",
    "who_with_whom", "weekly_statuses",
    "official_lists", "list_changes", "service_messages", "host_visits",
}  # fmt: skip


def test_the_published_names_are_there_and_no_others(warehouse: Warehouse) -> None:
    with warehouse.reading() as look:
        rows = look.rows("SELECT view_name FROM duckdb_views() WHERE NOT internal AND schema_name = 'main'")
        tables = look.rows("SELECT table_name FROM duckdb_tables() WHERE schema_name = 'main'")
    assert {row["view_name"] for row in rows} == PUBLISHED
    assert tables == []


def test_every_view_column_and_published_macro_is_explained(warehouse: Warehouse) -> None:
    with warehouse.reading() as look:
        silent = look.rows(
            "SELECT view_name AS name FROM duckdb_views() WHERE NOT internal AND comment IS NULL "
            "UNION ALL SELECT table_name || '.' || column_name FROM duckdb_columns() "
            "WHERE NOT internal AND schema_name = 'main' AND comment IS NULL "
            "UNION ALL SELECT function_name FROM duckdb_functions() "
            "WHERE NOT internal AND schema_name = 'main' AND comment IS NULL"
        )
    assert silent == []


def test_no_meaning_is_given_for_a_column_that_does_not_exist(warehouse: Warehouse) -> None:
    with warehouse.reading() as look:
        columns = look.rows(
            "SELECT table_name AS v, column_name AS c FROM duckdb_columns() WHERE NOT internal AND schema_name = 'main'"
        )
    known = {row["c"] for row in columns} | {f"{row['v']}.{row['c']}" for row in columns}
    assert column_meanings().keys() - known == set()


@pytest.mark.parametrize("view", sorted(PUBLISHED))
def test_every_view_answers_on_a_filled_warehouse(filled: Warehouse, view: str) -> None:
    with filled.reading() as look:
        rows = look.rows(f"FROM {view}")
    assert rows
    if "recorded_at" in rows[0]:
        assert all(row["recorded_at"] is not None for row in rows)


def test_every_ledger_table_carries_when_it_was_recorded(warehouse: Warehouse) -> None:
    catalogue = {"schema_migrations", "view_definitions"}
    with warehouse.reading() as look:
        rows = look.rows(
            "SELECT table_name, list(column_name) AS columns FROM duckdb_columns() WHERE schema_name = 'ledger' "
            "AND NOT internal GROUP BY table_name"
        )
    assert {row["table_name"] for row in rows if "recorded_at" not in row["columns"]} == catalogue
    assert {row["table_name"] for row in rows if "run_id" not in row["columns"]} == catalogue


def test_macros_answer_as_the_views_at_any_instant(filled: Warehouse) -> None:
    with filled.reading() as look:
        for name in ("events", "developments", "roles", "aliases", "entities"):
            assert look.rows(f"FROM {name}_as_of('infinity') ORDER BY ALL") == look.rows(f"FROM {name} ORDER BY ALL")
            assert look.rows(f"FROM {name}_as_of('2023-06-01')") == []
        assert [row["status"] for row in look.rows("FROM developments_as_of('2023-06-02 12:00')")] == ["declined"]
        assert [row["status"] for row in look.rows("FROM developments_as_of('2023-06-03 12:00')")] == ["occurred"]


def test_macros_take_timestamps_dates_and_strings(filled: Warehouse) -> None:
    with filled.reading() as look:
        for moment in (
            "TIMESTAMP '2023-06-03'",
            "DATE '2023-06-03'",
            "'2023-06-03'",
            "TIMESTAMPTZ '2023-06-03 00:00:00+00'",
        ):
            assert len(look.rows(f"FROM developments_as_of({moment})")) == 1
