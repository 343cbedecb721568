"""Open a DuckDB file: a path in, a connection with our settings out, or an error that says what to do."""

from __future__ import annotations

import errno
import random
import time
from pathlib import Path
from typing import Any

import duckdb

from warehouse.errors import (
    DamagedError,
    DiskFullError,
    LockedError,
    NotADatabaseError,
    NotWritableError,
    NoWarehouseError,
    TooNewError,
    WarehouseError,
)
from warehouse.locks import find_holder, is_lock_message

STORAGE_VERSION = "v1.4.0"
"""Files are written so that every DuckDB since 1.4 opens them, whatever version runs here."""

MEMORY_LIMIT = "2GB"
"""DuckDB's default is 80 % of the machine, which the extractors need; batches are far smaller than this."""

SPILL_LIMIT = "4GB"
"""What a query may put on the disk beside its file; DuckDB's default is nearly all that is free there, and then the
pipeline has no room to write."""

FIRST_WAIT_SECONDS = 0.02
"""Write transactions of others last tens of milliseconds."""

LONGEST_WAIT_SECONDS = 1.0
"""No longer, so that a freed file is taken within a second."""

_FULL = ("No space left on device", "File too large", "Disk quota exceeded")
"""What the system says when no more can be written; DuckDB passes it on."""

_SETTINGS = {
    "enable_external_access": "false",  # no query reads or writes any other file
    "autoinstall_known_extensions": "false",  # nothing is downloaded
    "autoload_known_extensions": "false",
    "allow_unsigned_extensions": "false",
    "memory_limit": MEMORY_LIMIT,
    "max_temp_directory_size": SPILL_LIMIT,
}


def open_for_writing(path: Path, wait_seconds: float) -> duckdb.DuckDBPyConnection:
    """Open or create the file; wait up to `wait_seconds` for another process to let go of it."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise NotWritableError(path, error.strerror or str(error)) from error
    return _open(path, {**_SETTINGS, "storage_compatibility_version": STORAGE_VERSION}, False, wait_seconds)


def open_for_reading(
    path: Path, wait_seconds: float, *, locked_down: bool = False, memory_limit: str = MEMORY_LIMIT
) -> duckdb.DuckDBPyConnection:
    """Open an existing file read-only; `locked_down` forbids SQL to change any setting afterwards."""
    if not path.exists():
        raise NoWarehouseError(path)
    settings = {**_SETTINGS, "memory_limit": memory_limit}
    connection = _open(path, settings, True, wait_seconds)
    if locked_down and not _setting(connection, "lock_configuration"):
        connection.execute("SET GLOBAL lock_configuration = true")
    return connection


def _open(path: Path, settings: dict[str, str], read_only: bool, wait_seconds: float) -> duckdb.DuckDBPyConnection:
    started = time.monotonic()
    pause = FIRST_WAIT_SECONDS
    while True:
        try:
            connection = duckdb.connect(str(path), read_only=read_only, config=dict(settings))
        except duckdb.Error as error:
            waited = time.monotonic() - started
            if not is_lock_message(str(error)):
                raise explain(error, path) or error from error
            if waited >= wait_seconds:
                raise LockedError(path, waited, *find_holder(str(error))) from error
            time.sleep(min(pause * random.uniform(0.5, 1.5), wait_seconds - waited))
            pause = min(pause * 2, LONGEST_WAIT_SECONDS)
        else:
            # Connections of one process share the file's settings, and the first may have locked them.
            if _setting(connection, "TimeZone") != "UTC":
                connection.execute("SET GLOBAL TimeZone = 'UTC'")
            # On by default where Python runs no file, as in the processes of flows: it goes to standard output.
            if _setting(connection, "enable_progress_bar") and not _setting(connection, "lock_configuration"):
                connection.execute("SET enable_progress_bar = false")
            return connection


def _setting(connection: duckdb.DuckDBPyConnection, name: str) -> Any:
    return connection.execute("SELECT current_setting(?)", [name]).fetchall()[0][0]


def explain_refusal(error: OSError, path: Path) -> WarehouseError:
    """Return the error of ours that a refusal of the system to write means."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return DiskFullError(path)
    return NotWritableError(path, error.strerror or str(error))


def explain(error: duckdb.Error, path: Path) -> WarehouseError | None:
    """Return the error of ours that one of DuckDB's means; None where it is a mistake in our own SQL."""
    message = str(error)
    lines = message.splitlines()
    first_line = lines[0] if lines else ""
    if "not a valid DuckDB database file" in message:
        return NotADatabaseError(path)
    if any(words in message for words in _FULL):
        return DiskFullError(path)
    if any(words in message for words in ("Permission denied", "Read-only file system", "Is a directory")) or (
        "Cannot open file" in message and "No such file or directory" in message
    ):
        return NotWritableError(path, first_line)
    if "version number" in message or "newer version of DuckDB" in message or "storage version" in message.lower():
        return TooNewError(path, first_line)
    if any(words in message for words in ("Corrupt", "checksum", "Could not read", "Failed to deserialize")) or (
        isinstance(error, duckdb.SerializationException | duckdb.FatalException)
    ):
        return DamagedError(path, first_line)
    return None
