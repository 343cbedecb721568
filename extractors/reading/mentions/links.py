"""The people and offices that the reader works with: participants, and the spans of text that mean them."""

from __future__ import annotations

from dataclasses import dataclass

from extractors.records.reading import ArticleField, MentionForm


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody or something in a role. `entity` is None for a person whom the storyline does not know."""

    entity: str | None
    office: str | None = None  # through which it was named
    side: str | None = None
    kind: str = "person"  # an EntityKind value
    foreign: bool = False  # of a third country, or unknown

    @property
    def key(self) -> tuple[str, ...]:
        """What makes two participants the same."""
        return (self.entity or "", "" if self.entity else self.office or "", self.side or "")


@dataclass(frozen=True, slots=True)
class Link:
    """A span of a folded text that means one participant, or two (a pair)."""

    start: int
    end: int
    participants: tuple[Participant, ...]
    form: MentionForm
    field: ArticleField

    @property
    def is_person(self) -> bool:
        """Whether a person (or a pair of them) is meant."""
        return all(participant.kind == "person" for participant in self.participants)
