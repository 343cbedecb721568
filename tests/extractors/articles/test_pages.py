"""An entry's page fetched and read, and what is used where it is refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from extractors.articles.extraction import Extractor
from extractors.articles.pages import fetch_article
from extractors.records.articles import TextOrigin
from extractors.records.feeds import FeedEntry
from extractors.records.rejections import RejectionReason, RejectionStage
from extractors.web.fetch import Fetcher
from seeds.outlets import Feed, Outlet
from tests.extractors.articles.test_extraction import PARAGRAPHS, page
from tests.extractors.conftest import NOW
from tests.extractors.loopback import Loopback, answer, redirect

MakeFeed = Callable[..., Feed]
STUB = b"<html><body><article><p>More on this soon.</p></article></body></html>"
PUBLISHED = datetime(2023, 6, 2, 9, 30, tzinfo=UTC)


@pytest.fixture
def entry(server: Loopback) -> FeedEntry:
    return FeedEntry(
        entry_id="entry-1",
        feed_id="example-world",
        outlet_id="example-times",
        url=f"{server.url}/world/1",
        link=f"{server.url}/world/1?utm_source=rss",
        guid="1",
        title="Title of the feed",
        summary="Summary of the feed.",
        full_text="",
        author="Feed Author",
        published_at=PUBLISHED,
        updated_at=None,
    )


def test_page_becomes_an_article(
    server: Loopback, entry: FeedEntry, feed: Feed, outlet: Outlet, fetcher: Fetcher, extractor: Extractor
) -> None:
    server.answers["/world/1?utm_source=rss"] = answer(200, page().encode())
    result = fetch_article(entry, feed, outlet, fetcher, extractor, NOW)
    article = result.article
    assert article is not None
    assert (result.rejections, result.fetched) == ((), True)
    assert (article.title, article.text) == ("Ministers talk in Singapore", "\n".join(PARAGRAPHS))
    assert article.text_origin is TextOrigin.PAGE
    assert (article.url, article.requested_url) == (f"{server.url}/world/1", f"{server.url}/world/1?utm_source=rss")
    assert (article.author, article.language, article.note) == ("Feed Author", "en", "")
    assert (article.published_at, article.published_precision) == (PUBLISHED, "second")
    assert (article.outlet_id, article.feed_id, article.fetched_at) == ("example-times", "example-world", NOW)


def test_redirected_page_is_identified_by_where_it_is(
    server: Loopback, entry: FeedEntry, feed: Feed, outlet: Outlet, fetcher: Fetcher, extractor: Extractor
) -> None:
    server.answers["/world/1?utm_source=rss"] = redirect("/world/one-new-slug")
    server.answers["/world/one-new-slug"] = answer(200, page().encode())
    article = fetch_article(entry, feed, outlet, fetcher, extractor, NOW).article
    assert article is not None
    assert article.url == article.final_url == f"{server.url}/world/one-new-slug"


@pytest.mark.parametrize(
    ("status", "body", "content_type", "stage", "expected"),
    [
        (403, b"no", "text/html", RejectionStage.PAGE, RejectionReason.FORBIDDEN),
        (404, b"no", "text/html", RejectionStage.PAGE, RejectionReason.NOT_FOUND),
        (429, b"no", "text/html", RejectionStage.PAGE, RejectionReason.RATE_LIMITED),
        (500, b"no", "text/html", RejectionStage.PAGE, RejectionReason.SERVER_ERROR),
        (200, b"%PDF-1.7 ...", "application/pdf", RejectionStage.PAGE, RejectionReason.WRONG_TYPE),
        (200, b"%PDF-1.7 ...", "text/html", RejectionStage.PAGE, RejectionReason.WRONG_TYPE),
        (200, b"\xff\xd8\xff\xe0", "text/html", RejectionStage.PAGE, RejectionReason.WRONG_TYPE),
        (200, b"....", "image/webp", RejectionStage.PAGE, RejectionReason.WRONG_TYPE),
        (200, b" " * 50_000_000, "text/html", RejectionStage.PAGE, RejectionReason.TOO_LARGE),
        (200, b"", "text/html", RejectionStage.EXTRACT, RejectionReason.EMPTY),
        (
            200,
            b"<title>Just a moment...</title><body>x</body>",
            "text/html",
            RejectionStage.EXTRACT,
            RejectionReason.INTERSTITIAL,
        ),
        (200, STUB, "text/html", RejectionStage.EXTRACT, RejectionReason.TOO_SHORT),
        (200, b"<div>" * 100_000, "text/html", RejectionStage.EXTRACT, RejectionReason.NO_TEXT),
    ],
    ids=[
        "403",
        "404",
        "429",
        "500",
        "pdf",
        "pdf as html",
        "jpeg",
        "webp",
        "50 MB",
        "empty",
        "interstitial",
        "stub",
        "deep",
    ],
)
def test_refused_page_is_recorded_and_the_summary_serves(
    server: Loopback,
    entry: FeedEntry,
    feed: Feed,
    outlet: Outlet,
    fetcher: Fetcher,
    extractor: Extractor,
    status: int,
    body: bytes,
    content_type: str,
    stage: RejectionStage,
    expected: RejectionReason,
) -> None:
    server.answers["/world/1?utm_source=rss"] = answer(status, body, content_type)
    result = fetch_article(entry, feed, outlet, fetcher, extractor, NOW)
    (rejection,) = result.rejections
    assert (rejection.stage, rejection.reason) == (stage, expected)
    assert (rejection.url, rejection.feed_id, rejection.outlet_id) == (entry.link, feed.id, outlet.id)
    assert result.article is not None
    assert (result.article.text, result.article.text_origin) == ("Summary of the feed.", TextOrigin.FEED_SUMMARY)
    assert result.article.note.startswith(f"page refused: {expected.value}")


def test_full_text_of_the_feed_goes_before_its_summary(
    server: Loopback, entry: FeedEntry, feed: Feed, outlet: Outlet, fetcher: Fetcher, extractor: Extractor
) -> None:
    result = fetch_article(replace(entry, full_text="All of it."), feed, outlet, fetcher, extractor, NOW)
    assert result.article is not None
    assert (result.article.text, result.article.text_origin) == ("All of it.", TextOrigin.FEED_FULL_TEXT)


def test_page_led_to_the_front_page_is_not_found(
    server: Loopback, entry: FeedEntry, feed: Feed, outlet: Outlet, fetcher: Fetcher, extractor: Extractor
) -> None:
    server.answers["/world/1?utm_source=rss"] = redirect("/")
    server.answers["/"] = answer(200, page().encode())
    assert fetch_article(entry, feed, outlet, fetcher, extractor, NOW).rejections[0].reason is RejectionReason.NOT_FOUND


@pytest.mark.parametrize("fields", [{"fetch_pages": False}, {"full_text": True}])
def test_feed_that_is_read_from_itself_makes_no_request(
    server: Loopback,
    entry: FeedEntry,
    make_feed: MakeFeed,
    outlet: Outlet,
    fetcher: Fetcher,
    extractor: Extractor,
    fields: dict[str, bool],
) -> None:
    result = fetch_article(entry, make_feed(**fields), outlet, fetcher, extractor, NOW)
    assert (server.asked, result.fetched, result.rejections) == ([], False, ())
    assert result.article is not None
    assert result.article.text == "Summary of the feed."


def test_title_alone_is_an_article(
    entry: FeedEntry, make_feed: MakeFeed, outlet: Outlet, fetcher: Fetcher, extractor: Extractor
) -> None:
    bare = replace(entry, summary="")
    article = fetch_article(bare, make_feed(fetch_pages=False), outlet, fetcher, extractor, NOW).article
    assert article is not None
    assert (article.title, article.text) == ("Title of the feed", "")
