from __future__ import annotations

from datetime import timedelta

from tests.warehouse.samples import NOW, make_rejection
from warehouse.rejections import append_rejections
from warehouse.store import Warehouse


def test_a_rejection_is_stored_once(warehouse: Warehouse) -> None:
    counts = []
    for _ in range(2):
        with warehouse.transaction("run-1") as tx:
            counts.append(append_rejections(tx, [make_rejection(), make_rejection(at=NOW + timedelta(seconds=1))]))
    assert counts == [2, 0]


def test_a_rejection_says_what_where_and_why(warehouse: Warehouse) -> None:
    with warehouse.transaction("run-1") as tx:
        append_rejections(tx, [make_rejection()])
        assert tx.rows("SELECT stage, reason, rejected_at, url, detail FROM rejections") == [
            {
                "stage": "page",
                "reason": "forbidden",
                "rejected_at": NOW,
                "url": "https://example.org/art-2",
                "detail": "403 Forbidden",
            }
        ]
