"""JSON feeds: JSON Feed 1 and 1.1, Federal Register documents, WordPress posts, GDELT article lists. Pure."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from extractors.articles.dates import instant_of
from extractors.articles.plain_text import markup_of_text
from extractors.feeds.entries import RawEntry
from extractors.records.rejections import RejectionReason

Fields = Mapping[str, Any]


def parse_json_feed(text: str) -> list[RawEntry] | str:
    """Return the entries in the feed's order, or ``reason: detail`` where this is none of the known dialects."""
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        return f"{RejectionReason.MALFORMED}: not JSON: {error}"
    if isinstance(document, list):
        return [_wordpress_entry(post) for post in document if isinstance(post, dict)]
    if "jsonfeed.org" in str(document.get("version", "")):
        author = _author(document)
        return [_json_feed_entry(entry, author) for entry in _dicts(document.get("items"))]
    if isinstance(document.get("articles"), list):
        return [_gdelt_entry(article) for article in _dicts(document["articles"])]
    if isinstance(document.get("results"), list):
        return [_register_entry(notice) for notice in _dicts(document["results"])]
    if document == {}:  # how GDELT says that it found nothing
        return []
    return f"{RejectionReason.WRONG_TYPE}: JSON of no known feed format"


def _json_feed_entry(entry: Fields, feed_author: str | None) -> RawEntry:
    content = _text(entry.get("content_html")) or markup_of_text(_text(entry.get("content_text")))
    return RawEntry(
        link=_text(entry.get("url")) or _text(entry.get("external_url")) or None,
        guid=_text(entry.get("id")) or None,
        title=markup_of_text(_text(entry.get("title"))),
        summary=markup_of_text(_text(entry.get("summary"))),
        full_text=content,
        author=_author(entry) or feed_author,
        published_at=instant_of(entry.get("date_published")),
        updated_at=instant_of(entry.get("date_modified")),
    )


def _wordpress_entry(post: Fields) -> RawEntry:
    content = post.get("content")
    is_locked = isinstance(content, dict) and bool(content.get("protected"))
    return RawEntry(
        link=_text(post.get("link")) or None,
        guid=_rendered(post.get("guid")) or _text(post.get("id")) or None,
        title=_rendered(post.get("title")),
        summary=_rendered(post.get("excerpt")),
        full_text="" if is_locked else _rendered(content),
        published_at=instant_of(post.get("date_gmt") or post.get("date")),
        updated_at=instant_of(post.get("modified_gmt") or post.get("modified")),
    )


def _register_entry(notice: Fields) -> RawEntry:
    agencies = [_text(agency.get("name")) for agency in _dicts(notice.get("agencies"))]
    return RawEntry(
        link=_text(notice.get("html_url")) or _text(notice.get("pdf_url")) or None,
        guid=_text(notice.get("document_number")) or None,
        title=_text(notice.get("title")),
        summary=_text(notice.get("abstract")) or _text(notice.get("excerpts")),
        author=", ".join(name for name in agencies if name) or None,
        published_at=instant_of(notice.get("publication_date") or notice.get("filed_at")),
    )


def _gdelt_entry(article: Fields) -> RawEntry:
    domain = _text(article.get("domain"))
    return RawEntry(
        link=_text(article.get("url")) or None,
        title=_text(article.get("title")),
        published_at=instant_of(article.get("seendate")),
        publisher_name=domain or None,
        publisher_url=f"https://{domain}/" if domain else None,
    )


def _author(fields: Fields) -> str | None:
    """JSON Feed 1.1 has a list of authors, version 1 a single one."""
    people = [*_dicts(fields.get("authors")), *_dicts([fields.get("author")])]
    return next((name for person in people if (name := _text(person.get("name")))), None)


def _rendered(value: object) -> str:
    return _text(value.get("rendered")) if isinstance(value, dict) else _text(value)


def _dicts(value: object) -> list[dict[str, Any]]:
    return [entry for entry in value if isinstance(entry, dict)] if isinstance(value, list) else []


def _text(value: object) -> str:
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else ""
