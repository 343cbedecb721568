"""What two people do with each other where subject and object may change places: a trigger in, roles out."""

from __future__ import annotations

from extractors.reading.mentions.links import Link
from extractors.reading.roles.completion import complete, join
from extractors.reading.roles.gatherings import is_multilateral
from extractors.reading.roles.meeting_places import place_of_meeting
from extractors.reading.roles.pair_sources import two_in_relative
from extractors.reading.roles.roles import Roles, participants_of
from extractors.reading.roles.strangers import has_stranger_before, has_stranger_behind
from extractors.reading.roles.surroundings import Surroundings
from extractors.reading.roles.two_people import two_in_clause, whose_hand
from extractors.reading.roles.word_order import (
    are_all_partners,
    are_both_objects,
    has_stranger,
    has_unknown_partner,
    participants_in_clause,
)
from extractors.reading.text.grammar import Part
from extractors.reading.triggers.aspects import Aspect
from extractors.reading.triggers.triggers import Trigger
from seeds.lexicon import CueKind
from seeds.watches import EventMode


def mutual_in_free_order(trigger: Trigger, around: Surroundings) -> Roles | None:
    """Return the two people of a trigger, on whichever side of it they stand.

    A verb that takes a length of time (a class, the frame's `needs`) needs one in its clause, and a word for their
    being together, or with whom; a `topical` one needs the two as its subject, or with whom ("abordó Taiwán con Dong");
    an `adjacent` one takes whom the clause names next ("aseguró el martes a Dong").
    """
    finder = around.finder
    links = participants_in_clause(trigger, finder)
    if trigger.frame.needs is not None and not _spend_time(trigger, links, around):
        return None
    if trigger.frame.topical and not _with_each_other(links, around):
        return None
    if trigger.frame.adjacent and not _is_addressed(trigger, around):
        return None
    people = participants_of(links)
    if len(people) < 2:
        people = join(people, participants_of(finder.before_opener(trigger)))
    if len(people) < 2 and trigger.is_noun and trigger.aspect is Aspect.PRESUPPOSED:
        people = two_in_clause(trigger, around) or people  # "a dit à Dong, lors d'une rencontre vendredi"
    if len(people) < 2 and trigger.is_noun:
        people = two_in_relative(trigger, around) or people
    loose = False
    if len(people) < 2 and trigger.frame.mode is EventMode.HANDSHAKE and not trigger.is_noun:
        people = join(people, participants_of(whose_hand(trigger, around)))
    others = around.page.grammar.lexicon.spaced and has_stranger_before(trigger, around)
    if len(people) < 2 and trigger.frame.mode is EventMode.HANDSHAKE and not others:  # "estrechó la mano de Li"
        everybody = participants_of(finder.people)
        if len(everybody) == 2 and {p.side for p in everybody} == set(around.world.main_sides):
            people = everybody
    at_it = around.page.text.folded[trigger.end - 1] in around.page.grammar.lexicon.markers.place
    if len(people) < 2 and around.page.grammar.lexicon.postpositions and at_it:
        people = two_in_clause(trigger, around) or people  # "15日の会談で習氏はバイデン氏に対し"
    acts = not trigger.is_noun or trigger.aspect is Aspect.NOUN_SUPPORT
    alone = acts and has_stranger_before(trigger, around)
    alone = alone or (not trigger.is_noun and has_stranger_behind(trigger, around))
    alone = alone and around.page.grammar.lexicon.spaced
    if len(people) < 2 and not alone and not has_unknown_partner(trigger, finder):
        people, loose = complete(trigger, people, around)  # not of "A y el ministro ruso se reunieron; B …"
    if len(people) < 2:
        return None
    third = len(people) > 2 or any(p.foreign for p in people) or is_multilateral(trigger, around)
    third = third or has_stranger(trigger, finder) or are_all_partners(trigger, finder)
    third = third or are_both_objects(trigger, finder)
    return Roles(actors=people, recipients=people, third=third, loose=loose, place=place_of_meeting(trigger, around))


def _spend_time(trigger: Trigger, links: list[Link], around: Surroundings) -> bool:
    """Tell whether a clause says for how long two were together, or that one gave the other a time."""
    finder, clause, frame = around.finder, trigger.clause, trigger.frame
    assert frame.needs is not None
    if not finder.class_words(frame.needs, clause.start, clause.end):
        return False
    if frame.excludes is not None and finder.class_words(frame.excludes, clause.start, clause.end):
        return False
    inside = around.page.words_between(clause.start, clause.end)
    together = bool(inside.named(CueKind.IN_PERSON) or inside.of(Part.CLASS, "together"))
    given = inside.of(Part.CLASS, "given")
    behind = any(word.end < link.start and finder.only_titles(word.end, link.start) for word in given for link in links)
    return together or (behind and len(participants_of(links)) == 2)


def _with_each_other(links: list[Link], around: Surroundings) -> bool:
    """Tell whether two names are joined ("A y B abordaron") or one of them is a partner ("abordó Taiwán con B")."""
    if any(len(link.participants) > 1 or "partner" in around.finder.markers_of(link) for link in links):
        return True
    return any(a.end < b.start and around.finder.joined(a, b) for a in links for b in links)


def _is_addressed(trigger: Trigger, around: Surroundings) -> bool:
    """Tell whether a person stands behind a verb of telling, times and titles alone between."""
    finder, page = around.finder, around.page
    hearer = next((link for link in finder.people if trigger.end <= link.start < trigger.clause.end), None)
    if hearer is None:
        return False
    rest = list(page.text.folded[trigger.end : hearer.start])
    for word in page.words_between(trigger.end, hearer.start):
        if word.value.part in (Part.TIME, Part.MARKER, Part.TITLE, Part.SIDE):
            rest[word.start - trigger.end : word.end - trigger.end] = " " * (word.end - word.start)
    return not "".join(rest).strip(" ,")
