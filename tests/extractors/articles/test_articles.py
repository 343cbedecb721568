"""Identity of articles and versions, and which words and dates an article takes from where."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from extractors.articles.articles import article_from_entry, article_from_page, article_id, version_id
from extractors.articles.extraction import ExtractedPage
from extractors.records.articles import Article, TextOrigin
from extractors.records.feeds import FeedEntry
from seeds.outlets import Feed, Outlet
from tests.extractors.conftest import NOW

FED = datetime(2023, 6, 2, 9, 30, tzinfo=UTC)
MIDNIGHT = datetime(2023, 6, 2, tzinfo=UTC)
STATED = datetime(2023, 6, 2, 9, 12, tzinfo=UTC)

ENTRY = FeedEntry(
    entry_id="entry-1",
    feed_id="example-world",
    outlet_id="example-times",
    url="https://example.com/world/1",
    link="https://example.com/world/1?utm_source=rss",
    guid="1",
    title="Title of the feed",
    summary="The two ministers shook hands in the hall.",
    full_text="",
    author=None,
    published_at=FED,
    updated_at=None,
)
PAGE = ExtractedPage(
    title="Title of the page",
    text="The two ministers shook hands in the hall, and each went to his seat.",
    author="P. Writer",
    site="Example Times",
    canonical="https://www.example.com/world/1",
    published_at=STATED,
    published_precision="second",
)


def from_page(page: ExtractedPage, entry: FeedEntry, feed: Feed, outlet: Outlet) -> Article:
    return article_from_page(page, entry, feed, outlet, "https://example.com/world/1", NOW)


def test_one_page_has_one_id_under_http_https_www_and_mobile() -> None:
    ids = {
        article_id(f"{address}/a/1", "o", None, "t")
        for address in ("http://example.com", "https://www.example.com", "https://m.example.com")
    }
    assert len(ids) == 1


def test_article_without_address_is_known_by_outlet_and_guid() -> None:
    assert article_id(None, "o", "7", "old title") == article_id(None, "o", "7", "new title")
    assert article_id(None, "o", "7", "t") != article_id(None, "p", "7", "t")


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("A  title", "One.\nTwo."),
        ("A title ", "One.\n\n Two."),
        ("A title", "One. Two."),
        ("A\u00a0title", "One. Two."),
    ],
)
def test_cosmetic_change_is_no_new_version(title: str, text: str) -> None:
    assert version_id("article-1", title, text) == version_id("article-1", "A title", "One. Two.")


def test_unicode_form_is_no_new_version() -> None:
    assert version_id("article-1", "Cafe\u0301", "x") == version_id("article-1", "Caf\u00e9", "x")


@pytest.mark.parametrize(("title", "text"), [("A title!", "One. Two."), ("A title", "One. Two. Three.")])
def test_changed_words_are_a_new_version(title: str, text: str) -> None:
    assert version_id("article-1", title, text) != version_id("article-1", "A title", "One. Two.")


def test_page_and_fallback_of_one_address_are_versions_of_one_article(feed: Feed, outlet: Outlet) -> None:
    fallback = article_from_entry(ENTRY, feed, outlet, NOW, "page refused")
    assert fallback is not None
    page = from_page(PAGE, ENTRY, feed, outlet)
    assert fallback.article_id == page.article_id
    assert fallback.version_id != page.version_id


@pytest.mark.parametrize(
    ("stated", "precision", "fed", "expected"),
    [
        (STATED, "second", FED, (STATED, "second")),
        (MIDNIGHT, "day", FED, (FED, "second")),
        (MIDNIGHT, "day", None, (MIDNIGHT, "day")),
        (None, None, FED, (FED, "second")),
        (None, None, None, (None, None)),
        (NOW + timedelta(days=40), "second", FED, (FED, "second")),
        (NOW + timedelta(days=40), "second", None, (None, None)),
    ],
)
def test_date_of_publication(
    feed: Feed,
    outlet: Outlet,
    stated: datetime | None,
    precision: str | None,
    fed: datetime | None,
    expected: tuple[datetime | None, str | None],
) -> None:
    page = replace(PAGE, published_at=stated, published_precision=precision)
    article = from_page(page, replace(ENTRY, published_at=fed), feed, outlet)
    assert (article.published_at, article.published_precision) == expected


@pytest.mark.parametrize(
    "claimed",
    [None, "https://elsewhere.example.org/world/1", "https://example.com/", "not a url", "javascript:alert(1)"],
)
def test_canonical_claim_that_leads_away_is_not_believed(feed: Feed, outlet: Outlet, claimed: str | None) -> None:
    assert from_page(replace(PAGE, canonical=claimed), ENTRY, feed, outlet).url == "https://example.com/world/1"


def test_title_of_the_feed_serves_where_the_page_has_none(feed: Feed, outlet: Outlet) -> None:
    assert from_page(replace(PAGE, title=""), ENTRY, feed, outlet).title == "Title of the feed"


def test_aggregated_entry_keeps_its_publisher(feed: Feed, outlet: Outlet) -> None:
    article = article_from_entry(replace(ENTRY, publisher_name="Example Post"), feed, outlet, NOW)
    assert article is not None
    assert article.site == "Example Post"


def test_summary_of_a_full_text_feed_is_its_full_text(feed: Feed, outlet: Outlet) -> None:
    whole = feed.model_copy(update={"full_text": True})
    article = article_from_entry(ENTRY, whole, outlet, NOW)
    assert article is not None
    assert article.text_origin is TextOrigin.FEED_FULL_TEXT
