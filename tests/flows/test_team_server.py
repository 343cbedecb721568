"""A team's Prefect server for real: `prefect deploy --all`, a worker, and two runs of which one does the pass."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from flows.servers import answers
from tests.conftest import ROOT
from tests.flows.test_serving import UP_SECONDS, ended_runs, free_port

DONE_SECONDS = 300.0
"""A worker asks for work every fifteen seconds, and each run starts a Python of its own."""
STOP_SECONDS = 30.0
TEAM_SETTINGS = {
    "STORYWATCH_DEFAULT_CHANNELS": '["team"]',
    "STORYWATCH_CHANNELS": '{"team": "prefect-secret:newsroom"}',
}
SECRET = "json://operator:hunter22@127.0.0.1:9/T0KEN9"
SAVE_SECRET = "from prefect.blocks.system import Secret; import sys; Secret(value=sys.argv[1]).save('newsroom')"


@contextmanager
def running(log: Path, environment: dict[str, str], *arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    """Run a command of Prefect's until the body ends."""
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "prefect", *arguments], cwd=ROOT, env=environment, stdout=output, stderr=output
        )
        try:
            yield process
        finally:
            process.terminate()
            try:
                process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:  # a worker that is told to stop while a run ends was seen to hang
                process.kill()
                process.wait()


def ask(api: str, path: str, query: dict[str, Any]) -> Any:
    """Post a query; a server whose database is busy answers with 503 and is asked again, as Prefect's clients do."""
    request = Request(f"{api}{path}", json.dumps(query).encode(), {"Content-Type": "application/json"})
    deadline = time.monotonic() + UP_SECONDS
    while True:
        try:
            with urlopen(request, timeout=30) as answer:
                return json.loads(answer.read() or b"null")
        except HTTPError as error:
            if error.code != 503 or time.monotonic() > deadline:
                raise
        time.sleep(1)


def states(api: str, ids: list[str]) -> list[str]:
    runs = ask(api, "/flow_runs/filter", {"flow_runs": {"id": {"any_": ids}}})
    return sorted(run["state_type"] for run in runs)


@pytest.mark.long
def test_what_is_deployed_is_run_by_a_worker_once_and_the_run_beside_it_is_cancelled(tmp_path: Path) -> None:
    port = free_port()
    api = f"http://127.0.0.1:{port}/api"
    feeds = tmp_path / "feeds.yaml"
    feeds.write_text("outlets: []\n", encoding="utf-8")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PREFECT_", "STORYWATCH_"))}
    environment = kept | {
        "PREFECT_HOME": str(tmp_path / "home"),
        "PREFECT_API_URL": api,
        "PREFECT_CLI_PROMPT": "false",
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "DO_NOT_TRACK": "1",
        "STORYWATCH_DATA_DIR": str(tmp_path / "data"),
        "STORYWATCH_OUTLETS_FILE": str(feeds),
        "STORYWATCH_OFFICIAL_LISTS": "false",
        "STORYWATCH_LOG_LEVEL": "info",
        **TEAM_SETTINGS,
    }

    def prefect(*arguments: str) -> None:
        command = [sys.executable, "-m", "prefect", *arguments]
        subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)

    log = tmp_path / "worker.log"
    with running(tmp_path / "server.log", environment, "server", "start", "--host", "127.0.0.1", "--port", str(port)):
        deadline = time.monotonic() + UP_SECONDS
        while not answers(api) and time.monotonic() < deadline:
            time.sleep(0.5)
        subprocess.run([sys.executable, "-c", SAVE_SECRET, SECRET], env=environment, check=True, capture_output=True)
        prefect("work-pool", "create", "storywatch", "--type", "process")
        prefect("deploy", "--all")
        deployed = {each["name"]: each for each in ask(api, "/deployments/filter", {})}
        hourly, daily = deployed["hourly"], deployed["daily"]
        assert [hourly["schedules"][0]["schedule"]["cron"], daily["schedules"][0]["schedule"]["cron"]] == [
            "7 * * * *",
            "30 6 * * *",
        ]
        assert (hourly["global_concurrency_limit"]["limit"], hourly["tags"]) == (1, ["storywatch", "monitor"])
        for each in (hourly, daily):  # no run of the schedule's may come between ours
            ask(api, f"/deployments/{each['id']}/pause_deployment", {})
        runs = [ask(api, f"/deployments/{hourly['id']}/create_flow_run", {})["id"] for _ in range(2)]
        beat = ask(api, f"/deployments/{daily['id']}/create_flow_run", {})["id"]
        with running(log, environment, "worker", "start", "--pool", "storywatch"):
            deadline = time.monotonic() + DONE_SECONDS
            while {"SCHEDULED", "PENDING", "RUNNING"} & {*states(api, [*runs, beat])} and time.monotonic() < deadline:
                time.sleep(1)
        assert (states(api, runs), states(api, [beat])) == (["CANCELLED", "COMPLETED"], ["COMPLETED"]), log.read_text()
    assert ended_runs(tmp_path / "data" / "storywatch.duckdb") == ["ok"]
    assert "hunter22" not in log.read_text()
    assert "T0KEN9" not in log.read_text()
