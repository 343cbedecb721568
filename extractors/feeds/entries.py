"""Entries as feed formats give them in, clean entries with identity out. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from extractors.articles.plain_text import clean_line, line_of_markup, text_of_markup
from extractors.records.feeds import FeedEntry
from extractors.records.ids import content_id
from extractors.records.rejections import Rejection, RejectionReason, RejectionStage
from extractors.web.urls import absolute_url, canonical_url
from seeds.outlets import Feed, Outlet

FUTURE_TOLERANCE = timedelta(days=1)
"""Outlets' clocks and zones are wrong by hours; a date further ahead is an event's or a placeholder."""

MAX_ENTRIES = 2_000
"""The longest honest feeds seen hold 500; each entry may cost a request for its page and a row for ever."""

_OLDEST = datetime(1990, 1, 1, tzinfo=UTC)
"""Dates before the web are defaults of broken software."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RawEntry:
    """One entry before cleaning: markup still in the texts, links perhaps relative, dates unchecked."""

    link: str | None = None
    guid: str | None = None
    title: str = ""
    summary: str = ""
    full_text: str = ""
    author: str | None = None
    published_at: datetime | None = None
    updated_at: datetime | None = None
    publisher_name: str | None = None
    publisher_url: str | None = None
    base: str | None = None  # what relative links are relative to, where not the feed's own address


def finish_entries(
    found: Iterable[RawEntry], feed: Feed, outlet: Outlet, final_url: str, now: datetime
) -> tuple[tuple[FeedEntry, ...], tuple[Rejection, ...]]:
    """Clean every entry; refused are links that are no web addresses and entries that say nothing at all.

    Entries beyond the first `MAX_ENTRIES` are refused unread, by one rejection for all.
    """
    entries: dict[str, FeedEntry] = {}
    rejections: list[Rejection] = []
    for place, raw in enumerate(found):
        if place == MAX_ENTRIES:
            detail = f"more than {MAX_ENTRIES:,} entries; the rest is not read"
            rejections.append(_entry_rejection(feed, outlet, RejectionReason.TOO_LARGE, None, detail, now))
            break
        finished = _finish(raw, feed, outlet, final_url, now)
        if isinstance(finished, FeedEntry):
            known = entries.setdefault(finished.entry_id, finished)
            if known.url != finished.url:  # a feed that gives everything one guid and one title
                apart = content_id("entry", finished.entry_id, finished.url or "")
                entries.setdefault(apart, replace(finished, entry_id=apart))
        else:
            rejections.append(finished)
    return tuple(entries.values()), tuple(rejections)


def feed_rejection(feed: Feed, outlet: Outlet, reason: RejectionReason, detail: str, now: datetime) -> Rejection:
    """Refuse a whole feed."""
    return Rejection(
        stage=RejectionStage.FEED,
        reason=reason,
        at=now,
        url=str(feed.url),
        feed_id=feed.id,
        outlet_id=outlet.id,
        detail=clean_line(detail)[:300],
    )


def _finish(raw: RawEntry, feed: Feed, outlet: Outlet, final_url: str, now: datetime) -> FeedEntry | Rejection:
    link = absolute_url(raw.link, raw.base or final_url) if raw.link else None
    url = canonical_url(link) if link else None
    title = _without_publisher(line_of_markup(raw.title), raw.publisher_name)
    summary = text_of_markup(raw.summary)
    full_text = text_of_markup(raw.full_text)
    if raw.link and url is None:
        return _entry_rejection(feed, outlet, RejectionReason.BAD_LINK, raw.link, title, now)
    if not (title or summary or full_text):
        reason = RejectionReason.EMPTY if url else RejectionReason.NO_LINK
        return _entry_rejection(feed, outlet, reason, raw.link, "neither title nor text", now)
    guid = clean_line(raw.guid or "") or None
    updated_at = _plausible(raw.updated_at, now)
    body = full_text or summary if feed.full_text or not feed.fetch_pages else ""
    parts = (feed.id, guid or url or "", title, updated_at.isoformat() if updated_at else "", body)
    return FeedEntry(
        entry_id=content_id("entry", *parts),
        feed_id=feed.id,
        outlet_id=outlet.id,
        url=url,
        link=link,
        guid=guid,
        title=title,
        summary=summary,
        full_text=full_text,
        author=line_of_markup(raw.author or "") or None,
        published_at=_plausible(raw.published_at, now),
        updated_at=updated_at,
        publisher_name=line_of_markup(raw.publisher_name or "") or None,
        publisher_url=canonical_url(raw.publisher_url) if raw.publisher_url else None,
    )


def _entry_rejection(
    feed: Feed, outlet: Outlet, reason: RejectionReason, link: str | None, detail: str, now: datetime
) -> Rejection:
    return Rejection(
        stage=RejectionStage.ENTRY,
        reason=reason,
        at=now,
        url=clean_line(link)[:500] if link else None,
        feed_id=feed.id,
        outlet_id=outlet.id,
        detail=clean_line(detail)[:200],
    )


def _plausible(instant: datetime | None, now: datetime) -> datetime | None:
    return instant if instant is not None and _OLDEST <= instant <= now + FUTURE_TOLERANCE else None


def _without_publisher(title: str, publisher: str | None) -> str:
    """Aggregators append the publisher to the title, behind a dash."""
    return title.removesuffix(f" - {publisher}") if publisher else title
