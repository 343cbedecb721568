"""Evidence stored and read back: whole, or as far as new evidence asks for."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest

from extractors.records.rejections import RejectionReason
from extractors.records.windows import EvidenceWindow
from seeds.storyline import EventStatus
from tests.warehouse.samples import (
    NOW,
    ON,
    WATCH,
    make_article,
    make_change,
    make_development,
    make_evidence,
    make_reading,
)
from warehouse.articles import append_articles
from warehouse.developments import append_changes
from warehouse.entries import EntryOutcome, append_entry_outcomes
from warehouse.evidence import (
    append_evidence,
    load_evidence,
    load_evidence_of,
    load_evidence_within,
    load_shaken_evidence,
)
from warehouse.readings import append_readings
from warehouse.store import Transaction, Warehouse


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


def store_years(tx: Transaction) -> None:
    """A call in 2020 recalled in the autumn, and one in 2023 likewise, each with loose words that belong to neither."""
    for name, day in (("a", date(2020, 5, 1)), ("b", date(2023, 5, 1))):
        first = datetime.combine(day, time(8), UTC)
        told = {"watch": "calls", "status": EventStatus.OCCURRED, "event_date": day}
        evidence = [
            make_evidence(f"ev-{name}1", published_at=first, **told),
            make_evidence(f"ev-{name}2", published_at=first + timedelta(days=200), **told | {"event_date": None}),
            make_evidence(f"ev-{name}-loose", watch="calls", event_date=None, published_at=first),
        ]
        append_evidence(tx, evidence, "1")
        after = make_development(
            f"dev-{name}", watch="calls", event_date=day, evidence_ids=(f"ev-{name}1", f"ev-{name}2")
        )
        append_changes(tx, [make_change(after)])


@pytest.mark.parametrize(
    ("days", "recalled_before", "expected"),
    [
        ([(date.min, date.max)], [], {"ev-a1", "ev-a2", "ev-a-loose", "ev-b1", "ev-b2", "ev-b-loose"}),
        ([(date(2023, 11, 17), date(2023, 11, 17))], [], {"ev-b1", "ev-b2"}),
        ([(date(2023, 5, 1), date(2023, 5, 1))], [], {"ev-b1", "ev-b2", "ev-b-loose"}),
        (
            [(date(2020, 11, 17), date(2020, 11, 17)), (date(2023, 5, 1), date(2023, 5, 2))],
            [],
            {"ev-a1", "ev-a2", "ev-b1", "ev-b2", "ev-b-loose"},
        ),
        ([(date(2023, 5, 2), date(2023, 11, 16))], [], set()),
        ([], [date(2023, 4, 30)], {"ev-a1", "ev-a2", "ev-a-loose"}),
        ([], [date(2023, 5, 1)], {"ev-a1", "ev-a2", "ev-b1", "ev-b2", "ev-b-loose"}),
        ([], [date(2020, 4, 30)], set()),
    ],
)
def test_evidence_is_loaded_by_whole_developments_with_a_part_in_the_window(
    warehouse: Warehouse, days: list[tuple[date, date]], recalled_before: list[date], expected: set[str]
) -> None:
    window = EvidenceWindow(watch="calls", days=tuple(days), recalled_before=tuple(recalled_before))
    with warehouse.transaction("run-1") as tx:
        store_years(tx)
        assert {each.evidence_id for each in load_evidence_within(tx, [window])} == expected
        assert load_evidence_within(tx, [EvidenceWindow(watch="visits", days=((date.min, date.max),))]) == []


def test_words_without_a_day_recall_the_last_occasion_and_the_last_words_that_give_none(warehouse: Warehouse) -> None:
    told = {"watch": "calls", "status": EventStatus.BACKGROUND}
    with warehouse.transaction("run-1") as tx:
        append_evidence(tx, [make_evidence("ev-1", **told), make_evidence("ev-2", event_date=None, **told)], "1")
        window = EvidenceWindow(watch="calls", days=(), recalled_before=(date(2024, 1, 1),))
        assert [each.evidence_id for each in load_evidence_within(tx, [window])] == ["ev-1", "ev-2"]


def test_evidence_of_a_development_is_what_belongs_to_it(warehouse: Warehouse) -> None:
    with warehouse.transaction("run-1") as tx:
        store_years(tx)
        assert [each.evidence_id for each in load_evidence_of(tx, ["dev-b"])] == ["ev-b1", "ev-b2"]


def test_evidence_is_shaken_by_an_edit_and_by_a_page_that_is_gone(warehouse: Warehouse) -> None:
    versions = {"ver-1": "art-1", "ver-2": "art-2", "ver-3": "art-3"}
    with warehouse.transaction("run-1") as tx:
        append_articles(tx, [(make_article(version, article), ON) for version, article in versions.items()])
        append_evidence(tx, [make_evidence(f"ev-{each}", version_id=each) for each in versions], "1")
        append_entry_outcomes(tx, [EntryOutcome(entry_id="entry-2", at=NOW, version_id="ver-2")])
        assert load_shaken_evidence(tx) == []
    with warehouse.transaction("run-2") as tx:
        append_articles(tx, [(make_article("ver-1b", "art-1"), ON)])
        later = NOW + timedelta(hours=1)
        append_entry_outcomes(tx, [EntryOutcome(entry_id="entry-2", at=later, reason=RejectionReason.GONE)])
        assert [each.evidence_id for each in load_shaken_evidence(tx)] == ["ev-ver-1", "ev-ver-2"]
