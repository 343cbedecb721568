from __future__ import annotations

from datetime import timedelta

import pytest

from tests.warehouse.samples import MESSAGE, NOW, make_alert
from warehouse.outbox import (
    DeliveryAttempt,
    DeliveryOutcome,
    DueDelivery,
    append_alerts,
    append_delivery_attempt,
    load_due_deliveries,
)
from warehouse.store import Warehouse

CHANNELS = {"alert-1": ("console", "desk")}


def store_alert(warehouse: Warehouse) -> int:
    with warehouse.transaction("run-1") as tx:
        return append_alerts(tx, [(make_alert(), MESSAGE)], CHANNELS)


def tried(outcome: DeliveryOutcome, attempt: int = 1, wait_minutes: int | None = None) -> DeliveryAttempt:
    return DeliveryAttempt(
        alert_id="alert-1",
        channel="desk",
        attempt=attempt,
        outcome=outcome,
        at=NOW,
        not_before=None if wait_minutes is None else NOW + timedelta(minutes=wait_minutes),
    )


def due(warehouse: Warehouse, minutes: int = 0) -> list[tuple[str, int]]:
    with warehouse.reading() as look:
        found = load_due_deliveries(look, NOW + timedelta(minutes=minutes))
    return [(delivery.channel, delivery.attempts) for delivery in found]


def attempt(warehouse: Warehouse, tried_once: DeliveryAttempt) -> int:
    with warehouse.transaction("run-1") as tx:
        return append_delivery_attempt(tx, tried_once)


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
                alert=make_alert(),
                channel=channel,
                attempts=0,
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


@pytest.mark.parametrize("outcome", [DeliveryOutcome.DELIVERED, DeliveryOutcome.DEAD])
def test_what_is_delivered_or_given_up_is_no_longer_due(warehouse: Warehouse, outcome: DeliveryOutcome) -> None:
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
        assert [delivery.alert.alert_id for delivery in load_due_deliveries(tx, NOW)] == ["b", "a"]
