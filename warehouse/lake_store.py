"""A warehouse in a lake: the transactions of `Warehouse`, one machine at a time by turns."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import ClassVar

import duckdb

from warehouse.keys import KEYS
from warehouse.lake_schema import migrate_lake, primary_keys
from warehouse.lakes import CATALOG, SNAPSHOT_DAYS, Lake, attach_lake, explain_lake, open_server
from warehouse.migrating import MigrationReport
from warehouse.store import Warehouse
from warehouse.turns import Turn, TurnKind, taking_turn

UNTIDY_FILES = 500
"""Some three passes of twenty batches; a query opens every file of the tables that it asks."""


class LakeWarehouse(Warehouse):
    """A lake with one connection that stays open: opening one takes half a second, and no file is locked by it."""

    is_shared: ClassVar[bool] = True

    def __init__(self, lake: Lake, *, clock: Callable[[], datetime], lock_wait_seconds: float = 30) -> None:
        super().__init__(Path(lake.data_path), clock=clock, lock_wait_seconds=lock_wait_seconds)
        self.place = self._lake = lake
        self._keys = {**primary_keys(), **KEYS}
        self._opened: duckdb.DuckDBPyConnection | None = None
        self._attached = False
        self._writing = threading.RLock()
        self._held: Turn | None = None

    def migrate(self) -> MigrationReport:
        """Create the lake or bring it up to date, in a turn; does nothing to one that is."""
        with self.turn(), self._alone(), self._cursor(create=True) as cursor:
            return migrate_lake(cursor, self._lake, self._now())

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Keep other machines from writing until the body ends; a transaction inside belongs to the same turn."""
        with self._writing:
            if self._held is not None:
                yield
                return
            with self._turn_of(TurnKind.WRITING) as held:
                self._held = held
                try:
                    yield
                finally:
                    self._held = None

    @contextmanager
    def delivery_turn(self) -> Iterator[None]:
        """Keep other machines from sending until the body ends. Raises BusyLakeError."""
        with self._turn_of(TurnKind.DELIVERY):
            yield

    def tidy(self, at_least: int = UNTIDY_FILES) -> bool:
        """Write rows out of PostgreSQL into files, and small files into larger ones, in a turn.

        False where there are not `at_least` so many files yet: each insert makes one, and tidying keeps all others
        waiting.
        """
        with self.turn(), self._alone(), self._cursor() as cursor:
            found = cursor.execute(f"SELECT sum(file_count) FROM ducklake_table_info('{CATALOG}')").fetchone()
            if int((found or (0,))[0] or 0) < at_least:
                return False
            cursor.execute(f"CALL {CATALOG}.set_option('expire_older_than', '{SNAPSHOT_DAYS} days')")
            cursor.execute(f"CHECKPOINT {CATALOG}")
        return True

    @contextmanager
    def _writer(self) -> Iterator[duckdb.DuckDBPyConnection]:
        with self.turn(), self._cursor() as cursor:
            yield cursor

    @contextmanager
    def _reader(self) -> Iterator[duckdb.DuckDBPyConnection]:
        with self._cursor() as cursor:
            cursor.execute("BEGIN TRANSACTION READ ONLY")
            yield cursor

    def _before_commit(self) -> None:
        if self._held is not None:
            self._held.confirm()

    @contextmanager
    def _turn_of(self, kind: TurnKind) -> Iterator[Turn]:
        with (
            closing(self._server().cursor()) as cursor,
            taking_turn(cursor, self._lake, kind, self.lock_wait_seconds) as held,
        ):
            yield held

    def _server(self) -> duckdb.DuckDBPyConnection:
        if self._opened is None:
            self._opened, self._attached = open_server(self._lake), False
        return self._opened

    @contextmanager
    def _cursor(self, *, create: bool = False) -> Iterator[duckdb.DuckDBPyConnection]:
        """A connection of its own transaction. After a fault of the server the next one is opened anew."""
        server = self._server()
        if not self._attached:
            attach_lake(server, self._lake, create=create)
            self._attached = True
        cursor = server.cursor()
        try:
            cursor.execute(f"USE {CATALOG}")
            yield cursor
        except duckdb.Error as error:
            explained = explain_lake(error, self._lake)
            if explained is not None:
                self._opened = None
            raise explained or error from error
        finally:
            with suppress(duckdb.Error):
                cursor.close()
