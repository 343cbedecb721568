"""Grammar hits of a span by position, and those of one part or name among them without looking at the others."""

from __future__ import annotations

from functools import cached_property

from extractors.phrases import Hit
from extractors.reading.grammar import Part, Word


class Words(tuple[Hit[Word], ...]):
    """The hits of one span, by position. (No slots: they keep computed tables.)"""

    def of(self, part: Part, name: str | None = None) -> tuple[Hit[Word], ...]:
        """Return the hits of one part, or of one part with a name, by position."""
        if name is not None:
            return tuple(hit for hit in self.named(name) if hit.value.part is part)
        return self._by_part.get(part, ())

    def of_any(self, parts: frozenset[Part]) -> tuple[Hit[Word], ...]:
        """Return the hits of several parts, by position."""
        if parts.isdisjoint(self._by_part):
            return ()
        return tuple(hit for hit in self if hit.value.part in parts)

    def named(self, name: str) -> tuple[Hit[Word], ...]:
        """Return the hits whose word has a name, whatever part it plays, by position."""
        return self._by_name.get(name, ())

    @cached_property
    def _by_part(self) -> dict[Part, tuple[Hit[Word], ...]]:
        table: dict[Part, list[Hit[Word]]] = {}
        for hit in self:
            table.setdefault(hit.value.part, []).append(hit)
        return {part: tuple(hits) for part, hits in table.items()}

    @cached_property
    def _by_name(self) -> dict[str, tuple[Hit[Word], ...]]:
        table: dict[str, list[Hit[Word]]] = {}
        for hit in self:
            table.setdefault(hit.value.name, []).append(hit)
        return {name: tuple(hits) for name, hits in table.items()}
