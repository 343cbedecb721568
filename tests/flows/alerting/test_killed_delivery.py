"""A delivery killed between sending and recording: sent again under the same key, so that a receiver can tell."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest

from extractors.records.developments import AlertDue
from tests.conftest import ROOT
from tests.flows.alerting.receivers import Receiver
from tests.flows.alerting.samples import ALERT, NOTICE, post, states
from warehouse.store import Warehouse

DELIVER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from flows.alerting.channels import open_channels
from flows.alerting.delivery import deliver_due
from flows.settings import Settings
from warehouse.store import Warehouse

webhook = {"url": sys.argv[2], "secret": "a key of at least 24 bytes", "allow_private_addresses": True}
settings = Settings(webhooks={"desk": webhook}, routes={"desk": {"digest_hour": 8}})
clock = lambda: datetime(2024, 6, 1, 9, 0, tzinfo=UTC)
report = deliver_due(Warehouse(Path(sys.argv[1]), clock=clock), open_channels(settings), clock)
print(report.delivered, flush=True)
"""


def start(warehouse: Warehouse, receiver: Receiver, path: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", DELIVER, str(warehouse.path), receiver.url(path)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def kill_while_sending(warehouse: Warehouse, receiver: Receiver) -> int:
    """Kill a child once the receiver has its message and before it has an answer; return how it ended."""
    with start(warehouse, receiver, "kill") as child:
        receiver.on_kill = lambda: os.kill(child.pid, signal.SIGKILL)
        return child.wait()


def deliver(warehouse: Warehouse, receiver: Receiver) -> str:
    with start(warehouse, receiver, "ok") as child:
        out, _ = child.communicate(timeout=120)
    return out


@pytest.mark.parametrize("alert", [ALERT, NOTICE], ids=["alert", "digest of a notice"])
def test_killed_before_the_record_a_message_comes_again_under_the_same_key_with_the_same_body(
    warehouse: Warehouse, receiver: Receiver, alert: AlertDue
) -> None:
    post(warehouse, "desk", alert=alert)
    assert kill_while_sending(warehouse, receiver) == -signal.SIGKILL
    assert states(warehouse) == {(alert.alert_id, "desk"): "waiting"}
    assert deliver(warehouse, receiver) == "1\n"
    assert deliver(warehouse, receiver) == "0\n"
    assert receiver.hits == {"kill": 1, "ok": 1}
    assert len(set(receiver.ids)) == 1
    assert len({hit.body for hit in receiver.requests}) == 1
    assert states(warehouse) == {(alert.alert_id, "desk"): "delivered"}
