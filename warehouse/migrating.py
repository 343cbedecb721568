"""Bring a warehouse file to this program's schema: numbered SQL files in, rows of `ledger.schema_migrations` out."""

from __future__ import annotations

import hashlib
import os
import shutil
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import duckdb

from warehouse.connecting import explain, open_for_writing
from warehouse.errors import MigrationChangedError, NotAWarehouseError, NotWritableError, TooNewError, TooOldError
from warehouse.view_files import define_views, views_checksum

MIGRATIONS_DIR = Path(__file__).parent / "migrations"

_BOOTSTRAP = """
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
    if path.exists():
        return _migrate_at(path, now, wait_seconds, folder)
    unfinished = path.with_name(f"{path.name}.new")
    try:
        for leftover in (unfinished, unfinished.with_name(f"{unfinished.name}.wal")):
            if leftover.is_file():
                leftover.unlink()
        report = _migrate_at(unfinished, now, wait_seconds, folder)
        unfinished.replace(path)
    except OSError as error:
        raise NotWritableError(path, error.strerror or str(error)) from error
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
    applied = _applied(connection, path)
    _refuse_changed(path, migrations, applied)
    missing = [migration for migration in migrations if migration.version not in applied]
    stale_views = not applied or _last_views(connection) != views_checksum()
    backup = None
    if missing and applied and before is not None:
        backup = _copy_before(connection, path, before, missing[0].version)
    if missing or stale_views:
        _apply(connection, missing, fresh=not applied, stale_views=stale_views or bool(missing), now=now)
    return MigrationReport(
        applied=tuple(migration.version for migration in missing),
        backup=backup,
        views_defined=stale_views or bool(missing),
    )


def _apply(
    connection: duckdb.DuckDBPyConnection, missing: list[Migration], *, fresh: bool, stale_views: bool, now: datetime
) -> None:
    program = program_version()
    connection.execute("BEGIN TRANSACTION")
    if fresh:
        connection.execute(_BOOTSTRAP)
    for migration in missing:
        connection.execute(migration.sql)
        connection.execute(
            "INSERT INTO ledger.schema_migrations VALUES (?, ?, ?, ?, ?)",
            [migration.version, migration.name, migration.checksum, now, program],
        )
    if stale_views:
        define_views(connection)
        connection.execute("INSERT INTO ledger.view_definitions VALUES (?, ?, ?)", [views_checksum(), now, program])
    connection.execute("COMMIT")


def _applied(connection: duckdb.DuckDBPyConnection, path: Path) -> dict[int, tuple[str, str]]:
    """Return name and checksum by version; empty for a new file."""
    tables = connection.execute(
        "SELECT schema_name || '.' || table_name FROM duckdb_tables() WHERE database_name = current_database()"
    ).fetchall()
    if not tables:
        return {}
    if ("ledger.schema_migrations",) not in tables:
        raise NotAWarehouseError(path)
    rows = connection.execute("SELECT version, name, checksum FROM ledger.schema_migrations").fetchall()
    return {version: (name, checksum) for version, name, checksum in rows}


def _refuse_changed(path: Path, migrations: tuple[Migration, ...], applied: dict[int, tuple[str, str]]) -> None:
    if max(applied, default=0) > len(migrations):
        raise TooNewError(path, f"schema version {max(applied)}, this storywatch knows up to {len(migrations)}")
    for migration in migrations:
        if migration.version in applied and applied[migration.version][1] != migration.checksum:
            raise MigrationChangedError(path, migration.version, migration.name)


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


def check_version(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Refuse a file whose schema is not exactly this program's."""
    needed = len(list(MIGRATIONS_DIR.glob("*.sql")))
    try:
        rows = connection.execute("SELECT max(version) FROM ledger.schema_migrations").fetchall()
    except duckdb.CatalogException:
        rows = [(0,)]
    found = int(rows[0][0] or 0)
    if found > needed:
        raise TooNewError(path, f"schema version {found}, this storywatch knows up to {needed}")
    if found < needed:
        raise TooOldError(path, found, needed)


def program_version() -> str:
    """Return the installed distribution's version, "unknown" where it runs uninstalled."""
    try:
        return version("storywatch")
    except PackageNotFoundError:
        return "unknown"
