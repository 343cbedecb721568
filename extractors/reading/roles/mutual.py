"""What two people do with each other: a trigger with its surroundings in, roles out, None where nobody fits."""

from __future__ import annotations

from extractors.reading.mentions.links import Link
from extractors.reading.roles.completion import complete, join
from extractors.reading.roles.free_order import mutual_in_free_order
from extractors.reading.roles.gatherings import is_gathering, is_multilateral, is_of_third
from extractors.reading.roles.meeting_places import place_of_meeting
from extractors.reading.roles.pair_sources import called, pair_of
from extractors.reading.roles.relative_objects import relative_object
from extractors.reading.roles.roles import Roles, participants_of
from extractors.reading.roles.strangers import (
    are_met_by_another,
    describes_stranger,
    greets_others,
    has_other_object,
    has_stranger_before,
    has_stranger_behind,
    has_unknown_subject,
    joins_stranger,
)
from extractors.reading.roles.surroundings import Surroundings
from extractors.reading.roles.taking_up import takes_up
from extractors.reading.roles.time_together import OTHER_COMPANY, time_together
from extractors.reading.roles.two_people import (
    is_left_out,
    lasts,
    names_agent,
    names_both,
    speak_to_others,
    takes_relative,
    two_behind,
    two_in_clause,
    two_retold,
    whose_hand,
)
from extractors.reading.text.grammar import Part
from extractors.reading.triggers.aspects import Aspect
from extractors.reading.triggers.triggers import Trigger
from extractors.records.reading import ArticleField
from seeds.watches import EventMode

OBJECT_CHARACTERS = 28
"""How far behind its verb the first word of an object may stand."""

EXCEPTED_CHARACTERS = 8
"""How far behind a name the "but" of "not X but" may end."""

PLURAL_WORDS = 3
"""How far before a verb in its base form its plural subject may end ("the two leaders now meet")."""


