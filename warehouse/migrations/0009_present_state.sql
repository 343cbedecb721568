-- The views `evidence` and `developments` as they stood after a transaction, so that a question about them neither looks
-- for what replaced what nor joins all of history; of what was touched since, they are reckoned anew. Made anew whenever
-- the row of the table in derived.summed is missing, as it is now.

CREATE TABLE derived.evidence (
    evidence_id VARCHAR,
    development_id VARCHAR,
    watch VARCHAR,
    status VARCHAR,
    strength VARCHAR,
    mode VARCHAR,
    participants VARCHAR[],
    event_date DATE,
    date_precision VARCHAR,
    place VARCHAR,
    quote VARCHAR,
    event_id VARCHAR,
    article_id VARCHAR,
    version_id VARCHAR,
    outlet_id VARCHAR,
    url VARCHAR,
    published_at TIMESTAMPTZ,
    fetched_at TIMESTAMPTZ,
    origin_id VARCHAR,
    origin_reason VARCHAR,
    official_side VARCHAR,
    counts BOOLEAN,
    reader_version VARCHAR,
    recorded_at TIMESTAMPTZ,
    run_id VARCHAR
);

CREATE TABLE derived.developments (
    development_id VARCHAR,
    watch VARCHAR,
    status VARCHAR,
    stage VARCHAR,
    participants VARCHAR[],
    event_date DATE,
    date_precision VARCHAR,
    place VARCHAR,
    since TIMESTAMPTZ,
    origin_count BIGINT,
    origin_ids VARCHAR[],
    evidence_count BIGINT,
    evidence_ids VARCHAR[],
    opened_at TIMESTAMPTZ,
    changed_at TIMESTAMPTZ,
    step_count INTEGER,
    recorded_at TIMESTAMPTZ,
    run_id VARCHAR
);
