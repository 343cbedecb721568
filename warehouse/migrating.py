"""Bring a warehouse file to this program's schema: numbered SQL files in, rows of `ledger.schema_migrations` out."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import duckdb

from warehouse.connecting import explain, explain_refusal, open_for_writing
from warehouse.errors import MigrationChangedError, NotAWarehouseError, TooNewError, TooOldError
from warehouse.lakes import Place
from warehouse.view_files import define_views, views_checksum

MIGRATIONS_DIR = Path(__file__).parent / "migrations"

BOOTSTRAP = """
CREATE SCHEMA ledger;
CREATE TABLE ledger.schema_migrations (
    version INTEGER,
    name VARCHAR,
    checksum VARCHAR,
    applied_at TIMESTAMPTZ,
    program_version VARCHAR,
    PRIMARY KEY (version)
);
CREATE TABLE ledger.view_definitions (
    checksum VARCHAR,
    defined_at TIMESTAMPTZ,
    program_version VARCHAR
);
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Migration:
    """One numbered file, ``0001_first.sql``."""

    version: int
    name: str
    sql: str
    checksum: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MigrationReport:
    """What was done to the file."""

    applied: tuple[int, ...]
    backup: Path | None  # of the file before, where it existed
    views_defined: bool


def load_migrations(folder: Path = MIGRATIONS_DIR) -> tuple[Migration, ...]:
    """Return the migrations in order of their numbers, which run from 1 without a gap."""
    migrations = []
    for number, path in enumerate(sorted(folder.glob("*.sql")), start=1):
        stem_number, _, name = path.stem.partition("_")
        if int(stem_number) != number:
            raise ValueError(f"{path.name}: migration {number} is missing or there twice")
        sql = path.read_text(encoding="utf-8")
        checksum = hashlib.sha256(sql.encode()).hexdigest()
        migrations.append(Migration(version=number, name=name, sql=sql, checksum=checksum))
    return tuple(migrations)


def migrate_file(path: Path, now: datetime, wait_seconds: float, folder: Path = MIGRATIONS_DIR) -> MigrationReport:
    """Apply what is missing, all in one transaction under the file's lock; a file with data is copied first.

    A new warehouse is made beside its place and then put there, so that one that was killed while it was made is
    simply made again.
    """
    unfinished = path.with_name(f"{path.name}.new")
    try:
        if path.exists():
            return _migrate_at(path, now, wait_seconds, folder)
        for leftover in (unfinished, unfinished.with_name(f"{unfinished.name}.wal")):
            if leftover.is_file():
                leftover.unlink()
        report = _migrate_at(unfinished, now, wait_seconds, folder)
        unfinished.replace(path)
    except OSError as error:
        raise explain_refusal(error, path) from error
    return report


def _migrate_at(path: Path, now: datetime, wait_seconds: float, folder: Path) -> MigrationReport:
    migrations = load_migrations(folder)
    # Opened before DuckDB's handle and closed after it: closing any handle of a file drops the process's locks on it.
    before = os.open(path, os.O_RDONLY) if path.is_file() else None
    try:
        connection = open_for_writing(path, wait_seconds)
        try:
            return _migrate(connection, path, before, migrations, now)
        except duckdb.Error as error:
            raise explain(error, path) or error from error
        finally:
            connection.close()
    finally:
        if before is not None:
            os.close(before)


def _migrate(
    connection: duckdb.DuckDBPyConnection,
    path: Path,
    before: int | None,
    migrations: tuple[Migration, ...],
    now: datetime,
) -> MigrationReport:
    backups: list[Path] = []

    def back_up(version: int) -> None:
        if before is not None:
            backups.append(_copy_before(connection, path, before, version))

    report = migrate_connection(connection, path, migrations, now, back_up=back_up)
    return replace(report, backup=backups[0] if backups else None)


