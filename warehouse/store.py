"""The warehouse file: short transactions in which records are appended, and short readings."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, ClassVar

import duckdb
import pyarrow as pa

from warehouse.batches import Row, arrow_batch
from warehouse.connecting import explain, open_for_reading, open_for_writing
from warehouse.keys import KEYS, Key
from warehouse.known_ids import NUMBERED, AbsentNumbers, number_rows, possibly_stored
from warehouse.lakes import Place
from warehouse.migrating import MigrationReport, check_version, migrate_file

TICK = timedelta(microseconds=1)
"""The resolution of TIMESTAMPTZ: each transaction is recorded at least this much after the one before."""


class ReadTransaction:
    """What may be asked of the open file. Made by `Warehouse.reading` and `snapshot.reading_snapshot`."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, absent: AbsentNumbers | None = None) -> None:
        self._connection = connection
        self._absent = absent if absent is not None else AbsentNumbers()
        self._absent_hold = False

    def rows(self, sql: str, params: Sequence[Any] | Mapping[str, Any] | None = None) -> list[dict[str, Any]]:
        """Run one query; rows as dicts in the query's order, times aware in UTC."""
        # Through Arrow: DuckDB's own conversion of aware times needs pytz before 2.0.
        table = self.table(sql, params)
        found: list[dict[str, Any]] = table.to_pylist()
        aware = [field.name for field in table.schema if pa.types.is_timestamp(field.type) and field.type.tz]
        for row in found:
            for name in aware:
                if row[name] is not None:
                    row[name] = row[name].astimezone(UTC)
        return found

    def table(self, sql: str, params: Sequence[Any] | Mapping[str, Any] | None = None) -> Any:
        """Run one query; an Arrow table."""
        return self._connection.sql(sql, params=params).to_arrow_table()

    def absent_numbers(self, table: str) -> set[int]:
        """Return numbers that are known not to be in a table of schema `derived`; who learns of more adds them."""
        if not self._absent_hold:
            self._absent.hold_as_of(_last_instant(self._connection))
            self._absent_hold = True
        return self._absent.of(table)


class Transaction(ReadTransaction):
    """What may be done with the open file. Made by `Warehouse.transaction` only."""

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        recorded_at: datetime,
        run_id: str | None,
        keys: Mapping[str, Key] = KEYS,
        absent: AbsentNumbers | None = None,
    ) -> None:
        super().__init__(connection, absent)
        self._keys = keys
        self._schemas: dict[str, Any] = {}
        self.recorded_at = recorded_at
        self.run_id = run_id
        self.row_count = 0

    def execute(self, sql: str, params: Sequence[Any] | Mapping[str, Any] | None = None) -> None:
        """Run one statement for its effect."""
        self._connection.execute(sql, params)

    def append(self, table: str, rows: Sequence[Row], *, fresh: bool = False) -> int:
        """Append rows to a table of the ledger and return how many were new.

        Rows whose key is there already are passed over. ``recorded_at`` and ``run_id`` are filled in. With `fresh` the
        caller vouches that the keys are not stored, having looked up what the rows belong to; only those that come
        twice are then passed over.
        """
        if not rows:
            return 0
        if table not in self._schemas:
            self._schemas[table] = self._connection.sql(f"SELECT * FROM ledger.{table} LIMIT 0").to_arrow_table().schema
        schema = self._schemas[table]
        stamp = {"recorded_at": self.recorded_at, "run_id": self.run_id}
        if "run_id" not in schema.names:
            stamp.pop("run_id")
        stamped: list[Row] = [{**stamp, **row} for row in rows]
        key = self._keys.get(table)
        if key is not None:
            stamped = _unknown(stamped, key, set() if fresh else self._stored(table, key, stamped))
        self._connection.register("arriving", arrow_batch(stamped, schema))
        conflict = "ON CONFLICT DO NOTHING" if key is None else ""
        try:
            answer = self._connection.execute(
                f"INSERT INTO ledger.{table} BY NAME SELECT * FROM arriving {conflict}"
            ).fetchall()
        finally:
            self._connection.unregister("arriving")
        for numbers_table, numbers in number_rows(table, stamped).items():
            self.derive(numbers_table, numbers)
            self.absent_numbers(numbers_table).difference_update(numbers["number"].to_pylist())
        count = int(answer[0][0])
        self.row_count += count
        return count

    def derive(self, table: str, rows: Any) -> None:
        """Add an Arrow table of rows to a table of schema `derived`; they count as part of what they derive from."""
        self._connection.register("arriving", rows)
        try:
            self._connection.execute(f"INSERT INTO derived.{table} BY NAME SELECT * FROM arriving")
        finally:
            self._connection.unregister("arriving")

    def stored_keys(self, table: str, rows: Sequence[Row]) -> set[tuple[Any, ...]]:
        """Return the keys of the stored rows of a table of the ledger that these rows could be."""
        return self._stored(table, self._keys[table], rows) if rows else set()

    def _stored(self, table: str, key: Key, rows: Sequence[Row]) -> set[tuple[Any, ...]]:
        """Return the keys of the stored rows whose first key column has a value of one of these rows."""
        first = key.columns[0]
        values = sorted({row[first] for row in rows})
        if first in NUMBERED.get(table, ()):
            values = possibly_stored(self, table, first, values)
            if not values:
                return set()
        params: dict[str, Any] = {"values": values}
        where = f"{first} IN (SELECT unnest($values))"
        if key.instant is not None:
            params["instant"] = (
                min(row[key.instant] for row in rows) if all(row.get(key.instant) for row in rows) else None
            )
            where += f" AND ($instant IS NULL OR {key.instant} >= $instant)"
        found = self.rows(f"SELECT {', '.join(key.columns)} FROM ledger.{table} WHERE {where}", params)
        return {tuple(row.values()) for row in found}


