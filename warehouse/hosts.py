"""Hosts: how often each was asked and what its robots.txt said, appended by run and read back for the next."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from extractors.records.hosts import HostVisits, RobotsFile, RobotsOutcome
from extractors.records.ids import content_id
from warehouse.store import ReadTransaction, Transaction

ROBOTS_KEPT = timedelta(days=31)
"""A file that can no longer be had is followed for thirty days, and no older one is asked for."""


def append_host_visits(tx: Transaction, visits: Sequence[HostVisits]) -> int:
    """Append what a run asked of hosts; the same run, host and day is the same row."""
    return tx.append(
        "host_visits",
        [
            {
                "host": visit.host,
                "visited_date": visit.day,
                "request_count": visit.requests,
                "not_before_at": visit.not_before,
            }
            for visit in visits
        ],
    )


def load_host_visits(tx: ReadTransaction, today: date) -> tuple[HostVisits, ...]:
    """Return the requests of a day by host, with the latest wish to be left alone of the last month."""
    rows = tx.rows(
        "SELECT host, coalesce(sum(request_count) FILTER (visited_date = $today), 0)::BIGINT AS requests, "
        "arg_max({'wish': not_before_at}, recorded_at).wish AS not_before FROM ledger.host_visits "
        "WHERE visited_date >= $since GROUP BY host ORDER BY host",
        {"today": today, "since": today - timedelta(days=31)},
    )
    return tuple(
        HostVisits(
            host=row["host"],
            day=today,
            requests=row["requests"],
            not_before=row["not_before"],
        )
        for row in rows
    )


def append_robots_files(tx: Transaction, files: Sequence[RobotsFile]) -> int:
    """Append robots files; each text is kept once, however often it was had."""
    hashes = {file.text: content_id("robots", file.text) for file in files if file.text}
    tx.append("robots_texts", [{"text_hash": hashed, "text": text} for text, hashed in hashes.items()])
    return tx.append(
        "robots_files",
        [
            {
                "origin": file.origin,
                "fetched_at": file.fetched_at,
                "outcome": file.outcome,
                "text_hash": hashes.get(file.text),
                "detail": file.detail,
                "expires_at": file.expires_at,
            }
            for file in files
        ],
    )


def load_robots_files(tx: ReadTransaction, now: datetime) -> tuple[RobotsFile, ...]:
    """Return the newest file of each origin, and before it the last that was found or absent, where that is another."""
    rows = tx.rows(
        "WITH recent AS (FROM ledger.robots_files WHERE fetched_at >= $since), "
        "newest AS (FROM recent QUALIFY row_number() OVER (PARTITION BY origin ORDER BY fetched_at DESC) = 1), "
        "had AS (FROM recent WHERE outcome <> 'unreachable' "
        "QUALIFY row_number() OVER (PARTITION BY origin ORDER BY fetched_at DESC) = 1) "
        "SELECT origin, fetched_at, outcome, coalesce(text, '') AS text, detail, expires_at "
        "FROM (FROM newest UNION FROM had) LEFT JOIN (SELECT text_hash, text FROM ledger.robots_texts) "
        "USING (text_hash) ORDER BY origin, fetched_at",
        {"since": now - ROBOTS_KEPT},
    )
    return tuple(RobotsFile(**{**row, "outcome": RobotsOutcome(row["outcome"])}) for row in rows)
