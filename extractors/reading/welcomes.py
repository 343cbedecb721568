"""What the two sides welcome of their own doing: "The two leaders welcomed the resumption of military talks"."""

from __future__ import annotations

from extractors.reading.aspects import Aspect
from extractors.reading.grammar import Part
from extractors.reading.links import Link
from extractors.reading.page import Page
from extractors.reading.triggers import Trigger
from seeds.lexicon import Form, Scheme

_FINITE = frozenset({Form.PAST, Form.PRESENT})
_BOTH = 2


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
