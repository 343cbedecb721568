"""What came of an old meeting: "channels were restored after the two met last November" is as old as that meeting."""

from __future__ import annotations

from dataclasses import replace

from extractors.reading.status.candidates import Candidate, with_status
from extractors.reading.text.grammar import Part
from extractors.records.reading import ArticleField, Strength
from seeds.lexicon import CueKind
from seeds.storyline import EventStatus
from seeds.watches import EventMode

_CONTACTS = frozenset({EventMode.MEETING, EventMode.CALL})


def dated_by_cause(candidate: Candidate, others: list[Candidate]) -> Candidate:
    """Return a channel's undated reopening as background where its sentence hangs an old meeting on it by "after"."""
    untimed = candidate.time is None and candidate.verdict.status is EventStatus.OCCURRED
    if candidate.mode is not EventMode.CHANNEL_REOPENED or not untimed:
        return candidate
    old = any(_is_old_cause(other, candidate) for other in others)
    return with_status(candidate, EventStatus.BACKGROUND, "after:old") if old else candidate


def dated_by_successor(candidate: Candidate, others: list[Candidate]) -> Candidate:
    """Return the removal of "董军今天获任命为防长。前任10月24日遭免职", in a text without a date, as background.

    Whose successor is told as news before it, on no such day, has been gone since then: else it is of one sitting.
    """
    told = candidate.verdict.status is EventStatus.OCCURRED and candidate.mode is EventMode.REMOVAL
    if not told or candidate.month_day is None:
        return candidate
    named = [other for other in others if _is_successors(other, candidate)]
    firm = [other for other in named if other.verdict.strength is Strength.STRONG]  # not "接替10月24日被免职的"
    same = any(other.month_day == candidate.month_day for other in firm)
    before = any(other.page is candidate.page and other.trigger.start < candidate.trigger.start for other in named)
    return with_status(candidate, EventStatus.BACKGROUND, "time:successor") if before and not same else candidate


def _is_successors(other: Candidate, candidate: Candidate) -> bool:
    """Tell the appointment of another to a post that a removal is from."""
    told = other.verdict.status is EventStatus.OCCURRED and other.mode is EventMode.APPOINTMENT
    post = bool({*other.roles.office_ids} & {*candidate.roles.office_ids})
    people = {p.key for p in other.roles.recipients}
    return told and post and bool(people) and not people & {p.key for p in candidate.roles.recipients}


def dated_by_effect(candidate: Candidate, others: list[Candidate]) -> Candidate:
    """Return the balloon of "Blinken put off his trip after a balloon was tracked over Montana", in the lead, as news.

    What is recalled for years is news where the lead tells by a verb that a visit has just been called off for it.
    """
    trigger, page = candidate.trigger, candidate.page
    untimed = candidate.time is None and candidate.verdict.status is EventStatus.OCCURRED
    lead = page.field is ArticleField.TITLE or candidate.sentence == page.sentences[0]
    verb = trigger.frame.needs_time and not trigger.is_noun
    if not (untimed and lead and verb and page.grammar.lexicon.spaced):
        return candidate
    led = any(other.page is page and other.sentence == candidate.sentence and _is_effect(other) for other in others)
    return replace(candidate, cues=(*candidate.cues, "time:of its effect")) if led else candidate


def _is_effect(other: Candidate) -> bool:
    """Tell a visit called off by a finite verb of the main clause."""
    off = other.verdict.status is EventStatus.DECLINED and other.mode is EventMode.VISIT
    opener = other.trigger.clause.opener
    day = other.time is None or (other.time.first is not None and other.time.first == other.time.last)
    had = other.page.words_between(other.trigger.clause.start, other.trigger.start).of(Part.PLUPERFECT)
    planned = bool(other.kinds & {CueKind.FUTURE, CueKind.PLAN})  # "is to make the trip shelved after a balloon …"
    return off and day and not had and not planned and opener is None and _is_called_off(other)


def _is_called_off(other: Candidate) -> bool:
    """Tell "postponed a trip", "the trip was postponed" from "arrived on a trip postponed after …"."""
    words = other.page.words_between(*other.sentence)
    nouns = {word.end + 1 for word in words.of(Part.NOUN)}
    return not any(cue.start in nouns for cue in words.of(Part.CUE, CueKind.REFUSAL.value))


def _is_old_cause(other: Candidate, candidate: Candidate) -> bool:
    if other.page is not candidate.page or other.sentence != candidate.sentence or other.mode not in _CONTACTS:
        return False
    opener = other.trigger.clause.opener
    after = opener is not None and opener.value.part is Part.AFTER and candidate.trigger.end <= opener.start
    return after and other.verdict.status is EventStatus.BACKGROUND
