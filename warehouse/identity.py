"""Which warehouse this is, wherever its file lies."""

from __future__ import annotations

from extractors.records.ids import content_id
from warehouse.store import ReadTransaction


def load_identity(tx: ReadTransaction) -> str:
    """Return a name that stays with the warehouse: of the instant at which it was made."""
    made = tx.rows("SELECT min(applied_at) AS made_at FROM ledger.schema_migrations")[0]["made_at"]
    return content_id("warehouse", made.isoformat())
