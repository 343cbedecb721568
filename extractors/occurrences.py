"""Evidence of one watch in, occurrences out: which pieces of evidence speak of the same occasion.

The grouping is a function of the set of evidence alone, so the order in which articles arrive cannot change it:

1. Evidence that something happened and gives the day: the day named by most origins draws in all evidence within
   two days whose persons do not contradict; then the next day. Another place separates two days, but never reports of
   one and the same day.
2. Evidence that something happened without a day joins the nearest occurrence that its article can mean, else opens
   one.
3. Evidence of what has not happened (proposed, scheduled, declined …) forms threads of its own, and a thread joins
   the occurrence that it led to (`preparations`).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from extractors.occasions import HAPPENED, SAME_OCCASION, Group, Likeness, article_day, event_interval
from extractors.preparations import join_preparations
from extractors.records.developments import Evidence
from seeds.storyline import EventStatus, Storyline


def group_evidence(
    evidence: Iterable[Evidence], storyline: Storyline, *, repeats: bool
) -> tuple[tuple[Evidence, ...], ...]:
    """Return the evidence of one watch as occurrences, earliest first, each in the order of its articles.

    Conditionals belong to none. Where the watch can be met only once, all evidence is one occurrence.
    """
    unique = {e.evidence_id: e for e in evidence if e.status is not EventStatus.CONDITIONAL}
    ordered = sorted(unique.values(), key=lambda e: (article_day(e), e.evidence_id))
    if not ordered:
        return ()
    if not repeats:
        return (tuple(ordered),)
    likeness = Likeness(storyline)
    window = timedelta(days=storyline.news_window_days)
    groups = _group_dated([e for e in ordered if _happened_on_a_day(e)], likeness)
    loose = [e for e in ordered if e.status in HAPPENED and not _happened_on_a_day(e)]
    groups += _group_loose(loose, groups, likeness, window)
    join_preparations([e for e in ordered if e.status not in HAPPENED], groups, likeness, window)
    return tuple(
        tuple(sorted(group.members, key=lambda e: (article_day(e), e.evidence_id)))
        for group in sorted(groups, key=lambda g: (g.anchor, g.members[0].evidence_id))
    )


def _happened_on_a_day(evidence: Evidence) -> bool:
    interval = event_interval(evidence)
    return evidence.status in HAPPENED and interval is not None and interval[0] == interval[1]


def _group_dated(evidence: Sequence[Evidence], likeness: Likeness) -> list[Group]:
    """Group evidence with a day: the best supported day first, the earliest among equals."""
    groups: list[Group] = []
    remaining = list(evidence)
    while remaining:
        origins: defaultdict[date, set[str]] = defaultdict(set)
        for e in remaining:
            origins[_day(e)].add(e.origin_id)
        anchor = min(origins, key=lambda day: (-len(origins[day]), day))
        on_the_day = [e for e in remaining if _day(e) == anchor]
        votes = Counter(e.participants for e in on_the_day)
        seed = min(on_the_day, key=lambda e: (-votes[e.participants], e.participants, e.evidence_id))
        places = Counter(e.place for e in on_the_day if e.place is not None)
        group = Group(
            anchor=anchor,
            persons=likeness.persons_by_side(seed.participants),
            place=min(places, key=lambda place: (-places[place], place)) if places else None,
            interval=(anchor, anchor),
        )
        for e in sorted(remaining, key=lambda e: (abs(_day(e) - anchor), article_day(e), e.evidence_id)):
            apart = abs(_day(e) - anchor)
            here = apart == timedelta(0) or likeness.same_place(group.place, e.place)
            if e is seed or (apart <= SAME_OCCASION and here and group.admits(e, likeness)):
                group.add(e, likeness)
        taken = {e.evidence_id for e in group.members}
        remaining = [e for e in remaining if e.evidence_id not in taken]
        groups.append(group)
    return groups


def _day(evidence: Evidence) -> date:
    interval = event_interval(evidence)
    assert interval is not None  # callers pass evidence with a day
    return interval[0]


def _group_loose(
    evidence: Sequence[Evidence], dated: Sequence[Group], likeness: Likeness, window: timedelta
) -> list[Group]:
    """Put evidence without a day into the occurrence it can mean that is nearest to its article; return new groups."""
    opened: list[Group] = []
    for e in evidence:
        first, last = _possible_days(e, window)
        candidates = [g for g in dated if first <= g.anchor <= last and g.admits(e, likeness)]
        if not candidates:
            candidates = [g for g in opened if _overlap(g.interval, (first, last)) and g.admits(e, likeness)]
        if candidates:
            nearest = min(candidates, key=lambda g: (abs(g.anchor - article_day(e)), g.anchor))
            nearest.add(e, likeness)
        else:
            # an undated recollection is of no day in particular; it must not look like news of its article's day
            anchor = min(last, article_day(e))
            group = Group(anchor=anchor, persons={}, interval=(first, last))
            group.add(e, likeness)
            opened.append(group)
    return opened


def _possible_days(evidence: Evidence, window: timedelta) -> tuple[date, date]:
    interval = event_interval(evidence)
    if interval is not None:
        return interval[0] - SAME_OCCASION, interval[1] + SAME_OCCASION
    day = article_day(evidence)
    if evidence.status is EventStatus.BACKGROUND:
        return date.min, day - window
    return day - window, day + SAME_OCCASION


def _overlap(one: tuple[date, date] | None, other: tuple[date, date]) -> bool:
    return one is not None and one[0] <= other[1] and other[0] <= one[1]
