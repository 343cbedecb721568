"""Who lost a post where the sentence before has named him: "Fue destituido el martes", "a mis fin à ses fonctions"."""

from __future__ import annotations

from extractors.reading.mentions.links import Participant
from extractors.reading.roles.dropped_subjects import is_led_by_setting
from extractors.reading.roles.surroundings import Surroundings
from extractors.reading.text.grammar import Part
from extractors.reading.text.names import NameKind
from extractors.reading.triggers.triggers import Trigger
from extractors.records.reading import MentionForm
from seeds.entities import EntityKind
from seeds.watches import EventMode

BACK_WORDS = 4
"""How far from its verb a word may stand that means whom the sentence before named ("le Parlement l'a mardi démis")."""

_NAMED = frozenset({MentionForm.NAME, MentionForm.SHORT_NAME})
_OFFICES = frozenset({NameKind.OFFICE, NameKind.BARE_OFFICE})


def named_before(trigger: Trigger, around: Surroundings) -> Participant | None:
    """Return whom a verb of removal takes up: by a pronoun, "the general", "his functions", or without a subject."""
    lexicon, page = around.page.grammar.lexicon, around.page
    if trigger.frame.mode is not EventMode.REMOVAL or trigger.is_noun or not lexicon.free_order:
        return None
    start, end, opener = trigger.sentence[0], trigger.clause.end, trigger.clause.opener
    if opener is not None and page.text.folded[opener.start : opener.end] in lexicon.breaks.complement:
        return None  # "Washington pense qu'il a été démis"
    if any(link.form in _NAMED and link.is_person for link in around.finder.people if link.end <= end):
        return None
    if page.unknown_names(start, end) or None in around.sides.within(start, end):
        return None
    dropped = lexicon.drops_subject and is_led_by_setting(trigger, around)
    if not (dropped and (trigger.passive or trigger.frame.of_subject)) and not _points_back(trigger, around):
        return None
    return _only_one_before(trigger, around)


def _points_back(trigger: Trigger, around: Surroundings) -> bool:
    """Tell whether a pronoun or another word for whom the text spoke of stands near the verb, or opens its clause."""
    start, end = trigger.clause.start, trigger.clause.end
    finder, folded, gap = around.finder, around.page.text.folded, around.page.grammar.gap
    words = [*finder.party_words(Part.PRONOUN, start, end), *finder.class_words("taking up", start, end)]
    back = max(BACK_WORDS, around.page.grammar.lexicon.auxiliaries.reach_words // 4)  # "hat ihn … abgesetzt"
    return any(
        gap(folded, word.end, trigger.start) <= back or (trigger.passive and word.start == start)
        if word.end <= trigger.start
        else gap(folded, trigger.end, word.start) <= BACK_WORDS
        for word in words
    )


def _only_one_before(trigger: Trigger, around: Surroundings) -> Participant | None:
    """Return the one person of the own side whom the sentence before names, if the text last spoke of him."""
    page, world = around.page, around.world
    before = page.sentences_before(trigger.sentence[0])
    if not before or around.last_person is None:
        return None
    names = [hit.value for hit in page.names_between(*before[0]) if hit.value.kind not in _OFFICES]
    own = {n.id for n in names if n.entity_kind == EntityKind.PERSON and n.side == world.main_sides[-1]}
    last = around.last_person
    return last if last.side == world.main_sides[-1] and own <= {last.entity} else None
