"""Rejections: what could not be used, and why."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.records.ids import content_id
from extractors.records.rejections import Rejection
from warehouse.store import Transaction


def append_rejections(tx: Transaction, rejections: Sequence[Rejection]) -> int:
    """Append each rejection once: same stage, reason, address, feed and instant are the same rejection."""
    return tx.append(
        "rejections",
        [
            {
                "rejection_id": content_id(
                    "rej",
                    rejection.stage,
                    rejection.reason,
                    rejection.url or "",
                    rejection.feed_id or "",
                    rejection.at.isoformat(),
                    rejection.detail,
                ),
                "stage": rejection.stage,
                "reason": rejection.reason,
                "rejected_at": rejection.at,
                "url": rejection.url,
                "feed_id": rejection.feed_id,
                "outlet_id": rejection.outlet_id,
                "detail": rejection.detail,
            }
            for rejection in rejections
        ],
    )
