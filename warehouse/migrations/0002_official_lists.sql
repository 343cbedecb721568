-- Official lists: each whole list that was read, the watched entries in it, and what became of them since.

CREATE TABLE ledger.list_snapshots (
    snapshot_id VARCHAR,
    list_id VARCHAR,
    outlet_id VARCHAR,
    url VARCHAR,
    published_date DATE,
    stated_count BIGINT,
    entry_count BIGINT,
    content_hash VARCHAR,
    settled BOOLEAN,
    fetched_at TIMESTAMPTZ,
    recorded_at TIMESTAMPTZ,
    run_id VARCHAR,
    PRIMARY KEY (snapshot_id)
);

CREATE TABLE ledger.list_entries (
    snapshot_id VARCHAR,
    uid BIGINT,
    name VARCHAR,
    kind VARCHAR,
    programs VARCHAR[],
    title VARCHAR,
    remarks VARCHAR,
    aliases VARCHAR[],
    recorded_at TIMESTAMPTZ,
    run_id VARCHAR,
    PRIMARY KEY (snapshot_id, uid)
);

CREATE TABLE ledger.list_changes (
    change_id VARCHAR,
    list_id VARCHAR,
    snapshot_id VARCHAR,
    uid BIGINT,
    entity_id VARCHAR,
    kind VARCHAR,
    row_before VARCHAR,
    row_after VARCHAR,
    confirmed_by VARCHAR,
    changed_at TIMESTAMPTZ,
    recorded_at TIMESTAMPTZ,
    run_id VARCHAR,
    PRIMARY KEY (change_id)
);
