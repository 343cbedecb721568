from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from flows.serving import ServerError, answers, check_named_server
from warehouse.queries import run_sql

ROOT = Path(__file__).resolve().parents[2]
UP_SECONDS = 150
"""For server, deployment and first pass on a loaded machine; 25 when it is idle."""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_no_server_answers_where_nobody_listens() -> None:
    assert not answers(f"http://127.0.0.1:{free_port()}/api")


def test_named_server_that_is_down_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PREFECT_API_URL", f"http://127.0.0.1:{free_port()}/api")
    with pytest.raises(ServerError, match="no Prefect server answers"):
        check_named_server()
    monkeypatch.delenv("PREFECT_API_URL")
    check_named_server()


@pytest.mark.prefect
def test_serve_does_a_pass_at_once_and_stops_with_its_server(tmp_path: Path) -> None:
    port = free_port()
    feeds = tmp_path / "feeds.yaml"
    feeds.write_text("outlets: []\n", encoding="utf-8")
    data_dir = tmp_path / "data"
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("PREFECT_", "STORYWATCH_"))
    }
    serving = subprocess.Popen(
        [sys.executable, "-c", "from flows.cli import main; main()", "serve", "--feeds", str(feeds)],
        cwd=ROOT,
        env=environment
        | {
            "STORYWATCH_DATA_DIR": str(data_dir),
            "STORYWATCH_SERVER_PORT": str(port),
            "STORYWATCH_SCHEDULE": "0 0 1 1 *",
        },
        stderr=subprocess.PIPE,
        text=True,
    )
    snapshot = data_dir / "storywatch.duckdb"
    try:
        deadline = time.monotonic() + UP_SECONDS
        while not snapshot.is_file() and serving.poll() is None and time.monotonic() < deadline:
            time.sleep(0.5)
        served = answers(f"http://127.0.0.1:{port}/api")
    finally:
        serving.send_signal(signal.SIGTERM)
        _, told = serving.communicate(timeout=60)
    assert snapshot.is_file(), told
    assert served
    assert serving.returncode == 0
    assert not answers(f"http://127.0.0.1:{port}/api")
    assert run_sql(snapshot, "SELECT count(*) FROM runs").rows == ((1,),)
