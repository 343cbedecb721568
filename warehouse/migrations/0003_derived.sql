-- Schema `derived` holds what can be made anew from the ledger and exists for speed alone. Rows are added in the
-- transaction that adds what they are derived from, and now and then put in order.

CREATE SCHEMA derived;

-- Texts that can be searched, by a short number: a word is found in very many of them.
CREATE TABLE derived.word_articles (
    article_no INTEGER,
    version_id VARCHAR
);

-- Which word stands in which text, in stretches sorted by word, so that DuckDB passes over what holds other words.
CREATE TABLE derived.words (
    word VARCHAR,
    article_no INTEGER
);

-- The same for the newest texts, not sorted yet.
CREATE TABLE derived.new_words (
    word VARCHAR,
    article_no INTEGER
);

-- In how many articles two entities are mentioned together, by month: sums of what was added and taken back.
CREATE TABLE derived.encounters (
    month DATE,
    entity_id VARCHAR,
    other_id VARCHAR,
    article_count INTEGER
);

CREATE TABLE derived.new_encounters (
    month DATE,
    entity_id VARCHAR,
    other_id VARCHAR,
    article_count INTEGER
);

-- What the ledger holds already.

INSERT INTO derived.word_articles
    SELECT row_number() OVER (ORDER BY recorded_at, version_id) - 1, version_id FROM ledger.article_texts;

CREATE TEMP MACRO cut(text) AS list_distinct(
    flatten(list_transform(
        regexp_extract_all(text, '[\x{3040}-\x{30ff}\x{3400}-\x{4dbf}\x{4e00}-\x{9fff}\x{f900}-\x{faff}]+'),
        lambda run: list_transform(range(1, greatest(len(run), 2)), lambda place: run[place : place + 1])
    ))
    || regexp_extract_all(
        strip_accents(lower(regexp_replace(
            text, '[\x{3040}-\x{30ff}\x{3400}-\x{4dbf}\x{4e00}-\x{9fff}\x{f900}-\x{faff}]+', ' ', 'g'
        ))),
        '[\p{L}\p{N}]+'
    )
);

INSERT INTO derived.words
    SELECT word, article_no
    FROM (
        SELECT unnest(cut(v.title || ' ' || t.text)) AS word, a.article_no
        FROM derived.word_articles a
        JOIN ledger.article_texts t USING (version_id)
        JOIN ledger.article_versions v USING (version_id)
    )
    ORDER BY word, article_no;

DROP MACRO cut;

INSERT INTO derived.encounters
    WITH mentioned AS (
        SELECT DISTINCT m.version_id, m.entity_id,
               date_trunc('month', coalesce(v.published_at, v.fetched_at) AT TIME ZONE 'UTC')::DATE AS month
        FROM ledger.mentions m
        JOIN ledger.article_versions v USING (version_id)
        WHERE m.reading_id NOT IN (
            SELECT former_reading_id FROM ledger.reading_turns WHERE former_reading_id NOT IN (
                SELECT arg_max(reading_id, step) FROM ledger.reading_turns GROUP BY version_id
            )
        ) AND m.version_id NOT IN (
            SELECT former_version_id FROM ledger.article_turns WHERE former_version_id NOT IN (
                SELECT arg_max(version_id, step) FROM ledger.article_turns GROUP BY article_id
            )
        )
    )
    SELECT a.month, a.entity_id, b.entity_id, count(*)
    FROM mentioned a
    JOIN mentioned b ON a.version_id = b.version_id AND a.entity_id < b.entity_id
    GROUP BY ALL
    ORDER BY ALL;
