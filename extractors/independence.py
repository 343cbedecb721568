"""Evidence in, the voices that are independent of one another out, and whether they are enough to be believed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from extractors.records.developments import Evidence
from extractors.records.reading import Strength

UNNAMED_WIRE = "wire:unnamed"
"""Origin of text compiled from wires that it does not name (综合外电): it may repeat any other origin."""


def independent_origins(evidence: Iterable[Evidence]) -> tuple[str, ...]:
    """Return the origins that count, each once, sorted; unnamed wires only where nobody else speaks."""
    origins = {e.origin_id for e in evidence if e.counts}
    if len(origins) > 1:
        origins.discard(UNNAMED_WIRE)
    return tuple(sorted(origins))


def enough(evidence: Sequence[Evidence]) -> bool:
    """Return whether an origin that counts says so in strong words, or two in weak ones."""
    strong = any(e.strength is Strength.STRONG and e.counts for e in evidence)
    return strong or len(independent_origins(evidence)) >= 2
