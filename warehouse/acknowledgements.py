"""Acknowledgements: what people say they have seen, each with a note, beside the alerts and never in them."""

from __future__ import annotations

from datetime import datetime

from extractors.records.ids import content_id
from warehouse.store import ReadTransaction, Transaction


def append_acknowledgement(tx: Transaction, alert_id: str, note: str, at: datetime) -> int:
    """Append that an alert was seen and return how many rows are new: saying the same again adds nothing.

    Another note is a row of its own; an empty one says nothing about an alert that is acknowledged.
    """
    if not note and tx.rows("SELECT 1 AS one FROM ledger.acknowledgements WHERE alert_id = $id", {"id": alert_id}):
        return 0
    row = {
        "acknowledgement_id": content_id("ack", alert_id, note),
        "alert_id": alert_id,
        "note": note,
        "acknowledged_at": at,
    }
    return tx.append("acknowledgements", [row])


def alert_exists(tx: ReadTransaction, alert_id: str) -> bool:
    """Return whether there is an alert of that id."""
    return bool(tx.rows("SELECT 1 AS one FROM ledger.alerts WHERE alert_id = $id", {"id": alert_id}))
