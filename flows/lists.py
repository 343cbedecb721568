"""The official lists in, what they changed stored, one list a transaction; their polls and alerts out."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractors.official_lists.list_changes import is_settled, mark_moved
from extractors.official_lists.list_evidence import LISTS_VERSION, evidence_from_list
from extractors.official_lists.list_polling import ListMemory, poll_list
from extractors.records.feeds import Poll, PollOutcome
from extractors.records.official_lists import ListPoll, ListSnapshot
from extractors.web.fetch import Fetcher
from flows.desk import Desk
from flows.judging import judge_evidence
from flows.reports import AlertLine
from flows.spreading import Spread
from flows.storing import append_judged
from flows.tallies import Tally
from seeds.official_lists import OfficialList
from warehouse.feeds import append_polls, load_feed_states
from warehouse.official_lists import append_list_changes, append_list_snapshots, load_last_lists
from warehouse.rejections import append_rejections

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowedLists:
    """What the lists of a pass brought."""

    polls: tuple[Poll, ...] = ()
    alerts: tuple[AlertLine, ...] = ()


def follow_lists(desk: Desk, spread: Spread, run_id: str, fetcher: Fetcher, tally: Tally) -> FollowedLists:
    """Look at all lists at once and store each; a list that could not be had is a failed poll, like a feed's."""
    if not desk.official_lists:
        return FollowedLists()
    with desk.warehouse.reading() as tx:
        states = load_feed_states(tx)
        last = load_last_lists(tx)

    def look(official_list: OfficialList) -> ListPoll:
        settled, pending = last.get(official_list.id, (None, None))
        memory = ListMemory(state=states.get(official_list.id), settled=settled, pending=pending)
        return poll_list(official_list, memory, fetcher, desk.clock())

    polled = list(spread("list", look, desk.official_lists, label=lambda each: f"look at {each.id}"))
    newest = {list_id: settled for list_id, (settled, _) in last.items() if settled is not None}
    newest |= {looked.poll.feed_id: looked.snapshot for looked in polled if looked.snapshot is not None}
    alerts: list[AlertLine] = []
    for official_list, looked in zip(desk.official_lists, polled, strict=True):
        others = [
            newest[other.id]
            for other in desk.official_lists
            if other is not official_list and other.imposed_by == official_list.imposed_by and other.id in newest
        ]
        with desk.warehouse.turn():
            alerts += store_list(desk, run_id, official_list, with_moves(looked, official_list, others), tally)
    return FollowedLists(polls=tuple(looked.poll for looked in polled), alerts=tuple(alerts))


def with_moves(looked: ListPoll, official_list: OfficialList, others: Sequence[ListSnapshot]) -> ListPoll:
    """Return the look with removals marked as moves where another list of the same government has the entry."""
    if looked.snapshot is None:
        return looked
    changes = mark_moved(looked.changes, official_list, others)
    return replace(looked, changes=changes, snapshot=replace(looked.snapshot, settled=is_settled(changes)))


def store_list(desk: Desk, run_id: str, official_list: OfficialList, looked: ListPoll, tally: Tally) -> list[AlertLine]:
    """Store one look at a list whole or not at all, and return the alerts that it raised. Nothing is sent here."""
    _log(looked)
    outlet = desk.outlet_by_id(official_list.outlet)
    evidence = (
        evidence_from_list(looked.changes, looked.before, looked.snapshot, official_list, outlet, desk.storyline)
        if looked.snapshot is not None and outlet is not None
        else ()
    )
    judged = judge_evidence(desk, evidence) if evidence else None
    with desk.warehouse.transaction(run_id) as tx:
        if looked.poll.outcome is not PollOutcome.NOT_DUE:
            append_polls(tx, [looked.poll])
        append_rejections(tx, looked.rejections)
        if looked.snapshot is not None:
            append_list_snapshots(tx, [looked.snapshot])
            append_list_changes(tx, looked.changes)
        alerts = append_judged(desk, tx, judged, LISTS_VERSION) if judged is not None else []
    if judged is not None:
        changed = {change.after.development_id for change in judged.decision.changes}
        tally.add(developments_changed=len(changed), alerts_new=len(alerts))
    return alerts


def _log(looked: ListPoll) -> None:
    poll = looked.poll
    log.info("event=list_polled list=%s outcome=%s", poll.feed_id, poll.outcome)
    for change in looked.changes:
        log.info("event=list_changed uid=%d kind=%s confirmed_by=%s", change.uid, change.kind, change.confirmed_by)
