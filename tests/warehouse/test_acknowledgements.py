from __future__ import annotations

from datetime import timedelta

import pytest

from tests.warehouse.samples import MESSAGE, NOW, make_alert
from warehouse.acknowledgements import alert_exists, append_acknowledgement
from warehouse.outbox import append_alerts
from warehouse.store import Warehouse


@pytest.fixture(autouse=True)
def _one_alert(warehouse: Warehouse) -> None:
    with warehouse.transaction("run-1") as tx:
        append_alerts(tx, [(make_alert(), MESSAGE)], {"alert-1": ("console",)})


def acknowledge(warehouse: Warehouse, note: str = "", hours: int = 0) -> int:
    with warehouse.transaction(None) as tx:
        return append_acknowledgement(tx, "alert-1", note, NOW + timedelta(hours=hours))


def seen(warehouse: Warehouse) -> list[dict[str, object]]:
    with warehouse.reading() as look:
        return look.rows("SELECT acknowledged_at, notes FROM alerts")


def test_an_alert_that_nobody_acknowledged_says_so(warehouse: Warehouse) -> None:
    assert seen(warehouse) == [{"acknowledged_at": None, "notes": []}]


def test_saying_the_same_again_adds_nothing(warehouse: Warehouse) -> None:
    assert [acknowledge(warehouse, "on it", hour) for hour in (0, 1)] == [1, 0]
    assert seen(warehouse) == [{"acknowledged_at": NOW, "notes": ["on it"]}]


def test_no_note_adds_nothing_to_a_note(warehouse: Warehouse) -> None:
    assert [acknowledge(warehouse, "on it"), acknowledge(warehouse)] == [1, 0]


def test_another_note_stands_beside_the_first(warehouse: Warehouse) -> None:
    acknowledge(warehouse)
    acknowledge(warehouse, "called the desk", hours=1)
    acknowledge(warehouse, "confirmed", hours=2)
    assert seen(warehouse) == [{"acknowledged_at": NOW, "notes": ["called the desk", "confirmed"]}]


def test_only_alerts_that_were_raised_exist(warehouse: Warehouse) -> None:
    with warehouse.reading() as look:
        assert alert_exists(look, "alert-1")
        assert not alert_exists(look, "alert-9")
