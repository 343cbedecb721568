-- Schema `ledger` holds the append-only tables; the views that people query own the plain names in `main`.
-- No row is ever updated or deleted. Every row has recorded_at and run_id; rows that replace others carry a higher
-- `revision` or `step`. Ids are derived from content, so that appending the same twice adds nothing. Tables that grow
-- with the news have no PRIMARY KEY, because of what its index costs with every transaction; what identifies their
-- rows is in `warehouse/keys.py`.

CREATE TABLE ledger.transactions (
    recorded_at TIMESTAMPTZ,
    run_id VARCHAR,
    row_count BIGINT
);

-- Runs -------------------------------------------------------------------------------------------------------------

CREATE TABLE ledger.runs (
    run_id VARCHAR,
    started_at TIMESTAMPTZ,
    reader_version VARCHAR,
    program_version VARCHAR,
    command VARCHAR,
    recorded_at TIMESTAMPTZ
);

CREATE TABLE ledger.run_ends (
    run_id VARCHAR,
    finished_at TIMESTAMPTZ,
    outcome VARCHAR,
    detail VARCHAR,
    feeds BIGINT,
    feeds_ok BIGINT,
    feeds_not_modified BIGINT,
    feeds_not_due BIGINT,
    feeds_failed BIGINT,
    entries BIGINT,
    entries_rejected BIGINT,
    entries_known BIGINT,
    entries_new BIGINT,
    entries_skipped BIGINT,
    entries_retried BIGINT,
    entries_unread BIGINT,
    pages_fetched BIGINT,
    pages_rejected BIGINT,
    articles_read BIGINT,
    articles_known BIGINT,
    articles_new BIGINT,
    versions_new BIGINT,
    articles_on_storyline BIGINT,
    events_new BIGINT,
    developments_changed BIGINT,
    alerts_new BIGINT,
    alerts_delivered BIGINT,
    recorded_at TIMESTAMPTZ
);

-- What people wrote: seeds, each change a new revision ---------------------------------------------------------------

CREATE TABLE ledger.storylines (
    storyline VARCHAR,
    title VARCHAR,
    description VARCHAR,
    started_date DATE,
    news_window_days INTEGER,
    revision INTEGER,
    retired BOOLEAN,
    fingerprint VARCHAR,
    recorded_at TIMESTAMPTZ,
    run_id VARCHAR,
    PRIMARY KEY (storyline, revision)
);

CREATE TABLE ledger.documents (
    document_id VARCHAR,
    storyline VARCHAR,
    outlet VARCHAR,
    published_date DATE,
    language VARCHAR,
    title VARCHAR,
    note VARCHAR,
    revision INTEGER,
    retired BOOLEAN,
    fingerprint VARCHAR,
    recorded_at TIMESTAMPTZ,
    run_id VARCHAR,
    PRIMARY KEY (document_id, revision)
);

CREATE TABLE ledger.entities (
    entity_id VARCHAR,
    storyline VARCHAR,
    kind VARCHAR,
    name VARCHAR,
    side VARCHAR,
    wikidata VARCHAR,
    gender VARCHAR,
    within VARCHAR,
    note VARCHAR,
    revision INTEGER,
    retired BOOLEAN,
    fingerprint VARCHAR,
    recorded_at TIMESTAMPTZ,
    run_id VARCHAR,
    PRIMARY KEY (entity_id, revision)
);

CREATE TABLE ledger.offices (
    office_id VARCHAR,
    storyline VARCHAR,
    name VARCHAR,
    side VARCHAR,
    rank VARCHAR,
    domain VARCHAR,
    wikidata VARCHAR,
    revision INTEGER,
    retired BOOLEAN,
    fingerprint VARCHAR,
    recorded_at TIMESTAMPTZ,
    run_id VARCHAR,
    PRIMARY KEY (office_id, revision)
);

-- asserted_by says who claims it: 'seeds', or 'reading' with the evidence beside.
CREATE TABLE ledger.aliases (
    alias_id VARCHAR,
    storyline VARCHAR,
    entity_id VARCHAR,
    office_id VARCHAR,
    language VARCHAR,
    alias VARCHAR,
    form VARCHAR,
    asserted_by VARCHAR,
    evidence_id VARCHAR,
    revision INTEGER,
    retired BOOLEAN,
    fingerprint VARCHAR,
    recorded_at TIMESTAMPTZ,
    run_id VARCHAR,
    PRIMARY KEY (alias_id, revision)
);

