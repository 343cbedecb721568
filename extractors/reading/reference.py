"""The day an article speaks from: its own date, else what its words tell; searched pages in, days out."""

from __future__ import annotations

from datetime import date, timedelta

from extractors.offices import OfficeTable
from extractors.reading.names import NameKind
from extractors.reading.page import Page
from extractors.reading.times import TimeReader
from seeds.entities import EntityKind

NEAR_DAYS = 31
"""Days that an undated article names without a year lie within a month of its own date."""


def reference_day(
    pages: list[Page], published: date | None, fetched: date, offices: OfficeTable
) -> tuple[date | None, date]:
    """Return the day for comparing times (None where nothing tells it), and the day for asking who holds an office.

    An undated article speaks from the latest complete date in its words that is not ahead of its fetching; its offices
    are asked for the latest day on which most of the people it names held theirs.
    """
    if published is not None:
        return published, published
    dates = [day for page in pages for day in TimeReader(page, None).full_dates() if day <= fetched]
    if dates:
        latest = max(dates)
        if _fits(latest, pages):
            return latest, latest
    return None, _day_of_holders(pages, fetched, offices)


def _fits(day: date, pages: list[Page]) -> bool:
    """Tell whether the days without a year lie near the date: else the date is a memory, not the article's own."""
    for page in pages:
        for month, number in TimeReader(page, None).partial_dates():
            distance = abs(month * 30 + number - day.month * 30 - day.day)
            if min(distance, 365 - distance) > NEAR_DAYS:
                return False
    return True


def _day_of_holders(pages: list[Page], fetched: date, offices: OfficeTable) -> date:
    titled = {page.field: page.titled_names(offices, fetched) for page in pages}
    people = {
        hit.value.id
        for page in pages
        for hit in page.names
        if hit.value.entity_kind == EntityKind.PERSON.value
        and (hit.value.kind is NameKind.FULL or hit.start in titled[page.field])
    }
    days: list[date] = []
    for office in offices.offices.values():
        for tenure in office.held_by:
            if tenure.person in people and tenure.start <= fetched:
                end = tenure.end or fetched
                days.append(min(end - timedelta(days=1) if tenure.end else end, fetched))
    if not days:
        return fetched
    return max(set(days), key=lambda day: (sum(bool(offices.offices_of(p, day, day)) for p in sorted(people)), day))
