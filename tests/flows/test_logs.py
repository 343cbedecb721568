from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from flows.alerting.channels import open_channels
from flows.alerting.delivery import deliver_due
from flows.logs import OURS, JsonLines, TextLines, secret_parts, set_up_logging
from tests.conftest import ROOT
from tests.flows.shared import lay_warehouse
from tests.flows.test_serving import free_port
from tests.flows.world import quick_settings
from tests.warehouse.samples import make_service_message
from warehouse.service_messages import append_service_message
from warehouse.store import Warehouse

ADDRESS = "json://operator:hunter22@hooks.example.org/services/T0KEN9"
SECRETS = secret_parts([ADDRESS])


def record(message: str, *args: object) -> logging.LogRecord:
    return logging.LogRecord("flows.passes", logging.INFO, __file__, 1, message, args, None)


def text(message: str, *args: object) -> str:
    return TextLines(SECRETS).format(record(message, *args)).partition("flows.passes ")[2]


def test_an_event_is_a_line_of_keys_and_values() -> None:
    assert text("event=polled feed=%s entries=%d", "gazette", 3) == "event=polled feed=gazette entries=3"


def test_values_with_blanks_are_quoted() -> None:
    assert text("event=failed detail=%s", 'no "answer" in time') == 'event=failed detail="no \\"answer\\" in time"'


def test_the_same_event_as_json_has_the_keys_as_keys_and_numbers_as_numbers() -> None:
    line = json.loads(JsonLines(()).format(record("event=polled feed=%s entries=%d", "gazette", 3)))
    assert line["time"].endswith("Z")
    assert {key: line[key] for key in ("level", "logger", "event", "feed", "entries")} == {
        "level": "info",
        "logger": "flows.passes",
        "event": "polled",
        "feed": "gazette",
        "entries": 3,
    }


def test_a_sentence_is_a_message() -> None:
    assert json.loads(JsonLines(()).format(record("two words")))["message"] == "two words"


def test_nothing_of_a_channels_address_is_written() -> None:
    told = text("event=failed detail=%s", f"{ADDRESS} did not answer; POST /services/T0KEN9 by operator with hunter22")
    for secret in ("operator", "hunter22", "T0KEN9"):
        assert secret not in told
    assert "did not answer" in told


def test_an_error_is_told_in_one_line_without_secrets() -> None:
    try:
        raise ValueError("bad\naddress hunter22")
    except ValueError as error:
        failed = record("event=failed")
        failed.exc_info = (type(error), error, error.__traceback__)
    assert TextLines(SECRETS).format(failed).endswith('event=failed error="ValueError: bad address ****"')


def test_words_of_strangers_cannot_forge_a_line() -> None:
    assert "\n" not in text("event=polled detail=%s", "x\n2026-01-01T00:00:00Z INFO event=alert\x1b[2J")


def test_a_channel_that_fails_is_logged_without_its_secrets(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    address = f"json://operator:hunter22@127.0.0.1:{free_port()}/services/T0KEN9"
    settings = quick_settings(tmp_path, channels={"team": address})
    at = datetime(2026, 11, 18, 12, tzinfo=UTC)
    lay_warehouse(settings.warehouse_path)
    warehouse = Warehouse(settings.warehouse_path, clock=lambda: at)
    with warehouse.transaction(None) as tx:
        append_service_message(tx, make_service_message(at=at), ["team"])
    set_up_logging(verbose=True, secrets=settings.secrets)
    try:
        report = deliver_due(warehouse, open_channels(settings), lambda: at)
    finally:
        for name in OURS:
            logging.getLogger(name).handlers = []
            logging.getLogger(name).propagate = True
    written = capsys.readouterr().err
    assert report.failed == 1
    assert "channel=team" in written
    for secret in ("hunter22", "T0KEN9"):
        assert secret not in written


PREFECT_SAYS = """
import logging
import prefect
from flows.logs import set_up_flow_logging
from prefect.logging.configuration import setup_logging

set_up_flow_logging("json", "info", ["json://operator:hunter22@hooks.example.org/services/T0KEN9"])
setup_logging()  # as Prefect does again for each run
logging.getLogger("prefect.runner").warning("posting to %s\x1b[2J failed", "/services/T0KEN9")
logging.getLogger("flows.passes").info("event=polled feed=%s", "gazette")
logging.getLogger("websockets").error("two words")
"""


def test_what_prefect_and_libraries_log_is_json_without_secrets_too() -> None:
    # what other tests set for Prefect in this process would quieten it
    bare = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    said = subprocess.run(
        [sys.executable, "-c", PREFECT_SAYS], cwd=ROOT, env=bare, capture_output=True, text=True, check=True
    )
    lines = [json.loads(line) for line in said.stderr.splitlines()]
    assert [(line["logger"], line["level"]) for line in lines] == [
        ("prefect.runner", "warning"),
        ("flows.passes", "info"),
        ("websockets", "error"),
    ]
    assert lines[0]["message"] == "posting to /**** failed"
    assert lines[1]["event"] == "polled"
