from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from flows.data_dir import DataDirBusyError, DataDirError, locked_data_dir, make_data_dir

HOLD = """
import sys
from pathlib import Path
from flows.data_dir import locked_data_dir
with locked_data_dir(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_directory_is_made_where_it_is_missing(tmp_path: Path) -> None:
    make_data_dir(tmp_path / "a" / "b")
    assert (tmp_path / "a" / "b").is_dir()


def test_file_in_its_place_is_refused(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("", encoding="utf-8")
    with pytest.raises(DataDirError, match="is not a directory"):
        make_data_dir(tmp_path / "data")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_directory_without_write_permission_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir(mode=0o500)
    with pytest.raises(DataDirError, match="is not writable"):
        make_data_dir(folder)


def test_directory_that_nobody_can_write_is_refused() -> None:
    with pytest.raises(DataDirError, match="/proc/nothing"):
        make_data_dir(Path("/proc/nothing"))


def test_second_process_is_told_who_is_at_work(tmp_path: Path) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert holder.stdin is not None
    assert holder.stdout is not None
    try:
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(DataDirBusyError, match=f"process {holder.pid}"), locked_data_dir(tmp_path):
            pass
    finally:
        holder.communicate()
    with locked_data_dir(tmp_path):
        pass


def test_lock_of_a_killed_process_is_free_at_once(tmp_path: Path) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    holder.kill()
    holder.communicate()
    with locked_data_dir(tmp_path):
        pass
