"""No regular expression of ours takes more than linear time, whatever it is searched in."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from types import MappingProxyType

import pytest

from tests.hostile.expressions import ROOT, slowest

HARMLESS = MappingProxyType(
    {
        "(?!www\\.)[a-z0-9-]+(\\.[a-z0-9-]+)+": "matched from the start only, on host names that people wrote",
        "\\s*\\n\\s*": "runs behind the one that leaves no two blanks in a row",
    }
)


@pytest.mark.long
def test_every_expression_of_ours_withstands_the_attack() -> None:
    command = [sys.executable, "-m", "tests.hostile.expressions"]
    attacked = json.loads(subprocess.run(command, cwd=ROOT, capture_output=True, check=False).stdout)
    assert attacked["attacked"] > 60
    assert [one for one in attacked["slow"] if one["pattern"] not in HARMLESS] == []


@pytest.mark.long
def test_the_attack_finds_expressions_that_explode() -> None:
    for pattern in (r"(?:a+)+$", r"<a.*>.*</a>.*<b>", r"\d+\d+\d+$", r"(?:x|x)*y"):
        assert slowest(re.compile(pattern))[0] > 0.1, pattern
