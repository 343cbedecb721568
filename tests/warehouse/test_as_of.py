"""What was known at an instant does not change later: histories at random, each state looked at then and afterwards.

Now and then a state is published, after which the views answer from what was summed up."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from extractors.records.developments import ChangeKind, Development
from seeds.storyline import EventStatus
from tests.warehouse.samples import (
    ON,
    Clock,
    make_article,
    make_change,
    make_development,
    make_event,
    make_evidence,
    make_reading,
)
from warehouse.articles import append_articles
from warehouse.developments import append_changes, load_developments
from warehouse.evidence import append_evidence
from warehouse.keys import KEYS
from warehouse.readings import append_readings
from warehouse.snapshot import publish_snapshot
from warehouse.store import Transaction, Warehouse

STEPS = 12
MACROS = ("events", "developments")

FROM_THE_LEDGER = """
SELECT e.evidence_id, d.development_id, e.* EXCLUDE (evidence_id, revision, retired, fingerprint)
FROM ledger.current_evidence(TIMESTAMPTZ 'infinity') e
LEFT JOIN ledger.current_belongings(TIMESTAMPTZ 'infinity') d USING (evidence_id)
ORDER BY ALL
"""
"""The evidence with its development, reckoned from all of history."""


def act(tx: Transaction, chance: random.Random, now: datetime) -> None:
    """Do one or more of what a pass does: new articles and words, other readers, evidence that comes and goes."""
    for _ in range(chance.randint(1, 3)):
        article = chance.randint(1, 4)
        version = f"ver-{article}-{chance.randint(1, 2)}"
        reader = str(chance.randint(1, 2))
        events = tuple(
            make_event(f"event-{version}-{number}", status=chance.choice(list(EventStatus)))
            for number in range(chance.randint(0, 2))
        )
        append_articles(tx, [(make_article(version, f"art-{article}", text=version, fetched_at=now), ON)])
        append_readings(tx, [make_reading(version, reader, events=events)])
        evidence = make_evidence(f"ev-{version}", version_id=version, origin_id=chance.choice(["ap", "afp"]))
        append_evidence(tx, [evidence], reader)
        _change_development(tx, chance, now)


def _change_development(tx: Transaction, chance: random.Random, now: datetime) -> None:
    known = {each.development_id: each for each in load_developments(tx)}
    name = f"dev-{chance.randint(1, 3)}"
    ids = tuple(sorted(chance.sample([f"ev-ver-{n}-1" for n in range(1, 5)], chance.randint(0, 4))))
    before: Development | None = known.get(name)
    after = replace(
        before or make_development(name), status=chance.choice(list(EventStatus)), evidence_ids=ids, since=now
    )
    append_changes(tx, [make_change(after, before, kind=ChangeKind.FACTS, at=now)])


def look_at(warehouse: Warehouse, sql: str, params: dict[str, Any] | None = None) -> list[dict[str, Any]]:
    with warehouse.reading() as look:
        return look.rows(sql, params)


@pytest.mark.parametrize("seed", [1, 2])
def test_a_state_of_the_past_is_what_the_views_showed_then(
    warehouse: Warehouse, clock: Clock, tmp_path: Path, seed: int
) -> None:
    chance = random.Random(seed)
    seen: list[tuple[datetime, str, list[dict[str, Any]]]] = []
    for _ in range(STEPS):
        with warehouse.transaction("run-1") as tx:
            act(tx, chance, clock.now)
            instant = tx.recorded_at
            seen += [(instant, name, tx.rows(f"FROM {name} ORDER BY ALL")) for name in MACROS]
        _assert_evidence_is_that_of_the_ledger(warehouse)
        if chance.random() < 0.5:
            publish_snapshot(warehouse, tmp_path / "published.duckdb")
            _assert_evidence_is_that_of_the_ledger(warehouse)
            for name in MACROS:
                assert look_at(warehouse, f"FROM {name} ORDER BY ALL") == seen[MACROS.index(name) - len(MACROS)][2]
        clock.pass_by(minutes=chance.choice([0, 1, 60]))
    assert any(rows for _, _, rows in seen)
    with warehouse.reading() as look:
        for instant, name, rows in seen:
            assert look.rows(f"FROM {name}_as_of($at) ORDER BY ALL", {"at": instant}) == rows
    _assert_keys_identify_rows(warehouse)


def _assert_evidence_is_that_of_the_ledger(warehouse: Warehouse) -> None:
    assert look_at(warehouse, "FROM evidence ORDER BY ALL") == look_at(warehouse, FROM_THE_LEDGER)


def _assert_keys_identify_rows(warehouse: Warehouse) -> None:
    for table, key in KEYS.items():
        columns = ", ".join(key.columns)
        assert look_at(warehouse, f"SELECT {columns} FROM ledger.{table} GROUP BY ALL HAVING count(*) > 1") == [], table
