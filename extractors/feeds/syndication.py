"""RSS, RDF and Atom: the text of a feed in, its raw entries or ``reason: detail`` out. Pure, not bounded in time."""

from __future__ import annotations

import calendar
import io
import re
import time
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import feedparser

from extractors.feeds.entries import RawEntry
from extractors.records.rejections import RejectionReason

Reason = RejectionReason

_MONSTROUS_WORD = re.compile(r"[^\s<>\"']{4096,}|<{3,}")
"""Cut out: inlined pictures, which are no words, and what feedparser's patterns take quadratic time for. Addresses are
shorter."""
_REFERENCE = re.compile(r"&#(?:[xX]([0-9a-fA-F]+)|([0-9]+));?")
_LONGEST_REFERENCE = 8
"""Digits, zeros before them aside; the highest character has seven."""
_UNKNOWN = "\ufffd"
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_WEB_ADDRESS = re.compile(r"^https?://", re.IGNORECASE)


def parse_syndication(text: str, content_type: str) -> list[RawEntry] | str:
    """Parse a feed. The text is re-encoded so that no label, true or false, is left to mislead the parser."""
    document = _sound(_MONSTROUS_WORD.sub("", _XML_DECLARATION.sub("", text))).encode("utf-8", "replace")
    parsed = feedparser.parse(
        io.BytesIO(document),
        response_headers={"content-type": "application/xml; charset=utf-8"},
        resolve_relative_uris=False,
        sanitize_html=False,
    )
    if not parsed.get("version") and not parsed.get("entries"):  # the parser sets neither on the worst input
        if re.search(r"<(?:html|body|head)\b", text[:5000], re.IGNORECASE) or content_type == "text/html":
            return f"{Reason.WRONG_TYPE}: an HTML page where a feed was due ({content_type})"
        problem = " ".join(str(parsed.get("bozo_exception", "no feed element")).split())
        return f"{Reason.MALFORMED}: no RSS, RDF or Atom: {problem[:160]}"
    base = str(parsed.feed.get("link", "")) if _WEB_ADDRESS.match(str(parsed.feed.get("link", ""))) else None
    return [_raw_entry(entry, base) for entry in parsed.entries]


def _sound(text: str) -> str:
    """Return the text with references to characters that there are not replaced: feedparser fails over a single one.

    Two halves in a row, as many feeds write emoji, are the character that they are in UTF-16.
    """
    sound = _REFERENCE.sub(_sound_reference, text)
    if sound.isascii() or not any("\ud800" <= letter <= "\udfff" for letter in sound):
        return sound
    return sound.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _sound_reference(found: re.Match[str]) -> str:
    digits = (found[1] or found[2]).lstrip("0")
    if len(digits) > _LONGEST_REFERENCE:
        return _UNKNOWN
    number = int(digits or "0", 16 if found[1] else 10)
    if 0xD800 <= number <= 0xDFFF:
        return chr(number)
    return found[0] if 0 < number <= 0x10FFFF else _UNKNOWN


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
        # RSS 1.0 has one date only, which feedparser calls an update; so have many Atom feeds.
        published_at=_instant(
            fields.get("published_parsed") or fields.get("created_parsed") or fields.get("updated_parsed")
        ),
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
