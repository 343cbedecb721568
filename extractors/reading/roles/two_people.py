"""The two people whom a clause, a sentence or a relative clause names around a contact: a trigger in, people out."""

from __future__ import annotations

from extractors.reading.mentions.links import Link, Participant
from extractors.reading.roles.roles import participants_of
from extractors.reading.roles.surroundings import Surroundings
from extractors.reading.text.grammar import Part
from extractors.reading.triggers.retold import VERB_WORDS, retelling_verb
from extractors.reading.triggers.triggers import Trigger
from seeds.lexicon import CueKind

HAND_WORDS = 2
"""How far behind its verb the name may stand whose hand is shaken."""

OWNED_CHARACTERS = 24
"""How far behind a noun the person may stand whose it is ("the meeting of US Defense Secretary Lloyd Austin")."""

LEFT_OUT_WORDS = 2
"""How far behind a subject without a verb its day may stand ("China's minister on Sunday")."""

LASTING_WORDS = 5
"""How far behind its verb a length of time may begin ("talked for more than three hours")."""

DAY_WORDS = 2
"""How far behind its verb a day may stand ("spoke on Tuesday")."""

_DAYS = frozenset({"weekdays", "months", "days", "last"})
"""Names of times that open a day or a week: "Tuesday", "September 9", "yesterday", "last week"."""


def two_in_clause(trigger: Trigger, around: Surroundings) -> tuple[Participant, ...]:
    """The two people of "Dong told Austin in a call": one of each side, and nobody else, in the clause."""
    start, end = trigger.clause.start, trigger.clause.end
    opener = trigger.clause.opener
    if opener is not None and opener.value.part is Part.AFTER and _meets_pronoun_at_once(trigger, opener.end, around):
        start, end = trigger.sentence[0], opener.start  # "Biden called Xi a dictator hours after meeting with him"
    if trigger.is_noun and retelling_verb(around.page, (trigger.start, trigger.end)) is not None:
        return ()  # "the hour that Austin had kept free for Li he spent with Prabowo": its own verb tells whose
    inside = [link for link in around.finder.people if start <= link.start and link.end <= end]
    if around.page.grammar.lexicon.spaced and any(
        link.start > trigger.end + OWNED_CHARACTERS and _is_oblique(link, around) for link in inside
    ):
        return ()  # "Austin's talks overlapped with the arrival of Li", "spoke at a meeting of the refusal of Li"
    people = participants_of(inside)
    one_each = len(people) == 2 and {p.side for p in people} == set(around.world.main_sides)
    return people if one_each and not around.page.unknown_names(start, end) else ()


def _meets_pronoun_at_once(trigger: Trigger, at: int, around: Surroundings) -> bool:
    """Tell whether a contact stands directly behind a position, and a pronoun directly behind the contact."""
    page = around.page
    pronouns = around.finder.party_words(Part.PRONOUN, trigger.end, trigger.clause.end)[:1]
    between = page.text.folded[trigger.end : pronouns[0].start].split() if pronouns else ["\0"]
    return trigger.start <= at + 1 and all(word in page.grammar.lexicon.markers.partner for word in between)


def _is_oblique(link: Link, around: Surroundings) -> bool:
    """Tell whether somebody is named only as the owner of a thing."""
    return around.finder.is_owner(link) or around.finder.marker_before(link) == "owner"


def two_behind(trigger: Trigger, around: Surroundings) -> tuple[Participant, ...]:
    """The two people of "The talks, which took place in Siem Reap, brought together A and B"."""
    behind = [link for link in around.finder.people if link.start >= trigger.anchor[1]]
    if trigger.anchor[0] < trigger.clause.end or not behind:
        return ()
    if "agent" in around.finder.markers_of(behind[0]):
        return ()  # "the talks follow the consensus reached by the two heads of state"
    if around.page.unknown_names(behind[0].start, trigger.sentence[1]):
        return ()
    people = participants_of(behind)
    return people if len(people) == 2 and {p.side for p in people} == set(around.world.main_sides) else ()


def names_agent(trigger: Trigger, around: Surroundings) -> bool:
    """Tell whether a trigger's words end with the marker of who did it: "a deal reached by"."""
    last = around.page.text.folded[trigger.start : trigger.end].rpartition(" ")[2]
    return not trigger.is_noun and last in around.page.grammar.lexicon.markers.agent


def takes_relative(trigger: Trigger, around: Surroundings) -> bool:
    """Tell whether a noun's words end with one that opens a clause: "the hour that"."""
    last = around.page.text.folded[trigger.start : trigger.end].rpartition(" ")[2]
    return trigger.is_noun and last in around.page.grammar.lexicon.breaks.words


