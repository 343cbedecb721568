from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from seeds.watches import Severity, Stage
from tests.warehouse.samples import MESSAGE, NOW, make_alert, make_digest
from warehouse.acknowledgements import append_acknowledgement
from warehouse.digests import append_digests
from warehouse.outbox import (
    DeliveryAttempt,
    DeliveryOutcome,
    DueDelivery,
    append_alerts,
    append_delivery_attempts,
    load_due_deliveries,
    reopen_deliveries,
)
from warehouse.store import Warehouse

CHANNELS = {"alert-1": ("console", "desk")}


def store_alert(warehouse: Warehouse) -> int:
    with warehouse.transaction("run-1") as tx:
        return append_alerts(tx, [(make_alert(), MESSAGE)], CHANNELS)


def tried(outcome: DeliveryOutcome, attempt: int = 1, wait_minutes: int | None = None) -> DeliveryAttempt:
    return DeliveryAttempt(
        message_id="alert-1",
        channel="desk",
        attempt=attempt,
        outcome=outcome,
        at=NOW,
        not_before=None if wait_minutes is None else NOW + timedelta(minutes=wait_minutes),
    )


def due(warehouse: Warehouse, minutes: int = 0) -> list[tuple[str, int]]:
    with warehouse.reading() as look:
        found = load_due_deliveries(look, NOW + timedelta(minutes=minutes))
    return [(delivery.channel, delivery.failures) for delivery in found]


def attempt(warehouse: Warehouse, tried_once: DeliveryAttempt) -> int:
    with warehouse.transaction("run-1") as tx:
        return append_delivery_attempts(tx, [tried_once])


def test_a_pause_that_a_clock_ahead_has_set_is_over(warehouse: Warehouse) -> None:
    store_alert(warehouse)
    attempt(warehouse, tried(DeliveryOutcome.FAILED, wait_minutes=60 * 24 * 400))
    assert due(warehouse) == [("console", 0), ("desk", 1)]
    attempt(warehouse, tried(DeliveryOutcome.FAILED, attempt=2, wait_minutes=60 * 24))
    assert due(warehouse) == [("console", 0)]


def test_an_alert_is_stored_once_whatever_its_words(warehouse: Warehouse) -> None:
    assert store_alert(warehouse) == 1
    with warehouse.transaction("run-2") as tx:
        assert append_alerts(tx, [(make_alert(), {**MESSAGE, "title": "Other words"})], CHANNELS) == 0
        assert tx.rows("SELECT title, channels FROM alerts") == [
            {"title": "They have met", "channels": ["console", "desk"]}
        ]


def test_a_stored_alert_is_due_on_each_of_its_channels_with_its_message(warehouse: Warehouse) -> None:
    store_alert(warehouse)
    with warehouse.reading() as look:
        assert load_due_deliveries(look, NOW) == [
            DueDelivery(
                message_id="alert-1",
                kind="alert",
                thread="dev-1",
                severity=Severity.HIGH,
                stage=Stage.REPORTED,
                raised_at=NOW,
                channel=channel,
                failures=0,
                last_attempt=0,
                title="They have met",
                text="Austin and Li met.",
                html="<p>Austin and Li met.</p>",
                data={"n": 1},
            )
            for channel in ("console", "desk")
        ]


def test_an_alert_without_channels_is_a_mistake(warehouse: Warehouse) -> None:
    with pytest.raises(KeyError, match="alert-1"), warehouse.transaction("run-1") as tx:
        append_alerts(tx, [(make_alert(), MESSAGE)], {})


def test_an_attempt_is_stored_once(warehouse: Warehouse) -> None:
    store_alert(warehouse)
    assert [attempt(warehouse, tried(DeliveryOutcome.FAILED)) for _ in range(2)] == [1, 0]


@pytest.mark.parametrize("outcome", [DeliveryOutcome.DELIVERED, DeliveryOutcome.DEAD, DeliveryOutcome.QUIET])
def test_what_is_delivered_given_up_or_quiet_is_no_longer_due(warehouse: Warehouse, outcome: DeliveryOutcome) -> None:
    store_alert(warehouse)
    attempt(warehouse, tried(outcome))
    assert due(warehouse, minutes=10_000) == [("console", 0)]


def test_what_failed_is_due_again_when_its_pause_is_over(warehouse: Warehouse) -> None:
    store_alert(warehouse)
    attempt(warehouse, tried(DeliveryOutcome.FAILED, wait_minutes=5))
    assert due(warehouse, minutes=4) == [("console", 0)]
    assert due(warehouse, minutes=5) == [("console", 0), ("desk", 1)]


