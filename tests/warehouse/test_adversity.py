"""Full disks and directories without rights, where the other tests do not meet them."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import duckdb
import pytest

from tests.warehouse.earlier import make_earlier
from tests.warehouse.samples import Clock
from tests.warehouse.test_store import child
from warehouse.errors import DamagedError
from warehouse.snapshot import publish_snapshot, reading_snapshot
from warehouse.store import Warehouse

ATTEMPT = """
import os, resource, sys
from datetime import UTC, datetime
from pathlib import Path
from warehouse.errors import WarehouseError
from warehouse.snapshot import publish_snapshot
from warehouse.store import Warehouse
path, snapshot, what, room, user = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], int(sys.argv[4]), int(sys.argv[5])
warehouse = Warehouse(path, clock=lambda: datetime.now(UTC))
if room:
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
if user:
    os.setuid(user)
try:
    if what == "migrate":
        warehouse.migrate()
    elif what == "publish":
        publish_snapshot(warehouse, snapshot)
    else:
        with warehouse.transaction("run") as tx:
            tx.append("runs", [{"run_id": "more"}])
    print("done")
except WarehouseError as error:
    print(type(error).__name__, error)
"""

NOBODY = 65534

HEADER_BYTES, BLOCK_BYTES = 3 * 4096, 1 << 18
"""A DuckDB file: three headers, then blocks, each with its checksum."""


def attempt(warehouse_path: Path, snapshot: Path, what: str, *, room: int = 0, user: int = 0) -> str:
    """What a process says that has so much room for a file, or is another user."""
    with child(ATTEMPT, str(warehouse_path), str(snapshot), what, str(room), str(user)) as process:
        return process.communicate(timeout=120)[0].strip()


@pytest.fixture
def published(filled: Warehouse) -> Path:
    path = filled.path.with_name("published.duckdb")
    publish_snapshot(filled, path)
    return path


def add_run(warehouse: Warehouse) -> None:
    with warehouse.transaction(None) as tx:
        tx.append("runs", [{"run_id": "run-new"}])


def run_count(snapshot: Path) -> int:
    with reading_snapshot(snapshot) as look:
        return int(look.rows("SELECT count(*) AS n FROM runs")[0]["n"])


def test_a_disk_that_fills_up_while_publishing_leaves_the_former_snapshot(filled: Warehouse, published: Path) -> None:
    add_run(filled)
    said = attempt(filled.path, published, "publish", room=filled.path.stat().st_size // 2)
    assert said.startswith("DiskFullError There is no room to write")
    assert run_count(published) == 2
    assert publish_snapshot(filled, published)
    assert run_count(published) == 3
    assert not published.with_name("published.duckdb.part").exists()


def test_a_disk_that_fills_up_while_migrating_leaves_the_warehouse_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "warehouse.duckdb"
    make_earlier(path, 1)
    before = path.read_bytes()
    said = attempt(path, tmp_path / "published.duckdb", "migrate", room=path.stat().st_size // 2)
    assert said.startswith("DiskFullError There is no room to write")
    with duckdb.connect(str(path), read_only=True) as look:
        assert look.execute("SELECT max(version) FROM ledger.schema_migrations").fetchone() == (1,)
    assert len(path.read_bytes()) == len(before)
    assert Warehouse(path, clock=Clock()).migrate().backup is not None


@pytest.fixture
def foreign_folder(filled: Warehouse, published: Path) -> Path:
    """The directory of a filled warehouse, whose files belong to another user, and which that user may not change."""
    if os.geteuid() != 0:
        pytest.skip("only root can act as another user")
    folder = filled.path.parent
    for parent in (folder, *folder.parents[:3]):
        parent.chmod(parent.stat().st_mode | 0o055)
    for file in folder.iterdir():
        shutil.chown(file, NOBODY)
    return folder


@pytest.mark.parametrize("what", ["publish", "append"])
def test_a_directory_that_turned_read_only_is_named_and_the_next_run_goes_on(
    filled: Warehouse, published: Path, foreign_folder: Path, what: str
) -> None:
    add_run(filled)
    for file in foreign_folder.iterdir():
        shutil.chown(file, NOBODY)
    foreign_folder.chmod(0o555)
    said = attempt(filled.path, published, what, user=NOBODY)
    foreign_folder.chmod(0o755)
    assert said.startswith("NotWritableError") or said == "done", said
    if what == "publish":
        assert "cannot be written" in said
        assert run_count(published) == 2
    assert publish_snapshot(filled, published)
    assert run_count(published) >= 3


def test_a_header_that_was_changed_is_named_as_damaged_and_left_alone(filled: Warehouse) -> None:
    whole = bytearray(filled.path.read_bytes())
    whole[12:20] = (999).to_bytes(8, "little")  # the storage version, behind checksum and magic bytes
    filled.path.write_bytes(whole)
    with pytest.raises(DamagedError, match=r"is damaged .*Put back a copy"):
        filled.migrate()
    assert filled.path.read_bytes() == bytes(whole)


def everything(path: Path) -> list[object]:
    """All rows of all tables."""
    with Warehouse(path, clock=Clock()).reading() as look:
        names = look.rows(
            "SELECT schema_name || '.' || table_name AS name FROM duckdb_tables() WHERE NOT internal ORDER BY 1"
        )
        return [look.rows(f"FROM {row['name']} ORDER BY ALL") for row in names]


def test_a_byte_that_changed_in_some_block_is_named_as_damage_or_was_of_no_use(filled: Warehouse) -> None:
    whole = filled.path.read_bytes()
    expected = everything(filled.path)
    named = 0
    starts = range(HEADER_BYTES, len(whole), BLOCK_BYTES)
    for start in starts[:: len(starts) // 8 + 1]:
        broken = bytearray(whole)
        broken[min(start + 100, len(whole) - 1)] ^= 0xFF
        filled.path.write_bytes(broken)
        try:
            found = everything(filled.path)
        except DamagedError as error:
            assert "Put back a copy" in str(error)
            named += 1
        else:
            assert found == expected
    assert named
