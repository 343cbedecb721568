"""Keeping it running: the flows `monitor` and `heartbeat` on their schedules, until told to stop."""

from __future__ import annotations

import logging
import multiprocessing
import time
import warnings
from functools import partial
from pathlib import Path

from flows.servers import answers
from flows.settings import Settings

log = logging.getLogger(__name__)

PASS_STOP_SECONDS = 15.0
"""With the server's ten this is within the minute that service managers leave us."""
DEPLOYMENT_NAME = "hourly"
HEARTBEAT_NAME = "daily"
HEARTBEAT_MINUTE = 30
"""The pass of that hour sends the heartbeat in all but the bad cases, and is done by then."""
LASTING_SECONDS = 60.0
"""A runner that fails sooner, with a server that answers, fails for a reason that trying again does not cure."""
LOOK_SECONDS = 2.0


def serve_monitor(settings: Settings, feeds: Path | None, *, url: str, shares_server: bool) -> None:
    """Serve the flows until SIGTERM or Ctrl-C; a pass starts at once, and again after each outage of the server.

    `url` is the API of a server that answers. Unless others use it too, what it still has of a `serve` that was killed
    is put in order first.
    """
    # Prefect's own signal handler calls a coroutine without awaiting it; the runner stops all the same.
    warnings.filterwarnings("ignore", message="coroutine 'Runner.astop' was never awaited", category=RuntimeWarning)
    from prefect.exceptions import TerminationSignal

    try:
        while True:
            began = time.monotonic()
            try:
                _serve(settings, feeds, shares_server=shares_server)
                return
            except Exception as error:
                if answers(url) and time.monotonic() - began < LASTING_SECONDS:
                    raise
                log.warning("event=serve_interrupted error=%s", type(error).__name__)
            finally:
                _end_passes()
            while not answers(url):
                time.sleep(LOOK_SECONDS)
    except (KeyboardInterrupt, TerminationSignal):
        log.info("event=serve_stopped")


def _serve(settings: Settings, feeds: Path | None, *, shares_server: bool) -> None:
    """Serve until told to stop; raises whatever Prefect does where its server is gone for long."""
    import asyncio

    from prefect.client.orchestration import get_client
    from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy
    from prefect.runner import Runner
    from prefect.types.entrypoint import EntrypointType

    from flows.beating import heartbeat
    from flows.clock_watch import forget_planned, watch_clock
    from flows.leftovers import clear_leftovers
    from flows.logs import set_up_flow_logging
    from flows.monitor import monitor

    set_up_flow_logging(settings.log_format, settings.log_level, settings.secrets)
    parameters = {"data_dir": str(settings.data_dir), "feeds": str(feeds.absolute()) if feeds else None, "now": None}

    async def serve() -> None:
        runner = Runner(name=DEPLOYMENT_NAME, limit=2)
        deployment_id = await runner.aadd_flow(
            monitor,
            name=DEPLOYMENT_NAME,
            cron=settings.schedule,
            parameters={**parameters, "due_only": True},
            tags=["storywatch", "monitor"],
            # One warehouse has one writer; a run that finds another at work is cancelled, so that they never pile up.
            concurrency_limit=ConcurrencyLimitConfig(limit=1, collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW),
            entrypoint_type=EntrypointType.MODULE_PATH,
        )
        heartbeat_id = await runner.aadd_flow(
            heartbeat,
            name=HEARTBEAT_NAME,
            cron=f"{HEARTBEAT_MINUTE} {settings.heartbeat_hour} * * *",
            parameters=parameters,
            tags=["storywatch", "heartbeat"],
            entrypoint_type=EntrypointType.MODULE_PATH,
        )
        forget = partial(forget_planned, [deployment_id, heartbeat_id])
        await forget()  # a clock that was wrong when we stopped may have planned for years ahead
        async with get_client() as client:
            if not shares_server:
                await clear_leftovers(client, settings.data_dir)
            await client.create_flow_run_from_deployment(deployment_id)
        watching = asyncio.create_task(watch_clock(forget))
        try:
            await runner.start()
        finally:
            watching.cancel()

    asyncio.run(serve())


def _end_passes() -> None:
    """End a pass that is still going while the server is there to be told; it may be ended anywhere.

    Left alone it would hold us up at our end, and then wait long for a server that is gone.
    """
    children = multiprocessing.active_children()
    for child in children:
        child.terminate()
    deadline = time.monotonic() + PASS_STOP_SECONDS
    for child in children:
        child.join(max(0.0, deadline - time.monotonic()))
        if child.is_alive():
            child.kill()
            child.join()
