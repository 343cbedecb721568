"""Versions in whose readings begin or cease to be current, all sums over current readings brought along."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from warehouse.encounters import LONG_AGO, count_encounters
from warehouse.store import Transaction
from warehouse.weekly_statuses import count_statuses


def count_current(
    tx: Transaction,
    version_ids: Sequence[str],
    *,
    sign: int,
    since: datetime = LONG_AGO,
    versions_since: datetime = LONG_AGO,
) -> None:
    """Add (1) or take back (-1) what the current readings of the versions say.

    Called before and after a change to what is current. Only readings recorded at or after `since` are looked for, and
    only versions recorded at or after `versions_since`.
    """
    if not version_ids:
        return
    count_encounters(tx, version_ids, sign=sign, since=since, versions_since=versions_since)
    count_statuses(tx, version_ids, sign=sign, since=since)
