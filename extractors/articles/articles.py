"""Articles: an entry's or a page's words in, the article record with its identity out. Pure."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime

from extractors.articles.extraction import ExtractedPage
from extractors.feeds.entries import FUTURE_TOLERANCE
from extractors.language import identify_language
from extractors.records.articles import Article, TextOrigin
from extractors.records.feeds import FeedEntry
from extractors.records.ids import content_id
from extractors.web.urls import canonical_url, host_of, url_key
from seeds.outlets import Feed, Outlet

_BLANKS = re.compile(r"\s+")


def article_id(url: str | None, outlet_id: str, guid: str | None, title: str) -> str:
    """Identify an article: by its canonical URL without scheme and host prefix, else by outlet and guid (or title)."""
    return content_id("article", url_key(url)) if url else content_id("article", outlet_id, guid or title)


def version_id(of_article: str, title: str, text: str) -> str:
    """Identify a version by its words; blanks, line breaks and Unicode forms make no new version."""
    return content_id("version", of_article, _words(title), _words(text))


def article_from_entry(entry: FeedEntry, feed: Feed, outlet: Outlet, now: datetime, note: str = "") -> Article | None:
    """Make an article of the feed's own words: full text where it has any, else the summary; None without any words.

    A feed marked `full_text` carries the article in its summary where it has no separate content. An article may
    consist of its title alone.
    """
    text = entry.full_text or entry.summary
    is_full = bool(entry.full_text) or feed.full_text
    if not (text or entry.title):
        return None
    identity = article_id(entry.url, outlet.id, entry.guid, entry.title)
    published = entry.published_at or entry.updated_at
    return Article(
        article_id=identity,
        version_id=version_id(identity, entry.title, text),
        url=entry.url or str(feed.url),
        requested_url=entry.link or str(feed.url),
        final_url=entry.link or str(feed.url),
        outlet_id=outlet.id,
        feed_id=feed.id,
        title=entry.title,
        text=text,
        author=entry.author,
        site=entry.publisher_name,
        language=identify_language(f"{entry.title}\n{text}", declared_language(feed, outlet)),
        published_at=published,
        published_precision="second" if published else None,
        fetched_at=now,
        text_origin=TextOrigin.FEED_FULL_TEXT if is_full else TextOrigin.FEED_SUMMARY,
        note=note,
    )


def article_from_page(
    page: ExtractedPage, entry: FeedEntry, feed: Feed, outlet: Outlet, final_url: str, fetched_at: datetime
) -> Article:
    """Make an article of a fetched page; what the page does not say (title, author, date) comes from the entry."""
    url = page_identity(page, final_url) or entry.url or final_url
    title = page.title or entry.title
    identity = article_id(url, outlet.id, entry.guid, title)
    published, precision = _publication(page, entry, fetched_at)
    return Article(
        article_id=identity,
        version_id=version_id(identity, title, page.text),
        url=url,
        requested_url=entry.link or url,
        final_url=final_url,
        outlet_id=outlet.id,
        feed_id=feed.id,
        title=title,
        text=page.text,
        author=page.author or entry.author,
        site=page.site or entry.publisher_name,
        language=identify_language(f"{title}\n{page.text}", declared_language(feed, outlet)),
        published_at=published,
        published_precision=precision,
        fetched_at=fetched_at,
        text_origin=TextOrigin.PAGE,
    )


def page_identity(page: ExtractedPage, final_url: str) -> str | None:
    """Return the page's canonical URL: its own claim where that stays on the host, else its address."""
    final = canonical_url(final_url)
    claimed = canonical_url(page.canonical) if page.canonical else None
    if claimed is None or final is None or host_of(claimed) != host_of(final):
        return final
    return claimed if url_key(claimed) != host_of(claimed) else final


def declared_language(feed: Feed, outlet: Outlet) -> str | None:
    """Return the language that the seeds declare: the feed's, or the outlet's where it writes in one only."""
    return feed.language or (outlet.languages[0] if len(outlet.languages) == 1 else None)


def _publication(page: ExtractedPage, entry: FeedEntry, fetched_at: datetime) -> tuple[datetime | None, str | None]:
    """Prefer the page's date with time and zone, then the feed's, then the page's day; none from the future."""
    latest = fetched_at + FUTURE_TOLERANCE
    own = page.published_at if page.published_at is not None and page.published_at <= latest else None
    if own is not None and page.published_precision == "second":
        return own, "second"
    from_feed = entry.published_at or entry.updated_at
    if from_feed is not None:
        return from_feed, "second"
    return (own, page.published_precision) if own is not None else (None, None)


def _words(text: str) -> str:
    return _BLANKS.sub(" ", unicodedata.normalize("NFC", text)).strip()
