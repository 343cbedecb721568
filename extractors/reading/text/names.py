"""The storyline's names and titles, ready for search in any text: storyline in, automaton of names out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from extractors.folding import fold_phrase, spellings_of
from extractors.phrases import Hit, PhraseIndex
from seeds.storyline import Storyline

COMMON_LANGUAGES = ("en",)
"""Names listed for these are searched in every text: other languages in Latin script print them too."""


class NameKind(Enum):
    """How a phrase names something."""

    FULL = auto()
    SHORT = auto()
    OFFICE = auto()
    BARE_OFFICE = auto()


@dataclass(frozen=True, slots=True)
class Name:
    """What a phrase names: an entity or an office."""

    kind: NameKind
    id: str
    entity_kind: str  # an EntityKind value; "person" for offices
    side: str | None
    languages: tuple[str, ...]  # empty: every language


class NameIndex:
    """All names of a storyline in one automaton."""

    def __init__(self, storyline: Storyline) -> None:
        merged: dict[tuple[str, NameKind, str], tuple[str, str | None, set[str]]] = {}
        for phrase, name in _names(storyline):
            for spelling in spellings_of(fold_phrase(phrase)):
                entry = merged.setdefault((spelling, name.kind, name.id), (name.entity_kind, name.side, set()))
                entry[2].update(name.languages)
        self._index = PhraseIndex(
            (phrase, Name(kind, identifier, entity_kind, side, tuple(sorted(languages))))
            for (phrase, kind, identifier), (entity_kind, side, languages) in merged.items()
        )

    def find(self, folded: str, language: str) -> list[Hit[Name]]:
        """Return the names in a folded text, by position, longest first; short names and titles of its language."""
        return [hit for hit in self._index.find(folded) if _speaks(hit.value, language)]


def _speaks(name: Name, language: str) -> bool:
    if name.kind is NameKind.FULL:
        return True
    return language in name.languages or any(common in name.languages for common in COMMON_LANGUAGES)


def _names(storyline: Storyline) -> Iterator[tuple[str, Name]]:
    for entity in storyline.entities:
        kind = entity.kind.value
        yield entity.name, Name(NameKind.FULL, entity.id, kind, entity.side, ("en",))
        for table, form in ((entity.names, NameKind.FULL), (entity.short_names, NameKind.SHORT)):
            for language, phrases in table.items():
                for phrase in phrases:
                    yield phrase, Name(form, entity.id, kind, entity.side, (language,))
    for office in storyline.offices:
        yield office.name, Name(NameKind.OFFICE, office.id, "person", office.side, ("en",))
        for table, form in ((office.names, NameKind.OFFICE), (office.bare_names, NameKind.BARE_OFFICE)):
            for language, phrases in table.items():
                for phrase in phrases:
                    yield phrase, Name(form, office.id, "person", office.side, (language,))
