"""What the parsers of official lists share: the parts of a parsed list, the faults, and how names are compared."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from extractors.records.official_lists import ListedEntry
from extractors.records.rejections import RejectionReason


class ListFaultError(Exception):
    """The file is not a whole list; caught where its bytes were given in."""

    def __init__(self, reason: RejectionReason, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedList:
    """A file that is whole in itself; whether it is plausible is decided later."""

    published_date: date | None
    stated_count: int | None
    entry_count: int
    entries: tuple[ListedEntry, ...]  # those wanted, by number


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which entries are kept: of these numbers, or of these names whatever their number."""

    uids: frozenset[int]
    names: frozenset[str]  # folded

    def has(self, uid: int, name: str) -> bool:
        """Tell whether an entry is kept."""
        return uid in self.uids or folded_name(name) in self.names


@dataclass(slots=True)
class Collected:
    """Entries as they come out of a file, one after the other; only those wanted are kept in memory."""

    wanted: Wanted
    seen: set[int] = field(default_factory=set)
    entries: list[ListedEntry] = field(default_factory=list)

    def add(self, fields: Mapping[str, str], programs: tuple[str, ...], aliases: tuple[str, ...]) -> None:
        """Take one entry: `fields` has uid, name, kind, title and remarks."""
        uid = whole_number(fields.get("uid", ""))
        name = fields.get("name", "")
        if not name:
            raise ListFaultError(RejectionReason.MALFORMED, f"entry {uid} has no name")
        if uid in self.seen:
            raise ListFaultError(RejectionReason.DUPLICATED, f"entry {uid} is there twice")
        self.seen.add(uid)
        if self.wanted.has(uid, name):
            self.entries.append(
                ListedEntry(
                    uid=uid,
                    name=name,
                    kind=fields.get("kind", "").lower() or "entity",
                    programs=tuple(sorted(programs)),
                    title=fields.get("title", ""),
                    remarks=fields.get("remarks", ""),
                    aliases=tuple(sorted(aliases)),
                )
            )

    def parsed(self, published_date: date | None, stated_count: int | None) -> ParsedList:
        """Return the list, once all its entries were added."""
        return ParsedList(
            published_date=published_date,
            stated_count=stated_count,
            entry_count=len(self.seen),
            entries=tuple(sorted(self.entries, key=lambda entry: entry.uid)),
        )


def whole_number(text: str) -> int:
    """Return the number; raises ListFaultError where it is none (a header, a damaged row)."""
    if not (text.isascii() and text.isdigit() and len(text) <= 12):
        raise ListFaultError(RejectionReason.MALFORMED, f"{text[:40]!r} stands where an entry's number should")
    return int(text)


def folded_name(name: str) -> str:
    """Return a name without case, punctuation and double spaces: "LI, Shangfu" and "Li Shangfu" are one."""
    return re.sub(r"[\W_]+", " ", name.casefold()).strip()
