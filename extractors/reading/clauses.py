"""A sentence cut into clauses at its break words."""

from __future__ import annotations

from dataclasses import dataclass

from extractors.phrases import Hit
from extractors.reading.grammar import BREAKING, Part, Word
from extractors.reading.names import NameKind
from extractors.reading.page import Page

LEADING_CHARACTERS = 20
"""How far into its sentence a leading conjunction may reach ("Two days before …")."""

ROLE_WORDS = 4
"""How many words may stand between "as" and the title that makes it no break ("as its new defence minister")."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of a sentence between breaks; `opener` is the break word before it."""

    start: int
    end: int
    opener: Hit[Word] | None


def split_clauses(page: Page, sentence: tuple[int, int], covered: list[tuple[int, int]]) -> list[Clause]:
    """Cut a sentence at its break words; breaks inside a name are none."""
    clauses: list[Clause] = []
    start, opener = sentence[0], None
    led = _leading_before(page, sentence)
    for word in page.words_between(*sentence):
        if led is not None and word.start >= led and opener is not None and opener.value.part is Part.BEFORE:
            clauses.append(Clause(start, led, opener))  # "Before flying on, Austin met …"
            start, opener, led = led, None, None
        if word.value.part not in BREAKING or word.start < start:
            continue
        if any(low <= word.start and word.end <= high for low, high in covered):
            continue
        if word.value.name == "role" and _title_follows(page, word.end):
            continue
        if word.start > start or opener is not None:
            clauses.append(Clause(start, word.start, opener))
        start, opener = word.end, word
    clauses.append(Clause(start, sentence[1], opener))
    return clauses


def _leading_before(page: Page, sentence: tuple[int, int]) -> int | None:
    """Return the comma that ends a clause of "before" with which a sentence opens."""
    for word in page.words_between(sentence[0], sentence[0] + LEADING_CHARACTERS):
        if word.value.part is Part.BEFORE and page.grammar.lexicon.spaced:
            comma = page.text.folded.find(", ", word.end, sentence[1])
            return comma + 1 if comma >= 0 else None
    return None


def _title_follows(page: Page, end: int) -> bool:
    """Tell "named him as defence minister" from "as the two met"."""
    for hit in page.names_between(end, end + 60):
        if hit.value.kind in (NameKind.OFFICE, NameKind.BARE_OFFICE):
            return page.grammar.gap(page.text.folded, end, hit.start) <= ROLE_WORDS
    return False
