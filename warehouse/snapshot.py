"""The published snapshot: a copy of the warehouse that analysts keep open without ever meeting the pipeline."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import duckdb

from warehouse.connecting import MEMORY_LIMIT, explain, explain_refusal, open_for_reading
from warehouse.errors import NotWritableError, WarehouseError
from warehouse.lake_store import LakeWarehouse
from warehouse.lakes import Lake, Place, reading_lake
from warehouse.migrating import check_version
from warehouse.store import ReadTransaction, Warehouse

COPY_BYTES = 1 << 22
"""Read and written at a time: large enough for full disk speed."""

READ_WAIT_SECONDS = 5.0
"""Nobody writes to a published snapshot; only a program that opened it for writing could be in the way."""

_MARK = """
SELECT (SELECT max(version) FROM ledger.schema_migrations) AS version,
       (SELECT max(defined_at) FROM ledger.view_definitions) AS views_at,
       (SELECT max(recorded_at) FROM ledger.transactions) AS recorded_at
"""


def publish_snapshot(warehouse: Warehouse, snapshot_path: Path) -> bool:
    """Put a copy of the warehouse in place by atomic rename; False where nothing was written since the last one.

    A program that has the former snapshot open keeps it, whole and unchanged, until it opens the path anew. Killed
    anywhere, this leaves the former snapshot in place and at most a ``.part`` file, which the next call replaces.
    Of a lake nothing is copied: everybody reads the lake itself, and it is only tidied.
    """
    if isinstance(warehouse, LakeWarehouse):
        return warehouse.tidy()
    published = _published_mark(snapshot_path)
    partial = snapshot_path.with_name(f"{snapshot_path.name}.part")
    try:
        # Opened before DuckDB's handle and closed after it: closing any handle of a file drops the process's locks.
        with warehouse.path.open("rb") as original, warehouse.held() as connection:
            if published is not None and published == _mark(connection):
                return False
            connection.execute("CHECKPOINT")
            _copy(original.fileno(), partial)
        _settle(partial)  # the slow part, when the pipeline may write again
        partial.replace(snapshot_path)
    except FileNotFoundError as error:
        raise NotWritableError(snapshot_path, error.strerror or str(error)) from error
    except OSError as error:
        with suppress(OSError):  # where nothing can be written, nothing can be removed either
            partial.unlink(missing_ok=True)
        raise explain_refusal(error, snapshot_path) from error
    return True


@contextmanager
def reading_snapshot(snapshot: Place) -> Iterator[ReadTransaction]:
    """Open the snapshot read-only, or the lake. No SQL can write, change a setting, or reach any other file."""
    with opened_snapshot(snapshot) as connection:
        check_version(connection, snapshot)
        yield ReadTransaction(connection)


@contextmanager
def opened_snapshot(snapshot: Place, memory_limit: str = MEMORY_LIMIT) -> Iterator[duckdb.DuckDBPyConnection]:
    """Yield the locked-down connection under `reading_snapshot`, whatever its schema version."""
    if isinstance(snapshot, Lake):
        with reading_lake(snapshot, memory_limit) as connection:
            yield connection
        return
    connection = open_for_reading(snapshot, READ_WAIT_SECONDS, locked_down=True, memory_limit=memory_limit)
    try:
        yield connection
    except duckdb.Error as error:
        raise explain(error, snapshot) or error from error
    finally:
        connection.close()


def _mark(connection: duckdb.DuckDBPyConnection) -> dict[str, object]:
    return ReadTransaction(connection).rows(_MARK)[0]


def _published_mark(snapshot_path: Path) -> dict[str, object] | None:
    try:
        with reading_snapshot(snapshot_path) as snapshot:
            return snapshot.rows(_MARK)[0]
    except WarehouseError:  # none yet, of an earlier schema, or unreadable: published anew
        return None


def _copy(descriptor: int, partial: Path) -> None:
    """Copy the file inside the system's kernel where it can; on file systems that share blocks this copies none."""
    with partial.open("wb") as writer:
        if hasattr(os, "copy_file_range") and _copy_in_kernel(descriptor, writer.fileno()):
            return
    with os.fdopen(os.dup(descriptor), "rb") as reader, partial.open("wb") as writer:
        reader.seek(0)
        shutil.copyfileobj(reader, writer, COPY_BYTES)


def _copy_in_kernel(source: int, target: int) -> bool:
    """Copy and return True, or False where the kernel or the file systems cannot."""
    size = os.fstat(source).st_size
    done = 0
    try:
        while done < size:
            count = os.copy_file_range(source, target, size - done, done, done)
            if count == 0:
                return False
            done += count
    except OSError as error:
        if error.errno in (errno.ENOSYS, errno.EXDEV, errno.EINVAL, errno.EOPNOTSUPP, errno.EPERM):
            return False
        raise
    return True


def _settle(partial: Path) -> None:
    """Wait until the copy is on the disk, so that a power cut leaves the former snapshot or this one."""
    with partial.open("rb+") as written:
        os.fsync(written.fileno())
