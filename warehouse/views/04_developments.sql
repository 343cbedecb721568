-- What was decided: watches with their answer, developments, evidence, origins, and the timeline.

CREATE MACRO main.developments_as_of(as_of) AS TABLE
    SELECT development_id, watch, status, stage, participants, event_date, date_precision, place, since_at AS since,
           len(origin_ids) AS origin_count, origin_ids, evidence_count, evidence_ids, opened_at,
           changed_at, step AS step_count, recorded_at, run_id
    FROM ledger.current_developments(as_of);
COMMENT ON MACRO TABLE main.developments_as_of IS 'The view developments as it stood at an instant: developments_as_of(TIMESTAMPTZ).';

-- The transaction up to which a table of schema `derived` holds what it sums up.
CREATE MACRO ledger.summed_at(summed_table) AS coalesce((
    SELECT max(recorded_at) FROM derived.summed WHERE table_name = summed_table
), TIMESTAMPTZ '-infinity');

-- Developments that were touched since they were summed up.
CREATE MACRO ledger.moved_developments() AS TABLE
    SELECT development_id FROM ledger.development_changes WHERE recorded_at > ledger.summed_at('developments')
    UNION
    SELECT development_id FROM ledger.development_evidence WHERE recorded_at > ledger.summed_at('developments');

-- Those as they stand now: as `developments_as_of` has them, but looked for among their few rows alone.
CREATE MACRO ledger.reckoned_developments() AS TABLE
    WITH moved AS MATERIALIZED (FROM ledger.moved_developments()),
    steps AS MATERIALIZED (FROM ledger.development_changes WHERE development_id IN (FROM moved)),
    theirs AS (
        SELECT development_id, evidence_id FROM ledger.development_evidence
        WHERE development_id IN (FROM moved)
        GROUP BY development_id, evidence_id HAVING arg_max(belongs, step)
    )
    SELECT c.development_id, c.watch, c.status, c.stage, c.participants, c.event_date, c.date_precision, c.place,
           c.since_at AS since, len(c.origin_ids) AS origin_count, c.origin_ids,
           coalesce(b.evidence_count, 0) AS evidence_count, coalesce(b.evidence_ids, []) AS evidence_ids, o.opened_at,
           c.changed_at, c.step AS step_count, c.recorded_at, c.run_id
    FROM (FROM steps QUALIFY row_number() OVER (PARTITION BY development_id ORDER BY step DESC) = 1) c
    JOIN (SELECT development_id, min(changed_at) AS opened_at FROM steps GROUP BY development_id) o
        USING (development_id)
    LEFT JOIN (
        SELECT development_id, count(*) AS evidence_count, list(evidence_id ORDER BY evidence_id) AS evidence_ids
        FROM theirs
        GROUP BY development_id
    ) b USING (development_id);

CREATE VIEW main.developments AS
    SELECT development_id, watch, status, stage, participants, event_date, date_precision, place, since, origin_count,
           origin_ids, evidence_count, evidence_ids, opened_at, changed_at, step_count, recorded_at, run_id
    FROM derived.developments ANTI JOIN ledger.moved_developments() USING (development_id)
    UNION ALL
    FROM ledger.reckoned_developments();
COMMENT ON VIEW main.developments IS 'What answers the watches: one row for each occurrence, as it stands now.';

CREATE VIEW main.development_history AS
    SELECT change_id, development_id, watch, step, kind, changed_at, status_before, status, stage_before, stage,
           participants, event_date, date_precision, place, len(origin_ids) AS origin_count, origin_ids, caused_by,
           recorded_at, run_id
    FROM ledger.development_changes;
COMMENT ON VIEW main.development_history IS 'Every step of every development, and the evidence that caused it.';

-- Evidence that was added, found to be another's, moved or read again since it was summed up.
CREATE MACRO ledger.moved_evidence() AS TABLE
    SELECT evidence_id FROM ledger.evidence WHERE recorded_at > ledger.summed_at('evidence')
    UNION
    SELECT evidence_id FROM ledger.development_evidence WHERE recorded_at > ledger.summed_at('evidence')
    UNION
    SELECT evidence_id FROM ledger.evidence WHERE version_id IN (
        SELECT version_id FROM ledger.reading_turns WHERE recorded_at > ledger.summed_at('evidence')
    );

