"""What is welcomed because it took place: "The two leaders welcomed the resumption of military talks"."""

from __future__ import annotations

from extractors.reading.mentions.links import Link
from extractors.reading.text.grammar import Part
from extractors.reading.text.page import Page
from extractors.reading.triggers.aspects import Aspect
from extractors.reading.triggers.triggers import Trigger
from seeds.lexicon import Form, Scheme

DEFINITE = 2
"""How many of the lexicon's `markers.named` are definite: those that come first ("the", "this")."""

DEFINITE_WORDS = 3
"""How many words before a noun its article may stand ("the first bilateral meeting")."""

REACTION_WORDS = 4
"""How many words may stand between a verb of reaction and the article's noun."""

_FINITE = frozenset({Form.PAST, Form.PRESENT})
_BOTH = 2


def is_reacted_to(page: Page, trigger: Trigger, links: list[Link]) -> bool:
    """Tell whether somebody reacts to the meeting of two who are named: "Seoul hailed the meeting between A and B"."""
    lexicon, folded = page.grammar.lexicon, page.text.folded
    mutual = trigger.frame.scheme is Scheme.MUTUAL and trigger.aspect is Aspect.BARE_NOUN and trigger.is_noun
    if not mutual or not lexicon.spaced or lexicon.free_order:
        return False
    behind = [k for k in links if k.is_person and trigger.end <= k.start and k.end <= trigger.clause.end]
    people = {p.entity for link in behind for p in link.participants if p.entity is not None}
    before = folded[trigger.clause.start : trigger.start].split()[-DEFINITE_WORDS:]
    definite = any(
        word in lexicon.markers.named[:DEFINITE] or word.endswith(lexicon.party.possessive or ("\0",))
        for word in before
    )
    if len(people) != _BOTH or not definite:
        return False
    reactions = page.words_between(trigger.clause.start, trigger.start).of(Part.REACTION)
    told = [word for word in reactions if word.value.form is Form.PAST]
    return any(page.grammar.gap(folded, word.end, trigger.start) <= REACTION_WORDS for word in told)


def is_welcomed(page: Page, trigger: Trigger, links: list[Link]) -> bool:
    """Tell whether two people together welcome a channel's reopening, which is then what they agreed on."""
    if trigger.frame.scheme is not Scheme.CHANNEL or trigger.aspect is not Aspect.BARE_NOUN:
        return False
    for word in page.words_between(trigger.clause.start, trigger.start):
        if word.value.part is Part.REACTION and word.value.form in _FINITE:
            subject = [k for k in links if k.is_person and trigger.clause.start <= k.start and k.end <= word.start]
            people = {p.entity for link in subject for p in link.participants if p.entity is not None}
            return len(people) == _BOTH and bool(subject) and word.start - subject[-1].end == 1
    return False
