-- What people wrote, and what the news added: storylines, entities, offices, watches, outlets, feeds.

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

-- Of a name that people have listed since, the news' own row is no longer shown.
CREATE MACRO ledger.current_aliases(as_of) AS TABLE
    WITH newest AS (
        SELECT * FROM (
            FROM ledger.aliases WHERE recorded_at <= as_of::TIMESTAMPTZ
            QUALIFY row_number() OVER (PARTITION BY alias_id ORDER BY revision DESC) = 1
        )
        WHERE NOT retired
    )
    FROM newest WHERE asserted_by = 'seeds'
    UNION ALL
    SELECT n.* FROM newest n
    ANTI JOIN (FROM newest WHERE asserted_by = 'seeds') s ON s.entity_id = n.entity_id AND s.alias = n.alias
    WHERE n.asserted_by = 'news';

CREATE MACRO main.aliases_as_of(as_of) AS TABLE
    SELECT alias, language, form, entity_id, office_id, asserted_by, evidence_id AS mention_id, storyline, recorded_at,
           run_id
    FROM ledger.current_aliases(as_of);
COMMENT ON MACRO TABLE main.aliases_as_of IS 'The view aliases as it stood at an instant: aliases_as_of(TIMESTAMPTZ).';

CREATE VIEW main.aliases AS
    SELECT * FROM main.aliases_as_of(TIMESTAMPTZ 'infinity');
COMMENT ON VIEW main.aliases IS 'The names that texts use for entities and offices: those that people listed, and spellings that articles taught.';

CREATE MACRO main.entities_as_of(as_of) AS TABLE
    SELECT e.entity_id, e.kind, e.name, e.side, coalesce(a.aliases, []) AS aliases, e.wikidata, e.gender, e.within,
           e.note, e.storyline, e.retired, e.recorded_at, e.run_id
    FROM (
        FROM ledger.entities WHERE recorded_at <= as_of::TIMESTAMPTZ
        QUALIFY row_number() OVER (PARTITION BY entity_id ORDER BY revision DESC) = 1
    ) e
    LEFT JOIN (
        SELECT entity_id, list(DISTINCT alias ORDER BY alias) AS aliases
        FROM main.aliases_as_of(as_of)
        GROUP BY entity_id
    ) a USING (entity_id);
COMMENT ON MACRO TABLE main.entities_as_of IS 'The view entities as it stood at an instant: entities_as_of(TIMESTAMPTZ).';

CREATE VIEW main.entities AS
    SELECT * FROM main.entities_as_of(TIMESTAMPTZ 'infinity');
COMMENT ON VIEW main.entities IS 'Who and what the storylines are about: persons, organisations, countries, places, forums, measures, things.';

CREATE VIEW main.offices AS
    SELECT office_id, name, side, rank, domain, wikidata, storyline, retired, recorded_at, run_id
    FROM ledger.offices
    QUALIFY row_number() OVER (PARTITION BY office_id ORDER BY revision DESC) = 1;
COMMENT ON VIEW main.offices IS 'Posts that persons hold for a time; who held which when is in roles.';

CREATE MACRO ledger.current_roles(as_of) AS TABLE
    SELECT * FROM (
        FROM ledger.roles WHERE recorded_at <= as_of::TIMESTAMPTZ
        QUALIFY row_number() OVER (PARTITION BY role_id ORDER BY revision DESC) = 1
    )
    WHERE NOT retired;

