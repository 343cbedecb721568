from __future__ import annotations

import subprocess
import sys

import pytest

from flows.cli import hoist_global_options
from tests.conftest import ROOT
from tests.flows.command_line import Storywatch


def test_shipped_seeds_pass_the_check(storywatch: Storywatch) -> None:
    code, out, _ = storywatch("check")
    assert code == 0
    assert out.endswith("settings, storylines, outlets and lexicons are in order\n")
    assert storywatch("check", "--json")[:2] == (0, "[]\n")


def test_test_message_reaches_the_console(storywatch: Storywatch) -> None:
    code, out, err = storywatch("alerts", "test")
    assert code == 0
    assert "console" in out
    assert "nothing has happened" in err


def test_test_message_that_is_refused_is_code_one(storywatch: Storywatch, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STORYWATCH_CHANNELS", '{"team": "json://127.0.0.1:9/"}')
    code, out, _ = storywatch("alerts", "test", "team")
    assert code == 1
    assert "team" in out


def test_global_options_are_accepted_behind_the_command() -> None:
    assert hoist_global_options(["run", "--data-dir", "d", "--json"]) == ["--data-dir", "d", "run", "--json"]
    assert hoist_global_options(["read", "--data-dir=d", "--", "--data-dir"]) == [
        "--data-dir=d",
        "read",
        "--",
        "--data-dir",
    ]


def test_version_and_help(storywatch: Storywatch) -> None:
    assert storywatch("--version")[:2] == (0, "storywatch 0.1.0\n")
    code, out, _ = storywatch("--help")
    assert code == 0
    for command in (
        "run",
        "read",
        "watches",
        "alerts",
        "feeds",
        "events",
        "entities",
        "articles",
        "sql",
        "check",
        "serve",
    ):
        assert command in out


def test_help_imports_neither_prefect_nor_the_database() -> None:
    script = (
        "import sys\nfrom flows.cli import app\n"
        "try:\n    app(['--help'])\nexcept SystemExit:\n    pass\n"
        "heavy = ('prefect', 'duckdb', 'trafilatura', 'pydantic')\n"
        "print([name for name in heavy if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stderr.strip() == "[]"
