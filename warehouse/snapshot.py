"""The published snapshot: a copy of the warehouse that analysts keep open without ever meeting the pipeline."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import duckdb

from warehouse.connecting import MEMORY_LIMIT, explain, explain_refusal, open_for_reading
from warehouse.errors import NotWritableError, WarehouseError
from warehouse.generations import copy_generation, keep_spare
from warehouse.lake_store import LakeWarehouse
from warehouse.lakes import Lake, Place, reading_lake
from warehouse.migrating import check_version
from warehouse.present_state import sum_present_state
from warehouse.store import ReadTransaction, Warehouse

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
    anywhere, this leaves the former snapshot in place and at most a ``.part`` file, which the next call replaces. The
    former snapshot stays beside as ``.spare``, for the next call to begin with.
    Of a lake nothing is copied: everybody reads the lake itself, and it is only tidied.
    """
    if isinstance(warehouse, LakeWarehouse):
        return warehouse.tidy()
    published = _published_mark(snapshot_path)
    partial = snapshot_path.with_name(f"{snapshot_path.name}.part")
    spare = snapshot_path.with_name(f"{snapshot_path.name}.spare")
    try:
        # Opened before DuckDB's handle and closed after it: closing any handle of a file drops the process's locks.
        with warehouse.path.open("rb") as original, warehouse.held() as connection:
            if published is not None and published == _mark(connection):
                return False
            sum_present_state(connection)
            connection.execute("CHECKPOINT")
            spare_helps = copy_generation(original.fileno(), partial, spare)
        _settle(partial)  # the slow part, when the pipeline may write again
        if spare_helps:
            keep_spare(snapshot_path, spare)
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


def _settle(partial: Path) -> None:
    """Wait until the copy is on the disk, so that a power cut leaves the former snapshot or this one."""
    with partial.open("rb+") as written:
        os.fsync(written.fileno())
