"""A unit of entries in, each with its article and what the reader makes of it out; the work of one task."""

from __future__ import annotations

from dataclasses import replace

from extractors.articles.extraction import Extractor
from extractors.articles.pages import PageResult, fetch_article
from extractors.records.feeds import EntryDecision
from extractors.web.fetch import Fetcher
from extractors.web.robots import RobotsRules
from flows.batches import EntryReading, EntryToRead, ReadUnit
from flows.desk import Desk
from flows.feed_times import FeedTimes


def read_unit(
    desk: Desk,
    unit: ReadUnit,
    fetcher: Fetcher,
    extractor: Extractor,
    times: FeedTimes,
    robots: RobotsRules | None = None,
) -> tuple[EntryReading, ...]:
    """Fetch and read the entries of a unit, one after the other: mostly they lie on one host.

    Pages of a feed that has had its time are left; words that stand in the feed itself are read all the same.
    """
    return tuple(_read(desk, entry, fetcher, extractor, times, robots) for entry in unit.entries)


def _read(
    desk: Desk,
    entry: EntryToRead,
    fetcher: Fetcher,
    extractor: Extractor,
    times: FeedTimes,
    robots: RobotsRules | None,
) -> EntryReading:
    words = entry.verdict.entry
    feed, outlet = desk.feed(words.feed_id), desk.outlet_of(words.feed_id)
    now = desk.clock()
    if entry.verdict.decision is EntryDecision.FETCH and times.is_over(words.feed_id):
        return EntryReading(entry=entry, page=PageResult(article=None), reading=None, at=now, left=True)
    page = fetch_article(words, feed, outlet, fetcher, extractor, now, robots)
    if entry.again and page.rejections:
        page = replace(page, article=None)  # the feed's words must not take the place of the page's
    reading = desk.reader.read(page.article) if page.article is not None else None
    return EntryReading(entry=entry, page=page, reading=reading, at=now)
