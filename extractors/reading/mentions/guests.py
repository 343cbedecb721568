"""Words that describe somebody as a visitor: "told visiting Secretary of State X in Beijing"."""

from __future__ import annotations

from extractors.phrases import Hit
from extractors.reading.text.grammar import Part, Word
from extractors.reading.text.names import NameKind
from extractors.reading.text.page import Page
from seeds.entities import EntityKind
from seeds.lexicon import Scheme

GUEST_CHARACTERS = 40
"""How far the title of a guest may reach ("visiting US Secretary of State")."""

COUNTRY_WORDS = 2
"""How many words for his country may stand before it."""


def is_of_guest(page: Page, gerund: Hit[Word]) -> bool:
    """Tell whether a gerund of a visit stands before the visitor's name or title, not before a place."""
    return any(frame.scheme is Scheme.VISIT for frame in gerund.value.frames) and leads_guest(page, gerund.end)


def leads_guest(page: Page, end: int) -> bool:
    """Tell whether somebody's name or title follows a position, his country's before it at most."""
    titles = (NameKind.OFFICE, NameKind.BARE_OFFICE)
    near = page.names_between(end, end + GUEST_CHARACTERS)
    guests = [n.start for n in near if n.value.kind in titles or n.value.entity_kind == EntityKind.PERSON]
    if page.grammar.lexicon.spaced:  # "his visiting US counterpart, Antony Blinken"
        words = page.words_between(end, end + GUEST_CHARACTERS)
        guests += [word.start for word in (*words.of(Part.COUNTERPART), *words.of(Part.CLASS, "peers"))]
    return bool(guests) and page.grammar.gap(page.text.folded, end, min(guests)) <= COUNTRY_WORDS
