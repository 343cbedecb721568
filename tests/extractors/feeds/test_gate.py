"""The gate's decisions."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from extractors.feeds.gate import decide_entry
from extractors.records.feeds import EntryDecision, FeedEntry
from extractors.records.reading import StorylineMatch
from seeds.outlets import Feed
from tests.extractors.conftest import NOW

MakeFeed = Callable[..., Feed]
ON = StorylineMatch(score=3.5, on_storyline=True, evidence=("lloyd-austin",))
OFF = StorylineMatch(score=0.5, on_storyline=False, evidence=())


def entry(**fields: Any) -> FeedEntry:
    values: dict[str, Any] = {
        "entry_id": "entry-1",
        "feed_id": "example-world",
        "outlet_id": "example-times",
        "url": "https://example.com/1",
        "link": "https://example.com/1",
        "guid": None,
        "title": "Austin to meet Li",
        "summary": "A summary.",
        "full_text": "",
        "author": None,
        "published_at": NOW - timedelta(days=1),
        "updated_at": None,
    }
    return FeedEntry(**{**values, **fields})


def decision(the_entry: FeedEntry, feed: Feed, *, known: bool = False, match: StorylineMatch | None = ON) -> str:
    return decide_entry(the_entry, feed, known=known, match=match, look_back=timedelta(days=7), now=NOW).decision


def test_new_entry_on_the_terms_is_fetched_with_its_evidence(feed: Feed) -> None:
    verdict = decide_entry(entry(), feed, known=False, match=ON, look_back=timedelta(days=7), now=NOW)
    assert verdict.decision is EntryDecision.FETCH
    assert (verdict.score, verdict.evidence) == (3.5, ("lloyd-austin",))


@pytest.mark.parametrize(
    ("fields", "options", "expected"),
    [
        ({}, {"known": True}, "known"),
        ({"published_at": NOW - timedelta(days=8)}, {}, "too_old"),
        ({"published_at": NOW - timedelta(days=7)}, {}, "fetch"),
        ({"published_at": None}, {}, "fetch"),
        ({"published_at": None, "updated_at": NOW - timedelta(days=30)}, {}, "too_old"),
        ({}, {"match": OFF}, "off_terms"),
        ({}, {"match": None}, "fetch"),
        ({"url": None, "link": None}, {}, "feed_text"),
        ({"url": None, "link": None, "summary": ""}, {}, "no_link"),
    ],
)
def test_decision(feed: Feed, fields: dict[str, Any], options: dict[str, Any], expected: str) -> None:
    assert decision(entry(**fields), feed, **options) == expected


def test_feed_read_whole_needs_no_terms(make_feed: MakeFeed) -> None:
    assert decision(entry(), make_feed(read_whole=True), match=OFF) == EntryDecision.FETCH


def test_feed_read_whole_is_not_read_back_for_ever(make_feed: MakeFeed) -> None:
    old = entry(published_at=NOW - timedelta(days=30))
    assert decision(old, make_feed(read_whole=True)) == EntryDecision.TOO_OLD


def test_full_text_feed_is_read_from_the_feed(make_feed: MakeFeed) -> None:
    assert decision(entry(full_text="All of it."), make_feed(full_text=True)) == EntryDecision.FEED_TEXT


def test_full_text_feed_without_text_is_fetched(make_feed: MakeFeed) -> None:
    assert decision(entry(summary=""), make_feed(full_text=True)) == EntryDecision.FETCH


def test_feed_whose_pages_refuse_us_is_read_from_the_feed(make_feed: MakeFeed) -> None:
    assert decision(entry(summary=""), make_feed(fetch_pages=False)) == EntryDecision.FEED_TEXT
