"""A list of three snapshots by hand: whole, with somebody missing, and with that confirmed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from extractors.records.official_lists import ListChange, ListChangeKind, ListedEntry, ListSnapshot
from tests.warehouse.samples import NOW

LI = ListedEntry(
    uid=24838,
    name="LI, Shangfu",
    kind="individual",
    programs=("CAATSA - RUSSIA",),
    title="Director",
    remarks="Gender Male.",
    aliases=("A", "B"),
)
DEPARTMENT = ListedEntry(uid=24837, name="DEPARTMENT", kind="entity", programs=("CAATSA - RUSSIA",))
WHOLE = ListSnapshot(
    snapshot_id="list-1",
    list_id="us-ofac-sdn",
    outlet_id="us-ofac",
    url="https://lists.example/SDN.XML",
    published_date=date(2023, 6, 1),
    stated_count=9000,
    entry_count=9000,
    entries=(DEPARTMENT, LI),
    content_hash="abc",
    fetched_at=NOW,
)
MISSING = replace(
    WHOLE,
    snapshot_id="list-2",
    entry_count=8999,
    stated_count=8999,
    entries=(DEPARTMENT,),
    content_hash="def",
    fetched_at=NOW + timedelta(hours=1),
    settled=False,
)
STILL_MISSING = replace(MISSING, snapshot_id="list-3", fetched_at=NOW + timedelta(hours=2))
CONFIRMED = replace(MISSING, snapshot_id="list-4", fetched_at=NOW + timedelta(hours=3), settled=True)
REMOVAL = ListChange(
    change_id="lchg-1",
    list_id="us-ofac-sdn",
    snapshot_id="list-4",
    uid=24838,
    entity_id="li-shangfu",
    kind=ListChangeKind.REMOVED,
    before='24838,"LI, Shangfu"',
    after="",
    confirmed_by="https://lists.example/SDN.CSV",
    at=NOW + timedelta(hours=3),
)
