"""Whose post it is that a trigger speaks of: a trigger with its surroundings in, the person out."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.phrases import Hit
from extractors.reading.mentions.links import Link, Participant
from extractors.reading.roles.carried import carried_subject
from extractors.reading.roles.named_before import named_before
from extractors.reading.roles.roles import participants_of
from extractors.reading.roles.surroundings import Surroundings
from extractors.reading.roles.word_order import person_acted_upon, person_owned_by
from extractors.reading.text.grammar import Part, Word
from extractors.reading.text.names import NameKind
from extractors.reading.triggers.aspects import Aspect
from extractors.reading.triggers.triggers import Trigger
from extractors.records.reading import MentionForm
from seeds.watches import EventMode

PRONOUN_WORDS = 3
"""How far before its verb a pronoun may stand ("he has formally been dismissed")."""

ADVERB_WORDS = 2
"""How many words may stand between a comma and the participle behind it ("Li, only formally removed")."""

_NAMED = frozenset({MentionForm.NAME, MentionForm.SHORT_NAME})


def person_of_post(trigger: Trigger, around: Surroundings) -> tuple[Participant, ...] | None:
    """Return whom the post is given to or taken from; None where the verb has another object than a person."""
    finder = around.finder
    if trigger.frame.of_owner:
        owner = participants_of(finder.owner(trigger) or _owner_inside(trigger, around))[:1]
        meant = around.spoken_of(trigger.start, around.world.main_sides[-1]) if of_pronoun(trigger, around) else None
        return owner or ((meant,) if meant is not None else ())
    if around.page.grammar.lexicon.free_order and trigger.frame.of_subject:  # "Dong succède à Li"
        subject = participants_of(finder.subject(trigger) or finder.before_opener(trigger))[:1]
        return subject or _taken_up(trigger, around)
    if around.page.grammar.lexicon.free_order:
        chosen = person_owned_by(trigger, finder) if trigger.is_noun else person_acted_upon(trigger, finder)
        chosen = chosen or ([] if trigger.is_noun else finder.before_opener(trigger))  # "Li, qui …, a été démis"
        named = [link for link in chosen if link.form in _NAMED]
        return participants_of(named[:1] or chosen)[:1] or _taken_up(trigger, around)
    if trigger.head is not None and not any(trigger.end <= k.start < trigger.head.start for k in finder.people):
        return participants_of([trigger.head])  # "3月就任国防部长的李尚福"
    objects = finder.direct_object(trigger) or finder.fronted(trigger)
    subjects = finder.subject(trigger)
    if trigger.frame.of_subject and not around.page.grammar.lexicon.spaced:
        subjects = _heir(trigger, around) or subjects
    if trigger.frame.of_subject and trigger.frame.adjacent:
        return participants_of(finder.just_before(trigger))[:1]  # "李尚福为国防部部长", not "作为国防部部长"
    behind = trigger.passive or trigger.is_noun or trigger.frame.of_subject
    alone = not subjects and (behind or not objects)
    if trigger.frame.mode is EventMode.REMOVAL and alone and of_pronoun(trigger, around):
        spoken_of = around.spoken_of(trigger.start, around.world.main_sides[-1])
        return (spoken_of,) if spoken_of is not None else ()
    if trigger.frame.of_subject:
        subjects = subjects or finder.before_opener(trigger) or finder.subject_across(trigger, around.clauses)
        subjects = subjects or carried_subject(trigger, around)
        named = [link for link in subjects if link.form in _NAMED]
        return participants_of(named[:1] or subjects)[:1]
    if trigger.is_noun:
        of = finder.owned_by(trigger) if around.page.grammar.lexicon.spaced else []  # "Xi's dismissal of Li"
        chosen = (
            of or finder.partner(trigger) or finder.owner(trigger) or finder.modifier(trigger) or _of(trigger, around)
        )
    elif trigger.passive:
        chosen, objects = (
            subjects or finder.before_opener(trigger) or finder.subject_across(trigger, around.clauses),
            [],
        )
    elif objects or finder.next_to(trigger):
        chosen = objects or finder.next_to(trigger)
    elif around.page.grammar.lexicon.spaced and _has_object(trigger, around):
        return () if trigger.frame.mode is EventMode.APPOINTMENT else None
    elif _ends_sentence(trigger, around) and not finder.just_before(trigger):
        return None  # "Austin met Li on Sunday, both sides confirmed"
    else:
        chosen = finder.just_before(trigger) or subjects or finder.before_opener(trigger) or _set_off(trigger, around)
    if not chosen and trigger.frame.mode is EventMode.REMOVAL and of_pronoun(trigger, around):
        spoken_of = around.spoken_of(trigger.start, around.world.main_sides[-1])
        return (spoken_of,) if spoken_of is not None else ()
    chosen = chosen or _losing(trigger, around) or _carried(trigger, around)
    if trigger.frame.mode is EventMode.REMOVAL and trigger.passive:  # "X and Y were removed": both
        return participants_of(chosen)
    named = [link for link in (*chosen, *subjects, *objects) if link.form in _NAMED]
    return participants_of(named[:1] or chosen)[:1]


def _taken_up(trigger: Trigger, around: Surroundings) -> tuple[Participant, ...]:
    meant = named_before(trigger, around)
    return (meant,) if meant is not None else ()


def _ends_sentence(trigger: Trigger, around: Surroundings) -> bool:
    """Tell whether a finite verb stands at the very end, where it has no object."""
    page = around.page
    rest = page.text.folded[trigger.end : trigger.sentence[1]]
    return page.grammar.lexicon.spaced and trigger.aspect is Aspect.FINITE_PAST and not rest.strip(" .!?\"'")


def _set_off(trigger: Trigger, around: Surroundings) -> list[Link]:
    """Return whom a participle between commas describes: "the fall of Li, formally removed on Tuesday, has …"."""
    folded, grammar = around.page.text.folded, around.page.grammar
    if not grammar.lexicon.fixed_order:
        return []
    before = [link for link in around.finder.people if link.end <= trigger.start][-1:]
    return [
        link
        for link in before
        if folded.startswith(", ", link.end) and grammar.gap(folded, link.end, trigger.start) <= ADVERB_WORDS
    ]


def _carried(trigger: Trigger, around: Surroundings) -> list[Link]:
    """Return whom "李尚福失踪两个月，24日遭免职" speaks of: the passive's subject stands in the clause before."""
    words = around.page.words_between(trigger.clause.start, trigger.end)
    passive = any(w.value.part is Part.PASSIVE for w in words)
    return carried_subject(trigger, around) if passive else []


