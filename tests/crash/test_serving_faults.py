"""`storywatch serve` while its Prefect server, or a pass alone, is killed in mid-run: nothing is lost or doubled."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from flows.servers import SERVER_PID_NAME
from tests.conftest import ROOT
from tests.crash.receiver import Receiver
from tests.flows.test_serving import UP_SECONDS, free_port
from tests.flows.world import World, feed, page, serving_world, write_outlets
from warehouse.queries import run_sql

HELD = "/gamma/feed"
"""The pass stands before this feed when it, or the server, is killed."""
INCIDENT = "us-prc-mil-incident"
TITLE = "Chinese fighter jet passes within 20 metres of US plane over South China Sea"
TEXT = (
    "WASHINGTON - A Chinese J-11 fighter jet intercepted a US Air Force RC-135 over the South China Sea and flew "
    "within 20 metres of its nose, the Pentagon said.\nThe US military called the manoeuvre dangerous."
)
"""News of today, since the clock of `serve` is the real one; nobody is named in it who might leave an office."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Serving:
    """A `serve` with a pass under way."""

    data_dir: Path
    world: World
    receiver: Receiver
    port: int
    process: subprocess.Popen[str]

    def pid_in(self, name: str) -> int:
        """The process that a file of the data directory names; 0 while there is none."""
        path = self.data_dir / name
        return int(path.read_text("ascii").strip() or 0) if path.exists() else 0

    def outcomes(self) -> list[str]:
        """How passes ended, in their order."""
        snapshot = self.data_dir / "storywatch.duckdb"
        if not snapshot.is_file():
            return []
        return [str(row[0]) for row in run_sql(snapshot, "SELECT outcome FROM runs ORDER BY started_at").rows]

    def flow_states(self) -> list[str]:
        """How Prefect's server has the runs of `monitor` that began, in their order."""
        wanted = {"sort": "START_TIME_ASC", "flow_runs": {"start_time": {"is_null_": False}}}
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}/api/flow_runs/filter",
            data=json.dumps(wanted).encode(),
            headers={"Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=30) as answer:
            return [run["state_name"] for run in json.loads(answer.read())]

    def wait_for(self, happened: Callable[[], bool]) -> None:
        """Wait for something that must come."""
        deadline = time.monotonic() + UP_SECONDS
        while not happened():
            assert self.process.poll() is None, "serve ended"
            assert time.monotonic() < deadline
            time.sleep(0.5)


@contextmanager
def serving(folder: Path) -> Iterator[Serving]:
    """Serve with a pass every minute, the first of which stands before the held feed."""
    with serving_world() as world, Receiver() as receiver:
        world.gates[HELD] = threading.Event()
        tell_news(world)
        data_dir, port = folder / "data", free_port()
        data_dir.mkdir()
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("PREFECT_", "STORYWATCH_"))}
        outlets = write_outlets(world, folder / "outlets.yaml")
        process = subprocess.Popen(
            [sys.executable, "-c", "from flows.cli import main; main()", "serve", "--feeds", str(outlets)],
            cwd=ROOT,
            env=kept
            | {
                "STORYWATCH_DATA_DIR": str(data_dir),
                "STORYWATCH_SERVER_PORT": str(port),
                "STORYWATCH_SCHEDULE": "* * * * *",
                "STORYWATCH_ALLOW_PRIVATE_ADDRESSES": "true",
                "STORYWATCH_OFFICIAL_LISTS": "false",
                "STORYWATCH_FEED_NOTICES": "false",
                "STORYWATCH_HEARTBEAT": "false",
                "STORYWATCH_CHANNELS": json.dumps({"desk": receiver.address}),
                "STORYWATCH_DEFAULT_CHANNELS": '["desk"]',
                "STORYWATCH_FETCH__PER_HOST_GAP_SECONDS": "0",
            },
            stderr=subprocess.DEVNULL,
            text=True,
        )
        try:
            yield Serving(data_dir=data_dir, world=world, receiver=receiver, port=port, process=process)
        finally:
            world.gates[HELD].set()
            process.send_signal(signal.SIGTERM)
            process.wait(120)


def tell_news(world: World) -> None:
    """Let two outlets report something that happened six hours ago."""
    at = format_datetime(datetime.now(UTC) - timedelta(hours=6))
    for name in ("alpha", "beta"):
        told = feed((TITLE, f"{world.base}/{name}/jet")).replace("Fri, 31 May 2024 13:00:00 GMT", at)
        world.put(f"/{name}/feed", told, content_type="application/rss+xml")
        world.put(f"/{name}/jet", page(TITLE, TEXT))


def check_alerts(served: Serving) -> None:
    """What was raised has arrived, each message once."""
    raised = run_sql(served.data_dir / "storywatch.duckdb", "SELECT alert_id, watch FROM alerts").rows
    messages = served.receiver.messages()
    assert INCIDENT in {watch for _, watch in raised}
    assert len(messages) == len(raised)
    assert served.receiver.repeated == 0
    told = [(each["development_id"], each["kind"], each["stage"], each["status"]) for each in messages.values()]
    assert len(set(told)) == len(told)


@pytest.mark.long
@pytest.mark.prefect
def test_pass_whose_server_is_killed_ends_whole_and_the_next_has_a_new_server(tmp_path: Path) -> None:
    with serving(tmp_path) as served:
        served.wait_for(lambda: HELD in served.world.asked)
        server = served.pid_in(SERVER_PID_NAME)
        os.kill(server, signal.SIGKILL)
        served.world.gates[HELD].set()
        served.wait_for(lambda: len(served.outcomes()) >= 2)
        assert served.outcomes()[:2] == ["ok", "ok"]
        assert served.pid_in(SERVER_PID_NAME) not in (0, server)
        check_alerts(served)


@pytest.mark.long
@pytest.mark.prefect
def test_pass_that_is_killed_alone_is_known_for_crashed_and_the_next_is_whole(tmp_path: Path) -> None:
    with serving(tmp_path) as served:
        served.wait_for(lambda: HELD in served.world.asked)
        os.kill(served.pid_in("run.lock"), signal.SIGKILL)
        served.world.gates[HELD].set()
        served.wait_for(lambda: "ok" in served.outcomes())
        assert served.outcomes()[:2] == ["crashed", "ok"]
        assert "Crashed" in served.flow_states()
        check_alerts(served)
