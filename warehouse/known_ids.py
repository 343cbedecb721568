"""Ids in, those that may be stored out: a short number for each stored id, so that new ones cost no search of the ids.

A pass asks for the ids of all that it brings, and nearly all are new. Numbers are read five times as fast as the ids
themselves. Two ids can have one number; what may be stored is therefore looked up by whoever must know.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
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
    if not by_number:
        return []
    found = tx.rows(
        f"SELECT DISTINCT number FROM derived.{number_table(table, column)} "
        "WHERE number IN (SELECT unnest($numbers::UBIGINT[]))",
        {"numbers": list(by_number)},
    )
    return [identity for row in found for identity in by_number[row["number"]]]


def stored_ids(tx: ReadTransaction, table: str, column: str, ids: Iterable[str]) -> set[str]:
    """Return those of the ids that are in the column. Raises KeyError for a column without numbers."""
    possible = possibly_stored(tx, table, column, ids)
    if not possible:
        return set()
    found = tx.rows(
        f"SELECT DISTINCT {column} FROM ledger.{table} WHERE {column} IN (SELECT unnest($ids))", {"ids": possible}
    )
    return {row[column] for row in found}
