from __future__ import annotations

import multiprocessing
import os
import shutil
from pathlib import Path

import duckdb
import pytest

from tests.warehouse.samples import NOW, Clock
from warehouse.errors import (
    DamagedError,
    MigrationChangedError,
    NotADatabaseError,
    NotAWarehouseError,
    NotWritableError,
    TooNewError,
    TooOldError,
    WarehouseError,
)
from warehouse.migrating import MIGRATIONS_DIR, load_migrations, migrate_file
from warehouse.store import Warehouse

LATEST = len(load_migrations())
NEXT = LATEST + 1


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "warehouse.duckdb"


@pytest.fixture
def next_migrations(tmp_path: Path) -> Path:
    """The program's migrations and one more."""
    folder = tmp_path / "migrations"
    shutil.copytree(MIGRATIONS_DIR, folder)
    (folder / f"{NEXT:04}_colour.sql").write_text("ALTER TABLE ledger.runs ADD COLUMN colour VARCHAR DEFAULT 'red';")
    return folder


def migrate(path: Path) -> None:
    Warehouse(path, clock=Clock(), lock_wait_seconds=1).migrate()


def test_a_new_file_gets_every_migration_and_no_backup(path: Path) -> None:
    report = Warehouse(path, clock=Clock()).migrate()
    assert report.applied == tuple(range(1, NEXT))
    assert report.backup is None
    assert report.views_defined


def test_migrations_are_written_down_with_time_and_checksum(warehouse: Warehouse) -> None:
    with warehouse.reading() as look:
        first = look.rows("SELECT * FROM ledger.schema_migrations ORDER BY version")[0]
    assert (first["version"], first["name"], first["applied_at"]) == (1, "first", NOW)
    assert first["checksum"] == load_migrations()[0].checksum
    assert first["program_version"]


def test_migrating_again_does_nothing(filled: Warehouse) -> None:
    before = filled.path.read_bytes()
    report = filled.migrate()
    assert (report.applied, report.backup, report.views_defined) == ((), None, False)
    assert filled.path.read_bytes() == before


def test_a_warehouse_that_was_killed_while_it_was_made_is_made_again(path: Path) -> None:
    path.with_name("warehouse.duckdb.new").write_bytes(b"half a header")
    migrate(path)
    assert [found.name for found in path.parent.iterdir()] == ["warehouse.duckdb"]
    with Warehouse(path, clock=Clock()).reading() as look:
        assert look.rows("FROM articles") == []


def test_a_missing_directory_is_made(tmp_path: Path) -> None:
    migrate(tmp_path / "a" / "b" / "warehouse.duckdb")
    assert (tmp_path / "a" / "b" / "warehouse.duckdb").is_file()


def test_a_later_migration_keeps_the_data_and_leaves_a_backup(filled: Warehouse, next_migrations: Path) -> None:
    report = migrate_file(filled.path, NOW, 5, next_migrations)
    assert report.applied == (NEXT,)
    assert report.backup == filled.path.with_name(f"warehouse.before-{NEXT:04}.duckdb")
    with duckdb.connect(str(filled.path), read_only=True) as after:
        assert after.execute("SELECT run_id, colour FROM ledger.runs ORDER BY 1").fetchall() == [
            ("run-1", "red"),
            ("run-2", "red"),
        ]
        assert after.execute("SELECT count(*) FROM main.runs").fetchone() == (2,)
    with duckdb.connect(str(report.backup), read_only=True) as backup:
        assert backup.execute("SELECT max(version) FROM ledger.schema_migrations").fetchone() == (LATEST,)
        assert backup.execute("SELECT count(*) FROM ledger.runs").fetchone() == (2,)


def test_a_migration_that_fails_changes_nothing(filled: Warehouse, next_migrations: Path) -> None:
    (next_migrations / f"{NEXT + 1:04}_broken.sql").write_text("ALTER TABLE ledger.nowhere ADD COLUMN x INTEGER;")
    with pytest.raises(duckdb.CatalogException, match="nowhere"):
        migrate_file(filled.path, NOW, 5, next_migrations)
    with duckdb.connect(str(filled.path), read_only=True) as after:
        assert after.execute("SELECT max(version) FROM ledger.schema_migrations").fetchone() == (LATEST,)
        names = [row[0] for row in after.execute("DESCRIBE ledger.runs").fetchall()]
        assert "colour" not in names
        assert after.execute("SELECT count(*) FROM main.articles").fetchone() == (3,)


def test_an_older_program_refuses_a_newer_warehouse(filled: Warehouse, next_migrations: Path) -> None:
    migrate_file(filled.path, NOW, 5, next_migrations)
    words = f"schema version {NEXT}, this storywatch knows up to {LATEST}.*Upgrade storywatch"
    with pytest.raises(TooNewError, match=words):
        filled.migrate()
    with pytest.raises(TooNewError, match=words), filled.transaction(None):
        pass
    with pytest.raises(TooNewError, match=words), filled.reading():
        pass


