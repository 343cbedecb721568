-- What is current at an instant, for the views and macros below: `as_of` is compared with recorded_at.

-- Articles that had more than one version, with the one that is current; of all others the only version is.
CREATE MACRO ledger.turned_articles(as_of) AS TABLE
    SELECT article_id, arg_max(version_id, step) AS current_version_id
    FROM ledger.article_turns
    WHERE recorded_at <= as_of::TIMESTAMPTZ
    GROUP BY article_id;

CREATE MACRO ledger.replaced_readings(as_of) AS TABLE
    SELECT r.reading_id
    FROM ledger.readings r
    JOIN (
        SELECT version_id, arg_max(reading_id, step) AS reading_id
        FROM ledger.reading_turns
        WHERE recorded_at <= as_of::TIMESTAMPTZ
        GROUP BY version_id
    ) turned ON turned.version_id = r.version_id
    WHERE turned.reading_id <> r.reading_id;

CREATE MACRO ledger.current_evidence(as_of) AS TABLE
    SELECT e.*
    FROM ledger.evidence e
    ANTI JOIN (
        SELECT version_id, reader_version
        FROM ledger.readings
        WHERE reading_id IN (SELECT reading_id FROM ledger.replaced_readings(as_of))
    ) replaced ON replaced.version_id = e.version_id AND replaced.reader_version = e.reader_version
    WHERE e.recorded_at <= as_of::TIMESTAMPTZ
    QUALIFY row_number() OVER (PARTITION BY e.evidence_id ORDER BY e.recorded_at DESC, e.revision DESC) = 1;

CREATE MACRO ledger.current_developments(as_of) AS TABLE
    SELECT c.*, o.opened_at, coalesce(b.evidence_ids, []) AS evidence_ids
    FROM (
        SELECT * FROM ledger.development_changes
        WHERE recorded_at <= as_of::TIMESTAMPTZ
        QUALIFY row_number() OVER (PARTITION BY development_id ORDER BY step DESC) = 1
    ) c
    JOIN (
        SELECT development_id, min(changed_at) AS opened_at FROM ledger.development_changes GROUP BY development_id
    ) o USING (development_id)
    LEFT JOIN (
        SELECT development_id, list(evidence_id ORDER BY evidence_id) AS evidence_ids
        FROM (
            SELECT development_id, evidence_id, arg_max(belongs, step) AS belongs
            FROM ledger.development_evidence
            WHERE recorded_at <= as_of::TIMESTAMPTZ
            GROUP BY development_id, evidence_id
        )
        WHERE belongs
        GROUP BY development_id
    ) b USING (development_id);
