"""Records for the warehouse's tests: every field has a value, each test names the ones that matter to it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from extractors.records.articles import Article, TextOrigin
from extractors.records.developments import AlertDue, ChangeKind, Development, DevelopmentChange, Evidence
from extractors.records.feeds import EntryDecision, EntryVerdict, FeedEntry, FeedState, Poll, PollOutcome
from extractors.records.reading import (
    ArticleField,
    DatePrecision,
    Event,
    EventType,
    Mention,
    MentionForm,
    Reading,
    Span,
    StorylineMatch,
    Strength,
)
from extractors.records.rejections import Rejection, RejectionReason, RejectionStage
from seeds.storyline import EventStatus
from seeds.watches import EventMode, Severity, Stage
from warehouse.digests import Digest
from warehouse.service_messages import ServiceMessage

NOW = datetime(2023, 6, 2, 8, 0, tzinfo=UTC)
WATCH = "austin-li-meeting"
ON = StorylineMatch(score=3.5, on_storyline=True, evidence=("lloyd-austin", "li-shangfu"))
OFF = StorylineMatch(score=0.1, on_storyline=False, evidence=())
QUOTE = "Beijing turned the invitation down."
MESSAGE = {
    "title": "They have met",
    "text": "Austin and Li met.",
    "html": "<p>Austin and Li met.</p>",
    "data": {"n": 1},
}


class Clock:
    """A clock that stands still until a test moves it."""

    def __init__(self, now: datetime = NOW) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, **amount: float) -> datetime:
        self.now += timedelta(**amount)
        return self.now


def make_article(version_id: str = "ver-1", article_id: str = "art-1", **changed: Any) -> Article:
    values: dict[str, Any] = {
        "article_id": article_id,
        "version_id": version_id,
        "url": f"https://example.org/{article_id}",
        "requested_url": f"https://example.org/{article_id}?utm_source=feed",
        "final_url": f"https://example.org/{article_id}",
        "outlet_id": "gazette",
        "feed_id": "gazette-world",
        "title": "China declines meeting",
        "text": f"{QUOTE}\nThe Pentagon said so on Monday. 李尚福拒绝会面。",
        "author": "A. Writer",
        "site": "Gazette",
        "language": "en",
        "published_at": NOW - timedelta(hours=3),
        "published_precision": "second",
        "fetched_at": NOW,
        "text_origin": TextOrigin.PAGE,
    }
    return Article(**{**values, **changed})


def make_event(event_id: str = "event-1", **changed: Any) -> Event:
    values: dict[str, Any] = {
        "event_id": event_id,
        "mode": EventMode.REFUSAL,
        "event_type": EventType.REJECT,
        "cameo": "125",
        "status": EventStatus.DECLINED,
        "strength": Strength.STRONG,
        "actors": ("china",),
        "recipients": ("united-states",),
        "offices": ("prc-defense-minister",),
        "place": "singapore",
        "event_date": date(2023, 5, 29),
        "date_precision": DatePrecision.DAY,
        "watches": (WATCH, "us-prc-defense-ministers-meeting"),
        "quote": QUOTE,
        "span": Span(field=ArticleField.TEXT, start=0, end=len(QUOTE)),
        "cues": ("trigger:turned down",),
    }
    return Event(**{**values, **changed})


def make_mention(entity_id: str = "china", **changed: Any) -> Mention:
    span = Span(field=ArticleField.TEXT, start=0, end=7)
    values: dict[str, Any] = {"span": span, "text": "Beijing", "entity_id": entity_id, "form": MentionForm.NAME}
    return Mention(**{**values, **changed})


def make_reading(version_id: str = "ver-1", reader_version: str = "1", **changed: Any) -> Reading:
    values: dict[str, Any] = {"match": ON, "mentions": (make_mention(),), "events": (make_event(),)}
    return Reading(version_id=version_id, reader_version=reader_version, **{**values, **changed})


def make_evidence(evidence_id: str = "ev-1", **changed: Any) -> Evidence:
    values: dict[str, Any] = {
        "evidence_id": evidence_id,
        "watch": WATCH,
        "event_id": "event-1",
        "version_id": "ver-1",
        "article_id": "art-1",
        "outlet_id": "gazette",
        "url": "https://example.org/art-1",
        "mode": EventMode.MEETING,
        "status": EventStatus.DECLINED,
        "strength": Strength.STRONG,
        "participants": ("li-shangfu", "lloyd-austin"),
        "event_date": date(2023, 5, 29),
        "date_precision": DatePrecision.DAY,
        "place": "singapore",
        "quote": QUOTE,
        "published_at": NOW - timedelta(hours=3),
        "fetched_at": NOW,
        "origin_id": "gazette",
        "origin_reason": "outlet",
        "official_side": None,
        "counts": True,
    }
    return Evidence(**{**values, **changed})


def make_development(development_id: str = "dev-1", **changed: Any) -> Development:
    values: dict[str, Any] = {
        "watch": WATCH,
        "status": EventStatus.DECLINED,
        "stage": None,
        "participants": ("li-shangfu", "lloyd-austin"),
        "event_date": date(2023, 5, 29),
        "date_precision": DatePrecision.DAY,
        "place": "singapore",
        "since": NOW,
        "origin_ids": (),
        "evidence_ids": ("ev-1",),
    }
    return Development(development_id=development_id, **{**values, **changed})


def make_change(after: Development, before: Development | None = None, **changed: Any) -> DevelopmentChange:
    values: dict[str, Any] = {
        "kind": ChangeKind.OPENED if before is None else ChangeKind.STATUS,
        "evidence_ids": tuple(sorted(set(after.evidence_ids) - set(before.evidence_ids if before else ()))),
        "at": NOW,
    }
    return DevelopmentChange(before=before, after=after, **{**values, **changed})


def make_digest(digest_id: str = "digest-1", **changed: Any) -> Digest:
    values: dict[str, Any] = {
        "digest_id": digest_id,
        "channel": "mail",
        "severity": Severity.MEDIUM,
        "at": NOW,
        "title": "1 notice",
        "text": "China declined.",
        "html": "<p>China declined.</p>",
        "data": {"n": 2},
        "alert_ids": ("alert-1",),
    }
    return Digest(**(values | changed))


def make_alert(alert_id: str = "alert-1", **changed: Any) -> AlertDue:
    values: dict[str, Any] = {
        "kind": "alert",
        "watch": WATCH,
        "development_id": "dev-1",
        "stage": Stage.REPORTED,
        "severity": Severity.HIGH,
        "status": EventStatus.OCCURRED,
        "status_before": EventStatus.DECLINED,
        "at": NOW,
    }
    return AlertDue(alert_id=alert_id, **{**values, **changed})


def make_entry(entry_id: str = "entry-1", **changed: Any) -> FeedEntry:
    values: dict[str, Any] = {
        "feed_id": "gazette-world",
        "outlet_id": "gazette",
        "url": f"https://example.org/{entry_id}",
        "link": f"https://example.org/{entry_id}?x=1",
        "guid": entry_id,
        "title": "China declines meeting",
        "summary": "A short summary.",
        "full_text": "The whole text.",
        "author": None,
        "published_at": NOW - timedelta(hours=3),
        "updated_at": None,
        "publisher_name": None,
        "publisher_url": None,
    }
    return FeedEntry(entry_id=entry_id, **{**values, **changed})


def make_verdict(entry: FeedEntry | None = None, decision: EntryDecision = EntryDecision.FETCH) -> EntryVerdict:
    return EntryVerdict(entry=entry or make_entry(), decision=decision, score=2.0, evidence=("china",))


def make_rejection(**changed: Any) -> Rejection:
    values: dict[str, Any] = {
        "stage": RejectionStage.PAGE,
        "reason": RejectionReason.FORBIDDEN,
        "at": NOW,
        "url": "https://example.org/art-2",
        "feed_id": "gazette-world",
        "outlet_id": "gazette",
        "detail": "403 Forbidden",
    }
    return Rejection(**{**values, **changed})


def make_poll(feed_id: str = "gazette-world", **changed: Any) -> Poll:
    state = FeedState(feed_id=feed_id, checked_at=NOW, etag='"abc"', last_modified=None, content_hash="h1")
    values: dict[str, Any] = {
        "outlet_id": "gazette",
        "outcome": PollOutcome.OK,
        "state": state,
        "http_status": 200,
        "entries": (make_entry(),),
        "bytes_received": 1234,
        "elapsed_seconds": 0.25,
    }
    return Poll(feed_id=feed_id, **{**values, **changed})


def make_service_message(message_id: str = "service-1", **changes: Any) -> ServiceMessage:
    fields = {
        "message_id": message_id,
        "kind": "feeds",
        "severity": Severity.MEDIUM,
        "at": NOW,
        "title": "1 feed dead",
        "text": "FEEDS: 1 feed dead",
        "html": "<p>1 feed dead</p>",
        "data": {"schema": "storywatch.feeds/1"},
    }
    return ServiceMessage(**{**fields, **changes})
