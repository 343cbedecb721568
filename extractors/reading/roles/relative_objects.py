"""Whom a relative clause speaks of as its verb's object: "Dong, whom Austin met on Friday, said"."""

from __future__ import annotations

from extractors.reading.mentions.links import Link
from extractors.reading.roles.surroundings import Surroundings
from extractors.reading.text.grammar import Part
from extractors.reading.triggers.triggers import Trigger

SUBJECT_WORDS = 2
"""How far behind "whom" the subject of its clause may begin ("whom on Friday Austin met")."""


def relative_object(trigger: Trigger, subjects: list[Link], around: Surroundings) -> list[Link]:
    """Return the name before "whom" where the clause has a subject of its own and its verb no other object."""
    opener, page = trigger.clause.opener, around.page
    if opener is None or opener.value.part is not Part.RELATIVE or trigger.is_noun or trigger.passive:
        return []
    inside = [link for link in subjects if opener.end <= link.start and link.end <= trigger.start]
    if not inside or not page.grammar.lexicon.fixed_order:
        return []
    near = page.grammar.gap(page.text.folded, opener.end, inside[0].start) <= SUBJECT_WORDS
    return (around.finder.before_opener(trigger) or _led(trigger, opener.start, around)) if near else []


def _led(trigger: Trigger, start: int, around: Surroundings) -> list[Link]:
    """Return the name of "Dong, with whom Austin spoke", "Dong, to whom Austin talked"."""
    folded, markers = around.page.text.folded, around.page.grammar.lexicon.markers
    before = [k for k in around.finder.people if trigger.sentence[0] <= k.start and k.end <= start][-1:]
    led = before and folded[before[0].end : start].strip(" ,") in (*markers.partner, *markers.hearer)
    return around.finder.group_to(before[0], trigger.sentence[0]) if led else []