def mutual_roles(trigger: Trigger, around: Surroundings) -> Roles | None:
    """Return the two people of a meeting, call, greeting or statement."""
    if trigger.passive and trigger.frame.passive is False:
        return None
    if around.page.grammar.lexicon.free_order:
        return mutual_in_free_order(trigger, around)
    low, high = trigger.clause.start, trigger.clause.end
    if around.finder.class_words("selves", trigger.end, trigger.sentence[1]):
        return None  # "They spent an hour together, he said of himself and Wang"
    others = around.finder.class_words(OTHER_COMPANY, max(low, trigger.start - OBJECT_CHARACTERS), high)
    if any(word.start <= trigger.end + 1 and word.end > trigger.start for word in others):
        return None  # "spent an hour in conversation with their hosts"
    excludes, reach = trigger.frame.excludes, trigger.end + OBJECT_CHARACTERS + OBJECT_CHARACTERS
    if excludes is not None and around.finder.class_words(excludes, trigger.start, min(trigger.clause.end, reach)):
        return None
    if any(_is_excepted(link, around) for link in around.finder.people if low <= link.start and link.end <= high):
        return None
    if trigger.frame.needs is not None:
        return time_together(trigger, around)
    if takes_relative(trigger, around):  # "the hour that A and B spent", not "the hour that A had kept free for B"
        pairs = around.finder.party_words(Part.PAIR, trigger.end, trigger.sentence[1])[:1]
        theirs = any(word.start == trigger.end + 1 for word in pairs)  # "the two hours that they had"
        two = two_retold(trigger, around) or (complete(trigger, (), around)[0] if theirs else ())
        return Roles(actors=two, recipients=two, place=place_of_meeting(trigger, around)) if len(two) == 2 else None
    subjects, objects = _described(trigger, around) or _ends(trigger, around)
    if _is_of_pair(subjects, around) and not any(link.start == trigger.end for link in objects):
        objects = []  # "两国防长前天的通话是落实两国元首共识的举措"
    if names_both(trigger, objects, around):
        subjects = []  # "Wu Qian was asked about Friday's meeting between A and B"
    if objects and is_left_out(trigger, objects[0], around):
        return None
    if not objects and is_gathering(trigger, around):
        return None
    if _only_names(trigger, objects, around) or (not objects and _lacks_hearer(trigger, around)):
        return None
    if _is_said_to_both(trigger, objects, around):
        return None
    before = around.finder.partner_before(trigger) or called(trigger, around)
    if before and not objects:
        objects = before
        subjects = [link for link in subjects if link not in before] or around.finder.subject_before(
            before[0].start, trigger.clause
        )
    people = participants_of([*subjects, *objects])
    if trigger.frame.joint:
        people = participants_of(objects if names_agent(trigger, around) else subjects)
        people = people or complete(trigger, (), around)[0]
        if len(people) == 1 and _is_joined_to_pronoun(subjects[0], around):  # "that he and President Xi reached"
            people = complete(trigger, people, around)[0]
        if len(people) != 2 or any(p.foreign or p.kind != "person" for p in people):
            return None
    if trigger.needs_plural and around.page.field is ArticleField.TEXT and not _is_plural(subjects, trigger, around):
        return None
    loose = False
    stranger = (not objects and has_other_object(trigger, around)) or has_unknown_subject(trigger, around)
    stranger = stranger or joins_stranger(trigger, objects, around) or describes_stranger(trigger, around)
    stranger = stranger or are_met_by_another(trigger, subjects, objects, around) or is_of_third(trigger, around)
    stranger = stranger or speak_to_others(trigger, subjects, objects, around)
    if len(people) < 2 and trigger.frame.mode is EventMode.HANDSHAKE and not trigger.is_noun:
        people = join(people, participants_of(whose_hand(trigger, around)))
    apart = not objects or "," in around.page.text.folded[trigger.end : objects[0].start]
    if trigger.frame.mode is EventMode.HANDSHAKE and apart and has_stranger_behind(trigger, around):
        stranger = True
    strange = stranger or has_stranger_before(trigger, around)
    if len(people) < 2 and trigger.frame.mode is EventMode.HANDSHAKE and not strange:
        everybody = tuple(p for p in participants_of(around.finder.people) if not p.foreign and p.side is not None)
        everybody = () if not objects and greets_others(trigger, around) else everybody
        if len(everybody) == 2 and {p.side for p in everybody} == set(around.world.main_sides):
            people = everybody
    stated = trigger.aspect is Aspect.RESULT and around.page.grammar.lexicon.spaced  # "told Dong in talks on Friday"
    if len(people) < 2 and not stranger and (stated or trigger.aspect is Aspect.PRESUPPOSED):
        people = two_in_clause(trigger, around) or two_retold(trigger, around) or people
    if len(people) < 2 and not stranger and trigger.aspect is Aspect.NOUN_SUPPORT:
        people = two_retold(trigger, around) or two_behind(trigger, around) or people
        people = around.last_pair if not people and takes_up(trigger, around) else people
    if len(people) < 2 and not stranger and not _lacks_object(trigger, subjects, objects, around):
        people, loose = complete(trigger, people, around)
    if len(people) < 2:
        return None
    reached = objects or _is_remote(trigger, around) or _pronoun_follows(trigger, around)
    both = len(people if trigger.frame.joint else participants_of(subjects)) == 2
    reached = reached or (both and lasts(trigger, around))
    if trigger.frame.linked and not reached:
        return None
    third = stranger or len(people) > 2 or any(p.foreign for p in people) or is_multilateral(trigger, around)
    third = third or any(around.finder.names_associate(link) for link in (*subjects, *objects))
    return Roles(actors=people, recipients=people, third=third, loose=loose, place=place_of_meeting(trigger, around))


