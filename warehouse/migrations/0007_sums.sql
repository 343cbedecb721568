-- What keeps the questions fast with a million articles; all of it can be made anew.

-- Which words stand in which texts: a row for each word and stretch of texts, in place of one for each word of each
-- text, and so a tenth to a fortieth of the rows. The newest texts' words wait in derived.new_words.
CREATE TABLE derived.word_lists (
    word VARCHAR,
    article_nos INTEGER[]
);

INSERT INTO derived.word_lists
    SELECT word, list(article_no ORDER BY article_no) FROM derived.words
    GROUP BY article_no // 3000, word
    ORDER BY article_no // 3000, word;

DROP TABLE derived.words;

-- How many articles of a week give which status to a watch: sums of what was added and taken back.
CREATE TABLE derived.status_sums (
    watch VARCHAR,
    week DATE,
    status VARCHAR,
    article_count BIGINT
);

INSERT INTO derived.status_sums
    SELECT watch, week, status, count(*)
    FROM (
        SELECT DISTINCT version_id, unnest(watches) AS watch, status,
               date_trunc('week', coalesce(published_at, recorded_at) AT TIME ZONE 'UTC')::DATE AS week
        FROM ledger.events
        WHERE reading_id NOT IN (
            SELECT former_reading_id FROM ledger.reading_turns WHERE former_reading_id NOT IN (
                SELECT arg_max(reading_id, step) FROM ledger.reading_turns GROUP BY version_id
            )
        ) AND version_id NOT IN (
            SELECT former_version_id FROM ledger.article_turns WHERE former_version_id NOT IN (
                SELECT arg_max(version_id, step) FROM ledger.article_turns GROUP BY article_id
            )
        )
    )
    GROUP BY ALL
    ORDER BY ALL;

-- The view `origins` as it stood after a transaction; of developments that were touched since, it is reckoned anew.
CREATE TABLE derived.origins (
    development_id VARCHAR,
    watch VARCHAR,
    origin_id VARCHAR,
    origin_reason VARCHAR,
    counts BOOLEAN,
    says_occurred BOOLEAN,
    outlet_ids VARCHAR[],
    article_count BIGINT,
    evidence_count BIGINT,
    first_seen_at TIMESTAMPTZ
);

-- The transaction up to which each of the tables above holds what it sums up: the newest row of a table counts.
CREATE TABLE derived.summed (
    table_name VARCHAR,
    recorded_at TIMESTAMPTZ
);
