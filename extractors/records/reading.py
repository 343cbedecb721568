"""Records of reading: what one article version says, as mentions and events, each pointing at its words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from seeds.storyline import EventStatus
from seeds.watches import EventMode


class ArticleField(StrEnum):
    """Which text offsets point into."""

    TITLE = "title"
    TEXT = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Words of an article: ``getattr(article, field)[start:end]``, offsets in Unicode code points."""

    field: ArticleField
    start: int
    end: int


class MentionForm(StrEnum):
    """How a mention names its entity."""

    NAME = "name"
    SHORT_NAME = "short_name"
    OFFICE = "office"  # resolved to the holder at the article's date
    PAIR = "pair"  # "the two defence chiefs"
    COUNTERPART = "counterpart"
    PRONOUN = "pronoun"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A span of text that means an entity."""

    span: Span
    text: str
    entity_id: str
    form: MentionForm
    office_id: str | None = None  # the office through which it was resolved


class EventType(StrEnum):
    """PLOVER event types that the reader uses, and two of our own for what PLOVER does not code."""

    CONSULT = "CONSULT"
    AGREE = "AGREE"
    COOPERATE = "COOPERATE"
    CONCEDE = "CONCEDE"
    REQUEST = "REQUEST"
    REJECT = "REJECT"
    ACCUSE = "ACCUSE"
    SANCTION = "SANCTION"
    COERCE = "COERCE"
    APPOINT = "APPOINT"  # ours: a person gains an office
    DISMISS = "DISMISS"  # ours: a person loses an office


EVENT_CODES: dict[EventMode, tuple[EventType, str]] = {
    EventMode.MEETING: (EventType.CONSULT, "040"),
    EventMode.CALL: (EventType.CONSULT, "041"),
    EventMode.HANDSHAKE: (EventType.CONSULT, "040"),
    EventMode.VISIT: (EventType.CONSULT, "042"),
    EventMode.INVITATION: (EventType.REQUEST, "022"),
    EventMode.REFUSAL: (EventType.REJECT, "125"),
    EventMode.SANCTION_IMPOSED: (EventType.SANCTION, "172"),
    EventMode.SANCTION_LIFTED: (EventType.CONCEDE, "085"),
    EventMode.APPOINTMENT: (EventType.APPOINT, ""),
    EventMode.REMOVAL: (EventType.DISMISS, ""),
    EventMode.CHANNEL_REOPENED: (EventType.COOPERATE, "062"),
    EventMode.INCIDENT: (EventType.COERCE, "190"),
    EventMode.STATEMENT: (EventType.CONSULT, "010"),
}
"""PLOVER type and CAMEO code of each mode (CAMEO codebook 1.1b3; PLOVER manual): so that other event data can be
joined. CAMEO has no code for appointments and removals."""


HAPPENED = frozenset({EventStatus.OCCURRED, EventStatus.BACKGROUND})
"""The statuses of what took place, in the news window or before it."""


class Strength(StrEnum):
    """How far the words carry: strong ones raise alone, weak ones wait for a second origin."""

    STRONG = "strong"
    WEAK = "weak"


class DatePrecision(StrEnum):
    """How exact an event date is."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One thing that a text says about who did what to whom, and whether it happened."""

    event_id: str  # from version, mode, participants, span
    mode: EventMode
    event_type: EventType
    cameo: str
    status: EventStatus
    strength: Strength
    actors: tuple[str, ...]  # entity ids, sorted; both sides of a symmetric event are actors and recipients
    recipients: tuple[str, ...]
    offices: tuple[str, ...]  # offices that the participants held at the event's date, or that are gained or lost
    place: str | None
    event_date: date | None
    date_precision: DatePrecision
    watches: tuple[str, ...]  # slugs of the watches whose question this speaks to, at whatever status
    quote: str  # the sentence or clause, exactly as in the text
    span: Span  # of the quote
    cues: tuple[str, ...]  # what decided, in order ("trigger:met", "negation:did not", "time:2022-06")


@dataclass(frozen=True, slots=True, kw_only=True)
class StorylineMatch:
    """How well an article fits the storyline."""

    score: float  # uncalibrated; compare with the storyline's threshold
    on_storyline: bool
    evidence: tuple[str, ...]  # entity ids and terms that counted


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What one reader version makes of one article version."""

    version_id: str
    reader_version: str
    match: StorylineMatch
    mentions: tuple[Mention, ...] = ()
    events: tuple[Event, ...] = ()
    raises: tuple[str, ...] = ()  # slugs that this article alone would raise, sorted
    note: str = ""  # what the reader left out ("text cut at …")
