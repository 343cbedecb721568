-- What is current at an instant, for the views and macros below: `as_of` is compared with recorded_at. None of these
-- looks at more of history than what was replaced: a row that never was needs no window to show that it is current.

CREATE MACRO ledger.replaced_versions(as_of) AS TABLE
    SELECT DISTINCT former_version_id AS version_id
    FROM ledger.article_turns
    WHERE recorded_at <= as_of::TIMESTAMPTZ AND former_version_id NOT IN (
        SELECT arg_max(version_id, step) FROM ledger.article_turns
        WHERE recorded_at <= as_of::TIMESTAMPTZ
        GROUP BY article_id
    );

CREATE MACRO ledger.replaced_readings(as_of) AS TABLE
    SELECT DISTINCT former_reading_id AS reading_id, version_id, former_reader_version AS reader_version
    FROM ledger.reading_turns
    WHERE recorded_at <= as_of::TIMESTAMPTZ AND former_reading_id NOT IN (
        SELECT arg_max(reading_id, step) FROM ledger.reading_turns
        WHERE recorded_at <= as_of::TIMESTAMPTZ
        GROUP BY version_id
    );

CREATE MACRO ledger.current_evidence(as_of) AS TABLE
    SELECT e.*
    FROM ledger.evidence e
    ANTI JOIN ledger.replaced_readings(as_of) old
        ON old.version_id = e.version_id AND old.reader_version = e.reader_version
    ANTI JOIN ledger.repeated_evidence again ON again.evidence_id = e.evidence_id
    WHERE e.recorded_at <= as_of::TIMESTAMPTZ
    UNION ALL
    SELECT e.*
    FROM ledger.evidence e
    SEMI JOIN ledger.repeated_evidence again ON again.evidence_id = e.evidence_id
    ANTI JOIN ledger.replaced_readings(as_of) old
        ON old.version_id = e.version_id AND old.reader_version = e.reader_version
    WHERE e.recorded_at <= as_of::TIMESTAMPTZ
    QUALIFY row_number() OVER (PARTITION BY e.evidence_id ORDER BY e.recorded_at DESC, e.revision DESC) = 1;

-- Evidence by the development it belongs to. Few pieces ever leave one again.
CREATE MACRO ledger.current_belongings(as_of) AS TABLE
    SELECT b.development_id, b.evidence_id
    FROM ledger.development_evidence b
    ANTI JOIN (
        SELECT development_id, evidence_id FROM ledger.development_evidence WHERE NOT belongs
    ) gone USING (development_id, evidence_id)
    WHERE b.recorded_at <= as_of::TIMESTAMPTZ
    UNION ALL
    SELECT b.development_id, b.evidence_id
    FROM ledger.development_evidence b
    SEMI JOIN (
        SELECT development_id, evidence_id FROM ledger.development_evidence WHERE NOT belongs
    ) gone USING (development_id, evidence_id)
    WHERE b.recorded_at <= as_of::TIMESTAMPTZ
    GROUP BY b.development_id, b.evidence_id
    HAVING arg_max(b.belongs, b.step);

CREATE MACRO ledger.current_developments(as_of) AS TABLE
    SELECT c.*, last.opened_at, coalesce(b.evidence_count, 0) AS evidence_count,
           coalesce(b.evidence_ids, []) AS evidence_ids
    FROM ledger.development_changes c
    JOIN (
        SELECT development_id, max(step) AS step, min(changed_at) AS opened_at
        FROM ledger.development_changes
        WHERE recorded_at <= as_of::TIMESTAMPTZ
        GROUP BY development_id
    ) last USING (development_id, step)
    LEFT JOIN (
        SELECT development_id, count(*) AS evidence_count, list(evidence_id ORDER BY evidence_id) AS evidence_ids
        FROM ledger.current_belongings(as_of)
        GROUP BY development_id
    ) b USING (development_id);
