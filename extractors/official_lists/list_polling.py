"""Looking at an official list: what is known of it in, one poll with its snapshot and changes out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from extractors.feeds.polling import backoff, is_waiting
from extractors.official_lists.list_changes import confirm_removals, decide_list_changes, is_settled
from extractors.official_lists.list_downloads import Download, download, fetch_file
from extractors.official_lists.sanctions_lists import parse_delta
from extractors.records.feeds import FeedState, Poll, PollOutcome
from extractors.records.official_lists import ListChange, ListChangeKind, ListDelta, ListPoll, ListSnapshot
from extractors.records.rejections import Rejection, RejectionReason
from extractors.web.fetch import Fetcher, FetchFailure, Response
from extractors.web.headers import usable_validator
from seeds.official_lists import ListFile, OfficialList
from seeds.outlets import Feed

LATER_DOWNLOAD = timedelta(minutes=10)
"""Two downloads so far apart are two looks: caches on the way keep a file for a few minutes."""

_NO_USE_ASKING = frozenset({RejectionReason.DNS_FAILED, RejectionReason.CONNECT_FAILED, RejectionReason.TIMEOUT})
"""Another file of the same publisher would most likely fail alike, and a pass offline must not pay for each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListMemory:
    """What the warehouse knows of a list."""

    state: FeedState | None = None
    settled: ListSnapshot | None = None  # the last list with which all was clear
    pending: ListSnapshot | None = None  # a later one in which somebody was missing, unconfirmed


def poll_list(official_list: OfficialList, memory: ListMemory, fetcher: Fetcher, now: datetime) -> ListPoll:
    """Look once. The new state is to be stored with the snapshot and the changes, in one transaction."""
    state = memory.state
    if state is not None and is_waiting(state, now):
        return ListPoll(poll=_poll(official_list, PollOutcome.NOT_DUE, state))
    troubles: list[FetchFailure] = []
    for file in official_list.files:
        had = _look(file, official_list, memory, fetcher, now)
        if isinstance(had, Download):
            return _read(had, official_list, memory, [trouble.rejection for trouble in troubles], fetcher, now)
        troubles.append(had)
        if had.rejection.reason in _NO_USE_ASKING:
            break
    return _failed(official_list, state, troubles, now)


def _look(
    file: ListFile, official_list: OfficialList, memory: ListMemory, fetcher: Fetcher, now: datetime
) -> Download | FetchFailure:
    """Download a file; what has not changed is not read again, unless there is nothing to go by or somebody missing."""
    remembered = memory.state if memory.settled is not None and memory.pending is None else None
    is_first = file is official_list.files[0]
    return download(file, official_list, remembered, memory.settled, fetcher, now, ask_conditionally=is_first)


def _read(
    had: Download,
    official_list: OfficialList,
    memory: ListMemory,
    refused: list[Rejection],
    fetcher: Fetcher,
    now: datetime,
) -> ListPoll:
    is_first = had.file is official_list.files[0]
    answer = had.response
    state = FeedState(
        feed_id=official_list.id,
        checked_at=now,
        etag=usable_validator(answer.headers.get("etag")) if is_first else None,  # another file's would mislead
        last_modified=usable_validator(answer.headers.get("last-modified")) if is_first else None,
        content_hash=had.content_hash,
    )
    if had.snapshot is None:
        kept = replace(memory.state, checked_at=now, failures=0, not_before=None) if memory.state else state
        return ListPoll(poll=_poll(official_list, PollOutcome.NOT_MODIFIED, kept, answer), rejections=tuple(refused))
    changes = decide_list_changes(memory.settled, had.snapshot, official_list, now)
    if any(change.kind is ListChangeKind.REMOVED for change in changes):
        changes, more = _look_again(changes, had.file, official_list, memory, fetcher, now)
        refused += more
    return ListPoll(
        poll=_poll(official_list, PollOutcome.OK, state, answer),
        snapshot=replace(had.snapshot, settled=is_settled(changes)),
        before=memory.settled,
        changes=changes,
        rejections=tuple(refused),
    )


def _look_again(
    changes: tuple[ListChange, ...],
    used: ListFile,
    official_list: OfficialList,
    memory: ListMemory,
    fetcher: Fetcher,
    now: datetime,
) -> tuple[tuple[ListChange, ...], list[Rejection]]:
    """Ask other files whether a removal is so: the delta and the first other full file, else an earlier download."""
    refused: list[Rejection] = []
    deltas: list[tuple[str, ListDelta]] = []
    if official_list.delta_url is not None:
        url = str(official_list.delta_url)
        answer = fetch_file(url, official_list, fetcher)
        told = (
            answer.rejection if isinstance(answer, FetchFailure) else parse_delta(answer.body, url, official_list, now)
        )
        if isinstance(told, ListDelta):
            deltas.append((url, told))
        else:
            refused.append(told)
    snapshots: list[ListSnapshot] = []
    for file in official_list.files:
        if file is used or snapshots:
            continue
        had = download(file, official_list, None, memory.settled, fetcher, now)
        if isinstance(had, FetchFailure):
            refused.append(had.rejection)
        elif had.snapshot is not None:
            snapshots.append(had.snapshot)
    if memory.pending is not None and now - memory.pending.fetched_at >= LATER_DOWNLOAD:
        snapshots.append(memory.pending)
    return confirm_removals(changes, official_list, snapshots=snapshots, deltas=deltas), refused


def _failed(
    official_list: OfficialList, state: FeedState | None, troubles: list[FetchFailure], now: datetime
) -> ListPoll:
    """The first file's trouble stands for the poll; the others are rows of their own."""
    known = state or FeedState(feed_id=official_list.id, checked_at=now)
    as_feed = Feed(id=official_list.id, url=official_list.files[0].url, interval_minutes=official_list.interval_minutes)
    first, *others = troubles
    wait = backoff(as_feed, known.failures + 1, first.rejection.reason)
    waits = [when for when in (first.retry_after, now + wait if wait else None) if when is not None]
    state_after = replace(known, checked_at=now, failures=known.failures + 1, not_before=max(waits, default=None))
    poll = _poll(official_list, PollOutcome.FAILED, state_after)
    return ListPoll(
        poll=replace(poll, http_status=first.status, rejections=(first.rejection,)),
        rejections=tuple(trouble.rejection for trouble in others),
    )


def _poll(official_list: OfficialList, outcome: PollOutcome, state: FeedState, answer: Response | None = None) -> Poll:
    return Poll(
        feed_id=official_list.id,
        outlet_id=official_list.outlet,
        outcome=outcome,
        state=state,
        http_status=answer.status if answer else None,
        bytes_received=answer.bytes_received if answer else 0,
        elapsed_seconds=answer.elapsed_seconds if answer else 0.0,
    )
