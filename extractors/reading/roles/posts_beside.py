"""Posts and people that the sentences beside an appointment name: a trigger with its surroundings in, who and what out.

"An admiral now runs China's defence ministry. Dong Jun was confirmed by lawmakers on Friday." and "A general under
sanctions was voted in as minister of defence. Li Shangfu replaces Wei Fenghe."
"""

from __future__ import annotations

from collections.abc import Collection

from extractors.phrases import Hit
from extractors.reading.mentions.links import Participant
from extractors.reading.mentions.world import World
from extractors.reading.roles.described_posts import is_deed_of_state
from extractors.reading.roles.surroundings import Surroundings
from extractors.reading.text.grammar import BREAKING, Part
from extractors.reading.text.names import Name, NameKind
from extractors.reading.triggers.triggers import Trigger
from extractors.records.reading import ArticleField
from seeds.entities import EntityKind

MINISTER = "minister"
"""The rank of the offices that a ministry's name stands for."""

TITLED_WORDS = 4
"""How many words may stand between a verb and the title of whom it acts upon ("its long missing")."""

MARK_CHARACTERS = 20
"""The longest word behind an object that ends it."""

_OFFICES = (NameKind.OFFICE, NameKind.BARE_OFFICE)
_LEADING = frozenset({Part.MARKER, Part.BREAK, Part.TIME, Part.AFTER, Part.BEFORE, Part.TO})
"""What follows a verb that has no other post as its object."""
_APART = frozenset({Part.MARKER, Part.FORMER, Part.OTHER_SIDE, Part.VERB, Part.NOUN})
_ENDING = frozenset({Part.MARKER, Part.TIME, *BREAKING})


def offices_beside(trigger: Trigger, person: Participant, around: Surroundings) -> set[str]:
    """Return those of a person's offices that the trigger's sentence or the one before names, or whose ministry."""
    page, world = around.page, around.world
    if trigger.is_noun or person.entity is None or page.field is ArticleField.TITLE:
        return set()
    if not page.grammar.lexicon.spaced:
        return set()
    if trigger.frame.of_subject:  # "takes over the defence ministry"
        own = around.finder.class_words("ministries", trigger.start, trigger.clause.end)
        return _as_minister(person, world) if own else set()
    (start, _), *_ = (*page.sentences_before(trigger.sentence[0]), trigger.sentence)
    end = trigger.sentence[1]
    ministries = around.finder.class_words("ministries", start, end)
    if _has_other_post(trigger, around) and not any(trigger.end <= w.start < trigger.clause.end for w in ministries):
        return set()
    held = world.offices.ever_held(person.entity, world.known_on)
    named = {hit.value.id for hit in page.names_between(start, end) if hit.value.kind in _OFFICES}
    return (named & set(held)) | (_as_minister(person, world) if ministries else set())


def _as_minister(person: Participant, world: World) -> set[str]:
    held = world.offices.ever_held(person.entity or "", world.known_on)
    return {office for office in held if world.offices.offices[office].rank == MINISTER}


def follower(trigger: Trigger, offices: Collection[Hit[Name]], around: Surroundings) -> Participant | None:
    """Return whom the next sentence names first, where a trigger fills an office of that person's and names nobody."""
    page, world = around.page, around.world
    if not page.grammar.lexicon.spaced or not trigger.passive or page.field is ArticleField.TITLE or not offices:
        return None
    if page.unknown_names(*trigger.sentence) or None in around.sides.near(*trigger.sentence):
        return None
    if any(trigger.sentence[0] <= link.start and link.end <= trigger.start for link in around.finder.people):
        return None
    behind = page.sentences_behind(trigger.sentence[0])
    following = page.names_between(*behind[0]) if behind else []
    first = next((hit for hit in following if hit.value.entity_kind == EntityKind.PERSON.value), None)
    if first is None or first.value.kind is not NameKind.FULL or page.unknown_names(behind[0][0], first.start):
        return None
    held = world.offices.ever_held(first.value.id, world.known_on)
    return world.person(first.value.id) if {hit.value.id for hit in offices} & set(held) else None


def _has_other_post(trigger: Trigger, around: Surroundings) -> bool:
    """Tell "was appointed commander of the navy" from "was appointed on Friday", "was confirmed in the job"."""
    page = around.page
    rest = page.text.folded[trigger.end : trigger.clause.end].lstrip(" ")
    if not rest or not rest[0].isalnum():
        return False
    at = trigger.clause.end - len(page.text.folded[trigger.end : trigger.clause.end].lstrip(" "))
    return not any(w.start == at and w.value.part in _LEADING for w in page.words_between(at, trigger.clause.end))


def holder_acted_upon(trigger: Trigger, around: Surroundings) -> Participant | None:
    """Return whom "China fires its missing defence minister" is about, which names nobody: the holder of the office."""
    page, (start, end), own = around.page, (trigger.clause.start, trigger.clause.end), around.world.main_sides[-1]
    if trigger.passive or trigger.is_noun or not page.grammar.lexicon.fixed_order:
        return None
    titles = [hit for hit in page.names_between(trigger.end, end) if hit.value.kind is NameKind.BARE_OFFICE]
    if not titles or page.grammar.gap(page.text.folded, trigger.end, titles[0].start) > TITLED_WORDS:
        return None
    at = titles[0].start
    apart = any(word.value.part in _APART for word in page.words_between(trigger.end, at))
    if apart or "," in page.text.folded[trigger.end : at] or not _ends_object(titles[0].end, trigger, around):
        return None
    subject = [p for k in around.finder.people if start <= k.start and k.end <= trigger.start for p in k.participants]
    if not (subject and all(p.side == own for p in subject)) and not _is_own_deed(trigger, around):
        return None
    table = around.world.offices.offices
    office = next((hit.value.id for hit in titles if hit.start == at and table[hit.value.id].side == own), None)
    return Participant(None, office, own) if office is not None else None


def _is_own_deed(trigger: Trigger, around: Surroundings) -> bool:
    """Tell whether a verb's subject is the country that is watched, or a body of some country."""
    before = around.sides.within(trigger.clause.start, trigger.start)
    return is_deed_of_state(trigger, around) and all(side.side == around.world.main_sides[-1] for side in before)


def _ends_object(at: int, trigger: Trigger, around: Surroundings) -> bool:
    """Tell whether an object ends: "dismisses defence minister after …", not "dismisses defence minister reports"."""
    rest = around.page.text.folded[at : trigger.clause.end]
    if not rest.strip(" .!") or rest.startswith((",", " -")):
        return True
    behind = around.page.words_between(at, at + MARK_CHARACTERS)
    return any(word.start == at + 1 and word.value.part in _ENDING for word in behind)
