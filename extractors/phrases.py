"""Many phrases found in one pass: phrases with values in, hits with positions out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
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
        table: dict[str, list[tuple[str, Value]]] = {}
        for phrase, value in phrases:
            head, _, tail = phrase.partition(GAP)
            head, tail = head.strip() if tail else head, tail.strip()
            if head:
                table.setdefault(head, []).append((tail, value))
        for head, entries in table.items():
            # a phrase's edge is a word edge only in a script with spaces
            left = head[0].isalnum() and not is_unspaced(head[0])
            right = head[-1].isalnum() and not is_unspaced(head[-1])
            self._automaton.add_word(head, (len(head), left, right, tuple(entries)))
        self._empty = not table
        if not self._empty:
            self._automaton.make_automaton()

    def find(self, text: str) -> list[Hit[Value]]:
        """Return all hits in a folded text, by start and then longest first; hits may overlap."""
        if self._empty:
            return []
        found: list[tuple[int, int, tuple[tuple[str, Value], ...]]] = []
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
        for start, last, entries in found:
            end = 1 - last
            for tail, value in entries:
                if not tail or _tail_follows(text, end, tail):
                    hits.append(Hit(start, end, value))
        return hits


_BY_POSITION = itemgetter(0, 1)

_RANKS = (" gen", " adm", " col", " lt", " maj", " sen", " mr", " dr", " u.s", " u.s.")


def _tail_follows(text: str, end: int, tail: str) -> bool:
    """Tell whether the second part of a separable phrase stands behind the first in the same sentence."""
    limit = min(len(text), end + GAP_CHARACTERS)
    for mark in ".\n。!?！？;；":
        stop = text.find(mark, end, limit)
        while stop > 0 and mark == "." and _is_no_end(text, stop):
            stop = text.find(mark, stop + 1, limit)
        if stop >= 0:
            limit = stop
    at = text.find(tail, end, limit + len(tail))
    while at >= 0:
        after = at + len(tail)
        spaced = tail[-1].isalnum() and not is_unspaced(tail[-1])
        if not spaced or (not text[at - 1].isalnum() and (after >= len(text) or not text[after].isalnum())):
            return True
        at = text.find(tail, at + 1, limit + len(tail))
    return False


def _is_no_end(text: str, dot: int) -> bool:
    """Tell the dot of an ordinal ("am 2. Juni") or of a rank ("took China's minister, Gen. Li, off the list")."""
    return text[dot - 1].isdigit() or text[:dot].endswith(_RANKS)


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
