"""Several machines that send from one outbox at once: each message goes out once."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.conftest import ROOT
from tests.warehouse.samples import MESSAGE, make_alert
from warehouse.lake_store import LakeWarehouse
from warehouse.lakes import Lake
from warehouse.outbox import append_alerts
from warehouse.queries import run_sql

ALERTS = [f"alert-{number}" for number in range(8)]

DELIVER = """
import sys
from datetime import UTC, datetime
from flows.alerting.channels import open_channels
from flows.alerting.delivery import deliver_due
from flows.settings import Settings
from warehouse.lake_store import LakeWarehouse
from warehouse.lakes import parse_lake

clock = lambda: datetime(2023, 6, 2, 9, 0, tzinfo=UTC)  # within an hour of when they were raised
warehouse = LakeWarehouse(parse_lake(sys.argv[1], sys.argv[2]), clock=clock, lock_wait_seconds=120)
channels = open_channels(Settings(channels={"desk": sys.argv[3]}, default_channels=("desk",)))
print("ready", flush=True)
sys.stdin.readline()
with warehouse.delivery_turn():
    print(deliver_due(warehouse, channels, clock).delivered, flush=True)
"""


@pytest.mark.parametrize("machines", [3])
def test_machines_that_send_at_once_send_each_message_once(
    warehouse: LakeWarehouse, address: str, lake: Lake, receiver: tuple[str, list[str]], machines: int
) -> None:
    url, came = receiver
    with warehouse.transaction("run-1") as tx:
        alerts = [(make_alert(each, development_id=f"dev-{each}"), MESSAGE) for each in ALERTS]
        append_alerts(tx, alerts, {each: ["desk"] for each in ALERTS})
    command = [sys.executable, "-c", DELIVER, address, lake.data_path, url]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    senders = [subprocess.Popen(command, cwd=ROOT, text=True, **pipes) for _ in range(machines)]
    for sender in senders:
        assert sender.stdout is not None
        assert "ready\n" in iter(sender.stdout.readline, "")
    for sender in senders:
        assert sender.stdin is not None
        sender.stdin.write("go\n")
        sender.stdin.flush()
    sent = [int(sender.communicate(timeout=300)[0].splitlines()[-1]) for sender in senders]
    assert [sender.returncode for sender in senders] == [0] * machines
    assert sorted(came) == ALERTS
    assert sum(sent) == len(ALERTS)
    assert run_sql(lake, "SELECT state, count(*) FROM deliveries GROUP BY ALL").rows == (("delivered", len(ALERTS)),)
