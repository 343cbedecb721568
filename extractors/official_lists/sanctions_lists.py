"""The bytes of one file of an official list in, a snapshot of the whole list or the reason for refusing it out."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from extractors.official_lists.list_archives import unpacked
from extractors.official_lists.list_csv import parse_sdn_csv
from extractors.official_lists.list_parts import ListFaultError, ParsedList, Wanted, folded_name
from extractors.official_lists.list_xml import parse_sdn_delta, parse_sdn_xml
from extractors.records.ids import content_id
from extractors.records.official_lists import ListDelta, ListSnapshot
from extractors.records.rejections import Rejection, RejectionReason, RejectionStage
from seeds.official_lists import ListFormat, OfficialList

_PAGE_STARTS = (b"<!doctype html", b"<html", b"{")
"""An error page or an error in JSON with status 200."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListBody:
    """One file as it came, with its companions where its form has some."""

    url: str
    format: ListFormat
    body: bytes
    alternates: bytes | None = None
    comments: bytes | None = None


def parse_list(file: ListBody, official_list: OfficialList, now: datetime) -> ListSnapshot | Rejection:
    """Return the whole list as far as it is watched, or why it is none."""
    try:
        _refuse_page(file.body)
        parsed = _parse(file, official_list)
        _refuse_miscounted(parsed, official_list.min_entries)
    except ListFaultError as fault:
        return _rejection(fault, file.url, official_list, now)
    content_hash = hashlib.sha256(file.body).hexdigest()
    return ListSnapshot(
        snapshot_id=content_id("list", official_list.id, content_hash, now.isoformat()),
        list_id=official_list.id,
        outlet_id=official_list.outlet,
        url=file.url,
        published_date=parsed.published_date,
        stated_count=parsed.stated_count,
        entry_count=parsed.entry_count,
        entries=parsed.entries,
        content_hash=content_hash,
        fetched_at=now,
    )


def parse_delta(body: bytes, url: str, official_list: OfficialList, now: datetime) -> ListDelta | Rejection:
    """Return who was taken off by the latest changes, or why the file does not say."""
    try:
        _refuse_page(body)
        return parse_sdn_delta(unpacked(body, official_list.max_unpacked_bytes))
    except ListFaultError as fault:
        return _rejection(fault, url, official_list, now)


def check_against(
    snapshot: ListSnapshot, before: ListSnapshot | None, official_list: OfficialList, now: datetime
) -> Rejection | None:
    """Return why a list that is whole in itself is not believed beside the one before, if so."""
    if before is None:
        return None
    if snapshot.published_date and before.published_date and snapshot.published_date < before.published_date:
        detail = f"is of {snapshot.published_date}, the one before of {before.published_date}"
        return _rejection(ListFaultError(RejectionReason.OUTDATED, detail), snapshot.url, official_list, now)
    if snapshot.entry_count < before.entry_count * (1 - official_list.shrink_share):
        detail = (
            f"{snapshot.entry_count:,} entries after {before.entry_count:,}; "
            f"a loss of more than {official_list.shrink_share:.0%} is not believed"
        )
        return _rejection(ListFaultError(RejectionReason.SHRUNK, detail), snapshot.url, official_list, now)
    return None


def _parse(file: ListBody, official_list: OfficialList) -> ParsedList:
    wanted = Wanted(
        uids=frozenset(entry.uid for entry in official_list.watched),
        names=frozenset(folded_name(entry.name) for entry in official_list.watched),
    )
    if file.format is ListFormat.SDN_XML:
        return parse_sdn_xml(unpacked(file.body, official_list.max_unpacked_bytes), wanted)
    return parse_sdn_csv(file.body, wanted, file.alternates, file.comments)


def _refuse_page(body: bytes) -> None:
    start = body[:1024].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if not start:
        raise ListFaultError(RejectionReason.EMPTY, "there is nothing in the file")
    if start.startswith(_PAGE_STARTS):
        raise ListFaultError(RejectionReason.WRONG_TYPE, "is a page or a message, expected a list")


def _refuse_miscounted(parsed: ParsedList, min_entries: int) -> None:
    if parsed.stated_count is not None and parsed.stated_count != parsed.entry_count:
        detail = f"says {parsed.stated_count:,} entries and has {parsed.entry_count:,}"
        raise ListFaultError(RejectionReason.MISCOUNTED, detail)
    if parsed.entry_count < min_entries:
        detail = f"{parsed.entry_count:,} entries, fewer than the {min_entries:,} that any such list has"
        raise ListFaultError(RejectionReason.MISCOUNTED, detail)


def _rejection(fault: ListFaultError, url: str, official_list: OfficialList, now: datetime) -> Rejection:
    return Rejection(
        stage=RejectionStage.FEED,
        reason=fault.reason,
        at=now,
        url=url,
        feed_id=official_list.id,
        outlet_id=official_list.outlet,
        detail=fault.detail[:300],
    )
