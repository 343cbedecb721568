"""The day an article speaks from: its own date, else what its words tell; searched pages in, days out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import pairwise

from extractors.offices import OfficeTable
from extractors.phrases import Hit
from extractors.reading.mentions.licences import contemporaries
from extractors.reading.text.clock import TimeSpan
from extractors.reading.text.grammar import OPEN_KINDS, Part, Word
from extractors.reading.text.names import NameKind
from extractors.reading.text.page import Page
from extractors.reading.times.times import LEAP_YEAR, TimeReader
from extractors.records.reading import ArticleField
from seeds.entities import EntityKind
from seeds.lexicon import CueKind

NEAR_DAYS = 31
"""Days that an undated article names without a year lie within a month of its own date."""

DAYS_OF_YEAR = 366

CHRONICLE_DAYS = 183
"""Over how many days a report's own dates lie at most; a text with dates over more of the year looks back at it."""

HEAD_SENTENCES = 2
"""The sentences of a text that tell its news."""

BESIDE_CHARACTERS = 4
"""What may stand between a weekday and its month and day: "Sunday (March 12)", "Freitag, den 31. Mai" with a joiner."""

AHEAD = OPEN_KINDS | {CueKind.CONDITIONAL}
"""Cues of what is still to come: a day beside them may be later than the article's."""


def reference_day(
    pages: list[Page], published: date | None, fetched: date, offices: OfficeTable
) -> tuple[date | None, date]:
    """Return the day for comparing times (None where nothing tells it), and the day for asking who holds an office.

    An undated article speaks from the latest complete date in its words that is not ahead of its fetching; its offices
    are asked for the latest day on which most of the people it titles, then of those it names, held theirs. A biography
    or chronicle, which tells no day of its own at its head, speaks from its fetching.
    """
    if published is not None:
        return published, published
    dates = [day for page in pages for day in TimeReader(page, None).full_dates() if day <= fetched]
    if dates:
        latest = max(dates)
        if is_reference(pages, latest):
            return fetched, _day_of_holders(pages, fetched, offices)
        if _fits(latest, pages):
            return latest, latest
    return None, _day_of_holders(pages, fetched, offices)


def _tells_day_alone(page: Page) -> bool:
    """Tell a day without a year from that of "last seen on 29 August and dismissed on 24 October 2023"."""
    times = TimeReader(page, None)
    return any(times.partial_dates(*one) and not times.full_dates(*one) for one in page.sentences)


def is_reference(pages: list[Page], latest: date) -> bool:
    """Tell a biography or chronicle from news: its latest date stands behind its first sentences, and it names no
    weekday, no day without a year and none counted from its own ("yesterday")."""
    head = [
        TimeReader(page, None).full_dates(0, page.sentences[:HEAD_SENTENCES][-1][1]) for page in pages if page.sentences
    ]
    near = any(page.words.of(Part.TIME, "weekdays") or page.words.of(Part.TIME, "days") for page in pages)
    near = near or any(_tells_day_alone(page) for page in pages)
    return not near and not any(latest in days for days in head)


def own_days(pages: list[Page], window_days: int) -> frozenset[tuple[int, int]]:
    """Return, of the months and days that an undated article names without a year, those that may be news in it.

    They lie in the window before the latest that is not ahead. Without years, the latest is the end of the shortest
    stretch of the calendar that holds all of them; days of more than half a year are a chronicle, which has no news.
    Where weekdays tell the news, other days are news only in headline and first sentence.
    """
    named = {day for page in pages for day in _days_behind(page)}
    every = {day for page in pages for day in TimeReader(page, None).partial_dates()}
    if any(_tells_weekday(page) for page in pages):
        every = {day for page in pages for day in _days_of_news(page)}
    if not named:
        return frozenset(every)
    years = sorted((date(LEAP_YEAR, *day), day) for day in named)
    gaps = [(later[0] - one[0]).days for one, later in pairwise(years)]
    gaps.append(DAYS_OF_YEAR - (years[-1][0] - years[0][0]).days)
    widest = max(range(len(gaps)), key=gaps.__getitem__)
    if DAYS_OF_YEAR - gaps[widest] > CHRONICLE_DAYS:
        return frozenset()
    latest = years[widest][0]
    return frozenset(
        day
        for day in every
        if (latest - date(LEAP_YEAR, *day)).days % DAYS_OF_YEAR not in range(window_days + 1, CHRONICLE_DAYS)
    )


