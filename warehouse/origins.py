"""The origins of developments, summed up so that nobody who asks has to go through all evidence."""

from __future__ import annotations

from contextlib import suppress

import duckdb

_SUM = (
    # The names of what is summed anew stand in a table of their own, for they change as the sums do.
    "CREATE OR REPLACE TEMP TABLE shaken AS SELECT development_id FROM ledger.shaken_developments()",
    "CREATE OR REPLACE TEMP TABLE reckoned AS FROM main.origins SEMI JOIN shaken USING (development_id)",
    "DELETE FROM derived.origins WHERE development_id IN (SELECT development_id FROM shaken)",
    "INSERT INTO derived.origins BY NAME FROM reckoned ORDER BY watch, development_id, origin_id",
    "DELETE FROM derived.summed WHERE table_name = 'origins'",
    "INSERT INTO derived.summed SELECT 'origins', max(recorded_at) FROM ledger.transactions",
)


def sum_origins(connection: duckdb.DuckDBPyConnection) -> None:
    """Sum up the origins of the developments that were touched since the last time, all or nothing.

    Nothing may have been begun on the connection, and nobody else may write meanwhile.
    """
    connection.execute("BEGIN TRANSACTION")
    try:
        for statement in _SUM:
            connection.execute(statement)
        connection.execute("COMMIT")
    except BaseException:
        with suppress(duckdb.Error):  # a failed commit has rolled back already
            connection.execute("ROLLBACK")
        raise
