"""Who and what a storyline is about: entities with their names, and offices with the people who held them."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import Literal

from pydantic import Field, model_validator

from seeds.model import LanguageCode, SeedModel, Slug


class EntityKind(StrEnum):
    """What sort of thing an entity is; frames check their roles against it."""

    PERSON = "person"
    ORGANISATION = "organisation"
    COUNTRY = "country"
    PLACE = "place"
    FORUM = "forum"
    MEASURE = "measure"  # a sanction, a law
    THING = "thing"  # the balloon
    OUTLET = "outlet"


class Entity(SeedModel):
    """One person, organisation, country, place, forum, measure or thing, with the names texts use for it."""

    id: Slug
    kind: EntityKind
    name: str
    names: dict[LanguageCode, tuple[str, ...]] = Field(default_factory=dict)
    """Full names and aliases by language; ``zh`` holds both scripts or either: matching folds traditional."""
    short_names: dict[LanguageCode, tuple[str, ...]] = Field(default_factory=dict)
    """Names too common to count alone ("Li", "Austin"): they link only once a full name, or an office with the
    name ("Minister Li"), has linked the entity in the same article."""
    distinct: bool = False
    """Whether a short name alone tells who is meant ("Blinken"), for want of others of that name in the news."""
    side: Slug | None = None
    """The country entity this one belongs to or acts for (``united-states``, ``china``)."""
    wikidata: str | None = Field(default=None, pattern=r"^Q[1-9][0-9]*$")
    gender: Literal["female", "male"] | None = None
    """For pronouns; persons only."""
    within: Slug | None = None
    """For places: the place or country that contains it."""
    note: str | None = None


class Tenure(SeedModel):
    """One person's time in an office; ``end`` empty while it lasts."""

    person: Slug
    start: date
    end: date | None = None
    known_from: date | None = None
    """When the appointment was made public, if not on ``start``; before it no reading may use this row."""
    end_known_from: date | None = None
    """When the end was made public, if not on ``end`` (Li Shangfu: unseen from August, removed 24 October 2023)."""
    acting: bool = False

    @model_validator(mode="after")
    def _end_after_start(self) -> Tenure:
        if self.end is not None and self.end < self.start:
            raise ValueError(f"end {self.end} is before start {self.start}")
        return self


class Office(SeedModel):
    """A post, the names it goes by, and who held it when."""

    id: Slug
    name: str
    side: Slug
    """The country entity whose office it is."""
    rank: Literal["head", "minister", "deputy", "commander", "spokesperson", "envoy", "staff", "legislator"]
    domain: Literal["state", "defense", "foreign", "commerce", "treasury", "security", "military", "legislature"]
    names: dict[LanguageCode, tuple[str, ...]] = Field(default_factory=dict)
    """Titles that name office and country at once ("US defense secretary", "中国国防部长", "Pentagon chief")."""
    bare_names: dict[LanguageCode, tuple[str, ...]] = Field(default_factory=dict)
    """Titles without the country ("defense secretary", "防长"): they need the side from their surroundings."""
    held_by: tuple[Tenure, ...] = ()
    wikidata: str | None = Field(default=None, pattern=r"^Q[1-9][0-9]*$")

    @model_validator(mode="after")
    def _no_two_at_once(self) -> Office:
        full = sorted((t for t in self.held_by if not t.acting), key=lambda t: t.start)
        for earlier, later in pairwise(full):
            if earlier.end is None or earlier.end > later.start:
                raise ValueError(
                    f"{earlier.person} (from {earlier.start}) and {later.person} (from {later.start}) overlap"
                )
        return self
