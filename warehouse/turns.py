"""Turns at a lake: one machine at a time decides and writes, by an advisory lock of PostgreSQL."""

from __future__ import annotations

import hashlib
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from enum import StrEnum

import duckdb

from warehouse.errors import BusyLakeError, CatalogError
from warehouse.lakes import Lake, explain_lake


class TurnKind(StrEnum):
    """What is done in a turn; turns of different kinds do not wait for one another."""

    WRITING = "writing"
    DELIVERY = "delivery"


_SETTINGS = (
    "SET LOCAL lock_timeout = {milliseconds}",
    "SET LOCAL idle_in_transaction_session_timeout = 0",  # the turn is idle while its holder writes to the lake
    # A machine that vanished without a word is noticed within a minute, and its turn is over.
    "SET LOCAL tcp_keepalives_idle = 20",
    "SET LOCAL tcp_keepalives_interval = 10",
    "SET LOCAL tcp_keepalives_count = 3",
)

_HOLDER = """
SELECT a.application_name FROM pg_locks l JOIN pg_stat_activity a USING (pid)
WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1
  AND (l.classid::bigint << 32) + l.objid::bigint = {key}
"""


class Turn:
    """A turn that is held; made by `taking_turn` only."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, lake: Lake) -> None:
        self._connection = connection
        self._lake = lake

    def confirm(self) -> None:
        """Raise CatalogError if the turn was lost: the server ended the connection, and another may have it now."""
        try:
            _ask(self._connection, "SELECT 1")
        except duckdb.Error as error:
            raise CatalogError(
                self._lake, "the connection that held the turn was ended; nothing was written"
            ) from error


@contextmanager
def taking_turn(
    connection: duckdb.DuckDBPyConnection, lake: Lake, kind: TurnKind, wait_seconds: float
) -> Iterator[Turn]:
    """Wait for the turn and hold it until the body ends; the server ends it when this process does, however.

    `connection` has PostgreSQL attached as ``turn`` and is used for nothing else meanwhile. Raises BusyLakeError.
    """
    key = turn_key(kind)
    connection.execute("BEGIN")
    try:
        name = f"storywatch {socket.gethostname()} process {os.getpid()}"[:63]  # PostgreSQL cuts it there
        _tell(connection, f"SET application_name = '{name.replace(chr(39), '')}'")
        for setting in _SETTINGS:
            _tell(connection, setting.format(milliseconds=max(1, int(wait_seconds * 1000))))
        _ask(connection, f"SELECT pg_advisory_xact_lock({key})::text")
    except duckdb.Error as error:
        with suppress(duckdb.Error):
            connection.execute("ROLLBACK")
        if "lock timeout" in str(error):
            raise BusyLakeError(lake, wait_seconds, _holder(connection, key)) from error
        raise explain_lake(error, lake) or CatalogError(lake, str(error).partition("\n")[0]) from error
    try:
        yield Turn(connection, lake)
    finally:
        with suppress(duckdb.Error):  # the connection is gone, and the turn with it
            connection.execute("COMMIT")


def turn_key(kind: TurnKind) -> int:
    """Return the advisory lock's number, the same on every machine and of no other program's."""
    return int.from_bytes(hashlib.sha256(f"storywatch {kind}".encode()).digest()[:7])


def _ask(connection: duckdb.DuckDBPyConnection, sql: str) -> list[tuple[object, ...]]:
    quoted = sql.replace("'", "''")
    return connection.execute(f"FROM postgres_query('turn', '{quoted}')").fetchall()


def _tell(connection: duckdb.DuckDBPyConnection, sql: str) -> None:
    quoted = sql.replace("'", "''")
    connection.execute(f"CALL postgres_execute('turn', '{quoted}')")


def _holder(connection: duckdb.DuckDBPyConnection, key: int) -> str | None:
    try:
        rows = _ask(connection, _HOLDER.format(key=key))
    except duckdb.Error:
        return None
    return str(rows[0][0]) if rows else None
