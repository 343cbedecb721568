"""The schema in the words of DuckLake, which has no keys and no comments on macros."""

from __future__ import annotations

import re
from datetime import datetime

import duckdb

from warehouse.keys import Key
from warehouse.lakes import Lake
from warehouse.migrating import BOOTSTRAP, MigrationReport, load_migrations, migrate_connection

_TABLE = re.compile(r"CREATE TABLE (?:IF NOT EXISTS )?ledger\.(\w+) \((.*?)\n\);", re.S)
_PRIMARY_KEY = re.compile(r",\s*PRIMARY KEY \(([^)]*)\)")
_MACRO_COMMENT = re.compile(r"COMMENT ON MACRO .*?';\n", re.S)


def migrate_lake(connection: duckdb.DuckDBPyConnection, lake: Lake, now: datetime) -> MigrationReport:
    """Apply what is missing, all in one transaction; the caller has the turn. DuckLake keeps the state before."""
    return migrate_connection(connection, lake, load_migrations(), now, translate=lake_words)


def lake_words(sql: str) -> str:
    """Return a script without what DuckLake refuses."""
    return _MACRO_COMMENT.sub("", _PRIMARY_KEY.sub("", sql))


def primary_keys() -> dict[str, Key]:
    """Return by table of the ledger the key that the file's schema declares, for `append` to keep in its place."""
    keys = {}
    for script in (BOOTSTRAP, *(migration.sql for migration in load_migrations())):
        for table, columns in _TABLE.findall(script):
            found = _PRIMARY_KEY.search(columns)
            if found is not None:
                keys[table] = Key(columns=tuple(name.strip() for name in found.group(1).split(",")))
    return keys
