"""New evidence in, what it changes out, with the messages: judged with as much of history as it can bear on."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from extractors.developments.closures import closed_since, closure_marker
from extractors.developments.developments import Decision, decide_developments
from extractors.developments.reach import spans_of, windows_of
from extractors.developments.withdrawals import mark_withdrawn
from extractors.records.developments import Evidence
from flows.alerting.messages import Message, render_messages
from flows.desk import Desk
from flows.histories import History
from warehouse.store import ReadTransaction

MOST_ROUNDS = 4
"""Stored evidence that moves by what is new asks for history of its own; in random streams two rounds settle it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdicts:
    """What new evidence changes, with the message for each alert that is due."""

    evidence: tuple[Evidence, ...]
    decision: Decision
    messages: tuple[Message, ...]  # in the order of the decision's alerts


def judge_evidence(
    desk: Desk, evidence: Sequence[Evidence], shaken: Sequence[Evidence] = (), history: History | None = None
) -> Verdicts:
    """Decide what new evidence changes, and write the messages. With none, watches that have closed are still seen.

    `shaken` is stored evidence that is judged afresh, because the articles that it stands in were edited or are gone.
    `history` is what earlier judgements have loaded, and learns what this one asks for.
    """
    history = history if history is not None else History()
    now = desk.clock().replace(microsecond=0)  # people read it, and no decision hangs on less than a second
    asking = (*evidence, *shaken)
    for _ in range(MOST_ROUNDS):
        with desk.warehouse.reading() as tx:
            bearing = load_bearing_evidence(desk, tx, asking, history)
            stored = [*bearing, *load_context(tx, history)]
            developments = history.developments(tx)
            former = history.former_words(tx)
        known = mark_withdrawn(stored, former, desk.corrections)
        watches = {each.watch for each in shaken}
        decided = decide_developments(developments, known, evidence, desk.storyline, now, watches)
        moved = _moved(decided, stored)
        if history.covers(windows_of(moved, desk.storyline)):
            break
        asking = (*asking, *moved)
    decision = _about(decided, {each.evidence_id for each in (*evidence, *bearing)})
    everything = {each.evidence_id: each for each in (*known, *evidence)}
    return Verdicts(
        evidence=tuple(evidence),
        decision=decision,
        messages=render_messages(decision, everything, desk.storyline, desk.outlets),
    )


def _moved(decision: Decision, stored: Sequence[Evidence]) -> list[Evidence]:
    """Return the stored evidence that joins or leaves a development: where it goes is told by what is around it."""
    moved: set[str] = set()
    for change in decision.changes:
        moved |= {*change.after.evidence_ids} ^ {*(change.before.evidence_ids if change.before else ())}
    return [each for each in stored if each.evidence_id in moved]


def load_bearing_evidence(
    desk: Desk, tx: ReadTransaction, evidence: Sequence[Evidence], history: History
) -> list[Evidence]:
    """Return the stored evidence that these pieces can change, or be changed by, and what else `history` has.

    All of it for watches that can be met only once, whose evidence is one occasion, and for those that are about to be
    marked as closed, which happens once and may tell all that is known.
    """
    markers = history.closure_markers(tx)
    today = desk.clock().date()
    whole = {
        watch.slug
        for watch in desk.storyline.watches
        if (not watch.repeats and any(each.watch == watch.slug for each in evidence))
        or (closed_since(watch, desk.storyline, today) is not None and closure_marker(watch) not in markers)
    }
    history.load_watches(tx, whole)
    history.load_windows(tx, windows_of([each for each in evidence if each.watch not in whole], desk.storyline))
    return list(history.evidence.values())


def load_context(tx: ReadTransaction, history: History) -> list[Evidence]:
    """Return the other evidence that keeps apart what bears, where that reaches further back than its window."""
    history.load_spans(tx, spans_of(history.evidence.values()))
    return list(history.context.values())


def _about(decision: Decision, evidence_ids: Collection[str]) -> Decision:
    """Return of a decision what is about developments that this evidence belongs to; the rest was context alone."""
    changes = tuple(
        change
        for change in decision.changes
        if any(
            each in evidence_ids
            for development in (change.before, change.after)
            if development is not None
            for each in development.evidence_ids
        )
    )
    changed = {change.after.development_id for change in changes}
    return Decision(changes=changes, alerts=tuple(a for a in decision.alerts if a.development_id in changed))
