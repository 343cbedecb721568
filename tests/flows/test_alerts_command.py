"""`storywatch alerts` with a small data directory: every subcommand, for people at eighty columns and for programs."""

from __future__ import annotations

import contextlib
import json
import os
import pty
import re
import subprocess
import sys
import termios
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from flows.boundary import run_to_exit_code
from flows.cli import app, hoist_global_options
from flows.data_dir import locked_data_dir
from tests.conftest import ROOT
from tests.flows.alerting.receivers import Receiver, receiving
from tests.flows.alerting.samples import ALERT, NOTICE, PAYLOAD
from tests.flows.shared import lay_warehouse
from warehouse.outbox import append_alerts
from warehouse.snapshot import publish_snapshot
from warehouse.store import Warehouse

LONG = "The US secretary of defense and China's defence minister have met in person in Singapore"
Storywatch = Callable[..., tuple[int, str, str]]


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    """Two alerts, one of which nobody can be told of, and a snapshot."""
    folder = tmp_path / "data"
    folder.mkdir()
    lay_warehouse(folder / "warehouse.duckdb")
    warehouse = Warehouse(folder / "warehouse.duckdb", clock=lambda: datetime.now(UTC))
    payload = {**PAYLOAD, "title": LONG}
    with warehouse.transaction(None) as tx:
        channels = {ALERT.alert_id: ("desk",), NOTICE.alert_id: ()}
        append_alerts(tx, [(ALERT, payload), (NOTICE, payload)], channels)
    publish_snapshot(warehouse, folder / "storywatch.duckdb")
    return folder


@pytest.fixture
def storywatch(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, data_dir: Path) -> Storywatch:
    """`storywatch alerts …` in this process: exit code, standard output, standard error."""
    for name in [name for name in os.environ if name.startswith("STORYWATCH_")]:
        monkeypatch.delenv(name)

    def run(*arguments: str) -> tuple[int, str, str]:
        told = hoist_global_options(["--data-dir", str(data_dir), "alerts", *arguments])
        code = run_to_exit_code(lambda: app(told, prog_name="storywatch", standalone_mode=False))
        captured = capsys.readouterr()
        return int(code), captured.out, captured.err

    return run


def set_desk(monkeypatch: pytest.MonkeyPatch, receiver: Receiver, path: str) -> None:
    webhook = {"url": receiver.url(path), "secret": "a key of at least 24 bytes", "allow_private_addresses": True}
    monkeypatch.setenv("STORYWATCH_WEBHOOKS", json.dumps({"desk": webhook}))


def test_acknowledged_alert_shows_it_everywhere(storywatch: Storywatch) -> None:
    code, out, _ = storywatch("ack", ALERT.alert_id, "--note", "called the desk")
    assert (code, out) == (0, f"{ALERT.alert_id}: acknowledged\n")
    rows = {row["alert_id"]: row for row in json.loads(storywatch("list", "--json")[1])}
    assert rows[ALERT.alert_id]["notes"] == ["called the desk"]
    assert rows[ALERT.alert_id]["acknowledged_at"].endswith("Z")
    assert (rows[NOTICE.alert_id]["acknowledged_at"], rows[NOTICE.alert_id]["notes"]) == (None, [])
    for command in ("show", "explain"):
        assert "  called the desk\n" in storywatch(command, ALERT.alert_id)[1]
        assert "Acknowledged: not yet\n" in storywatch(command, NOTICE.alert_id)[1]
    assert json.loads(storywatch("show", ALERT.alert_id, "--json")[1])["notes"] == ["called the desk"]
    assert json.loads(storywatch("explain", ALERT.alert_id, "--json")[1])["alert"]["notes"] == ["called the desk"]


def test_acknowledging_twice_is_fine_and_adds_nothing(storywatch: Storywatch) -> None:
    first, second = (storywatch("ack", ALERT.alert_id, "--note", "seen", "--json") for _ in range(2))
    assert json.loads(first[1]) == {"alert_id": ALERT.alert_id, "new": True, "published": True}
    assert json.loads(second[1]) == {"alert_id": ALERT.alert_id, "new": False, "published": True}
    assert "was acknowledged before; nothing new" in storywatch("ack", ALERT.alert_id)[1]