def _is_excepted(link: Link, around: Surroundings) -> bool:
    """Tell "met not Li but Hamada", "every guest except Li": whom a word directly before a name leaves out."""
    if any(p.foreign for p in link.participants):
        return False
    start, end = max(0, link.start - OBJECT_CHARACTERS), link.end + EXCEPTED_CHARACTERS
    return any(
        around.finder.only_titles(word.end, link.start)
        if word.end <= link.start
        else word.start < link.start and link.end <= word.end  # "not Li but"
        for word in around.finder.class_words("excepting", start, end)
    )


def _is_joined_to_pronoun(link: Link, around: Surroundings) -> bool:
    """Tell whether a pronoun and "and" stand before a name."""
    before = around.page.words_between(max(0, link.start - OBJECT_CHARACTERS), link.start)
    joiners = [w for w in before.of(Part.MARKER, "joiners") if around.finder.only_titles(w.end, link.start)]
    return any(p.end + 1 == w.start for w in joiners for p in before.of(Part.PRONOUN))


def _only_names(trigger: Trigger, objects: list[Link], around: Surroundings) -> bool:
    """Tell "called Xi a dictator" from a call: what somebody is called follows the object at once."""
    lexicon, folded = around.page.grammar.lexicon, around.page.text.folded
    if trigger.frame.mode is not EventMode.CALL or not trigger.frame.adjacent or not objects or not lexicon.spaced:
        return False
    following = folded[objects[-1].end : trigger.clause.end].split(" ")[1:2]
    return bool(following) and (following[0] in lexicon.markers.articles or following[0][:1] in ("'", '"'))


def _is_plural(subjects: list[Link], trigger: Trigger, around: Surroundings) -> bool:
    """Tell whether two people, or a word for them, stand as the subject directly before a verb in its base form."""
    gap, folded = around.page.grammar.gap, around.page.text.folded
    people = [link for link in subjects if all(p.kind == "person" for p in link.participants)]
    if len(participants_of(people)) >= 2 and gap(folded, people[-1].end, trigger.start) <= PLURAL_WORDS:
        return True
    pairs = around.finder.party_words(Part.PAIR, trigger.clause.start, trigger.start)
    return bool(pairs) and gap(folded, pairs[-1].end, trigger.start) <= PLURAL_WORDS


def _lacks_hearer(trigger: Trigger, around: Surroundings) -> bool:
    """Tell "sources told a Japanese paper" from "Dong told him", where the hearer must stand behind the verb."""
    spaced = around.page.grammar.lexicon.spaced
    pair = around.finder.party_words(Part.PAIR, trigger.end, min(trigger.clause.end, trigger.end + OBJECT_CHARACTERS))
    return spaced and trigger.frame.adjacent and not _pronoun_follows(trigger, around) and not pair


def _is_said_to_both(trigger: Trigger, objects: list[Link], around: Surroundings) -> bool:
    """Tell "李显龙告诉两人", "他对两位客人说", where a third person speaks to the pair, in a script without spaces."""
    if not trigger.frame.adjacent or around.page.grammar.lexicon.spaced:
        return False
    pairs = around.finder.party_words(Part.PAIR, trigger.end, trigger.end + OBJECT_CHARACTERS)
    return any(pair.start == trigger.end for pair in pairs) or any(len(link.participants) == 2 for link in objects)


def _pronoun_follows(trigger: Trigger, around: Surroundings) -> bool:
    """Tell whether a pronoun is the verb's object ("received him")."""
    words = around.finder.party_words(Part.PRONOUN, trigger.end, trigger.clause.end)
    return any(not around.page.text.folded[trigger.end : word.start].strip() for word in words)


def _lacks_object(trigger: Trigger, subjects: list[Link], objects: list[Link], around: Surroundings) -> bool:
    """Tell whether a verb with one subject has an object that is nobody we know ("Li met troops")."""
    lexicon = around.page.grammar.lexicon
    if trigger.is_noun or objects or not lexicon.spaced or len(participants_of(subjects)) != 1:
        return False
    finder, end = around.finder, trigger.clause.end
    pairs = finder.party_words(Part.PAIR, trigger.sentence[0], end)
    pronouns = finder.party_words(Part.PRONOUN, trigger.clause.start, end)
    return not pairs and all(word.start > trigger.start and finder.owns_thing(word, end) for word in pronouns)