def two_retold(trigger: Trigger, around: Surroundings) -> tuple[Participant, ...]:
    """The two people of "the talks that Austin and Dong held", "the meeting Austin had with Dong"."""
    verb = retelling_verb(around.page, (trigger.start, trigger.end)) if trigger.is_noun else None
    if verb is None:
        return ()
    before = [link for link in around.finder.people if trigger.end <= link.start and link.end <= verb[0]]
    near = before and around.page.grammar.gap(around.page.text.folded, before[-1].end, verb[0]) <= VERB_WORDS
    inside = around.finder.group_to(before[-1], trigger.end) if near else before if len(before) == 1 else []
    behind = [k for k in around.finder.people if k.start >= verb[1] and around.finder.marker_before(k) == "partner"]
    people = participants_of([*inside, *behind[:1]])
    return people if len(people) == 2 and {p.side for p in people} == set(around.world.main_sides) else ()


def whose_hand(trigger: Trigger, around: Surroundings) -> list[Link]:
    """Return the owner directly behind a verb of greeting: "had shaken Austin's hand", "estrechó la mano de Ng"."""
    folded, gap = around.page.text.folded, around.page.grammar.gap
    behind = [k for k in around.finder.people if trigger.end <= k.start and k.end <= trigger.clause.end]
    return [k for k in behind[:1] if _is_oblique(k, around) and gap(folded, trigger.end, k.start) <= HAND_WORDS]


def speak_to_others(trigger: Trigger, subjects: list[Link], objects: list[Link], around: Surroundings) -> bool:
    """Tell "A and B spoke to delegates", where a verb that ends in "to" has both as its subject and nobody we know as
    its object, from "A and B spoke to each other"."""
    page, lexicon = around.page, around.page.grammar.lexicon
    if trigger.is_noun or objects or not lexicon.spaced or len(participants_of(subjects)) < 2:
        return False
    last = page.text.folded[trigger.start : trigger.end].rpartition(" ")[2]
    if last not in (*lexicon.auxiliaries.to, *lexicon.markers.partner):
        return False
    at = trigger.end + 1
    known = page.words_between(at, at + OWNED_CHARACTERS)
    meant = any(w.start == at and w.value.part in (Part.PAIR, Part.PRONOUN, Part.TIME, Part.CUE) for w in known)
    return page.text.folded[trigger.end : at + 1].strip().isalnum() and not meant


def is_left_out(trigger: Trigger, link: Link, around: Surroundings) -> bool:
    """Tell "the secretary spoke on Saturday, China's minister on Sunday": two subjects, the second without its verb."""
    page = around.page
    denied = page.words_between(link.end, link.end + OWNED_CHARACTERS).of(Part.CUE, CueKind.NEGATION.value)
    if denied and denied[0].start == link.end + 1 and page.text.folded[link.start - 2] == ",":
        return not trigger.is_noun  # "met nine ministers, Austin not among them"
    between, behind = page.words_between(trigger.end, link.start), page.words_between(link.end, trigger.sentence[1])
    days = (between.of(Part.TIME, "weekdays"), behind.of(Part.TIME, "weekdays"))
    apart = bool(days[0]) and "," in page.text.folded[days[0][-1].end : link.start]
    told = bool(days[1]) and page.grammar.gap(page.text.folded, link.end, days[1][0].start) <= LEFT_OUT_WORDS
    return apart and told and not trigger.is_noun and not between.of(Part.MARKER, "partner")


def names_both(trigger: Trigger, objects: list[Link], around: Surroundings) -> bool:
    """Tell "the meeting between A and B", "the call of A and B", which leave no room for whoever speaks of it."""
    people = participants_of(objects)
    apart = bool(objects) and around.finder.marker_before(objects[0]) in ("between", "owner")
    return trigger.is_noun and apart and {p.side for p in people} == set(around.world.main_sides) and len(people) == 2


def lasts(trigger: Trigger, around: Surroundings) -> bool:
    """Tell "talked for three hours", "talked on Friday", "have talked for the first time": how long, when or how new
    follows at once."""
    following = around.page.text.folded[trigger.end : trigger.clause.end].split()[:LASTING_WORDS]
    if any(word.isdigit() for word in following[1:]):
        return True
    words = around.page.words_between(trigger.end, trigger.clause.end)
    times = words.of(Part.TIME)
    gap, folded = around.page.grammar.gap, around.page.text.folded
    near = bool(times) and gap(folded, trigger.end, times[0].start) <= LASTING_WORDS
    stretches = words.of(Part.CLASS, "stretches")[:1]
    if stretches and gap(folded, trigger.end, stretches[0].start) <= LASTING_WORDS:
        return True
    new = any(word.value.name == CueKind.NOVELTY and word.start <= trigger.end + 1 for word in words)
    dated = near and times[0].value.name in _DAYS and gap(folded, trigger.end, times[0].start) <= DAY_WORDS
    dated = dated and any(link.end + 1 == trigger.start for link in around.finder.people)  # not "both spoke on Friday"
    placed = any(word.start > times[0].start for word in words.of(Part.MARKER, "place")) if dated else False
    return new or (dated and not placed) or (near and times[0].value.name in ("numbers", "units"))
