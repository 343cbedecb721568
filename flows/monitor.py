"""The Prefect flow `monitor`: one pass with its feeds and batches as visible tasks and a summary as an artifact."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from prefect import Task, flow
from prefect.artifacts import create_markdown_artifact, create_table_artifact
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import FlowRun
from prefect.context import FlowRunContext
from prefect.task_runners import ThreadPoolTaskRunner

from flows.clock import Clock, parse_instant
from flows.data_dir import DataDirBusyError, locked_data_dir
from flows.desk import set_up_desk
from flows.logs import set_up_flow_logging
from flows.passes import run_pass
from flows.pings import told_to_watchdog
from flows.reports import PassReport
from flows.run_events import emit_failure, emit_pass
from flows.settings import Settings, load_settings
from flows.spreading import Outcome, Spread, Unit
from flows.summaries import feed_rows, summary_markdown
from flows.turns import held_across_machines
from warehouse.runs import load_last_start

log = logging.getLogger(__name__)

PASS_SECONDS = 2 * 60 * 60
"""Then a pass is ended: the first one over all feeds takes minutes, and one that hangs must not hold up the next for
ever. What it has stored stays, and the next pass goes on from there."""
CLOCK_TOLERANCE = timedelta(hours=1)
"""A pass that began later than that from now on was dated by a clock that was wrong, and has covered no hour."""
TASK_RETRIES = 1
"""What the web does to us is retried inside the fetcher and comes back as a value; a second go at a whole task is for
faults of the machine (a full disk, the warehouse held by an analyst), which one short pause may cure."""
TASK_RETRY_SECONDS = 3.0


@flow(name="monitor", persist_result=False, timeout_seconds=PASS_SECONDS)
def monitor(
    data_dir: str | None = None, feeds: str | None = None, now: str | None = None, due_only: bool = False
) -> PassReport | None:
    """Do one monitoring pass, or none where a scheduled run has nothing left to do.

    Args:
        data_dir: Path of the data directory; without it the settings of this machine decide.
        feeds: A file of outlets to follow instead of the built-in ones.
        now: ISO time to set the clock to; without it the real time.
        due_only: Ask only feeds that are due by their habit and their own wish.
    """
    settings = load_settings(Path(data_dir) if data_dir else None, home=home())
    set_up_flow_logging(settings.log_format, settings.log_level, settings.secrets)
    clock = Clock(parse_instant(now) if now else None)
    try:
        with told_to_watchdog(settings):
            report = _pass(settings, clock, Path(feeds) if feeds else None, due_only=due_only)
    except DataDirBusyError:
        if _scheduled_run() is None:
            raise
        log.warning("event=run_skipped reason=busy")
        return None
    except BaseException as error:
        emit_failure(error)
        raise
    if report is not None:
        emit_pass(report)
        publish_artifacts(report)
    return report


def _pass(settings: Settings, clock: Clock, feeds: Path | None, *, due_only: bool) -> PassReport | None:
    with locked_data_dir(settings.data_dir):
        desk = set_up_desk(settings, clock, feeds)
        if run := _scheduled_run():
            with desk.warehouse.reading() as tx:
                last_start = load_last_start(tx, clock() + CLOCK_TOLERANCE)
            if is_caught_up(run.expected_start_time, last_start):
                log.warning("event=run_skipped reason=caught_up")
                return None
        with held_across_machines(desk):
            return run_pass(desk, spread_as_tasks(settings.workers), command="run", due_only=due_only)


def _scheduled_run() -> FlowRun | None:
    """Return the flow run that this is, where a schedule and no person started it."""
    context = FlowRunContext.get()
    run = context.flow_run if context is not None else None
    return run if run is not None and run.auto_scheduled else None


def is_caught_up(meant_for: datetime | None, last_start: datetime | None) -> bool:
    """Say whether a pass that began after the time a run was meant for has done its work already.

    After a stop of many hours the first run catches up, and those that waited beside it find nothing to do.
    """
    return meant_for is not None and last_start is not None and last_start >= meant_for


def home() -> Path:
    """Return what relative paths are relative to: not the current directory, which a worker makes anew for each run."""
    checkout = Path(__file__).resolve().parent.parent
    if (checkout / "pyproject.toml").is_file():
        return checkout
    return Path.home() / ".local" / "share" / "storywatch"


def spread_as_tasks(workers: int) -> Spread:
    """Return a Spread that runs each unit as a Prefect task on ``workers`` threads."""

    def spread(
        stage: str, work: Callable[[Unit], Outcome], units: Sequence[Unit], *, label: Callable[[Unit], str]
    ) -> Iterator[Outcome]:
        runner: ThreadPoolTaskRunner[Outcome] = ThreadPoolTaskRunner(max_workers=workers)
        with runner:
            futures = [runner.submit(_task(stage, label(unit), partial(work, unit)), {}) for unit in units]
            for future in futures:
                yield future.result()

    return spread


def _task(stage: str, label: str, work: Callable[[], Outcome]) -> Task[[], Outcome]:
    """Wrap one unit's work, bound into it: Prefect would walk through a parameter, looking for futures."""

    def run_unit() -> Outcome:
        return work()

    return Task(
        run_unit,
        name=stage,
        task_run_name=label,
        retries=TASK_RETRIES,
        retry_delay_seconds=TASK_RETRY_SECONDS,
        cache_policy=NO_CACHE,
        persist_result=False,
    )


def publish_artifacts(report: PassReport) -> None:
    """Put the summary on Prefect's page; a server that is gone by now does not undo the pass.

    Written in this thread, whoever runs the flow: where Prefect takes the caller for asynchronous it only makes
    coroutines, and the summary would be lost in silence.
    """
    try:
        create_markdown_artifact(  # type: ignore[call-arg]  # _sync is Prefect's way to say so, and not in its types
            key="pass-summary", markdown=summary_markdown(report), description="The last pass", _sync=True
        )
        create_table_artifact(  # type: ignore[call-arg]  # as above
            key="feeds", table=feed_rows(report), description="Feeds of the last pass", _sync=True
        )
    except Exception as error:  # noqa: BLE001  whatever a server that is gone makes of it
        log.warning("event=summary_left error=%s", type(error).__name__)
