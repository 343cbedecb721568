"""Evidence of one watch in, occurrences out: which pieces of evidence speak of the same occasion.

The grouping is a function of the set of evidence alone, so the order in which articles arrive cannot change it:

1. Evidence that something happened and gives the day: the day named by most origins draws in all evidence within
   two days whose persons do not contradict; then the next day. Another place separates two days, but never reports of
   one and the same day, nor what one voice alone says of the same two persons a day away.
2. Evidence that something happened without a day joins the occurrence that its own article dates, else the nearest that
   its article can mean, one that had been told by that day before others (whoever wrote first within a day, which is
   chance, decides nothing); else it opens one.
3. Evidence of what has not happened (proposed, scheduled, declined …) forms threads of its own, and a thread joins
   the occurrence that it led to (`preparations`).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from extractors.developments.occasions import (
    SAME_OCCASION,
    Group,
    Likeness,
    article_day,
    event_interval,
)
from extractors.developments.preparations import join_preparations
from extractors.records.developments import Evidence
from extractors.records.reading import HAPPENED
from seeds.storyline import EventStatus, Storyline

RECALL = timedelta(days=30)
"""For so long after the news window "they met", without a day, is taken for a known meeting of these persons rather
than for another: a second one comes with a day of its own in somebody's report. Countries meet all the time."""

_SLIP = timedelta(days=1)
"""Two persons do not meet at two places a day apart without anybody else noticing: one voice that says so slipped."""


def group_evidence(
    evidence: Iterable[Evidence], storyline: Storyline, *, repeats: bool, closed_since: date | None = None
) -> tuple[tuple[Evidence, ...], ...]:
    """Return the evidence of one watch as occurrences, earliest first, each in the order of its articles.

    Conditionals belong to none. Where the watch can be met only once, all evidence is one occurrence. From the day on
    that it can no longer be met, words without a day recall what is known, however long ago.
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
    groups += _group_loose(loose, groups, likeness, window, closed_since or date.max)
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
    by_day: defaultdict[date, list[Evidence]] = defaultdict(list)
    for e in evidence:
        by_day[_day(e)].append(e)
    groups: list[Group] = []
    while by_day:
        anchor = min(by_day, key=lambda day: (-len({e.origin_id for e in by_day[day]}), day))
        group = _open_group(anchor, by_day[anchor], likeness)
        voices = len({e.origin_id for e in by_day[anchor]})
        for day in sorted((d for d in by_day if abs(d - anchor) <= SAME_OCCASION), key=lambda d: (abs(d - anchor), d)):
            left = []
            elsewhere = {e.origin_id for e in by_day[day] if not likeness.same_place(group.place, e.place)}
            slip = len(elsewhere) == 1 < voices and abs(day - anchor) <= _SLIP
            for e in by_day[day]:
                here = day == anchor or likeness.same_place(group.place, e.place) or (slip and _names_both(e, likeness))
                if here and group.admits(e, likeness):
                    group.add(e, likeness)
                else:
                    left.append(e)
            if left:
                by_day[day] = left
            else:
                del by_day[day]
        groups.append(group)
    return groups


def _names_both(evidence: Evidence, likeness: Likeness) -> bool:
    return len(likeness.persons_by_side(evidence.participants)) >= 2


def _open_group(anchor: date, on_the_day: Sequence[Evidence], likeness: Likeness) -> Group:
    """Return an empty group for the persons, and the place, that most evidence of the day names."""
    votes = Counter(e.participants for e in on_the_day)
    participants = min(votes, key=lambda p: (-votes[p], p))
    places = Counter(e.place for e in on_the_day if e.place is not None)
    return Group(
        anchor=anchor,
        persons=dict(likeness.persons_by_side(participants)),
        place=min(places, key=lambda place: (-places[place], place)) if places else None,
        interval=(anchor, anchor),
    )


def _day(evidence: Evidence) -> date:
    interval = event_interval(evidence)
    assert interval is not None  # callers pass evidence with a day
    return interval[0]


def _group_loose(
    evidence: Sequence[Evidence], dated: Sequence[Group], likeness: Likeness, window: timedelta, closed_since: date
) -> list[Group]:
    """Put evidence without a day into the occurrence it can mean that is nearest to its article; return new groups."""
    opened: list[Group] = []
    told_in = {id(g): {member.article_id for member in g.members} for g in dated}
    told_from = {id(g): min(article_day(member) for member in g.members) for g in dated}
    for e in evidence:
        first, last = _possible_days(e, window)
        candidates = [g for g in dated if first <= g.anchor <= last and g.admits(e, likeness)]
        candidates = [g for g in candidates if e.article_id in told_in[id(g)]] or candidates
        candidates = [g for g in candidates if told_from[id(g)] <= article_day(e)] or candidates
        if not candidates and _may_recall(e, likeness):
            earliest = date.min if article_day(e) >= closed_since else first - RECALL
            candidates = [g for g in dated if earliest <= g.anchor < first and g.admits(e, likeness)]
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


def _may_recall(evidence: Evidence, likeness: Likeness) -> bool:
    undated_news = evidence.status is EventStatus.OCCURRED and event_interval(evidence) is None
    return undated_news and bool(likeness.persons_by_side(evidence.participants))


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
