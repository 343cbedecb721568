"""New evidence in, the window of history out that it can be judged with: no more than what can change by it.

Each reach follows from how evidence is grouped: a report stands with those within days of it and parts the threads
around it, plans and refusals continue a thread for up to half a year, undated words mean what was last.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

from extractors.developments.occasions import SAME_OCCASION, article_day, event_interval, said_on, target_day
from extractors.developments.preparations import BACKWARD_GAP, FORWARD_GAP
from extractors.records.developments import Evidence
from extractors.records.reading import HAPPENED
from extractors.records.windows import EvidenceWindow
from seeds.storyline import Storyline

PARTED = BACKWARD_GAP / 2 + 2 * SAME_OCCASION
"""What happened on a day parts the threads that span it, and of two words half a year apart one is this near."""

_DAY = timedelta(days=1)


def windows_of(evidence: Iterable[Evidence], storyline: Storyline) -> tuple[EvidenceWindow, ...]:
    """Return the window of each watch that the evidence speaks to, in the order of their slugs."""
    news = timedelta(days=storyline.news_window_days)
    stretches: defaultdict[str, set[tuple[date, date]]] = defaultdict(set)
    recalled: defaultdict[str, set[date]] = defaultdict(set)
    for e in evidence:
        stretches[e.watch].update(_stretches(e))
        if e.status in HAPPENED and event_interval(e) is None:
            recalled[e.watch].add(article_day(e) - news)
    return tuple(
        EvidenceWindow(watch=watch, days=join_stretches(days), recalled_before=tuple(sorted(recalled[watch])))
        for watch, days in sorted(stretches.items())
    )


def spans_of(evidence: Iterable[Evidence]) -> tuple[EvidenceWindow, ...]:
    """Return for each watch the days between plans and refusals that can be of one thread: what happened parts them."""
    said: defaultdict[str, list[tuple[date, date]]] = defaultdict(list)
    for e in evidence:
        if e.status not in HAPPENED:
            said[e.watch].append((said_on(e), target_day(e) or said_on(e)))
    return tuple(
        EvidenceWindow(
            watch=watch,
            days=join_stretches(_around(first, last, 2 * SAME_OCCASION) for first, last in _threads(days)),
        )
        for watch, days in sorted(said.items())
    )


def _threads(said: Iterable[tuple[date, date]]) -> list[tuple[date, date]]:
    """Return first and last day of runs without a silence that ends every thread. A plan goes on until its day."""
    runs: list[tuple[date, date]] = []
    goes_on_until = date.min
    for day, target in sorted(said):
        if runs and day <= goes_on_until:
            runs[-1] = runs[-1][0], day
        else:
            runs.append((day, day))
        goes_on_until = max(goes_on_until, _ahead(max(day, target), BACKWARD_GAP))
    return runs


def _stretches(evidence: Evidence) -> list[tuple[date, date]]:
    day, interval, target = article_day(evidence), event_interval(evidence), target_day(evidence)
    if evidence.status in HAPPENED:
        first, last = interval or (day, day)
        return [_around(first, last, PARTED)]
    said = said_on(evidence)
    found = [_around(said, said, BACKWARD_GAP + SAME_OCCASION)]
    if target is not None:
        found.append(_around(target, target, FORWARD_GAP + SAME_OCCASION))
    elif interval is not None and interval[0] != interval[1]:
        found.append(_around(*interval, SAME_OCCASION))
    return found


def _around(first: date, last: date, reach: timedelta) -> tuple[date, date]:
    return _back(first, reach), _ahead(last, reach)


def _back(day: date, reach: timedelta) -> date:
    return day - reach if day - date.min > reach else date.min


def _ahead(day: date, reach: timedelta) -> date:
    return day + reach if date.max - day > reach else date.max


def join_stretches(stretches: Iterable[tuple[date, date]]) -> tuple[tuple[date, date], ...]:
    """Return the stretches, of a first and a last day each, in order; those that overlap or touch as one."""
    joined: list[tuple[date, date]] = []
    for first, last in sorted(stretches):
        if joined and first <= _ahead(joined[-1][1], _DAY):
            joined[-1] = (joined[-1][0], max(joined[-1][1], last))
        else:
            joined.append((first, last))
    return tuple(joined)


def stretches_left(
    stretches: Iterable[tuple[date, date]], known: Iterable[tuple[date, date]]
) -> tuple[tuple[date, date], ...]:
    """Return what is left of the stretches without the days of those that are known."""
    left = list(join_stretches(stretches))
    for first, last in known:
        parts = []
        for one in left:
            if one[1] < first or last < one[0]:
                parts.append(one)
                continue
            if one[0] < first:
                parts.append((one[0], first - _DAY))
            if last < one[1]:
                parts.append((last + _DAY, one[1]))
        left = parts
    return tuple(left)
