"""Nouns of events that a past verb of holding describes, in Japanese: "先週行われた米中国防相会談"."""

from __future__ import annotations

from extractors.reading.text.grammar import Part
from extractors.reading.text.page import Page
from seeds.lexicon import Form

HELD_CHARACTERS = 16
"""How far before the noun its verb may begin: names and countries fit between."""

_PARTICLES = ("、", ",", "を", "で", "に", "は", "が", "も", "へ", "「", "」")
"""What ends a noun phrase in Japanese, or closes a verb."""


def is_of_past(page: Page, start: int) -> bool:
    """Tell whether a past verb of holding describes the noun of an event directly: "先週行われた米中国防相会談"."""
    lexicon = page.grammar.lexicon
    if not lexicon.postpositions:
        return False
    for word in page.words_between(max(0, start - HELD_CHARACTERS), start):
        held = word.value.part is Part.SUPPORT_BEFORE and word.value.form is Form.FACT
        between = page.text.folded[word.end : start]
        if held and not any(mark in between for mark in (*_PARTICLES, *lexicon.sentences.ends)):
            return True
    return False
