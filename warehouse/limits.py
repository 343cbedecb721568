"""Bounds of an analyst's query: seconds, memory, rows; beyond them it ends with a clear message."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import duckdb

from warehouse.connecting import MEMORY_LIMIT, SPILL_LIMIT
from warehouse.errors import QueryError

MOST_ROWS = 1_000_000
"""Of an answer: each row becomes Python's, some 1 KB; more is what `storywatch export` is for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryLimits:
    """What one query may take."""

    seconds: float = 60.0
    memory: str = MEMORY_LIMIT  # DuckDB's words: 512MB, 2GB
    rows: int = MOST_ROWS


USUAL_LIMITS = QueryLimits()


class Deadline:
    """When a query is given up; made by `deadline` only."""

    def __init__(self, limits: QueryLimits) -> None:
        self._limits = limits
        self._ends_at = time.monotonic() + limits.seconds

    def check(self, row_count: int = 0) -> None:
        """Raise QueryError where the time is over or the answer is too long."""
        if time.monotonic() >= self._ends_at:
            raise QueryError(
                f"The query was given up after {self._limits.seconds:g} s. Ask for less (a date, a LIMIT), or raise "
                "the setting sql_seconds."
            )
        if row_count > self._limits.rows:
            raise QueryError(
                f"The answer has more than {self._limits.rows} rows. Use LIMIT, count in SQL, or write it to a file "
                "with `storywatch export`."
            )


@contextmanager
def deadline(connection: duckdb.DuckDBPyConnection, limits: QueryLimits) -> Iterator[Deadline]:
    """Interrupt what runs on the connection once the time is over, and say so as QueryError."""
    running = Deadline(limits)
    alarm = threading.Timer(limits.seconds, connection.interrupt)
    alarm.daemon = True
    alarm.start()
    try:
        yield running
    except duckdb.InterruptException:
        running.check()
        raise
    except duckdb.OutOfMemoryException as error:
        raise QueryError(
            f"The query needs more than {limits.memory} of memory or {SPILL_LIMIT} of disk. Ask for less, or raise the "
            "setting sql_memory."
        ) from error
    finally:
        alarm.cancel()
