from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from flows.servers import answers
from warehouse.queries import run_sql

ROOT = Path(__file__).resolve().parents[2]
UP_SECONDS = 400
"""For server, deployment and first pass on a loaded machine; 25 when it is idle."""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start_serving(folder: Path, port: int) -> subprocess.Popen[str]:
    """Start `storywatch serve` over no feed at all, with its next scheduled pass on New Year's Day."""
    feeds = folder / "feeds.yaml"
    feeds.write_text("outlets: []\n", encoding="utf-8")
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("PREFECT_", "STORYWATCH_"))
    }
    return subprocess.Popen(
        [sys.executable, "-c", "from flows.cli import main; main()", "serve", "--feeds", str(feeds)],
        cwd=ROOT,
        env=environment
        | {
            "STORYWATCH_DATA_DIR": str(folder / "data"),
            "STORYWATCH_SERVER_PORT": str(port),
            "STORYWATCH_SCHEDULE": "0 0 1 1 *",
        },
        stderr=subprocess.PIPE,
        text=True,
    )


def ended_runs(snapshot: Path) -> list[str]:
    if not snapshot.is_file():
        return []
    return [str(outcome) for (outcome,) in run_sql(snapshot, "SELECT outcome FROM runs ORDER BY started_at").rows]


def wait_for_runs(serving: subprocess.Popen[str], snapshot: Path, count: int) -> list[str]:
    deadline = time.monotonic() + UP_SECONDS
    while len(ended_runs(snapshot)) < count and serving.poll() is None and time.monotonic() < deadline:
        time.sleep(0.5)
    return ended_runs(snapshot)


@pytest.mark.prefect
def test_serve_does_a_pass_at_once_goes_on_after_a_kill_and_stops_with_its_server(tmp_path: Path) -> None:
    port = free_port()
    snapshot = tmp_path / "data" / "storywatch.duckdb"
    killed = start_serving(tmp_path, port)
    try:
        assert wait_for_runs(killed, snapshot, 1) == ["ok"]
        assert answers(f"http://127.0.0.1:{port}/api")
    finally:
        killed.kill()
        killed.wait()  # not for its pass, which may outlive it and holds the other end of its standard error
    serving = start_serving(tmp_path, port)
    try:
        runs = wait_for_runs(serving, snapshot, 2)
    finally:
        serving.send_signal(signal.SIGTERM)
        _, told = serving.communicate(timeout=60)
    assert runs == ["ok", "ok"], told
    assert serving.returncode == 0
    assert not answers(f"http://127.0.0.1:{port}/api")
