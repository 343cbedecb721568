"""Watches as rows: the question, what satisfies it in words, and whose leaving of which office closes it."""

from __future__ import annotations

from collections.abc import Iterator

from seeds.storyline import Storyline
from seeds.watches import Party, Pattern, Watch
from warehouse.batches import Row

_WATCH_COLUMNS = {
    "question",
    "headline",
    "severity",
    "alert_from",
    "implies",
    "channels",
    "repeats",
    "closes_with",
    "counts",
    "does_not_count",
}


def watch_rows(storyline: Storyline) -> Iterator[Row]:
    """Yield the rows of a storyline's watches in the order of the seed file."""
    for order, watch in enumerate(storyline.watches):
        row = watch.model_dump(mode="json", include=_WATCH_COLUMNS)
        yield {
            "watch": watch.slug,
            "storyline": storyline.slug,
            "satisfied_by": [pattern_text(pattern) for pattern in watch.satisfied_by],
            "persons": sorted(_persons(watch)),
            "person_offices": sorted(_implied_offices(watch, storyline)),
            "seed_order": order,
            **row,
        }


def _persons(watch: Watch) -> set[str]:
    """The entities in a watch's patterns: when one of them leaves his office, the watch may close."""
    return {party.entity for pattern in watch.satisfied_by for party in _parties(pattern) if party.entity}


def _implied_offices(watch: Watch, storyline: Storyline) -> set[str]:
    """The offices in which these entities are watched: those of the watches that this one implies."""
    implied = (other for other in storyline.watches if other.slug in watch.implies)
    return {party.office for other in implied for p in other.satisfied_by for party in p.between if party.office}


def _parties(pattern: Pattern) -> list[Party]:
    return [party for party in (*pattern.between, pattern.actor, pattern.recipient) if party is not None]


def pattern_text(pattern: Pattern) -> str:
    """Say a pattern in one line: ``meeting between us-secretary-of-defense and prc-defense-minister``."""
    words = [pattern.mode.value]
    if pattern.between:
        words.append("between " + " and ".join(_party_text(party) for party in pattern.between))
    for label, party in (("by", pattern.actor), ("to", pattern.recipient)):
        if party is not None:
            words.append(f"{label} {_party_text(party)}")
    for label, slug in (("of office", pattern.office), ("in", pattern.place)):
        if slug is not None:
            words.append(f"{label} {slug}")
    return " ".join(words)


def _party_text(party: Party) -> str:
    return party.entity or (f"holder of {party.office}" if party.office else f"side {party.side}")