def _is_remote(trigger: Trigger, around: Surroundings) -> bool:
    return any(
        w.value.part is Part.CUE and w.value.name in ("remote", "brief", "in_person")
        for w in around.page.words_between(*trigger.sentence)
    )


def _described(trigger: Trigger, around: Surroundings) -> tuple[list[Link], list[Link]] | None:
    """Return the name that a verb describes, and with whom: "与董军会面的赫格塞思", "会见董军的赫格塞思"."""
    if trigger.head is None:
        return None
    objects = [k for k in around.finder.people if trigger.end <= k.start and k.end < trigger.head.start]
    others = objects or around.finder.partner_before(trigger) or around.finder.subject(trigger)
    return ([trigger.head], others) if others else None


def _is_of_pair(subjects: list[Link], around: Surroundings) -> bool:
    """Tell whether one word for two people is the subject, in a script without spaces."""
    return not around.page.grammar.lexicon.spaced and any(len(link.participants) == 2 for link in subjects)


def _reported(trigger: Trigger, around: Surroundings) -> list[Link]:
    """Return the pair of "就中美防长会晤情况答记者问", whose meeting is only spoken of."""
    rules, folded = around.page.grammar.lexicon.predicates, around.page.text.folded
    if rules is None or not folded.startswith(rules.reported, trigger.end):
        return []
    return [link for link in around.finder.people if link.end == trigger.start and len(link.participants) == 2]


def _ends(trigger: Trigger, around: Surroundings) -> tuple[list[Link], list[Link]]:
    """Return the groups before and behind a trigger, each only where grammar allows it a role."""
    finder = around.finder
    if not trigger.is_noun:
        objects = finder.next_to(trigger) if trigger.frame.adjacent else finder.direct_object(trigger)
        objects = finder.partner(trigger) if trigger.frame.topical else objects
        between = trigger.frame.linked and objects and finder.other_noun(trigger, objects[0])
        if between and not _is_remote(trigger, around):
            objects = []  # "spoke of the need for talks with Li"
        if objects and trigger.frame.linked and finder.marker_before(objects[0]) == "between":
            objects = []  # "welcomed the agreement between A and B"
        if trigger.frame.adjacent and not objects:
            return [], []
        if trigger.passive and not objects:
            objects = finder.agent(trigger)
        subjects = finder.subject(trigger) or finder.before_opener(trigger) or _reported(trigger, around)
        subjects = subjects or pair_of(trigger, around)
        objects = objects or relative_object(trigger, subjects, around)
        leads = trigger.aspect is Aspect.RESULT and trigger.start == trigger.sentence[0]  # "Seated opposite Li, …"
        if not subjects and objects and (leads or trigger.aspect in (Aspect.PERFECT, Aspect.PRESUPPOSED)):
            subjects = finder.subject_behind(trigger, objects)  # "Having met Li, Austin said …"
        return subjects, objects
    objects = finder.partner(trigger)
    if not objects and trigger.clause.opener is not None and trigger.clause.opener.value.part is Part.AFTER:
        objects = finder.next_to(trigger)  # "after meeting Li"
    subjects = finder.owner(trigger) or finder.whose_own(trigger.start, trigger.clause)
    if not subjects and trigger.anchor[0] < trigger.start:
        subjects = finder.subject_before(trigger.anchor[0], trigger.clause)
    if not subjects:
        subjects = finder.modifier(trigger)
    before = finder.party_words(Part.PRONOUN, max(trigger.clause.start, trigger.start - 4), trigger.start)
    owned = any(
        word.end + 1 == trigger.start for word in before
    )  # "complained to the president during his talks with A"
    if not subjects and trigger.aspect is Aspect.PRESUPPOSED and not owned:
        subjects = finder.subject_before(trigger.start, trigger.clause) or finder.subject_behind(trigger, objects)
    return subjects or finder.before_opener(trigger), objects