-- What people wrote stands as they wrote it. The news adds the roles that they did not write, ends those that they left
-- open, and is named beside those that it confirms: within 31 days, since the day told and the day meant differ.
CREATE MACRO main.roles_as_of(as_of) AS TABLE
    WITH told AS (
        SELECT role_id, office_id, entity_id, evidence_id AS development_id, known_from_date IS NOT NULL AS is_gain,
               coalesce(start_date, known_from_date, end_date, end_known_from_date) AS turn_date,
               coalesce(known_from_date, end_known_from_date) AS told_date, storyline, recorded_at, run_id,
               count(*) FILTER (known_from_date IS NULL) OVER (
                   PARTITION BY office_id, entity_id ORDER BY turn_date, is_gain
               ) AS losses_before
        FROM ledger.current_roles(as_of)
        WHERE asserted_by = 'news'
    ),
    written AS (
        SELECT role_id, office_id, entity_id, start_date, end_date, known_from_date, end_known_from_date, acting,
               asserted_by, storyline, recorded_at, run_id
        FROM ledger.current_roles(as_of)
        WHERE asserted_by = 'seeds'
    ),
    -- Of several reports that a person gained an office, with none between that it was lost, the first is the role.
    gained AS (
        SELECT g.role_id, g.office_id, g.entity_id, g.turn_date AS start_date, NULL::DATE AS end_date,
               g.told_date AS known_from_date, NULL::DATE AS end_known_from_date, false AS acting, 'news' AS asserted_by,
               g.storyline, g.recorded_at, g.run_id
        FROM told g
        ANTI JOIN written w ON w.office_id = g.office_id AND w.entity_id = g.entity_id
            AND g.turn_date BETWEEN w.start_date - 31 AND coalesce(w.end_date, g.turn_date)
        WHERE g.is_gain AND g.entity_id IS NOT NULL
        QUALIFY row_number() OVER (
            PARTITION BY g.office_id, g.entity_id, g.losses_before ORDER BY g.turn_date, g.role_id
        ) = 1
    ),
    held AS (FROM written UNION ALL BY NAME FROM gained),
    starts AS (
        SELECT h.role_id, min_by(g.development_id, g.turn_date) AS development_id,
               min_by(g.recorded_at, g.turn_date) AS recorded_at
        FROM held h
        JOIN told g ON g.is_gain AND g.office_id = h.office_id AND g.entity_id = h.entity_id
            AND g.turn_date BETWEEN h.start_date - 31 AND coalesce(h.end_date, g.turn_date)
        GROUP BY h.role_id
    ),
    -- An open role ends when its loss is told, or when somebody else is said to have gained the office.
    ends AS (
        SELECT h.role_id, min_by(l.development_id, (l.turn_date, l.is_gain)) AS development_id,
               min(l.turn_date) AS end_date, min_by(l.told_date, (l.turn_date, l.is_gain)) AS told_date,
               min_by(l.recorded_at, (l.turn_date, l.is_gain)) AS recorded_at
        FROM held h
        JOIN told l ON l.office_id = h.office_id
            AND CASE WHEN l.is_gain THEN h.end_date IS NULL AND NOT h.acting AND l.entity_id IS DISTINCT FROM h.entity_id
                ELSE l.entity_id = h.entity_id END
            AND l.turn_date > h.start_date AND l.turn_date <= coalesce(h.end_date + 31, l.turn_date)
            AND l.turn_date >= coalesce(h.end_date - 31, l.turn_date)
        GROUP BY h.role_id
    )
    SELECT h.role_id, h.office_id, o.name AS office, h.entity_id, e.name AS person, h.start_date,
           coalesce(h.end_date, n.end_date) AS end_date, h.known_from_date,
           CASE WHEN h.end_date IS NULL THEN n.told_date ELSE h.end_known_from_date END AS end_known_from_date,
           h.acting, h.asserted_by,
           CASE WHEN h.end_date IS NOT NULL THEN h.asserted_by WHEN n.end_date IS NOT NULL THEN 'news' END
               AS end_asserted_by,
           s.development_id AS start_development_id, n.development_id AS end_development_id, h.storyline,
           greatest(h.recorded_at, s.recorded_at, n.recorded_at) AS recorded_at, h.run_id
    FROM held h
    LEFT JOIN starts s USING (role_id)
    LEFT JOIN ends n USING (role_id)
    LEFT JOIN (
        FROM ledger.offices WHERE recorded_at <= as_of::TIMESTAMPTZ
        QUALIFY row_number() OVER (PARTITION BY office_id ORDER BY revision DESC) = 1
    ) o ON o.office_id = h.office_id
    LEFT JOIN (
        FROM ledger.entities WHERE recorded_at <= as_of::TIMESTAMPTZ
        QUALIFY row_number() OVER (PARTITION BY entity_id ORDER BY revision DESC) = 1
    ) e ON e.entity_id = h.entity_id;
COMMENT ON MACRO TABLE main.roles_as_of IS 'The view roles as it stood at an instant: roles_as_of(TIMESTAMPTZ).';

CREATE VIEW main.roles AS
    SELECT * FROM main.roles_as_of(TIMESTAMPTZ 'infinity');
COMMENT ON VIEW main.roles IS 'Who held which office from when to when: as people wrote it, and as corroborated appointments and removals add.';

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
