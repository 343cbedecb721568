"""Results for the terminal and for programs: rows in, a table or JSON on standard output."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from flows.words import FILLING, is_visible

PIPED_WIDTH = 200
"""Columns when the output is no terminal: wide enough that no cell of ours is folded at a sensible length."""

UNFOLDED = frozenset({"watch", "status", "stage", "alert_id", "feed", "reason", "kind", "severity", "mode"})
"""Columns that are never folded: a reader copies what stands in them."""

WIDE_ONLY = frozenset({"question", "detail"})
"""Columns that are left out of a narrow terminal."""

NARROW_WIDTH = 130
"""A terminal with fewer columns has no room for a sentence beside the rest of a row."""

Row = Mapping[str, Any]

_INSTANT = re.compile(r"^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}):\d{2}(\.\d+)?(Z|\+00:00)$")


def results() -> Console:
    """Return the console for results: standard output, plain and wide when it is no terminal."""
    return Console(width=None if sys.stdout.isatty() else PIPED_WIDTH, highlight=False, soft_wrap=False)


def progress_console() -> Console:
    """Return the console for progress and notes: standard error."""
    return Console(stderr=True, highlight=False)


def print_json(value: object) -> None:
    """Print one JSON value on one line of standard output, UTF-8, times in ISO 8601 to the second, UTC.

    Characters that could steer a terminal or hide are written as ``\\uXXXX``, so that nothing is lost.
    """
    text = json.dumps(value, ensure_ascii=False, default=_plain_value)
    if not text.isprintable() or FILLING.search(text):
        text = "".join(char if _is_shown(char) else json.dumps(char)[1:-1] for char in text)
    sys.stdout.write(text + "\n")


def print_lines(text: str) -> None:
    """Print text of several lines as it is, but for characters that could steer a terminal; nothing is folded."""
    for line in text.splitlines():
        sys.stdout.write(f"{plain_text(line)}\n")


def print_table(
    rows: Sequence[Row], columns: Mapping[str, str], *, title: str = "", empty: str = "nothing yet"
) -> None:
    """Print rows as a table; ``columns`` maps the key of a row to its heading."""
    console = results()
    narrow = console.width < NARROW_WIDTH
    if narrow:
        columns = {key: heading for key, heading in columns.items() if key not in WIDE_ONLY}
    if not rows:
        console.print(Text(f"{title}: {empty}" if title else empty))
        return
    table = Table(
        title=Text(title) if title else None,
        title_justify="left",
        box=box.SIMPLE_HEAD,
        pad_edge=False,
        padding=(0, 0 if narrow else 1, 0, 0),
    )
    for key, heading in columns.items():
        table.add_column(Text(heading), overflow="fold", no_wrap=key in UNFOLDED)
    for row in rows:
        table.add_row(*(Text(cell(row.get(key))) for key in columns))
    console.print(table)


def cell(value: object) -> str:
    """Return a value as people read it, without characters that could steer a terminal.

    Midnight is shown as the day alone: it mostly stands where only the day is known.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M").removesuffix(" 00:00")
    if isinstance(value, float):
        return f"{value:.2f}"
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, list | tuple):
        return ", ".join(cell(part) for part in value)
    text = str(value)
    instant = _INSTANT.match(text)
    return f"{instant[1]} {instant[2]}".removesuffix(" 00:00") if instant else plain_text(text)


def plain_text(text: str) -> str:
    """Return text with control, bidirectional and zero-width characters taken out; a newline becomes a space.

    What outlets write ends on terminals: escape sequences must not.
    """
    kept = (" " if char in "\n\r\t\x85\u2028\u2029" else char for char in text)
    return "".join(char for char in kept if is_visible(char))


def _is_shown(char: str) -> bool:
    return is_visible(char) and char not in "\u2028\u2029"


def row_of(record: object) -> dict[str, Any]:
    """Return a record (a dataclass with slots) as a row."""
    if not is_dataclass(record):
        raise TypeError(f"not a record: {type(record).__name__}")
    return {field.name: getattr(record, field.name) for field in fields(record)}


def rows_of(records: Iterable[object]) -> list[dict[str, Any]]:
    """Return records as rows."""
    return [row_of(record) for record in records]


def _plain_value(value: object) -> object:
    if isinstance(value, datetime) and value.tzinfo is not None:
        return value.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, set | frozenset):
        return sorted(value)
    if is_dataclass(value) and not isinstance(value, type):
        return row_of(value)
    return str(value)
