"""Looking at an official list: what is known of it in, one poll with its snapshot and changes out."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from extractors.fetch import Fetcher, FetchFailure, FetchRequest, Response
from extractors.list_changes import confirm_removals, decide_list_changes, is_settled
from extractors.polling import backoff, is_waiting
from extractors.records.feeds import FeedState, Poll, PollOutcome
from extractors.records.official_lists import ListChange, ListChangeKind, ListDelta, ListPoll, ListSnapshot
from extractors.records.rejections import Rejection, RejectionReason, RejectionStage
from extractors.sanctions_lists import ListBody, check_against, parse_delta, parse_list
from seeds.official_lists import ListFile, OfficialList
from seeds.outlets import Feed

LATER_DOWNLOAD = timedelta(minutes=10)
"""Two downloads so far apart are two looks: caches on the way keep a file for a few minutes."""

_ACCEPT = "application/zip, text/xml, application/xml, text/csv, */*;q=0.5"

_NO_USE_ASKING = frozenset({RejectionReason.DNS_FAILED, RejectionReason.CONNECT_FAILED, RejectionReason.TIMEOUT})
"""Another file of the same publisher would most likely fail alike, and a pass offline must not pay for each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListMemory:
    """What the warehouse knows of a list."""

    state: FeedState | None = None
    settled: ListSnapshot | None = None  # the last list with which all was clear
    pending: ListSnapshot | None = None  # a later one in which somebody was missing, unconfirmed


@dataclass(frozen=True, slots=True, kw_only=True)
class _Download:
    """One file that was had: a snapshot of it, or why it is not believed; no snapshot where nothing is new."""

    response: Response
    file: ListFile
    content_hash: str = ""
    snapshot: ListSnapshot | None = None
    rejection: Rejection | None = None


def poll_list(official_list: OfficialList, memory: ListMemory, fetcher: Fetcher, now: datetime) -> ListPoll:
    """Look once. The new state is to be stored with the snapshot and the changes, in one transaction."""
    state = memory.state
    if state is not None and is_waiting(state, now):
        return ListPoll(poll=_poll(official_list, PollOutcome.NOT_DUE, state))
    refused: list[Rejection] = []
    failure: FetchFailure | None = None
    for file in official_list.files:
        had = _download(file, official_list, memory, fetcher, now, is_first=file is official_list.files[0])
        if isinstance(had, FetchFailure):
            failure = failure or had
            refused.append(had.rejection)
        elif had.rejection is not None:
            refused.append(had.rejection)
        else:
            return _read(had, official_list, memory, refused, fetcher, now)
        if refused[-1].reason in _NO_USE_ASKING:
            break
    return _failed(official_list, state, refused, failure, now)


def _read(
    had: _Download,
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
        etag=answer.headers.get("etag") if is_first else None,  # of another file's answer it would mislead
        last_modified=answer.headers.get("last-modified") if is_first else None,
        content_hash=had.content_hash or (memory.state.content_hash if memory.state else None),
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
        answer = _fetch(url, official_list, fetcher)
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
        had = _download(file, official_list, replace(memory, state=None), fetcher, now, is_first=False)
        rejection = had.rejection
        if isinstance(had, _Download) and had.snapshot is not None:
            snapshots.append(had.snapshot)
        elif rejection is not None:
            refused.append(rejection)
    if memory.pending is not None and now - memory.pending.fetched_at >= LATER_DOWNLOAD:
        snapshots.append(memory.pending)
    return confirm_removals(changes, official_list, snapshots=snapshots, deltas=deltas), refused


def _download(
    file: ListFile,
    official_list: OfficialList,
    memory: ListMemory,
    fetcher: Fetcher,
    now: datetime,
    *,
    is_first: bool,
) -> _Download | FetchFailure:
    """Fetch and read one file with its companions; unchanged bytes are not read again while nothing is pending."""
    state = memory.state if memory.settled is not None and memory.pending is None else None
    answer = _fetch(str(file.url), official_list, fetcher, state if is_first else None)
    if isinstance(answer, FetchFailure):
        return answer
    content_hash = hashlib.sha256(answer.body).hexdigest()
    if state is not None and (answer.status == 304 or state.content_hash == content_hash):
        return _Download(response=answer, file=file)
    companions: dict[str, bytes] = {}
    for name, url in (("alternates", file.alternates_url), ("comments", file.comments_url)):
        if url is not None:
            companion = _fetch(str(url), official_list, fetcher)
            if isinstance(companion, FetchFailure):
                return companion
            companions[name] = companion.body
    body = ListBody(
        url=str(file.url),
        format=file.format,
        body=answer.body,
        alternates=companions.get("alternates"),
        comments=companions.get("comments"),
    )
    snapshot = parse_list(body, official_list, now)
    rejection = (
        snapshot if isinstance(snapshot, Rejection) else check_against(snapshot, memory.settled, official_list, now)
    )
    return _Download(
        response=answer,
        file=file,
        content_hash=content_hash,
        snapshot=None if isinstance(snapshot, Rejection) or rejection is not None else snapshot,
        rejection=rejection,
    )


def _fetch(
    url: str, official_list: OfficialList, fetcher: Fetcher, state: FeedState | None = None
) -> Response | FetchFailure:
    request = FetchRequest(
        url=url,
        etag=state.etag if state else None,
        last_modified=state.last_modified if state else None,
        accept=_ACCEPT,
        max_bytes=official_list.max_bytes,
        total_seconds=official_list.total_seconds,
    )
    return fetcher.fetch(request, RejectionStage.FEED)


def _failed(
    official_list: OfficialList,
    state: FeedState | None,
    refused: list[Rejection],
    failure: FetchFailure | None,
    now: datetime,
) -> ListPoll:
    """The first file's trouble stands for the poll; the others are rows of their own."""
    known = state or FeedState(feed_id=official_list.id, checked_at=now)
    as_feed = Feed(id=official_list.id, url=official_list.files[0].url, interval_minutes=official_list.interval_minutes)
    wait = backoff(as_feed, known.failures + 1, refused[0].reason)
    asked = failure.retry_after if failure is not None else None
    poll = _poll(
        official_list,
        PollOutcome.FAILED,
        replace(
            known,
            checked_at=now,
            failures=known.failures + 1,
            not_before=max(_known(asked, now + wait if wait else None), default=None),
        ),
    )
    first, *others = (
        replace(rejection, feed_id=official_list.id, outlet_id=official_list.outlet) for rejection in refused
    )
    status = failure.status if failure is not None else 200
    return ListPoll(poll=replace(poll, http_status=status, rejections=(first,)), rejections=tuple(others))


def _known(*instants: datetime | None) -> Iterable[datetime]:
    return [instant for instant in instants if instant is not None]


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
