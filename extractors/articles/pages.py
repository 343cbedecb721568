"""Pages: an entry worth reading in, its article out, from the page or, where that is refused, from the feed's words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlsplit

from extractors.articles.articles import article_from_entry, article_from_page
from extractors.articles.extraction import MAX_PAGE_BYTES, ExtractionRefusal, Extractor
from extractors.feeds.feeds import magic_type
from extractors.feeds.gate import reads_feed_text
from extractors.records.articles import Article
from extractors.records.feeds import FeedEntry
from extractors.records.rejections import Rejection, RejectionReason, RejectionStage
from extractors.web.fetch import PAGE_ACCEPT, Fetcher, FetchFailure, FetchRequest, Response
from extractors.web.robots import RobotsRules
from extractors.web.urls import site_of
from seeds.outlets import Feed, Outlet

_PAGE_TYPES = frozenset({"text/html", "application/xhtml+xml", "application/xml", "text/xml", "text/plain", ""})


@dataclass(frozen=True, slots=True, kw_only=True)
class PageResult:
    """What became of one entry: an article (perhaps of the feed's words only, see its `note`), and what was refused."""

    article: Article | None
    rejections: tuple[Rejection, ...] = ()
    fetched: bool = False  # a request was made
    retry_after: datetime | None = None  # when the server wants us back


def fetch_article(
    entry: FeedEntry,
    feed: Feed,
    outlet: Outlet,
    fetcher: Fetcher,
    extractor: Extractor,
    now: datetime,
    robots: RobotsRules | None = None,
) -> PageResult:
    """Read one entry. Feeds with full text or refused pages are read from the feed without a request.

    A refused page is recorded as a rejection, and the feed's words, if any, become the article in its place. With
    `robots` the host's rules are kept, also where it leads to another host.
    """
    if reads_feed_text(entry, feed) or entry.link is None:
        return _from_feed(entry, feed, outlet, now)
    if robots is not None and (refusal := robots.refusal(entry.link, now)):
        return _fallback(entry, feed, outlet, refusal, now)
    request = FetchRequest(
        url=entry.link,
        accept=PAGE_ACCEPT,
        max_bytes=MAX_PAGE_BYTES,
        user_agent_kind=feed.user_agent,
        gap_seconds=robots.gap_seconds(entry.link) if robots is not None else 0.0,
    )
    answer = fetcher.fetch(request, RejectionStage.PAGE)
    if isinstance(answer, FetchFailure):
        return _fallback(entry, feed, outlet, answer.rejection, now, answer.retry_after)
    is_led_away = robots is not None and site_of(answer.final_url) != site_of(entry.link)
    if robots is not None and is_led_away and (refusal := robots.refusal(answer.final_url, now)):
        return _fallback(entry, feed, outlet, replace(refusal, url=answer.requested_url), now)
    if refusal := _refuse_page(answer, entry):
        return _fallback(entry, feed, outlet, refusal, now)
    page = extractor.extract(answer.body, answer.final_url, answer.charset)
    if isinstance(page, ExtractionRefusal):
        rejection = Rejection(
            stage=RejectionStage.EXTRACT,
            reason=page.reason,
            at=answer.fetched_at,
            url=answer.requested_url,
            detail=page.detail,
        )
        return _fallback(entry, feed, outlet, rejection, now)
    article = article_from_page(page, entry, feed, outlet, answer.final_url, answer.fetched_at)
    return PageResult(article=article, fetched=True)


def _refuse_page(answer: Response, entry: FeedEntry) -> Rejection | None:
    """Refuse what is no page: other media, nothing, and the front page where a dead link was led."""
    reason, detail = RejectionReason.WRONG_TYPE, ""
    if wrong := magic_type(answer.body):
        detail = f"{wrong} where a page was due"
    elif answer.content_type not in _PAGE_TYPES:
        detail = f"{answer.content_type} where a page was due"
    elif _is_front_page(answer.final_url) and not _is_front_page(entry.link or ""):
        reason, detail = RejectionReason.NOT_FOUND, f"led to the front page {answer.final_url}"
    if not detail:
        return None
    return Rejection(
        stage=RejectionStage.PAGE, reason=reason, at=answer.fetched_at, url=answer.requested_url, detail=detail[:300]
    )


def _is_front_page(url: str) -> bool:
    parts = urlsplit(url)
    return parts.path in {"", "/"} and not parts.query


def _from_feed(entry: FeedEntry, feed: Feed, outlet: Outlet, now: datetime) -> PageResult:
    note = "" if feed.fetch_pages else "the pages of this feed are not fetched"
    article = article_from_entry(entry, feed, outlet, now, note)
    if article is not None:
        return PageResult(article=article)
    rejection = Rejection(
        stage=RejectionStage.ENTRY,
        reason=RejectionReason.EMPTY,
        at=now,
        url=entry.link,
        feed_id=feed.id,
        outlet_id=outlet.id,
        detail="the entry has no words",
    )
    return PageResult(article=None, rejections=(rejection,))


def _fallback(
    entry: FeedEntry,
    feed: Feed,
    outlet: Outlet,
    rejection: Rejection,
    now: datetime,
    retry_after: datetime | None = None,
) -> PageResult:
    note = (
        f"page refused: {rejection.reason.value} ({rejection.detail})" if rejection.detail else rejection.reason.value
    )
    return PageResult(
        article=article_from_entry(entry, feed, outlet, now, note),
        rejections=(replace(rejection, feed_id=feed.id, outlet_id=outlet.id),),
        fetched=True,
        retry_after=retry_after,
    )
