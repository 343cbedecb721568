-- How the feeds are, what is told of the running system itself, and manners towards hosts.

ALTER TABLE ledger.polls ADD COLUMN due_at TIMESTAMPTZ;
ALTER TABLE ledger.polls ADD COLUMN asked_seconds DOUBLE;

CREATE TABLE ledger.feed_conditions (
    feed_id VARCHAR,
    step INTEGER,
    condition VARCHAR,
    detail VARCHAR,
    since_at TIMESTAMPTZ,
    told VARCHAR,
    recorded_at TIMESTAMPTZ,
    run_id VARCHAR,
    PRIMARY KEY (feed_id, step)
);

-- Their channels and deliveries are in alert_channels and delivery_attempts, under the message's id.
CREATE TABLE ledger.service_messages (
    message_id VARCHAR,
    kind VARCHAR,
    severity VARCHAR,
    raised_at TIMESTAMPTZ,
    title VARCHAR,
    text VARCHAR,
    html VARCHAR,
    data VARCHAR,
    recorded_at TIMESTAMPTZ,
    run_id VARCHAR,
    PRIMARY KEY (message_id)
);

CREATE TABLE ledger.host_visits (
    host VARCHAR,
    visited_date DATE,
    request_count INTEGER,
    not_before_at TIMESTAMPTZ,
    recorded_at TIMESTAMPTZ,
    run_id VARCHAR
);

CREATE TABLE ledger.robots_files (
    origin VARCHAR,
    fetched_at TIMESTAMPTZ,
    outcome VARCHAR,
    text_hash VARCHAR,
    detail VARCHAR,
    expires_at TIMESTAMPTZ,
    recorded_at TIMESTAMPTZ,
    run_id VARCHAR,
    PRIMARY KEY (origin, fetched_at)
);

CREATE TABLE ledger.robots_texts (
    text_hash VARCHAR,
    text VARCHAR,
    recorded_at TIMESTAMPTZ,
    run_id VARCHAR,
    PRIMARY KEY (text_hash)
);
