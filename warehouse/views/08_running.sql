-- What the system tells of itself.

CREATE VIEW main.service_messages AS
    SELECT m.message_id, m.kind, m.severity, m.title, m.text, m.html, m.data::JSON AS data, m.raised_at,
           coalesce(d.channels, []) AS channels, coalesce(d.delivered_count, 0) AS delivered_count,
           m.recorded_at, m.run_id
    FROM ledger.service_messages m
    LEFT JOIN (
        SELECT c.alert_id, list(c.channel ORDER BY c.channel) AS channels, count(t.alert_id) AS delivered_count
        FROM ledger.alert_channels c
        LEFT JOIN (
            SELECT DISTINCT alert_id, channel FROM ledger.delivery_attempts WHERE outcome = 'delivered'
        ) t USING (alert_id, channel)
        GROUP BY c.alert_id
    ) d ON d.alert_id = m.message_id;
COMMENT ON VIEW main.service_messages IS 'What was told of the running system itself: feeds that fell silent or came back, the daily heartbeat.';

CREATE VIEW main.host_visits AS
    SELECT host, visited_date, sum(request_count)::BIGINT AS request_count, max(not_before_at) AS not_before_at,
           max(recorded_at) AS recorded_at, arg_max(run_id, recorded_at) AS run_id
    FROM ledger.host_visits
    GROUP BY host, visited_date;
COMMENT ON VIEW main.host_visits IS 'How many requests each host got from us on each day.';