CREATE TABLE ledger.roles (
    role_id VARCHAR,
    storyline VARCHAR,
    office_id VARCHAR,
    entity_id VARCHAR,
    start_date DATE,
    end_date DATE,
    known_from_date DATE,
    end_known_from_date DATE,
    acting BOOLEAN,
    asserted_by VARCHAR,
    evidence_id VARCHAR,
    revision INTEGER,
    retired BOOLEAN,
    fingerprint VARCHAR,
    recorded_at TIMESTAMPTZ,
    run_id VARCHAR,
    PRIMARY KEY (role_id, revision)
);

CREATE TABLE ledger.watches (
    watch VARCHAR,
    storyline VARCHAR,
    question VARCHAR,
    headline VARCHAR,
    severity VARCHAR,
    alert_from VARCHAR,
    implies VARCHAR[],
    channels VARCHAR[],
    repeats BOOLEAN,
    closes_with VARCHAR,
    satisfied_by VARCHAR[],
    counts VARCHAR[],
    does_not_count VARCHAR[],
    persons VARCHAR[],
    person_offices VARCHAR[],
    seed_order INTEGER,
    revision INTEGER,
    retired BOOLEAN,
    fingerprint VARCHAR,
    recorded_at TIMESTAMPTZ,
    run_id VARCHAR,
    PRIMARY KEY (watch, revision)
);

CREATE TABLE ledger.baseline_events (
    event_id VARCHAR,
    storyline VARCHAR,
    mode VARCHAR,
    event_type VARCHAR,
    cameo VARCHAR,
    status VARCHAR,
    summary VARCHAR,
    event_date DATE,
    date_precision VARCHAR,
    actors VARCHAR[],
    recipients VARCHAR[],
    place VARCHAR,
    watches VARCHAR[],
    documents VARCHAR[],
    disputed VARCHAR,
    revision INTEGER,
    retired BOOLEAN,
    fingerprint VARCHAR,
    recorded_at TIMESTAMPTZ,
    run_id VARCHAR,
    PRIMARY KEY (event_id, revision)
);

CREATE TABLE ledger.outlets (
    outlet_id VARCHAR,
    name VARCHAR,
    owner VARCHAR,
    independence_group VARCHAR,
    country VARCHAR,
    languages VARCHAR[],
    kind VARCHAR,
    hosts VARCHAR[],
    names VARCHAR[],
    official BOOLEAN,
    aggregator BOOLEAN,
    note VARCHAR,
    revision INTEGER,
    retired BOOLEAN,
    fingerprint VARCHAR,
    recorded_at TIMESTAMPTZ,
    run_id VARCHAR,
    PRIMARY KEY (outlet_id, revision)
);

CREATE TABLE ledger.feeds (
    feed_id VARCHAR,
    outlet_id VARCHAR,
    url VARCHAR,
    format VARCHAR,
    language VARCHAR,
    enabled BOOLEAN,
    read_whole BOOLEAN,
    full_text BOOLEAN,
    fetch_pages BOOLEAN,
    interval_minutes INTEGER,
    entries_per_day DOUBLE,
    note VARCHAR,
    revision INTEGER,
    retired BOOLEAN,
    fingerprint VARCHAR,
    recorded_at TIMESTAMPTZ,
    run_id VARCHAR,
    PRIMARY KEY (feed_id, revision)
);

-- What the web gave us -----------------------------------------------------------------------------------------------

CREATE TABLE ledger.polls (
    poll_id VARCHAR,
    feed_id VARCHAR,
    outlet_id VARCHAR,
    outcome VARCHAR,
    http_status INTEGER,
    reason VARCHAR,
    detail VARCHAR,
    entry_count INTEGER,
    rejection_count INTEGER,
    bytes_received BIGINT,
    elapsed_seconds DOUBLE,
    checked_at TIMESTAMPTZ,
    etag VARCHAR,
    last_modified VARCHAR,
    failures INTEGER,
    not_before_at TIMESTAMPTZ,
    content_hash VARCHAR,
    recorded_at TIMESTAMPTZ,
    run_id VARCHAR
);

CREATE TABLE ledger.entries (
    entry_id VARCHAR,
    feed_id VARCHAR,
    outlet_id VARCHAR,
    url VARCHAR,
    link VARCHAR,
    guid VARCHAR,
    title VARCHAR,
    summary VARCHAR,
    full_text VARCHAR,
    author VARCHAR,
    published_at TIMESTAMPTZ,
    updated_at TIMESTAMPTZ,
    publisher_name VARCHAR,
    publisher_url VARCHAR,
    decision VARCHAR,
    score DOUBLE,
    evidence VARCHAR[],
    recorded_at TIMESTAMPTZ,
    run_id VARCHAR
);

