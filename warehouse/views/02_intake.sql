-- What the web gave us: runs, polls, entries, rejections, articles.

CREATE VIEW main.runs AS
    SELECT r.run_id, r.command, r.started_at, e.finished_at, coalesce(e.outcome, 'unfinished') AS outcome, e.detail,
           r.reader_version, r.program_version,
           e.* EXCLUDE (run_id, finished_at, outcome, detail, recorded_at),
           r.recorded_at
    FROM ledger.runs r
    LEFT JOIN ledger.run_ends e USING (run_id);
COMMENT ON VIEW main.runs IS 'The passes over the feeds and what each did. A run without an end was killed, or is still going.';

CREATE MACRO derived.summed_feeds() AS TABLE
    SELECT feed_id, sum(poll_count)::BIGINT AS poll_count, sum(ok_count)::BIGINT AS ok_count,
           max(last_ok_at) AS last_ok_at, max(last_poll_recorded_at) AS last_poll_recorded_at,
           sum(entry_count)::BIGINT AS entry_count, sum(read_count)::BIGINT AS read_count,
           max(newest_entry_at) AS newest_entry_at
    FROM derived.feed_sums
    GROUP BY feed_id;

CREATE VIEW main.feed_health AS
    -- Only what was recorded last is looked at, not all of history.
    WITH last_polls AS (
        SELECT p.*
        FROM ledger.polls p
        JOIN derived.summed_feeds() s ON s.feed_id = p.feed_id AND s.last_poll_recorded_at = p.recorded_at
        WHERE p.outcome <> 'not_due'
          AND p.recorded_at >= (SELECT min(last_poll_recorded_at) FROM derived.summed_feeds())
        QUALIFY row_number() OVER (PARTITION BY p.feed_id ORDER BY p.checked_at DESC) = 1
    ),
    conditions AS (
        FROM ledger.feed_conditions QUALIFY row_number() OVER (PARTITION BY feed_id ORDER BY step DESC) = 1
    )
    SELECT f.feed_id, f.outlet_id, f.url, f.enabled,
           coalesce(c.condition, CASE p.outcome WHEN 'failed' THEN 'dead' ELSE 'unpolled' END) AS condition,
           coalesce(c.detail, p.detail, '') AS condition_detail, coalesce(c.since_at, p.checked_at) AS condition_since,
           c.told IS NOT NULL AS condition_told, p.checked_at, p.outcome, p.http_status, p.reason, p.detail,
           p.failures, p.not_before_at, p.due_at, s.last_ok_at, coalesce(s.poll_count, 0) AS poll_count,
           coalesce(s.ok_count, 0) AS ok_count, coalesce(s.entry_count, 0) AS entry_count,
           coalesce(s.read_count, 0) AS read_count, s.newest_entry_at, f.entries_per_day, p.elapsed_seconds,
           coalesce(p.recorded_at, f.recorded_at) AS recorded_at, coalesce(p.run_id, f.run_id) AS run_id
    FROM main.feeds f
    LEFT JOIN last_polls p USING (feed_id)
    LEFT JOIN derived.summed_feeds() s USING (feed_id)
    LEFT JOIN conditions c USING (feed_id)
    WHERE NOT f.retired;
COMMENT ON VIEW main.feed_health IS 'Each followed feed and official list: its condition and why, its last poll, its record, and what came out of it.';

CREATE VIEW main.entries AS
    SELECT e.entry_id, e.feed_id, e.outlet_id, e.title, e.url, e.published_at, e.decision, e.score, e.evidence,
           coalesce(o.attempt_count, 0) AS attempt_count, nullif(o.reason, '') AS reason, o.version_id,
           nullif(o.not_before_at, TIMESTAMPTZ 'infinity') AS not_before_at, e.recorded_at, e.run_id
    FROM ledger.entries e
    LEFT JOIN (
        SELECT entry_id, max(attempt) AS attempt_count, max_by(coalesce(reason, ''), attempt) AS reason,
               max(version_id) AS version_id, max_by(coalesce(not_before_at, 'infinity'), attempt) AS not_before_at
        FROM (SELECT entry_id, attempt, reason, version_id, not_before_at FROM ledger.entry_outcomes)
        GROUP BY entry_id
    ) o USING (entry_id);
