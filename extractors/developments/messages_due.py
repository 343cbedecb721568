"""A development before and after in, the message that is due out, if any: each once per development and stage."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from extractors.developments.occasions import event_interval, said_on
from extractors.origins.independence import enough, is_strong
from extractors.records.developments import AlertDue, Development, Evidence
from extractors.records.ids import content_id
from extractors.records.reading import HAPPENED
from seeds.storyline import EventStatus, Storyline
from seeds.watches import Severity, Stage, Watch

SEED_OUTLET = "seed"
"""Outlet id of evidence that comes from the storyline's baseline: known to its authors, never news."""

CLOSURE_NOTICE = "closure"
"""Kind of the message that a watch can no longer be met."""

_QUIETER = {Severity.HIGH: Severity.MEDIUM, Severity.MEDIUM: Severity.LOW, Severity.LOW: Severity.LOW}
_STAGES = (None, *Stage)
_OPENING_NOTICES = frozenset({EventStatus.SCHEDULED, EventStatus.DECLINED})
"""A first proposal or denial changes nothing that a reader could have expected; a date or a refusal does."""


def alert_due(
    before: Development | None,
    after: Development,
    evidence: Sequence[Evidence],
    watch: Watch,
    storyline: Storyline,
    now: datetime,
) -> AlertDue | None:
    """Return the alert for a step up to a stage that the watch alerts from, unless the event is old by now."""
    reached = _STAGES.index(after.stage)
    if after.status is not EventStatus.OCCURRED or reached <= _STAGES.index(before.stage if before else None):
        return None
    if reached < _STAGES.index(watch.alert_from):
        return None
    told = [e for e in evidence if e.status in HAPPENED]
    if any(e.outlet_id == SEED_OUTLET for e in told) or not _is_news(_event_day(after, told), storyline, now):
        return None
    due = _due(after, "alert", watch.severity, before.status if before else None, now, str(after.stage))
    return replace(due, was=before) if after.stage is Stage.CORRECTED else due


def notice_due(
    before: Development | None,
    after: Development,
    evidence: Sequence[Evidence],
    shown: Development | None,
    watch: Watch,
    storyline: Storyline,
    now: datetime,
) -> AlertDue | None:
    """Return the notice for a change of status short of happening, or for a report that is contradicted by more.

    `shown` is what the watch showed before: a refusal retold in a new thread is no change, nor is
    one that returns to its thread. "It has not happened" is a change only after a plan or a report. Weak words of
    however many send nothing.
    """
    bearing = [e for e in evidence if e.status is after.status]
    status_before = before.status if before else (shown.status if shown else None)
    if after.status in HAPPENED or after.status is status_before or not is_strong(bearing):
        return None
    if any(e.outlet_id == SEED_OUTLET for e in bearing):
        return None
    if not _is_news(max(said_on(e) for e in bearing), storyline, now):
        return None
    contradicted = before is not None and before.status is EventStatus.OCCURRED
    if not contradicted:
        if before is None and after.status not in _OPENING_NOTICES:
            return None
        if before is not None and enough([e for e in bearing if e.evidence_id in before.evidence_ids]):
            return None  # it had this status before, or was known to have been said
        if after.status is EventStatus.NOT_OCCURRED and status_before is not EventStatus.SCHEDULED:
            return None
        if after.status is EventStatus.PROPOSED and status_before is EventStatus.NOT_OCCURRED:
            return None  # a wish for what there is not
        if after.status is EventStatus.DENIED and status_before is EventStatus.DECLINED:
            return None  # what was turned down is not going to be
    severity = watch.severity if contradicted else _QUIETER[watch.severity]
    return _due(after, "notice", severity, status_before, now, str(after.status))


def retraction_due(
    before: Development | None,
    after: Development,
    evidence: Sequence[Evidence],
    watch: Watch,
    storyline: Storyline,
    now: datetime,
) -> AlertDue | None:
    """Return the message that a report is withdrawn, where the report itself was one to alert of."""
    if before is None or after.stage is not Stage.RETRACTED or before.stage is Stage.RETRACTED:
        return None
    if not _was_alerted(before, evidence, watch, storyline, now):
        return None
    return _due(after, "alert", watch.severity, before.status, now, str(after.stage))


def misreading_due(before: Development | None, after: Development, watch: Watch, now: datetime) -> AlertDue | None:
    """Return the message that a report is withdrawn because a newer reader finds none, however long ago it was told."""
    if before is None or after.stage is not Stage.RETRACTED or before.stage is Stage.RETRACTED:
        return None
    if before.status is not EventStatus.OCCURRED or _STAGES.index(before.stage) < _STAGES.index(watch.alert_from):
        return None
    return _due(after, "alert", watch.severity, before.status, now, str(after.stage))


def merger_due(
    before: Development,
    after: Development,
    heir: Development,
    evidence: Sequence[Evidence],
    watch: Watch,
    storyline: Storyline,
    now: datetime,
) -> AlertDue | None:
    """Return the message that a development was no occasion of its own, where it was alerted of.

    `heir` is the development that its reports belong to now.
    """
    seeded = any(e.outlet_id == SEED_OUTLET for e in evidence if e.evidence_id in before.evidence_ids)
    if seeded or before.status is not EventStatus.OCCURRED or before.stage is Stage.CORRECTED:
        return None
    if not _was_alerted(before, evidence, watch, storyline, now):
        return None
    due = _due(after, "alert", watch.severity, before.status, now, str(Stage.CORRECTED))
    return replace(due, was=before, heir=heir)


def _was_alerted(
    before: Development, evidence: Sequence[Evidence], watch: Watch, storyline: Storyline, now: datetime
) -> bool:
    """Return whether a report was one to alert of, and is still news."""
    told = [e for e in evidence if e.status in HAPPENED and e.evidence_id in before.evidence_ids]
    was_due = _STAGES.index(before.stage) >= _STAGES.index(watch.alert_from)
    return bool(told) and was_due and _is_news(_event_day(before, told), storyline, now)


def closure_due(
    development: Development, since: date, watch: Watch, storyline: Storyline, now: datetime
) -> AlertDue | None:
    """Return the notice that the watch can no longer be met, while that is news."""
    if not _is_news(since, storyline, now):
        return None
    due = _due(development, "notice", _QUIETER[watch.severity], development.status, now, CLOSURE_NOTICE)
    return replace(due, stage=None)  # it never happened, whatever had been reported and taken back


def is_closure(alert: AlertDue) -> bool:
    """Return whether a notice says that its watch can no longer be met."""
    return alert.kind == "notice" and alert.alert_id == _alert_id(alert.development_id, "notice", CLOSURE_NOTICE)


def _due(
    development: Development, kind: str, severity: Severity, before: EventStatus | None, now: datetime, step: str
) -> AlertDue:
    return AlertDue(
        alert_id=_alert_id(development.development_id, kind, step),
        kind=kind,
        watch=development.watch,
        development_id=development.development_id,
        stage=development.stage,
        severity=severity,
        status=development.status,
        status_before=before,
        at=now,
    )


def _alert_id(development_id: str, kind: str, step: str) -> str:
    return content_id("alert", development_id, kind, step)


def _event_day(development: Development, told: Iterable[Evidence]) -> date:
    """Return the last day the event can have been, or the first article's day where nobody tells."""
    ends = [interval[1] for e in told if (interval := event_interval(e)) and e.event_date == development.event_date]
    return max(ends) if ends else min((e.published_at or e.fetched_at).date() for e in told)


def _is_news(day: date, storyline: Storyline, now: datetime) -> bool:
    return now.date() - day <= timedelta(days=storyline.news_window_days)
