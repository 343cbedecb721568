"""A small storyline with the two headline kinds of watch, and hand-written evidence for tests of developments."""

from __future__ import annotations

from datetime import UTC, date, datetime

from extractors.records.developments import Evidence
from extractors.records.ids import content_id
from extractors.records.reading import DatePrecision, Strength
from seeds.storyline import EventStatus, Storyline
from seeds.watches import EventMode

OCCURRED = EventStatus.OCCURRED
SCHEDULED = EventStatus.SCHEDULED
PROPOSED = EventStatus.PROPOSED
DECLINED = EventStatus.DECLINED
DENIED = EventStatus.DENIED
NOT_OCCURRED = EventStatus.NOT_OCCURRED
BACKGROUND = EventStatus.BACKGROUND
CONDITIONAL = EventStatus.CONDITIONAL

PERSONS = "austin-li-meeting"
OFFICES = "us-prc-defense-ministers-meeting"
SANCTIONS = "li-sanctions-lifted"


def small_storyline() -> Storyline:
    return Storyline.model_validate(
        {
            "slug": "small",
            "title": "Two ministers",
            "description": "Do they meet?",
            "started": "2023-05-29",
            "news_window_days": 10,
            "documents": [
                {"id": "doc-1", "outlet": "AFP", "published": "2023-05-29", "language": "en"},
                {"id": "doc-2", "outlet": "CNN", "published": "2023-05-30", "language": "en"},
            ],
            "match": {"threshold": 1, "gate_threshold": 1, "entity_weights": {}, "terms": {}},
            "entities": [
                {"id": "united-states", "kind": "country", "name": "United States"},
                {"id": "china", "kind": "country", "name": "China"},
                {"id": "singapore", "kind": "place", "name": "Singapore"},
                {"id": "shangri-la-hotel", "kind": "place", "name": "Shangri-La Hotel", "within": "singapore"},
                {"id": "vientiane", "kind": "place", "name": "Vientiane"},
                {"id": "austin", "kind": "person", "name": "Lloyd Austin", "side": "united-states"},
                {"id": "hegseth", "kind": "person", "name": "Pete Hegseth", "side": "united-states"},
                {"id": "li", "kind": "person", "name": "Li Shangfu", "side": "china"},
                {"id": "dong", "kind": "person", "name": "Dong Jun", "side": "china"},
            ],
            "offices": [
                {
                    "id": "us-secdef",
                    "name": "Secretary of Defense",
                    "side": "united-states",
                    "rank": "minister",
                    "domain": "defense",
                    "held_by": [
                        {"person": "austin", "start": "2021-01-22", "end": "2025-01-20"},
                        {"person": "hegseth", "start": "2025-01-25"},
                    ],
                },
                {
                    "id": "prc-mnd",
                    "name": "Minister of National Defense",
                    "side": "china",
                    "rank": "minister",
                    "domain": "defense",
                    "held_by": [
                        {"person": "li", "start": "2023-03-12", "end": "2023-10-24"},
                        {"person": "dong", "start": "2023-12-29"},
                    ],
                },
            ],
            "baseline": [
                {
                    "id": "refusal",
                    "mode": "refusal",
                    "status": "declined",
                    "summary": "China turned down a meeting in Singapore.",
                    "event_date": "2023-05-29",
                    "actors": ["china"],
                    "recipients": ["united-states"],
                    "watch": PERSONS,
                    "documents": ["doc-1", "doc-2"],
                }
            ],
            "watches": [
                {
                    "slug": PERSONS,
                    "question": "Have Austin and Li met?",
                    "headline": "Austin and Li Shangfu have met",
                    "severity": "high",
                    "satisfied_by": [{"mode": "meeting", "between": [{"entity": "austin"}, {"entity": "li"}]}],
                    "implies": [OFFICES],
                    "closes_with": "office-left",
                },
                {
                    "slug": OFFICES,
                    "question": "Have the two defence ministers met?",
                    "headline": "The US and Chinese defence ministers have met",
                    "severity": "medium",
                    "satisfied_by": [{"mode": "meeting", "between": [{"office": "us-secdef"}, {"office": "prc-mnd"}]}],
                },
                {
                    "slug": SANCTIONS,
                    "question": "Are the sanctions on Li lifted?",
                    "headline": "The United States has lifted its sanctions on Li Shangfu",
                    "severity": "high",
                    "satisfied_by": [
                        {
                            "mode": "sanction-lifted",
                            "actor": {"side": "united-states"},
                            "recipient": {"entity": "li"},
                        }
                    ],
                    "repeats": False,
                    "alert_from": "corroborated",
                },
            ],
        }
    )


def instant(text: str) -> datetime:
    """Return "2024-05-31" or "2024-05-31T12:30" as an instant in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def evidence(
    published: str | None,
    status: EventStatus = OCCURRED,
    *,
    watch: str = OFFICES,
    event_date: str | None = None,
    precision: DatePrecision = DatePrecision.DAY,
    origin: str = "group:reuters",
    strength: Strength = Strength.STRONG,
    participants: tuple[str, ...] = ("austin", "dong"),
    place: str | None = None,
    fetched: str | None = None,
    official_side: str | None = None,
    counts: bool = True,
    mode: EventMode = EventMode.MEETING,
    article: str = "",
    quote: str = "Austin met Dong.",
) -> Evidence:
    """Return evidence whose ids follow from everything that is said here."""
    event_id = content_id(
        "event", str(published), status, str(event_date), origin, strength, *participants, str(place), article
    )
    return Evidence(
        evidence_id=content_id("ev", watch, event_id),
        watch=watch,
        event_id=event_id,
        version_id=f"version-{article or event_id}",
        article_id=f"article-{article or event_id}",
        outlet_id=origin.partition(":")[2],
        url=f"https://{origin.partition(':')[2]}.example/{event_id}",
        mode=mode,
        status=status,
        strength=strength,
        participants=participants,
        event_date=date.fromisoformat(event_date) if event_date else None,
        date_precision=precision if event_date else DatePrecision.UNKNOWN,
        place=place,
        quote=quote,
        published_at=instant(published) if published else None,
        fetched_at=instant(fetched or published or "2024-05-31"),
        origin_id=origin,
        origin_reason="outlet",
        official_side=official_side,
        counts=counts,
    )
