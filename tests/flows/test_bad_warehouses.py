"""Warehouses that cannot be used: what the command line says, what it leaves alone, and how the next run goes on."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from tests.conftest import ROOT
from tests.flows.command_line import Storywatch

NO_DATABASE = b"not a database, but long enough to be read as one" * 400


def damage(path: Path) -> None:
    """Write over a piece of every block behind the headers."""
    content = bytearray(path.read_bytes())
    for at in range(3 * 4096 + 100_000, len(content), 262_144):
        content[at : at + 4096] = b"\7" * 4096
    path.write_bytes(content)


def add_migration(path: Path) -> None:
    """Let a later storywatch have brought the file to its schema."""
    with duckdb.connect(str(path)) as later:
        later.execute("INSERT INTO ledger.schema_migrations VALUES (99, 'future', 'x', now(), '9.0')")


def replace_by_text(path: Path) -> None:
    path.write_bytes(NO_DATABASE)


FAULTS: list[tuple[Callable[[Path], None], str]] = [
    (replace_by_text, "is not a DuckDB database. Move it away"),
    (damage, "is damaged (Corrupt database file"),
    (add_migration, "was written by a later version (schema version 99"),
]


@pytest.fixture
def data_dir(filled: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(filled, tmp_path / "data", ignore=shutil.ignore_patterns("*.sock")))


@pytest.mark.parametrize(("spoil", "told"), FAULTS, ids=["text", "damaged", "future"])
def test_a_warehouse_that_cannot_be_used_is_named_and_left_alone(
    storywatch: Storywatch, data_dir: Path, spoil: Callable[[Path], None], told: str
) -> None:
    path = data_dir / "warehouse.duckdb"
    spoil(path)
    before = path.read_bytes()
    code, out, err = storywatch("--data-dir", data_dir, "reread", "--feeds", data_dir / "outlets.yaml")
    assert (code, out) == (3, "")
    assert f"{path} {told}" in err
    assert path.read_bytes() == before
    assert storywatch("--data-dir", data_dir, "watches")[0] == 0


@pytest.mark.parametrize(("spoil", "told"), FAULTS, ids=["text", "damaged", "future"])
def test_a_snapshot_that_cannot_be_read_is_named_and_the_next_publication_makes_it_anew(
    storywatch: Storywatch, data_dir: Path, spoil: Callable[[Path], None], told: str
) -> None:
    path = data_dir / "storywatch.duckdb"
    _, whole, _ = storywatch("--data-dir", data_dir, "events", "--json")
    spoil(path)
    code, out, err = storywatch("--data-dir", data_dir, "events", "--json")
    assert (code, out) == (3, "")
    assert f"{path} {told}" in err
    assert storywatch("--data-dir", data_dir, "reread", "--feeds", data_dir / "outlets.yaml")[0] == 0
    assert storywatch("--data-dir", data_dir, "events", "--json")[:2] == (0, whole)


def test_a_damaged_warehouse_is_put_back_from_the_snapshot(storywatch: Storywatch, data_dir: Path) -> None:
    _, whole, _ = storywatch("--data-dir", data_dir, "events", "--json")
    damage(data_dir / "warehouse.duckdb")
    shutil.copyfile(data_dir / "storywatch.duckdb", data_dir / "warehouse.duckdb")
    assert storywatch("--data-dir", data_dir, "reread", "--feeds", data_dir / "outlets.yaml")[0] == 0
    assert storywatch("--data-dir", data_dir, "events", "--json")[:2] == (0, whole)


def test_the_message_of_a_pass_that_fails_is_the_last_word(data_dir: Path) -> None:
    damage(data_dir / "warehouse.duckdb")
    run = ["--data-dir", str(data_dir), "run", "--feeds", str(data_dir / "outlets.yaml")]
    done = subprocess.run(
        [sys.executable, "-c", "from flows.cli import main; main()", *run],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PREFECT_HOME": str(data_dir / "prefect")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 3
    assert "is damaged" in done.stderr.splitlines()[-1]
