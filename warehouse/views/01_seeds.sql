-- What people wrote: storylines, entities, offices, watches, outlets, feeds.

CREATE VIEW main.storylines AS
    SELECT storyline, title, description, started_date, news_window_days, retired, recorded_at, run_id
    FROM ledger.storylines
    QUALIFY row_number() OVER (PARTITION BY storyline ORDER BY revision DESC) = 1;
COMMENT ON VIEW main.storylines IS 'The storylines that are followed, as people wrote them.';

CREATE VIEW main.documents AS
    SELECT document_id, storyline, outlet, published_date, language, title, note, retired, recorded_at, run_id
    FROM ledger.documents
    QUALIFY row_number() OVER (PARTITION BY document_id ORDER BY revision DESC) = 1;
COMMENT ON VIEW main.documents IS 'The documents that a storyline starts from: what each is, not its words.';

CREATE VIEW main.aliases AS
    SELECT alias, language, form, entity_id, office_id, asserted_by, evidence_id, storyline, recorded_at, run_id
    FROM (
        FROM ledger.aliases QUALIFY row_number() OVER (PARTITION BY alias_id ORDER BY revision DESC) = 1
    )
    WHERE NOT retired;
COMMENT ON VIEW main.aliases IS 'The names that texts use for entities and offices.';

CREATE VIEW main.entities AS
    SELECT e.entity_id, e.kind, e.name, e.side, coalesce(a.aliases, []) AS aliases, e.wikidata, e.gender, e.within,
           e.note, e.storyline, e.retired, e.recorded_at, e.run_id
    FROM (
        FROM ledger.entities QUALIFY row_number() OVER (PARTITION BY entity_id ORDER BY revision DESC) = 1
    ) e
    LEFT JOIN (
        SELECT entity_id, list(DISTINCT alias ORDER BY alias) AS aliases FROM main.aliases GROUP BY entity_id
    ) a USING (entity_id);
COMMENT ON VIEW main.entities IS 'Who and what the storylines are about: persons, organisations, countries, places, forums, measures, things.';

CREATE VIEW main.offices AS
    SELECT office_id, name, side, rank, domain, wikidata, storyline, retired, recorded_at, run_id
    FROM ledger.offices
    QUALIFY row_number() OVER (PARTITION BY office_id ORDER BY revision DESC) = 1;
COMMENT ON VIEW main.offices IS 'Posts that persons hold for a time; who held which when is in roles.';

CREATE VIEW main.roles AS
    SELECT r.role_id, r.office_id, o.name AS office, r.entity_id, e.name AS person, r.start_date, r.end_date,
           r.known_from_date, r.end_known_from_date, r.acting, r.asserted_by, r.evidence_id, r.storyline,
           r.recorded_at, r.run_id
    FROM (
        FROM ledger.roles QUALIFY row_number() OVER (PARTITION BY role_id ORDER BY revision DESC) = 1
    ) r
    LEFT JOIN main.offices o USING (office_id)
    LEFT JOIN main.entities e ON e.entity_id = r.entity_id
    WHERE NOT r.retired;
COMMENT ON VIEW main.roles IS 'Who held which office from when to when.';

CREATE MACRO main.roles_on(day) AS TABLE
    SELECT * FROM main.roles
    WHERE start_date <= day::DATE AND (end_date IS NULL OR end_date > day::DATE);
COMMENT ON MACRO TABLE main.roles_on IS 'The roles held on a day: roles_on(DATE). On the day of a change the successor holds the office.';

CREATE VIEW main.outlets AS
    SELECT outlet_id, name, owner, independence_group, country, languages, kind, hosts, official, aggregator, note,
           retired, recorded_at, run_id
    FROM ledger.outlets
    QUALIFY row_number() OVER (PARTITION BY outlet_id ORDER BY revision DESC) = 1;
COMMENT ON VIEW main.outlets IS 'Publishers, who owns them, and with whom they count as one voice.';

CREATE VIEW main.feeds AS
    SELECT feed_id, outlet_id, url, format, language, enabled, read_whole, full_text, fetch_pages, interval_minutes,
           entries_per_day, note, retired, recorded_at, run_id
    FROM ledger.feeds
    QUALIFY row_number() OVER (PARTITION BY feed_id ORDER BY revision DESC) = 1;
COMMENT ON VIEW main.feeds IS 'The addresses that are polled.';
