"""Grammar hits of a span by position, and those of one part or name among them without looking at the others."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from operator import attrgetter
from typing import TypeVar, overload

from extractors.phrases import Hit
from extractors.reading.text.grammar import Part, Word

Key = TypeVar("Key")

_Hits = tuple[Hit[Word], ...]
_Rows = tuple[list[int], list[Hit[Word]]]
"""Start positions, for bisection, and the hits that begin there."""


_PART: Callable[[Hit[Word]], Part] = attrgetter("value.part")
_NAME: Callable[[Hit[Word]], str] = attrgetter("value.name")


class _Tables:
    """All hits of a text by position; those of a part, a name or both in tables of their own, once these are asked for.

    A text is sorted once, not each of the spans that are looked at, many times more than it has words.
    """

    def __init__(self, hits: Iterable[Hit[Word]]) -> None:
        self.hits = list(hits)
        self.rows: _Rows = ([hit.start for hit in self.hits], self.hits)
        self._named: dict[Part, dict[str, _Rows]] = {}

    @cached_property
    def parts(self) -> dict[Part, _Rows]:
        return _tabled(self.hits, _PART)

    @cached_property
    def names(self) -> dict[str, _Rows]:
        return _tabled(self.hits, _NAME)

    def named_parts(self, part: Part, name: str) -> _Rows | None:
        """Return the hits of a part with a name."""
        rows = self.parts.get(part)
        if rows is None:
            return None
        tables = self._named.get(part)
        if tables is None:
            tables = self._named[part] = _tabled(rows[1], _NAME)
        return tables.get(name)


class Words(Sequence[Hit[Word]]):
    """The hits that lie in one span, by position: all of a text's, or with `between` those of a part of it."""

    __slots__ = ("_end", "_found", "_hits", "_start", "_tables")

    def __init__(self, hits: Iterable[Hit[Word]]) -> None:
        self._tables = _Tables(hits)
        self._start, self._end = 0, max((hit.end for hit in self._tables.hits), default=0)
        self._hits: _Hits | None = tuple(self._tables.hits)
        self._found: dict[object, _Hits] = {}  # what was asked for, by part, name or both

    def between(self, start: int, end: int) -> Words:
        """Return the hits of the text that lie in a span, whatever span these are of."""
        part = Words.__new__(Words)
        part._tables, part._start, part._end, part._hits = self._tables, start, end, None
        part._found = {}
        return part

    def of(self, part: Part, name: str | None = None) -> _Hits:
        """Return the hits of one part, or of one part with a name, by position."""
        key = part if name is None else (part, name)
        found = self._found.get(key)
        if found is None:
            tables = self._tables
            rows = tables.parts.get(part) if name is None else tables.named_parts(part, name)
            found = self._found[key] = self._inside(rows)
        return found

    def of_any(self, parts: frozenset[Part]) -> _Hits:
        """Return the hits of several parts, by position."""
        found = self._found.get(parts)
        if found is None:
            present = [hits for part in parts if (hits := self.of(part))]
            found = present[0] if present else ()
            if len(present) > 1:
                found = tuple([hit for hit in self._all() if hit.value.part in parts])
            self._found[parts] = found
        return found

    def named(self, name: str) -> _Hits:
        """Return the hits whose word has a name, whatever part it plays, by position."""
        found = self._found.get(name)
        if found is None:
            found = self._found[name] = self._inside(self._tables.names.get(name))
        return found

    def _inside(self, rows: _Rows | None) -> _Hits:
        if rows is None:
            return ()
        starts, hits = rows
        end = self._end
        low = bisect_left(starts, self._start)
        high = bisect_left(starts, end, low)
        return tuple([hit for hit in hits[low:high] if hit.end <= end]) if low < high else ()

    def _all(self) -> _Hits:
        if self._hits is None:
            self._hits = self._inside(self._tables.rows)
        return self._hits

    def __iter__(self) -> Iterator[Hit[Word]]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())

    @overload
    def __getitem__(self, index: int) -> Hit[Word]: ...

    @overload
    def __getitem__(self, index: slice) -> _Hits: ...

    def __getitem__(self, index: int | slice) -> Hit[Word] | _Hits:
        return self._all()[index]


def _tabled(hits: Iterable[Hit[Word]], key: Callable[[Hit[Word]], Key]) -> dict[Key, _Rows]:
    groups: dict[Key, list[Hit[Word]]] = {}
    for hit in hits:
        groups.setdefault(key(hit), []).append(hit)
    return {one: ([hit.start for hit in group], group) for one, group in groups.items()}
