-- What keeps a pass and the questions as fast with a million articles as with ten thousand; all of it can be made anew.

-- A short number for each stored id, `warehouse/known_ids.py`: new ids are found to be new without a search of the ids.
CREATE TABLE derived.entries_by_entry_id (number UBIGINT);
CREATE TABLE derived.entry_outcomes_by_entry_id (number UBIGINT);
CREATE TABLE derived.article_versions_by_version_id (number UBIGINT);
CREATE TABLE derived.article_versions_by_article_id (number UBIGINT);
CREATE TABLE derived.article_texts_by_version_id (number UBIGINT);
CREATE TABLE derived.signatures_by_version_id (number UBIGINT);
CREATE TABLE derived.near_duplicates_by_version_id (number UBIGINT);
CREATE TABLE derived.readings_by_version_id (number UBIGINT);
CREATE TABLE derived.evidence_by_evidence_id (number UBIGINT);

INSERT INTO derived.entries_by_entry_id SELECT ('0x' || md5(entry_id)[:16])::UBIGINT FROM ledger.entries;
INSERT INTO derived.entry_outcomes_by_entry_id SELECT ('0x' || md5(entry_id)[:16])::UBIGINT FROM ledger.entry_outcomes;
INSERT INTO derived.article_versions_by_version_id
    SELECT ('0x' || md5(version_id)[:16])::UBIGINT FROM ledger.article_versions;
INSERT INTO derived.article_versions_by_article_id
    SELECT ('0x' || md5(article_id)[:16])::UBIGINT FROM ledger.article_versions;
INSERT INTO derived.article_texts_by_version_id
    SELECT ('0x' || md5(version_id)[:16])::UBIGINT FROM ledger.article_texts;
INSERT INTO derived.signatures_by_version_id SELECT ('0x' || md5(version_id)[:16])::UBIGINT FROM ledger.signatures;
INSERT INTO derived.near_duplicates_by_version_id
    SELECT ('0x' || md5(version_id)[:16])::UBIGINT FROM ledger.near_duplicates;
INSERT INTO derived.readings_by_version_id SELECT ('0x' || md5(version_id)[:16])::UBIGINT FROM ledger.readings;
INSERT INTO derived.evidence_by_evidence_id SELECT ('0x' || md5(evidence_id)[:16])::UBIGINT FROM ledger.evidence;

-- What each feed has brought: sums of stretches of history, so that the health of feeds needs no look at every poll.
CREATE TABLE derived.feed_sums (
    feed_id VARCHAR,
    poll_count BIGINT,
    ok_count BIGINT,
    last_ok_at TIMESTAMPTZ,
    last_poll_recorded_at TIMESTAMPTZ,
    entry_count BIGINT,
    read_count BIGINT,
    newest_entry_at TIMESTAMPTZ
);

INSERT INTO derived.feed_sums BY NAME
    SELECT feed_id, count(*) AS poll_count, count(*) FILTER (outcome IN ('ok', 'not_modified')) AS ok_count,
           max(checked_at) FILTER (outcome IN ('ok', 'not_modified')) AS last_ok_at,
           max(recorded_at) AS last_poll_recorded_at
    FROM ledger.polls WHERE outcome <> 'not_due' GROUP BY feed_id;
INSERT INTO derived.feed_sums BY NAME
    SELECT feed_id, count(*) AS entry_count, count(*) FILTER (decision IN ('fetch', 'feed_text')) AS read_count,
           max(published_at) AS newest_entry_at
    FROM ledger.entries GROUP BY feed_id;