CREATE TABLE ledger.entry_outcomes (
    entry_id VARCHAR,
    attempt INTEGER,
    tried_at TIMESTAMPTZ,
    version_id VARCHAR,
    reason VARCHAR,
    not_before_at TIMESTAMPTZ,
    recorded_at TIMESTAMPTZ,
    run_id VARCHAR
);

CREATE TABLE ledger.rejections (
    rejection_id VARCHAR,
    stage VARCHAR,
    reason VARCHAR,
    rejected_at TIMESTAMPTZ,
    url VARCHAR,
    feed_id VARCHAR,
    outlet_id VARCHAR,
    detail VARCHAR,
    recorded_at TIMESTAMPTZ,
    run_id VARCHAR
);

CREATE TABLE ledger.article_versions (
    version_id VARCHAR,
    article_id VARCHAR,
    url VARCHAR,
    requested_url VARCHAR,
    final_url VARCHAR,
    outlet_id VARCHAR,
    feed_id VARCHAR,
    title VARCHAR,
    author VARCHAR,
    site VARCHAR,
    language VARCHAR,
    published_at TIMESTAMPTZ,
    published_precision VARCHAR,
    fetched_at TIMESTAMPTZ,
    text_origin VARCHAR,
    note VARCHAR,
    text_length INTEGER,
    on_storyline BOOLEAN,
    match_score DOUBLE,
    match_evidence VARCHAR[],
    recorded_at TIMESTAMPTZ,
    run_id VARCHAR
);

-- Apart from the versions, so that scans of these stay small and text can be added when a storyline widens.
CREATE TABLE ledger.article_texts (
    version_id VARCHAR,
    text VARCHAR,
    recorded_at TIMESTAMPTZ,
    run_id VARCHAR
);

-- Written only when an article already had another version: from here on this one is current. A page that goes back
-- to earlier words therefore makes the earlier version current again. The former version stands beside, so that what
-- is replaced can be told from this small table alone.
CREATE TABLE ledger.article_turns (
    article_id VARCHAR,
    step INTEGER,
    version_id VARCHAR,
    former_version_id VARCHAR,
    turned_at TIMESTAMPTZ,
    recorded_at TIMESTAMPTZ,
    run_id VARCHAR
);

CREATE TABLE ledger.signatures (
    version_id VARCHAR,
    article_id VARCHAR,
    outlet_id VARCHAR,
    language VARCHAR,
    first_seen_at TIMESTAMPTZ,
    signature UINTEGER[],
    recorded_at TIMESTAMPTZ,
    run_id VARCHAR
);

CREATE TABLE ledger.near_duplicates (
    version_id VARCHAR,
    original_version_id VARCHAR,
    similarity DOUBLE,
    recorded_at TIMESTAMPTZ,
    run_id VARCHAR
);

-- What the reader made of it -----------------------------------------------------------------------------------------

CREATE TABLE ledger.readings (
    reading_id VARCHAR,
    version_id VARCHAR,
    reader_version VARCHAR,
    on_storyline BOOLEAN,
    match_score DOUBLE,
    match_evidence VARCHAR[],
    raises VARCHAR[],
    mention_count INTEGER,
    event_count INTEGER,
    recorded_at TIMESTAMPTZ,
    run_id VARCHAR
);

-- Written only when a version was read before: from here on this reading counts.
CREATE TABLE ledger.reading_turns (
    version_id VARCHAR,
    step INTEGER,
    reading_id VARCHAR,
    reader_version VARCHAR,
    former_reading_id VARCHAR,
    former_reader_version VARCHAR,
    recorded_at TIMESTAMPTZ,
    run_id VARCHAR
);

-- Mentions and events repeat the few columns of their article that are asked for with them, so that no question about
-- them has to join every article; a version's own row never changes.
CREATE TABLE ledger.mentions (
    reading_id VARCHAR,
    mention_id VARCHAR,
    version_id VARCHAR,
    reader_version VARCHAR,
    entity_id VARCHAR,
    office_id VARCHAR,
    form VARCHAR,
    text VARCHAR,
    field VARCHAR,
    start_offset INTEGER,
    end_offset INTEGER,
    article_id VARCHAR,
    outlet_id VARCHAR,
    published_at TIMESTAMPTZ,
    recorded_at TIMESTAMPTZ,
    run_id VARCHAR
);

