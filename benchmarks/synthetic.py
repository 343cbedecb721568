"""A number of articles in, a warehouse with as much of everything as that many articles bring out.

Written set by set in SQL into the real tables, so that a million take minutes. All is derived from the article's
number: the same number of articles gives the same warehouse, and a larger one begins as the smaller does.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb

from seeds.loading import load_outlets, load_storyline
from warehouse.migrating import load_migrations
from warehouse.seeds import append_seeds
from warehouse.store import Warehouse

STORYLINE = "us-china-defense"
START = datetime(2023, 6, 1, tzinfo=UTC)
SECONDS_PER_ARTICLE = 90
"""About a thousand articles a day, as 65 feeds bring."""

LARGEST_POOL = 20_000
"""Different words, and different sentences made of them, that the texts are put together from."""

GROWTH_VERSION = 5
"""The migration that derives numbers and sums from what a warehouse holds already."""

FILL_MEMORY = "8GB"

_PREPARE = """
CREATE TEMP TABLE settings AS SELECT $n::BIGINT AS n, $start::TIMESTAMPTZ AS start, $seconds::BIGINT AS seconds;
"""

_WORDS = """
CREATE TEMP TABLE entity_pool AS
    SELECT entity_id, row_number() OVER (ORDER BY md5(entity_id)) - 1 AS place FROM main.entities;
CREATE TEMP TABLE watch_pool AS
    SELECT watch, row_number() OVER (ORDER BY watch) - 1 AS place FROM main.watches WHERE repeats;
CREATE TEMP TABLE feed_pool AS
    SELECT feed_id, outlet_id, row_number() OVER (ORDER BY feed_id) - 1 AS place FROM main.feeds;
CREATE TEMP TABLE vocabulary AS
    SELECT i AS place, translate(md5(i::VARCHAR)[: 3 + (i % 7)::INTEGER], '0123456789', 'aeiourstln') AS word,
           chr((19968 + i % 2500)::INTEGER) || chr((19968 + (i * 7) % 2500)::INTEGER) AS hanzi
    FROM range(POOL_SIZE) t(i);
CREATE TEMP TABLE sentences AS
    SELECT s AS place, string_agg(word, ' ' ORDER BY w) || '.' AS latin, string_agg(hanzi, '' ORDER BY w) || '。' AS han
    FROM (SELECT s, w, (POOL_SIZE * pow((hash(s * 31 + w) % 100000) / 100000.0, 3))::BIGINT % POOL_SIZE AS place
          FROM range(POOL_SIZE) t(s), range(25) u(w)) JOIN vocabulary USING (place)
    GROUP BY s;
