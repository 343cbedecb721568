"""Settings in, the warehouse that they name out: a file in the data directory, or a lake that machines share."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from flows.settings import Settings
from warehouse.lake_store import LakeWarehouse
from warehouse.store import Warehouse


def open_warehouse(settings: Settings, clock: Callable[[], datetime]) -> Warehouse:
    """Return the warehouse; nothing is opened or made yet."""
    wait = settings.lock_wait_seconds
    if settings.lake is not None:
        return LakeWarehouse(settings.lake, clock=clock, lock_wait_seconds=wait)
    return Warehouse(settings.warehouse_path, clock=clock, lock_wait_seconds=wait)