CREATE TABLE ledger.events (
    reading_id VARCHAR,
    event_id VARCHAR,
    version_id VARCHAR,
    reader_version VARCHAR,
    mode VARCHAR,
    event_type VARCHAR,
    cameo VARCHAR,
    status VARCHAR,
    strength VARCHAR,
    actors VARCHAR[],
    recipients VARCHAR[],
    offices VARCHAR[],
    place VARCHAR,
    event_date DATE,
    date_precision VARCHAR,
    watches VARCHAR[],
    quote VARCHAR,
    field VARCHAR,
    start_offset INTEGER,
    end_offset INTEGER,
    cues VARCHAR[],
    article_id VARCHAR,
    outlet_id VARCHAR,
    url VARCHAR,
    language VARCHAR,
    published_at TIMESTAMPTZ,
    recorded_at TIMESTAMPTZ,
    run_id VARCHAR
);

-- What was decided ---------------------------------------------------------------------------------------------------

CREATE TABLE ledger.evidence (
    evidence_id VARCHAR,
    reader_version VARCHAR,
    watch VARCHAR,
    event_id VARCHAR,
    version_id VARCHAR,
    article_id VARCHAR,
    outlet_id VARCHAR,
    url VARCHAR,
    mode VARCHAR,
    status VARCHAR,
    strength VARCHAR,
    participants VARCHAR[],
    event_date DATE,
    date_precision VARCHAR,
    place VARCHAR,
    quote VARCHAR,
    published_at TIMESTAMPTZ,
    fetched_at TIMESTAMPTZ,
    origin_id VARCHAR,
    origin_reason VARCHAR,
    official_side VARCHAR,
    counts BOOLEAN,
    revision INTEGER,
    retired BOOLEAN,
    fingerprint VARCHAR,
    recorded_at TIMESTAMPTZ,
    run_id VARCHAR
);

-- Evidence of which there is more than one row, by another reader version or with another origin; of all other the
-- only row is current.
CREATE TABLE ledger.repeated_evidence (
    evidence_id VARCHAR,
    recorded_at TIMESTAMPTZ,
    run_id VARCHAR
);

CREATE TABLE ledger.development_changes (
    change_id VARCHAR,
    development_id VARCHAR,
    step INTEGER,
    kind VARCHAR,
    changed_at TIMESTAMPTZ,
    watch VARCHAR,
    status VARCHAR,
    status_before VARCHAR,
    stage VARCHAR,
    stage_before VARCHAR,
    participants VARCHAR[],
    event_date DATE,
    date_precision VARCHAR,
    place VARCHAR,
    since_at TIMESTAMPTZ,
    origin_ids VARCHAR[],
    caused_by VARCHAR[],
    recorded_at TIMESTAMPTZ,
    run_id VARCHAR
);

-- Which evidence belongs to a development, as differences: a thread with thousands of articles must not repeat its
-- whole list at every step.
CREATE TABLE ledger.development_evidence (
    development_id VARCHAR,
    evidence_id VARCHAR,
    step INTEGER,
    belongs BOOLEAN,
    recorded_at TIMESTAMPTZ,
    run_id VARCHAR
);

-- The outbox ---------------------------------------------------------------------------------------------------------

CREATE TABLE ledger.alerts (
    alert_id VARCHAR,
    kind VARCHAR,
    watch VARCHAR,
    development_id VARCHAR,
    stage VARCHAR,
    severity VARCHAR,
    status VARCHAR,
    status_before VARCHAR,
    raised_at TIMESTAMPTZ,
    title VARCHAR,
    text VARCHAR,
    html VARCHAR,
    data VARCHAR,
    recorded_at TIMESTAMPTZ,
    run_id VARCHAR,
    PRIMARY KEY (alert_id)
);

CREATE TABLE ledger.alert_channels (
    alert_id VARCHAR,
    channel VARCHAR,
    recorded_at TIMESTAMPTZ,
    run_id VARCHAR,
    PRIMARY KEY (alert_id, channel)
);

CREATE TABLE ledger.delivery_attempts (
    alert_id VARCHAR,
    channel VARCHAR,
    attempt INTEGER,
    outcome VARCHAR,
    tried_at TIMESTAMPTZ,
    detail VARCHAR,
    not_before_at TIMESTAMPTZ,
    recorded_at TIMESTAMPTZ,
    run_id VARCHAR,
    PRIMARY KEY (alert_id, channel, attempt)
);
