-- What governments publish as lists: each list as it was last believed, and what became of the watched entries.

CREATE VIEW main.official_lists AS
    SELECT s.list_id, s.outlet_id, s.published_date, s.entry_count, s.stated_count, s.settled, s.fetched_at,
           coalesce(e.uids, []) AS listed_uids, coalesce(e.names, []) AS listed_names, s.snapshot_id, s.url,
           s.recorded_at, s.run_id
    FROM (
        FROM ledger.list_snapshots
        QUALIFY row_number() OVER (PARTITION BY list_id ORDER BY recorded_at DESC, fetched_at DESC) = 1
    ) s
    LEFT JOIN (
        SELECT snapshot_id, list(uid ORDER BY uid) AS uids, list(name ORDER BY uid) AS names
        FROM ledger.list_entries
        GROUP BY snapshot_id
    ) e USING (snapshot_id);
COMMENT ON VIEW main.official_lists IS 'Each official list as it was last read whole, with the watched entries that are in it.';

CREATE VIEW main.list_changes AS
    SELECT c.change_id, c.list_id, c.uid, c.entity_id, c.kind, c.confirmed_by, c.row_before, c.row_after, c.changed_at,
           s.published_date, s.entry_count, c.snapshot_id, s.url, c.recorded_at, c.run_id
    FROM ledger.list_changes c
    JOIN ledger.list_snapshots s USING (snapshot_id);
COMMENT ON VIEW main.list_changes IS 'What became of the watched entries of official lists; only a confirmed removal answers a watch.';
