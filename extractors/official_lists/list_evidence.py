"""Confirmed changes of an official list in, the evidence that they give to watches out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time

from extractors.developments.evidence import side_of_outlet
from extractors.developments.stages import side_of
from extractors.records.developments import Evidence
from extractors.records.ids import content_id
from extractors.records.official_lists import ListChange, ListChangeKind, ListSnapshot
from extractors.records.reading import DatePrecision, Strength
from seeds.official_lists import OfficialList, WatchedEntry
from seeds.outlets import Outlet
from seeds.storyline import EventStatus, Storyline
from seeds.watches import EventMode, Party, Pattern

LISTS_VERSION = "official-lists-1"
"""Stands where the reader's version would; goes up when the decision changes."""


def evidence_from_list(
    changes: Iterable[ListChange],
    before: ListSnapshot | None,
    after: ListSnapshot,
    official_list: OfficialList,
    outlet: Outlet,
    storyline: Storyline,
) -> tuple[Evidence, ...]:
    """Return one piece per confirmed removal and watch that it satisfies; anything else gives none.

    The day is that of the list without the entry: nobody but the publisher knows the hour, and lists come out daily.
    """
    watched = {entry.uid: entry for entry in official_list.watched}
    found = []
    for change in changes:
        entry = watched[change.uid]
        if change.kind is not ListChangeKind.REMOVED or change.confirmed_by is None or entry.removal is None:
            continue
        for slug in _watches(entry, entry.removal, official_list, storyline):
            found.append(_evidence(change, entry.removal, slug, before, after, official_list, outlet))
    return tuple(found)


def _evidence(
    change: ListChange,
    mode: EventMode,
    slug: str,
    before: ListSnapshot | None,
    after: ListSnapshot,
    official_list: OfficialList,
    outlet: Outlet,
) -> Evidence:
    day = after.published_date or after.fetched_at.date()
    event_id = content_id("event", official_list.id, str(change.uid), "removed", day.isoformat())
    return Evidence(
        evidence_id=content_id("ev", slug, event_id),
        watch=slug,
        event_id=event_id,
        version_id=after.snapshot_id,
        article_id=f"list:{official_list.id}",
        outlet_id=outlet.id,
        url=after.url,
        mode=mode,
        status=EventStatus.OCCURRED,
        strength=Strength.STRONG,
        participants=tuple(sorted({official_list.imposed_by, change.entity_id})),
        event_date=day,
        date_precision=DatePrecision.DAY,
        place=None,
        quote=removal_words(change, before, after),
        published_at=_midnight(after.published_date) if after.published_date else None,
        fetched_at=after.fetched_at,
        origin_id=f"group:{outlet.independence_group}",  # as of its articles: list and press release are one voice
        origin_reason=f"official list: {official_list.name}, confirmed by {change.confirmed_by}",
        official_side=side_of_outlet(outlet),
    )


def removal_words(change: ListChange, before: ListSnapshot | None, after: ListSnapshot) -> str:
    """Return the quote of a removal: what is missing now, of how many entries, and the list's own row before."""
    day = after.published_date or after.fetched_at.date()
    earlier = (before.published_date or before.fetched_at.date()) if before is not None else None
    return (
        f"{change.uid} is no longer among {after.entry_count:,} entries of the list of {day}; "
        f"its row in the list of {earlier}: {change.before}"
    )


def _watches(
    entry: WatchedEntry, mode: EventMode, official_list: OfficialList, storyline: Storyline
) -> tuple[str, ...]:
    """Return the watches that the removal satisfies, with those they imply, each once."""
    satisfied = [
        watch
        for watch in storyline.watches
        if any(_fits(pattern, entry, mode, official_list, storyline) for pattern in watch.satisfied_by)
    ]
    return tuple(dict.fromkeys(slug for watch in satisfied for slug in (watch.slug, *watch.implies)))


def _fits(
    pattern: Pattern, entry: WatchedEntry, mode: EventMode, official_list: OfficialList, storyline: Storyline
) -> bool:
    if pattern.mode is not mode or pattern.recipient is None or pattern.recipient.entity != entry.entity:
        return False
    return pattern.actor is None or _acts_for(pattern.actor, official_list.imposed_by, storyline)


def _acts_for(party: Party, side: str, storyline: Storyline) -> bool:
    return side_of(party, storyline) == side


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, UTC)