COMMENT ON VIEW main.entries IS 'Every entry that a feed brought, what was decided about it and why, also where its page was not fetched.';

CREATE VIEW main.rejections AS
    SELECT rejection_id, stage, reason, rejected_at, url, feed_id, outlet_id, detail, recorded_at, run_id
    FROM ledger.rejections;
COMMENT ON VIEW main.rejections IS 'What a stage could not use: for every stage, in = out + rejected.';

-- Text and reading are subqueries, not joins: a query that does not ask for them then does not pay for them. Versions,
-- texts and readings are named by the caller, so that who has found a few articles need not go through all others.
-- DuckDB 1.5 takes no ANTI JOIN in these subqueries.
CREATE MACRO ledger.read_versions(among, texts, readings) AS TABLE
    SELECT v.version_id, v.article_id, v.url, v.requested_url, v.final_url, v.outlet_id, v.feed_id, v.title,
           (SELECT t.text FROM query_table(texts) t WHERE t.version_id = v.version_id) AS text,
           v.author, v.site, v.language, v.published_at, v.published_precision, v.fetched_at, v.text_origin, v.note,
           v.text_length, coalesce(v.again.on_storyline, v.on_storyline) AS on_storyline,
           coalesce(v.again.match_score, v.match_score) AS score,
           coalesce(v.again.match_evidence, v.match_evidence) AS match_evidence,
           coalesce(v.reading.raises, []) AS raises, coalesce(v.reading.mention_count, 0) AS mention_count,
           coalesce(v.reading.event_count, 0) AS event_count, v.reading.reader_version AS reader_version,
           v.recorded_at, v.run_id
    FROM (
        SELECT *, (
            SELECT {'raises': r.raises, 'mention_count': r.mention_count, 'event_count': r.event_count,
                    'reader_version': r.reader_version}
            FROM query_table(readings) r LEFT JOIN ledger.replaced_readings(TIMESTAMPTZ 'infinity') old
                ON old.reading_id = r.reading_id
            WHERE old.reading_id IS NULL AND r.version_id = versions.version_id
        ) AS reading, (
            SELECT {'on_storyline': r.on_storyline, 'match_score': r.match_score, 'match_evidence': r.match_evidence}
            FROM query_table(readings) r LEFT JOIN ledger.replaced_readings(TIMESTAMPTZ 'infinity') old
                ON old.reading_id = r.reading_id
            WHERE old.reading_id IS NULL AND r.version_id = versions.version_id
              AND r.version_id IN (SELECT version_id FROM ledger.reading_turns)
        ) AS again
        FROM query_table(among) versions
    ) v;

CREATE MACRO ledger.current_articles(among, texts, readings) AS TABLE
    SELECT v.*, coalesce((
        -- All that ever turned first, for they are few: else each article is looked for among them.
        SELECT t.version_count
        FROM (
            SELECT article_id,
                   len(list_distinct(list(former_version_id) || list(version_id)))::BIGINT AS version_count
            FROM ledger.article_turns
            GROUP BY article_id
        ) t
        WHERE t.article_id = v.article_id
    ), 1) AS version_count
    FROM ledger.read_versions(among, texts, readings) v
    ANTI JOIN ledger.replaced_versions(TIMESTAMPTZ 'infinity') old ON old.version_id = v.version_id;

CREATE VIEW main.article_versions AS
    SELECT * FROM ledger.read_versions('ledger.article_versions', 'ledger.article_texts', 'ledger.readings');
COMMENT ON VIEW main.article_versions IS 'Every version of every article with its newest reading; changed words are a new version.';

CREATE VIEW main.articles AS
    SELECT * FROM ledger.current_articles('ledger.article_versions', 'ledger.article_texts', 'ledger.readings');
COMMENT ON VIEW main.articles IS 'Every article in its current version. Articles off the storyline have a row without text.';

CREATE VIEW main.near_duplicates AS
    SELECT version_id, original_version_id, similarity, recorded_at, run_id
    FROM ledger.near_duplicates;
COMMENT ON VIEW main.near_duplicates IS 'Article versions with nearly the same words as an earlier one: copies of a wire, reprints.';
