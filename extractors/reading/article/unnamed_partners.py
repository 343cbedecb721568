"""Headlines that name one of two ("Austin meets counterpart"): candidate events in, the same weaker or not out."""

from __future__ import annotations

from extractors.reading.mentions.named_sides import NamedSides
from extractors.reading.status.candidates import Candidate, weakened
from extractors.reading.text.grammar import Part
from extractors.records.reading import HAPPENED, ArticleField
from seeds.lexicon import Scheme


def weigh_unnamed(candidates: list[Candidate]) -> list[Candidate]:
    """Return the candidates, weak a headline's contact with a "counterpart" of no country that no sentence repeats.

    Over a text that tells of the ministers of third countries such a headline means them.
    """
    told = {
        frozenset(person.key for person in candidate.roles.people)
        for candidate in candidates
        if candidate.page.field is ArticleField.TEXT and candidate.verdict.status in HAPPENED
    }
    return [
        weakened(candidate, "unnamed")
        if candidate.verdict.status in HAPPENED
        and frozenset(person.key for person in candidate.roles.people) not in told
        and _leaves_unnamed(candidate)
        else candidate
        for candidate in candidates
    ]


def _leaves_unnamed(candidate: Candidate) -> bool:
    """Tell whether a headline's contact is with a counterpart, and neither his name nor his country stands in it."""
    page = candidate.page
    if page.field is not ArticleField.TITLE or candidate.trigger.frame.scheme is not Scheme.MUTUAL:
        return False
    if not page.grammar.lexicon.spaced or not page.words_between(*candidate.sentence).of(Part.COUNTERPART):
        return False
    named = {hit.value.id for hit in page.names_between(*candidate.sentence)}
    sides = NamedSides(page).near(*candidate.sentence)
    return any(
        person.entity not in named and person.office not in named and person.side not in sides
        for person in candidate.roles.people
    )
