"""How tests read feeds: the bytes of one in, its entries or the reason for refusing it out."""

from __future__ import annotations

from collections.abc import Callable

from extractors.feeds.feeds import parse_feed
from extractors.records.feeds import FeedEntry
from extractors.records.rejections import Rejection, RejectionReason, RejectionStage
from seeds.outlets import Feed, Outlet
from tests.extractors.conftest import NOW

MakeFeed = Callable[..., Feed]


ADDRESS = "https://example.com/feeds/world.xml"


RSS = """<?xml version="1.0" encoding="{encoding}"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Example</title><link>https://www.example.com/</link>{items}</channel></rss>"""


def parse(
    body: bytes, feed: Feed, outlet: Outlet, content_type: str = "application/rss+xml", charset: str | None = None
) -> tuple[tuple[FeedEntry, ...], tuple[Rejection, ...]] | Rejection:
    return parse_feed(body, feed, outlet, ADDRESS, content_type, charset, NOW)


def entries_of(body: bytes, feed: Feed, outlet: Outlet, charset: str | None = None) -> tuple[FeedEntry, ...]:
    parsed = parse(body, feed, outlet, charset=charset)
    assert isinstance(parsed, tuple), parsed
    assert parsed[1] == ()
    return parsed[0]


def entry_of(items: str, feed: Feed, outlet: Outlet) -> FeedEntry:
    (entry,) = entries_of(RSS.format(encoding="utf-8", items=items).encode(), feed, outlet)
    return entry


def refusal(body: bytes, feed: Feed, outlet: Outlet, content_type: str = "text/xml") -> RejectionReason:
    parsed = parse(body, feed, outlet, content_type)
    assert isinstance(parsed, Rejection), parsed
    assert (parsed.stage, parsed.feed_id, parsed.outlet_id) == (RejectionStage.FEED, feed.id, outlet.id)
    return parsed.reason