-- That as it stands now: as `ledger.current_evidence` and `ledger.current_belongings` have it, but looked for among
-- these few rows alone.
CREATE MACRO ledger.reckoned_evidence() AS TABLE
    WITH moved AS MATERIALIZED (FROM ledger.moved_evidence()),
    told AS MATERIALIZED (FROM ledger.evidence WHERE evidence_id IN (FROM moved)),
    present AS (
        FROM (FROM told ANTI JOIN ledger.replaced_readings(TIMESTAMPTZ 'infinity') USING (version_id, reader_version))
        QUALIFY row_number() OVER (PARTITION BY evidence_id ORDER BY recorded_at DESC, revision DESC) = 1
    ),
    homes AS (
        SELECT development_id, evidence_id FROM ledger.development_evidence
        WHERE evidence_id IN (FROM moved)
        GROUP BY development_id, evidence_id HAVING arg_max(belongs, step)
    )
    SELECT e.evidence_id, d.development_id, e.watch, e.status, e.strength, e.mode, e.participants, e.event_date,
           e.date_precision, e.place, e.quote, e.event_id, e.article_id, e.version_id, e.outlet_id, e.url, e.published_at,
           e.fetched_at, e.origin_id, e.origin_reason, e.official_side, e.counts, e.reader_version, e.recorded_at,
           e.run_id
    FROM present e
    LEFT JOIN homes d USING (evidence_id);

CREATE VIEW main.evidence AS
    SELECT evidence_id, development_id, watch, status, strength, mode, participants, event_date, date_precision, place,
           quote, event_id, article_id, version_id, outlet_id, url, published_at, fetched_at, origin_id, origin_reason,
           official_side, counts, reader_version, recorded_at, run_id
    FROM derived.evidence ANTI JOIN ledger.moved_evidence() USING (evidence_id)
    UNION ALL
    FROM ledger.reckoned_evidence();
COMMENT ON VIEW main.evidence IS 'The words that speak to a watch, with the development they belong to and who first wrote them.';

-- Developments whose evidence, or what is current of it, may have changed since their origins were summed up.
CREATE MACRO ledger.shaken_developments() AS TABLE
    WITH moved AS (
        SELECT evidence_id FROM ledger.evidence WHERE recorded_at > ledger.summed_at('origins')
        UNION
        SELECT evidence_id FROM ledger.evidence WHERE version_id IN (
            SELECT version_id FROM ledger.reading_turns WHERE recorded_at > ledger.summed_at('origins')
        )
    )
    SELECT development_id FROM ledger.development_evidence WHERE recorded_at > ledger.summed_at('origins')
    UNION
    SELECT development_id FROM ledger.development_evidence WHERE evidence_id IN (SELECT evidence_id FROM moved);

CREATE VIEW main.origins AS
    -- As `ledger.current_belongings` and `ledger.current_evidence` have it, but looked for among these few rows alone.
    WITH shaken AS MATERIALIZED (FROM ledger.shaken_developments()),
    theirs AS MATERIALIZED (
        SELECT development_id, evidence_id FROM ledger.development_evidence
        WHERE development_id IN (FROM shaken)
        GROUP BY development_id, evidence_id HAVING arg_max(belongs, step)
    ),
    told AS MATERIALIZED (
        FROM ledger.evidence WHERE evidence_id IN (SELECT evidence_id FROM theirs)
    ),
    present AS MATERIALIZED (
        FROM (FROM told ANTI JOIN ledger.replaced_readings(TIMESTAMPTZ 'infinity') USING (version_id, reader_version))
        QUALIFY row_number() OVER (PARTITION BY evidence_id ORDER BY recorded_at DESC, revision DESC) = 1
    )
    SELECT development_id, watch, origin_id, origin_reason, counts, says_occurred, outlet_ids, article_count,
           evidence_count, first_seen_at
    FROM derived.origins ANTI JOIN shaken USING (development_id)
    UNION ALL
    SELECT development_id, watch, origin_id, min(origin_reason), bool_or(counts), bool_or(status = 'occurred'),
           list(DISTINCT outlet_id ORDER BY outlet_id), count(DISTINCT article_id), count(*),
           min(coalesce(published_at, fetched_at))
    FROM theirs JOIN present USING (evidence_id)
    GROUP BY development_id, watch, origin_id;
