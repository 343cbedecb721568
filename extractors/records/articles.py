"""Records of an article: the text as taken, its identity and versions, near-duplicates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class TextOrigin(StrEnum):
    """Where the words came from."""

    PAGE = "page"
    FEED_FULL_TEXT = "feed_full_text"
    FEED_SUMMARY = "feed_summary"
    FILE = "file"  # given to `read` or `replay`


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One version of one article. `title` and `text` are plain text, NFC, "\\n" between paragraphs."""

    article_id: str  # from the canonical URL (or outlet and guid)
    version_id: str  # from article_id, title and text: changed words are a new version
    url: str  # canonical
    requested_url: str
    final_url: str  # after redirects
    outlet_id: str
    feed_id: str | None
    title: str
    text: str
    author: str | None
    site: str | None
    language: str  # ISO 639-1; "und" where nothing could tell
    published_at: datetime | None
    published_precision: str | None  # "second" or "day"; None where undated
    fetched_at: datetime
    text_origin: TextOrigin
    note: str = ""  # why the page's text was not used, where it was not


@dataclass(frozen=True, slots=True, kw_only=True)
class NearDuplicate:
    """Two article versions with nearly the same words; the earlier one is `original_version_id`."""

    version_id: str
    original_version_id: str
    similarity: float  # estimated Jaccard similarity of word (or character) shingles, 0 to 1


@dataclass(frozen=True, slots=True, kw_only=True)
class TextSignature:
    """The MinHash of one article version's text, by which near-duplicates are found; empty for very short texts."""

    version_id: str
    at: datetime  # published_at, or fetched_at where undated: of two new ones the earlier is the original
    values: tuple[int, ...]  # 128 numbers of 32 bits, in permutation order
