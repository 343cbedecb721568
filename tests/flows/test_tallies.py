from __future__ import annotations

from extractors.articles.pages import PageResult
from extractors.records.articles import Article, TextOrigin
from extractors.records.feeds import EntryDecision, PollOutcome
from extractors.records.rejections import RejectionReason, RejectionStage
from flows.batches import EntryReading, EntryToRead, GatedFeed, units_of
from flows.tallies import Tally
from tests.flows.samples import NOW, make_entry, make_poll, make_rejection, make_verdict


def make_article(version_id: str) -> Article:
    return Article(
        article_id=f"article-{version_id}",
        version_id=version_id,
        url="https://one.example/a",
        requested_url="https://one.example/a",
        final_url="https://one.example/a",
        outlet_id="one-outlet",
        feed_id="one",
        title="Title",
        text="Text",
        author=None,
        site=None,
        language="en",
        published_at=NOW,
        published_precision="second",
        fetched_at=NOW,
        text_origin=TextOrigin.PAGE,
    )


def reading_of(entry_id: str, page: PageResult, twins: int = 0) -> EntryReading:
    entry = EntryToRead(
        verdict=make_verdict(entry_id),
        twins=tuple(make_verdict(f"{entry_id}-twin-{number}", "two") for number in range(twins)),
    )
    return EntryReading(entry=entry, page=page, reading=None, at=NOW)


def test_feeds_add_up() -> None:
    tally = Tally()
    tally.add_polls([make_poll(outcome.value, outcome) for outcome in PollOutcome])
    counts = tally.counts()
    assert counts.feeds == 4
    assert (counts.feeds_ok, counts.feeds_not_modified, counts.feeds_not_due, counts.feeds_failed) == (1, 1, 1, 1)


def test_entries_add_up() -> None:
    tally = Tally()
    entries = tuple(make_entry(name) for name in ("known", "old", "off", "read"))
    refused = make_rejection(RejectionStage.ENTRY, RejectionReason.BAD_LINK)
    poll = make_poll(entries=entries, rejections=(refused,))
    unread = (
        make_verdict("known", decision=EntryDecision.KNOWN),
        make_verdict("old", decision=EntryDecision.TOO_OLD),
        make_verdict("off", decision=EntryDecision.OFF_TERMS),
    )
    to_read = [EntryToRead(verdict=make_verdict("read")), EntryToRead(verdict=make_verdict("again"))]
    tally.add_polls([poll])
    tally.add_gated([GatedFeed(poll=poll, verdicts=unread, units=units_of("one", to_read), retried=1)])
    counts = tally.counts()
    assert counts.entries == 5
    assert (counts.entries_rejected, counts.entries_known, counts.entries_new) == (1, 1, 3)
    assert (counts.entries_skipped, counts.entries_retried) == (2, 1)


def test_entry_whose_feed_failed_is_no_rejected_entry() -> None:
    tally = Tally()
    failed = make_rejection(RejectionStage.FEED)
    tally.add_polls([make_poll(outcome=PollOutcome.FAILED, rejections=(failed,))])
    assert tally.counts().entries == 0


def test_readings_add_up_twins_included() -> None:
    tally = Tally()
    known = {"stored"}
    tally.add_readings(
        [
            reading_of("new", PageResult(article=make_article("new"), fetched=True), twins=2),
            reading_of("same", PageResult(article=make_article("new"), fetched=True)),
            reading_of("stored", PageResult(article=make_article("stored"), fetched=True)),
            reading_of("summary", PageResult(article=make_article("s"), rejections=(make_rejection(),), fetched=True)),
            reading_of("lost", PageResult(article=None, rejections=(make_rejection(),), fetched=True)),
            reading_of("feed-text", PageResult(article=make_article("f"))),
        ],
        known,
    )
    counts = tally.counts()
    assert counts.articles_read + counts.entries_unread == 8
    assert (counts.articles_read, counts.entries_unread) == (7, 1)
    assert (counts.versions_new, counts.articles_known) == (3, 4)
    assert (counts.pages_fetched, counts.pages_rejected) == (3, 2)