class Warehouse:
    """One DuckDB file, opened for each transaction and closed again, so that other processes get their turn.

    `clock` says what time it is, aware. One transaction at a time: several threads of a process wait for one
    another; a transaction inside a transaction of the same thread is a mistake and raises RuntimeError.
    """

    def __init__(self, path: Path, *, clock: Callable[[], datetime], lock_wait_seconds: float = 30) -> None:
        self.path = path
        self.place: Place = path
        self.lock_wait_seconds = lock_wait_seconds
        self._keys: Mapping[str, Key] = KEYS
        self._clock = clock
        self._absent = AbsentNumbers()
        self._turn = threading.Lock()
        self._holder: int | None = None
        self._is_kept_open = False

    is_shared: ClassVar[bool] = False
    """True where other machines may write between two transactions."""

    def migrate(self) -> MigrationReport:
        """Create the file or bring it up to date; does nothing to one that is. Run once when a program starts."""
        with self._alone():
            return migrate_file(self.path, self._now(), self.lock_wait_seconds)

    @contextmanager
    def transaction(self, run_id: str | None) -> Iterator[Transaction]:
        """All or nothing: what the body appends is committed at its end, and nothing of it if it raises.

        ``recorded_at`` is the clock's time, or just after the last transaction if the clock is behind that: what was
        known at an instant must not change later.
        """
        with self._alone(), self._writer() as connection:
            check_version(connection, self.place)
            connection.execute("BEGIN TRANSACTION")
            try:
                last = _last_instant(connection)
                self._absent.hold_as_of(last)
                tx = Transaction(connection, _instant_after(last, self._now()), run_id, self._keys, self._absent)
                yield tx
                if tx.row_count:
                    tx.append("transactions", [{"row_count": tx.row_count}])
                self._before_commit()
                connection.execute("COMMIT")
            except BaseException:
                with suppress(duckdb.Error):  # a failed commit has rolled back already
                    connection.execute("ROLLBACK")
                raise
            if tx.row_count:
                self._absent.carry_on(tx.recorded_at)

    @contextmanager
    def reading(self) -> Iterator[ReadTransaction]:
        """A short look at the file, read-only. Raises NoWarehouseError where there is none."""
        with self._alone(), self._reader() as connection:
            check_version(connection, self.place)
            yield ReadTransaction(connection, self._absent)

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Let what the body decides from what it reads still hold when it writes.

        In a file there is nothing to do: a pass has the data directory to itself.
        """
        yield

    @contextmanager
    def delivery_turn(self) -> Iterator[None]:
        """Let nobody else send while the body does; in a file likewise."""
        yield

    @contextmanager
    def held(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """The file open for writing with no transaction begun, for whoever copies it."""
        with self._alone(), self._connection(open_for_writing(self.path, self.lock_wait_seconds)) as connection:
            check_version(connection, self.path)
            yield connection

    @contextmanager
    def kept_open(self) -> Iterator[None]:
        """Keep the file open while the body works, so that nothing in it waits for opening and closing.

        No other process can open it meanwhile: for a replay, whose warehouse is its own.
        """
        with self._connection(open_for_writing(self.path, self.lock_wait_seconds)):
            self._is_kept_open = True
            try:
                yield
            finally:
                self._is_kept_open = False

    def _writer(self) -> AbstractContextManager[duckdb.DuckDBPyConnection]:
        return self._connection(open_for_writing(self.path, self.lock_wait_seconds))

    def _reader(self) -> AbstractContextManager[duckdb.DuckDBPyConnection]:
        if self._is_kept_open:  # a process opens a file in one way at a time
            return self._writer()
        return self._connection(open_for_reading(self.path, self.lock_wait_seconds))

    def _before_commit(self) -> None:
        """Make sure that nobody else can have written meanwhile; the file's lock does."""

    @contextmanager
    def _connection(self, connection: duckdb.DuckDBPyConnection) -> Iterator[duckdb.DuckDBPyConnection]:
        try:
            yield connection
        except duckdb.Error as error:
            raise explain(error, self.path) or error from error
        finally:
            connection.close()

    @contextmanager
    def _alone(self) -> Iterator[None]:
        if self._holder == threading.get_ident():
            raise RuntimeError("a transaction of this thread is open already")
        with self._turn:
            self._holder = threading.get_ident()
            try:
                yield
            finally:
                self._holder = None

    def _now(self) -> datetime:
        now = self._clock()
        if now.tzinfo is None:
            raise ValueError(f"the clock says {now}, which has no time zone")
        return now.astimezone(UTC)


def _unknown(rows: Sequence[Row], key: Key, known: set[tuple[Any, ...]]) -> list[Row]:
    """Return the rows with keys that are not known, the first of each key."""
    unknown = []
    for row in rows:
        identity = tuple(row[column] for column in key.columns)
        if identity not in known:
            known.add(identity)
            unknown.append(row)
    return unknown


def _last_instant(connection: duckdb.DuckDBPyConnection) -> datetime | None:
    """Return when the newest transaction was recorded."""
    rows = connection.sql("SELECT max(recorded_at) AS last FROM ledger.transactions").to_arrow_table().to_pylist()
    last: datetime | None = rows[0]["last"]
    return None if last is None else last.astimezone(UTC)


def _instant_after(last: datetime | None, now: datetime) -> datetime:
    return now if last is None else max(now, last + TICK)
