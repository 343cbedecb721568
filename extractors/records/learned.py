"""Records of what the news teaches about people: offices that they gained or lost, and how texts spell their names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from extractors.records.reading import Mention


class OfficeTurn(StrEnum):
    """What happened to a person's office."""

    GAINED = "gained"
    LOST = "lost"


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleReport:
    """One development that says who gained or lost which office."""

    development_id: str
    office_id: str
    person_id: str | None  # None: somebody whom the storyline does not name
    turn: OfficeTurn
    turned_on: date | None  # None where no text gives the day
    told_on: date  # the day of the first report, not later than which it was


@dataclass(frozen=True, slots=True, kw_only=True)
class Spelling:
    """A name for an entity that the storyline does not list, as a text writes it where the reader knew who is meant."""

    entity_id: str
    name: str
    language: str
    version_id: str
    mention: Mention  # what it was read in, or what stands directly before it
