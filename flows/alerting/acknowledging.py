"""An alert's id and a note in, an acknowledgement stored and shown out; a pass that is running is not in its way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from flows.data_dir import DataDirBusyError, locked_data_dir
from flows.opening import open_warehouse
from flows.settings import Settings
from warehouse.acknowledgements import alert_exists, append_acknowledgement
from warehouse.snapshot import publish_snapshot


@dataclass(frozen=True, slots=True, kw_only=True)
class Acknowledgement:
    """What became of it."""

    alert_id: str
    new: bool  # False where the same was said before
    published: bool  # False while a pass is running, which publishes at its end


def acknowledge(settings: Settings, alert_id: str, note: str, clock: Callable[[], datetime]) -> Acknowledgement | None:
    """Store that somebody has seen an alert, once, and publish it; None where there is no such alert."""
    warehouse = open_warehouse(settings, clock)
    with warehouse.reading() as look:
        if not alert_exists(look, alert_id):
            return None
    with warehouse.transaction(None) as tx:
        new = append_acknowledgement(tx, alert_id, note, clock()) > 0
    try:
        with locked_data_dir(settings.data_dir):
            publish_snapshot(warehouse, settings.snapshot_path)
    except DataDirBusyError:
        return Acknowledgement(alert_id=alert_id, new=new, published=False)
    return Acknowledgement(alert_id=alert_id, new=new, published=True)
