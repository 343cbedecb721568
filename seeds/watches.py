"""The questions put to the news: watches, and the pattern of event that answers each."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from pydantic import Field, model_validator

from seeds.model import SeedModel, Slug


class EventMode(StrEnum):
    """The fine form of an event; each has a PLOVER type and a CAMEO code (`extractors.records.reading`)."""

    MEETING = "meeting"  # in person, held
    CALL = "call"  # telephone or video
    HANDSHAKE = "handshake"  # greeting or words in passing
    VISIT = "visit"
    INVITATION = "invitation"
    REFUSAL = "refusal"
    SANCTION_IMPOSED = "sanction-imposed"
    SANCTION_LIFTED = "sanction-lifted"  # removed, waived, terminated, delisted, expired
    APPOINTMENT = "appointment"
    REMOVAL = "removal"
    CHANNEL_REOPENED = "channel-reopened"
    INCIDENT = "incident"  # a named encounter of two forces
    STATEMENT = "statement"


class Severity(StrEnum):
    """How loudly a watch speaks."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Stage(StrEnum):
    """Where the alert thread of a development stands."""

    REPORTED = "reported"
    CORROBORATED = "corroborated"
    CORRECTED = "corrected"
    RETRACTED = "retracted"


class Party(SeedModel):
    """Who may fill a role: exactly one of a person or other entity, an office (whoever holds it that day), a side."""

    entity: Slug | None = None
    office: Slug | None = None
    side: Slug | None = None

    @model_validator(mode="after")
    def _exactly_one(self) -> Party:
        if sum(value is not None for value in (self.entity, self.office, self.side)) != 1:
            raise ValueError("a party names exactly one of entity, office, side")
        return self


class Pattern(SeedModel):
    """The event that satisfies a watch. ``between`` is symmetric (two sides that meet); the others have a direction."""

    mode: EventMode
    between: tuple[Party, ...] = Field(default=(), max_length=2)
    actor: Party | None = None
    recipient: Party | None = None
    office: Slug | None = None
    """For appointments and removals: the post that is gained or lost."""
    place: Slug | None = None
    """For visits: the place (or a place within it)."""


class Watch(SeedModel):
    """One question put to the news: has this happened?"""

    slug: Slug
    question: str
    headline: str
    """What an alert says when it has happened, one line, present perfect ("Austin and Li Shangfu have met")."""
    severity: Severity
    satisfied_by: tuple[Pattern, ...] = Field(min_length=1)
    implies: tuple[Slug, ...] = ()
    """Watches that every occurrence of this one satisfies too."""
    alert_from: Stage = Stage.REPORTED
    channels: tuple[str, ...] = ()
    """Names of channels from the settings; empty means the default channels."""
    repeats: bool = True
    """False when it can happen only once (a removal of one person)."""
    closes_with: Literal["office-left", "never"] = "never"
    """`office-left`: can no longer be met once a person in it left the office he is watched in."""
    counts: tuple[str, ...] = ()
    """What satisfies it, in words, for people."""
    does_not_count: tuple[str, ...] = ()
    """What does not, in words, for people."""
