"""Records of developments: the thread that answers a watch, its changes, and the alerts that are due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from extractors.records.reading import DatePrecision, Strength
from seeds.storyline import EventStatus
from seeds.watches import EventMode, Severity, Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One event of one article that speaks to a watch, with all that deciding needs to know of the article."""

    evidence_id: str  # from watch and event
    watch: str
    event_id: str
    version_id: str
    article_id: str
    outlet_id: str
    url: str
    mode: EventMode
    status: EventStatus
    strength: Strength
    participants: tuple[str, ...]  # entity ids, sorted
    event_date: date | None
    date_precision: DatePrecision
    place: str | None
    quote: str
    published_at: datetime | None
    fetched_at: datetime
    origin_id: str  # who first wrote the words
    origin_reason: str  # why that origin: "outlet", "wire credit: Reuters", "near-duplicate of …", "owner group"
    official_side: str | None = None  # country entity that speaks for itself here
    counts: bool = True  # False: an aggregator
    withdrawn: bool = False  # the words have gone from the page, or their outlet took them back; never stored


@dataclass(frozen=True, slots=True, kw_only=True)
class Development:
    """One occurrence of a watch, and what is known of it."""

    development_id: str  # from watch and occurrence, never from status
    watch: str
    status: EventStatus
    stage: Stage | None  # None while it has not been reported as having happened
    participants: tuple[str, ...]
    event_date: date | None
    date_precision: DatePrecision
    place: str | None
    since: datetime  # when it got its present status
    origin_ids: tuple[str, ...] = ()  # independent origins that say it happened, sorted
    evidence_ids: tuple[str, ...] = ()  # all evidence that belongs to it, sorted


class ChangeKind(StrEnum):
    """What a change does."""

    OPENED = "opened"
    STATUS = "status"
    STAGE = "stage"
    FACTS = "facts"  # date, place, participants
    EVIDENCE = "evidence"  # more of the same


@dataclass(frozen=True, slots=True, kw_only=True)
class DevelopmentChange:
    """One step in a development's history: the development before (None when new) and after, and what caused it."""

    kind: ChangeKind
    before: Development | None
    after: Development
    evidence_ids: tuple[str, ...]
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertDue:
    """A message that is to be sent about a development, once per development, stage and channel."""

    alert_id: str  # from development, kind and stage: the idempotency key
    kind: str  # "alert" (it happened) or "notice" (its status changed short of happening)
    watch: str
    development_id: str
    stage: Stage | None
    severity: Severity
    status: EventStatus
    status_before: EventStatus | None
    at: datetime
    was: Development | None = None  # what a correction corrects: the development as it was told
    heir: Development | None = None  # of a correction: the other development that its reports belong to
