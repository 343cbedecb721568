"""Every line of the threat model names tests that exist."""

from __future__ import annotations

import re

from tests.conftest import ROOT

NAMED = re.compile(r"`(test_[a-z0-9_]+)`")
DEFINED = re.compile(r"^def (test_[a-z0-9_]+)\(", re.MULTILINE)


def test_every_test_that_the_threat_model_names_exists() -> None:
    named = set(NAMED.findall((ROOT / "docs" / "security.md").read_text(encoding="utf-8")))
    defined = {
        name
        for path in (ROOT / "tests").rglob("test_*.py")
        for name in DEFINED.findall(path.read_text(encoding="utf-8"))
    }
    assert len(named) > 40
    assert named - defined == set()


def test_every_line_of_the_threat_model_names_a_test() -> None:
    text = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
    tables = text.partition("## Attacks and answers")[2].partition("## Measured")[0]
    rows = [
        line for line in tables.splitlines() if line.startswith("| ") and not line.startswith(("| attack ", "| fault "))
    ]
    assert len(rows) > 20
    assert [row for row in rows if not NAMED.search(row)] == []
