"""A real pass over so many new articles, from feeds and pages on loopback to the published snapshot: its cost out."""

from __future__ import annotations

import logging
from contextlib import redirect_stdout
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import StringIO
from pathlib import Path

from benchmarks.costs import Cost, cost_so_far
from benchmarks.served_news import served_news, write_outlets
from flows.desk import set_up_desk
from flows.passes import run_pass
from flows.settings import FetchLimits, Settings
from flows.spreading import spread_on_threads

WORKERS = 16
WARMING = 20
"""Articles of the first pass, which also stores what people wrote and is not counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PassCost:
    """What a pass cost until its run ended, and its publishing."""

    passing: Cost
    publishing: Cost
    articles_new: int


class _RunEnd(logging.Handler):
    """Notes when the run ended: what comes after is publishing."""

    def __init__(self) -> None:
        super().__init__()
        self.at: Cost | None = None

    def emit(self, record: logging.LogRecord) -> None:
        if record.getMessage().startswith("event=run_ended"):
            self.at = cost_so_far()


def measure_passes(data_dir: Path, now: datetime, article_count: int, repeats: int) -> list[PassCost]:
    """Do passes over so many new articles each, a third of them on the storyline, on the warehouse in the directory."""
    costs = []
    for number in range(repeats + 1):
        count = article_count if number else WARMING
        costs.append(_measure(data_dir, now + timedelta(days=number), count, f"{now:%Y%m%d%H}-{number}"))
    return costs[1:]


def _measure(data_dir: Path, now: datetime, article_count: int, name: str) -> PassCost:
    log = logging.getLogger("flows.passes")
    ended = _RunEnd()
    log.addHandler(ended)
    level = log.level
    log.setLevel(logging.INFO)
    try:
        with served_news(now, article_count, name) as addresses, redirect_stdout(StringIO()):
            desk = set_up_desk(_settings(data_dir), lambda: now, write_outlets(data_dir, addresses, read_whole=True))
            began = cost_so_far()
            report = run_pass(desk, spread_on_threads(WORKERS), command="run")
            done = cost_so_far()
    finally:
        log.setLevel(level)
        log.removeHandler(ended)
    if ended.at is None:
        raise RuntimeError("the run did not say that it ended")
    return PassCost(passing=ended.at - began, publishing=done - ended.at, articles_new=int(report.counts.articles_new))


def _settings(data_dir: Path) -> Settings:
    return Settings(
        data_dir=data_dir,
        allow_private_addresses=True,
        official_lists=False,
        respect_robots=False,
        heartbeat=False,
        feed_notices=False,
        workers=WORKERS,
        fetch=FetchLimits(per_host_gap_seconds=0, daily_requests_per_host=1_000_000),
    )
