"""Whom a measure is on where a clause beside it tells: "the sanctions that kept X away were dropped"."""

from __future__ import annotations

from extractors.phrases import Hit
from extractors.reading.mentions.links import Participant
from extractors.reading.roles.surroundings import Surroundings
from extractors.reading.text.grammar import Part, Word
from extractors.reading.triggers.triggers import Trigger


def person_inserted(trigger: Trigger, measure: Hit[Word] | None, around: Surroundings) -> Participant | None:
    """Return the only person between a measure and its verb: "the sanctions that kept X away were dropped"."""
    if measure is None or measure.end > trigger.start or around.page.grammar.lexicon.free_order:
        return None
    between = [link for link in around.finder.people if measure.end <= link.start and link.end <= trigger.start]
    strangers = around.page.unknown_names(measure.end, trigger.start)
    return between[0].participants[0] if len(between) == 1 and not strangers else None


def person_described(measure: Hit[Word] | None, around: Surroundings) -> Participant | None:
    """Return the only person of a clause that describes the measure: "lifted the sanctions that had barred X"."""
    if measure is None:
        return None
    page = around.page
    spaces = 2 if page.grammar.lexicon.free_order else 1  # "les sanctions américaines qui frappaient X"
    for clause in around.clauses:
        if clause.opener is not None and measure.end <= clause.opener.start:
            if clause.opener.end - clause.opener.start == 1:  # a semicolon, a dash
                return None
            if page.text.folded.count(" ", measure.end, clause.opener.start) > spaces:
                return None
            people = [k for k in around.finder.people if clause.start <= k.start and k.end <= clause.end]
            return people[0].participants[0] if len(people) == 1 else None
    return None


def described_behind(trigger: Trigger, around: Surroundings) -> list[tuple[int, int]]:
    """Return the clause that says of the object what it is taken off: "A notice removed X, who had been listed".

    Only where no subject of the target's own side stands before the verb: his government takes a post from him.
    """
    lexicon, start = around.page.grammar.lexicon, trigger.clause.start
    if trigger.is_noun or trigger.passive or not lexicon.fixed_order:
        return []
    sides = {side.side for side in around.sides.within(start, trigger.start)}
    sides |= {hit.value.side for hit in around.page.names_between(start, trigger.start)}
    noticed = bool(around.finder.class_words("notices", start, trigger.start))
    if around.world.main_sides[-1] in sides or not (noticed or around.world.main_sides[0] in sides):
        return []
    behind = around.clauses[around.clauses.index(trigger.clause) + 1 :][:1]
    relative = behind and behind[0].opener is not None and behind[0].opener.value.part is Part.RELATIVE
    return [(behind[0].start, behind[0].end)] if relative else []