COMMENT ON VIEW main.origins IS 'Who first wrote the words that a development rests on: wire copy counts as the wire, one owner once.';

CREATE MACRO ledger.closed_watches(day) AS TABLE
    WITH tenures AS (
        SELECT w.watch, p.person, greatest(r.start_date, r.known_from_date) AS known_start,
               CASE WHEN r.end_date IS NOT NULL THEN greatest(r.end_date, r.end_known_from_date) END AS known_end,
               list_contains(w.person_offices, r.office_id) AS is_watched
        FROM (
            FROM ledger.watches QUALIFY row_number() OVER (PARTITION BY watch ORDER BY revision DESC) = 1
        ) w, unnest(w.persons) AS p(person), ledger.current_roles(TIMESTAMPTZ 'infinity') r
        WHERE w.closes_with = 'office-left' AND r.entity_id = p.person AND r.asserted_by = 'seeds'
    ),
    watched AS (
        FROM tenures
        QUALIFY is_watched OR NOT bool_or(is_watched) OVER (PARTITION BY watch, person)
    ),
    left_offices AS (
        SELECT watch, person, max(known_end) AS left_date
        FROM watched
        WHERE known_start <= day::DATE
        GROUP BY watch, person
        HAVING bool_and(coalesce(known_end <= day::DATE, false))
    )
    SELECT watch, min(left_date) AS closed_since FROM left_offices GROUP BY watch;

CREATE VIEW main.watches AS
    SELECT w.watch, w.question, d.status, d.since, d.development_id, coalesce(d.origin_count, 0) AS origins,
           closed.closed_since, d.stage, w.headline, w.severity, w.alert_from, w.implies, w.satisfied_by, w.counts AS
           what_counts, w.does_not_count, w.repeats, w.closes_with, w.channels, w.storyline, w.seed_order, w.recorded_at,
           w.run_id
    FROM (
        FROM ledger.watches QUALIFY row_number() OVER (PARTITION BY watch ORDER BY revision DESC) = 1
    ) w
    LEFT JOIN (
        FROM main.developments
        WHERE evidence_count > 0
        QUALIFY row_number() OVER (
            PARTITION BY watch ORDER BY (status <> 'background') DESC, since DESC, development_id DESC
        ) = 1
    ) d USING (watch)
    LEFT JOIN ledger.closed_watches((SELECT max(recorded_at) FROM ledger.transactions)) closed USING (watch)
    WHERE NOT w.retired;
COMMENT ON VIEW main.watches IS 'The questions put to the news, each with its present answer.';

CREATE VIEW main.timeline AS
    SELECT event_date, date_precision, basis AS kind, status, coalesce(summary, quote) AS what,
           nullif(list_aggregate(watches, 'string_agg', ', '), '') AS watch, actors, recipients, place, event_id AS ref_id,
           outlet_id, url, published_at, recorded_at
    FROM main.events
    WHERE is_current AND event_date IS NOT NULL
    UNION ALL
    SELECT d.event_date, d.date_precision, 'development', d.status, w.question, d.watch, d.participants, d.participants,
           d.place, d.development_id, NULL, NULL, NULL, d.recorded_at
    FROM main.developments d
    LEFT JOIN (
        -- Not the view, which would reckon all answers for these few questions.
        FROM ledger.watches QUALIFY row_number() OVER (PARTITION BY watch ORDER BY revision DESC) = 1
    ) w ON w.watch = d.watch AND NOT w.retired
    WHERE d.event_date IS NOT NULL;
COMMENT ON VIEW main.timeline IS 'Baseline, events and developments that have a date: ask with ORDER BY event_date.';
