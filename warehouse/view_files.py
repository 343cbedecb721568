"""The views and macros that people query: SQL files in, the file's catalogue brought to what they say."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import duckdb

VIEWS_DIR = Path(__file__).parent / "views"
COLUMNS_FILE = VIEWS_DIR / "columns.txt"
"""What each column means, one a line, ``name: meaning``; ``view.name`` where a view needs other words. A name means
the same in every view, so it is explained once."""


def view_scripts() -> list[str]:
    """Return the SQL of each file in order of its number."""
    return [path.read_text(encoding="utf-8") for path in sorted(VIEWS_DIR.glob("*.sql"))]


def views_checksum() -> str:
    """Identify the present definitions; a warehouse that has others gets these."""
    return hashlib.sha256("\x1f".join([*view_scripts(), COLUMNS_FILE.read_text("utf-8")]).encode()).hexdigest()


def column_meanings() -> dict[str, str]:
    """Return the meaning of each column name, and of each ``view.column`` that has its own."""
    lines = COLUMNS_FILE.read_text("utf-8").splitlines()
    return dict(line.split(": ", 1) for line in lines if line.strip())


def define_views(connection: duckdb.DuckDBPyConnection, translate: Callable[[str], str] | None = None) -> None:
    """Drop all views and macros and make those of the SQL files, inside the caller's transaction.

    Another kind of catalogue gets the scripts translated, and no comments on columns: DuckLake has none for views.
    """
    views = connection.execute(
        "SELECT schema_name, view_name FROM duckdb_views() WHERE NOT internal AND database_name = current_database()"
    ).fetchall()
    macros = connection.execute(
        "SELECT DISTINCT schema_name, function_name, function_type FROM duckdb_functions() "
        "WHERE NOT internal AND database_name = current_database() AND function_type IN ('macro', 'table_macro')"
    ).fetchall()
    for schema, name in views:
        connection.execute(f'DROP VIEW {schema}."{name}"')
    for schema, name, kind in macros:
        connection.execute(f'DROP MACRO {"TABLE " if kind == "table_macro" else ""}{schema}."{name}"')
    for script in view_scripts():
        connection.execute(translate(script) if translate else script)
    if translate is None:
        _comment_columns(connection)


def _comment_columns(connection: duckdb.DuckDBPyConnection) -> None:
    meanings = column_meanings()
    columns = connection.execute(
        "SELECT table_name, column_name FROM duckdb_columns() "
        "WHERE NOT internal AND schema_name = 'main' AND database_name = current_database()"
    ).fetchall()
    for view, column in columns:
        meaning = meanings.get(f"{view}.{column}") or meanings.get(column)
        if meaning is not None:
            quoted = meaning.replace("'", "''")
            connection.execute(f'COMMENT ON COLUMN main."{view}"."{column}" IS \'{quoted}\'')
