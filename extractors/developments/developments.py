"""Known developments and new evidence in, changes and alerts out: the pure decision of what an article changes.

For every watch that the new evidence speaks to, all its evidence is grouped and judged afresh (`occurrences`,
`stages`) and compared with the known developments. A group continues the known development with which it shares most
evidence, so ids stay while late, undated or misdated articles arrive. An alert is due for a step up in stage, a notice
for a change short of happening. The baseline of the storyline is evidence like any other but never makes a message.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from extractors.developments.closures import closed_since, closure_marker
from extractors.developments.edits import join_edited
from extractors.developments.identity import JudgedGroup, continue_known, rests_on
from extractors.developments.messages_due import alert_due, closure_due, merger_due, notice_due, retraction_due
from extractors.developments.occasions import article_day
from extractors.developments.occurrences import group_evidence
from extractors.developments.stages import Judgement, judge
from extractors.developments.withdrawals import corrected_or_retracted, is_withdrawn, retracted, without_taken_back
from extractors.origins.independence import is_strong
from extractors.records.developments import AlertDue, ChangeKind, Development, DevelopmentChange, Evidence
from extractors.records.reading import HAPPENED
from seeds.storyline import EventStatus, Storyline
from seeds.watches import Stage, Watch


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What new evidence changes; the caller stores the evidence, the changes and the alerts in one transaction."""

    changes: tuple[DevelopmentChange, ...] = ()
    alerts: tuple[AlertDue, ...] = ()


def decide_developments(
    known: Sequence[Development],
    known_evidence: Sequence[Evidence],
    new_evidence: Sequence[Evidence],
    storyline: Storyline,
    now: datetime,
    reconsider: Collection[str] = (),
) -> Decision:
    """Decide what the new evidence changes; repeated evidence changes nothing.

    `reconsider` names watches that are judged afresh without new evidence, because words they rest on are gone: such
    evidence comes marked as withdrawn, still belongs to its occasion, and no longer bears it.

    `known_evidence` must hold all stored evidence of the watches that the new evidence speaks to; `known` all current
    developments. Watches that closed since the last call are dealt with whatever the new evidence, so a pass without
    news calls this once with none. Evidence of watches that the storyline no longer has is passed over.
    """
    stored = {e.evidence_id: e for e in known_evidence}
    fresh = {e.evidence_id: e for e in new_evidence if stored.get(e.evidence_id) != e}  # new, or of another origin now
    touched = {e.watch for e in fresh.values()} | set(reconsider)
    changes: list[DevelopmentChange] = []
    alerts: list[AlertDue] = []
    for watch in storyline.watches:
        current = [d for d in known if d.watch == watch.slug]
        if watch.slug in touched:
            evidence = [e for e in {**stored, **fresh}.values() if e.watch == watch.slug]
            decision = _decide_watch(watch, current, evidence, storyline, now)
            changes += decision.changes
            alerts += decision.alerts
            after = {change.after.development_id: change.after for change in decision.changes}
            current = list({**{d.development_id: d for d in current}, **after}.values())
        closing = _close(watch, current, storyline, now)
        changes += closing.changes
        alerts += closing.alerts
    return Decision(changes=tuple(changes), alerts=tuple(alerts))


def latest_development(developments: Iterable[Development]) -> Development | None:
    """Return the development that answers a watch now: news before recollection, then the latest status."""
    living = [d for d in developments if d.origin_ids]  # one that ended has none
    return max(living, key=lambda d: (d.status is not EventStatus.BACKGROUND, d.since, d.development_id), default=None)


