"""Evidence of what has not happened (proposed, declined …) in, joined to its occasion or to a thread of its own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from extractors.developments.occasions import (
    SAME_OCCASION,
    Group,
    Likeness,
    article_day,
    event_interval,
    said_on,
    target_day,
)
from extractors.origins.independence import enough
from extractors.records.developments import Evidence
from seeds.storyline import EventStatus

LEAD = timedelta(days=60)
"""How long before an event its preparations count as its own: the May 2023 invitation preceded its forum by a month."""
FORWARD_GAP = timedelta(days=60)
"""Silence after which a new proposal or announcement is about another occasion."""
BACKWARD_GAP = timedelta(days=180)
"""The same for refusals and denials, which are retold for months."""


_BACKWARD_LOOKING = frozenset({EventStatus.DECLINED, EventStatus.DENIED, EventStatus.NOT_OCCURRED})
_CONTRADICTING = frozenset({EventStatus.DENIED, EventStatus.NOT_OCCURRED})


def join_preparations(evidence: Sequence[Evidence], groups: list[Group], likeness: Likeness, window: timedelta) -> None:
    """Add evidence of what has not happened to the groups: to an occurrence at hand, else as threads of its own.

    A report in weak words of one origin is no occurrence yet: it neither takes in nor parts the threads.
    """
    happened = sorted((g for g in groups if enough(g.members)), key=lambda g: g.anchor)
    threads: list[Group] = []
    vague = [e for e in evidence if _is_vague(e)]
    for e in sorted((e for e in evidence if not _is_vague(e)), key=lambda e: (said_on(e), e.evidence_id)):
        occasion = _occasion_at_hand(e, happened, likeness, window)
        if occasion is not None:
            occasion.add(e, likeness)
            continue
        said, target = said_on(e), target_day(e)
        fitting = [t for t in threads if _continues(t, e, happened, likeness) and t.admits(e, likeness)]
        if fitting:
            thread = min(fitting, key=lambda t: (said - t.last, t.anchor))
        else:
            thread = Group(anchor=target or said, persons={})
            threads.append(thread)
        thread.add(e, likeness)
        thread.last, thread.target = said, thread.target or target
    _join_vague(vague, happened, threads, likeness)
    for thread in threads:
        outcome = next((g for g in happened if _led_to(thread, g, likeness)), None)
        if outcome is None:
            groups.append(thread)
        else:
            for e in thread.members:
                outcome.add(e, likeness)


def _is_vague(evidence: Evidence) -> bool:
    """Return whether a past event is dated by a month or a year only: such words recall something."""
    interval = event_interval(evidence)
    return interval is not None and interval[0] != interval[1] and interval[0] <= article_day(evidence)


def _join_vague(vague: Sequence[Evidence], happened: Sequence[Group], threads: list[Group], likeness: Likeness) -> None:
    """Add "last year China refused" to what is known of that year, or month.

    That is the thread or occurrence in which the same was said within it, the last one of several; where there is
    none, one that lies within it at all. It moves no end of a thread, and opens one only where nothing is known.
    """
    groups = [*threads, *happened]
    said_in = {id(group): [(e.status, said_on(e)) for e in group.members] for group in groups}
    opened: list[Group] = []
    for e in sorted(vague, key=lambda e: (said_on(e), e.evidence_id)):
        interval = event_interval(e)
        assert interval is not None  # vague evidence has one
        within = [
            (status is e.status, day, group)
            for group in groups
            for status, day in said_in[id(group)]
            if interval[0] <= day <= interval[1] and group.admits(e, likeness)
        ]
        again = [group for group in opened if group.interval == interval and group.admits(e, likeness)]
        if within:
            max(within, key=lambda found: (found[0], found[1], found[2].anchor))[2].add(e, likeness)
        elif again:
            again[0].add(e, likeness)
        else:
            thread = Group(anchor=said_on(e), persons={}, interval=interval, last=said_on(e))
            thread.add(e, likeness)
            opened.append(thread)
    threads += opened


def _occasion_at_hand(
    evidence: Evidence, happened: Sequence[Group], likeness: Likeness, window: timedelta
) -> Group | None:
    said, target = said_on(evidence), target_day(evidence)
    reach = window if evidence.status in _CONTRADICTING else SAME_OCCASION
    for group in happened:
        if target is not None:
            at_hand = abs(target - group.anchor) <= SAME_OCCASION
        else:
            at_hand = group.anchor <= said <= group.anchor + reach
        if at_hand and group.admits(evidence, likeness):
            return group
    return None


def _continues(thread: Group, evidence: Evidence, happened: Sequence[Group], likeness: Likeness) -> bool:
    said, target = said_on(evidence), target_day(evidence)
    if target is not None and thread.target is not None:
        if abs(target - thread.target) > SAME_OCCASION:
            return False
    else:
        gap = BACKWARD_GAP if evidence.status in _BACKWARD_LOOKING else FORWARD_GAP
        passed = thread.target is not None and said > thread.target + SAME_OCCASION
        if said - thread.last > gap or (passed and evidence.status not in _BACKWARD_LOOKING):
            return False
    return not any(thread.last <= g.anchor < said and g.admits(evidence, likeness) for g in happened)


def _led_to(thread: Group, outcome: Group, likeness: Likeness) -> bool:
    if thread.target is not None:
        timely = abs(thread.target - outcome.anchor) <= SAME_OCCASION
    else:
        timely = thread.last - SAME_OCCASION <= outcome.anchor <= thread.last + LEAD
    return timely and all(outcome.admits(e, likeness) for e in thread.members)
