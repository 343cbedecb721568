from __future__ import annotations

from datetime import timedelta

import pytest

from extractors.records.feeds import EntryDecision
from extractors.records.rejections import RejectionReason
from tests.warehouse.samples import NOW, make_entry, make_verdict
from warehouse.entries import (
    EntryOutcome,
    PendingEntry,
    append_entry_outcomes,
    append_verdicts,
    known_entry_ids,
    load_pending_entries,
)
from warehouse.store import Warehouse


def failed(minutes: int, reason: RejectionReason = RejectionReason.TIMEOUT) -> EntryOutcome:
    return EntryOutcome(entry_id="entry-1", at=NOW + timedelta(minutes=minutes), reason=reason)


def pending_after(warehouse: Warehouse, outcomes: list[EntryOutcome], minutes: int) -> list[int]:
    """How often each pending entry was tried, so many minutes after the first sight of one entry."""
    with warehouse.transaction("run-1") as tx:
        append_verdicts(tx, [make_verdict()])
        append_entry_outcomes(tx, outcomes)
        return [pending.attempts for pending in load_pending_entries(tx, NOW + timedelta(minutes=minutes))]


def test_a_pause_that_a_clock_ahead_has_set_is_over(warehouse: Warehouse) -> None:
    assert pending_after(warehouse, [failed(60 * 24 * 400)], 30) == [1]


def test_a_page_that_is_gone_is_not_taken_for_one_that_pauses_for_ever(warehouse: Warehouse) -> None:
    assert pending_after(warehouse, [failed(0, RejectionReason.NOT_FOUND)], 30) == []


def test_a_verdict_is_stored_once_and_the_first_stays(warehouse: Warehouse) -> None:
    with warehouse.transaction("run-1") as tx:
        assert append_verdicts(tx, [make_verdict()]) == 1
    with warehouse.transaction("run-2") as tx:
        assert append_verdicts(tx, [make_verdict(decision=EntryDecision.TOO_OLD)]) == 0
        assert tx.rows("SELECT entry_id, decision, run_id FROM entries") == [
            {"entry_id": "entry-1", "decision": "fetch", "run_id": "run-1"}
        ]


def test_known_entries_are_no_new_rows(warehouse: Warehouse) -> None:
    with warehouse.transaction("run-1") as tx:
        assert append_verdicts(tx, [make_verdict(decision=EntryDecision.KNOWN)]) == 0


@pytest.mark.parametrize("decision", [EntryDecision.OFF_TERMS, EntryDecision.TOO_OLD, EntryDecision.NO_LINK])
def test_an_entry_that_is_not_read_keeps_its_title_but_no_text(warehouse: Warehouse, decision: EntryDecision) -> None:
    with warehouse.transaction("run-1") as tx:
        append_verdicts(tx, [make_verdict(decision=decision)])
        assert tx.rows("SELECT title, summary, full_text FROM ledger.entries") == [
            {"title": "China declines meeting", "summary": "", "full_text": ""}
        ]


def test_known_ids_are_those_that_are_stored(warehouse: Warehouse) -> None:
    with warehouse.transaction("run-1") as tx:
        append_verdicts(tx, [make_verdict(), make_verdict(make_entry("entry-2"))])
        assert known_entry_ids(tx, ["entry-2", "entry-3"]) == {"entry-2"}
        assert known_entry_ids(tx, []) == set()


def test_outcomes_are_stored_once(warehouse: Warehouse) -> None:
    counts = []
    for _ in range(2):
        with warehouse.transaction("run-1") as tx:
            counts.append(append_entry_outcomes(tx, [failed(0), failed(20)]))
    assert counts == [2, 0]


def test_an_entry_that_was_never_tried_is_pending_with_all_its_fields(warehouse: Warehouse) -> None:
    entry = make_entry()
    with warehouse.transaction("run-1") as tx:
        append_verdicts(tx, [make_verdict(entry)])
        assert load_pending_entries(tx, NOW) == [PendingEntry(entry=entry, attempts=0)]


def test_an_entry_read_from_the_feed_is_not_pending(warehouse: Warehouse) -> None:
    with warehouse.transaction("run-1") as tx:
        append_verdicts(tx, [make_verdict(decision=EntryDecision.FEED_TEXT)])
        assert load_pending_entries(tx, NOW) == []


def test_an_entry_whose_page_was_had_is_not_pending(warehouse: Warehouse) -> None:
    assert pending_after(warehouse, [EntryOutcome(entry_id="entry-1", at=NOW, version_id="ver-1")], 10_000) == []


@pytest.mark.parametrize(
    "reason",
    ["dns_failed", "connect_failed", "timeout", "rate_limited", "server_error", "broken_response", "budget_spent"],
)
def test_a_passing_failure_is_tried_again_after_a_quarter_of_an_hour(warehouse: Warehouse, reason: str) -> None:
    assert pending_after(warehouse, [failed(0, RejectionReason(reason))], 14) == []
    assert pending_after(warehouse, [], 15) == [1]


@pytest.mark.parametrize("reason", ["forbidden", "not_found", "gone", "wrong_type", "too_large", "address_refused"])
def test_a_final_failure_is_not_tried_again(warehouse: Warehouse, reason: str) -> None:
    assert pending_after(warehouse, [failed(0, RejectionReason(reason))], 10_000) == []


def test_pauses_double_and_the_fifth_failure_is_the_last(warehouse: Warehouse) -> None:
    assert pending_after(warehouse, [failed(0), failed(15)], 15 + 29) == []
    assert pending_after(warehouse, [], 15 + 30) == [2]
    assert pending_after(warehouse, [failed(45)], 45 + 59) == []
    assert pending_after(warehouse, [failed(105)], 105 + 119) == []
    assert pending_after(warehouse, [], 105 + 120) == [4]
    assert pending_after(warehouse, [failed(225)], 100_000) == []


def test_a_server_that_asks_for_more_time_gets_it(warehouse: Warehouse) -> None:
    outcome = EntryOutcome(
        entry_id="entry-1", at=NOW, reason=RejectionReason.RATE_LIMITED, not_before=NOW + timedelta(hours=3)
    )
    assert pending_after(warehouse, [outcome], 179) == []
    assert pending_after(warehouse, [], 180) == [1]


def test_a_page_had_at_the_second_try_is_not_pending(warehouse: Warehouse) -> None:
    had = EntryOutcome(entry_id="entry-1", at=NOW + timedelta(minutes=20), version_id="ver-1")
    assert pending_after(warehouse, [failed(0), had], 10_000) == []
    with warehouse.reading() as look:
        assert look.rows("SELECT attempt_count, reason, version_id, not_before_at FROM entries") == [
            {"attempt_count": 2, "reason": None, "version_id": "ver-1", "not_before_at": None}
        ]


def test_an_entry_is_given_up_a_week_after_it_was_stored(warehouse: Warehouse) -> None:
    assert pending_after(warehouse, [failed(0)], 7 * 24 * 60) == [1]
    assert pending_after(warehouse, [], 7 * 24 * 60 + 1) == []
