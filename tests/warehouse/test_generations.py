"""The spare is brought up to date only when nobody can notice."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

import duckdb
import pytest

from tests.warehouse.test_snapshot import add_article, article_count
from warehouse.generations import COMPARED_BYTES, copy_generation, keep_spare
from warehouse.snapshot import publish_snapshot
from warehouse.store import Warehouse

HOLD_OPEN = "import sys; held = open(sys.argv[1], 'rb'); print('open', flush=True); sys.stdin.read()"


@pytest.fixture
def snapshot(tmp_path: Path) -> Path:
    return tmp_path / "published.duckdb"


@pytest.fixture
def spare(snapshot: Path) -> Path:
    return snapshot.with_name("published.duckdb.spare")


@contextmanager
def held_open(path: Path) -> Iterator[None]:
    """Another program, which knows nothing of DuckDB's locks, has the file open: a backup that is being made."""
    holder = subprocess.Popen([sys.executable, "-c", HOLD_OPEN, str(path)], stdin=-1, stdout=-1)
    assert holder.stdout is not None
    assert holder.stdout.readline() == b"open\n"
    try:
        yield
    finally:
        holder.communicate()


def publish(warehouse: Warehouse, snapshot: Path, name: str) -> None:
    add_article(warehouse, name)
    assert publish_snapshot(warehouse, snapshot)


def shares_blocks(folder: Path) -> bool:
    """Try whether the file system lets files share their blocks, as XFS and btrfs do."""
    (folder / "tried").write_bytes(b"x" * COMPARED_BYTES)
    with (folder / "tried").open("rb") as file:
        return not copy_generation(file.fileno(), folder / "tried.copy", folder / "none")


def mark(path: Path) -> None:
    """Mark the file itself: a new one can have an old one's number."""
    if shares_blocks(path.parent):
        pytest.skip("where files share blocks no spare is needed, and none takes turns")
    try:
        os.setxattr(path, "user.seen", b"1")
    except OSError:
        pytest.skip(f"no extended attributes in {path.parent}")


def is_marked(path: Path) -> bool:
    return "user.seen" in os.listxattr(path)


def generation(original: Path, folder: Path) -> Path:
    with original.open("rb") as file:
        copy_generation(file.fileno(), folder / "part", folder / "spare")
    return folder / "part"


def test_two_files_take_turns(filled: Warehouse, snapshot: Path) -> None:
    publish(filled, snapshot, "first")
    mark(snapshot)
    turns = []
    for number in range(5):
        publish(filled, snapshot, f"new-{number}")
        turns.append(is_marked(snapshot))
    assert turns == [False, True, False, True, False]


def test_where_files_share_blocks_nothing_is_copied_and_no_spare_kept(
    filled: Warehouse, snapshot: Path, spare: Path
) -> None:
    if not shares_blocks(snapshot.parent):
        pytest.skip("NOT TESTED: sharing blocks, because this file system does not (run on XFS or btrfs: --basetemp)")
    for number in range(3):
        publish(filled, snapshot, f"new-{number}")
        assert not spare.exists()
        assert snapshot.read_bytes() == filled.path.read_bytes()
    add_article(filled, "later")
    assert snapshot.read_bytes() != filled.path.read_bytes()


def test_each_generation_is_the_warehouse_byte_for_byte(filled: Warehouse, snapshot: Path) -> None:
    for number in range(5):
        publish(filled, snapshot, f"new-{number}")
        assert snapshot.read_bytes() == filled.path.read_bytes()


def test_a_generation_that_a_backup_still_reads_is_left_to_it(filled: Warehouse, snapshot: Path) -> None:
    publish(filled, snapshot, "first")
    with held_open(snapshot), snapshot.open("rb") as held:
        before = held.read()
        for number in range(3):
            publish(filled, snapshot, f"new-{number}")
        held.seek(0)
        assert held.read() == before
    assert article_count(snapshot) == 7


def test_a_generation_that_is_free_again_takes_its_turn(filled: Warehouse, snapshot: Path) -> None:
    publish(filled, snapshot, "first")
    with held_open(snapshot):
        publish(filled, snapshot, "second")
        mark(snapshot)
        publish(filled, snapshot, "third")
    assert not is_marked(snapshot)
    publish(filled, snapshot, "fourth")
    assert is_marked(snapshot)


def test_a_file_with_a_second_name_is_no_spare(filled: Warehouse, snapshot: Path, tmp_path: Path) -> None:
    publish(filled, snapshot, "first")
    os.link(snapshot, tmp_path / "kept-by-hand")
    before = snapshot.read_bytes()
    for number in range(3):
        publish(filled, snapshot, f"new-{number}")
    assert (tmp_path / "kept-by-hand").read_bytes() == before


def test_killed_before_the_swap_the_published_file_is_not_written_into(
    filled: Warehouse, snapshot: Path, spare: Path
) -> None:
    publish(filled, snapshot, "first")
    keep_spare(snapshot, spare)  # and here it was killed
    mark(snapshot)
    publish(filled, snapshot, "second")
    assert not is_marked(snapshot)
    assert article_count(snapshot) == 5


def test_what_an_analyst_wrote_into_a_snapshot_is_gone_two_publications_later(
    filled: Warehouse, snapshot: Path
) -> None:
    publish(filled, snapshot, "first")
    mark(snapshot)
    with duckdb.connect(str(snapshot)) as analyst:
        analyst.execute("CREATE TABLE mine AS SELECT range AS n, hash(range) AS h FROM range(100000)")
    publish(filled, snapshot, "second")
    publish(filled, snapshot, "third")
    assert is_marked(snapshot)
    assert snapshot.read_bytes() == filled.path.read_bytes()


@pytest.mark.parametrize("length", [0, 1, COMPARED_BYTES, 3 * COMPARED_BYTES, 3 * COMPARED_BYTES + 7])
def test_a_spare_of_any_length_becomes_the_same_file(tmp_path: Path, length: int) -> None:
    original = tmp_path / "original"
    original.write_bytes(Random(1).randbytes(2 * COMPARED_BYTES + 100))
    (tmp_path / "spare").write_bytes(Random(2).randbytes(length))
    assert generation(original, tmp_path).read_bytes() == original.read_bytes()


def test_of_a_large_file_only_what_differs_is_written(tmp_path: Path) -> None:
    with (tmp_path / "spare").open("wb") as spare:
        spare.truncate(64 * COMPARED_BYTES)  # a hole, and what is written into it takes room on the disk
    with (tmp_path / "original").open("wb") as original:
        original.truncate(64 * COMPARED_BYTES)
        original.seek(5 * COMPARED_BYTES)
        original.write(Random(1).randbytes(COMPARED_BYTES))
    copy = generation(tmp_path / "original", tmp_path)
    assert copy.read_bytes() == (tmp_path / "original").read_bytes()
    assert copy.stat().st_blocks * 512 <= 2 * COMPARED_BYTES
