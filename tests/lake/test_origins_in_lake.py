"""In a lake, where nothing is published, the origins are those of the present evidence all the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.warehouse.samples import Clock
from tests.warehouse.test_present_state import Newsroom, counts
from warehouse.lake_store import LakeWarehouse


@pytest.fixture
def newsroom(warehouse: LakeWarehouse, tmp_path: Path, clock: Clock) -> Newsroom:
    return Newsroom(warehouse, tmp_path / "published.duckdb", clock)


def test_origins_gain_articles_and_follow_evidence_that_moves(newsroom: Newsroom) -> None:
    newsroom.report(1, "reuters", "dev-1")
    newsroom.report(2, "ap", "dev-1")
    newsroom.report(3, "reuters", "dev-1")
    assert counts(newsroom.seen()) == {("dev-1", "reuters"): 2, ("dev-1", "ap"): 1}
    newsroom.move(3, "dev-1", "dev-2")
    assert counts(newsroom.seen()) == {("dev-1", "reuters"): 1, ("dev-1", "ap"): 1, ("dev-2", "reuters"): 1}


def test_an_origin_whose_words_a_newer_reader_does_not_find_is_gone(newsroom: Newsroom) -> None:
    newsroom.report(1, "reuters", "dev-1")
    newsroom.report(2, "ap", "dev-1")
    newsroom.read_again(1, "2")
    assert counts(newsroom.seen()) == {("dev-1", "ap"): 1}


def test_tidying_changes_no_origin(newsroom: Newsroom, warehouse: LakeWarehouse) -> None:
    for number in range(4):
        newsroom.report(number, "reuters", "dev-1")
    before = newsroom.seen()
    assert warehouse.tidy(at_least=0)
    assert newsroom.seen() == before
