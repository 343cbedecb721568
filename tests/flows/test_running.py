"""Running under Prefect: events, turns across machines, runs that find their work done, and what a kill leaves."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from prefect import flow
from prefect.blocks.system import Secret
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import ArtifactFilter, ArtifactFilterKey
from prefect.client.schemas.objects import FlowRun
from prefect.context import FlowRunContext
from prefect.states import Running, Scheduled

from extractors.records.runs import RunCounts
from flows.alerting.channels import ChannelError, open_channels
from flows.beating import heartbeat
from flows.clock import Clock
from flows.data_dir import DataDirBusyError, locked_data_dir
from flows.desk import set_up_desk
from flows.leftovers import clear_leftovers
from flows.logs import OURS, set_up_logging
from flows.monitor import is_caught_up, monitor, publish_artifacts
from flows.prefect_environment import OWN_SERVER_VARIABLE
from flows.reports import PassReport
from flows.turns import held_across_machines
from tests.flows.world import NOW, World, quick_settings, serving_world, write_outlets

LOOPBACK = "allow_private_addresses = true\n[fetch]\nper_host_gap_seconds = 0\nretries = 0\n"
EVENTS_SECONDS = 60.0
"""The server writes events down in bundles, every few seconds."""
SIX = datetime(2026, 11, 18, 6, tzinfo=UTC)


@pytest.fixture
def world() -> Iterator[World]:
    with serving_world() as served:
        yield served


@pytest.fixture
def quiet_afterwards() -> Iterator[None]:
    """Take away the handlers that a test has set up: they write to its standard error, which is gone by then."""
    yield
    for name in OURS:
        logging.getLogger(name).handlers = []
        logging.getLogger(name).propagate = True


def events_of(run_id: str) -> list[dict[str, Any]]:
    """Wait until the server has the end of a pass, and return our events up to it."""
    wanted = {"filter": {"event": {"prefix": ["storywatch."]}}, "limit": 50}
    deadline = time.monotonic() + EVENTS_SECONDS
    while time.monotonic() < deadline:
        with get_client(sync_client=True) as client:
            found = client.request("POST", "/events/filter", json=wanted).json()["events"]
        if any(event["payload"].get("run_id") == run_id for event in found):
            return list(found)
        time.sleep(0.5)
    return []


@pytest.mark.prefect
@pytest.mark.usefixtures("prefect_server")
def test_a_pass_emits_what_it_raised_and_that_it_is_finished(world: World, tmp_path: Path) -> None:
    (tmp_path / "storywatch.toml").write_text(LOOPBACK, encoding="utf-8")
    outlets = write_outlets(world, tmp_path / "outlets.yaml")
    report = monitor(data_dir=str(tmp_path), feeds=str(outlets), now=NOW)
    assert report is not None
    events = events_of(report.run_id)
    told = {(event["event"], event["resource"]["prefect.resource.id"]) for event in events}
    assert ("storywatch.run-finished", f"storywatch.run.{report.run_id}") in told
    raised = {
        ("storywatch.alert", f"storywatch.alert.{line.alert_id}") for line in report.alerts if line.kind == "alert"
    }
    assert raised
    assert raised <= told


def test_a_run_whose_hour_a_later_pass_has_covered_is_caught_up() -> None:
    assert is_caught_up(SIX, SIX + timedelta(hours=3))
    assert not is_caught_up(SIX, SIX - timedelta(hours=1))
    assert not is_caught_up(SIX, None)


@pytest.mark.prefect
@pytest.mark.usefixtures("prefect_server")
def test_five_hours_that_were_missed_are_caught_up_by_one_pass(tmp_path: Path) -> None:
    outlets = tmp_path / "outlets.yaml"
    outlets.write_text("outlets: []\n", encoding="utf-8")
    now = (SIX + timedelta(hours=5)).isoformat()
    done = []
    for hour in range(5):
        late = FlowRun(flow_id=uuid4(), auto_scheduled=True, expected_start_time=SIX + timedelta(hours=hour))
        with FlowRunContext.model_construct(flow_run=late):
            done.append(monitor.fn(data_dir=str(tmp_path), feeds=str(outlets), now=now, due_only=True) is not None)
    assert done == [True, False, False, False, False]
    desk = set_up_desk(quick_settings(tmp_path), Clock(SIX), outlets)
    with desk.warehouse.reading() as look:
        assert look.rows("SELECT outcome FROM runs") == [{"outcome": "ok"}]


@pytest.mark.prefect
@pytest.mark.usefixtures("prefect_server")
def test_the_summary_is_written_also_where_prefect_takes_the_caller_for_asynchronous() -> None:
    report = PassReport(
        run_id=f"run-{uuid4()}",
        started_at=SIX,
        finished_at=SIX,
        counts=RunCounts(),
        feeds=(),
        alerts=(),
        watches=(),
    )
    with FlowRunContext.model_construct(flow_run=FlowRun(flow_id=uuid4())):
        publish_artifacts(report)
    with get_client(sync_client=True) as client:
        kept = client.read_artifacts(artifact_filter=ArtifactFilter(key=ArtifactFilterKey(any_=["pass-summary"])))
    assert any(report.run_id in str(artifact.data) for artifact in kept)


@pytest.mark.prefect
@pytest.mark.usefixtures("prefect_server")
def test_a_pass_while_the_clock_was_years_ahead_stands_in_for_no_later_one(tmp_path: Path) -> None:
    outlets = tmp_path / "outlets.yaml"
    outlets.write_text("outlets: []\n", encoding="utf-8")
    done = []
    for now in (SIX + timedelta(days=900), SIX):
        scheduled = FlowRun(flow_id=uuid4(), auto_scheduled=True, expected_start_time=now)
        with FlowRunContext.model_construct(flow_run=scheduled):
            report = monitor.fn(data_dir=str(tmp_path), feeds=str(outlets), now=now.isoformat(), due_only=True)
        done.append(report is not None)
    assert done == [True, True]


@pytest.mark.prefect
@pytest.mark.usefixtures("prefect_server")
def test_two_machines_cannot_work_for_one_warehouse_at_once(tmp_path: Path) -> None:
    outlets = tmp_path / "outlets.yaml"
    outlets.write_text("outlets: []\n", encoding="utf-8")
    desk = set_up_desk(quick_settings(tmp_path / "one"), Clock(SIX), outlets)
    other = set_up_desk(quick_settings(tmp_path / "two"), Clock(SIX + timedelta(days=1)), outlets)
    with held_across_machines(desk):
        with pytest.raises(DataDirBusyError, match="another machine"), held_across_machines(desk):
            pass
        with held_across_machines(other):
            pass
    with held_across_machines(desk):
        pass


@pytest.mark.prefect
@pytest.mark.usefixtures("prefect_server")
def test_the_server_that_serve_keeps_for_itself_gives_out_no_turns(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    outlets = tmp_path / "outlets.yaml"
    outlets.write_text("outlets: []\n", encoding="utf-8")
    desk = set_up_desk(quick_settings(tmp_path), Clock(SIX), outlets)
    monkeypatch.setenv(OWN_SERVER_VARIABLE, "1")
    with held_across_machines(desk), held_across_machines(desk):
        pass


def leave_runs(data_dir: str) -> tuple[FlowRun, FlowRun]:
    @flow
    def left(data_dir: str) -> None:
        return None

    with get_client(sync_client=True) as client:
        running = client.create_flow_run(left, parameters={"data_dir": data_dir}, state=Running())
        missed = client.create_flow_run(
            left,
            parameters={"data_dir": data_dir},
            state=Scheduled(scheduled_time=datetime.now(UTC) - timedelta(hours=5)),
        )
    return running, missed


def states(*runs: FlowRun) -> list[str | None]:
    with get_client(sync_client=True) as client:
        return [client.read_flow_run(run.id).state_name for run in runs]


def clear(data_dir: Path) -> None:
    async def clearing() -> None:
        async with get_client() as client:
            await clear_leftovers(client, data_dir)

    asyncio.run(clearing())


@pytest.mark.prefect
@pytest.mark.usefixtures("prefect_server")
def test_runs_of_a_killed_serve_are_crashed_or_cancelled_and_those_of_others_left_alone(tmp_path: Path) -> None:
    ours, others = leave_runs(str(tmp_path)), leave_runs("/srv/other")
    clear(tmp_path)
    assert states(*ours) == ["Crashed", "Cancelled"]
    assert states(*others) == ["Running", "Scheduled"]


@pytest.mark.prefect
@pytest.mark.usefixtures("prefect_server")
def test_a_run_whose_process_is_at_work_is_left_alone(tmp_path: Path) -> None:
    ours = leave_runs(str(tmp_path))
    with locked_data_dir(tmp_path):
        clear(tmp_path)
    assert states(*ours) == ["Running", "Scheduled"]


@pytest.mark.prefect
@pytest.mark.usefixtures("prefect_server")
def test_a_channel_can_be_a_secret_that_the_server_keeps(tmp_path: Path) -> None:
    Secret(value="json://user:pass@hooks.example.org/T0KEN").save("newsroom", overwrite=True)
    kept = quick_settings(tmp_path, channels={"team": "prefect-secret:newsroom"})
    assert kept.channel_addresses == {"team": "json://user:pass@hooks.example.org/T0KEN"}
    missing = quick_settings(tmp_path, channels={"team": "prefect-secret:nobody"})
    with pytest.raises(ChannelError, match=r"channels\.team: the Prefect server has no Secret block 'nobody'"):
        _ = missing.channel_addresses


@pytest.mark.prefect
@pytest.mark.usefixtures("prefect_server")
def test_address_and_secret_of_a_webhook_and_of_the_watchdog_can_be_secrets_of_the_server(tmp_path: Path) -> None:
    Secret(value="https://hooks.example.org/T0KEN").save("desk-url", overwrite=True)
    Secret(value="known to the server alone, and long").save("desk-key", overwrite=True)
    Secret(value="https://ping.example.org/T1KEN").save("watchdog", overwrite=True)
    settings = quick_settings(
        tmp_path,
        webhooks={"desk": {"url": "prefect-secret:desk-url", "secret": "prefect-secret:desk-key"}},
        ping_url="prefect-secret:watchdog",
    )
    webhook = open_channels(settings)["desk"].webhook
    assert webhook is not None
    assert (webhook.url, webhook.key) == ("https://hooks.example.org/T0KEN", b"known to the server alone, and long")
    assert settings.ping_address == "https://ping.example.org/T1KEN"


@pytest.mark.prefect
@pytest.mark.usefixtures("prefect_server", "quiet_afterwards")
def test_a_secret_that_the_server_gave_is_written_to_no_log(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Secret(value="json://user:hunter22@hooks.example.org/T0KEN").save("newsroom", overwrite=True)
    settings = quick_settings(tmp_path, channels={"team": "prefect-secret:newsroom"})
    set_up_logging(verbose=True, secrets=settings.secrets)
    _ = settings.channel_addresses
    logging.getLogger("flows.passes").warning("event=refused channel=newsroom detail=%s", "hunter22 at /T0KEN")
    written = capsys.readouterr().err
    assert "channel=newsroom" in written
    assert "**** at /****" in written


@pytest.mark.prefect
@pytest.mark.usefixtures("prefect_server")
def test_the_heartbeat_flow_tells_that_no_pass_came_to_its_end(tmp_path: Path) -> None:
    outlets = tmp_path / "outlets.yaml"
    outlets.write_text("outlets: []\n", encoding="utf-8")
    assert monitor(data_dir=str(tmp_path), feeds=str(outlets), now="2026-11-15T12:00:00Z") is not None
    beats = [heartbeat(data_dir=str(tmp_path), feeds=str(outlets), now=now) for now in ("2026-11-18T06:30:00Z",) * 2]
    assert beats == [True, False]
    desk = set_up_desk(quick_settings(tmp_path), Clock(SIX), outlets)
    with desk.warehouse.reading() as look:
        sent = look.rows("SELECT title, delivered_count FROM service_messages")
    assert sent == [{"title": "No pass was completed in a day; 0 of 0 feeds healthy", "delivered_count": 1}]


@pytest.mark.prefect
@pytest.mark.usefixtures("prefect_server")
def test_a_heartbeat_before_the_first_pass_has_nothing_to_tell_and_does_not_fail(tmp_path: Path) -> None:
    outlets = tmp_path / "outlets.yaml"
    outlets.write_text("outlets: []\n", encoding="utf-8")
    assert heartbeat(data_dir=str(tmp_path / "new"), feeds=str(outlets), now="2026-11-18T06:30:00Z") is False
