from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from extractors.records.developments import ChangeKind
from seeds.storyline import EventStatus
from seeds.watches import Stage
from tests.warehouse.samples import (
    NOW,
    ON,
    WATCH,
    Clock,
    make_article,
    make_change,
    make_development,
    make_evidence,
    make_reading,
)
from warehouse.articles import append_articles
from warehouse.developments import append_changes, append_evidence, load_developments, load_evidence, load_history
from warehouse.readings import append_readings
from warehouse.store import Transaction, Warehouse

DECLINED = make_development()
MET = make_development(
    status=EventStatus.OCCURRED, stage=Stage.REPORTED, origin_ids=("herald",), evidence_ids=("ev-1", "ev-2")
)
OPENED = make_change(DECLINED)
REPORTED = make_change(MET, DECLINED, kind=ChangeKind.STAGE, at=NOW + timedelta(days=1))


def test_evidence_is_stored_once_and_read_back_whole(warehouse: Warehouse) -> None:
    evidence = [make_evidence(), make_evidence("ev-2", event_date=None, place=None, published_at=None, counts=False)]
    counts = []
    for _ in range(2):
        with warehouse.transaction("run-1") as tx:
            counts.append(append_evidence(tx, evidence, "1"))
    with warehouse.reading() as look:
        assert load_evidence(look, [WATCH]) == evidence
    assert counts == [2, 0]


def test_evidence_is_loaded_for_the_watches_that_are_asked_for(warehouse: Warehouse) -> None:
    with warehouse.transaction("run-1") as tx:
        append_evidence(tx, [make_evidence(), make_evidence("ev-2", watch="other-watch")], "1")
        assert [each.evidence_id for each in load_evidence(tx, ["other-watch"])] == ["ev-2"]
        assert [each.evidence_id for each in load_evidence(tx, [])] == []
        assert [each.evidence_id for each in load_evidence(tx)] == ["ev-1", "ev-2"]


def store_years(tx: Transaction) -> None:
    """A call in 2020 recalled in 2021 and one in 2023, each with loose words beside."""
    for name, day in (("a", date(2020, 5, 1)), ("b", date(2023, 5, 1))):
        first = datetime.combine(day, time(8), UTC)
        evidence = [
            make_evidence(f"ev-{name}1", watch="calls", event_date=day, published_at=first),
            make_evidence(f"ev-{name}2", watch="calls", event_date=day, published_at=first + timedelta(days=200)),
            make_evidence(f"ev-{name}-loose", watch="calls", event_date=None, published_at=first),
        ]
        append_evidence(tx, evidence, "1")
        after = make_development(
            f"dev-{name}", watch="calls", event_date=day, evidence_ids=(f"ev-{name}1", f"ev-{name}2")
        )
        append_changes(tx, [make_change(after)])


@pytest.mark.parametrize(
    ("since", "near", "expected"),
    [
        (None, [], {"ev-a1", "ev-a2", "ev-a-loose", "ev-b1", "ev-b2", "ev-b-loose"}),
        (date(2023, 10, 1), [], {"ev-b1", "ev-b2"}),
        (date(2023, 4, 1), [], {"ev-b1", "ev-b2", "ev-b-loose"}),
        (date(2023, 4, 1), [date(2020, 5, 2)], {"ev-a1", "ev-a2", "ev-b1", "ev-b2", "ev-b-loose"}),
        (date(2023, 4, 1), [date(2021, 5, 2)], {"ev-b1", "ev-b2", "ev-b-loose"}),
        (date(2030, 1, 1), [], set()),
    ],
)
def test_evidence_is_loaded_by_whole_developments_that_news_can_change(
    warehouse: Warehouse, since: date | None, near: list[date], expected: set[str]
) -> None:
    with warehouse.transaction("run-1") as tx:
        store_years(tx)
        assert {each.evidence_id for each in load_evidence(tx, ["calls"], since=since, near=near)} == expected


def test_evidence_of_a_watch_that_cannot_repeat_is_loaded_whole(warehouse: Warehouse) -> None:
    with warehouse.transaction("run-1") as tx:
        tx.append("watches", [{"watch": "calls", "repeats": False, "revision": 1, "retired": False}])
        store_years(tx)
        assert len(load_evidence(tx, ["calls"], since=date(2030, 1, 1))) == 6


def test_evidence_whose_origin_was_found_out_is_a_new_revision(warehouse: Warehouse) -> None:
    found_out = make_evidence(origin_id="reuters", origin_reason="wire credit: Reuters")
    for evidence in (make_evidence(), found_out):
        with warehouse.transaction("run-1") as tx:
            assert append_evidence(tx, [evidence], "1") == 1
    with warehouse.reading() as look:
        assert load_evidence(look) == [found_out]
        assert look.rows("SELECT count(*) AS n FROM ledger.evidence") == [{"n": 2}]


def test_evidence_of_a_replaced_reading_is_not_loaded(warehouse: Warehouse) -> None:
    for reader_version, status in (("1", EventStatus.OCCURRED), ("2", EventStatus.DECLINED)):
        with warehouse.transaction("run-1") as tx:
            append_articles(tx, [(make_article(), ON)])
            append_readings(tx, [make_reading(reader_version=reader_version)])
            append_evidence(tx, [make_evidence(status=status)], reader_version)
    with warehouse.reading() as look:
        assert [each.status for each in load_evidence(look)] == [EventStatus.DECLINED]


def test_evidence_that_the_better_reader_no_longer_finds_is_gone(warehouse: Warehouse) -> None:
    with warehouse.transaction("run-1") as tx:
        append_articles(tx, [(make_article(), ON)])
        append_readings(tx, [make_reading()])
        append_evidence(tx, [make_evidence()], "1")
    with warehouse.transaction("run-2") as tx:
        append_readings(tx, [make_reading(reader_version="2", events=())])
        assert load_evidence(tx) == []


def test_evidence_of_the_baseline_needs_no_reading(warehouse: Warehouse) -> None:
    with warehouse.transaction("run-1") as tx:
        append_evidence(tx, [make_evidence(version_id="doc-1")], "baseline")
        assert [each.version_id for each in load_evidence(tx)] == ["doc-1"]


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