def migrate_connection(
    connection: duckdb.DuckDBPyConnection,
    place: Place,
    migrations: tuple[Migration, ...],
    now: datetime,
    *,
    back_up: Callable[[int], None] = lambda version: None,
    translate: Callable[[str], str] | None = None,
) -> MigrationReport:
    """Apply what is missing, all in one transaction; the caller keeps others out.

    `back_up` is called with the first version that will be applied to a warehouse with data in it; `translate` puts a
    script into the words of another kind of catalogue.
    """
    applied = _applied(connection, place)
    _refuse_changed(place, migrations, applied)
    missing = [migration for migration in migrations if migration.version not in applied]
    stale_views = not applied or bool(missing) or _last_views(connection) != views_checksum()
    if missing and applied:
        back_up(missing[0].version)
    if stale_views:
        _apply(connection, missing, translate, fresh=not applied, now=now)
    return MigrationReport(
        applied=tuple(migration.version for migration in missing), backup=None, views_defined=stale_views
    )


def _apply(
    connection: duckdb.DuckDBPyConnection,
    missing: list[Migration],
    translate: Callable[[str], str] | None,
    *,
    fresh: bool,
    now: datetime,
) -> None:
    program = program_version()
    words = translate or str
    connection.execute("BEGIN TRANSACTION")
    try:
        if fresh:
            connection.execute(words(BOOTSTRAP))
        for migration in missing:
            connection.execute(words(migration.sql))
            connection.execute(
                "INSERT INTO ledger.schema_migrations VALUES (?, ?, ?, ?, ?)",
                [migration.version, migration.name, migration.checksum, now, program],
            )
        define_views(connection, translate)
        connection.execute("INSERT INTO ledger.view_definitions VALUES (?, ?, ?)", [views_checksum(), now, program])
        connection.execute("COMMIT")
    except BaseException:
        with suppress(duckdb.Error):  # a failed commit has rolled back already
            connection.execute("ROLLBACK")
        raise


def _applied(connection: duckdb.DuckDBPyConnection, place: Place) -> dict[int, tuple[str, str]]:
    """Return name and checksum by version; empty for a new file."""
    tables = connection.execute(
        "SELECT schema_name || '.' || table_name FROM duckdb_tables() WHERE database_name = current_database()"
    ).fetchall()
    if not tables:
        return {}
    if ("ledger.schema_migrations",) not in tables:
        raise NotAWarehouseError(place)
    rows = connection.execute("SELECT version, name, checksum FROM ledger.schema_migrations").fetchall()
    return {version: (name, checksum) for version, name, checksum in rows}


def _refuse_changed(place: Place, migrations: tuple[Migration, ...], applied: dict[int, tuple[str, str]]) -> None:
    if max(applied, default=0) > len(migrations):
        raise TooNewError(place, f"schema version {max(applied)}, this storywatch knows up to {len(migrations)}")
    for migration in migrations:
        if migration.version in applied and applied[migration.version][1] != migration.checksum:
            raise MigrationChangedError(place, migration.version, migration.name)


def _last_views(connection: duckdb.DuckDBPyConnection) -> str | None:
    rows = connection.execute("SELECT checksum FROM ledger.view_definitions ORDER BY rowid DESC LIMIT 1").fetchall()
    return str(rows[0][0]) if rows else None


def _copy_before(connection: duckdb.DuckDBPyConnection, path: Path, before: int, version: int) -> Path:
    """Copy the file as it is now beside itself, and return where; a copy of an earlier try is replaced."""
    connection.execute("CHECKPOINT")
    backup = path.with_name(f"{path.stem}.before-{version:04}{path.suffix}")
    partial = backup.with_name(backup.name + ".part")
    with os.fdopen(os.dup(before), "rb") as reader, partial.open("wb") as writer:
        reader.seek(0)
        shutil.copyfileobj(reader, writer, 1 << 20)
        writer.flush()
        os.fsync(writer.fileno())
    partial.replace(backup)
    return backup


def check_version(connection: duckdb.DuckDBPyConnection, place: Place) -> None:
    """Refuse a warehouse whose schema is not exactly this program's."""
    needed = len(list(MIGRATIONS_DIR.glob("*.sql")))
    try:
        rows = connection.execute("SELECT max(version) FROM ledger.schema_migrations").fetchall()
    except duckdb.CatalogException:
        rows = [(0,)]
    found = int(rows[0][0] or 0)
    if found > needed:
        raise TooNewError(place, f"schema version {found}, this storywatch knows up to {needed}")
    if found < needed:
        raise TooOldError(place, found, needed)


def program_version() -> str:
    """Return the installed distribution's version, "unknown" where it runs uninstalled."""
    try:
        return version("storywatch")
    except PackageNotFoundError:
        return "unknown"
