"""A list in the classic XML form, or a file of changes to it, in; its entries, or who was taken off, out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from extractors.official_lists.list_markup import Path, read_markup
from extractors.official_lists.list_parts import Collected, ListFaultError, ParsedList, Wanted, whole_number
from extractors.records.official_lists import ListDelta
from extractors.records.rejections import RejectionReason

_SIMPLE_FIELDS = {"uid": "uid", "sdnType": "kind", "title": "title", "remarks": "remarks"}

_REMOVING = frozenset({"remove", "delete"})


def parse_sdn_xml(pieces: Iterable[bytes], wanted: Wanted) -> ParsedList:
    """Return the list. Raises ListFaultError where it is cut, damaged or does not say its date and count."""
    reader = _SdnReader(wanted)
    read_markup(pieces, "sdnList", reader.end)
    published, stated = reader.published_date, reader.stated_count
    if published is None or stated is None:
        raise ListFaultError(RejectionReason.MALFORMED, "says neither its date nor its count, or only one of them")
    return reader.collected.parsed(published, stated)


class _SdnReader:
    def __init__(self, wanted: Wanted) -> None:
        self.collected = Collected(wanted=wanted)
        self.published_date: date | None = None
        self.stated_count: int | None = None
        self._start_entry()

    def _start_entry(self) -> None:
        self._fields: dict[str, str] = {}
        self._programs: list[str] = []
        self._aliases: list[str] = []
        self._alias: dict[str, str] = {}

    def end(self, path: Path, text: str, attributes: Mapping[str, str]) -> None:
        if path == ("sdnEntry",):
            name = _full_name(self._fields)
            self.collected.add({**self._fields, "name": name}, tuple(self._programs), tuple(self._aliases))
            self._start_entry()
        elif path[:1] == ("sdnEntry",):
            self._end_part(path[1:], text)
        elif path == ("publshInformation", "Publish_Date"):  # the list's own spelling
            self.published_date = _day(text, "%m/%d/%Y")
        elif path == ("publshInformation", "Record_Count"):
            self.stated_count = whole_number(text)

    def _end_part(self, path: Path, text: str) -> None:
        if len(path) == 1:
            self._fields[_SIMPLE_FIELDS.get(path[0], path[0])] = text
        elif path == ("programList", "program"):
            self._programs.append(text)
        elif path == ("akaList", "aka"):
            self._aliases.append(_full_name(self._alias))
            self._alias = {}
        elif path[:2] == ("akaList", "aka"):
            self._alias[path[2]] = text


def _full_name(fields: Mapping[str, str]) -> str:
    return ", ".join(part for part in (fields.get("lastName", ""), fields.get("firstName", "")) if part)


def _day(text: str, form: str) -> date:
    try:
        return datetime.strptime(text, form).date()
    except ValueError:
        raise ListFaultError(RejectionReason.MALFORMED, f"{text[:40]!r} is no date") from None


def parse_sdn_delta(pieces: Iterable[bytes]) -> ListDelta:
    """Return who was taken off by the latest changes. Raises ListFaultError.

    An entry is taken off as a whole, or off one of the lists that it is on; both count here, since a delta only ever
    confirms what a full file shows.
    """
    published: list[date] = []
    removed: set[int] = set()
    off_a_list = False

    def end(path: Path, text: str, attributes: Mapping[str, str]) -> None:
        nonlocal off_a_list
        if path == ("publicationInfo", "datePublished"):
            published.append(_day(text[:10], "%Y-%m-%d"))
        elif path == ("entities", "entity", "sanctionsLists", "sanctionsList"):
            off_a_list = off_a_list or attributes.get("action") in _REMOVING
        elif path == ("entities", "entity"):
            if off_a_list or attributes.get("action") in _REMOVING:
                removed.add(whole_number(attributes.get("id", "")))
            off_a_list = False

    read_markup(pieces, "sanctionsData", end)
    return ListDelta(published_date=published[0] if published else None, removed=frozenset(removed))
