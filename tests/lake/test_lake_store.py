from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import duckdb
import pytest

from tests.lake.postgres import Server
from tests.warehouse.conftest import fill
from tests.warehouse.samples import NOW, Clock
from warehouse.errors import CatalogError, NoWarehouseError, TooNewError
from warehouse.keys import Key
from warehouse.lake_schema import lake_words, primary_keys
from warehouse.lake_store import LakeWarehouse
from warehouse.lakes import Lake, parse_lake, reading_lake
from warehouse.store import Warehouse

TICK = timedelta(microseconds=1)

VIEWS = """
SELECT view_name FROM duckdb_views() WHERE schema_name = 'main' AND NOT internal
AND database_name = current_database() ORDER BY 1
"""


def test_an_address_needs_a_key_and_a_value() -> None:
    for wrong in ("warehouse.duckdb", "ducklake:postgres:", "ducklake:postgres:postgresql://host/db", "ducklake:x.db"):
        with pytest.raises(ValueError, match="expected ducklake:postgres:host="):
            parse_lake(wrong, "/srv/lake")


def test_a_password_in_the_address_is_refused_without_being_told() -> None:
    with pytest.raises(ValueError, match=r"put it into ~/\.pgpass") as caught:
        parse_lake("ducklake:postgres:host=db password=secret dbname=news", "/srv/lake")
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("folder", ["", " ", "files"])
def test_a_lake_without_a_folder_that_all_reach_is_refused(folder: str) -> None:
    with pytest.raises(ValueError, match="needs warehouse_data too: the absolute path"):
        parse_lake("ducklake:postgres:host=db dbname=news", folder)


def test_keys_that_a_lake_cannot_declare_are_known() -> None:
    keys = primary_keys()
    assert keys["alert_channels"] == Key(columns=("alert_id", "channel"))
    assert keys["entities"] == Key(columns=("entity_id", "revision"))
    assert "articles" not in keys


def test_a_script_in_the_words_of_a_lake_has_no_keys_and_no_comments_on_macros() -> None:
    script = (
        "CREATE TABLE t (\n    a VARCHAR,\n    PRIMARY KEY (a)\n);\nCOMMENT ON MACRO TABLE m IS 'it''s (a)';\nSELECT 1;"
    )
    assert lake_words(script) == "CREATE TABLE t (\n    a VARCHAR\n);\nSELECT 1;"


def test_every_view_and_macro_answers_as_in_a_file(filled: LakeWarehouse, tmp_path: Path) -> None:
    clock = Clock()
    file = Warehouse(tmp_path / "warehouse.duckdb", clock=clock)
    file.migrate()
    fill(file, clock)
    with file.reading() as expected, filled.reading() as found:
        views = [row["view_name"] for row in expected.rows(VIEWS)]
        assert [row["view_name"] for row in found.rows(VIEWS)] == views
        asked = [*views, "events_as_of('2023-06-02 12:00:00+00')", "developments_as_of('2023-06-02 12:00:00+00')"]
        assert expected.rows("FROM search('china declines')")
        for name in (*asked, "roles_on(DATE '2023-06-02')", "search('china declines')"):
            assert found.rows(f"FROM {name} ORDER BY ALL") == expected.rows(f"FROM {name} ORDER BY ALL"), name


def test_filling_twice_adds_nothing(filled: LakeWarehouse, clock: Clock) -> None:
    tables = "SELECT table_name FROM duckdb_tables() WHERE schema_name = 'ledger' ORDER BY 1"

    def sizes() -> dict[str, int]:
        with filled.reading() as look:
            names = [row["table_name"] for row in look.rows(tables)]
            # An article whose earlier words come again takes a turn, in a file too.
            kept = [name for name in names if name not in ("transactions", "article_turns")]
            return {name: look.rows(f"SELECT count(*) AS n FROM ledger.{name}")[0]["n"] for name in kept}

    before = sizes()
    clock.now = NOW
    fill(filled, clock)
    assert sizes() == before
    assert before["alerts"] == 1


