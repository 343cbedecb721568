"""Rows for one table as an Arrow batch: mappings in, columns of exactly the table's types out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import pyarrow as pa

Row = Mapping[str, Any]


def arrow_batch(rows: Sequence[Row], schema: pa.Schema) -> pa.Table:
    """Return the rows as an Arrow table. Absent columns are null; unknown ones and naive times are refused."""
    names = set(schema.names)
    for row in rows:
        if unknown := row.keys() - names:
            raise KeyError(f"no such columns: {', '.join(sorted(unknown))}")
        for name, value in row.items():
            if isinstance(value, datetime) and value.tzinfo is None:
                raise ValueError(f"{name} is {value}, which has no time zone")
    try:
        return _table(rows, schema)
    except UnicodeEncodeError:
        return _table([{name: _storable(value) for name, value in row.items()} for row in rows], schema)


def _table(rows: Sequence[Row], schema: pa.Schema) -> pa.Table:
    columns = [pa.array([row.get(field.name) for row in rows], type=field.type) for field in schema]
    return pa.Table.from_arrays(columns, schema=schema)


def _storable(value: Any) -> Any:
    """Replace lone surrogates, which JSON feeds can carry and UTF-8 cannot."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, list | tuple):
        return [_storable(part) for part in value]
    return value
