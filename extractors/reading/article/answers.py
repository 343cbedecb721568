"""Questions that the next words answer: "Did they meet? They did, on Friday": candidate events in, those told out."""

from __future__ import annotations

from dataclasses import replace

from extractors.reading.status.candidates import Candidate, with_status
from extractors.reading.text.clock import Clock
from extractors.reading.text.grammar import Part
from extractors.reading.text.page import Page
from extractors.reading.times.times import TimeReader
from extractors.records.reading import Strength
from seeds.lexicon import CueKind, Scheme
from seeds.storyline import EventStatus

ANSWERS = "answers"
"""The class of words that affirm what was asked: "they did", "yes"."""

ANSWER_CHARACTERS = 24
"""How far into its sentence an answer may stand, behind "A:" or a speaker's name."""

NEXT_SENTENCES = 2
"""How many sentences behind its question an answer may stand: the asker's name comes between."""

_CLOSING = frozenset(",.;:")
_SCHEMES = frozenset({Scheme.MUTUAL, Scheme.VISIT})
_TAKING_BACK = frozenset({CueKind.NEGATION, CueKind.BRIEF, CueKind.REMOTE, CueKind.WANT, CueKind.FUTURE})


def answered(candidates: list[Candidate], clock: Clock) -> list[Candidate]:
    """Return the candidates, a contact or visit that was only asked for told as the answer tells it.

    An answer with a recent time makes it news, one with an old time a memory; without a time it is weak. An answer that
    takes something back ("only briefly", "by telephone", "not yet") leaves the question open.
    """
    return [_answered(candidate, clock) for candidate in candidates]


def _answered(candidate: Candidate, clock: Clock) -> Candidate:
    asked = candidate.verdict.status is EventStatus.PROPOSED and CueKind.QUESTION in candidate.kinds
    if not asked or candidate.trigger.frame.scheme not in _SCHEMES or candidate.roles.third:
        return candidate
    page = candidate.page
    answer = _answer(page, candidate.sentence)
    if answer is None:
        return candidate
    told = [clock.is_recent(span) for span in TimeReader(page, clock.today).read(*answer) if not span.days]
    if told and not any(told):
        return with_status(candidate, EventStatus.BACKGROUND, "answered")
    strength = Strength.STRONG if any(told) else Strength.WEAK
    happened = with_status(candidate, EventStatus.OCCURRED, "time:answered" if told else "answered")
    return replace(happened, verdict=replace(happened.verdict, strength=strength))


def _answer(page: Page, question: tuple[int, int]) -> tuple[int, int] | None:
    """Return the sentence that affirms a question, with nothing in it that takes the answer back."""
    for start, end in page.sentences_behind(question[0], NEXT_SENTENCES):
        words = page.words_between(start, end)
        near = [w for w in words.of(Part.CLASS, ANSWERS) if w.start - start <= ANSWER_CHARACTERS]
        if any(page.text.folded[w.end : w.end + 1] in _CLOSING for w in near):  # not "They have exchanged letters"
            cues = {w.value.cue.kind for w in words.of(Part.CUE) if w.value.cue is not None}
            return None if cues & _TAKING_BACK else (start, end)
    return None
