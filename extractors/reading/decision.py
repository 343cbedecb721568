"""What the article as a whole says: candidate events of all sentences in, events that survive one another out."""

from __future__ import annotations

from dataclasses import replace

from extractors.reading.candidates import Candidate, with_status
from extractors.records.reading import ArticleField
from seeds.storyline import EventStatus
from seeds.watches import EventMode

_GONE = frozenset({EventStatus.DECLINED, EventStatus.NOT_OCCURRED, EventStatus.DENIED})


def decide_article(candidates: list[Candidate]) -> list[Candidate]:
    """Judge headline and body together.

    A headline's claim falls where the body denies it and nowhere repeats it; a headline's meeting becomes the call or
    the greeting that the body tells of.
    """
    return [_judged(candidate, candidates) for candidate in candidates]


def _judged(candidate: Candidate, candidates: list[Candidate]) -> Candidate:
    if candidate.verdict.status is not EventStatus.OCCURRED:
        return candidate
    others = [c for c in candidates if c is not candidate and _same_people(c, candidate)]
    body = [c for c in others if c.page.field is ArticleField.TEXT]
    facts = [c for c in body if c.verdict.status is EventStatus.OCCURRED]
    in_title = candidate.page.field is ArticleField.TITLE
    if candidate.mode is EventMode.MEETING:
        for weaker in (EventMode.CALL, EventMode.HANDSHAKE):
            told = [c for c in facts if c.mode is weaker]
            held = [c for c in facts if c.mode is EventMode.MEETING]
            if told and not held and (in_title or weaker is EventMode.CALL):
                cues = (*candidate.cues, f"body:{weaker.value}")
                return replace(candidate, mode=weaker, cues=cues)
    if in_title:
        repeated = any(c.mode is candidate.mode for c in facts)
        denied = any(c.mode is candidate.mode and c.verdict.status in _GONE for c in body)
        if denied and not repeated:
            return with_status(candidate, EventStatus.NOT_OCCURRED, "body:denies")
    return candidate


def _same_people(left: Candidate, right: Candidate) -> bool:
    return {p.key for p in left.roles.people} == {p.key for p in right.roles.people}
