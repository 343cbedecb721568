"""Which of an article's remarks stand beside what it reports: candidate events and remarks in, those that stand out."""

from __future__ import annotations

from extractors.reading.status.candidates import Candidate
from extractors.records.reading import Strength
from seeds.lexicon import Scheme
from seeds.storyline import EventStatus

_GONE = frozenset({EventStatus.DECLINED, EventStatus.DENIED})

_LACKING = frozenset({EventStatus.CONDITIONAL, EventStatus.NOT_OCCURRED, EventStatus.DENIED, EventStatus.BACKGROUND})
"""What may be said of an event beside that it was wished for."""

_Told = tuple[object, frozenset[tuple[str, ...]]]


def standing_remarks(remarks: list[Candidate], candidates: list[Candidate]) -> list[Candidate]:
    """Return the remarks that add something: each once, and none of what the article reports as having happened.

    A refusal may stand beside what happened after it.
    """
    candidates = [candidate for candidate in candidates if not candidate.roles.third]
    told = {(*_event(candidate), candidate.verdict.status) for candidate in candidates}
    happened = {_event(c) for c in candidates if c.verdict.status is EventStatus.OCCURRED}
    reported = {_event(c) for c in candidates if _is_news(c)}
    recalled = {_event(c) for c in candidates if c.verdict.status is EventStatus.BACKGROUND}
    gone = {_event(c) for c in candidates if c.verdict.status in _GONE}
    more = {_event(c) for c in candidates if c.verdict.status not in _LACKING}
    found: list[Candidate] = []
    for remark in sorted(remarks, key=lambda one: one.verdict.status is EventStatus.PROPOSED):
        event, status = _event(remark), remark.verdict.status
        over = reported | recalled if status is EventStatus.BACKGROUND else happened
        if (*event, status) in told or (status is not EventStatus.DECLINED and event in over):
            continue
        if status is EventStatus.NOT_OCCURRED and event in gone:
            continue  # the refusal is the news
        if status is EventStatus.PROPOSED and event in more and remark.trigger.frame.scheme is Scheme.MUTUAL:
            continue  # what is told of it is more than that it was wished for
        if status is EventStatus.SCHEDULED and any(_is_wished(remark, one) for one in candidates):
            continue  # "hopes that it will reopen": these very words have been read for what they say
        told.add((*event, status))
        if status not in _LACKING:
            more.add(event)
        found.append(remark)
    return found


def _is_wished(remark: Candidate, candidate: Candidate) -> bool:
    """Tell whether a remark's words ("will reopen") hold those of an event that is wished for."""
    if candidate.page is not remark.page or _event(candidate) != _event(remark):
        return False
    said, read = remark.trigger, candidate.trigger
    wished = candidate.verdict.status is EventStatus.PROPOSED
    return wished and said.start <= read.start and read.end <= said.end


def _is_news(candidate: Candidate) -> bool:
    """Tell what an article reports from what only might be news: a memory may be right where its words are weak."""
    return candidate.verdict.status is EventStatus.OCCURRED and candidate.verdict.strength is Strength.STRONG


def _event(candidate: Candidate) -> _Told:
    """Return what an event is, and of contacts and visits whose."""
    told = candidate.trigger.frame.scheme in (Scheme.MUTUAL, Scheme.VISIT)
    return candidate.mode, frozenset(person.key for person in candidate.roles.people) if told else frozenset()
