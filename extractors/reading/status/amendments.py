"""What amends a verdict: a fact that is announced, hangs on a plan or is hearsay, and words that carry less far."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Set as AbstractSet
from dataclasses import replace

from extractors.reading.roles.described_posts import is_hearsay
from extractors.reading.roles.meeting_places import is_set_in_place
from extractors.reading.roles.roles import Roles
from extractors.reading.status.announcements import is_announced
from extractors.reading.status.cases import Case
from extractors.reading.status.dated_nouns import PAST_DAYS, days_since_weekday
from extractors.reading.status.exhibits import is_shown
from extractors.reading.status.hinges import (
    hangs_on_open,
    is_held_off,
    is_inverted,
    is_open_in_time,
    is_past_by_now,
    leads_to_journey,
    leads_to_outlook,
)
from extractors.reading.status.named_terms import is_of_named_terms
from extractors.reading.status.sequences import only_dates_what_follows
from extractors.reading.status.status import Verdict
from extractors.reading.status.tenures import is_of_former_holders
from extractors.records.reading import HAPPENED, Strength
from seeds.lexicon import CueKind, Scheme
from seeds.storyline import EventStatus
from seeds.watches import EventMode

_ACTS = frozenset({Scheme.MEASURE, Scheme.POST})

_OCCURRED = frozenset({EventStatus.OCCURRED})


def _is_inverted(case: Case) -> bool:
    return is_inverted(case.page, case.trigger)


def _is_announced(case: Case) -> bool:
    return is_announced(case.page, case.clock, case.trigger, case.bound, case.spans)


def _hangs(case: Case) -> bool:
    """Tell whether the event is only the time or the condition of a plan."""
    page, clock, trigger = case.page, case.clock, case.trigger
    own = [span for span in case.bound if page.grammar.lexicon.spaced or span.start >= trigger.clause.start]
    own = [span for span in own if days_since_weekday(page, clock, span) <= PAST_DAYS]
    dated = any(clock.is_recent(span) for span in own)  # not "发言人26日说，中国任命新防长之后，…"
    return (
        hangs_on_open(page, trigger, case.around.clauses, dated)
        or (clock.today is None and leads_to_journey(page, trigger, case.around.clauses, case.around.links))
        or leads_to_outlook(page, trigger, case.around.links)
        or is_open_in_time(page, trigger)
    )


_AMENDMENTS: tuple[tuple[AbstractSet[EventStatus], Callable[[Case], bool], EventStatus, str], ...] = (
    (_OCCURRED, _is_announced, EventStatus.SCHEDULED, "time:weekday to come"),
    (HAPPENED, _is_inverted, EventStatus.CONDITIONAL, "inverted"),
    (_OCCURRED, _hangs, EventStatus.SCHEDULED, "hangs on a plan"),
)
"""Of which statuses, what is asked, and the status with its reason where it is so; in this order."""


def amended(verdict: Verdict, case: Case) -> Verdict:
    """Return the verdict as the sentence's own turns leave it, whoever takes part."""
    for statuses, applies, status, reason in _AMENDMENTS:
        if verdict.status in statuses and applies(case):
            verdict = _with(verdict, status, reason)
    return verdict


def amended_by_roles(verdict: Verdict, case: Case, roles: Roles) -> Verdict:
    """Return the verdict as those who take part leave it: of people who left office since, or told by hearsay."""
    if verdict.status is not EventStatus.OCCURRED:
        return verdict
    removal = case.trigger.frame.mode is EventMode.REMOVAL  # "on Friday replaced Li, dismissed in October"
    if (removal or not case.is_recent()) and is_of_former_holders(
        case.trigger.frame.mode, roles, case.around.world, case.clock.today, case.clock.window_days
    ):
        return _with(verdict, EventStatus.BACKGROUND, "time:office left")
    return _with(verdict, EventStatus.PROPOSED, "hearsay") if is_hearsay(case.trigger, case.around) else verdict


def weighed(verdict: Verdict, case: Case, roles: Roles, *, doubted: bool, invented: bool) -> Verdict:
    """Return the verdict as strong as its words; `doubted` and `invented` are said of the whole article.

    Of an invented event only a denial is meant; which line "refused talks" is about is not said.
    """
    weak = (
        roles.loose
        or not case.first
        or (invented and verdict.status in HAPPENED)
        or (case.trigger.frame.scheme in _ACTS and (doubted or is_held_off(case.page, case.trigger)))
        or (case.clock.today is None and is_past_by_now(case.page, case.trigger, case.bound))
        or is_shown(case.page, case.trigger, case.bound)
        or only_dates_what_follows(case)
        or is_of_named_terms(case.trigger, case.around)
    )
    if not weak and verdict.status is EventStatus.OCCURRED and not case.trigger.frame.strong:
        set_there = not case.kinds & {CueKind.BRIEF, CueKind.RUMOUR} and is_set_in_place(case.trigger, case.around)
        return replace(verdict, strength=Strength.STRONG) if set_there else verdict
    return replace(verdict, strength=Strength.WEAK) if weak else verdict


def _with(verdict: Verdict, status: EventStatus, reason: str) -> Verdict:
    return replace(verdict, status=status, reasons=(*verdict.reasons, reason))
