from __future__ import annotations

from pathlib import Path

import pytest

from flows.boundary import run_to_exit_code
from flows.cli import app
from flows.clock import Clock
from tests.flows.shared import lay_warehouse
from warehouse.snapshot import publish_snapshot
from warehouse.store import Warehouse


@pytest.fixture
def data_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data directory with an empty warehouse, published."""
    folder = tmp_path / "data"
    lay_warehouse(folder / "warehouse.duckdb")
    warehouse = Warehouse(folder / "warehouse.duckdb", clock=Clock())
    with warehouse.transaction(None) as tx:
        tx.append("runs", [{"run_id": "run-1", "command": "=1+1"}])
    publish_snapshot(warehouse, folder / "storywatch.duckdb")
    monkeypatch.setenv("STORYWATCH_DATA_DIR", str(folder))
    return folder


def storywatch(*arguments: str) -> int:
    return int(run_to_exit_code(lambda: app(list(arguments), prog_name="storywatch", standalone_mode=False)))


@pytest.mark.parametrize(
    ("name", "written"),
    [("runs.csv", "runs.csv"), ("runs.jsonl", "runs.jsonl"), ("runs", "runs")],
)
def test_the_name_of_the_target_says_the_format(
    data_dir: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, written: str
) -> None:
    code = storywatch("--data-dir", str(data_dir), "export", "runs", str(tmp_path / name))
    said = capsys.readouterr()
    assert (code, said.out) == (0, f"1 rows written to {tmp_path / written}\n")
    assert (tmp_path / written).is_dir() == (name == "runs")


def test_a_view_that_does_not_exist_is_wrong_usage(
    data_dir: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert storywatch("--data-dir", str(data_dir), "export", "artikels", str(tmp_path / "x.csv")) == 2
    assert "There is no view artikels" in capsys.readouterr().err


def test_without_a_view_the_names_are_listed(data_dir: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert storywatch("export") == 0
    names = capsys.readouterr().out.splitlines()
    assert {"articles", "events", "polecat"} <= set(names)


def test_a_view_without_a_target_is_wrong_usage(data_dir: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert storywatch("export", "runs") == 2
    assert "name the file or folder to write to" in capsys.readouterr().err