def _days_behind(page: Page) -> list[tuple[int, int]]:
    """Return the days without a year in the sentences of a page that look at nothing ahead."""
    found: list[tuple[int, int]] = []
    for sentence in page.sentences:
        cues = {word.value.name for word in page.words_between(*sentence) if word.value.part is Part.CUE}
        if page.grammar.lexicon.predicates is not None and _asks_behind(page, sentence):
            cues.discard(CueKind.WANT)
        if not cues & AHEAD:
            found += TimeReader(page, None).partial_dates(*sentence)
    return found


def _asks_behind(page: Page, sentence: tuple[int, int]) -> bool:
    """Tell "10月31日在吉隆坡会谈，要求…": what is wanted stands behind a comma, apart from the day."""
    days = [span for span in TimeReader(page, None).read(*sentence) if span.unplaced is not None]
    wanted = [w for w in page.words_between(*sentence).of(Part.CUE) if w.value.name == CueKind.WANT]
    return bool(days) and all({",", "，"} & set(page.text.folded[days[0].end : word.start]) for word in wanted)


def _tells_weekday(page: Page) -> bool:
    """Tell whether a page names a weekday without its month and day: one near the article, which names by month and
    day what lies further off."""
    for sentence in page.sentences:
        dates = [span for span in TimeReader(page, None).read(*sentence) if span.unplaced is not None]
        weekdays = page.words_between(*sentence).of(Part.TIME, "weekdays")
        if any(not any(_is_beside(word, span) for span in dates) for word in weekdays):
            return True
    return False


def _days_of_news(page: Page) -> list[tuple[int, int]]:
    """Return the days without a year of headline and first sentence, and those told with their weekday."""
    found: list[tuple[int, int]] = []
    for sentence in page.sentences:
        lead = page.field is ArticleField.TITLE or sentence == page.sentences[0]
        weekdays = page.words_between(*sentence).of(Part.TIME, "weekdays")
        for span in TimeReader(page, None).read(*sentence):
            if span.unplaced is not None and (lead or any(_is_beside(word, span) for word in weekdays)):
                found.append(span.unplaced)
    return found


def _is_beside(word: Hit[Word], span: TimeSpan) -> bool:
    """Tell "Sunday (March 12)", "Friday, May 31", "3月12日（周日）"."""
    return max(span.start - word.end, word.start - span.end) <= BESIDE_CHARACTERS


def _fits(day: date, pages: list[Page]) -> bool:
    """Tell whether the days without a year lie near the date: else the date is a memory, not the article's own."""
    for page in pages:
        for month, number in TimeReader(page, None).partial_dates():
            distance = abs(month * 30 + number - day.month * 30 - day.day)
            if min(distance, 365 - distance) > NEAR_DAYS:
                return False
    return True


def earliest_day(people: Iterable[str], on: date, offices: OfficeTable) -> date:
    """Return the earliest day on which as many of some people held offices as on the day that they speak for."""
    known = sorted(people)
    starts = {
        tenure.start for office in offices.offices.values() for tenure in office.held_by if tenure.person in known
    }

    def holding(day: date) -> int:
        return sum(bool(offices.offices_of(person, day, on)) for person in known)

    least = holding(on)
    return min((day for day in starts if day <= on and holding(day) >= least), default=on)


def _day_of_holders(pages: list[Page], fetched: date, offices: OfficeTable) -> date:
    titled = {page.field: page.titled_names(offices, fetched) for page in pages}
    people = {
        hit.value.id
        for page in pages
        for hit in page.names
        if hit.value.entity_kind == EntityKind.PERSON
        and (hit.value.kind is NameKind.FULL or hit.start in titled[page.field])
    }
    people |= contemporaries(pages, offices, fetched)
    days: list[date] = []
    for office in offices.offices.values():
        for tenure in office.held_by:
            if tenure.person in people and tenure.start <= fetched:
                end = tenure.end or fetched
                days.append(min(end - timedelta(days=1) if tenure.end else end, fetched))
    if not days:
        return fetched
    named = {pair for page in pages for pair in page.named_holders()}
    return max(
        set(days),
        key=lambda day: (
            sum(office in offices.offices_of(person, day, day) for office, person in named),
            sum(bool(offices.offices_of(person, day, day)) for person in people),
            day,
        ),
    )
