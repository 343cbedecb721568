"""The dialects of JSON that feeds are written in."""

from __future__ import annotations

from datetime import UTC, datetime

from extractors.records.rejections import RejectionReason
from seeds.outlets import Feed, Outlet
from tests.extractors.feeds.feed_samples import entries_of, refusal


def test_json_feed_is_read(feed: Feed, outlet: Outlet) -> None:
    body = """{"version": "https://jsonfeed.org/version/1.1", "title": "x", "items": [
      {"id": 5, "url": "https://example.com/5", "title": "A < B & C", "content_text": "Plain <text>.",
       "date_published": "2023-06-02T10:00:00-04:00", "authors": [{"name": "W"}]},
      {"id": "6", "external_url": "https://example.com/6", "title": "Six", "content_html": "<p>Rich</p>"}]}"""
    five, six = entries_of(body.encode(), feed, outlet)
    assert (five.guid, five.title, five.full_text, five.author) == ("5", "A < B & C", "Plain <text>.", "W")
    assert five.published_at == datetime(2023, 6, 2, 14, 0, tzinfo=UTC)
    assert (six.url, six.full_text) == ("https://example.com/6", "Rich")


def test_federal_register_documents_are_read(feed: Feed, outlet: Outlet) -> None:
    body = b"""{"count": 1, "results": [{"title": "Notice of OFAC Sanctions Actions", "abstract": "Names are removed.",
      "document_number": "2023-11111", "html_url": "https://www.federalregister.gov/d/2023-11111",
      "publication_date": "2023-06-01", "agencies": [{"name": "Treasury Department"}]}]}"""
    (entry,) = entries_of(body, feed, outlet)
    assert (entry.guid, entry.summary, entry.author) == ("2023-11111", "Names are removed.", "Treasury Department")
    assert entry.published_at == datetime(2023, 6, 1, tzinfo=UTC)


def test_wordpress_posts_are_read(feed: Feed, outlet: Outlet) -> None:
    body = b"""[{"id": 9, "date_gmt": "2023-06-01T07:00:00", "modified_gmt": "2023-06-01T09:00:00",
      "guid": {"rendered": "https://example.com/?p=9"}, "link": "https://example.com/nine/",
      "title": {"rendered": "Nine &#8211; news"}, "content": {"rendered": "<p>Body</p>", "protected": false},
      "excerpt": {"rendered": "<p>Short</p>"}}]"""
    (entry,) = entries_of(body, feed, outlet)
    assert (entry.title, entry.summary, entry.full_text) == ("Nine \u2013 news", "Short", "Body")
    assert entry.updated_at == datetime(2023, 6, 1, 9, 0, tzinfo=UTC)


def test_gdelt_articles_are_read(feed: Feed, outlet: Outlet) -> None:
    body = b"""{"articles": [{"url": "https://post.example.org/1", "title": "Li declines", "domain": "post.example.org",
      "seendate": "20230602T101500Z", "language": "English", "sourcecountry": "Singapore"}]}"""
    (entry,) = entries_of(body, feed, outlet)
    assert entry.published_at == datetime(2023, 6, 2, 10, 15, tzinfo=UTC)
    assert entry.publisher_name == "post.example.org"


def test_json_of_another_kind_is_the_wrong_type(feed: Feed, outlet: Outlet) -> None:
    assert refusal(b'{"error": "quota"}', feed, outlet) == RejectionReason.WRONG_TYPE


def test_deep_json_is_malformed(feed: Feed, outlet: Outlet) -> None:
    assert refusal(b"[" * 200_000, feed, outlet) == RejectionReason.MALFORMED
