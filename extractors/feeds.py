"""Feeds: the bytes of one feed in, its entries and the entries that could not be used out."""

from __future__ import annotations

import calendar
import io
import re
import time
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import feedparser

from extractors.charsets import decode
from extractors.entries import RawEntry, feed_rejection, finish_entries
from extractors.json_feeds import parse_json_feed
from extractors.list_pages import parse_list_page, parse_sitemap
from extractors.records.feeds import FeedEntry
from extractors.records.rejections import Rejection, RejectionReason
from seeds.outlets import Feed, FeedFormat, Outlet

Reason = RejectionReason

MAX_FEED_BYTES = 20_000_000
"""A parse costs about a second a megabyte, and the largest honest feed seen is 1.5 MB."""

_MARKUP_TYPES = re.compile(
    r"^\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype html|html)\b", re.IGNORECASE | re.DOTALL
)
_ENTITY_DECLARATION = re.compile(r"<!DOCTYPE.*<!ENTITY", re.IGNORECASE | re.DOTALL)
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_WEB_ADDRESS = re.compile(r"^https?://", re.IGNORECASE)


def parse_feed(
    body: bytes, feed: Feed, outlet: Outlet, final_url: str, content_type: str, charset: str | None, now: datetime
) -> tuple[tuple[FeedEntry, ...], tuple[Rejection, ...]] | Rejection:
    """Read a feed in whatever format it answers; entries in the feed's order, each once.

    A single rejection refuses the whole: empty, too large, HTML or a file where a feed was due, unreadable, entities.
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
    elif _ENTITY_DECLARATION.search(text):
        return feed_rejection(feed, outlet, Reason.MALFORMED, "declares XML entities, which no feed needs", now)
    elif _MARKUP_TYPES.match(text):
        return feed_rejection(
            feed, outlet, Reason.WRONG_TYPE, f"an HTML page where a feed was due ({content_type})", now
        )
    elif feed.format is FeedFormat.SITEMAP:
        found = parse_sitemap(text)
    else:
        found = _parse_syndication(text, content_type)
    if isinstance(found, str):
        reason, _, detail = found.partition(": ")
        return feed_rejection(feed, outlet, Reason(reason), detail, now)
    return finish_entries(found, feed, outlet, final_url, now)


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


def _parse_syndication(text: str, content_type: str) -> list[RawEntry] | str:
    """RSS, RDF and Atom. The text is re-encoded so that no label, true or false, is left to mislead the parser."""
    document = _XML_DECLARATION.sub("", text).encode("utf-8", "replace")
    parsed = feedparser.parse(
        io.BytesIO(document),
        response_headers={"content-type": "application/xml; charset=utf-8"},
        resolve_relative_uris=False,
        sanitize_html=False,
    )
    if not parsed.version and not parsed.entries:
        if re.search(r"<(?:html|body|head)\b", text[:5000], re.IGNORECASE) or content_type == "text/html":
            return f"{Reason.WRONG_TYPE}: an HTML page where a feed was due ({content_type})"
        problem = " ".join(str(parsed.get("bozo_exception", "no feed element")).split())
        return f"{Reason.MALFORMED}: no RSS, RDF or Atom: {problem[:160]}"
    base = str(parsed.feed.get("link", "")) if _WEB_ADDRESS.match(str(parsed.feed.get("link", ""))) else None
    return [_raw_entry(entry, base) for entry in parsed.entries]


def _raw_entry(entry: Mapping[str, Any], base: str | None) -> RawEntry:
    fields = dict(entry.items())  # without feedparser's substitution of one date for another
    guid = str(fields.get("id") or "") or None
    source = fields.get("source") or {}
    contents = [str(part.get("value") or "") for part in fields.get("content") or ()]
    return RawEntry(
        link=_link(fields, guid),
        guid=guid,
        title=str(fields.get("title") or ""),
        summary=str(fields.get("summary") or fields.get("subtitle") or ""),
        full_text=max(contents, key=len, default=""),
        author=str(fields.get("author") or "") or None,
        published_at=_instant(fields.get("published_parsed") or fields.get("created_parsed")),
        updated_at=_instant(fields.get("updated_parsed")),
        publisher_name=str(source.get("title") or "") or None,
        publisher_url=str(source.get("href") or source.get("link") or "") or None,
        base=base,
    )


def _link(fields: Mapping[str, Any], guid: str | None) -> str | None:
    link = str(fields.get("feedburner_origlink") or fields.get("link") or "")
    is_only_a_guid = bool(fields.get("guidislink")) and link == guid and not _WEB_ADDRESS.match(link)
    if link and not is_only_a_guid:
        return link
    for other in fields.get("links") or ():
        if other.get("rel") == "alternate" and other.get("href"):
            return str(other["href"])
    return guid if guid and _WEB_ADDRESS.match(guid) else None


def _instant(parsed: time.struct_time | None) -> datetime | None:
    if parsed is None:
        return None
    try:
        return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=calendar.timegm(parsed))
    except (ValueError, OverflowError, TypeError):
        return None
