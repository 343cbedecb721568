"""List pages and sitemaps in the place of feeds."""

from __future__ import annotations

from datetime import UTC, datetime

from extractors.records.rejections import RejectionReason
from seeds.outlets import Outlet
from tests.extractors.feeds.feed_samples import MakeFeed, entries_of, refusal


def test_list_page_gives_the_links_that_match(make_feed: MakeFeed, outlet: Outlet) -> None:
    listing = make_feed(format="html", link_pattern=r"/t\d{8}_\d+\.html$")
    page = """<html><head><base href="https://www.example.com/xw/"></head><body><a href="/">Home</a>
      <a href="./t20230601_1.html"><img src="x.jpg"></a> <a href="./t20230601_1.html">国防部 发言人\n答记者问</a>
      <a href="../other/t20230530_2.html#a">谈建华</a></body></html>"""
    first, second = entries_of(page.encode(), listing, outlet)
    assert first.url == "https://www.example.com/xw/t20230601_1.html"
    assert first.title == "国防部 发言人 答记者问"
    assert first.published_at == datetime(2023, 6, 1, tzinfo=UTC)
    assert second.url == "https://www.example.com/other/t20230530_2.html"


def test_list_page_without_matching_links_is_empty(make_feed: MakeFeed, outlet: Outlet) -> None:
    listing = make_feed(format="html", link_pattern=r"/article/\d+")
    assert refusal(b"<html><body><a href='/x'>x</a></body></html>", listing, outlet) == RejectionReason.EMPTY


def test_news_sitemap_is_read(make_feed: MakeFeed, outlet: Outlet) -> None:
    sitemap = """<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
      xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>https://example.com/a/1</loc>
      <lastmod>2023-06-02T11:00:00Z</lastmod><news:news><news:publication><news:name>Example</news:name>
      </news:publication><news:publication_date>2023-06-02T10:00:00+02:00</news:publication_date>
      <news:title>Q&amp;A: what now</news:title></news:news></url></urlset>"""
    (entry,) = entries_of(sitemap.encode(), make_feed(format="sitemap"), outlet)
    assert (entry.url, entry.title) == ("https://example.com/a/1", "Q&A: what now")
    assert entry.published_at == datetime(2023, 6, 2, 8, 0, tzinfo=UTC)


def test_sitemap_whose_prefix_was_never_declared_is_read(make_feed: MakeFeed, outlet: Outlet) -> None:
    sitemap = b"""<urlset><url><loc>https://example.com/a/1</loc><news:news>
      <news:publication_date>2023-06-02T10:00:00+02:00</news:publication_date><news:title>What now</news:title>
      </news:news></url></urlset>"""
    (entry,) = entries_of(sitemap, make_feed(format="sitemap"), outlet)
    assert (entry.url, entry.title) == ("https://example.com/a/1", "What now")
    assert entry.published_at == datetime(2023, 6, 2, 8, 0, tzinfo=UTC)


def test_document_that_begins_with_an_undeclared_prefix_is_the_wrong_type(make_feed: MakeFeed, outlet: Outlet) -> None:
    assert refusal(b"<news:title>A</news:title>", make_feed(format="sitemap"), outlet) == RejectionReason.WRONG_TYPE


def test_index_of_sitemaps_is_the_wrong_type(make_feed: MakeFeed, outlet: Outlet) -> None:
    index = b'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>x</loc></sitemap></sitemapindex>'
    assert refusal(index, make_feed(format="sitemap"), outlet) == RejectionReason.WRONG_TYPE
