"""Measures of which the text has spoken: "The waiver took effect", "they had been lifted", and entries of a list."""

from __future__ import annotations

from extractors.phrases import Hit
from extractors.reading.mentions.links import Participant
from extractors.reading.roles.surroundings import Surroundings
from extractors.reading.text.grammar import Part, Word
from extractors.reading.triggers.triggers import Trigger
from seeds.entities import EntityKind
from seeds.lexicon import Scheme

PRONOUN_WORDS = 4
"""How far before its verb the pronoun may stand ("they had since been quietly lifted")."""

MARKS = ";\n"
"""What parts the entries of a list."""

_TELLING = frozenset({Part.VERB, Part.CUE, Part.PASSIVE, Part.PERFECT, Part.PLUPERFECT})
"""What an entry of a list does not have, and a statement has."""


def is_definite(hit: Hit[Word] | Trigger, around: Surroundings) -> bool:
    """Tell "the sanctions" of which the text spoke from sanctions of others."""
    page = around.page
    if not page.grammar.lexicon.spaced:
        return page.text.folded[: hit.start].endswith(page.grammar.lexicon.markers.articles or ("\0",))
    before = page.text.folded[max(0, hit.start - 10) : hit.start].split()
    return bool(before) and before[-1] in page.grammar.lexicon.markers.articles


def names_anybody(trigger: Trigger, around: Surroundings) -> bool:
    """Tell whether a trigger's clause names anybody whom a measure may be on, or a target unknown."""
    start, end = trigger.clause.start, trigger.clause.end
    acting = around.world.main_sides[0]  # "Biden rescinded the measures": whoever may end them is not their target
    people = any(
        start <= link.start and link.end <= end and any(p.side != acting for p in link.participants)
        for link in around.finder.people
    )
    target = any(
        word.value.part is Part.MARKER
        and word.value.name == "target"
        and not any(
            w.value.part is Part.TIME and 0 <= w.start - word.end <= 1 for w in around.page.words_between(word.end, end)
        )
        for word in around.page.words_between(start, end)
    )
    comma = around.page.text.folded.find(",", trigger.end, end)  # behind it stands who says so
    return people or target or bool(around.page.unknown_names(start, comma if comma >= 0 else end))


def taken_up(trigger: Trigger, around: Surroundings) -> Participant | None:
    """Return whose measure it is that a noun or a pronoun takes up: "The waiver took effect", "they were lifted"."""
    page, frame = around.page, trigger.frame
    lexicon = page.grammar.lexicon
    if not lexicon.fixed_order or frame.contrary or around.last_target is None:
        return None
    if not _was_spoken_of(trigger, around):
        return None
    if trigger.is_noun:
        known = is_definite(trigger, around) and trigger.anchor[0] > trigger.end and not names_anybody(trigger, around)
        return around.last_target if known and not _is_of_post_too(trigger, around) else None
    pairs = page.words_between(trigger.clause.start, trigger.start).of(Part.PAIR, "any")
    near = [w for w in pairs if page.grammar.gap(page.text.folded, w.end, trigger.start) <= PRONOUN_WORDS]
    alone = near and not page.words_between(near[-1].end, trigger.start).of(Part.NOUN)
    people = _is_of_post_too(trigger, around) and _named_before(trigger, around) > 1  # "Li and Qin … They were removed"
    return around.last_target if trigger.passive and alone and not people else None


def person_listed(trigger: Trigger, around: Surroundings) -> Participant | None:
    """Return the person behind the colon of a list: "removed one individual from its list: LI, Shangfu; DOB 1958"."""
    page, main = around.page, around.world.main_sides
    colons = [c.opener for c in around.clauses if c.opener is not None and c.opener.start >= trigger.clause.end]
    if not colons or page.text.folded[colons[0].start : colons[0].end] != ":":
        return None
    start, end = colons[0].end, trigger.sentence[1]
    found: list[Participant] = []
    for link in around.finder.people:
        if start <= link.start and link.end <= end and len(link.participants) == 1 and not link.participants[0].foreign:
            low = max(page.text.folded.rfind(mark, start, link.start) for mark in MARKS)
            ends = [at for mark in MARKS if (at := page.text.folded.find(mark, link.end, end)) >= 0]
            said = page.words_between(max(low, start), min(ends, default=end))
            if not said.of_any(_TELLING) and link.participants[0].side != main[0]:
                found.append(link.participants[0])
    return found[0] if found and len({p.key for p in found}) == 1 else None


def _is_of_post_too(trigger: Trigger, around: Surroundings) -> bool:
    """Tell whether a word is said of measures and of posts alike: "The removal took place on Tuesday"."""
    words = around.page.words_between(trigger.start, trigger.end)
    return any(f.scheme is Scheme.POST for w in words if w.start == trigger.start for f in w.value.frames)


def _named_before(trigger: Trigger, around: Surroundings) -> int:
    """Return how many people the sentence before a trigger names, and its own before it."""
    (start, _), *_ = (*around.page.sentences_before(trigger.sentence[0]), trigger.sentence)
    names = around.page.names_between(start, trigger.start)
    return len({name.value.id for name in names if name.value.entity_kind == EntityKind.PERSON.value})


def _was_spoken_of(trigger: Trigger, around: Surroundings) -> bool:
    """Tell whether the sentence before a trigger, or its own, names the measure."""
    page, needs = around.page, trigger.frame.needs
    (start, _), *_ = (*page.sentences_before(trigger.sentence[0]), trigger.sentence)
    return needs is None or bool(around.finder.class_words(needs, start, trigger.clause.start))