CREATE TEMP TABLE numbered AS
    SELECT i, i % 3 = 0 AS is_on, start + to_seconds(i * seconds) AS ts,
           'ver-' || md5('v' || i)[:16] AS version_id, 'art-' || md5('a' || i)[:16] AS article_id,
           'read-' || md5('r' || i)[:16] AS reading_id, 'run-' || (i // 20) AS run_id,
           f.feed_id, f.outlet_id, CASE WHEN i % 10 = 0 THEN 'zh' ELSE 'en' END AS language
    FROM settings, range((SELECT n FROM settings)) t(i)
    JOIN feed_pool f ON f.place = i % (SELECT count(*) FROM feed_pool);
"""

_INTAKE = """
INSERT INTO ledger.runs SELECT 'run-' || (i // 20), ts, '1', '0', 'run', ts FROM numbered WHERE i % 20 = 0;
INSERT INTO ledger.run_ends (run_id, finished_at, outcome, detail, feeds, recorded_at)
    SELECT 'run-' || (i // 20), ts, 'ok', '', 65, ts FROM numbered WHERE i % 20 = 0;
INSERT INTO ledger.transactions SELECT ts, run_id, 200 FROM numbered WHERE i % 20 = 0 ORDER BY ts;
INSERT INTO ledger.polls BY NAME
    SELECT 'poll-' || md5(i || 'p' || k)[:16] AS poll_id, f.feed_id, f.outlet_id,
           CASE WHEN k = 0 THEN 'ok' WHEN i % 50 = 0 THEN 'failed' ELSE 'not_modified' END AS outcome,
           200 AS http_status, (k = 0)::INTEGER * 3 AS entry_count, 0 AS rejection_count, 40000 AS bytes_received,
           0.4 AS elapsed_seconds, ts AS checked_at, '"' || md5(i::VARCHAR) || '"' AS etag, 0 AS failures,
           md5(i::VARCHAR) AS content_hash, ts AS recorded_at, run_id
    FROM (
        SELECT * EXCLUDE (feed_id, outlet_id), (i * 3 + k) % pool_size AS place
        FROM numbered, range(3) t(k), (SELECT count(*) AS pool_size FROM feed_pool)
    ) JOIN feed_pool f USING (place)
    ORDER BY ts;
INSERT INTO ledger.entries BY NAME
    SELECT 'entry-' || md5(i || 'e' || k)[:16] AS entry_id, feed_id, outlet_id,
           'https://news.example/' || feed_id || '/' || (i * 3 + k) AS url,
           'https://news.example/' || feed_id || '/' || (i * 3 + k) AS link, (i * 3 + k)::VARCHAR AS guid,
           s.latin[:80] AS title, CASE WHEN k = 0 THEN s.latin ELSE '' END AS summary, '' AS full_text,
           ts - INTERVAL 1 HOUR AS published_at, CASE WHEN k = 0 THEN 'fetch' ELSE 'off_terms' END AS decision,
           1.0 AS score, [] AS evidence, ts AS recorded_at, run_id
    FROM (SELECT *, (i * 17 + k) % POOL_SIZE AS place FROM numbered, range(3) t(k)) JOIN sentences s USING (place)
    ORDER BY ts;
INSERT INTO ledger.entry_outcomes BY NAME
    SELECT 'entry-' || md5(i || 'e' || 0)[:16] AS entry_id, 1 AS attempt, ts AS tried_at, version_id,
           ts AS recorded_at, run_id FROM numbered ORDER BY ts;
INSERT INTO ledger.rejections BY NAME
    SELECT 'rej-' || md5('j' || i)[:16] AS rejection_id, 'page' AS stage, 'forbidden' AS reason, ts AS rejected_at,
           'https://news.example/' || i AS url, feed_id, outlet_id, '403 Forbidden' AS detail, ts AS recorded_at, run_id
    FROM numbered WHERE i % 10 = 1 ORDER BY ts;
INSERT INTO ledger.article_versions BY NAME
    SELECT version_id, article_id, 'https://news.example/' || feed_id || '/' || (i * 3) AS url, url AS requested_url,
           url AS final_url, outlet_id, feed_id, s.latin[:80] AS title, 'A. Writer' AS author, outlet_id AS site,
           language,
           ts - INTERVAL 1 HOUR AS published_at, 'second' AS published_precision, ts AS fetched_at,
           'page' AS text_origin, '' AS note, 3000 AS text_length, is_on AS on_storyline, 2.5 AS match_score,
           ['china', 'lloyd-austin'] AS match_evidence, ts AS recorded_at, run_id
    FROM (SELECT *, (i * 17) % POOL_SIZE AS place FROM numbered) JOIN sentences s USING (place) ORDER BY ts;
INSERT INTO ledger.article_texts BY NAME
    SELECT version_id, string_agg(CASE WHEN language = 'zh' THEN s.han ELSE s.latin END, ' ' ORDER BY k) AS text,
           ts AS recorded_at, any_value(run_id) AS run_id
    FROM (
        SELECT version_id, language, ts, run_id, k, (hash(i * 18 + k) % POOL_SIZE)::BIGINT AS place
        FROM numbered, range(18) t(k) WHERE is_on
    ) JOIN sentences s USING (place)
    GROUP BY version_id, ts ORDER BY ts;
INSERT INTO ledger.signatures BY NAME
    SELECT version_id, article_id, outlet_id, 'en' AS language, ts AS first_seen_at,
           list_transform(range(128), lambda k: (hash(i * 128 + k) % 4294967296)::UINTEGER) AS signature,
           ts AS recorded_at, run_id
    FROM numbered WHERE is_on ORDER BY ts;
INSERT INTO ledger.near_duplicates BY NAME
    SELECT version_id, 'ver-' || md5('v' || (i - 30))[:16] AS original_version_id, 0.9 AS similarity,
           ts AS recorded_at, run_id FROM numbered WHERE i % 30 = 0 AND i > 30 ORDER BY ts;
"""

_READING = """
INSERT INTO ledger.readings BY NAME
    SELECT reading_id, version_id, '1' AS reader_version, true AS on_storyline, 2.5 AS match_score,
           ['china', 'lloyd-austin'] AS match_evidence, [] AS raises, 12 AS mention_count,
           1 + (i // 3) % 2 AS event_count,
           ts AS recorded_at, run_id FROM numbered WHERE is_on ORDER BY ts;
INSERT INTO ledger.mentions BY NAME
    SELECT reading_id, 'men-' || md5(i || 'm' || k)[:16] AS mention_id, version_id, '1' AS reader_version, entity_id,
           'name' AS form, entity_id AS text, 'text' AS field, k * 100 AS start_offset, k * 100 + 8 AS end_offset,
           article_id, outlet_id, ts - INTERVAL 1 HOUR AS published_at, ts AS recorded_at, run_id
    FROM (
        SELECT *, (pool_size * pow((hash(i * 12 + k) % 10000) / 10000.0, 3))::BIGINT % pool_size AS place
        FROM numbered, range(12) t(k), (SELECT count(*) AS pool_size FROM entity_pool) WHERE is_on
    ) JOIN entity_pool e USING (place)
    ORDER BY ts;
INSERT INTO ledger.events BY NAME
    SELECT reading_id, 'event-' || md5(i || 'x' || k)[:16] AS event_id, version_id, '1' AS reader_version,
           'meeting' AS mode, 'CONSULT' AS event_type, '040' AS cameo,
           ['occurred', 'scheduled', 'proposed', 'declined', 'background'][(1 + hash(i + k) % 5)::BIGINT] AS status,
           'strong' AS strength, ['china', 'united-states'] AS actors, ['china', 'united-states'] AS recipients,
           [] AS offices, 'singapore' AS place, ts::DATE - 1 AS event_date, 'day' AS date_precision,
           [w.watch] AS watches,
           s.latin AS quote, 'text' AS field, 0 AS start_offset, len(s.latin) AS end_offset, ['trigger:met'] AS cues,
           article_id, outlet_id, 'https://news.example/' || feed_id || '/' || (i * 3) AS url, language,
           ts - INTERVAL 1 HOUR AS published_at, ts AS recorded_at, run_id
    FROM (
        SELECT *, (i * 17 + k) % POOL_SIZE AS sentence, (hash(i) % pool_size)::BIGINT AS question
        FROM numbered, range(2) t(k), (SELECT count(*) AS pool_size FROM watch_pool) WHERE is_on AND k <= (i // 3) % 2
    ) JOIN watch_pool w ON w.place = question JOIN sentences s ON s.place = sentence
    ORDER BY ts;
"""

_DECIDED = """
CREATE TEMP TABLE argued AS
    SELECT n.*, w.watch, 'ev-' || md5('q' || i)[:16] AS evidence_id,
           'dev-' || md5(w.watch || (i * seconds // 864000))[:16] AS development_id,
           ['occurred', 'scheduled', 'proposed', 'declined', 'background'][(1 + hash(i) % 5)::BIGINT] AS status,
           start + to_seconds((i * seconds // 864000) * 864000) AS opened,
           row_number() OVER (PARTITION BY w.watch, i * seconds // 864000 ORDER BY i) AS step
    FROM settings, (
        SELECT *, (hash(i) % pool_size)::BIGINT AS question
        FROM numbered, (SELECT count(*) AS pool_size FROM watch_pool) WHERE is_on AND i % 9 <> 0
    ) n JOIN watch_pool w ON w.place = question;
INSERT INTO ledger.evidence BY NAME
    SELECT evidence_id, '1' AS reader_version, watch, 'event-' || md5(i || 'x' || 0)[:16] AS event_id, version_id,
           article_id, outlet_id, 'https://news.example/' || feed_id || '/' || (i * 3) AS url, 'meeting' AS mode,
           status,
           'strong' AS strength, ['li-shangfu', 'lloyd-austin'] AS participants, opened::DATE AS event_date,
           'day' AS date_precision, 'singapore' AS place, s.latin AS quote, ts - INTERVAL 1 HOUR AS published_at,
           ts AS fetched_at, outlet_id AS origin_id, 'outlet' AS origin_reason, true AS counts, 1 AS revision,
           false AS retired, md5(i::VARCHAR)[:16] AS fingerprint, ts AS recorded_at, run_id
    FROM (SELECT *, (i * 17) % POOL_SIZE AS place FROM argued) JOIN sentences s USING (place) ORDER BY ts;
INSERT INTO ledger.development_changes BY NAME
    SELECT 'chg-' || md5('c' || i)[:16] AS change_id, development_id, step,
           CASE step WHEN 1 THEN 'opened' WHEN 2 THEN 'stage' ELSE 'evidence' END AS kind, ts AS changed_at, watch,
           'occurred' AS status, CASE WHEN step > 1 THEN 'occurred' END AS status_before,
           CASE WHEN step > 1 THEN 'corroborated' ELSE 'reported' END AS stage,
           CASE step WHEN 1 THEN NULL WHEN 2 THEN 'reported' ELSE 'corroborated' END AS stage_before,
           ['li-shangfu', 'lloyd-austin'] AS participants, opened::DATE AS event_date, 'day' AS date_precision,
           'singapore' AS place, opened AS since_at,
           ['ap', 'afp', 'reuters', 'xinhua', 'kyodo', 'yonhap'][: least(step, 6)] AS origin_ids,
           [evidence_id] AS caused_by, ts AS recorded_at, run_id
    FROM argued ORDER BY ts;
INSERT INTO ledger.development_evidence BY NAME
    SELECT development_id, evidence_id, step, true AS belongs, ts AS recorded_at, run_id FROM argued ORDER BY ts;
INSERT INTO ledger.alerts BY NAME
    SELECT 'alert-' || md5('l' || i)[:16] AS alert_id, 'alert' AS kind, watch, development_id,
           CASE step WHEN 1 THEN 'reported' ELSE 'corroborated' END AS stage, 'high' AS severity, 'occurred' AS status,
           ts AS raised_at, 'They have met' AS title, repeat('words ', 200) AS text,
           repeat('<p>words</p> ', 200) AS html,
           '{}' AS data, ts AS recorded_at, run_id FROM argued WHERE step <= 2 ORDER BY ts;
INSERT INTO ledger.alert_channels BY NAME
    SELECT alert_id, 'console' AS channel, recorded_at, run_id FROM ledger.alerts ORDER BY recorded_at;
INSERT INTO ledger.delivery_attempts BY NAME
    SELECT alert_id, 'console' AS channel, 1 AS attempt, 'delivered' AS outcome, raised_at AS tried_at, '' AS detail,
           recorded_at, run_id FROM ledger.alerts ORDER BY recorded_at;
"""

_REPLACED = """
INSERT INTO ledger.article_versions BY NAME
    SELECT v.* REPLACE ('ver-' || md5('second' || v.version_id)[:16] AS version_id)
    FROM ledger.article_versions v JOIN numbered n USING (version_id) WHERE is_on AND i % 150 = 0 ORDER BY ts;
INSERT INTO ledger.article_turns BY NAME
    SELECT article_id, 1 AS step, 'ver-' || md5('second' || version_id)[:16] AS version_id,
           version_id AS former_version_id, ts AS turned_at,
           ts AS recorded_at, run_id FROM numbered WHERE is_on AND i % 150 = 0 ORDER BY ts;
INSERT INTO ledger.readings BY NAME
    SELECT r.* REPLACE ('read-' || md5('second' || r.reading_id)[:16] AS reading_id, '2' AS reader_version)
    FROM ledger.readings r JOIN numbered n USING (version_id) WHERE i % 300 = 0 ORDER BY ts;
INSERT INTO ledger.reading_turns BY NAME
    SELECT version_id, 1 AS step, 'read-' || md5('second' || reading_id)[:16] AS reading_id,
           '2' AS reader_version, reading_id AS former_reading_id, '1' AS former_reader_version,
           ts AS recorded_at, run_id
    FROM numbered WHERE is_on AND i % 300 = 0 ORDER BY ts;
"""

_DERIVED = """
INSERT INTO derived.word_articles SELECT i // 3, version_id FROM numbered WHERE is_on ORDER BY i;
CREATE TEMP TABLE sentence_words AS
    SELECT DISTINCT place, unnest(string_split(rtrim(latin, '.'), ' ')) AS word FROM sentences;
INSERT INTO derived.word_lists
    SELECT word, list(article_no ORDER BY article_no) FROM (
        SELECT DISTINCT word, i // 3 AS article_no
        FROM (SELECT i, (hash(i * 18 + k) % POOL_SIZE)::BIGINT AS place FROM numbered, range(11) t(k) WHERE is_on)
        JOIN sentence_words USING (place)
    ) GROUP BY article_no // 3000, word ORDER BY article_no // 3000, word;
INSERT INTO derived.encounters
    WITH counted AS (
        SELECT DISTINCT version_id, entity_id, date_trunc('month', published_at)::DATE AS month FROM ledger.mentions
    )
    SELECT a.month, a.entity_id, b.entity_id, count(*)
    FROM counted a JOIN counted b ON a.version_id = b.version_id AND a.entity_id < b.entity_id
    GROUP BY ALL ORDER BY ALL;
INSERT INTO derived.status_sums
    SELECT watch, week, status, count(*)
    FROM (
        SELECT DISTINCT version_id, unnest(watches) AS watch, status, date_trunc('week', published_at)::DATE AS week
        FROM ledger.events
    )
    GROUP BY ALL ORDER BY ALL;
"""


def fill_warehouse(path: Path, article_count: int) -> Warehouse:
    """Make a warehouse with `article_count` synthetic articles, a third of them on the storyline, and return it."""
    warehouse = Warehouse(path, clock=lambda: START - timedelta(days=1))
    warehouse.migrate()
    with warehouse.transaction("seeds") as tx:
        append_seeds(tx, load_storyline(STORYLINE), load_outlets())
    connection = duckdb.connect(str(path), config={"storage_compatibility_version": "v1.4.0"})
    try:
        connection.execute(f"SET memory_limit = '{FILL_MEMORY}'")
        connection.execute("SET TimeZone = 'UTC'")
        connection.execute(_PREPARE, {"n": article_count, "start": START, "seconds": SECONDS_PER_ARTICLE})
        for script in (_WORDS, _INTAKE, _READING, _DECIDED, _DERIVED, _REPLACED):
            connection.execute(script.replace("POOL_SIZE", str(min(LARGEST_POOL, 2 * article_count))))
        for statement in connection.extract_statements(load_migrations()[GROWTH_VERSION - 1].sql):
            if statement.type == duckdb.StatementType.INSERT:
                connection.execute(statement)
    finally:
        connection.close()
    return Warehouse(path, clock=lambda: START + timedelta(seconds=SECONDS_PER_ARTICLE * article_count))