def test_deliveries_say_where_each_alert_stands(warehouse: Warehouse) -> None:
    store_alert(warehouse)
    attempt(warehouse, tried(DeliveryOutcome.FAILED, wait_minutes=5))
    attempt(warehouse, tried(DeliveryOutcome.DELIVERED, attempt=2))
    with warehouse.reading() as look:
        rows = look.rows("SELECT channel, state, attempt_count, delivered_at FROM deliveries ORDER BY channel")
        assert rows == [
            {"channel": "console", "state": "waiting", "attempt_count": 0, "delivered_at": None},
            {"channel": "desk", "state": "delivered", "attempt_count": 2, "delivered_at": NOW},
        ]
        assert look.rows("SELECT delivered_count FROM alerts") == [{"delivered_count": 1}]


def test_older_alerts_are_due_first(warehouse: Warehouse) -> None:
    alerts = [(make_alert(name, at=NOW - timedelta(hours=hours)), MESSAGE) for name, hours in (("a", 1), ("b", 2))]
    with warehouse.transaction("run-1") as tx:
        append_alerts(tx, alerts, {"a": ("console",), "b": ("console",)})
        assert [delivery.message_id for delivery in load_due_deliveries(tx, NOW)] == ["b", "a"]


def reopen(warehouse: Warehouse, *alert_ids: str) -> int:
    with warehouse.transaction(None) as tx:
        return reopen_deliveries(tx, NOW, alert_ids or None)


@pytest.mark.parametrize("outcome", [DeliveryOutcome.FAILED, DeliveryOutcome.DEAD])
def test_what_failed_or_was_given_up_can_be_made_due_at_once_as_if_it_were_new(
    warehouse: Warehouse, outcome: DeliveryOutcome
) -> None:
    store_alert(warehouse)
    attempt(warehouse, tried(outcome, wait_minutes=5))
    assert [reopen(warehouse), reopen(warehouse)] == [1, 0]
    with warehouse.reading() as look:
        found = {each.channel: each for each in load_due_deliveries(look, NOW)}
        assert look.rows("SELECT state, attempt_count FROM deliveries WHERE channel = 'desk'") == [
            {"state": "waiting", "attempt_count": 1}
        ]
    assert (found["desk"].failures, found["desk"].last_attempt, found["desk"].reopened) == (0, 2, True)
    assert not found["console"].reopened


def test_a_named_alert_is_made_due_on_every_channel_that_has_not_got_it(warehouse: Warehouse) -> None:
    store_alert(warehouse)
    attempt(warehouse, tried(DeliveryOutcome.DELIVERED))
    assert reopen(warehouse, "alert-1") == 1
    assert reopen(warehouse, "alert-9") == 0
    with warehouse.reading() as look:
        assert [(each.channel, each.reopened) for each in load_due_deliveries(look, NOW)] == [("console", True)]


def test_an_acknowledged_alert_says_so_where_it_is_still_due(warehouse: Warehouse) -> None:
    store_alert(warehouse)
    with warehouse.transaction(None) as tx:
        append_acknowledgement(tx, "alert-1", "", NOW)
        assert [each.acknowledged for each in load_due_deliveries(tx, NOW)] == [True, True]


def store_digest(warehouse: Warehouse, title: str = "1 notice") -> int:
    with warehouse.transaction("run-1") as tx:
        return append_digests(tx, [make_digest(channel="desk", title=title)])


def test_a_digest_is_stored_once_whatever_is_in_it(warehouse: Warehouse) -> None:
    store_alert(warehouse)
    assert [store_digest(warehouse), store_digest(warehouse, "other")] == [1, 0]
    with warehouse.reading() as look:
        assert look.rows("SELECT title, alert_ids, state FROM digests") == [
            {"title": "1 notice", "alert_ids": ["alert-1"], "state": "waiting"}
        ]


def test_a_notice_in_a_digest_is_due_as_the_digest_and_delivered_with_it(warehouse: Warehouse) -> None:
    store_alert(warehouse)
    store_digest(warehouse)
    with warehouse.reading() as look:
        found = [(each.message_id, each.kind, each.channel) for each in load_due_deliveries(look, NOW)]
    assert found == [("alert-1", "alert", "console"), ("digest-1", "digest", "desk")]
    attempt(warehouse, replace(tried(DeliveryOutcome.DELIVERED), message_id="digest-1"))
    with warehouse.reading() as look:
        assert look.rows("SELECT channel, state, digest_id FROM deliveries ORDER BY channel") == [
            {"channel": "console", "state": "waiting", "digest_id": None},
            {"channel": "desk", "state": "delivered", "digest_id": "digest-1"},
        ]


def test_a_notice_whose_digest_was_given_up_is_reopened_with_it(warehouse: Warehouse) -> None:
    store_alert(warehouse)
    store_digest(warehouse)
    attempt(warehouse, replace(tried(DeliveryOutcome.DEAD), message_id="digest-1"))
    assert reopen(warehouse) == 1
    with warehouse.reading() as look:
        found = [(each.message_id, each.reopened) for each in load_due_deliveries(look, NOW)]
    assert found == [("alert-1", False), ("digest-1", True)]
