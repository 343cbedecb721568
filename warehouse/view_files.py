"""The views and macros that people query: SQL files in, the file's catalogue brought to what they say."""

from __future__ import annotations

import hashlib
from pathlib import Path

import duckdb

VIEWS_DIR = Path(__file__).parent / "views"


def view_scripts() -> list[str]:
    """Return the SQL of each file in order of its number."""
    return [path.read_text(encoding="utf-8") for path in sorted(VIEWS_DIR.glob("*.sql"))]


def views_checksum() -> str:
    """Identify the present definitions; a warehouse that has others gets these."""
    return hashlib.sha256("\x1f".join(view_scripts()).encode()).hexdigest()


def define_views(connection: duckdb.DuckDBPyConnection) -> None:
    """Drop all views and macros of the file and make those of the SQL files, inside the caller's transaction."""
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
        connection.execute(script)
