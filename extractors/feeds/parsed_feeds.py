"""A parsed feed as plain JSON and back: what crosses from the process in which feeds are taken apart."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from extractors.records.feeds import FeedEntry
from extractors.records.rejections import Rejection, RejectionReason, RejectionStage
from seeds.outlets import Feed, Outlet

ParsedFeed = tuple[tuple[FeedEntry, ...], tuple[Rejection, ...]] | Rejection
"""Entries in the feed's order and the entries that were refused; or why the whole feed was."""

ParseFeed = Callable[[bytes, Feed, Outlet, str, str, str | None, datetime], ParsedFeed]
"""Body, feed, outlet, final URL, content type, charset and now in: `extractors.feeds.feeds.parse_feed` is one."""


def pack_feed(parsed: ParsedFeed) -> dict[str, object]:
    """Put a parsed feed into JSON's types."""
    if isinstance(parsed, Rejection):
        return {"rejection": _plain(asdict(parsed))}
    entries, rejections = parsed
    return {
        "entries": [_plain(asdict(entry)) for entry in entries],
        "rejections": [_plain(asdict(rejection)) for rejection in rejections],
    }


def unpack_feed(packed: Mapping[str, Any]) -> ParsedFeed:
    """Make a parsed feed of what `pack_feed` made."""
    if "rejection" in packed:
        return _rejection(packed["rejection"])
    entries = tuple(FeedEntry(**_dated(fields, "published_at", "updated_at")) for fields in packed["entries"])
    return entries, tuple(_rejection(fields) for fields in packed["rejections"])


def _rejection(fields: Mapping[str, Any]) -> Rejection:
    named = {"stage": RejectionStage(fields["stage"]), "reason": RejectionReason(fields["reason"])}
    return Rejection(**{**_dated(fields, "at"), **named})


def _plain(fields: dict[str, Any]) -> dict[str, object]:
    return {key: value.isoformat() if isinstance(value, datetime) else value for key, value in fields.items()}


def _dated(fields: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {**fields, **{name: datetime.fromisoformat(fields[name]) for name in names if fields[name]}}
