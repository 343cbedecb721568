"""Outlets and the feeds through which they are followed, each change a revision."""

from __future__ import annotations

from collections.abc import Sequence

from seeds.official_lists import OfficialList
from seeds.outlets import OutletFile
from warehouse.batches import Row
from warehouse.revisions import append_revisions
from warehouse.store import Transaction

_OUTLET_COLUMNS = {
    "name",
    "owner",
    "independence_group",
    "country",
    "languages",
    "kind",
    "hosts",
    "names",
    "official",
    "aggregator",
    "note",
}
_FEED_COLUMNS = {
    "url",
    "format",
    "language",
    "enabled",
    "read_whole",
    "full_text",
    "fetch_pages",
    "interval_minutes",
    "entries_per_day",
    "note",
}


OFFICIAL_LIST = "official-list"
"""Stands where a feed's format would."""


def append_outlets(tx: Transaction, outlets: OutletFile, official_lists: Sequence[OfficialList] = ()) -> int:
    """Append what is new or changed of outlets, feeds and official lists, which are polled like feeds.

    What is not named is no longer followed.
    """
    outlet_rows: list[Row] = []
    feed_rows: list[Row] = []
    for outlet in outlets.outlets:
        row = outlet.model_dump(mode="json", include=_OUTLET_COLUMNS)
        outlet_rows.append({"outlet_id": outlet.id, **row})
        for feed in outlet.feeds:
            kept = feed.model_dump(mode="json", include=_FEED_COLUMNS)
            feed_rows.append({"feed_id": feed.id, "outlet_id": outlet.id, **kept})
    feed_rows += [_list_row(each) for each in official_lists]
    count = append_revisions(tx, "outlets", ["outlet_id"], outlet_rows, retire={})
    return count + append_revisions(tx, "feeds", ["feed_id"], feed_rows, retire={})


def _list_row(official_list: OfficialList) -> Row:
    return {
        "feed_id": official_list.id,
        "outlet_id": official_list.outlet,
        "url": str(official_list.files[0].url),
        "format": OFFICIAL_LIST,
        "language": None,
        "enabled": True,
        "read_whole": False,
        "full_text": False,
        "fetch_pages": False,
        "interval_minutes": official_list.interval_minutes,
        "entries_per_day": None,
        "note": official_list.name,
    }
