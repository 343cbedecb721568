"""Feeds: the bytes of one feed in, its entries and the entries that could not be used out."""

from __future__ import annotations

import re
from datetime import datetime

from extractors.feeds.entries import feed_rejection, finish_entries
from extractors.feeds.json_feeds import parse_json_feed
from extractors.feeds.list_pages import parse_list_page, parse_sitemap
from extractors.feeds.parsed_feeds import ParsedFeed
from extractors.feeds.syndication import parse_syndication
from extractors.records.rejections import RejectionReason
from extractors.web.charsets import decode
from seeds.outlets import Feed, FeedFormat, Outlet

Reason = RejectionReason

MAX_FEED_BYTES = 8_000_000
"""A parse costs about two seconds a megabyte, and the largest honest feed seen is 1.5 MB."""

_PAGE_START = re.compile(r"<(?:!doctype html|html)\b", re.IGNORECASE)
_PAGE_START_WITHIN_CHARS = 1000
_CROWDED_TAG = re.compile(r"<[a-zA-Z](?:[^<>=]*=){500}")
"""feedparser's time grows with the square of a tag's attributes: 60,000 of them took 146 seconds. Honest tags have
a dozen."""


def parse_feed(
    body: bytes,
    feed: Feed,
    outlet: Outlet,
    final_url: str,
    content_type: str,
    charset: str | None,
    now: datetime,
) -> ParsedFeed:
    """Read a feed in whatever format it answers; entries in the feed's order, each once.

    A single rejection refuses the whole: empty, too large, HTML or a file where a feed was due, unreadable, entities.
    Not bounded in time: `Extractor.parse_feed` is, and is what feeds from outside are given to.
    """
    if len(body) > MAX_FEED_BYTES:
        return feed_rejection(feed, outlet, Reason.TOO_LARGE, f"{len(body):,} bytes", now)
    if wrong := magic_type(body):
        return feed_rejection(feed, outlet, Reason.WRONG_TYPE, f"{wrong} where a feed was due", now)
    text = decode(body, charset).lstrip("\ufeff\0 \t\r\n")
    if not text.strip("\0 \t\r\n"):
        return feed_rejection(feed, outlet, Reason.EMPTY, "the body is empty", now)
    if feed.format is FeedFormat.HTML:
        found = parse_list_page(text, feed, final_url)
    elif text[0] in "[{":
        found = parse_json_feed(text)
    elif hostile := _hostile_markup(text):
        return feed_rejection(feed, outlet, Reason.MALFORMED, hostile, now)
    elif _PAGE_START.search(text, 0, _PAGE_START_WITHIN_CHARS) and "<rss" not in text[:_PAGE_START_WITHIN_CHARS]:
        return feed_rejection(
            feed, outlet, Reason.WRONG_TYPE, f"an HTML page where a feed was due ({content_type})", now
        )
    elif feed.format is FeedFormat.SITEMAP:
        found = parse_sitemap(text)
    else:
        found = parse_syndication(text, content_type)
    if isinstance(found, str):
        reason, _, detail = found.partition(": ")
        return feed_rejection(feed, outlet, Reason(reason), detail, now)
    return finish_entries(found, feed, outlet, final_url, now)


def _hostile_markup(text: str) -> str | None:
    """Name what would make an XML parser work without end, or None."""
    folded = text.casefold()
    doctype = folded.find("<!doctype")
    if doctype >= 0 and folded.find("<!entity", doctype) >= 0:
        return "declares XML entities, which no feed needs"
    if doctype >= 0 and folded.find("<!attlist", doctype) >= 0:
        return "declares attributes, which a parser would add to every element"
    if folded.count("<!doctype") > 1:
        return "has more than one DOCTYPE"
    return "has a tag with hundreds of attributes" if _CROWDED_TAG.search(text) else None


def magic_type(body: bytes) -> str | None:
    """Name the kind of file that the first bytes betray, or None where it may be text."""
    head = body[:16]
    for magic, name in (
        (b"%PDF-", "a PDF"),
        (b"\x89PNG", "an image"),
        (b"\xff\xd8\xff", "an image"),
        (b"GIF8", "an image"),
        (b"PK\x03\x04", "a zip archive"),
        (b"\x1f\x8b", "a gzip archive"),
        (b"\xd0\xcf\x11\xe0", "an Office document"),
        (b"ID3", "a sound"),
        (b"OggS", "a sound"),
        (b"\x1aE\xdf\xa3", "a video"),
    ):
        if head.startswith(magic):
            return name
    if head[:4] == b"RIFF":
        return "an image or a sound"
    return "a video" if head[4:8] == b"ftyp" else None
