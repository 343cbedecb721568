from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.conftest import ROOT
from warehouse.document import DOCUMENT, document_fresh
from warehouse.queries import run_sql
from warehouse.snapshot import publish_snapshot
from warehouse.store import Warehouse

QUERIES = re.findall(
    r"^\*\*(.+?)\*\*.*?```sql\n(.+?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL | re.MULTILINE
)


def test_the_document_is_what_the_catalogue_says() -> None:
    assert DOCUMENT.read_text("utf-8") == document_fresh(), "run `python -m warehouse.document`"


def test_there_are_ten_queries() -> None:
    assert len(QUERIES) == 10


@pytest.mark.parametrize("sql", [sql for _, sql in QUERIES], ids=[title for title, _ in QUERIES])
def test_each_query_of_the_documents_has_an_answer(filled: Warehouse, tmp_path: Path, sql: str) -> None:
    snapshot = tmp_path / "published.duckdb"
    publish_snapshot(filled, snapshot)
    assert run_sql(snapshot, sql).columns
