"""How far before its noun a word may stand that presupposes the event: "during their talks"."""

from __future__ import annotations

from extractors.phrases import Hit
from extractors.reading.text.grammar import Word
from extractors.reading.text.page import Page
from seeds.lexicon import Form

FACTUAL_WORDS = 4
"""How many words may stand between "during" and the noun."""

OWNED_FACTUAL_WORDS = 8
"""How many, where a name stands between ("during US Secretary of State Antony Blinken's visit")."""

POSSESSIVE_CHARACTERS = 12
"""How far before its noun a possessive may stand, with an adjective between."""


def factual_reach(page: Page, noun: Hit[Word]) -> int:
    """Return how many words may stand between "during" and a noun: more where they name whose it is."""
    lexicon = page.grammar.lexicon
    before = page.text.folded[max(0, noun.start - POSSESSIVE_CHARACTERS) : noun.start].rstrip()
    owned = lexicon.spaced and before.endswith(lexicon.party.possessive or ("\0",))
    return OWNED_FACTUAL_WORDS if owned else FACTUAL_WORDS


def is_past_subjunctive(page: Page, verb: Hit[Word], forms: set[Form]) -> bool:
    """Tell "después de que Austin se reuniera", which took place, from "después de que se reúna", to come."""
    endings = page.grammar.lexicon.auxiliaries.past_subjunctive
    return Form.SUBJUNCTIVE in forms and any(
        word.endswith(endings or ("\0",)) for word in page.text.folded[verb.start : verb.end].split()
    )