@pytest.mark.parametrize("command", ["ack", "show", "explain", "retry"])
def test_unknown_alert_is_a_usage_fault(storywatch: Storywatch, command: str) -> None:
    code, out, err = storywatch(command, "alert-9")
    assert (code, out) == (2, "")
    assert "there is no alert 'alert-9'; `storywatch alerts` lists them" in err


def test_alert_can_be_acknowledged_while_a_pass_runs(storywatch: Storywatch, data_dir: Path) -> None:
    with locked_data_dir(data_dir):
        code, out, _ = storywatch("ack", ALERT.alert_id)
    assert code == 0
    assert "a pass is running; listings show it when that has ended" in out
    assert json.loads(storywatch("ack", ALERT.alert_id, "--json")[1])["new"] is False


def test_note_cannot_steer_the_terminal_and_is_no_report(storywatch: Storywatch) -> None:
    storywatch("ack", ALERT.alert_id, "--note", "seen \x1b[2J\u202e<b>")
    assert "\n  seen [2J<b>\n" in storywatch("show", ALERT.alert_id)[1]
    code, _, err = storywatch("ack", ALERT.alert_id, "--note", "x" * 1001)
    assert (code, "at most 1000 characters" in err) == (2, True)


def test_retry_sends_what_was_given_up_and_says_what_it_did(
    storywatch: Storywatch, monkeypatch: pytest.MonkeyPatch
) -> None:
    with receiving() as receiver:
        set_desk(monkeypatch, receiver, "dead")
        code, out, err = storywatch("retry", "--json")
        assert (code, json.loads(out)["failed"]) == (1, 1)
        assert "answered 500" in err
        set_desk(monkeypatch, receiver, "ok")
        code, out, _ = storywatch("retry", ALERT.alert_id)
        assert (code, out) == (0, "delivered: 1, failed: 0, given up: 0, not tried: 0, held for their hour: 0\n")
        assert json.loads(storywatch("retry", "--json")[1])["delivered"] == 0
        assert receiver.hits == {"dead": 1, "ok": 1}
    [delivery] = json.loads(storywatch("explain", ALERT.alert_id, "--json")[1])["deliveries"]
    assert (delivery["state"], delivery["attempt_count"]) == ("delivered", 2)


def test_test_message_answers_programs_too(storywatch: Storywatch, monkeypatch: pytest.MonkeyPatch) -> None:
    with receiving() as receiver:
        set_desk(monkeypatch, receiver, "ok")
        code, out, _ = storywatch("test", "--json")
        assert code == 0
        assert [(row["channel"], row["delivered"]) for row in json.loads(out)] == [("console", True), ("desk", True)]
        assert receiver.requests[0].payload["schema"] == "storywatch.test/1"
        set_desk(monkeypatch, receiver, "dead")
        code, out, err = storywatch("test", "desk", "--json")
        assert (code, json.loads(out)[0]["delivered"]) == (1, False)
        assert "desk: http://127.0.0.1" in err
        assert "/dead" not in out + err


def in_terminal(data_dir: Path, columns: int, *arguments: str) -> str:
    """Run `storywatch alerts …` in a real terminal of so many columns and return what it shows, without its styles."""
    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (40, columns))
    command = [sys.executable, "-c", "from flows.cli import main; main()", "--data-dir", str(data_dir), "alerts"]
    env = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES")}
    with subprocess.Popen([*command, *arguments], stdout=theirs, stdin=theirs, cwd=ROOT, env=env) as child:
        os.close(theirs)
        shown = b""
        with contextlib.suppress(OSError):  # how Linux says that the other side is closed
            while piece := os.read(ours, 65536):
                shown += piece
        os.close(ours)
    assert child.returncode == 0
    return re.sub(r"\x1b\[[0-9;]*m", "", shown.decode()).replace("\r\n", "\n")


@pytest.mark.parametrize("arguments", [("list",), ("explain", ALERT.alert_id), ("show", NOTICE.alert_id)])
def test_everything_fits_into_eighty_columns_with_whole_ids(
    storywatch: Storywatch, data_dir: Path, arguments: tuple[str, ...]
) -> None:
    storywatch("ack", ALERT.alert_id)
    shown = in_terminal(data_dir, 80, *arguments)
    assert max(len(line) for line in shown.splitlines() if LONG not in line) <= 80
    if arguments == ("list",):
        assert ALERT.alert_id in shown
        assert "acknowledged)" in shown
