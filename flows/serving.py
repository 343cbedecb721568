"""Keeping it running: a local Prefect server where none answers, and the flow `monitor` on its schedule."""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flows.prefect_environment import set_prefect_environment
from flows.settings import Settings

log = logging.getLogger(__name__)

SERVER_START_SECONDS = 120.0
"""5 s on an idle machine; the first start makes its database, and small machines are slow."""
SERVER_STOP_SECONDS = 10.0
PASS_STOP_SECONDS = 15.0
"""With the server's ten this is within the minute that service managers leave us."""
HEALTH_SECONDS = 2.0
SERVER_PID_NAME = "prefect-server.pid"
DEPLOYMENT_NAME = "hourly"
HEARTBEAT_NAME = "daily"
HEARTBEAT_MINUTE = 30
"""The pass of that hour sends the heartbeat in all but the bad cases, and is done by then."""


class ServerError(Exception):
    """The Prefect server cannot be reached or started; the message says why."""


@contextmanager
def running_server(settings: Settings) -> Iterator[str]:
    """Yield the API address of a Prefect server: the one that answers, else a child that ends with the body.

    Raises ServerError. PREFECT_API_URL names a server of one's own, which is never started here.
    """
    set_prefect_environment(settings.data_dir, console_level="WARNING")
    check_named_server()
    named = os.environ.get("PREFECT_API_URL")
    url = named or f"http://127.0.0.1:{settings.server_port}/api"
    pid_path = settings.data_dir / SERVER_PID_NAME
    if answers(url):
        os.environ["PREFECT_API_URL"] = url
        left = None if named else _left_server(pid_path, settings.server_port)
        try:
            yield url
        finally:
            if left is not None:
                _stop(left)
        return
    child = _start_server(settings.server_port, settings.data_dir / "prefect-server.log")
    pid_path.write_text(f"{child.pid}\n", encoding="ascii")
    os.environ["PREFECT_API_URL"] = url
    try:
        _wait_until_up(child, url, settings.data_dir / "prefect-server.log")
        yield url
    finally:
        child.terminate()
        try:
            child.wait(SERVER_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
        pid_path.unlink(missing_ok=True)


def _left_server(pid_path: Path, port: int) -> int | None:
    """Return the process of the server that a killed `serve` of this data directory left, if it is still that."""
    try:
        pid = int(pid_path.read_text(encoding="ascii"))
        command = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except (OSError, ValueError):
        return None
    return pid if b"prefect" in command and str(port).encode() in command else None


def _stop(pid: int) -> None:
    """End a process that is no child of ours, and wait for it."""
    for sent in (signal.SIGTERM, signal.SIGKILL):
        deadline = time.monotonic() + SERVER_STOP_SECONDS
        try:
            os.kill(pid, sent)
            while time.monotonic() < deadline:
                os.kill(pid, 0)
                time.sleep(0.1)
        except ProcessLookupError:
            return


def is_server_named() -> bool:
    """Say whether the operator names a server of his own; ask before `running_server`, which names the one it runs."""
    return bool(os.environ.get("PREFECT_API_URL"))


def check_named_server() -> None:
    """Raise ServerError where PREFECT_API_URL names a server that does not answer; without it there is no fault."""
    named = os.environ.get("PREFECT_API_URL")
    if named and not answers(named):
        raise ServerError(f"PREFECT_API_URL: no Prefect server answers at {named}; start it, or unset the variable")


def answers(url: str) -> bool:
    """Say whether a healthy Prefect API answers at the address."""
    try:
        with urllib.request.urlopen(f"{url}/health", timeout=HEALTH_SECONDS) as response:
            return bool(response.read(16).strip() == b"true")
    except (urllib.error.URLError, OSError, ValueError):
        return False


def serve_monitor(settings: Settings, feeds: Path | None, *, shares_server: bool) -> None:
    """Serve `monitor` and `heartbeat` on their schedules until SIGTERM or Ctrl-C; the first pass starts at once.

    Needs a server. Unless others use it too, what it still has of a `serve` that was killed is put in order first.
    """
    import asyncio

    from prefect.client.orchestration import get_client
    from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy
    from prefect.exceptions import TerminationSignal
    from prefect.runner import Runner
    from prefect.types.entrypoint import EntrypointType

    from flows.beating import heartbeat
    from flows.leftovers import clear_leftovers
    from flows.monitor import monitor

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
        await runner.aadd_flow(
            heartbeat,
            name=HEARTBEAT_NAME,
            cron=f"{HEARTBEAT_MINUTE} {settings.heartbeat_hour} * * *",
            parameters=parameters,
            tags=["storywatch", "heartbeat"],
            entrypoint_type=EntrypointType.MODULE_PATH,
        )
        async with get_client() as client:
            if not shares_server:
                await clear_leftovers(client, settings.data_dir)
            await client.create_flow_run_from_deployment(deployment_id)
        await runner.start()

    # Prefect's own signal handler calls a coroutine without awaiting it; the runner stops all the same.
    warnings.filterwarnings("ignore", message="coroutine 'Runner.astop' was never awaited", category=RuntimeWarning)
    try:
        asyncio.run(serve())
    except (KeyboardInterrupt, TerminationSignal):
        log.info("event=serve_stopped")
    finally:
        _end_passes()


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


def _start_server(port: int, log_path: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port)]
    with log_path.open("ab") as output:
        # A session of its own: Ctrl-C reaches us first, and we stop the server last.
        return subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=output, stderr=output, start_new_session=True)


def _wait_until_up(child: subprocess.Popen[bytes], url: str, log_path: Path) -> None:
    deadline = time.monotonic() + SERVER_START_SECONDS
    while not answers(url):
        if child.poll() is not None:
            raise ServerError(f"the Prefect server ended with code {child.returncode}; {log_path} says why")
        if time.monotonic() > deadline:
            raise ServerError(f"the Prefect server did not answer at {url} in time; {log_path} may say why")
        time.sleep(0.2)
