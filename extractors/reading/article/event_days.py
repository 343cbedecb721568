"""On which day an event happened: a candidate in, its day with the precision out."""

from __future__ import annotations

from datetime import date

from extractors.reading.status.candidates import Candidate
from extractors.records.reading import DatePrecision


def event_day(candidate: Candidate, today: date | None) -> tuple[date | None, DatePrecision]:
    """Return an event's day and precision: the bound time's, else unknown."""
    span = candidate.time
    if span is None or span.first is None or span.precision is DatePrecision.UNKNOWN:
        return None, DatePrecision.UNKNOWN
    return span.first, span.precision
