"""Many phrases found in one pass: phrases with values in, hits with positions out."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain
from operator import itemgetter
from typing import Generic, TypeVar

import ahocorasick

Value = TypeVar("Value")

GAP = "…"
"""In a phrase: other words may stand here, within `GAP_CHARACTERS` and the sentence ("hob … auf")."""

GAP_CHARACTERS = 160
"""The longest stretch between the parts of a separable phrase: about twenty-five words with long titles among them."""


@dataclass(slots=True)
class Hit(Generic[Value]):
    """A phrase at ``[start, end)`` of the folded text; not to be changed.

    Not frozen: an article has thousands, and a frozen one takes three times as long to make.
    """

    start: int
    end: int
    value: Value


def is_unspaced(character: str) -> bool:
    """Tell whether a character belongs to a script that writes no spaces between words."""
    return (
        "\u3040" <= character <= "\u30ff"
        or "\u3400" <= character <= "\u9fff"
        or "\u0e00" <= character <= "\u0eff"
        or "\uf900" <= character <= "\ufaff"
    )


class PhraseIndex(Generic[Value]):
    """An Aho-Corasick automaton over folded phrases; a phrase may carry several values."""

    def __init__(self, phrases: Iterable[tuple[str, Value]]) -> None:
        self._automaton = ahocorasick.Automaton()
        table: dict[str, _Entries[Value]] = {}
        for number, (phrase, value) in enumerate(phrases):
            head, _, tail = phrase.partition(GAP)
            head, tail = head.strip() if tail else head, tail.strip()
            if head:
                table.setdefault(head, {}).setdefault(tail, []).append((number, value))
        for head, entries in table.items():
            # a phrase's edge is a word edge only in a script with spaces
            left = head[0].isalnum() and not is_unspaced(head[0])
            right = head[-1].isalnum() and not is_unspaced(head[-1])
            self._automaton.add_word(head, (len(head), left, right, entries))
        self._empty = not table
        if not self._empty:
            self._automaton.make_automaton()
        self._tails = _TailIndex({tail for entries in table.values() for tail in entries if tail})

    def find(self, text: str) -> list[Hit[Value]]:
        """Return all hits in a folded text, by start and then longest first; hits may overlap."""
        if self._empty:
            return []
        found: list[tuple[int, int, _Entries[Value]]] = []
        size = len(text)
        for last, (length, left, right, entries) in self._automaton.iter(text):
            start = last - length + 1
            if left and start and (before := text[start - 1]).isalnum() and not is_unspaced(before):
                continue
            if right and last + 1 < size and (after := text[last + 1]).isalnum() and not is_unspaced(after):
                continue
            found.append((start, -last, entries))
        found.sort(key=_BY_POSITION)
        hits: list[Hit[Value]] = []
        tails: _Tails | None = None
        for start, last, entries in found:
            end = 1 - last
            chosen = entries.get("", [])
            if len(entries) > (1 if chosen else 0):
                tails = tails or self._tails.find(text)
                if present := entries.keys() & tails.behind(end):
                    chosen = sorted(chain(chosen, *(entries[tail] for tail in present)), key=_BY_NUMBER)
            hits += [Hit(start, end, value) for _, value in chosen]
        return hits


_Entries = dict[str, list[tuple[int, Value]]]
"""The values of a head by the tail that must follow it ("" for none), numbered in the order they were given."""

_BY_POSITION = itemgetter(0, 1)
_BY_NUMBER = itemgetter(0)

_STOP = re.compile("[.\n。!?！？;；]")
_RANKS = (" gen", " adm", " col", " lt", " maj", " sen", " mr", " dr", " u.s", " u.s.")


class _TailIndex:
    """The second parts of separable phrases, found in one pass."""

    def __init__(self, tails: Iterable[str]) -> None:
        self._automaton = ahocorasick.Automaton()
        for tail in tails:
            self._automaton.add_word(tail, (tail, tail[-1].isalnum() and not is_unspaced(tail[-1])))
        self._automaton.make_automaton()

    def find(self, text: str) -> _Tails:
        """Return the tails of a text."""
        found: list[tuple[int, str]] = []
        for last, (tail, spaced) in self._automaton.iter(text):
            at = last - len(tail) + 1
            if not spaced or not (text[at - 1].isalnum() or text[last + 1 : last + 2].isalnum()):
                found.append((at, tail))
        found.sort()
        stops = [stop.start() for stop in _STOP.finditer(text) if not _is_no_end(text, stop.start())]
        return _Tails([at for at, _ in found], [tail for _, tail in found], [*stops, len(text)])


@dataclass(frozen=True, slots=True)
class _Tails:
    """The tails of one text by position, and where its sentences end."""

    starts: list[int]
    tails: list[str]
    stops: list[int]

    def behind(self, end: int) -> set[str]:
        """Return the tails that stand behind a position in the same sentence."""
        limit = min(self.stops[bisect_left(self.stops, end)], end + GAP_CHARACTERS)
        return set(self.tails[bisect_left(self.starts, end) : bisect_right(self.starts, limit)])


def _is_no_end(text: str, dot: int) -> bool:
    """Tell the dot of an ordinal ("am 2. Juni") or of a rank ("took China's minister, Gen. Li, off the list")."""
    return text[dot] == "." and (text[dot - 1].isdigit() or text.endswith(_RANKS, 0, dot))


def keep_longest(hits: list[Hit[Value]]) -> list[Hit[Value]]:
    """Drop hits that overlap an earlier or longer one; several values of one span all stay."""
    kept: list[Hit[Value]] = []
    edge = -1
    for hit in hits:
        if hit.start >= edge:
            kept.append(hit)
            edge = hit.end
        elif kept and hit.start == kept[-1].start and hit.end == kept[-1].end:
            kept.append(hit)
    return kept
