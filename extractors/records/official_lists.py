"""Records of official lists: one whole list as far as it is watched, and what changed between two of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from extractors.records.feeds import Poll
from extractors.records.rejections import Rejection


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedEntry:
    """One entry of a list, in the list's own words."""

    uid: int
    name: str  # "LAST, First" for persons
    kind: str  # lower case: "individual", "entity", "vessel", "aircraft"
    programs: tuple[str, ...]  # sorted
    title: str = ""
    remarks: str = ""
    aliases: tuple[str, ...] = ()  # sorted; without their numbers, which are given anew now and then


@dataclass(frozen=True, slots=True, kw_only=True)
class ListSnapshot:
    """One whole list that was believed: its counts, and those of its entries that are watched."""

    snapshot_id: str  # from list, content and instant
    list_id: str
    outlet_id: str
    url: str
    published_date: date | None  # as the file says; CSV files do not
    stated_count: int | None  # entries that the file says it has
    entry_count: int  # entries that it has
    entries: tuple[ListedEntry, ...]  # those of a watched number or a watched name, by number
    content_hash: str
    fetched_at: datetime
    settled: bool = True  # False: somebody watched is missing and no other file has confirmed it


@dataclass(frozen=True, slots=True, kw_only=True)
class ListDelta:
    """The latest changes to a list, as its publisher tells them."""

    published_date: date | None
    removed: frozenset[int]  # numbers of the entries that were taken off


class ListChangeKind(StrEnum):
    """What became of a watched entry; only a confirmed removal is an event."""

    FIRST_SEEN = "first_seen"  # in the first list that was read
    ABSENT = "absent"  # not in the first list that was read: nobody saw it leave
    LISTED = "listed"  # not in the list before, in this one
    REMOVED = "removed"  # in the list before, not in this one, under no other number
    MOVED = "moved"  # off this list and on another of the same government
    RENUMBERED = "renumbered"  # its name stands under another number
    RENAMED = "renamed"
    PROGRAMS = "programs"
    DETAILS = "details"  # title, remarks, other names, kind


@dataclass(frozen=True, slots=True, kw_only=True)
class ListChange:
    """What became of one watched entry between two lists."""

    change_id: str  # from list, entry, kind and both snapshots
    list_id: str
    snapshot_id: str  # the list after
    uid: int
    entity_id: str
    kind: ListChangeKind
    before: str  # the row of the list before; "" where it had none
    after: str
    confirmed_by: str | None = None  # removals: the address of the second file that has it no more
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPoll:
    """One look at a list: the poll in the form of a feed's, and what it brought, if anything was new."""

    poll: Poll
    snapshot: ListSnapshot | None = None
    before: ListSnapshot | None = None  # the settled list that it was compared with
    changes: tuple[ListChange, ...] = ()
    rejections: tuple[Rejection, ...] = ()  # of other files that were tried; the poll has that of the first
