"""Two snapshots of an official list in, what became of each watched entry out: the pure decision what counts.

Only a removal is an event: the entry was in the settled list before, neither its number nor its name is in the list
after nor in another list of the same government, and a second file says so too. One file alone never counts, whole and
plausible though it looks: a list that its publisher wrote wrongly, or an old one out of a cache, passes every check
that looks at one file. The second file is fetched at once, so the wait is seconds; where none can be had, the next
pass asks again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from extractors.official_lists.list_parts import folded_name
from extractors.records.ids import content_id
from extractors.records.official_lists import ListChange, ListChangeKind, ListDelta, ListedEntry, ListSnapshot
from seeds.official_lists import OfficialList, WatchedEntry

Kind = ListChangeKind


def decide_list_changes(
    before: ListSnapshot | None, after: ListSnapshot, official_list: OfficialList, now: datetime
) -> tuple[ListChange, ...]:
    """Return what became of the watched entries, in the order of the seed; no removal is confirmed yet.

    `before` must be the last settled list: one in which a missing entry waits for confirmation is passed over, so that
    the removal is decided again. `after` must be whole and plausible (`sanctions_lists`).
    """
    changes: list[ListChange] = []
    for watched in official_list.watched:
        old = _entry(before, watched) if before is not None else None
        new = _entry(after, watched)
        for kind in _kinds(old, new, watched, is_first=before is None):
            changes.append(
                ListChange(
                    change_id=content_id(
                        "lchg", str(watched.uid), kind, before.snapshot_id if before else "", after.snapshot_id
                    ),
                    list_id=official_list.id,
                    snapshot_id=after.snapshot_id,
                    uid=watched.uid,
                    entity_id=watched.entity,
                    kind=kind,
                    before=row_of(old) if old else "",
                    after=row_of(new) if new else "",
                    at=now,
                )
            )
    return tuple(changes)


def confirm_removals(
    changes: Iterable[ListChange],
    official_list: OfficialList,
    *,
    snapshots: Sequence[ListSnapshot] = (),
    deltas: Sequence[tuple[str, ListDelta]] = (),
) -> tuple[ListChange, ...]:
    """Return the changes with those removals confirmed that another file shows.

    `snapshots` are whole, plausible lists from other files or earlier downloads than the one that decided; `deltas`
    come with their addresses. A snapshot that still has the entry vetoes, whatever another one says.
    """
    names = {watched.uid: folded_name(watched.name) for watched in official_list.watched}
    return tuple(
        replace(change, confirmed_by=_confirmation(change, names[change.uid], snapshots, deltas))
        if change.kind is Kind.REMOVED
        else change
        for change in changes
    )


def mark_moved(
    changes: Iterable[ListChange], official_list: OfficialList, others: Sequence[ListSnapshot]
) -> tuple[ListChange, ...]:
    """Return the changes with those removals marked as moves whose entry is in one of the government's other lists.

    That ends one kind of sanctions and leaves another, which a list cannot weigh: people read the notice.
    """
    names = {watched.uid: folded_name(watched.name) for watched in official_list.watched}
    return tuple(
        replace(change, kind=Kind.MOVED, confirmed_by=None)
        if change.kind is Kind.REMOVED and _is_in(others, change.uid, names[change.uid])
        else change
        for change in changes
    )


def is_settled(changes: Iterable[ListChange]) -> bool:
    """Tell whether no removal among the changes waits for confirmation."""
    return all(change.confirmed_by is not None for change in changes if change.kind is Kind.REMOVED)


def row_of(entry: ListedEntry) -> str:
    """Return the entry as a row of the list, in one form for all file formats."""
    cells = [entry.name, entry.kind, "] [".join(entry.programs), entry.title, entry.remarks]
    return ",".join([str(entry.uid), *(f'"{cell}"' if cell else "-0-" for cell in cells)])


def _confirmation(
    change: ListChange, name: str, snapshots: Sequence[ListSnapshot], deltas: Sequence[tuple[str, ListDelta]]
) -> str | None:
    if _is_in(snapshots, change.uid, name):
        return None
    named = [url for url, delta in deltas if change.uid in delta.removed]
    return next(iter([*named, *(snapshot.url for snapshot in snapshots)]), None)


def _is_in(snapshots: Sequence[ListSnapshot], uid: int, name: str) -> bool:
    return any(e.uid == uid or folded_name(e.name) == name for s in snapshots for e in s.entries)


def _entry(snapshot: ListSnapshot | None, watched: WatchedEntry) -> ListedEntry | None:
    """Return the entry of the watched number, else one of its name."""
    if snapshot is None:
        return None
    name = folded_name(watched.name)
    by_name = (entry for entry in snapshot.entries if folded_name(entry.name) == name)
    return next((entry for entry in snapshot.entries if entry.uid == watched.uid), None) or next(by_name, None)


def _kinds(old: ListedEntry | None, new: ListedEntry | None, watched: WatchedEntry, *, is_first: bool) -> list[Kind]:
    if is_first:
        if new is None:
            return [Kind.ABSENT]
        differs = bool(watched.programs) and new.programs != tuple(sorted(watched.programs))
        return [Kind.FIRST_SEEN, Kind.PROGRAMS] if differs else [Kind.FIRST_SEEN]
    if old is None or new is None:
        return [Kind.LISTED] if new else [Kind.REMOVED] if old else []
    found = []
    if new.uid != old.uid:
        found.append(Kind.RENUMBERED)
    if folded_name(new.name) != folded_name(old.name):
        found.append(Kind.RENAMED)
    if new.programs != old.programs:
        found.append(Kind.PROGRAMS)
    if (new.title, new.kind, new.aliases) != (old.title, old.kind, old.aliases):
        found.append(Kind.DETAILS)  # remarks are left out: CSV and XML put different things there
    return found
