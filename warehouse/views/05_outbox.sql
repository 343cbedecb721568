-- What was told to whom: alerts and their deliveries.

CREATE VIEW main.deliveries AS
    SELECT c.alert_id, c.channel,
           CASE WHEN t.is_delivered THEN 'delivered' WHEN t.is_dead THEN 'dead' ELSE 'waiting' END AS state,
           coalesce(t.attempt_count, 0) AS attempt_count, t.tried_at, t.delivered_at, t.not_before_at, t.detail,
           a.watch, a.severity, a.title, c.recorded_at, c.run_id
    FROM ledger.alert_channels c
    JOIN ledger.alerts a USING (alert_id)
    LEFT JOIN (
        SELECT alert_id, channel, count(*) AS attempt_count, max(tried_at) AS tried_at,
               bool_or(outcome = 'delivered') AS is_delivered, bool_or(outcome = 'dead') AS is_dead,
               min(tried_at) FILTER (outcome = 'delivered') AS delivered_at, max(not_before_at) AS not_before_at,
               max_by(detail, attempt) AS detail
        FROM ledger.delivery_attempts
        GROUP BY alert_id, channel
    ) t USING (alert_id, channel);
COMMENT ON VIEW main.deliveries IS 'Every alert for every channel that is to get it, and whether it did.';

CREATE VIEW main.alerts AS
    SELECT a.alert_id, a.kind, a.watch, a.severity, a.stage, a.status, a.status_before, a.title, a.text, a.html,
           a.data::JSON AS data, a.development_id, a.raised_at, coalesce(d.channels, []) AS channels,
           coalesce(d.delivered_count, 0) AS delivered_count, a.recorded_at, a.run_id
    FROM ledger.alerts a
    LEFT JOIN (
        SELECT alert_id, list(channel ORDER BY channel) AS channels,
               count(*) FILTER (state = 'delivered') AS delivered_count
        FROM main.deliveries
        GROUP BY alert_id
    ) d USING (alert_id);
COMMENT ON VIEW main.alerts IS 'The messages about developments: each once per development, stage and channel.';
