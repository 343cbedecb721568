"""Rows that people or later knowledge change: each change is appended as a new revision, an unchanged row is not."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from warehouse.batches import Row
from warehouse.store import Transaction


def append_revisions(
    tx: Transaction,
    table: str,
    key: Sequence[str],
    rows: Iterable[Row],
    *,
    retire: Mapping[str, str] | None = None,
    among: tuple[str, Sequence[str]] | None = None,
) -> int:
    """Append those rows that are new, or differ from the newest revision with the same key; return how many.

    With `retire` = values by column, what the table holds with these values (none: all of it) and `rows` no longer name
    gets a last revision marked retired. Naming it again later revives it. With `among` = (column, values), only stored
    rows with these values are looked at: for tables that grow.
    """
    newest = _newest(tx, table, key, among)
    arriving: list[dict[str, Any]] = []
    named = set()
    for row in rows:
        identity = tuple(row[column] for column in key)
        named.add(identity)
        before = newest.get(identity)
        print_ = fingerprint(row)
        if before is None or before["retired"] or before["fingerprint"] != print_:
            revision = 1 if before is None else before["revision"] + 1
            after = {**row, "revision": revision, "retired": False, "fingerprint": print_}
            arriving.append(after)
            newest[identity] = after
    if retire is not None:
        for identity, before in newest.items():
            in_scope = all(before[column] == value for column, value in retire.items())
            if in_scope and identity not in named and not before["retired"]:
                kept = {name: part for name, part in before.items() if name not in ("recorded_at", "run_id")}
                arriving.append({**kept, "revision": before["revision"] + 1, "retired": True})
    return tx.append(table, arriving)


def fingerprint(row: Row) -> str:
    """Identify a row's contents."""
    return hashlib.sha256(
        json.dumps(row, sort_keys=True, default=str, ensure_ascii=False).encode("utf-8", "replace")
    ).hexdigest()[:16]


def _newest(
    tx: Transaction, table: str, key: Sequence[str], among: tuple[str, Sequence[str]] | None
) -> dict[tuple[Any, ...], dict[str, Any]]:
    if among is not None and not among[1]:
        return {}
    columns = ", ".join(key)
    where = f"WHERE {among[0]} IN (SELECT unnest($among))" if among else ""
    rows = tx.rows(
        f"SELECT * FROM ledger.{table} {where} "
        f"QUALIFY row_number() OVER (PARTITION BY {columns} ORDER BY revision DESC) = 1",
        {"among": list(among[1])} if among else None,
    )
    return {tuple(row[column] for column in key): row for row in rows}
