"""The catalogue of a fresh warehouse in, `docs/warehouse.md` out: every view, column and macro with its comment."""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from typing import Any

from warehouse.store import ReadTransaction, Warehouse

DOCUMENT = Path(__file__).parent.parent / "docs" / "warehouse.md"

_INTRODUCTION = """\
# The warehouse

*Made from the warehouse's own catalogue by `python -m warehouse.document`; a test compares the two.*

Ask with `storywatch sql "…"`, or open the published snapshot in the data directory read-only with any DuckDB client
since 1.4: it is replaced by atomic rename after each run, so a client may keep it open for as long as it likes.
The plain names below are views; the append-only tables under them are in schema `ledger`, what makes searching them
fast and can be made anew from them is in schema `derived`; both may change.

- Nothing is updated or deleted. The views show what is current; the macros that end in `_as_of` what was.
- Four times never mix: `event_date` (it happened), `published_at` (the outlet says), `fetched_at` (we saw it),
  `recorded_at` (the warehouse wrote it). All instants are aware; set `TimeZone` to `UTC` to see them so.
- A column name means the same in every view. Ids are content-derived, and joins go by equal names.
- The macros look for their tables in the current database: after `ATTACH`, say `USE` first.
"""


def describe_warehouse(look: ReadTransaction) -> str:
    """Return the document, in Markdown."""
    return "\n".join([_INTRODUCTION, *_views(look), *_macros(look)])


def _views(look: ReadTransaction) -> Iterator[str]:
    views = look.rows("SELECT view_name, comment FROM duckdb_views() WHERE schema_name = 'main' AND NOT internal")
    comments = {row["view_name"]: row["comment"] for row in views}
    columns = look.rows(
        "SELECT table_name, column_name, data_type, comment FROM duckdb_columns() "
        "WHERE schema_name = 'main' AND NOT internal ORDER BY table_name, column_index"
    )
    yield "## Views\n"
    for view, group in groupby(columns, key=lambda row: row["table_name"]):
        yield f"### {view}\n\n{comments[view]}\n\n| column | type | meaning |\n|---|---|---|"
        yield from (_line(row) for row in group)
        yield ""


def _line(row: dict[str, Any]) -> str:
    kind = row["data_type"].replace("TIMESTAMP WITH TIME ZONE", "TIMESTAMPTZ")
    return f"| `{row['column_name']}` | {kind} | {row['comment']} |"


def _macros(look: ReadTransaction) -> Iterator[str]:
    yield "## Macros\n\n| macro | meaning |\n|---|---|"
    for row in look.rows(
        "SELECT function_name, parameters, comment FROM duckdb_functions() WHERE schema_name = 'main' "
        "AND NOT internal AND function_type = 'table_macro' ORDER BY function_name"
    ):
        yield f"| `{row['function_name']}({', '.join(row['parameters'])})` | {row['comment']} |"
    yield ""


def document_fresh() -> str:
    """Return the document of a warehouse made by this program."""
    with tempfile.TemporaryDirectory() as folder:
        warehouse = Warehouse(Path(folder) / "warehouse.duckdb", clock=lambda: datetime.now(UTC))
        warehouse.migrate()
        with warehouse.reading() as look:
            return describe_warehouse(look)


def main() -> None:
    """Write the document."""
    parser = argparse.ArgumentParser(prog="python -m warehouse.document", description=__doc__)
    parser.add_argument("--out", type=Path, default=DOCUMENT, help="the file to write")
    out: Path = parser.parse_args().out
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(document_fresh(), encoding="utf-8")


if __name__ == "__main__":
    main()
