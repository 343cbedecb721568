-- Finding articles by their words, and entities by their company.

CREATE MACRO ledger.words_of(text) AS list_distinct(
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

CREATE MACRO ledger.versions_with(words) AS TABLE
    SELECT version_id
    FROM derived.word_articles
    JOIN (
        SELECT article_no
        FROM (
            SELECT word, unnest(article_nos) AS article_no
            FROM derived.word_lists WHERE word IN (SELECT unnest(ledger.words_of(words)))
            UNION ALL
            SELECT word, article_no
            FROM derived.new_words WHERE word IN (SELECT unnest(ledger.words_of(words)))
        )
        GROUP BY article_no
        HAVING count(*) = len(ledger.words_of(words))
    ) USING (article_no);

-- The rows are found by their ids first, then taken by their places: else DuckDB reads every column that is asked for of
-- all rows.
CREATE MACRO main.search(words) AS TABLE
    WITH matching AS MATERIALIZED (FROM ledger.versions_with(words)),
    found AS NOT MATERIALIZED (
        SELECT v.* FROM ledger.article_versions v JOIN (
            SELECT rowid AS place FROM ledger.article_versions JOIN matching USING (version_id)
        ) p ON p.place = v.rowid
    ),
    their_texts AS NOT MATERIALIZED (
        SELECT t.* FROM ledger.article_texts t JOIN (
            SELECT rowid AS place FROM ledger.article_texts JOIN matching USING (version_id)
        ) p ON p.place = t.rowid
    ),
    their_readings AS NOT MATERIALIZED (
        SELECT r.* FROM ledger.readings r JOIN (
            SELECT rowid AS place FROM ledger.readings JOIN matching USING (version_id)
        ) p ON p.place = r.rowid
    )
    SELECT * FROM ledger.current_articles('found', 'their_texts', 'their_readings');
COMMENT ON MACRO TABLE main.search IS 'The articles on the storyline whose title and text hold all the words: search(VARCHAR). Case and accents do not matter; Chinese and Japanese are matched by pairs of characters.';

CREATE VIEW main.who_with_whom AS
    -- Only of months with new pairs is anything left to sum up.
    WITH months AS MATERIALIZED (SELECT DISTINCT month FROM derived.new_encounters)
    SELECT entity_id, other_id, month, article_count::BIGINT AS article_count
    FROM derived.encounters ANTI JOIN months USING (month)
    WHERE article_count > 0
    UNION ALL
    SELECT entity_id, other_id, month, sum(article_count)::BIGINT
    FROM (FROM (FROM derived.encounters SEMI JOIN months USING (month)) UNION ALL FROM derived.new_encounters)
    GROUP BY entity_id, other_id, month
    HAVING sum(article_count) > 0;
COMMENT ON VIEW main.who_with_whom IS 'Pairs of entities and how many articles of a month mention both; each pair once, the first id before the second.';
