"""Passes in child processes that may be killed: what to run in, how the child ended out."""

from __future__ import annotations

import multiprocessing
import signal
import time
from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime
from multiprocessing.connection import Connection
from pathlib import Path

from pydantic import SecretStr

from flows.data_dir import locked_data_dir
from flows.demo.playing import DemoClock
from flows.desk import set_up_desk
from flows.passes import run_pass
from flows.settings import FetchLimits, Settings
from flows.spreading import spread_on_threads
from tests.crash.steps import Deadly, Steps
from tests.flows.shared import shared_reader

PASS_SECONDS = 180.0
"""A pass takes three seconds here; one that is still going after so long hangs, which is a finding."""

_PROCESSES = multiprocessing.get_context("forkserver")
_PROCESSES.set_forkserver_preload(["tests.crash.preloaded"])  # imports and seeds take longer than a pass


@dataclass(frozen=True, slots=True, kw_only=True)
class PassToRun:
    """One pass: where, of which outlets, when, and to whom alerts go."""

    data_dir: Path
    outlets_file: Path
    at: datetime
    receiver: str
    is_counted: bool = False  # steps are counted and come back
    deadly: Deadly | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """How a child ended: killed, or whole with the steps that it counted."""

    killed: bool
    seconds: float
    steps: Counter[str]


class PassFailedError(Exception):
    """A pass that was not killed did not succeed."""


def run_child(todo: PassToRun, kill_after: float | None = None) -> Ending:
    """Do a pass in a child process; kill it after so many seconds where it still runs then.

    Raises PassFailedError where it ends in any other way, or not at all.
    """
    ours, theirs = _PROCESSES.Pipe(duplex=False)
    child = _PROCESSES.Process(target=_do_pass, args=(todo, theirs))
    started = time.monotonic()
    child.start()
    theirs.close()
    try:
        steps = _told(ours, PASS_SECONDS if kill_after is None else kill_after)
        if steps is None:
            child.kill()
        child.join()
    finally:
        ours.close()
    seconds = time.monotonic() - started
    if child.exitcode == -signal.SIGKILL and (kill_after is not None or todo.deadly is not None):
        return Ending(killed=True, seconds=seconds, steps=Counter())
    if child.exitcode != 0 or steps is None:
        raise PassFailedError(f"the pass of {todo.at:%Y-%m-%d %H:%M} ended with {child.exitcode} in {seconds:.0f} s")
    return Ending(killed=False, seconds=seconds, steps=steps)


def _told(connection: Connection, seconds: float) -> Counter[str] | None:
    """What the child said at its end; None where it said nothing in time or died."""
    try:
        return connection.recv() if connection.poll(seconds) else None
    except EOFError:
        return None


def _do_pass(todo: PassToRun, report: Connection) -> None:
    steps = Steps(todo.deadly)
    if todo.is_counted or todo.deadly is not None:
        steps.watch()
    settings = Settings(
        data_dir=todo.data_dir,
        allow_private_addresses=True,
        fetch=FetchLimits(per_host_gap_seconds=0, retries=0, total_seconds=20),
        batch_size=2,
        workers=4,
        channels={"desk": SecretStr(todo.receiver)},
        default_channels=("desk",),
        official_lists=False,
        feed_notices=False,
    )
    with locked_data_dir(settings.data_dir):
        desk = replace(set_up_desk(settings, DemoClock(todo.at), todo.outlets_file), make_reader=shared_reader)
        run_pass(desk, spread_on_threads(4), command="run")
    steps.rest()
    report.send(steps.counts)