def _owner_inside(trigger: Trigger, around: Surroundings) -> list[Link]:
    """Return whose tenure it is that a verb ends: "terminated Li's tenure as minister", "Li's tenure … was ended"."""
    tenures = around.finder.class_words(trigger.frame.needs or "", trigger.clause.start, trigger.start)
    if trigger.passive and tenures:
        before = [link for link in around.finder.people if link.end <= tenures[0].start]
        return [link for link in before[-1:] if around.finder.is_owner(link)]
    near = [link for link in around.finder.people if trigger.end <= link.start and link.end <= trigger.clause.end][:1]
    behind = around.finder.class_words(trigger.frame.needs or "", trigger.end, near[0].start) if near else []
    of = bool(behind) and around.finder.marker_before(near[0]) == "owner"  # "cut short the tenure of Li"
    return near if of else [link for link in near if around.finder.is_owner(link)]


def of_pronoun(trigger: Trigger, around: Surroundings) -> bool:
    """Tell "罢免了他的部长职务", "he lost his job", whose person is whomever the text spoke of last."""
    lexicon, folded = around.page.grammar.lexicon, around.page.text.folded
    if lexicon.free_order:
        return False
    words = around.finder.party_words(Part.PRONOUN, trigger.clause.start, trigger.clause.end)
    if lexicon.spaced:
        words += around.finder.party_words(Part.STAND_IN, trigger.clause.start, trigger.clause.end)
    if lexicon.spaced and (trigger.passive or trigger.is_noun or trigger.frame.of_subject):
        return any(
            0 <= around.page.grammar.gap(folded, w.end, trigger.start) <= PRONOUN_WORDS for w in _before(words, trigger)
        )
    return any(0 <= word.start - trigger.end <= 1 for word in words)


def _before(words: Sequence[Hit[Word]], trigger: Trigger) -> list[Hit[Word]]:
    return [word for word in words if word.end <= trigger.start]


def _losing(trigger: Trigger, around: Surroundings) -> list[Link]:
    """Return whose post a verb takes in a script without spaces: "李尚福的国防部长职务24日遭免除"."""
    if trigger.frame.mode is not EventMode.REMOVAL or around.page.grammar.lexicon.spaced:
        return []
    start, finder = trigger.clause.start, around.finder
    owners = [k for k in finder.people if start <= k.start and k.end <= trigger.start and finder.is_owner(k)][-1:]
    offices = (NameKind.OFFICE, NameKind.BARE_OFFICE)
    posts = [
        hit for k in owners for hit in around.page.names_between(k.end, trigger.start) if hit.value.kind in offices
    ]
    return owners if posts else []


def _heir(trigger: Trigger, around: Surroundings) -> list[Link]:
    """Return who takes office: behind an agent's marker ("由董军出任"), else before the verb of another's going.

    In "李尚福接替魏凤和出任国防部长" the name nearest to the verb is the predecessor's.
    """
    finder, start = around.finder, trigger.clause.start
    before = [link for link in finder.people if start <= link.start and link.end <= trigger.start]
    if any(
        w.value.part is Part.POSSESSIVE and w.start == trigger.end for w in around.page.words_between(*trigger.sentence)
    ):
        return finder.next_to(trigger)  # "周五获任命的国防部长董军"
    for link in reversed(before):
        if "agent" in finder.markers_of(link):
            return [link]
    for word in around.page.words_between(start, trigger.start):
        succeeds = word.value.part is Part.VERB and any(frame.of_subject for frame in word.value.frames)
        if succeeds and any(word.end == link.start or finder.only_titles(word.end, link.start) for link in before):
            return finder.subject_before(word.start, trigger.clause)
    return []


def _has_object(trigger: Trigger, around: Surroundings) -> bool:
    """Tell "removed his glasses" from a headline's "X removed as minister": another word than a small one follows."""
    page = around.page
    at = trigger.end
    rest = page.text.folded[at : trigger.clause.end]
    if not rest.strip(" '\"").strip(".,!?"):
        return False
    at += len(rest) - len(rest.lstrip(" '\""))
    if not page.text.folded[at].isalnum():
        return False
    small = (Part.MARKER, Part.BREAK, Part.AFTER, Part.BEFORE, Part.TIME, Part.TO)
    return not any(
        word.start == at and word.value.part in small and word.value.name != "numbers"
        for word in page.words_between(at, at + 40)
    )


def _of(trigger: Trigger, around: Surroundings) -> list[Link]:
    for link in around.finder.people:
        if trigger.end <= link.start <= trigger.end + 30 and link.end <= trigger.clause.end:
            apart = "," in around.page.text.folded[trigger.end : link.start]
            return [] if apart else [link]
    return []
