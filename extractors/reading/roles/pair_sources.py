"""Where else the people of a meeting or call stand: before "of", in its relative clause, behind "give a call"."""

from __future__ import annotations

from extractors.reading.mentions.links import Link, Participant
from extractors.reading.roles.roles import participants_of
from extractors.reading.roles.surroundings import Surroundings
from extractors.reading.triggers.triggers import Trigger
from seeds.watches import EventMode


def called(trigger: Trigger, around: Surroundings) -> list[Link]:
    """Return whom "给魏凤和打了电话" calls, in a script without spaces."""
    if around.page.grammar.lexicon.spaced or trigger.frame.mode is not EventMode.CALL:
        return []
    inside = [k for k in around.finder.people if trigger.clause.start <= k.start and k.end <= trigger.start]
    return [link for link in inside if "target" in around.finder.markers_of(link)][-1:]


def pair_of(trigger: Trigger, around: Surroundings) -> list[Link]:
    """Return the pair of "两国防长的会晤是建设性的", and that of a word that names it with its two: "拜习会"."""
    if around.page.grammar.lexicon.spaced:
        return []
    inside = [k for k in around.finder.people if trigger.start <= k.start and k.end <= trigger.end]
    owners = [k for k in around.finder.people if 0 < trigger.start - k.end <= 1 and around.finder.is_owner(k)]
    return [link for link in (*inside, *owners) if len(link.participants) == 2]


def two_in_relative(trigger: Trigger, around: Surroundings) -> tuple[Participant, ...]:
    """The two people, one of each side, of "das Telefonat, das Austin mit Wei führte", "la llamada que …"."""
    for clause in around.clauses[around.clauses.index(trigger.clause) + 1 :][:1]:
        opener = clause.opener
        if opener is None or opener.start - trigger.end > 1 or around.page.unknown_names(clause.start, clause.end):
            return ()
        inside = [k for k in around.finder.people if clause.start <= k.start and k.end <= clause.end]
        people = participants_of(inside)
        return people if len(people) == 2 and {p.side for p in people} == set(around.world.main_sides) else ()
    return ()
