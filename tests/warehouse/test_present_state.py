"""Summed up or not, the present state is that of the ledger: the evidence, and the origins of what is told."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pytest

from extractors.records.developments import Development
from seeds.storyline import EventStatus
from tests.warehouse.samples import ON, Clock, make_article, make_change, make_development, make_evidence, make_reading
from tests.warehouse.test_as_of import FROM_THE_LEDGER
from warehouse.articles import append_articles
from warehouse.developments import append_changes
from warehouse.evidence import append_evidence
from warehouse.readings import append_readings
from warehouse.snapshot import publish_snapshot, reading_snapshot
from warehouse.store import ReadTransaction, Warehouse

FROM_EVIDENCE = """
SELECT development_id, watch, origin_id, min(origin_reason) AS origin_reason, bool_or(counts) AS counts,
       bool_or(status = 'occurred') AS says_occurred, list(DISTINCT outlet_id ORDER BY outlet_id) AS outlet_ids,
       count(DISTINCT article_id) AS article_count, count(*) AS evidence_count,
       min(coalesce(published_at, fetched_at)) AS first_seen_at
FROM evidence WHERE development_id IS NOT NULL GROUP BY development_id, watch, origin_id ORDER BY ALL
"""


def origins(look: ReadTransaction) -> list[dict[str, Any]]:
    """The origins, which must be those of the evidence, as this and the developments must be those of the ledger."""
    assert look.rows("FROM evidence ORDER BY ALL") == look.rows(FROM_THE_LEDGER)
    assert look.rows("FROM developments ORDER BY ALL") == look.rows(
        "FROM developments_as_of(TIMESTAMPTZ 'infinity') ORDER BY ALL"
    )
    rows = look.rows("FROM origins ORDER BY ALL")
    assert rows == look.rows(FROM_EVIDENCE)
    return rows


class Newsroom:
    """A warehouse in which developments gather and lose evidence."""

    def __init__(self, warehouse: Warehouse, snapshot: Path, clock: Clock) -> None:
        self.warehouse, self.snapshot, self.clock = warehouse, snapshot, clock
        self.developments: dict[str, Development] = {}

    def report(self, number: int, origin: str, development_id: str, reader_version: str = "1") -> None:
        """An article whose one piece of evidence joins a development."""
        evidence = make_evidence(
            f"ev-{number}",
            version_id=f"ver-{number}",
            article_id=f"art-{number}",
            outlet_id=f"outlet-{number % 3}",
            origin_id=origin,
            status=EventStatus.OCCURRED if number % 2 else EventStatus.SCHEDULED,
        )
        with self.warehouse.transaction(f"run-{number}") as tx:
            append_articles(tx, [(make_article(f"ver-{number}", f"art-{number}"), ON)])
            append_readings(tx, [make_reading(f"ver-{number}", reader_version, events=())])
            append_evidence(tx, [evidence], reader_version)
            self._change(tx, development_id, {evidence.evidence_id}, set())

    def move(self, number: int, former: str, development_id: str) -> None:
        """The evidence proves to be of another development."""
        with self.warehouse.transaction("run-moved") as tx:
            self._change(tx, former, set(), {f"ev-{number}"})
            self._change(tx, development_id, {f"ev-{number}"}, set())

    def read_again(self, number: int, reader_version: str) -> None:
        """A newer reader finds no evidence in the article."""
        with self.warehouse.transaction("run-again") as tx:
            append_readings(tx, [make_reading(f"ver-{number}", reader_version, events=())])

    def _change(self, tx: Any, development_id: str, joining: set[str], leaving: set[str]) -> None:
        before = self.developments.get(development_id)
        held = set(before.evidence_ids) if before else set()
        after = replace(
            before or make_development(development_id), evidence_ids=tuple(sorted((held | joining) - leaving))
        )
        self.developments[development_id] = after
        append_changes(tx, [make_change(after, before, at=self.clock())])

    def seen(self) -> list[dict[str, Any]]:
        with self.warehouse.reading() as look:
            return origins(look)

    def published(self) -> list[dict[str, Any]]:
        publish_snapshot(self.warehouse, self.snapshot)
        with reading_snapshot(self.snapshot) as look:
            return origins(look)


@pytest.fixture
def newsroom(warehouse: Warehouse, tmp_path: Path, clock: Clock) -> Newsroom:
    return Newsroom(warehouse, tmp_path / "published.duckdb", clock)


def counts(rows: list[dict[str, Any]]) -> dict[tuple[str, str], int]:
    return {(row["development_id"], row["origin_id"]): row["article_count"] for row in rows}


def test_an_origin_gains_articles_after_it_was_summed_up(newsroom: Newsroom) -> None:
    newsroom.report(1, "reuters", "dev-1")
    newsroom.report(2, "ap", "dev-1")
    assert counts(newsroom.published()) == {("dev-1", "reuters"): 1, ("dev-1", "ap"): 1}
    newsroom.report(3, "reuters", "dev-1")
    assert counts(newsroom.seen()) == {("dev-1", "reuters"): 2, ("dev-1", "ap"): 1}


def test_evidence_that_moves_leaves_its_former_development(newsroom: Newsroom) -> None:
    newsroom.report(1, "reuters", "dev-1")
    newsroom.report(2, "ap", "dev-1")
    newsroom.published()
    newsroom.move(1, "dev-1", "dev-2")
    assert counts(newsroom.seen()) == {("dev-2", "reuters"): 1, ("dev-1", "ap"): 1}


def test_an_origin_whose_words_a_newer_reader_does_not_find_is_gone(newsroom: Newsroom) -> None:
    newsroom.report(1, "reuters", "dev-1")
    newsroom.report(2, "ap", "dev-1")
    newsroom.published()
    newsroom.read_again(1, "2")
    assert counts(newsroom.seen()) == {("dev-1", "ap"): 1}


def test_an_origin_that_is_found_to_be_another_is_told_by_that_one(newsroom: Newsroom) -> None:
    newsroom.report(1, "gazette", "dev-1")
    newsroom.published()
    newsroom.clock.pass_by(hours=1)
    newsroom.report(1, "reuters", "dev-1")
    assert counts(newsroom.seen()) == {("dev-1", "reuters"): 1}


def test_of_a_published_warehouse_no_development_is_reckoned_anew(newsroom: Newsroom) -> None:
    newsroom.report(1, "reuters", "dev-1")
    newsroom.published()
    with reading_snapshot(newsroom.snapshot) as look:
        for macro in ("moved_evidence", "moved_developments", "shaken_developments"):
            assert look.rows(f"FROM ledger.{macro}()") == []


@pytest.mark.parametrize("seed", [1, 2])
def test_whatever_happens_the_origins_are_those_of_the_evidence(newsroom: Newsroom, seed: int) -> None:
    chance = Random(seed)
    home: dict[int, str] = {}
    for number in range(25):
        development_id = f"dev-{chance.randint(1, 4)}"
        newsroom.report(number, chance.choice(["reuters", "ap", "xinhua"]), development_id)
        home[number] = development_id
        if chance.random() < 0.3:
            moved = chance.choice(list(home))
            target = f"dev-{chance.randint(1, 4)}"
            if target != home[moved]:
                newsroom.move(moved, home[moved], target)
                home[moved] = target
        if chance.random() < 0.2:
            newsroom.read_again(chance.choice(list(home)), str(number + 2))
        if chance.random() < 0.3:
            newsroom.published()
        newsroom.seen()
        newsroom.clock.pass_by(minutes=10)