def test_keys_of_small_tables_are_kept_without_constraints(warehouse: LakeWarehouse) -> None:
    with warehouse.transaction("run-1") as tx:
        assert tx.append("alerts", [{"alert_id": "a"}, {"alert_id": "a"}, {"alert_id": "b"}]) == 2
    with warehouse.transaction("run-1") as tx:
        assert tx.append("alerts", [{"alert_id": "b"}, {"alert_id": "c"}]) == 1


def test_recorded_at_goes_on_while_the_clock_stands_still(warehouse: LakeWarehouse) -> None:
    for name in ("a", "b"):
        with warehouse.transaction(None) as tx:
            tx.append("runs", [{"run_id": name}])
    with warehouse.reading() as look:
        assert [row["recorded_at"] for row in look.rows("FROM ledger.transactions ORDER BY recorded_at")] == [
            NOW,
            NOW + TICK,
        ]


def test_nothing_of_a_transaction_that_raises_is_kept(warehouse: LakeWarehouse) -> None:
    with pytest.raises(ZeroDivisionError), warehouse.transaction("run-1") as tx:
        tx.append("runs", [{"run_id": "a"}])
        raise ZeroDivisionError
    with warehouse.reading() as look:
        assert look.rows("FROM ledger.runs") == []


def test_migrating_again_does_nothing(filled: LakeWarehouse) -> None:
    assert filled.migrate().applied == ()
    assert not filled.migrate().views_defined


def test_an_older_program_refuses_a_newer_lake(warehouse: LakeWarehouse) -> None:
    with warehouse.transaction(None) as tx:
        tx.execute("INSERT INTO ledger.schema_migrations VALUES (99, 'later', 'x', NULL, '9')")
    with pytest.raises(TooNewError, match=r"schema version 99.*Upgrade storywatch"), warehouse.reading():
        pass
    with pytest.raises(TooNewError, match="schema version 99"):
        warehouse.migrate()


def test_reading_a_lake_that_is_not_there_says_to_run_first(lake: Lake) -> None:
    for reading in (LakeWarehouse(lake, clock=Clock()).reading(), reading_lake(lake)):
        with pytest.raises(NoWarehouseError, match="Run `storywatch run` first"), reading:
            pass


def test_a_server_that_does_not_answer_is_named(tmp_path: Path, server: Server) -> None:
    absent = parse_lake(f"ducklake:postgres:host={tmp_path} dbname=news", str(tmp_path))
    with pytest.raises(CatalogError, match=r"dbname=news\) cannot be used .*connection to server"):
        LakeWarehouse(absent, clock=Clock()).migrate()


def test_a_database_that_does_not_exist_is_named(tmp_path: Path, server: Server) -> None:
    absent = parse_lake(f"ducklake:postgres:{server.address('nowhere')}", str(tmp_path))
    with pytest.raises(CatalogError, match=r'database "nowhere" does not exist'):
        LakeWarehouse(absent, clock=Clock()).migrate()


def test_tidying_keeps_every_row(filled: LakeWarehouse, lake: Lake) -> None:
    with filled.reading() as look:
        before = look.rows("FROM events ORDER BY ALL")
    assert not filled.tidy()
    assert filled.tidy(at_least=0)
    assert list(Path(lake.data_path).rglob("*.parquet"))
    with filled.reading() as look:
        assert look.rows("FROM events ORDER BY ALL") == before


def test_readers_can_neither_write_nor_leave(warehouse: LakeWarehouse, lake: Lake) -> None:
    attempts = (
        "DELETE FROM ledger.runs",
        "FROM read_text('/etc/hostname')",
        "ATTACH '/tmp/x.duckdb'",
        "SET memory_limit = '1GB'",
    )
    for attempt in attempts:
        with pytest.raises(duckdb.Error), reading_lake(lake) as connection:
            connection.execute(attempt)


def test_readers_see_one_state_while_others_write(warehouse: LakeWarehouse, lake: Lake) -> None:
    with reading_lake(lake) as connection:
        count = "SELECT count(*) FROM ledger.runs"
        before = connection.execute(count).fetchone()
        with warehouse.transaction(None) as tx:
            tx.append("runs", [{"run_id": "later"}])
        assert connection.execute(count).fetchone() == before
    with reading_lake(lake) as connection:
        assert connection.execute("SELECT count(*) FROM ledger.runs WHERE run_id = 'later'").fetchone() == (1,)
