"""Grammar hits of a span by position, and those of one part or name among them without looking at the others."""

from __future__ import annotations

from extractors.phrases import Hit
from extractors.reading.text.grammar import Part, Word

SHORT = 8
"""So few hits are sooner looked at than sorted into a table."""

_Hits = tuple[Hit[Word], ...]


class Words(tuple[Hit[Word], ...]):
    """The hits of one span, by position. (No slots: they keep the tables that are asked for.)"""

    _parts: dict[Part, _Hits] | None = None
    _names: dict[str, _Hits] | None = None

    def of(self, part: Part, name: str | None = None) -> _Hits:
        """Return the hits of one part, or of one part with a name, by position."""
        if name is not None:
            return tuple([hit for hit in self.named(name) if hit.value.part is part])
        if self._parts is None and len(self) <= SHORT:
            return tuple([hit for hit in self if hit.value.part is part])
        return (self._parts or self._sorted_by_part()).get(part, ())

    def of_any(self, parts: frozenset[Part]) -> _Hits:
        """Return the hits of several parts, by position."""
        if len(self) > SHORT and parts.isdisjoint(self._parts or self._sorted_by_part()):
            return ()
        return tuple([hit for hit in self if hit.value.part in parts])

    def named(self, name: str) -> _Hits:
        """Return the hits whose word has a name, whatever part it plays, by position."""
        if self._names is None and len(self) <= SHORT:
            return tuple([hit for hit in self if hit.value.name == name])
        return (self._names or self._sorted_by_name()).get(name, ())

    def _sorted_by_part(self) -> dict[Part, _Hits]:
        found: dict[Part, list[Hit[Word]]] = {}
        for hit in self:
            found.setdefault(hit.value.part, []).append(hit)
        self._parts = {part: tuple(hits) for part, hits in found.items()}
        return self._parts

    def _sorted_by_name(self) -> dict[str, _Hits]:
        found: dict[str, list[Hit[Word]]] = {}
        for hit in self:
            found.setdefault(hit.value.name, []).append(hit)
        self._names = {name: tuple(hits) for name, hits in found.items()}
        return self._names
