"""Records inside a pass: entries to read, what reading them brought, and one transaction's worth of both."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from extractors.articles.pages import PageResult
from extractors.records.feeds import EntryVerdict, Poll
from extractors.records.reading import Reading

ENTRIES_PER_UNIT = 20
"""Entries of one feed that one task reads: coarse enough for Prefect, fine enough for a progress bar."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryToRead:
    """An entry whose article is to be read, with the entries of other feeds that lead to the same address."""

    verdict: EntryVerdict
    twins: tuple[EntryVerdict, ...] = ()
    again: bool = False  # a page whose words bear a development, looked at once more


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadUnit:
    """Entries of one feed that one task reads."""

    feed_id: str
    entries: tuple[EntryToRead, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryReading:
    """What became of one entry: its page, and the reading of its article where there is one."""

    entry: EntryToRead
    page: PageResult
    reading: Reading | None
    at: datetime  # when it was tried
    left: bool = False  # untried: its feed had had its time, and a later pass reads it


@dataclass(frozen=True, slots=True, kw_only=True)
class GatedFeed:
    """One feed's poll, the verdicts on entries that are not read, and the units of those that are."""

    poll: Poll
    verdicts: tuple[EntryVerdict, ...]
    units: tuple[ReadUnit, ...]
    retried: int  # entries in the units that earlier passes could not read


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """One transaction's worth: whole feeds, or part of a large one.

    A feed's poll is in the batch that holds the last of its units, so that a feed whose entries are not all stored
    is polled again in full.
    """

    units: tuple[ReadUnit, ...]
    verdicts: tuple[EntryVerdict, ...]
    polls: tuple[Poll, ...]


def units_of(feed_id: str, entries: Sequence[EntryToRead]) -> tuple[ReadUnit, ...]:
    """Cut the entries that are to be read into units."""
    return tuple(
        ReadUnit(feed_id=feed_id, entries=tuple(entries[start : start + ENTRIES_PER_UNIT]))
        for start in range(0, len(entries), ENTRIES_PER_UNIT)
    )


def in_batches(gated: Sequence[GatedFeed], batch_size: int) -> Iterator[Batch]:
    """Yield batches of about ``batch_size`` entries to read, in the order of the feeds.

    Feeds with nothing to read go together with their neighbours. What is in a batch depends on what the feeds held
    and not on which server was quick.
    """
    units: list[ReadUnit] = []
    verdicts: list[EntryVerdict] = []
    polls: list[Poll] = []
    size = 0
    for feed in gated:
        for unit in feed.units:
            if units and size + len(unit.entries) > batch_size:
                yield Batch(units=tuple(units), verdicts=tuple(verdicts), polls=tuple(polls))
                units, verdicts, polls, size = [], [], [], 0
            units.append(unit)
            size += len(unit.entries)
        verdicts += feed.verdicts
        polls.append(feed.poll)
    if units or verdicts or polls:
        yield Batch(units=tuple(units), verdicts=tuple(verdicts), polls=tuple(polls))
