"""What came of an old meeting: "channels were restored after the two met last November" is as old as that meeting."""

from __future__ import annotations

from extractors.reading.candidates import Candidate, with_status
from extractors.reading.grammar import Part
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


def _is_old_cause(other: Candidate, candidate: Candidate) -> bool:
    if other.page is not candidate.page or other.sentence != candidate.sentence or other.mode not in _CONTACTS:
        return False
    opener = other.trigger.clause.opener
    after = opener is not None and opener.value.part is Part.AFTER and candidate.trigger.end <= opener.start
    return after and other.verdict.status is EventStatus.BACKGROUND
