"""The sums of feeds say what a count of all rows would."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from extractors.records.feeds import EntryDecision, FeedState, PollOutcome
from tests.warehouse.samples import NOW, make_entry, make_poll, make_verdict
from warehouse.entries import append_verdicts
from warehouse.feed_sums import LONGEST_UNSUMMED
from warehouse.feeds import append_polls
from warehouse.store import Transaction, Warehouse

LATER = NOW + timedelta(hours=1)
FAILED = make_poll(
    outcome=PollOutcome.FAILED, state=FeedState(feed_id="gazette-world", checked_at=LATER, failures=1), entries=()
)


def sums(tx: Transaction) -> dict[str, Any]:
    return tx.rows("FROM derived.summed_feeds()")[0]


def store_two_polls(tx: Transaction) -> None:
    append_polls(tx, [make_poll(), FAILED])
    verdicts = [make_verdict(make_entry("entry-1")), make_verdict(make_entry("entry-2"), EntryDecision.OFF_TERMS)]
    append_verdicts(tx, [*verdicts, verdicts[0]])


def test_polls_and_entries_are_summed_once_however_often_they_come(warehouse: Warehouse) -> None:
    for _ in range(2):
        with warehouse.transaction("run-1") as tx:
            store_two_polls(tx)
            first_at = tx.rows("SELECT max(recorded_at) AS at FROM ledger.polls")[0]["at"]
            assert sums(tx) == {
                "feed_id": "gazette-world",
                "poll_count": 2,
                "ok_count": 1,
                "last_ok_at": NOW,
                "last_poll_recorded_at": first_at,
                "entry_count": 2,
                "read_count": 1,
                "newest_entry_at": make_entry().published_at,
            }


def test_many_sums_become_one_and_say_the_same(warehouse: Warehouse) -> None:
    with warehouse.transaction("run-1") as tx:
        store_two_polls(tx)
        before = sums(tx)
        tx.execute(
            "INSERT INTO derived.feed_sums (feed_id, poll_count) SELECT 'gazette-world', 1 FROM range($n)",
            {"n": LONGEST_UNSUMMED},
        )
        append_verdicts(tx, [make_verdict(make_entry("entry-3"))])
        assert tx.rows("SELECT count(*) AS n FROM derived.feed_sums") == [{"n": 1}]
        assert sums(tx) == before | {"poll_count": 2 + LONGEST_UNSUMMED, "entry_count": 3, "read_count": 2}
