"""The Prefect flow `monitor`: one pass with its feeds and batches as visible tasks and a summary as an artifact."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from prefect import Task, flow
from prefect.artifacts import create_markdown_artifact, create_table_artifact
from prefect.cache_policies import NO_CACHE
from prefect.task_runners import ThreadPoolTaskRunner

from flows.clock import Clock, parse_instant
from flows.data_dir import locked_data_dir
from flows.desk import set_up_desk
from flows.passes import run_pass
from flows.reports import PassReport
from flows.settings import load_settings
from flows.spreading import Outcome, Spread, Unit
from flows.summaries import feed_rows, summary_markdown

TASK_RETRIES = 1
"""What the web does to us is retried inside the fetcher and comes back as a value; a second go at a whole task is for
faults of the machine (a full disk, the warehouse held by an analyst), which one short pause may cure."""
TASK_RETRY_SECONDS = 3.0


@flow(name="monitor", persist_result=False)
def monitor(data_dir: str | None = None, feeds: str | None = None, now: str | None = None) -> PassReport:
    """Do one monitoring pass.

    Args:
        data_dir: Path of the data directory; without it the settings of this machine decide.
        feeds: A file of outlets to follow instead of the built-in ones.
        now: ISO time to set the clock to; without it the real time.
    """
    settings = load_settings(Path(data_dir) if data_dir else None, home=_home())
    clock = Clock(parse_instant(now) if now else None)
    with locked_data_dir(settings.data_dir):
        desk = set_up_desk(settings, clock, Path(feeds) if feeds else None)
        report = run_pass(desk, spread_as_tasks(settings.workers), command="run")
    _publish_artifacts(report)
    return report


def _home() -> Path:
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


def _publish_artifacts(report: PassReport) -> None:
    create_markdown_artifact(key="pass-summary", markdown=summary_markdown(report), description="The last pass")
    create_table_artifact(key="feeds", table=feed_rows(report), description="Feeds of the last pass")
