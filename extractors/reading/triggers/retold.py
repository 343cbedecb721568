"""Nouns of events whose verb stands behind them with its subject: "the talks that Austin and Dong held on Friday"."""

from __future__ import annotations

from extractors.phrases import Hit
from extractors.reading.text.grammar import BREAKING, Part, Word
from extractors.reading.text.page import Page
from extractors.reading.text.words import Words
from seeds.entities import EntityKind
from seeds.lexicon import Form

SUBJECT_WORDS = 6
"""How far behind its noun the verb's subject may begin ("the talks in Jakarta that Secretary Austin … held")."""

VERB_WORDS = 3
"""How far behind its subject the verb may stand ("had only just concluded")."""

TIME_CHARACTERS = 8
"""How far behind its number a unit of time may end ("a fortnight")."""

SUBJECT_CHARACTERS = 90
"""The longest subject with its verb."""

_SUBJECTS = frozenset({Part.PAIR, Part.PRONOUN})
_PAST = frozenset({Form.PAST, Form.PARTICIPLE})


def retelling_verb(page: Page, noun: tuple[int, int]) -> tuple[int, int] | None:
    """Return where the verb of support in the past stands that has a noun before it as its object, and people between
    the two as its subject; None where there is none."""
    folded, gap = page.text.folded, page.grammar.gap
    start, end = noun[1], min(page.sentence_at(noun[0])[1], noun[1] + SUBJECT_CHARACTERS)
    words = page.words_between(start, end)
    subjects = [(word.start, word.end) for word in words if word.value.part in _SUBJECTS]
    persons = (EntityKind.PERSON,)
    subjects += [(n.start, n.end) for n in page.names_between(start, end) if n.value.entity_kind in persons]
    if not subjects or gap(folded, start, min(subjects)[0]) > SUBJECT_WORDS:
        return None
    for verb in words:
        if verb.value.part is not Part.SUPPORT_BEFORE or verb.value.form not in _PAST:
            continue
        near = [s for s in subjects if s[1] <= verb.start and gap(folded, s[1], verb.start) <= VERB_WORDS]
        if not near or any(start < w.start < verb.start for w in words.of(Part.NOUN)):
            continue
        if any(w.value.part in BREAKING and near[-1][1] <= w.start < verb.start for w in words):
            continue  # "a meeting between A and B that had been pencilled in"
        if _is_auxiliary(page, verb, words):
            continue
        if verb.value.form is Form.PARTICIPLE and not _has_auxiliary(words, near[-1][1], verb.start):
            continue
        return None if _has_object(page, verb) else (verb.start, verb.end)
    return None


def _has_auxiliary(words: Words, start: int, end: int) -> bool:
    auxiliaries = (Part.PERFECT, Part.PLUPERFECT)
    return any(w.value.part in auxiliaries and start <= w.start and w.end <= end for w in words)


def _is_auxiliary(page: Page, verb: Hit[Word], words: Words) -> bool:
    """Tell the "had" of "a meeting of A and B had been agreed" from that of "the talks they had in Singapore"."""
    same = (w for w in words if w.start == verb.start)
    if not any(w.value.part in (Part.PERFECT, Part.PLUPERFECT, Part.PASSIVE) for w in same):
        return False
    small = (Part.MARKER, Part.TIME, *BREAKING)
    following = page.text.folded[verb.end : verb.end + 1]
    return following == " " and not any(w.start == verb.end + 1 and w.value.part in small for w in words)


def _has_object(page: Page, verb: Hit[Word]) -> bool:
    """Tell "the meeting, Austin had a cold": an article follows the verb at once, so that it takes another object."""
    following = page.text.folded[verb.end : verb.end + 12].split(" ")
    first = next((word for word in following if word), "")
    counted = [word.end for word in page.words_between(verb.end, verb.end + 12).named("numbers")][:1]
    timed = page.words_between(counted[0], counted[0] + TIME_CHARACTERS).named("units") if counted else ()
    return first in page.grammar.lexicon.markers.articles and not timed  # "held a week ago"
