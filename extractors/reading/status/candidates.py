"""Candidate events: what one sentence tells, before the article as a whole is weighed."""

from __future__ import annotations

from dataclasses import dataclass, replace

from extractors.reading.roles.roles import Roles
from extractors.reading.status.status import Verdict
from extractors.reading.text.clock import TimeSpan
from extractors.reading.text.page import Page
from extractors.reading.triggers.triggers import Trigger
from extractors.records.reading import Strength
from seeds.lexicon import CueKind
from seeds.storyline import EventStatus
from seeds.watches import EventMode


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One event as a sentence tells it."""

    page: Page
    sentence: tuple[int, int]
    trigger: Trigger
    mode: EventMode
    roles: Roles
    verdict: Verdict
    time: TimeSpan | None
    cues: tuple[str, ...]
    kinds: frozenset[CueKind] = frozenset()
    month_day: tuple[int, int] | None = None  # bound to it in an undated article, where nothing tells the year
    of_old: bool = False  # some time bound to it is old, even where no day can be told


def with_status(candidate: Candidate, status: EventStatus, reason: str) -> Candidate:
    """Return the candidate with another status and the reason added."""
    verdict = replace(candidate.verdict, status=status, reasons=(*candidate.verdict.reasons, reason))
    return replace(candidate, verdict=verdict, cues=(*candidate.cues, reason))


def weakened(candidate: Candidate, reason: str) -> Candidate:
    """Return the candidate with words that carry less far, and the reason added."""
    verdict = replace(candidate.verdict, strength=Strength.WEAK)
    return replace(candidate, verdict=verdict, cues=(*candidate.cues, reason))
