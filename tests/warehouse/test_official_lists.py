from __future__ import annotations

from datetime import date

from extractors.records.official_lists import ListSnapshot
from tests.warehouse.list_samples import CONFIRMED, MISSING, REMOVAL, STILL_MISSING, WHOLE
from tests.warehouse.samples import Clock
from warehouse.official_lists import append_list_changes, append_list_snapshots, load_last_lists
from warehouse.store import Warehouse


def store(warehouse: Warehouse, clock: Clock, *snapshots: ListSnapshot) -> None:
    for snapshot in snapshots:
        clock.pass_by(hours=1)
        with warehouse.transaction("run-1") as tx:
            append_list_snapshots(tx, [snapshot])


def test_a_snapshot_is_stored_once_with_its_entries(warehouse: Warehouse) -> None:
    counts = []
    for _ in range(2):
        with warehouse.transaction("run-1") as tx:
            counts.append(append_list_snapshots(tx, [WHOLE]))
    with warehouse.reading() as look:
        assert look.rows("SELECT count(*) AS n FROM ledger.list_entries") == [{"n": 2}]
    assert counts == [1, 0]


def test_a_change_is_stored_once(warehouse: Warehouse) -> None:
    counts = []
    for _ in range(2):
        with warehouse.transaction("run-1") as tx:
            counts.append(append_list_changes(tx, [REMOVAL]))
    assert counts == [1, 0]


def test_nothing_is_known_of_lists_at_first(warehouse: Warehouse) -> None:
    with warehouse.reading() as look:
        assert load_last_lists(look) == {}


def test_the_last_settled_snapshot_is_read_back_whole(warehouse: Warehouse, clock: Clock) -> None:
    store(warehouse, clock, WHOLE)
    with warehouse.reading() as look:
        assert load_last_lists(look) == {"us-ofac-sdn": (WHOLE, None)}


def test_an_unsettled_list_does_not_take_the_place_of_the_settled_one(warehouse: Warehouse, clock: Clock) -> None:
    store(warehouse, clock, WHOLE, MISSING)
    with warehouse.reading() as look:
        assert load_last_lists(look) == {"us-ofac-sdn": (WHOLE, MISSING)}


def test_the_first_unsettled_list_is_the_one_that_waits(warehouse: Warehouse, clock: Clock) -> None:
    store(warehouse, clock, WHOLE, MISSING, STILL_MISSING)
    with warehouse.reading() as look:
        assert load_last_lists(look) == {"us-ofac-sdn": (WHOLE, MISSING)}


def test_a_settled_list_ends_the_waiting(warehouse: Warehouse, clock: Clock) -> None:
    store(warehouse, clock, WHOLE, MISSING, STILL_MISSING, CONFIRMED)
    with warehouse.reading() as look:
        assert load_last_lists(look) == {"us-ofac-sdn": (CONFIRMED, None)}


def test_the_view_shows_the_list_as_last_read(warehouse: Warehouse, clock: Clock) -> None:
    store(warehouse, clock, WHOLE, MISSING)
    with warehouse.reading() as look:
        rows = look.rows("SELECT list_id, published_date, entry_count, settled, listed_uids FROM official_lists")
    assert rows == [
        {
            "list_id": "us-ofac-sdn",
            "published_date": date(2023, 6, 1),
            "entry_count": 8999,
            "settled": False,
            "listed_uids": [24837],
        }
    ]


def test_the_view_of_changes_tells_the_row_that_is_gone_and_who_confirmed_it(warehouse: Warehouse) -> None:
    with warehouse.transaction("run-1") as tx:
        append_list_snapshots(tx, [CONFIRMED])
        append_list_changes(tx, [REMOVAL])
        rows = tx.rows("SELECT uid, kind, row_before, confirmed_by, entry_count FROM list_changes")
    assert rows == [
        {
            "uid": 24838,
            "kind": "removed",
            "row_before": '24838,"LI, Shangfu"',
            "confirmed_by": "https://lists.example/SDN.CSV",
            "entry_count": 8999,
        }
    ]
