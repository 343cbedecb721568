"""A storyline: its seed documents, entities, offices, baseline timeline, watches, and the terms it is matched by."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Literal

from pydantic import Field

from seeds.entities import Entity, Office
from seeds.model import LanguageCode, SeedModel, Slug
from seeds.watches import EventMode, Watch


class EventStatus(StrEnum):
    """Whether an event happened, in the words of one text (see docs/reading.md)."""

    OCCURRED = "occurred"
    SCHEDULED = "scheduled"
    PROPOSED = "proposed"
    DECLINED = "declined"
    DENIED = "denied"
    NOT_OCCURRED = "not_occurred"
    BACKGROUND = "background"  # it happened, longer ago than the storyline's news window
    CONDITIONAL = "conditional"


class SeedDocument(SeedModel):
    """One of the documents that a storyline starts from: what it is, not its words."""

    id: Slug
    outlet: str
    published: date
    language: LanguageCode
    title: str | None = None
    note: str | None = None


class BaselineEvent(SeedModel):
    """One event that the seed documents report, in our words, loaded before the first feed answers."""

    id: Slug
    mode: EventMode
    status: EventStatus
    summary: str
    event_date: date | None = None
    date_precision: Literal["day", "month", "year"] = "day"
    actors: tuple[Slug, ...] = ()
    recipients: tuple[Slug, ...] = ()
    place: Slug | None = None
    watch: Slug | None = None
    documents: tuple[Slug, ...] = Field(min_length=1)
    """Ids of the seed documents that say so."""
    disputed: str | None = None
    """Where the documents contradict one another: who says what."""


class MatchTerm(SeedModel):
    """A word or phrase that speaks for (or, with a negative weight, against) the storyline."""

    term: str
    weight: float
    topic: Slug | None = None
    """What it is a word for, in whatever language ("sanctions"), so that a pair can name it."""


class MatchProfile(SeedModel):
    """How an article is matched to the storyline: weights of entities and terms, and the threshold."""

    threshold: float
    gate_threshold: float
    """The lower bar on title and summary: at or above it the page is fetched."""
    title_threshold: float | None = None
    """The bar of an entry that has a title only, since one line names fewer things; by default that of the gate."""
    entity_weights: dict[Slug, float]
    """Weight of a linked entity or office, counted once per article."""
    terms: dict[LanguageCode, tuple[MatchTerm, ...]]
    pairs: tuple[tuple[Slug, Slug, float], ...] = ()
    """Extra weight when both are in one article (both countries, both ministers, a person and a topic)."""

    @property
    def topics(self) -> frozenset[str]:
        """The topics that terms stand for."""
        return frozenset(term.topic for terms in self.terms.values() for term in terms if term.topic is not None)


class StorylineHead(SeedModel):
    """`storyline.yaml`: what the storyline is, and the documents it starts from."""

    slug: Slug
    title: str
    description: str
    started: date
    news_window_days: int = Field(default=10, ge=1, le=60)
    """An event that ended longer before the article than this is background, not news."""
    documents: tuple[SeedDocument, ...] = Field(min_length=1)


class Storyline(StorylineHead):
    """Everything people wrote about one storyline."""

    match: MatchProfile
    entities: tuple[Entity, ...] = ()
    offices: tuple[Office, ...] = ()
    baseline: tuple[BaselineEvent, ...] = ()
    watches: tuple[Watch, ...] = ()

    @property
    def distinct(self) -> frozenset[str]:
        """The entities whose short name alone tells who is meant."""
        return frozenset(entity.id for entity in self.entities if entity.distinct)
