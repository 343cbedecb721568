from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

ASKING = """
import sys
from pathlib import Path
from warehouse.connecting import open_for_reading, open_for_writing

path = Path(sys.argv[1])
open_for_writing(path, 1).close()
connection = (open_for_writing if sys.argv[2] == "write" else open_for_reading)(path, 1)
print(connection.execute("SELECT current_setting('enable_progress_bar')").fetchall())
"""


@pytest.mark.parametrize("how", ["write", "read"])
def test_no_progress_bar_is_drawn_among_the_output(tmp_path: Path, how: str) -> None:
    command = [sys.executable, "-c", ASKING, str(tmp_path / "w.duckdb"), how]
    asked = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert asked.stdout == "[(False,)]\n"
