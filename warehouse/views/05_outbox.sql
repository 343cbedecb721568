-- What was told to whom: alerts and their deliveries.

-- Where each message, an alert or a digest, stands with each channel, by its tries.
CREATE MACRO ledger.delivery_states() AS TABLE
    WITH tries AS (
        SELECT *, outcome IN ('delivered', 'failed', 'dead') AS was_sent,
               max(CASE WHEN outcome = 'reopened' THEN attempt ELSE 0 END)
                   OVER (PARTITION BY alert_id, channel) AS reopened
        FROM ledger.delivery_attempts
    )
    SELECT alert_id AS message_id, channel,
           count(*) FILTER (was_sent) AS attempt_count,
           count(*) FILTER (outcome = 'failed' AND attempt > reopened) AS failure_count,
           max(attempt) AS last_attempt, arg_max(outcome, attempt) AS last_outcome,
           coalesce(last_outcome IN ('delivered', 'dead', 'quiet'), false) AS is_closed,
           max(tried_at) FILTER (was_sent) AS tried_at, min(tried_at) FILTER (outcome = 'delivered') AS delivered_at,
           arg_max({'value': not_before_at}, attempt).value AS not_before_at, arg_max(detail, attempt) AS detail
    FROM tries
    GROUP BY alert_id, channel;

-- Which digest speaks for a notice on a channel.
CREATE MACRO ledger.digested() AS TABLE
    SELECT m.alert_id, d.channel, d.digest_id
    FROM ledger.digest_members m
    JOIN ledger.digests d USING (digest_id);

CREATE VIEW main.deliveries AS
    SELECT c.alert_id, c.channel, CASE WHEN s.is_closed THEN s.last_outcome ELSE 'waiting' END AS state,
           coalesce(s.attempt_count, 0) AS attempt_count, s.tried_at, s.delivered_at, s.not_before_at, s.detail,
           m.digest_id, a.watch, a.severity, a.title, c.recorded_at, c.run_id
    FROM ledger.alert_channels c
    JOIN ledger.alerts a USING (alert_id)
    LEFT JOIN ledger.digested() m USING (alert_id, channel)
    LEFT JOIN ledger.delivery_states() s ON s.message_id = coalesce(m.digest_id, c.alert_id) AND s.channel = c.channel;
COMMENT ON VIEW main.deliveries IS 'Every alert for every channel that is to get it, and whether it did.';

CREATE VIEW main.digests AS
    SELECT d.digest_id, d.channel, d.severity, d.raised_at, d.title, d.text, d.html, d.data::JSON AS data, m.alert_ids,
           CASE WHEN s.is_closed THEN s.last_outcome ELSE 'waiting' END AS state,
           coalesce(s.attempt_count, 0) AS attempt_count, s.tried_at, s.delivered_at, s.not_before_at, s.detail,
           d.recorded_at, d.run_id
    FROM ledger.digests d
    LEFT JOIN (
        SELECT digest_id, list(alert_id ORDER BY alert_id) AS alert_ids FROM ledger.digest_members GROUP BY digest_id
    ) m USING (digest_id)
    LEFT JOIN ledger.delivery_states() s ON s.message_id = d.digest_id AND s.channel = d.channel;
COMMENT ON VIEW main.digests IS 'Daily messages that gather the notices for one channel, and whether they were delivered.';

CREATE VIEW main.alerts AS
    SELECT a.alert_id, a.kind, a.watch, a.severity, a.stage, a.status, a.status_before, a.title, a.text, a.html,
           a.data::JSON AS data, a.development_id, a.raised_at, coalesce(d.channels, []) AS channels,
           coalesce(d.delivered_count, 0) AS delivered_count, k.acknowledged_at, coalesce(k.notes, []) AS notes,
           a.recorded_at, a.run_id
    FROM ledger.alerts a
    LEFT JOIN (
        SELECT alert_id, list(channel ORDER BY channel) AS channels,
               count(*) FILTER (state = 'delivered') AS delivered_count
        FROM main.deliveries
        GROUP BY alert_id
    ) d USING (alert_id)
    LEFT JOIN (
        SELECT alert_id, min(acknowledged_at) AS acknowledged_at,
               list(note ORDER BY acknowledged_at, recorded_at) FILTER (note <> '') AS notes
        FROM ledger.acknowledgements
        GROUP BY alert_id
    ) k USING (alert_id);
COMMENT ON VIEW main.alerts IS 'The messages about developments: each once per development, stage and channel.';
