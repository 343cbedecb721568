from __future__ import annotations

import os
from pathlib import Path

import pytest

from flows.data_dir import locked_data_dir
from tests.flows.command_line import Storywatch


def test_file_as_data_dir_is_refused(storywatch: Storywatch, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    code, _, err = storywatch("--data-dir", tmp_path / "file", "run")
    assert code == 3
    assert "is not a directory" in err


def test_second_run_is_told_who_is_at_work(storywatch: Storywatch, tmp_path: Path) -> None:
    with locked_data_dir(tmp_path / "data"):
        code, _, err = storywatch("--data-dir", tmp_path / "data", "run")
    assert code == 3
    assert f"another storywatch (process {os.getpid()}) is working in" in err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("run", "--now", "yesterday"), "--now: 'yesterday' is not an ISO 8601 time"),
        (("run", "--feeds", "nowhere.yaml"), "nowhere.yaml"),
        (("read", "nowhere.txt"), "nowhere.txt does not exist"),
        (("read", "."), "is a directory"),
        (("check", "--feeds", "nowhere.yaml"), "nowhere.yaml"),
        (("alerts", "test", "nobody"), "'nobody' is not one of the channels: console"),
        (("nonsense",), "No such command 'nonsense'"),
        (("run", "--nonsense"), "No such option"),
    ],
)
def test_wrong_usage_is_a_message_and_code_two(storywatch: Storywatch, arguments: tuple[str, ...], told: str) -> None:
    code, out, err = storywatch(*arguments)
    assert code == 2
    assert out == ""
    assert told in err
    assert "Traceback" not in err


def test_bad_feeds_file_names_file_key_and_value(storywatch: Storywatch, tmp_path: Path) -> None:
    bad = tmp_path / "bad.yaml"
    bad.write_text("outlets:\n- {id: x, colour: red}\n", encoding="utf-8")
    code, _, err = storywatch("--data-dir", tmp_path / "d", "run", "--feeds", bad)
    assert code == 2
    assert "bad.yaml: outlets[0].colour: " in err


def test_wrong_channel_address_is_told_without_its_secret(
    storywatch: Storywatch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STORYWATCH_CHANNELS", '{"team": "nonsense://token-123@host"}')
    code, _, err = storywatch("--data-dir", tmp_path / "d", "run")
    assert code == 2
    assert "channels.team" in err
    assert "token-123" not in err


def test_wrong_setting_is_code_two(storywatch: Storywatch, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STORYWATCH_WORKERS", "none")
    code, _, err = storywatch("check")
    assert code == 2
    assert "STORYWATCH_WORKERS: 'none'" in err


def test_server_that_does_not_answer_is_told_before_the_pass(
    storywatch: Storywatch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PREFECT_API_URL", "http://127.0.0.1:9/api")
    code, _, err = storywatch("--data-dir", tmp_path / "d", "run")
    assert code == 2
    assert "PREFECT_API_URL: no Prefect server answers at http://127.0.0.1:9/api" in err
