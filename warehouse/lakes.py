"""A DuckLake: Parquet files in a folder or bucket that many machines share, their catalogue in PostgreSQL; an address
in, a connection out."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import duckdb

from warehouse.connecting import MEMORY_LIMIT, SPILL_LIMIT
from warehouse.errors import (
    CatalogError,
    NotWritableError,
    NoWarehouseError,
    ObjectStoreError,
    TooNewError,
    WarehouseError,
)
from warehouse.extensions import load_extension
from warehouse.object_store import is_object_store, open_object_store

PREFIX = "ducklake:postgres:"

INLINED_ROWS = 100
"""Inserts of fewer rows are kept in PostgreSQL until `tidy_lake` writes them out: most inserts of a batch are of a few
dozen rows, and a Parquet file for each would soon be thousands."""

SNAPSHOT_DAYS = 2
"""DuckLake's own snapshots are kept so long for readers that are at work; history is in our rows, not in these."""

CATALOG = "lake"
"""What the lake is called in a connection."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lake:
    """Where the catalogue and the files are."""

    catalog: str  # libpq's key=value form, without a password: whoever may read the lake can see it
    data_path: str  # a folder that every machine reaches by this name, or s3://bucket/folder

    def __str__(self) -> str:
        return f"the DuckLake in PostgreSQL ({self.catalog})"


Place: TypeAlias = Path | Lake
"""Where a warehouse is kept: a DuckDB file, or a lake."""


def parse_lake(address: str, data_path: str) -> Lake:
    """Return the lake of an address ``ducklake:postgres:host=… dbname=…``. Raises ValueError, without the address."""
    catalog = address.removeprefix(PREFIX).strip()
    if not address.startswith(PREFIX) or "=" not in catalog.partition(" ")[0] or "://" in catalog:
        raise ValueError(f"expected {PREFIX}host=… dbname=… user=… (libpq's key=value form)")
    if re.search(r"password\s*=", catalog):  # sslpassword too
        raise ValueError("no password in the address, where analysts can see it: put it into ~/.pgpass or PGPASSWORD")
    if not Path(data_path).is_absolute() and not is_object_store(data_path):
        raise ValueError(
            "a lake needs warehouse_data too: the absolute path of the folder that all machines share, or s3://bucket/…"
        )
    return Lake(catalog=catalog, data_path=data_path)


def open_server(lake: Lake) -> duckdb.DuckDBPyConnection:
    """Open a connection in which ``turn`` is PostgreSQL itself. Raises CatalogError, ExtensionError."""
    connection = _connect(lake)
    try:
        connection.execute(f"ATTACH '{_quoted(lake.catalog)}' AS turn (TYPE postgres)")
    except duckdb.Error as error:
        connection.close()
        raise explain_lake(error, lake) or error from error
    return connection


def attach_lake(connection: duckdb.DuckDBPyConnection, lake: Lake, *, create: bool = False) -> None:
    """Attach the lake as `CATALOG`. Only in a turn may it be created: two machines that do so at once collide.

    Raises NoWarehouseError (there is none, and it is not to be created), TooNewError, CatalogError.
    """
    options = f"DATA_INLINING_ROW_LIMIT {INLINED_ROWS}, CREATE_IF_NOT_EXISTS {str(create).lower()}"
    try:
        _attach(connection, lake, options)
    except duckdb.Error as error:
        raise explain_lake(error, lake) or error from error


def open_for_export(lake: Lake, memory_limit: str = MEMORY_LIMIT) -> duckdb.DuckDBPyConnection:
    """Open the lake read-only, with plain names; files elsewhere can be written. Raises NoWarehouseError and so on."""
    connection = _connect(lake, memory_limit)
    try:
        _attach(connection, lake, "READ_ONLY")
        connection.execute(f"USE {CATALOG}")
    except duckdb.Error as error:
        connection.close()
        raise explain_lake(error, lake) or error from error
    return connection


def _connect(lake: Lake, memory_limit: str = MEMORY_LIMIT) -> duckdb.DuckDBPyConnection:
    config: dict[str, str | bool | int | float | list[str]] = {
        "autoinstall_known_extensions": "false",
        "memory_limit": memory_limit,
        "max_temp_directory_size": SPILL_LIMIT,
    }
    connection = duckdb.connect(config=config)
    try:
        for name in ("postgres_scanner", "ducklake"):
            load_extension(connection, name)
        if is_object_store(lake.data_path):
            open_object_store(connection, lake.data_path, os.environ)
        connection.execute("SET GLOBAL TimeZone = 'UTC'")
        connection.execute("SET enable_progress_bar = false")  # it goes to standard output, among the answers
    except BaseException:
        connection.close()
        raise
    return connection


def _attach(connection: duckdb.DuckDBPyConnection, lake: Lake, options: str) -> None:
    folder = _quoted(lake.data_path)
    connection.execute(f"ATTACH '{PREFIX}{_quoted(lake.catalog)}' AS {CATALOG} (DATA_PATH '{folder}', {options})")


def _quoted(text: str) -> str:
    return text.replace("'", "''")


@contextmanager
def reading_lake(lake: Lake, memory_limit: str = MEMORY_LIMIT) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the lake read-only, in one state of it and with plain names; no SQL can write, change a setting, or reach
    any other file."""
    connection = open_for_export(lake, memory_limit)
    try:
        connection.execute(f"SET GLOBAL allowed_directories = ['{_quoted(lake.data_path)}']")
        connection.execute("SET GLOBAL enable_external_access = false")
        connection.execute("SET GLOBAL lock_configuration = true")
        connection.execute("BEGIN TRANSACTION READ ONLY")
        yield connection
    except duckdb.Error as error:
        raise explain_lake(error, lake) or error from error
    finally:
        connection.close()


def explain_lake(error: duckdb.Error, lake: Lake) -> WarehouseError | None:
    """Return the error of ours that one of DuckDB's means; None where it is a mistake in our own SQL."""
    message = str(error)
    first_line = message.partition("\n")[0]
    if "Existing DuckLake" in message or "does not exist and creating a new DuckLake is explicitly disabled" in message:
        return NoWarehouseError(lake)
    if "DuckLake" in message and "version" in message.lower():
        return TooNewError(lake, first_line)
    if any(words in message for words in ("Permission denied", "Read-only file system", "No space left on device")):
        return NotWritableError(lake.data_path, first_line)
    if is_object_store(lake.data_path) and "HTTP" in message:
        return ObjectStoreError(lake.data_path, first_line)
    if any(words in message for words in ("libpq", "PostgreSQL", "Postgres", "connection to server", "SSL")):
        return CatalogError(lake, _server_line(message))
    return None


def _server_line(message: str) -> str:
    """Return the line in which the server, or the network on the way to it, says what is wrong."""
    lines = [line.strip() for line in message.splitlines() if line.strip()]
    return next((line for line in lines if "FATAL" in line or "connection to server" in line), lines[0])
