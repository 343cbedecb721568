from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from extractors.records.developments import ChangeKind
from seeds.storyline import EventStatus
from seeds.watches import Stage
from tests.warehouse.samples import (
    NOW,
    Clock,
    make_change,
    make_development,
    make_evidence,
)
from warehouse.developments import append_changes, load_developments, load_history
from warehouse.evidence import append_evidence
from warehouse.store import Warehouse

DECLINED = make_development()
MET = make_development(
    status=EventStatus.OCCURRED, stage=Stage.REPORTED, origin_ids=("herald",), evidence_ids=("ev-1", "ev-2")
)
OPENED = make_change(DECLINED)
REPORTED = make_change(MET, DECLINED, kind=ChangeKind.STAGE, at=NOW + timedelta(days=1))


def test_a_change_is_stored_once(warehouse: Warehouse) -> None:
    counts = []
    for _ in range(2):
        with warehouse.transaction("run-1") as tx:
            counts.append(append_changes(tx, [OPENED, REPORTED]))
    assert counts == [2, 0]
    with warehouse.reading() as look:
        assert look.rows("SELECT step FROM development_history ORDER BY step") == [{"step": 1}, {"step": 2}]


def test_developments_are_rebuilt_as_they_stand(warehouse: Warehouse) -> None:
    other = make_development("dev-2", watch="other-watch", event_date=None, place=None, participants=())
    with warehouse.transaction("run-1") as tx:
        append_changes(tx, [OPENED, make_change(other, at=NOW + timedelta(hours=1)), REPORTED])
        assert load_developments(tx) == [MET, other]


def test_evidence_that_moves_to_another_development_leaves_the_first(warehouse: Warehouse) -> None:
    without = replace(MET, evidence_ids=("ev-2",))
    with warehouse.transaction("run-1") as tx:
        append_changes(tx, [OPENED, REPORTED])
        append_changes(tx, [make_change(without, MET, kind=ChangeKind.EVIDENCE, at=NOW + timedelta(days=2))])
        assert load_developments(tx) == [without]


def test_history_gives_each_step_with_what_had_been_gathered_by_then(warehouse: Warehouse) -> None:
    with warehouse.transaction("run-1") as tx:
        append_changes(tx, [OPENED, REPORTED])
        assert load_history(tx, "dev-1") == [(ChangeKind.OPENED, DECLINED), (ChangeKind.STAGE, MET)]


def test_a_status_that_comes_back_is_another_step(warehouse: Warehouse) -> None:
    back = make_change(DECLINED, MET, at=NOW + timedelta(days=2))
    with warehouse.transaction("run-1") as tx:
        assert append_changes(tx, [OPENED, REPORTED, back]) == 3
        assert load_developments(tx) == [DECLINED]


def test_developments_as_of_an_instant_are_those_known_then(warehouse: Warehouse, clock: Clock) -> None:
    seen = {}
    for change in (OPENED, REPORTED):
        with warehouse.transaction("run-1") as tx:
            append_changes(tx, [change])
        with warehouse.reading() as look:
            seen[clock.now] = look.rows("FROM developments")
        clock.pass_by(days=1)
    assert [rows[0]["status"] for rows in seen.values()] == ["declined", "occurred"]
    for instant, rows in seen.items():
        with warehouse.reading() as look:
            assert look.rows("FROM developments_as_of($at)", {"at": instant}) == rows


def test_origins_say_who_wrote_the_words_first_and_who_carried_them(warehouse: Warehouse) -> None:
    wire = {"origin_id": "reuters", "origin_reason": "wire credit: Reuters"}
    carried = make_evidence("ev-2", outlet_id="herald", article_id="art-2", **wire)
    with warehouse.transaction("run-1") as tx:
        append_evidence(tx, [make_evidence("ev-1", **wire), carried], "1")
        append_changes(tx, [make_change(make_development(evidence_ids=("ev-1", "ev-2")))])
        assert tx.rows("SELECT development_id, origin_id, outlet_ids, article_count, says_occurred FROM origins") == [
            {
                "development_id": "dev-1",
                "origin_id": "reuters",
                "outlet_ids": ["gazette", "herald"],
                "article_count": 2,
                "says_occurred": False,
            }
        ]
