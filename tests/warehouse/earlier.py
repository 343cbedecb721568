"""Warehouses as earlier versions left them, with data in them: made from the schema's own files, filled by hand.

Frozen: what is written here for a version must stay as that version wrote it.
"""

from __future__ import annotations

from pathlib import Path

import duckdb

from tests.warehouse.samples import NOW
from warehouse.migrating import load_migrations

VERSIONS = (1, 2, 3, 4, 5, 6, 7, 8)
"""Schema versions before the present one."""

_FIRST = """
INSERT INTO ledger.transactions VALUES ($now, 'run-1', 9);
INSERT INTO ledger.runs VALUES ('run-1', $now, '1', '0.1.0', 'run', $now);
INSERT INTO ledger.article_versions (version_id, article_id, title, url, outlet_id, language, published_at, fetched_at,
    text_length, on_storyline, match_score, match_evidence, recorded_at, run_id) VALUES
    ('ver-1', 'art-1', 'Ministers meet', 'https://example.org/1', 'gazette', 'en', $now, $now, 22, true, 3, [],
     $now, 'run-1'),
    ('ver-2', 'art-1', 'Ministers met', 'https://example.org/1', 'gazette', 'en', $now, $now, 22, true, 3, [],
     $now, 'run-1'),
    ('ver-3', 'art-3', 'Cooking', 'https://example.org/3', 'gazette', 'en', $now, $now, 10, false, 0, [],
     $now, 'run-1');
INSERT INTO ledger.article_texts VALUES
    ('ver-1', 'They shook hands.', $now, 'run-1'), ('ver-2', 'They shook hands 李尚福.', $now, 'run-1');
INSERT INTO ledger.article_turns VALUES ('art-1', 1, 'ver-2', 'ver-1', $now, $now, 'run-1');
INSERT INTO ledger.readings (reading_id, version_id, reader_version, on_storyline, event_count, recorded_at,
    run_id) VALUES
    ('read-1', 'ver-1', '1', true, 1, $now, 'run-1'), ('read-2', 'ver-2', '1', true, 1, $now, 'run-1');
INSERT INTO ledger.mentions (reading_id, mention_id, version_id, reader_version, entity_id, article_id,
    recorded_at) VALUES
    ('read-1', 'm1', 'ver-1', '1', 'austin', 'art-1', $now), ('read-1', 'm2', 'ver-1', '1', 'dong', 'art-1', $now),
    ('read-2', 'm3', 'ver-2', '1', 'austin', 'art-1', $now), ('read-2', 'm4', 'ver-2', '1', 'li', 'art-1', $now);
INSERT INTO ledger.events (reading_id, event_id, version_id, reader_version, mode, status, watches, event_date,
    article_id, recorded_at) VALUES
    ('read-1', 'e1', 'ver-1', '1', 'meeting', 'scheduled', ['w'], DATE '2023-06-02', 'art-1', $now),
    ('read-2', 'e2', 'ver-2', '1', 'meeting', 'occurred', ['w'], DATE '2023-06-02', 'art-1', $now);
INSERT INTO ledger.development_changes (change_id, development_id, step, kind, changed_at, watch, status, origin_ids,
    participants, since_at, recorded_at) VALUES
    ('c1', 'dev-1', 1, 'opened', $now, 'w', 'occurred', ['ap'], [], $now, $now);
INSERT INTO ledger.development_evidence VALUES ('dev-1', 'ev-1', 1, true, $now, 'run-1');
INSERT INTO ledger.evidence (evidence_id, reader_version, watch, event_id, version_id, article_id, outlet_id, status,
    origin_id, counts, published_at, fetched_at, revision, retired, recorded_at) VALUES
    ('ev-1', '1', 'w', 'e2', 'ver-2', 'art-1', 'gazette', 'occurred', 'ap', true, $now, $now, 1, false, $now);
INSERT INTO ledger.alerts (alert_id, kind, watch, development_id, raised_at, title, data, recorded_at) VALUES
    ('alert-1', 'alert', 'w', 'dev-1', $now, 'They have met', '{"n": 1}', $now);
INSERT INTO ledger.alert_channels VALUES ('alert-1', 'mail', $now, 'run-1'), ('alert-1', 'chat', $now, 'run-1');
INSERT INTO ledger.delivery_attempts (alert_id, channel, attempt, outcome, tried_at, recorded_at) VALUES
    ('alert-1', 'mail', 1, 'delivered', $now, $now);
INSERT INTO ledger.feeds (feed_id, outlet_id, url, enabled, revision, retired, recorded_at) VALUES
    ('gazette-world', 'gazette', 'https://example.org/feed', true, 1, false, $now);
INSERT INTO ledger.polls (poll_id, feed_id, outlet_id, outcome, checked_at, failures, recorded_at) VALUES
    ('poll-1', 'gazette-world', 'gazette', 'ok', $now, 0, $now);
INSERT INTO ledger.entries (entry_id, feed_id, outlet_id, url, title, published_at, decision, recorded_at) VALUES
    ('entry-1', 'gazette-world', 'gazette', 'https://example.org/1', 'Ministers meet', $now, 'fetch', $now);
INSERT INTO ledger.entry_outcomes (entry_id, attempt, tried_at, version_id, recorded_at) VALUES
    ('entry-1', 1, $now, 'ver-1', $now);
INSERT INTO ledger.entities (entity_id, kind, name, revision, retired, recorded_at) VALUES
    ('austin', 'person', 'Lloyd Austin', 1, false, $now);
INSERT INTO ledger.offices (office_id, name, revision, retired, recorded_at) VALUES
    ('secretary', 'Secretary of Defense', 1, false, $now);
INSERT INTO ledger.aliases (alias_id, entity_id, language, alias, form, asserted_by, revision, retired, recorded_at)
    VALUES ('alias-1', 'austin', 'en', 'Austin', 'short_name', 'seeds', 1, false, $now);
INSERT INTO ledger.roles (role_id, office_id, entity_id, start_date, asserted_by, revision, retired, recorded_at)
    VALUES ('role-1', 'secretary', 'austin', DATE '2021-01-22', 'seeds', 1, false, $now);
"""

