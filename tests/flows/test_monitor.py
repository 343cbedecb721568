from __future__ import annotations

import importlib
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from prefect.artifacts import Artifact
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterId
from prefect.client.schemas.sorting import FlowRunSort
from prefect.flows import Flow

from flows.data_dir import DataDirBusyError, locked_data_dir
from flows.monitor import monitor, spread_as_tasks
from flows.reports import PassReport
from tests.flows.world import NOW, World, serving_world, write_outlets

ROOT = Path(__file__).resolve().parents[2]

LOOPBACK = "allow_private_addresses = true\nbatch_size = 1\n[fetch]\nper_host_gap_seconds = 0\nretries = 0\n"


@pytest.fixture
def world() -> Iterator[World]:
    with serving_world() as served:
        yield served


def do_flow(world: World, data_dir: Path) -> PassReport:
    (data_dir / "storywatch.toml").write_text(LOOPBACK, encoding="utf-8")
    outlets = write_outlets(world, data_dir / "outlets.yaml")
    report = monitor(data_dir=str(data_dir), feeds=str(outlets), now=NOW)
    assert report is not None
    return report


@pytest.mark.prefect
@pytest.mark.usefixtures("prefect_server")
def test_flow_does_a_pass_with_its_feeds_as_tasks_and_a_summary(world: World, tmp_path: Path) -> None:
    report = do_flow(world, tmp_path)
    assert report.counts.articles_new == 2
    assert any(line.watch == "us-prc-defense-ministers-meeting" for line in report.alerts)
    summary = Artifact.get("pass-summary")
    assert summary is not None
    assert report.run_id in str(summary.data)
    assert "1 of 3 feeds failed" in str(summary.data)
    with get_client(sync_client=True) as client:
        runs = client.read_flow_runs(limit=1, sort=FlowRunSort.START_TIME_DESC)
        for _ in range(100):  # the server may still be writing the last state down
            if runs[0].state_name == "Completed":
                break
            time.sleep(0.1)
            runs = [client.read_flow_run(runs[0].id)]
        assert runs[0].state_name == "Completed"
        tasks = client.read_task_runs(flow_run_filter=FlowRunFilter(id=FlowRunFilterId(any_=[runs[0].id])))
    names = {run.name for run in tasks}
    assert {"poll alpha-news", "poll beta-news", "poll gamma-news", "read 1 entries of alpha-news"} <= names


@pytest.mark.prefect
@pytest.mark.usefixtures("prefect_server")
def test_task_that_fails_once_is_tried_again() -> None:
    from prefect import flow

    tries: list[int] = []

    def work(unit: int) -> int:
        tries.append(unit)
        if len(tries) == 1:
            raise OSError("the disk was full for a moment")
        return unit

    @flow
    def trying() -> list[int]:
        return list(spread_as_tasks(1)("poll", work, [7], label=str))

    assert trying() == [7]
    assert tries == [7, 7]


def test_flow_refuses_a_directory_in_use(tmp_path: Path) -> None:
    with locked_data_dir(tmp_path), pytest.raises(DataDirBusyError):
        monitor.fn(data_dir=str(tmp_path))


def deployments() -> dict[str, dict[str, Any]]:
    written = yaml.safe_load((ROOT / "prefect.yaml").read_text(encoding="utf-8"))
    assert written["pull"] == []
    return {deployment["name"]: deployment for deployment in written["deployments"]}


@pytest.mark.parametrize(("name", "flow_name"), [("hourly", "monitor"), ("daily", "heartbeat")])
def test_deployment_names_a_flow_that_can_be_imported_and_no_folder(name: str, flow_name: str) -> None:
    deployment = deployments()[name]
    module, _, attribute = deployment["entrypoint"].rpartition(".")
    found = getattr(importlib.import_module(module), attribute)
    assert isinstance(found, Flow)
    assert found.name == flow_name
    assert found.timeout_seconds
    assert deployment["parameters"].keys() == found.parameters.properties.keys()
    assert deployment["concurrency_limit"] == {"limit": 1, "collision_strategy": "CANCEL_NEW"}
    assert deployment["work_pool"]["name"] == "storywatch"


def test_scheduled_passes_ask_what_is_due() -> None:
    assert deployments()["hourly"]["parameters"]["due_only"] is True
