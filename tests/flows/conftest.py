"""Prefect's test server, the command line, and a data directory after a pass, each made once for those who need it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from flows.clock import Clock
from tests.flows.command_line import Answer, Storywatch, run_command
from tests.flows.world import NOW, make_desk, quick_settings, run_quick_pass, serving_world


@pytest.fixture(scope="session")
def prefect_server() -> Iterator[None]:
    """A server and database of Prefect's own for the session; about six seconds."""
    from prefect.testing.utilities import prefect_test_harness

    with prefect_test_harness(server_startup_timeout=120):
        yield


@pytest.fixture
def storywatch(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Storywatch:
    """The command line in this process: exit code, standard output, standard error."""
    for name in [name for name in os.environ if name.startswith("STORYWATCH_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)

    def run(*arguments: object) -> Answer:
        code = run_command(*arguments)
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return run


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory after one pass over the small world; only to be read."""
    data_dir = tmp_path_factory.mktemp("filled")
    with serving_world() as world:
        desk = make_desk(world, quick_settings(data_dir), Clock(datetime.fromisoformat(NOW)))
        run_quick_pass(desk)
    return data_dir
