"""The Prefect flow `heartbeat`: the daily sign of life, also where no pass comes to its end."""

from __future__ import annotations

import logging
from pathlib import Path

from prefect import flow

from flows.alerting.delivery import deliver_due
from flows.clock import Clock, parse_instant
from flows.data_dir import DataDirBusyError, locked_data_dir, make_data_dir
from flows.desk import set_up_desk
from flows.heartbeat import follow_heartbeat
from flows.logs import set_up_flow_logging
from flows.monitor import home
from flows.settings import load_settings

log = logging.getLogger(__name__)

BEAT_SECONDS = 15 * 60


@flow(name="heartbeat", persist_result=False, timeout_seconds=BEAT_SECONDS)
def heartbeat(data_dir: str | None = None, feeds: str | None = None, now: str | None = None) -> bool:
    """Send the day's heartbeat unless a pass has done it; say whether it was due.

    Args:
        data_dir: Path of the data directory; without it the settings of this machine decide.
        feeds: A file of outlets to follow instead of the built-in ones.
        now: ISO time to set the clock to; without it the real time.
    """
    settings = load_settings(Path(data_dir) if data_dir else None, home=home())
    set_up_flow_logging(settings.log_format, settings.log_level, settings.secrets)
    make_data_dir(settings.data_dir)  # no pass may have been here yet
    desk = set_up_desk(settings, Clock(parse_instant(now) if now else None), Path(feeds) if feeds else None)
    was_due = follow_heartbeat(desk, None)
    if was_due:
        try:
            with locked_data_dir(settings.data_dir):
                deliver_due(desk.warehouse, desk.channels, desk.clock)
        except DataDirBusyError:
            log.info("event=heartbeat_left reason=busy")  # the pass that is at work sends it at its end
    return was_due
