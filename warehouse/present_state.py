"""Evidence, developments and their origins as they stand now, so that nobody who asks has to go through all history."""

from __future__ import annotations

from contextlib import suppress

import duckdb

_SUM_EVIDENCE = (
    # What was moved and what it is now, first: both change with the table that they are told from.
    "CREATE OR REPLACE TEMP TABLE moved AS FROM ledger.moved_evidence()",
    "CREATE OR REPLACE TEMP TABLE reckoned AS FROM ledger.reckoned_evidence()",
    "DELETE FROM derived.evidence WHERE evidence_id IN (SELECT evidence_id FROM moved)",
    "INSERT INTO derived.evidence BY NAME FROM reckoned ORDER BY recorded_at, evidence_id",
)
_SUM_DEVELOPMENTS = (
    "CREATE OR REPLACE TEMP TABLE moved AS FROM ledger.moved_developments()",
    "CREATE OR REPLACE TEMP TABLE reckoned AS FROM ledger.reckoned_developments()",
    "DELETE FROM derived.developments WHERE development_id IN (SELECT development_id FROM moved)",
    "INSERT INTO derived.developments BY NAME FROM reckoned ORDER BY opened_at, development_id",
)
_SUM_ORIGINS = (
    "CREATE OR REPLACE TEMP TABLE moved AS FROM ledger.shaken_developments()",
    "CREATE OR REPLACE TEMP TABLE reckoned AS FROM main.origins SEMI JOIN moved USING (development_id)",
    "DELETE FROM derived.origins WHERE development_id IN (SELECT development_id FROM moved)",
    "INSERT INTO derived.origins BY NAME FROM reckoned ORDER BY watch, development_id, origin_id",
)
_MARK = (
    "DELETE FROM derived.summed WHERE table_name IN ('evidence', 'developments', 'origins')",
    "INSERT INTO derived.summed SELECT unnest(['evidence', 'developments', 'origins']), last FROM "
    "(SELECT max(recorded_at) AS last FROM ledger.transactions)",
)


def sum_present_state(connection: duckdb.DuckDBPyConnection) -> None:
    """Bring what is kept of the present state up to date with what was touched since the last time, all or nothing.

    Nothing may have been begun on the connection, and nobody else may write meanwhile.
    """
    connection.execute("BEGIN TRANSACTION")
    try:
        for statement in (*_SUM_EVIDENCE, *_SUM_DEVELOPMENTS, *_SUM_ORIGINS, *_MARK):
            connection.execute(statement)
        connection.execute("COMMIT")
    except BaseException:
        with suppress(duckdb.Error):  # a failed commit has rolled back already
            connection.execute("ROLLBACK")
        raise
