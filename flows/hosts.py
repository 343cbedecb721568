"""Manners towards hosts across passes: what earlier ones asked is loaded, what this one asks is stored."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.records.hosts import RobotsFile
from extractors.web.host_memory import HostMemory
from extractors.web.robots import RobotsRules
from flows.desk import Desk
from warehouse.hosts import append_host_visits, append_robots_files, load_host_visits, load_robots_files
from warehouse.store import ReadTransaction


def load_host_memory(desk: Desk, tx: ReadTransaction) -> tuple[HostMemory, tuple[RobotsFile, ...]]:
    """Return what is remembered of hosts, and the robots files that are."""
    now = desk.clock()
    memory = HostMemory(desk.settings.fetch.daily_requests_per_host, load_host_visits(tx, now.date()))
    return memory, load_robots_files(tx, now) if desk.settings.respect_robots else ()


def store_hosts(desk: Desk, run_id: str, memory: HostMemory, robots: RobotsRules | None) -> None:
    """Store what was asked of hosts."""
    visits = memory.visits()
    files: Sequence[RobotsFile] = robots.asked if robots is not None else ()
    if visits or files:
        with desk.warehouse.transaction(run_id) as tx:
            append_host_visits(tx, visits)
            append_robots_files(tx, files)