_THIRD = """
INSERT INTO derived.word_articles VALUES (0, 'ver-1'), (1, 'ver-2');
INSERT INTO derived.new_words VALUES ('ministers', 0), ('meet', 0), ('they', 0), ('shook', 0), ('hands', 0),
    ('ministers', 1), ('met', 1), ('they', 1), ('shook', 1), ('hands', 1), ('李尚', 1), ('尚福', 1);
INSERT INTO derived.new_encounters VALUES (DATE '2023-06-01', 'austin', 'dong', 1),
    (DATE '2023-06-01', 'austin', 'dong', -1), (DATE '2023-06-01', 'austin', 'li', 1);
"""
"""What the third version derives when it writes."""

_FIFTH = """
INSERT INTO derived.entries_by_entry_id SELECT ('0x' || md5('entry-1')[:16])::UBIGINT;
INSERT INTO derived.entry_outcomes_by_entry_id SELECT ('0x' || md5('entry-1')[:16])::UBIGINT;
INSERT INTO derived.article_versions_by_version_id
    SELECT ('0x' || md5(id)[:16])::UBIGINT FROM (VALUES ('ver-1'), ('ver-2'), ('ver-3')) ids(id);
INSERT INTO derived.article_versions_by_article_id
    SELECT ('0x' || md5(id)[:16])::UBIGINT FROM (VALUES ('art-1'), ('art-1'), ('art-3')) ids(id);
INSERT INTO derived.article_texts_by_version_id
    SELECT ('0x' || md5(id)[:16])::UBIGINT FROM (VALUES ('ver-1'), ('ver-2')) ids(id);
INSERT INTO derived.readings_by_version_id
    SELECT ('0x' || md5(id)[:16])::UBIGINT FROM (VALUES ('ver-1'), ('ver-2')) ids(id);
INSERT INTO derived.evidence_by_evidence_id SELECT ('0x' || md5('ev-1')[:16])::UBIGINT;
INSERT INTO derived.feed_sums (feed_id, poll_count, ok_count, last_ok_at, last_poll_recorded_at) VALUES
    ('gazette-world', 1, 1, $now, $now);
INSERT INTO derived.feed_sums (feed_id, entry_count, read_count, newest_entry_at) VALUES ('gazette-world', 1, 1, $now);
"""
"""What the fifth version derives when it writes."""

_SEVENTH = """
INSERT INTO derived.encounters VALUES
    (DATE '2023-06-01', 'austin', 'dong', 2), (DATE '2023-06-01', 'austin', 'dong', -2),
    (DATE '2023-05-01', 'dong', 'li', 1), (DATE '2023-05-01', 'dong', 'li', -1);
INSERT INTO derived.status_sums VALUES ('w', DATE '2023-05-29', 'scheduled', 1),
    ('w', DATE '2023-05-29', 'scheduled', -1), ('w', DATE '2023-05-29', 'occurred', 1);
"""
"""What the seventh version derives when it writes: pairs summed up more than once."""

_EIGHTH = """
INSERT INTO derived.encounters VALUES (DATE '2023-06-01', 'austin', 'dong', 1);
INSERT INTO derived.new_encounters VALUES (DATE '2023-06-01', 'austin', 'dong', -1);
INSERT INTO derived.status_sums VALUES ('w', DATE '2023-05-29', 'occurred', 1);
INSERT INTO derived.origins VALUES ('dev-1', 'w', 'ap', NULL, true, true, ['gazette'], 1, 1, $now);
INSERT INTO derived.summed VALUES ('origins', $now);
"""
"""What the eighth version derives when it writes and publishes."""

_BOOTSTRAP = """
CREATE SCHEMA ledger;
CREATE TABLE ledger.schema_migrations (version INTEGER, name VARCHAR, checksum VARCHAR, applied_at TIMESTAMPTZ,
    program_version VARCHAR, PRIMARY KEY (version));
CREATE TABLE ledger.view_definitions (checksum VARCHAR, defined_at TIMESTAMPTZ, program_version VARCHAR);
INSERT INTO ledger.view_definitions VALUES ('of an earlier program', $now, '0.1.0');
"""


def make_earlier(path: Path, version: int) -> None:
    """Make a warehouse of an earlier schema version with data in it; views are made anew by every migration."""
    with duckdb.connect(str(path)) as connection:
        _execute(connection, _BOOTSTRAP)
        for migration in load_migrations()[:version]:
            connection.execute(migration.sql)
            connection.execute(
                "INSERT INTO ledger.schema_migrations VALUES (?, ?, ?, ?, '0.1.0')",
                [migration.version, migration.name, migration.checksum, NOW],
            )
        _execute(connection, _FIRST)
        if version >= 3:
            _execute(connection, _THIRD)
        if version >= 5:
            _execute(connection, _FIFTH)
        if version == 7:
            _execute(connection, _SEVENTH)
        if version >= 8:
            _execute(connection, _EIGHTH)


def _execute(connection: duckdb.DuckDBPyConnection, script: str) -> None:
    for statement in connection.extract_statements(script):
        connection.execute(statement, {"now": NOW} if "$now" in statement.query else None)
