from __future__ import annotations

from flows.batches import EntryToRead, GatedFeed, in_batches, units_of
from tests.flows.samples import make_poll, make_verdict


def gated(feed_id: str, count: int) -> GatedFeed:
    entries = [EntryToRead(verdict=make_verdict(f"{feed_id}-{number}", feed_id)) for number in range(count)]
    return GatedFeed(poll=make_poll(feed_id), verdicts=(), units=units_of(feed_id, entries), retried=0)


def test_units_hold_at_most_twenty_entries_and_lose_none() -> None:
    units = gated("one", 45).units
    assert [len(unit.entries) for unit in units] == [20, 20, 5]


def test_feeds_without_entries_share_a_batch() -> None:
    batches = list(in_batches([gated("one", 0), gated("two", 0), gated("three", 3)], 50))
    assert len(batches) == 1
    assert [poll.feed_id for poll in batches[0].polls] == ["one", "two", "three"]


def test_poll_is_in_the_batch_with_the_last_of_its_entries() -> None:
    batches = list(in_batches([gated("one", 45), gated("two", 5)], 20))
    assert [len(batch.units) for batch in batches] == [1, 1, 2]
    assert [[poll.feed_id for poll in batch.polls] for batch in batches] == [[], [], ["one", "two"]]


def test_no_feeds_make_no_batch() -> None:
    assert list(in_batches([], 50)) == []
