"""Feeds that fell silent or came back: decided after the polls of a pass, and put into the outbox as one message."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from html import escape
from typing import Any

from extractors.feeds.health import Followed, decide_health
from extractors.records.feed_health import ALL_FEEDS, FeedCondition, HealthNews
from extractors.records.ids import content_id
from flows.desk import Desk
from flows.words import plain
from seeds.watches import Severity
from warehouse.feed_health import append_feed_conditions, load_feed_conditions, load_feed_pasts
from warehouse.service_messages import ServiceMessage, append_service_message

log = logging.getLogger(__name__)

FEEDS_SCHEMA = "storywatch.feeds/1"
"""Name and version of the payload's form, described in docs/running.md."""
SHOWN_FEEDS = 40
"""Feeds that a message shows with their reasons; the rest are counted."""


def followed_feeds(desk: Desk) -> tuple[Followed, ...]:
    """Return the feeds and official lists that are followed."""
    feeds = [Followed(feed_id=feed.id, entries_per_day=feed.entries_per_day, format=feed.format) for feed in desk.feeds]
    return (*feeds, *(Followed(feed_id=each.id) for each in desk.official_lists))


def follow_health(desk: Desk, run_id: str) -> tuple[HealthNews, ...]:
    """Decide how each feed is and store what changed with the message about it, whole or not at all."""
    now = desk.clock()
    with desk.warehouse.reading() as tx:
        pasts, known = load_feed_pasts(tx, now), load_feed_conditions(tx)
    decision = decide_health(followed_feeds(desk), pasts, known, now)
    for change in decision.changes:
        log.info("event=feed_condition feed=%s condition=%s detail=%s", change.feed_id, change.condition, change.detail)
    if not decision.changes:
        return ()
    with desk.warehouse.transaction(run_id) as tx:
        append_feed_conditions(tx, decision.changes)
        if decision.news and desk.settings.feed_notices:
            append_service_message(tx, health_message(decision.news, now), desk.settings.told_channels)
    return decision.news


def health_message(news: Sequence[HealthNews], now: datetime) -> ServiceMessage:
    """Return one message about all feeds that fell silent or came back."""
    lines = [_line(each) for each in sorted(news, key=_rank)]
    title = health_title(news)
    shown = lines[:SHOWN_FEEDS]
    if len(lines) > SHOWN_FEEDS:
        shown.append(f"and {len(lines) - SHOWN_FEEDS} more: storywatch feeds")
    text = "\n".join([f"FEEDS: {title}", *(f"- {line}" for line in shown)])
    html = "".join([f"<p><b>{escape(title)}</b></p><ul>", *(f"<li>{escape(line)}</li>" for line in shown), "</ul>"])
    data: dict[str, Any] = {
        "schema": FEEDS_SCHEMA,
        "kind": "feeds",
        "title": title,
        "raised_at": now.isoformat(timespec="seconds"),
        "feeds": [_facts(each) for each in sorted(news, key=_rank)],
    }
    is_back = all(_is_back(each) for each in news)
    # To the hour: a pass that was killed and done again finds the same trouble some seconds later.
    told = [f"{each.after.feed_id} {each.after.condition} {each.after.since:%Y-%m-%dT%H}" for each in news]
    return ServiceMessage(
        message_id=content_id("service", "feeds", *sorted(told)),
        kind="feeds",
        severity=Severity.LOW if is_back else Severity.MEDIUM,
        at=now.replace(microsecond=0),
        title=title,
        text=text,
        html=html,
        data=data,
    )


def health_title(news: Sequence[HealthNews]) -> str:
    """Return one sentence on what became of feeds."""
    if any(each.after.condition is FeedCondition.OFFLINE for each in news):
        return "No feed can be reached"
    singles = [each for each in news if each.after.feed_id != ALL_FEEDS]
    back = sum(_is_back(each) for each in singles)
    troubles = Counter(each.after.condition for each in singles if not _is_back(each))
    told = [f"{_feeds(count)} {condition.replace('_', ' ')}" for condition, count in sorted(troubles.items())]
    if back:
        told.append(f"{_feeds(back)} back")
    if len(singles) < len(news):
        told.insert(0, "feeds can be reached again")
    sentence = ", ".join(told)
    return sentence[:1].upper() + sentence[1:]


def _feeds(count: int) -> str:
    return "1 feed" if count == 1 else f"{count} feeds"


def _is_back(news: HealthNews) -> bool:
    return news.after.condition is FeedCondition.HEALTHY


def _rank(news: HealthNews) -> tuple[bool, str, str]:
    return (_is_back(news), news.after.condition.value, news.after.feed_id)


def _line(news: HealthNews) -> str:
    after = news.after
    name = "all feeds" if after.feed_id == ALL_FEEDS else after.feed_id
    if _is_back(news):
        return f"{name}: well again, after having been {(news.before or '').replace('_', ' ')}"
    return f"{name}: {after.condition.replace('_', ' ')} since {after.since:%Y-%m-%d %H:%M} UTC; {plain(after.detail)}"


def _facts(news: HealthNews) -> dict[str, Any]:
    after = news.after
    return {
        "feed": after.feed_id,
        "condition": after.condition.value,
        "before": news.before.value if news.before else None,
        "since": after.since.isoformat(timespec="seconds"),
        "detail": plain(after.detail),
    }
