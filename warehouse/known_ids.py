"""Ids in, those that may be stored out: a short number for each stored id, so that new ones cost no search of the ids.

A pass asks for the ids of all that it brings, and nearly all are new. Numbers are read five times as fast as the ids
themselves. Two ids can have one number; what may be stored is therefore looked up by whoever must know.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

import pyarrow as pa

if TYPE_CHECKING:
    from warehouse.store import ReadTransaction

NUMBERED: Mapping[str, tuple[str, ...]] = {
    "entries": ("entry_id",),
    "entry_outcomes": ("entry_id",),
    "article_versions": ("version_id", "article_id"),
    "article_texts": ("version_id",),
    "signatures": ("version_id",),
    "near_duplicates": ("version_id",),
    "readings": ("version_id",),
    "evidence": ("evidence_id",),
}
"""Columns of tables of the ledger whose ids have numbers, each in a table of schema `derived`."""


MOST_ABSENT = 200_000
"""Numbers of one table that are kept in mind, some megabytes: a pass over a hundred feeds asks for a tenth of it."""


class AbsentNumbers:
    """Numbers that were looked for and are not there, which holds until another program writes.

    A warehouse keeps them from transaction to transaction, so that what a pass has looked up once, as all entries of
    its feeds, is not searched for again with each of its batches.
    """

    def __init__(self) -> None:
        self._by_table: dict[str, set[int]] = {}
        self._written_at: datetime | None = None

    def hold_as_of(self, written_at: datetime | None) -> None:
        """Forget all where the newest transaction is not the one that is known."""
        if written_at != self._written_at:
            self._by_table.clear()
        self._written_at = written_at

    def carry_on(self, written_at: datetime) -> None:
        """Keep all beyond a transaction of one's own, of which every new number was taken out."""
        self._written_at = written_at

    def of(self, table: str) -> set[int]:
        """Return the numbers that are not in the table of schema `derived`; who learns of more, or less, changes it."""
        numbers = self._by_table.setdefault(table, set())
        if len(numbers) > MOST_ABSENT:
            numbers.clear()
        return numbers


def number_of(identity: str) -> int:
    """Return the number of an id: the first eight bytes of its MD5, which SQL computes the same."""
    return int.from_bytes(hashlib.md5(identity.encode("utf-8", "replace"), usedforsecurity=False).digest()[:8], "big")


def number_table(table: str, column: str) -> str:
    """Return the table of schema `derived` that holds the numbers of the column."""
    return f"{table}_by_{column}"


def number_rows(table: str, rows: Sequence[Mapping[str, Any]]) -> dict[str, pa.Table]:
    """Return, by table of schema `derived`, the numbers of rows that are appended to a table of the ledger."""
    return {
        number_table(table, column): pa.table(
            {"number": pa.array([number_of(row[column]) for row in rows if row[column] is not None], pa.uint64())}
        )
        for column in NUMBERED.get(table, ())
    }


def possibly_stored(tx: ReadTransaction, table: str, column: str, ids: Iterable[str]) -> list[str]:
    """Return those of the ids that may be in the column; all others are not. Raises KeyError for other columns."""
    if column not in NUMBERED[table]:
        raise KeyError(f"{table}.{column} has no numbers")
    by_number: dict[int, list[str]] = {}
    for identity in ids:
        by_number.setdefault(number_of(identity), []).append(identity)
    absent = tx.absent_numbers(number_table(table, column)) if by_number else set()
    asked = [number for number in by_number if number not in absent]
    if not asked:
        return []
    rows = tx.rows(
        f"SELECT DISTINCT number FROM derived.{number_table(table, column)} "
        "WHERE number IN (SELECT unnest($numbers::UBIGINT[]))",
        {"numbers": asked},
    )
    found = [row["number"] for row in rows]
    absent.update(set(asked).difference(found))
    return [identity for number in found for identity in by_number[number]]


def stored_ids(tx: ReadTransaction, table: str, column: str, ids: Iterable[str]) -> set[str]:
    """Return those of the ids that are in the column. Raises KeyError for a column without numbers."""
    possible = possibly_stored(tx, table, column, ids)
    if not possible:
        return set()
    found = tx.rows(
        f"SELECT DISTINCT {column} FROM ledger.{table} WHERE {column} IN (SELECT unnest($ids))", {"ids": possible}
    )
    return {row[column] for row in found}
