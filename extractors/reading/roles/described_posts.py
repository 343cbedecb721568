"""Who gains or loses a post that no verb's subject or object names: titles with a participle, receivers, pronouns."""

from __future__ import annotations

from extractors.phrases import Hit
from extractors.reading.mentions.links import Link, Participant
from extractors.reading.roles.roles import Roles
from extractors.reading.roles.surroundings import Surroundings
from extractors.reading.text.grammar import Part, Word
from extractors.reading.text.names import NameKind
from extractors.reading.triggers.aspects import Aspect
from extractors.reading.triggers.described_nouns import comma_before
from extractors.reading.triggers.triggers import Trigger
from seeds.lexicon import CueKind, Scheme
from seeds.watches import EventMode

RECEIVER_CHARACTERS = 60
"""How far behind its verb the receiver of a post may stand ("the job went on Friday to X")."""

PREDECESSOR_WORDS = 4
"""How far before a trigger "predecessor" may stand."""

FORMER_CHARACTERS = 40
"""How far behind "former" the name may begin that it describes, titles between them."""

_LEADING = frozenset({Part.TIME, Part.MARKER, Part.AFTER, Part.BEFORE, Part.BREAK})
"""What follows a participle that has no object of its own."""

_BETWEEN = frozenset({Part.TIME, Part.MARKER, Part.PERFECT, Part.PLUPERFECT})
"""What may stand between a subject and its verb ("China on Friday replaced")."""


def described_holder(trigger: Trigger, around: Surroundings) -> list[Link]:
    """Return the name that a participle behind a comma describes: "China's minister, appointed on Friday, said"."""
    page = around.page
    lexicon = page.grammar.lexicon
    if trigger.is_noun or not lexicon.fixed_order:
        return []
    if trigger.aspect not in (Aspect.FINITE_PAST, Aspect.PARTICIPLE):
        return []
    edge = comma_before(page, trigger.start)
    if edge < 0:
        return []
    following = page.words_between(trigger.end, trigger.end + 12)
    alone = page.text.folded[trigger.end : trigger.end + 1] in (",", ".")
    leads = any(w.start == trigger.end + 1 and w.value.part in _LEADING for w in following)
    if not alone and not leads and not _title_follows(trigger, around):
        return []
    return [link for link in around.finder.people if link.end == edge]


def _title_follows(trigger: Trigger, around: Surroundings) -> bool:
    """Tell "X, appointed defence minister on Friday" from "X, appointed by Y"."""
    at, offices = trigger.end + 1, (NameKind.OFFICE, NameKind.BARE_OFFICE)
    gains = trigger.frame.mode is EventMode.APPOINTMENT
    return gains and any(
        n.start == at and n.value.kind in offices for n in around.page.names_between(at, at + FORMER_CHARACTERS)
    )


def end_of_insertion(trigger: Trigger, around: Surroundings) -> int:
    """Return where the comma stands that closes what a participle describes, or the end of its clause."""
    comma = around.page.text.folded.find(", ", trigger.end, trigger.clause.end)
    return comma if comma >= 0 else trigger.clause.end


def end_of_phrase(trigger: Trigger, end: int, around: Surroundings) -> int:
    """Return where a noun phrase ends at the latest: at its verb ("The dismissal of X has no bearing on the list")."""
    if not trigger.is_noun or around.page.grammar.lexicon.free_order:
        return end
    words = around.page.words_between(trigger.end, end)
    return next((w.start for w in words if w.value.part in (Part.PERFECT, Part.PLUPERFECT)), end)


def receiver(trigger: Trigger, around: Surroundings) -> list[Link]:
    """Return who stands behind a phrase that only says that a post is filled: "the job went on Friday to X"."""
    if trigger.is_noun or trigger.aspect is not Aspect.RESULT or not around.page.grammar.lexicon.spaced:
        return []
    for link in around.finder.people:
        if link.start >= trigger.end and link.end <= trigger.clause.end:
            near = link.start - trigger.end <= RECEIVER_CHARACTERS
            return [link] if near and not around.page.unknown_names(trigger.end, link.start) else []
    return []


def is_deed_of_state(trigger: Trigger, around: Surroundings) -> bool:
    """Tell "China replaced its minister", "parliament replaced X", which name nobody who takes over."""
    page, start = around.page, trigger.clause.start
    if not page.grammar.lexicon.fixed_order:
        return False
    ends = [side.end for side in around.sides.within(start, trigger.start)]
    ends += [word.end for word in around.finder.class_words("bodies", start, trigger.start)]
    if not ends or any(start <= link.start and link.end <= trigger.start for link in around.finder.people):
        return False
    between = page.text.folded[max(ends) : trigger.start]
    if "," in between:
        return False
    for word in page.words_between(max(ends), trigger.start):
        if word.value.part in _BETWEEN:
            between = between.replace(page.text.folded[word.start : word.end], " ", 1)
    return not between.strip()


def without_other_former(cues: list[Hit[Word]], around: Surroundings, roles: Roles | None) -> list[Hit[Word]]:
    """Drop a "former" that describes somebody else: "X and former foreign minister Y were removed"."""
    entity = roles.recipients[0].entity if roles is not None and roles.recipients else None
    kept: list[Hit[Word]] = []
    for cue in cues:
        if cue.value.name in (CueKind.LAPSED, CueKind.RECALL) and _is_former(cue, around):
            reach = cue.end + FORMER_CHARACTERS
            behind = [k for k in around.finder.people if k.start <= reach and cue.end <= k.end][:1]
            if entity and behind and all(p.entity not in (None, entity) for k in behind for p in k.participants):
                continue
        kept.append(cue)
    return kept


def predecessor(person: Participant, trigger: Trigger, around: Surroundings) -> Participant | None:
    """Return whom "his predecessor's removal" is about: who held a person's office last before; None if unknown."""
    world = around.world
    if person.entity is None:
        return None
    for office_id in world.offices.offices_of(person.entity, world.on, world.known_on):
        since = world.offices.since(office_id, person.entity, world.on, world.known_on)
        earlier = [
            tenure
            for tenure in world.offices.offices[office_id].held_by
            if since is not None and tenure.person != person.entity and tenure.start < since
        ]
        if earlier:
            return world.person(max(earlier, key=lambda tenure: tenure.start).person)
    return None


def is_of_predecessor(trigger: Trigger, around: Surroundings) -> bool:
    """Tell whether "predecessor" stands shortly before a trigger: "after his predecessor's unexplained removal"."""
    words = around.finder.class_words("predecessors", trigger.clause.start, trigger.start)
    gap, folded = around.page.grammar.gap, around.page.text.folded
    return bool(words) and gap(folded, words[-1].end, trigger.start) <= PREDECESSOR_WORDS


def is_hearsay(trigger: Trigger, around: Surroundings) -> bool:
    """Tell whether a sentence tells of a post and gives as its source those who can only have heard of it."""
    rules, clause = around.page.grammar.lexicon.predicates, trigger.clause
    if rules is not None and around.page.text.folded.endswith(rules.hinges or ("\0",), clause.start, clause.end):
        return False  # "美国官员说，人大免去李尚福职务以后，…": what they say is another matter
    return trigger.frame.scheme is Scheme.POST and bool(around.finder.class_words("hearsay", *trigger.sentence))


def _is_former(cue: Hit[Word], around: Surroundings) -> bool:
    words = around.page.words_between(cue.start, cue.end)
    return any((w.start, w.end) == (cue.start, cue.end) and w.value.part is Part.FORMER for w in words)
