"""What reading again made due and nobody was told yet: the states of developments in, messages out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from extractors.developments.developments import Decision
from extractors.developments.messages_due import alert_due, misreading_due
from extractors.reading import READER_VERSION
from extractors.records.developments import AlertDue, Development, DevelopmentChange, Evidence
from flows.alerting.messages import Message, render_message
from flows.desk import Desk
from flows.judging import Verdicts
from seeds.watches import Stage
from warehouse.developments import load_developments, load_history
from warehouse.evidence import load_evidence_ever
from warehouse.rereadings import load_raised_alerts, load_untold_steps
from warehouse.store import ReadTransaction


def add_untold(
    desk: Desk, changes: Sequence[DevelopmentChange], alerts: Sequence[AlertDue], known: Mapping[str, Evidence]
) -> Verdicts:
    """Return the decision with the messages that it makes due, and with those that earlier readings left untold.

    `alerts` are due by the ordinary rules. A report that a newer reader no longer finds is always told to be withdrawn,
    however long ago it was: those who got the report must not go on believing it.
    """
    with desk.warehouse.reading() as tx:
        raised = load_raised_alerts(tx)
        spans = _spans(tx, changes)
        former = load_evidence_ever(
            tx, sorted({each for before, _ in spans.values() if before for each in before.evidence_ids})
        )
    due = {alert.alert_id: alert for alert in alerts}
    for before, after in spans.values():
        alert = _due(desk, before, after, known)
        if alert is not None:
            due.setdefault(alert.alert_id, alert)
    left = [alert for alert in due.values() if alert.alert_id not in raised]
    messages = tuple(_message(desk, alert, spans, known, former) for alert in left)
    return Verdicts(evidence=(), decision=Decision(changes=tuple(changes), alerts=tuple(left)), messages=messages)


Spans = dict[str, tuple[Development | None, Development]]
"""By id of a development: as it was last told, and as it is now."""


def _spans(tx: ReadTransaction, changes: Sequence[DevelopmentChange]) -> Spans:
    spans: Spans = {}
    now = {each.development_id: each for each in load_developments(tx)}
    for development_id, step in load_untold_steps(tx).items():
        history = [after for _, after in load_history(tx, development_id)]
        spans[development_id] = (history[step - 2] if step > 1 else None, now[development_id])
    for change in changes:
        before = spans[change.after.development_id][0] if change.after.development_id in spans else change.before
        spans[change.after.development_id] = (before, change.after)
    return spans


def _due(desk: Desk, before: Development | None, after: Development, known: Mapping[str, Evidence]) -> AlertDue | None:
    watch = next((watch for watch in desk.storyline.watches if watch.slug == after.watch), None)
    if watch is None:
        return None
    now = desk.clock().replace(microsecond=0)
    if after.stage is Stage.RETRACTED:
        return misreading_due(before, after, watch, now)
    evidence = [known[each] for each in after.evidence_ids if each in known]
    return alert_due(before, after, evidence, watch, desk.storyline, now) if evidence else None


def _message(
    desk: Desk, alert: AlertDue, spans: Spans, known: Mapping[str, Evidence], former: Mapping[str, Evidence]
) -> Message:
    before, after = spans[alert.development_id]
    shown = [known[each] for each in (alert.heir or after).evidence_ids if each in known]
    if alert.stage is Stage.RETRACTED and before is not None:
        ids = [each for each in before.evidence_ids if each in former and each not in after.evidence_ids]
        shown += [replace(former[each], origin_reason=f"reader {READER_VERSION} finds no report in it") for each in ids]
    return render_message(alert, after, shown, desk.storyline, desk.outlets)
