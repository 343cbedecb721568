-- What people did with alerts, and the daily messages that notices are gathered in.

-- A note of its own is a row of its own.
CREATE TABLE ledger.acknowledgements (
    acknowledgement_id VARCHAR,
    alert_id VARCHAR,
    note VARCHAR,
    acknowledged_at TIMESTAMPTZ,
    recorded_at TIMESTAMPTZ,
    run_id VARCHAR,
    PRIMARY KEY (acknowledgement_id)
);

-- One message for one channel in place of several notices; tries to deliver it stand in ledger.delivery_attempts under
-- its own id.
CREATE TABLE ledger.digests (
    digest_id VARCHAR,
    channel VARCHAR,
    severity VARCHAR,
    raised_at TIMESTAMPTZ,
    title VARCHAR,
    text VARCHAR,
    html VARCHAR,
    data VARCHAR,
    recorded_at TIMESTAMPTZ,
    run_id VARCHAR,
    PRIMARY KEY (digest_id)
);

CREATE TABLE ledger.digest_members (
    digest_id VARCHAR,
    alert_id VARCHAR,
    recorded_at TIMESTAMPTZ,
    run_id VARCHAR,
    PRIMARY KEY (digest_id, alert_id)
);
