"""What a verb on a post is no news of: a stranger's minister, an heir's predecessor, the loss that a verb grants."""

from __future__ import annotations

from extractors.phrases import Hit
from extractors.reading.roles.surroundings import Surroundings
from extractors.reading.text.grammar import Part
from extractors.reading.text.names import Name, NameKind
from extractors.reading.triggers.triggers import Trigger
from extractors.records.reading import MentionForm
from seeds.lexicon import CueKind
from seeds.watches import EventMode

_TELLING = frozenset({Part.VERB, Part.NOUN})


def is_of_strangers_office(offices: list[Hit[Name]], trigger: Trigger, around: Surroundings) -> bool:
    """Tell the office of "Zelensky fired his defence minister": "his" means nobody of the side that is watched."""
    page, own, low = around.page, around.world.main_sides[-1], trigger.sentence[0]
    if not page.grammar.lexicon.fixed_order:
        return False
    if _is_filled_by_third(offices, trigger, around):
        return True
    for hit in offices:
        pronouns = around.finder.party_words(Part.PRONOUN, low, hit.start)
        if hit.value.kind is not NameKind.BARE_OFFICE or not any(word.end + 1 == hit.start for word in pronouns):
            continue
        before = [link for link in around.finder.people if low <= link.start and link.end <= hit.start]
        named = {person.side for link in before for person in link.participants}
        if own in named or any(side.side == own for side in around.sides.within(low, hit.start)):
            continue
        last = around.last_person  # "Xi was silent. He fired his minister": the first pronoun is who acts
        if named or len(pronouns) == 1 or last is None or last.side != own:
            return True
    return False


def _is_filled_by_third(offices: list[Hit[Name]], trigger: Trigger, around: Surroundings) -> bool:
    """Tell "Bulgaria on Friday named a new defence minister", of a country that names nobody we know."""
    if trigger.passive or trigger.is_noun or any(hit.value.kind is NameKind.OFFICE for hit in offices):
        return False
    before = {side.side for side in around.sides.within(trigger.clause.start, trigger.start)}
    named = (MentionForm.NAME, MentionForm.SHORT_NAME)
    behind = [k for k in around.finder.people if trigger.end <= k.start and k.end <= trigger.clause.end]
    return before == {None} and not any(link.form in named for link in behind)


def is_of_heir(trigger: Trigger, around: Surroundings) -> bool:
    """Tell "Dong replaced Li", news of who takes over, from "parliament replaced Li", "Xi replaced Li"."""
    page = around.page
    if trigger.passive or trigger.is_noun or not page.grammar.lexicon.fixed_order:
        return False
    verbs = page.words_between(trigger.start, trigger.end).of(Part.VERB)
    frames = [frame for word in verbs if word.start == trigger.start for frame in word.value.frames]
    if not any(frame.mode is EventMode.APPOINTMENT and frame.of_subject for frame in frames):
        return False
    table, world = around.world.offices, around.world
    people = [p.entity for link in around.finder.subject(trigger) for p in link.participants if p.kind == "person"]
    held = [office for one in people if one is not None for office in table.offices_of(one, world.on, world.known_on)]
    return bool(people) and not any(table.offices[office].rank == "head" for office in held)


def is_of_removal(trigger: Trigger, around: Surroundings) -> bool:
    """Tell "approved a motion to remove X", "had his dismissal confirmed": what a verb grants is the loss of a post."""
    page = around.page
    if trigger.is_noun or not page.grammar.lexicon.fixed_order:
        return False
    for word in page.words_between(trigger.clause.start, trigger.clause.end).of_any(_TELLING):
        if all(frame.mode is not EventMode.REMOVAL for frame in word.value.frames):
            continue
        noun = word.value.part is Part.NOUN
        if noun and word.end + 1 == trigger.start:
            return True
        led = noun or any(w.end + 1 == word.start for w in page.words_between(trigger.end, word.start).of(Part.TO))
        named = any(trigger.end <= link.start < word.start for link in around.finder.people)
        if trigger.end <= word.start and led and not named:
            return True
    return False


def is_of_next_verb(trigger: Trigger, hit: Hit[Name], around: Surroundings) -> bool:
    """Tell "was named to the commission and is expected to become minister": the office is what another verb gives."""
    words, folded = around.page.words_between(trigger.end, hit.start), around.page.text.folded
    if any(word.end + 1 == hit.start for word in words.of(Part.CUE, CueKind.NEGATION.value)):
        return True  # "named a finance minister and no defence minister"
    ends = {word.end + 1 for word in words.of(Part.MARKER, "joiners") if folded[word.start].isalpha()}
    for word in words.of(Part.VERB):  # "appointed a finance minister and removed Defence Minister Li"
        modes = {frame.mode for frame in word.value.frames}
        if EventMode.APPOINTMENT in modes or (EventMode.REMOVAL in modes and word.start in ends):
            return True
    return False