def _decide_watch(
    watch: Watch, known: Sequence[Development], evidence: Sequence[Evidence], storyline: Storyline, now: datetime
) -> Decision:
    # also what is judged again by an earlier clock, as in a replay that is resumed, means what its articles could mean
    closed = closed_since(watch, storyline, max([now.date(), *(article_day(e) for e in evidence)]))
    occasions = group_evidence(evidence, storyline, repeats=watch.repeats, closed_since=closed)
    groups = join_edited([without_taken_back(group) for group in occasions])
    judged = _believed(
        [(group, verdict) for group in groups if (verdict := judge(group, watch, storyline)) is not None]
    )
    shown = latest_development(known)
    changes: list[DevelopmentChange] = []
    alerts: list[AlertDue] = []
    present: list[Development] = []
    continued = continue_known(judged, known, evidence, watch, storyline)
    for (group, verdict), (before, development_id) in zip(judged, continued, strict=True):
        after = _development(development_id, watch, group, verdict, before)
        present.append(after)
        if after == before:
            continue
        if before is not None and (before.stage is Stage.RETRACTED or is_withdrawn(before, group)):
            after = corrected_or_retracted(before, after)
            if after == before:
                continue
        kind = _kind(before, after)
        seen = set(before.evidence_ids) if before else set()
        cause = tuple(e for e in after.evidence_ids if e not in seen)
        changes.append(DevelopmentChange(kind=kind, before=before, after=after, evidence_ids=cause, at=now))
        due = (
            retraction_due(before, after, group, watch, storyline, now)
            or alert_due(before, after, group, watch, storyline, now)
            or notice_due(before, after, group, shown, watch, storyline, now)
        )
        if due is not None:
            alerts.append(due)
    kept = {development_id for _, development_id in continued}
    ids = {e.evidence_id for e in evidence}
    for before in known:
        standing = before.stage is not None and before.stage is not Stage.RETRACTED
        if before.development_id in kept or not standing or not rests_on(before, ids):
            continue
        left = next((group for group in groups if rests_on(before, {e.evidence_id for e in group})), None)
        if left is not None and is_withdrawn(before, left) and judge(left, watch, storyline) is None:
            after = retracted(before)
            changes.append(
                DevelopmentChange(kind=ChangeKind.STATUS, before=before, after=after, evidence_ids=(), at=now)
            )
            if due := retraction_due(before, after, left, watch, storyline, now):
                alerts.append(due)
            kept.add(before.development_id)
    for d in known:
        if d.development_id in kept or d.stage is Stage.RETRACTED or not rests_on(d, ids):
            continue
        after = _ended(d, watch)
        changes.append(DevelopmentChange(kind=ChangeKind.FACTS, before=d, after=after, evidence_ids=(), at=now))
        heir = _heir(d, present)
        if heir is not None and (due := merger_due(d, after, heir, evidence, watch, storyline, now)):
            alerts.append(due)
    return Decision(changes=tuple(changes), alerts=tuple(alerts))


def _believed(judged: list[JudgedGroup]) -> list[JudgedGroup]:
    """Return the occasions without those short of happening, in weak words only, where others are told in strong ones.

    They wait, as the weak words of one origin do; alone they may be shown.
    """
    strong = [is_strong([e for e in group if e.status is verdict.status]) for group, verdict in judged]
    if not any(strong):
        return judged
    return [
        (group, verdict)
        for (group, verdict), told in zip(judged, strong, strict=True)
        if told or verdict.status in HAPPENED
    ]


def _development(
    development_id: str, watch: Watch, group: Sequence[Evidence], verdict: Judgement, before: Development | None
) -> Development:
    markers = {closure_marker(watch)} & set(before.evidence_ids) if before else set()
    return Development(
        development_id=development_id,
        watch=watch.slug,
        status=verdict.status,
        stage=_stage_after(before, verdict),
        participants=verdict.participants,
        event_date=verdict.event_date,
        date_precision=verdict.date_precision,
        place=verdict.place,
        since=verdict.since,
        origin_ids=verdict.origin_ids,
        evidence_ids=tuple(sorted({e.evidence_id for e in group} | markers)),
    )


def _ended(development: Development, watch: Watch) -> Development:
    """Return a development whose evidence has all proved to be of another: it ends, corrected, and stays empty."""
    stage = Stage.CORRECTED if development.stage else None
    markers = tuple({closure_marker(watch)} & set(development.evidence_ids))
    return replace(development, stage=stage, origin_ids=(), evidence_ids=markers)


def _heir(ended: Development, present: Sequence[Development]) -> Development | None:
    """Return the development that most evidence of the ended one belongs to now."""
    shared = [(len(set(ended.evidence_ids) & set(d.evidence_ids)), d.development_id, d) for d in present]
    return max((each for each in shared if each[0]), default=(0, "", None))[2]


def _stage_after(before: Development | None, verdict: Judgement) -> Stage | None:
    """A stage once reached is not lost by regrouping, and a correction or retraction is not undone by more copies."""
    order = [None, *Stage]
    return max(before.stage if before else None, verdict.stage, key=order.index)


def _kind(before: Development | None, after: Development) -> ChangeKind:
    if before is None:
        return ChangeKind.OPENED
    if before.status is not after.status:
        return ChangeKind.STATUS
    if before.stage is not after.stage:
        return ChangeKind.STAGE
    facts = [(d.participants, d.event_date, d.date_precision, d.place, d.since) for d in (before, after)]
    return ChangeKind.FACTS if facts[0] != facts[1] else ChangeKind.EVIDENCE


def _close(watch: Watch, developments: Sequence[Development], storyline: Storyline, now: datetime) -> Decision:
    """Mark the watch's latest development once a person has left the office, and say so while that is news."""
    since = closed_since(watch, storyline, now.date())
    marker = closure_marker(watch)
    latest = latest_development(developments)
    if since is None or latest is None or any(marker in d.evidence_ids for d in developments):
        return Decision()
    after = replace(latest, evidence_ids=tuple(sorted((*latest.evidence_ids, marker))))
    change = DevelopmentChange(kind=ChangeKind.EVIDENCE, before=latest, after=after, evidence_ids=(marker,), at=now)
    met = any(d.status in (EventStatus.OCCURRED, EventStatus.BACKGROUND) for d in developments)
    due = None if met else closure_due(after, since, watch, storyline, now)
    return Decision(changes=(change,), alerts=(due,) if due else ())
