"""The gate: one feed entry and what is known of it in, the decision whether its page is fetched out. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta

from extractors.records.feeds import EntryDecision, EntryVerdict, FeedEntry
from extractors.records.reading import StorylineMatch
from seeds.outlets import Feed


def decide_entry(
    entry: FeedEntry,
    feed: Feed,
    *,
    known: bool,
    match: StorylineMatch | None,
    look_back: timedelta,
    now: datetime,
) -> EntryVerdict:
    """Decide in this order: known, too old (undated entries pass), off the terms, from the feed's text, no link, fetch.

    `match` is the matcher's gate on what the entry says; None, or a feed that is read whole, lets everything pass.
    """
    score = match.score if match is not None else 0.0
    evidence = match.evidence if match is not None else ()
    decision = _decide(entry, feed, known=known, match=match, look_back=look_back, now=now)
    return EntryVerdict(entry=entry, decision=decision, score=score, evidence=evidence)


def _decide(
    entry: FeedEntry, feed: Feed, *, known: bool, match: StorylineMatch | None, look_back: timedelta, now: datetime
) -> EntryDecision:
    if known:
        return EntryDecision.KNOWN
    dated = entry.published_at or entry.updated_at
    if dated is not None and dated < now - look_back:
        return EntryDecision.TOO_OLD
    if match is not None and not match.on_storyline and not feed.read_whole:
        return EntryDecision.OFF_TERMS
    if reads_feed_text(entry, feed):
        return EntryDecision.FEED_TEXT
    return EntryDecision.NO_LINK if entry.url is None else EntryDecision.FETCH


def reads_feed_text(entry: FeedEntry, feed: Feed) -> bool:
    """Say whether an article is made from the feed's own words, without a fetch."""
    if not feed.fetch_pages:
        return True
    if entry.url is None:
        return bool(entry.full_text or entry.summary)
    return feed.full_text and bool(entry.full_text or entry.summary)
