"""Events in the column layout of POLECAT, for the tools of that field's data sets.

The forty columns, their names and their order are those of the data's own tab-separated files (Harvard Dataverse,
doi:10.7910/DVN/AJGVIT), which replaced ICEWS in 2023; event types are those of the PLOVER codebook
(https://github.com/openeventdata/PLOVER), whose contexts future, hypothetical and historical say what our status
says. A row is one actor and one recipient, so an event between several is several rows. What storywatch does not know
(intensity, sectors, coordinates, Correlates of War numbers) is empty. Behind the forty stand columns of our own.
"""

from __future__ import annotations

COUNTRY_CODES = {
    "united-states": "USA",
    "china": "CHN",
    "taiwan": "TWN",
    "singapore": "SGP",
    "russia": "RUS",
    "japan": "JPN",
    "philippines": "PHL",
    "australia": "AUS",
    "united-kingdom": "GBR",
    "france": "FRA",
    "germany": "DEU",
    "india": "IND",
    "south-korea": "KOR",
    "north-korea": "PRK",
    "vietnam": "VNM",
    "canada": "CAN",
    "new-zealand": "NZL",
    "indonesia": "IDN",
    "malaysia": "MYS",
    "thailand": "THA",
    "ukraine": "UKR",
}
"""Country entities to ISO 3166-1 alpha-3, as POLECAT writes them; others stand with their own id."""

QUAD_CODES = {
    "VERBAL COOPERATION": ("AGREE", "CONSULT", "SUPPORT", "CONCEDE"),
    "MATERIAL COOPERATION": ("COOPERATE", "AID", "RETREAT"),
    "VERBAL CONFLICT": ("REQUEST", "ACCUSE", "REJECT", "THREATEN"),
    "MATERIAL CONFLICT": ("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
}
"""The quad category that the PLOVER manual gives each event type; the two types of ours have none."""

_QUADS = ", ".join(f"('{event_type}', '{quad}')" for quad, types in QUAD_CODES.items() for event_type in types)
_CODES = ", ".join(f"('{entity}', '{code}')" for entity, code in COUNTRY_CODES.items())

POLECAT_QUERY = f"""
WITH codes(side, code) AS (VALUES {_CODES}),
quads(event_type, quad) AS (VALUES {_QUADS}),
parties AS (
    SELECT e.entity_id, e.name,
           coalesce(codes.code, e.side, CASE WHEN e.kind = 'country' THEN e.entity_id END) AS country
    FROM main.entities e
    LEFT JOIN codes ON codes.side = coalesce(e.side, e.entity_id)
),
sides AS (
    SELECT *, unnest(CASE WHEN len(actors) = 0 THEN [NULL] ELSE actors END) AS actor
    FROM main.events
    WHERE is_current AND basis = 'article'
),
pairs AS (
    SELECT *, unnest(CASE WHEN len(recipients) = 0 THEN [NULL] ELSE recipients END) AS recipient FROM sides
)
SELECT x.event_id AS "Event ID", x.event_date AS "Event Date", x.event_type AS "Event Type", x.mode AS "Event Mode",
       NULL::DOUBLE AS "Intensity", q.quad AS "Quad Code",
       CASE WHEN x.status IN ('scheduled', 'proposed') THEN 'future' WHEN x.status = 'conditional' THEN 'hypothetical'
            WHEN x.status = 'background' THEN 'historical' END AS "Contexts",
       coalesce(a.name, x.actor) AS "Actor Name", a.country AS "Actor Country", NULL::INTEGER AS "Actor COW",
       NULL::VARCHAR AS "Primary Actor Sector", NULL::VARCHAR AS "Actor Sectors", NULL::VARCHAR AS "Actor Title",
       NULL::VARCHAR AS "Actor Name Raw", NULL::VARCHAR AS "Wikipedia Actor ID",
       coalesce(r.name, x.recipient) AS "Recipient Name", r.country AS "Recipient Country",
       NULL::INTEGER AS "Recipient COW", NULL::VARCHAR AS "Primary Recipient Sector",
       NULL::VARCHAR AS "Recipient Sectors", NULL::VARCHAR AS "Recipient Title",
       NULL::VARCHAR AS "Recipient Name Raw", NULL::VARCHAR AS "Wikipedia Recipient ID",
       coalesce(p.name, x.place) AS "Placename", NULL::VARCHAR AS "City", NULL::VARCHAR AS "District",
       NULL::VARCHAR AS "Province", p.country AS "Country", NULL::DOUBLE AS "Latitude", NULL::DOUBLE AS "Longitude",
       NULL::BIGINT AS "GeoNames ID", x.place AS "Raw Placename", NULL::VARCHAR AS "Feature Type",
       x.outlet_id AS "Source", x.published_at::DATE AS "Publication Date", NULL::VARCHAR AS "Story People",
       NULL::VARCHAR AS "Story Organizations", NULL::VARCHAR AS "Story Locations", x.language AS "Language",
       x.reader_version AS "Version",
       x.status AS "Event Status", x.strength AS "Strength", x.cameo AS "CAMEO Code",
       array_to_string(x.watches, ';') AS "Watches", x.actor AS "Actor ID", x.recipient AS "Recipient ID",
       x.quote AS "Event Text", x.url AS "URL", x.article_id AS "Story ID"
FROM pairs x
LEFT JOIN quads q ON q.event_type = x.event_type
LEFT JOIN parties a ON a.entity_id = x.actor
LEFT JOIN parties r ON r.entity_id = x.recipient
LEFT JOIN parties p ON p.entity_id = x.place
WHERE x.actor IS DISTINCT FROM x.recipient OR len(list_distinct(x.actors || x.recipients)) < 2
ORDER BY x.event_date, x.event_id, x.actor, x.recipient
"""