def test_a_warehouse_that_was_never_migrated_says_how_to(path: Path) -> None:
    duckdb.connect(str(path)).close()
    with pytest.raises(TooOldError, match=r"schema version 0.*`storywatch run` brings it up to date"):  # noqa: SIM117 -- opening raises
        with Warehouse(path, clock=Clock()).transaction(None):
            pass


def test_an_applied_migration_with_other_words_is_refused(warehouse: Warehouse, next_migrations: Path) -> None:
    first = next(next_migrations.glob("0001_*.sql"))
    first.write_text(first.read_text() + "-- edited")
    with pytest.raises(MigrationChangedError, match=r"Migration 1 \(first\)"):
        migrate_file(warehouse.path, NOW, 5, next_migrations)


def test_a_gap_in_the_numbers_is_refused(next_migrations: Path) -> None:
    (next_migrations / f"{NEXT + 2:04}_late.sql").write_text("SELECT 1;")
    with pytest.raises(ValueError, match=f"migration {NEXT + 1} is missing or there twice"):
        load_migrations(next_migrations)


def test_views_are_made_again_when_their_files_changed(filled: Warehouse) -> None:
    with duckdb.connect(str(filled.path)) as other:
        other.execute("DROP VIEW main.timeline")
        other.execute("INSERT INTO ledger.view_definitions VALUES ('of an earlier program', now(), '0.0')")
    report = filled.migrate()
    assert (report.applied, report.views_defined) == ((), True)
    with filled.reading() as look:
        assert look.rows("SELECT count(*) > 0 AS there FROM timeline") == [{"there": True}]


@pytest.mark.parametrize("content", [b"", b"he", b"hello world " * 1000])
def test_a_file_that_is_no_database_is_named_and_left_alone(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(NotADatabaseError, match=r"is not a DuckDB database\. Move it away"):
        migrate(path)
    assert path.read_bytes() == content


def test_somebody_elses_database_is_named_and_left_alone(path: Path) -> None:
    with duckdb.connect(str(path)) as other:
        other.execute("CREATE TABLE accounts (id INTEGER)")
    with pytest.raises(NotAWarehouseError, match="not a storywatch warehouse"):
        migrate(path)
    with duckdb.connect(str(path)) as other:
        assert other.execute("SHOW TABLES").fetchall() == [("accounts",)]


def test_a_truncated_warehouse_is_named_as_damaged(filled: Warehouse) -> None:
    whole = filled.path.read_bytes()
    filled.path.write_bytes(whole[: 3 * 4096 + 100])  # the headers and the beginning of the first block
    with pytest.raises(DamagedError, match=r"is damaged .*Put back a copy"):
        filled.migrate()


def test_a_warehouse_with_a_broken_header_is_named_as_damaged(filled: Warehouse) -> None:
    whole = bytearray(filled.path.read_bytes())
    whole[4096:12288] = b"\1" * 8192
    filled.path.write_bytes(whole)
    with pytest.raises(DamagedError, match="is damaged"), filled.reading():
        pass


def test_a_directory_in_the_place_of_the_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(NotWritableError, match="cannot be written"):
        migrate(tmp_path)


def test_a_file_in_the_place_of_the_directory_is_named(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("not a directory")
    with pytest.raises(
        NotWritableError, match=r"data/warehouse\.duckdb\.new cannot be written \((Not a directory|File exists)"
    ):
        migrate(tmp_path / "data" / "warehouse.duckdb")


def migrate_without_rights(path: Path) -> str:
    """What migrating says in a process without root's right to write everywhere."""
    fork = multiprocessing.get_context("fork")  # everything is imported: the user nobody need not reach the packages
    answers: multiprocessing.Queue[str] = fork.Queue()
    process = fork.Process(target=_migrate_as_nobody, args=(path, answers))
    process.start()
    said = answers.get(timeout=60)
    process.join()
    return said


def _migrate_as_nobody(path: Path, answers: multiprocessing.Queue[str]) -> None:
    if os.geteuid() == 0:
        os.setuid(65534)
    try:
        migrate(path)
    except WarehouseError as error:
        answers.put(f"{type(error).__name__}: {error}")
    else:
        answers.put("no error")


@pytest.fixture
def open_folder(tmp_path: Path) -> Path:
    """A directory that every user can reach; pytest's own are private."""
    folder = tmp_path / "data"
    folder.mkdir()
    if os.geteuid() == 0:
        for parent in (tmp_path, *tmp_path.parents[:3]):  # one more where tests run side by side
            parent.chmod(parent.stat().st_mode | 0o055)
    return folder


def test_a_directory_without_write_permission_is_named(open_folder: Path) -> None:
    open_folder.chmod(0o555)
    try:
        said = migrate_without_rights(open_folder / "warehouse.duckdb")
    finally:
        open_folder.chmod(0o755)
    assert said.startswith("NotWritableError")
    assert "cannot be written" in said
    assert "--data-dir" in said


def test_a_warehouse_without_write_permission_is_named(open_folder: Path) -> None:
    path = open_folder / "warehouse.duckdb"
    migrate(path)
    path.chmod(0o444)
    said = migrate_without_rights(path)
    assert said.startswith("NotWritableError")
