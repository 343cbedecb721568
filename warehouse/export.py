"""The published snapshot in, files that other programs read out: Parquet by month, CSV, JSON lines."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import duckdb

from warehouse.connecting import explain
from warehouse.errors import ExportError, NotWritableError, NoWarehouseError
from warehouse.lakes import Lake, Place, open_for_export
from warehouse.polecat import POLECAT_QUERY


class ExportFormat(StrEnum):
    """What can be written."""

    PARQUET = "parquet"  # a folder for each month, ``month=2023-06``
    CSV = "csv"  # one file, in which no text is taken for a spreadsheet's formula
    TSV = "tsv"  # the same with tabs, as POLECAT is distributed
    JSONL = "jsonl"  # one JSON object a line


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """What was written."""

    path: Path
    row_count: int


POLECAT = "polecat"
"""Not a view: the articles' events in the column layout of POLECAT, for the tools of that field's data sets."""

MONTH_OF = {
    "articles": "coalesce(published_at, fetched_at)",
    "article_versions": "coalesce(published_at, fetched_at)",
    "evidence": "coalesce(published_at, fetched_at)",
    "events": "coalesce(published_at, recorded_at)",
    "event_watches": "coalesce(published_at, recorded_at)",
    "mentions": "coalesce(published_at, recorded_at)",
    "timeline": "event_date",
    "who_with_whom": "month",
    "weekly_statuses": "week",
    "alerts": "raised_at",
    "development_history": "changed_at",
    "origins": "first_seen_at",
    POLECAT: '"Event Date"',
}
"""The time by which a view is cut into months; others by when their rows were recorded."""

_DELIMITERS = {ExportFormat.CSV: ",", ExportFormat.TSV: "\t"}

_FORMULA = "^[\\s]*[=+\\-@\\t\\r＝＋－＠]"
"""Beginnings that spreadsheets take for a formula, full-width ones too; a quote before them makes them text:
https://owasp.org/www-community/attacks/CSV_Injection"""

_FORMULA_WITHIN = "(;[\\s]*)([=+\\-@＝＋－＠])"
"""The same behind a semicolon, at which spreadsheets of half of Europe cut a line."""


def list_exports(snapshot: Place) -> tuple[str, ...]:
    """Return the names that can be exported: every view, and `polecat`."""
    with _open(snapshot) as connection:
        return (*_views(connection), POLECAT)


def export_view(snapshot: Place, name: str, form: ExportFormat, target: Path) -> Exported:
    """Write a view of the snapshot to `target`, whole or not at all: a file, or for Parquet a folder.

    What stood there before is replaced; of a folder only the months that are written anew. Raises ExportError for a
    name that does not exist, NotWritableError where the target cannot be written.
    """
    with _open(snapshot) as connection:
        known = _views(connection)
        if name not in (*known, POLECAT):
            raise ExportError(f"There is no view {name}. Choose one of: {', '.join((*known, POLECAT))}.")
        query = POLECAT_QUERY if name == POLECAT else f'SELECT * FROM main."{name}"'
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            if form is ExportFormat.PARQUET:
                return _by_month(connection, name, query, target)
            partial = target.with_name(f"{target.name}.part")
            if form in _DELIMITERS:
                query = _without_formulas(connection, query)
                options = f"FORMAT csv, HEADER, DELIMITER '{_DELIMITERS[form]}'"
            else:
                options = "FORMAT json"
            count = _copy(connection, query, partial, options)
            partial.replace(target)
        except OSError as error:
            raise NotWritableError(target, error.strerror or str(error)) from error
        except duckdb.IOException as error:
            raise explain(error, target) or NotWritableError(target, str(error).splitlines()[0]) from error
    return Exported(path=target, row_count=count)


def _open(snapshot: Place) -> duckdb.DuckDBPyConnection:
    """Open an empty database with the snapshot attached: the snapshot's own connection may reach no other file."""
    if isinstance(snapshot, Lake):
        return open_for_export(snapshot)
    if not snapshot.exists():
        raise NoWarehouseError(snapshot)
    connection = duckdb.connect(config={"autoinstall_known_extensions": "false"})
    try:
        connection.execute(f"ATTACH '{_quoted(str(snapshot))}' AS snapshot (READ_ONLY)")
        connection.execute("USE snapshot")
        connection.execute("SET TimeZone = 'UTC'")
    except duckdb.Error as error:
        connection.close()
        raise explain(error, snapshot) or error from error
    return connection


def _views(connection: duckdb.DuckDBPyConnection) -> tuple[str, ...]:
    rows = connection.execute(
        "SELECT view_name FROM duckdb_views() WHERE database_name = current_database() AND schema_name = 'main' "
        "AND NOT internal ORDER BY view_name"
    ).fetchall()
    return tuple(name for (name,) in rows)


def _by_month(connection: duckdb.DuckDBPyConnection, name: str, query: str, target: Path) -> Exported:
    columns = [column for column, _ in _columns(connection, query)]
    instant = MONTH_OF.get(name) or ("recorded_at" if "recorded_at" in columns else None)
    if instant is None:
        raise ExportError(f"{name} has no time to cut it into months by: export it as csv or jsonl.")
    months = connection.execute(
        f"SELECT DISTINCT strftime(({instant})::TIMESTAMP, '%Y-%m') AS month FROM ({query}) ORDER BY month NULLS FIRST"
    ).fetchall()
    count = 0
    for (month,) in months:
        folder = target / f"month={month or 'unknown'}"
        folder.mkdir(parents=True, exist_ok=True)
        partial = folder / f"{name}.parquet.part"
        chosen = f"SELECT * FROM ({query}) WHERE strftime(({instant})::TIMESTAMP, '%Y-%m') IS NOT DISTINCT FROM " + (
            f"'{month}'" if month else "NULL"
        )
        count += _copy(connection, chosen, partial, "FORMAT parquet, COMPRESSION zstd")
        partial.replace(folder / f"{name}.parquet")
    return Exported(path=target, row_count=count)


def _without_formulas(connection: duckdb.DuckDBPyConnection, query: str) -> str:
    """Return the query with a quote before every text that a spreadsheet would take for a formula; lists as JSON."""
    chosen = []
    for column, kind in _columns(connection, query):
        name = f'"{column}"'
        if kind.endswith("[]"):
            chosen.append(f"to_json({name})::VARCHAR AS {name}")
        elif kind in ("VARCHAR", "JSON"):
            text = f"{name}::VARCHAR"
            chosen.append(
                f"CASE WHEN regexp_matches({text}, '{_FORMULA}') THEN '''' ELSE '' END "
                f"|| regexp_replace({text}, '{_FORMULA_WITHIN}', '\\1''\\2', 'g') AS {name}"
            )
        else:
            chosen.append(name)
    return f"SELECT {', '.join(chosen)} FROM ({query})"


def _columns(connection: duckdb.DuckDBPyConnection, query: str) -> list[tuple[str, str]]:
    rows = connection.execute(f"DESCRIBE {query}").fetchall()
    return [(str(row[0]), str(row[1])) for row in rows]


def _copy(connection: duckdb.DuckDBPyConnection, query: str, target: Path, options: str) -> int:
    answer = connection.execute(f"COPY ({query}) TO '{_quoted(str(target))}' ({options})").fetchall()
    return int(answer[0][0])


def _quoted(text: str) -> str:
    return text.replace("'", "''")
