"""An article's reading, or the storyline's baseline, in; the evidence that it gives to each watch out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time

from extractors.developments.corrections import CorrectionWords
from extractors.developments.messages_due import SEED_OUTLET
from extractors.origins.origins import Origin, origin_of_words
from extractors.records.articles import Article
from extractors.records.developments import Evidence
from extractors.records.ids import content_id
from extractors.records.reading import HAPPENED, DatePrecision, Reading, Strength
from seeds.outlets import Outlet
from seeds.storyline import BaselineEvent, EventStatus, SeedDocument, Storyline
from seeds.watches import EventMode, Watch

_ANSWERS: Mapping[EventMode, EventStatus | None] = {
    EventMode.INVITATION: EventStatus.PROPOSED,
    EventMode.REFUSAL: EventStatus.DECLINED,
    EventMode.STATEMENT: None,
}
"""What events that satisfy no watch say to its question once they have happened: an invitation proposes what it invites
to, a refusal declines it; that somebody made a statement says nothing."""

_NO_WORDS = CorrectionWords()

_NO_WAY_TO_CLASH = frozenset({EventStatus.PROPOSED, EventStatus.SCHEDULED, EventStatus.DECLINED})
"""Nobody proposes, plans or declines an encounter of two forces; words that seem to are about something else."""

_SIDES = {"US": "united-states", "CN": "china", "TW": "taiwan", "JP": "japan", "SG": "singapore", "RU": "russia"}
"""Country entity for the country codes of official outlets; a code that is not here speaks for no side."""


def evidence_from_reading(
    article: Article,
    reading: Reading,
    origin: Origin,
    outlet: Outlet | None,
    outlets: Sequence[Outlet] = (),
    corrections: CorrectionWords = _NO_WORDS,
) -> tuple[Evidence, ...]:
    """Return one piece of evidence for each event and each watch that it speaks to, in the order of the reading.

    Words that are attributed within the quote ("…, an official told Reuters") have that wire as their origin, whatever
    the origin of the article; `outlets` gives the names to look for. A sentence that takes a report back ("we wrongly
    reported that they met") denies what it tells, and one that repeats a former version says nothing.
    """
    side = side_of_outlet(outlet)
    found = []
    for event in reading.events:
        words = origin_of_words(event.quote, origin, outlets)
        status = _answer(event.mode, event.status, event.event_date)
        if status in HAPPENED and corrections.take_back(event.quote, article.language):
            status = EventStatus.DENIED
        elif status in HAPPENED and corrections.retell(event.quote, article.language):
            status = None
        if status is None:
            continue
        for watch in event.watches:
            found.append(
                Evidence(
                    evidence_id=content_id("ev", watch, event.event_id),
                    watch=watch,
                    event_id=event.event_id,
                    version_id=article.version_id,
                    article_id=article.article_id,
                    outlet_id=outlet.id if outlet is not None else article.outlet_id,
                    url=article.url,
                    mode=event.mode,
                    status=status,
                    strength=event.strength,
                    participants=tuple(sorted({*event.actors, *event.recipients})),
                    event_date=event.event_date,
                    date_precision=event.date_precision,
                    place=event.place,
                    quote=event.quote,
                    published_at=article.published_at,
                    fetched_at=article.fetched_at,
                    origin_id=words.origin_id,
                    origin_reason=words.reason,
                    official_side=side,
                    counts=words.counts,
                )
            )
    return tuple(found)


def side_of_outlet(outlet: Outlet | None) -> str | None:
    """Return the country entity for which an official outlet speaks; None for all others."""
    return _SIDES.get(outlet.country) if outlet is not None and outlet.official else None


def evidence_from_baseline(storyline: Storyline) -> tuple[Evidence, ...]:
    """Return the baseline as evidence: one per event, document that says so, and watch (with those it implies).

    The quote is the summary that the storyline's authors wrote. All documents together are one origin, since nothing
    tells here which of them copied which.
    """
    watches = {watch.slug: watch for watch in storyline.watches}
    documents = {document.id: document for document in storyline.documents}
    return tuple(
        _from_baseline(event, status, documents[document_id], slug)
        for event in storyline.baseline
        if event.watch is not None and (status := _answer(event.mode, event.status, event.event_date)) is not None
        for document_id in event.documents
        if document_id in documents
        for slug in _with_implied(event.watch, watches)
    )


def _answer(mode: EventMode, status: EventStatus, event_date: date | None) -> EventStatus | None:
    """Return what an event says to a watch's question, or None for nothing."""
    if mode is EventMode.INCIDENT and status in _NO_WAY_TO_CLASH:
        return None
    if mode not in _ANSWERS or status not in HAPPENED:
        return status
    if status is EventStatus.BACKGROUND and event_date is None:
        return None  # an old request of no known day says nothing of the present one
    return _ANSWERS[mode]


def _with_implied(slug: str, watches: dict[str, Watch]) -> tuple[str, ...]:
    return (slug, *watches[slug].implies) if slug in watches else (slug,)


def _from_baseline(event: BaselineEvent, status: EventStatus, document: SeedDocument, watch: str) -> Evidence:
    published_at = datetime.combine(document.published, time.min, UTC)
    event_id = content_id("event", "baseline", event.id, document.id)
    return Evidence(
        evidence_id=content_id("ev", watch, event_id),
        watch=watch,
        event_id=event_id,
        version_id=f"seed:{document.id}",
        article_id=f"seed:{document.id}",
        outlet_id=SEED_OUTLET,
        url=f"seed:{document.id}",
        mode=event.mode,
        status=status,
        strength=Strength.STRONG,
        participants=tuple(sorted({*event.actors, *event.recipients})),
        event_date=event.event_date,
        date_precision=DatePrecision(event.date_precision) if event.event_date else DatePrecision.UNKNOWN,
        place=event.place,
        quote=event.summary,
        published_at=published_at,
        fetched_at=published_at,
        origin_id="seed",
        origin_reason=f"seed document: {document.outlet}",
    )
