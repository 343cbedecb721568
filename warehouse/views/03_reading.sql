-- What the reader made of the articles: mentions and events of the newest reading of each version.

CREATE VIEW main.mentions AS
    SELECT m.mention_id, m.entity_id, m.office_id, m.form, m.text, m.field, m.start_offset, m.end_offset, m.version_id,
           m.article_id, m.outlet_id, m.published_at, m.reader_version, m.recorded_at, m.run_id
    FROM ledger.mentions m
    ANTI JOIN ledger.replaced_readings(TIMESTAMPTZ 'infinity') old ON old.reading_id = m.reading_id;
COMMENT ON VIEW main.mentions IS 'Spans of text that mean an entity, from the newest reading of each article version.';

CREATE MACRO main.events_as_of(as_of) AS TABLE
    SELECT e.event_id, 'article' AS basis, e.mode, e.event_type, e.cameo, e.status, e.strength, e.actors, e.recipients,
           e.offices, e.place, e.event_date, e.date_precision, e.watches, e.quote, NULL::VARCHAR AS summary, e.field,
           e.start_offset, e.end_offset, e.cues, e.article_id, e.version_id,
           e.version_id NOT IN (SELECT version_id FROM ledger.replaced_versions(as_of)) AS is_current,
           e.outlet_id, e.url, e.language, e.published_at, e.reader_version, e.recorded_at, e.run_id
    FROM ledger.events e
    ANTI JOIN ledger.replaced_readings(as_of) old ON old.reading_id = e.reading_id
    WHERE e.recorded_at <= as_of::TIMESTAMPTZ
    UNION ALL
    SELECT b.event_id, 'baseline', b.mode, b.event_type, b.cameo, b.status, 'strong', b.actors, b.recipients, [], b.place,
           b.event_date, b.date_precision, b.watches, NULL, b.summary, NULL, NULL, NULL, [], NULL, NULL, true, NULL, NULL,
           NULL, NULL, NULL, b.recorded_at, b.run_id
    FROM (
        FROM ledger.baseline_events
        WHERE recorded_at <= as_of::TIMESTAMPTZ
        QUALIFY row_number() OVER (PARTITION BY event_id ORDER BY revision DESC) = 1
    ) b
    WHERE NOT b.retired;
COMMENT ON MACRO TABLE main.events_as_of IS 'The view events as it stood at an instant: events_as_of(TIMESTAMPTZ).';

CREATE VIEW main.events AS
    SELECT * FROM main.events_as_of(TIMESTAMPTZ 'infinity');
COMMENT ON VIEW main.events IS 'Who did what to whom, and whether it happened: one row for each time an article says so, and the baseline that the seed documents report.';

CREATE VIEW main.event_watches AS
    SELECT event_id, unnest(watches) AS watch, basis, mode, status, strength, event_date, article_id, version_id,
           is_current, outlet_id, published_at, recorded_at
    FROM main.events;
COMMENT ON VIEW main.event_watches IS 'Events by the watches whose question they speak to, at whatever status.';

CREATE VIEW main.weekly_statuses AS
    SELECT watch, week, status, sum(article_count)::BIGINT AS article_count
    FROM derived.status_sums
    GROUP BY watch, week, status
    HAVING sum(article_count) > 0;
COMMENT ON VIEW main.weekly_statuses IS 'How many articles of a week give which status to a watch, in their current version and reading.';
