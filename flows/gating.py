"""Polls in, what is to be read out: every entry gets its verdict, and pages that could not be had are tried again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from extractors.developments.revisiting import due_revisits
from extractors.feeds.gate import decide_entry
from extractors.records.feeds import EntryDecision, EntryVerdict, FeedEntry, Poll
from flows.batches import EntryToRead, GatedFeed, units_of
from flows.desk import Desk
from warehouse.entries import known_entry_ids, load_pending_entries, misjudged_entry_ids
from warehouse.revisits import load_watched_pages

READ_DECISIONS = frozenset({EntryDecision.FETCH, EntryDecision.FEED_TEXT})


def gate_polls(desk: Desk, polls: Sequence[Poll]) -> tuple[GatedFeed, ...]:
    """Decide on every entry of the polls, in their order, and add the entries that are due for another try."""
    now = desk.clock()
    schedule = desk.settings.revisit_schedule
    with desk.warehouse.reading() as tx:
        known = known_entry_ids(tx, [entry.entry_id for poll in polls for entry in poll.entries])
        known -= misjudged_entry_ids(tx, now - timedelta(days=desk.settings.look_back_days))
        pending = {waiting.entry.entry_id: waiting.entry for waiting in load_pending_entries(tx, now)}
        pages = load_watched_pages(tx, now - 2 * max(schedule)) if schedule else []
    revisits = {entry.entry_id: entry for entry in due_revisits(pages, now, schedule)}
    again: defaultdict[str, list[EntryVerdict]] = defaultdict(list)
    for entry in {**pending, **revisits}.values():
        again[entry.feed_id].append(EntryVerdict(entry=entry, decision=EntryDecision.FETCH, score=0.0))
    verdicts = {poll.feed_id: _verdicts(desk, poll, known, now) for poll in polls}
    to_read = {
        feed_id: [*again[feed_id], *(verdict for verdict in decided if verdict.decision in READ_DECISIONS)]
        for feed_id, decided in verdicts.items()
    }
    merged = {
        feed_id: [replace(each, again=each.verdict.entry.entry_id in revisits) for each in entries]
        for feed_id, entries in merge_twins(to_read).items()
    }
    return tuple(
        GatedFeed(
            poll=poll,
            verdicts=tuple(v for v in verdicts[poll.feed_id] if v.decision not in READ_DECISIONS),
            units=units_of(poll.feed_id, merged[poll.feed_id]),
            retried=len(again[poll.feed_id]),
        )
        for poll in polls
    )


def merge_twins(to_read: dict[str, list[EntryVerdict]]) -> dict[str, list[EntryToRead]]:
    """Join entries that lead to one address, so that a page is fetched once; the first feed in the order reads it."""
    first: dict[str, EntryVerdict] = {}
    twins: defaultdict[str, list[EntryVerdict]] = defaultdict(list)
    kept: dict[str, list[EntryVerdict]] = {}
    for feed_id, verdicts in to_read.items():
        kept[feed_id] = []
        for verdict in verdicts:
            url = verdict.entry.url
            if url is not None and verdict.decision is EntryDecision.FETCH and url in first:
                twins[first[url].entry.entry_id].append(verdict)
                continue
            if url is not None and verdict.decision is EntryDecision.FETCH:
                first[url] = verdict
            kept[feed_id].append(verdict)
    return {
        feed_id: [EntryToRead(verdict=v, twins=tuple(twins[v.entry.entry_id])) for v in verdicts]
        for feed_id, verdicts in kept.items()
    }


def _verdicts(desk: Desk, poll: Poll, known: set[str], now: datetime) -> list[EntryVerdict]:
    feed = desk.feed(poll.feed_id)
    look_back = timedelta(days=desk.settings.look_back_days)

    def decide(entry: FeedEntry) -> EntryVerdict:
        is_known = entry.entry_id in known
        match = None if is_known else desk.matcher.gate(entry.title, entry.summary or entry.full_text, feed.language)
        return decide_entry(entry, feed, known=is_known, match=match, look_back=look_back, now=now)

    return [decide(entry) for entry in poll.entries]
