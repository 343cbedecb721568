from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from flows.settings import Settings
from tests.conftest import ROOT

UNIT = ROOT / "docs" / "deploy" / "storywatch.service"
CONTAINER = ROOT / "docs" / "deploy" / "Containerfile"


def test_systemd_finds_no_fault_with_the_unit(tmp_path: Path) -> None:
    verifier = shutil.which("systemd-analyze")
    if verifier is None:
        pytest.skip("systemd-analyze is not installed: the unit was NOT verified")
    program = tmp_path / "storywatch"
    program.write_text("#!/bin/sh\n", encoding="ascii")
    program.chmod(0o755)
    unit = tmp_path / UNIT.name
    unit.write_text(re.sub(r"^ExecStart=\S+", f"ExecStart={program}", UNIT.read_text("utf-8"), flags=re.M), "utf-8")
    verified = subprocess.run([verifier, "verify", "--man=no", str(unit)], capture_output=True, text=True, check=False)
    ours = [line for line in verified.stderr.splitlines() if UNIT.name in line]
    assert (verified.returncode, ours) == (0, [])


@pytest.mark.parametrize("path", [UNIT, CONTAINER], ids=lambda path: path.name)
def test_deployments_set_nothing_but_settings(path: Path) -> None:
    named = re.findall(r"STORYWATCH_([A-Z_]+)=", path.read_text("utf-8"))
    assert named
    assert {name.lower() for name in named} <= Settings.model_fields.keys()


def test_the_container_installs_what_is_locked_and_copies_all_packages() -> None:
    text = CONTAINER.read_text("utf-8")
    assert "--require-hashes -r requirements.lock" in text
    for package in ("flows", "extractors", "seeds", "warehouse"):
        assert f"COPY {package} {package}\n" in text
