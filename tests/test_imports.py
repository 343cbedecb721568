"""The shape of the house: imports run one way, and each outside library stays in its room."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT

PACKAGES = ("seeds", "extractors", "warehouse", "flows")  # each may import itself and those before it
ROOMS = {
    "prefect": ("flows/",),
    "typer": ("flows/",),
    "rich": ("flows/",),
    "apprise": ("flows/",),
    "duckdb": ("warehouse/",),
    "pyarrow": ("warehouse/",),
    "httpx": ("extractors/web/fetch.py", "extractors/web/addresses.py", "flows/alerting/webhooks.py"),
    "httpcore": ("extractors/web/fetch.py", "extractors/web/addresses.py", "flows/alerting/webhooks.py"),
    "feedparser": ("extractors/",),
    "protego": ("extractors/web/robots.py",),
    "trafilatura": ("extractors/",),
}
FILES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))


def imported_modules(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_run_one_way(path: Path) -> None:
    own = path.relative_to(ROOT).parts[0]
    later = PACKAGES[PACKAGES.index(own) + 1 :]
    assert [name for name in imported_modules(path) if name.split(".")[0] in later] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_libraries_stay_in_their_rooms(path: Path) -> None:
    place = path.relative_to(ROOT).as_posix()
    strays = [name for name in imported_modules(path) if not place.startswith(ROOMS.get(name.split(".")[0], ("",)))]
    assert strays == []


@pytest.mark.parametrize("path", sorted((ROOT / "warehouse").rglob("*.py")), ids=lambda path: path.name)
def test_the_warehouse_sees_only_the_records_of_extractors(path: Path) -> None:
    seen = [name for name in imported_modules(path) if name.split(".")[0] == "extractors"]
    assert [name for name in seen if not name.startswith("extractors.records")] == []
