"""Nouns that take up a contact of the sentence before: "Austin saw Dong. The meeting lasted an hour"."""

from __future__ import annotations

from extractors.reading.roles.surroundings import Surroundings
from extractors.reading.text.names import NameKind
from extractors.reading.triggers.triggers import Trigger
from extractors.records.reading import ArticleField
from seeds.entities import EntityKind

BEFORE_CHARACTERS = 14
"""Where the article or weekday of such a noun begins, before it ("Tuesday's session", "the three-hour meeting")."""

DEFINITE = 2
"""How many of the lexicon's `markers.named` are definite: those that come first ("the", "this")."""


def takes_up(trigger: Trigger, around: Surroundings) -> bool:
    """Tell whether a noun with its verb behind it speaks of the two people whom alone the sentence before names."""
    page, folded = around.page, around.page.text.folded
    lexicon = page.grammar.lexicon
    if not lexicon.fixed_order or page.field is ArticleField.TITLE or not trigger.is_noun:
        return False
    sentences = page.sentences_before(trigger.sentence[0])
    start, end = trigger.clause.start, trigger.clause.end
    if trigger.anchor[0] <= trigger.end or len(around.last_pair) != 2 or start != trigger.sentence[0] or not sentences:
        return False
    before = folded[max(start, trigger.start - BEFORE_CHARACTERS) : trigger.start].split()
    definite = any(word in lexicon.markers.named[:DEFINITE] or word.endswith("'s") for word in before)
    if not definite or page.unknown_names(start, end) or _persons(around, (start, end)):
        return False
    if any(len(link.participants) == 2 and link.start >= trigger.end for link in around.finder.people):
        return False  # "The talks … follow the consensus reached by the two heads of state"
    low, high = sentences[0]
    named = _persons(around, (low, high))
    return named <= {person.entity for person in around.last_pair} and not page.unknown_names(low, high)


def _persons(around: Surroundings, span: tuple[int, int]) -> set[str]:
    names = around.page.names_between(*span)
    named = (name for name in names if name.value.kind in (NameKind.FULL, NameKind.SHORT))
    return {name.value.id for name in named if name.value.entity_kind == EntityKind.PERSON.value}
