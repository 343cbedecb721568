"""Pages that stand in for feeds: a list page of links or a news sitemap in, raw entries out. Pure."""

from __future__ import annotations

import re

from lxml import etree

from extractors.articles.dates import day_in_url, instant_of
from extractors.articles.plain_text import clean_line, markup_of_text
from extractors.feeds.entries import RawEntry
from extractors.records.rejections import RejectionReason
from extractors.web.urls import absolute_url
from seeds.outlets import Feed

MAX_LINKS = 500
"""List pages show tens of articles; thousands of matching links mean that the pattern is too wide."""


def parse_list_page(text: str, feed: Feed, final_url: str) -> list[RawEntry] | str:
    """Return an entry per link that `feed.link_pattern` matches, in page order, dated by its URL where that tells.

    Of several links to one address the longest words are the title (thumbnails have none).
    """
    root = etree.fromstring(
        text.encode("utf-8", "replace"), etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True)
    )
    if root is None:
        return f"{RejectionReason.MALFORMED}: the list page cannot be parsed"
    base = next((absolute_url(tag.get("href", ""), final_url) for tag in root.iter("base")), None) or final_url
    pattern = re.compile(feed.link_pattern or "")
    titles: dict[str, str] = {}
    for anchor in root.iter("a"):
        url = absolute_url((anchor.get("href") or "").partition("#")[0], base)
        if url is None or not pattern.search(url):
            continue
        words = clean_line("".join(anchor.itertext())) or clean_line(anchor.get("title") or "")
        if len(words) > len(titles.get(url, "")) or url not in titles:
            titles[url] = words
        if len(titles) >= MAX_LINKS:
            break
    if not titles:
        return f"{RejectionReason.EMPTY}: no link matches {feed.link_pattern!r}"
    return [
        RawEntry(link=url, guid=url, title=markup_of_text(title) or markup_of_text(url), published_at=day_in_url(url))
        for url, title in titles.items()
    ]


def parse_sitemap(text: str) -> list[RawEntry] | str:
    """Return an entry per ``<url>`` of a sitemap, with title and date from its news elements where there are any."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True)
    document = re.sub(r"^\s*<\?xml[^>]*\?>", "", text).encode("utf-8", "replace")
    try:
        root = etree.fromstring(document, parser)
    except etree.XMLSyntaxError as error:
        return f"{RejectionReason.MALFORMED}: {error}"
    if root is None or _local_name(root.tag) not in {"urlset", "sitemapindex"}:
        return f"{RejectionReason.WRONG_TYPE}: no sitemap"
    if _local_name(root.tag) == "sitemapindex":
        return f"{RejectionReason.WRONG_TYPE}: an index of sitemaps; give the address of the news sitemap itself"
    return [_sitemap_entry(node) for node in root if isinstance(node.tag, str)]


def _local_name(tag: object) -> str:
    """Return an element's name without its namespace, or without a prefix that no namespace was declared for."""
    return str(tag).rpartition("}")[2].rpartition(":")[2]


def _sitemap_entry(node: etree._Element) -> RawEntry:
    words: dict[str, str] = {}
    for element in node.iter():
        if isinstance(element.tag, str) and element.text:
            words.setdefault(_local_name(element.tag), element.text.strip())
    link = words.get("loc")
    return RawEntry(
        link=link,
        guid=link,
        title=markup_of_text(words.get("title") or link or ""),
        published_at=instant_of(words.get("publication_date")) or instant_of(words.get("lastmod")),
    )
