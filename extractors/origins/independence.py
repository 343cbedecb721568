"""Evidence in, the voices that are independent of one another out, and whether they are enough to be believed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from extractors.records.developments import Evidence
from extractors.records.reading import Strength

UNNAMED_WIRE = "wire:unnamed"
"""Origin of text compiled from wires that it does not name (综合外电): it may repeat any other origin."""


def independent_origins(evidence: Iterable[Evidence]) -> tuple[str, ...]:
    """Return the origins that count, each once, sorted.

    An article is one voice, also where it credits some of its statements to others: it adds an origin only where none
    of those it names has been counted. Unnamed wires count only where nobody else speaks.
    """
    by_article: defaultdict[str, set[str]] = defaultdict(set)
    for e in evidence:
        if e.counts:
            by_article[e.article_id].add(e.origin_id)
    origins: set[str] = set()
    for voices in sorted(by_article.values(), key=lambda voices: (len(voices), sorted(voices))):
        if origins.isdisjoint(voices):
            origins.add(min(voices))
    if len(origins) > 1:
        origins.discard(UNNAMED_WIRE)
    return tuple(sorted(origins))


def enough(evidence: Sequence[Evidence]) -> bool:
    """Return whether an origin that counts says so in strong words, or two in weak ones."""
    return is_strong(evidence) or len(independent_origins(evidence)) >= 2


def is_strong(evidence: Sequence[Evidence]) -> bool:
    """Return whether an origin that counts says so in strong words."""
    return any(e.strength is Strength.STRONG and e.counts for e in evidence)
