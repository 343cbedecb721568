"""`storywatch sql`: ask the published snapshot anything, read-only."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer

from flows.commands.options import JsonOption, settings_of, snapshot_of


def sql(
    context: typer.Context,
    query: Annotated[str, typer.Argument(help="One SELECT statement; docs/warehouse.md describes the views.")],
    json_: JsonOption = False,
) -> None:
    """Run one read-only SQL query on the warehouse."""
    from flows.printing import print_json, print_table
    from warehouse.limits import QueryLimits
    from warehouse.queries import run_sql

    settings = settings_of(context)
    limits = QueryLimits(seconds=settings.sql_seconds, memory=settings.sql_memory)
    answer = run_sql(snapshot_of(context), query, limits)
    columns = distinct_names(answer.columns)
    rows = [dict(zip(columns, row, strict=True)) for row in answer.rows]
    if json_:
        print_json(rows)
    else:
        print_table(rows, {column: column for column in columns}, empty="no rows")


def distinct_names(columns: Sequence[str]) -> list[str]:
    """Return column names that can be keys: SQL may give two columns one name, and the second becomes ``name_2``."""
    names: list[str] = []
    for column in columns:
        name, number = column, 1
        while name in names:
            number += 1
            name = f"{column}_{number}"
        names.append(name)
    return names
