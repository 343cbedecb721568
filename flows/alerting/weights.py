"""One piece of evidence in, how well its words bear an alert out: what messages and summaries order it by."""

from __future__ import annotations

from datetime import datetime

from extractors.records.developments import Evidence
from extractors.records.reading import Strength

REMARK_CHARACTERS = 60
"""A shorter sentence is a remark, which another sentence of the article tells better."""


def standing(evidence: Evidence) -> tuple[bool, bool, datetime]:
    """Order by who said it how and when: what counts first, then strong words, then the earliest."""
    return (not evidence.counts, evidence.strength is not Strength.STRONG, told_at(evidence))


def told_at(evidence: Evidence) -> datetime:
    """Return when the words were published, or seen where nobody says."""
    return evidence.published_at or evidence.fetched_at


def is_remark(evidence: Evidence) -> bool:
    """Say whether the words are too few to tell much ("The greeting lasted a few seconds.")."""
    return len(evidence.quote) < REMARK_CHARACTERS
