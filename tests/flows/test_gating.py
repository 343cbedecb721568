from __future__ import annotations

from extractors.records.feeds import EntryDecision
from flows.gating import merge_twins
from tests.flows.samples import make_verdict

URL = "https://wire.example/meeting"


def test_two_feeds_with_one_address_read_it_once_in_the_first() -> None:
    first, second = make_verdict("a", "one", url=URL), make_verdict("b", "two", url=URL)
    merged = merge_twins({"one": [first], "two": [second, make_verdict("c", "two")]})
    assert [entry.verdict.entry.entry_id for entry in merged["one"]] == ["a"]
    assert merged["one"][0].twins == (second,)
    assert [entry.verdict.entry.entry_id for entry in merged["two"]] == ["c"]


def test_entries_read_from_the_feeds_own_text_are_not_merged() -> None:
    verdicts = {
        "one": [make_verdict("a", "one", url=URL)],
        "two": [make_verdict("b", "two", EntryDecision.FEED_TEXT, url=URL)],
    }
    merged = merge_twins(verdicts)
    assert [len(merged[feed]) for feed in ("one", "two")] == [1, 1]
