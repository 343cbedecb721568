from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from extractors.records.feeds import PollOutcome
from extractors.web.fetch import Fetcher
from flows.clock import Clock
from flows.desk import Desk, fetch_settings, set_up_desk
from flows.lists import FollowedLists, follow_lists
from flows.reports import PassReport
from flows.spreading import spread_on_threads
from flows.storing import store_baseline
from flows.tallies import Tally
from seeds.official_lists import load_official_lists
from tests.extractors.loopback import Loopback, answer
from tests.extractors.official_lists.list_samples import (
    LI,
    OTHERS,
    ROWS,
    WITHOUT_LI,
    csv_alternates,
    csv_list,
    needs_real_lists,
    real_csv,
    xml_delta,
    xml_list,
    zipped,
)
from tests.flows.shared import lay_warehouse, shared_reader
from tests.flows.world import quick_settings, run_quick_pass
from warehouse.queries import run_sql
from warehouse.store import Warehouse

FIRST = "2026-09-23T12:00:00+00:00"
SECOND = "2026-09-24T12:00:00+00:00"
THIRD = "2026-09-24T13:00:00+00:00"

OUTLETS = """
outlets:
- {id: us-ofac, name: Office of Foreign Assets Control, owner: US government, independence_group: us-gov,
   country: US, languages: [en], kind: government, hosts: [ofac.treasury.gov], official: true}
"""

LISTS = """
lists:
- id: us-ofac-sdn
  name: Specially Designated Nationals
  outlet: us-ofac
  imposed_by: united-states
  files:
  - {{url: '{base}/SDN_XML.ZIP', format: sdn-xml}}
  - {{url: '{base}/SDN.CSV', format: sdn-csv, alternates_url: '{base}/ALT.CSV'}}
  delta_url: '{base}/latest'
  max_bytes: 5_000_000
  max_unpacked_bytes: 9_000_000
  min_entries: 20
  watched:
  - {{uid: 24838, name: 'LI, Shangfu', entity: li-shangfu}}
  - {{uid: 24837, name: EQUIPMENT DEVELOPMENT DEPARTMENT, entity: equipment-development-department}}
"""


@pytest.fixture
def server() -> Iterator[Loopback]:
    loopback = Loopback()
    yield loopback
    loopback.close()


def publish(server: Loopback, **files: bytes) -> None:
    """Put the files at their addresses, and nothing else."""
    paths = {"zip": "/SDN_XML.ZIP", "csv": "/SDN.CSV", "alternates": "/ALT.CSV", "delta": "/latest"}
    server.answers = {paths[name]: answer(200, body, "application/octet-stream") for name, body in files.items()}


def set_up(server: Loopback, data_dir: Path, now: str, lists: str = LISTS, **changes: Any) -> Desk:
    settings = quick_settings(data_dir, official_lists_file=data_dir / "lists.yaml", **changes)
    (data_dir / "lists.yaml").write_text(lists.format(base=server.url), encoding="utf-8")
    (data_dir / "outlets.yaml").write_text(OUTLETS, encoding="utf-8")
    lay_warehouse(settings.warehouse_path)
    desk = set_up_desk(settings, Clock(datetime.fromisoformat(now)), data_dir / "outlets.yaml")
    return replace(desk, make_reader=shared_reader)


def do_pass(server: Loopback, data_dir: Path, now: str, **changes: Any) -> PassReport:
    return run_quick_pass(set_up(server, data_dir, now, **changes))


class Room:
    """One data directory in which the lists alone are followed, as a pass does it."""

    def __init__(self, server: Loopback, data_dir: Path, desk: Desk, lists: str = LISTS) -> None:
        path = data_dir / "lists.yaml"
        path.write_text(lists.format(base=server.url), encoding="utf-8")
        self._desk = replace(
            desk,
            settings=quick_settings(data_dir),
            warehouse=Warehouse(data_dir / "warehouse.duckdb", clock=desk.clock),
            official_lists=load_official_lists(path),
        )
        lay_warehouse(self._desk.warehouse.path)
        store_baseline(self._desk, "run-0")

    def look(self, now: str) -> FollowedLists:
        clock = Clock(datetime.fromisoformat(now))
        desk = replace(self._desk, clock=clock, warehouse=Warehouse(self._desk.warehouse.path, clock=clock))
        with Fetcher(fetch_settings(desk.settings), clock) as fetcher:
            return follow_lists(desk, spread_on_threads(2), f"run-{now}", fetcher, Tally())

    def query(self, sql: str) -> list[tuple[Any, ...]]:
        with self._desk.warehouse.reading() as look:
            return [tuple(row.values()) for row in look.rows(sql)]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """Seeds and reader, which take a second to load, for all rooms."""
    loopback = Loopback()
    loopback.close()
    return set_up(loopback, tmp_path_factory.mktemp("desk"), "2026-09-01T00:00:00+00:00")


@pytest.fixture
def room(server: Loopback, tmp_path: Path, desk: Desk) -> Room:
    return Room(server, tmp_path, desk)


def query(data_dir: Path, sql: str) -> list[tuple[Any, ...]]:
    return list(run_sql(data_dir / "storywatch.duckdb", sql).rows)


def raised(report: PassReport | FollowedLists) -> list[tuple[str, str, str | None, str]]:
    return [(line.kind, line.watch, line.stage, line.status) for line in report.alerts]


LIFTED = [("alert", "li-sanctions-lifted", "corroborated", "occurred")]


def test_first_list_is_stored_and_raises_nothing(server: Loopback, tmp_path: Path) -> None:
    publish(server, zip=zipped(xml_list()))
    report = do_pass(server, tmp_path, FIRST)
    assert report.alerts == ()
    assert [(line.feed, line.outlet, line.outcome) for line in report.feeds] == [("us-ofac-sdn", "us-ofac", "ok")]
    assert report.counts.feeds == 1
    assert query(tmp_path, "SELECT entry_count, listed_uids, settled FROM official_lists") == [
        (40, [24837, 24838], True)
    ]


def test_removal_in_both_files_raises_exactly_one_official_alert(server: Loopback, tmp_path: Path) -> None:
    publish(server, zip=zipped(xml_list()))
    do_pass(server, tmp_path, FIRST)
    gone = zipped(xml_list(WITHOUT_LI, day="09/24/2026"))
    publish(server, zip=gone, csv=csv_list(WITHOUT_LI), alternates=csv_alternates())
    reports = [do_pass(server, tmp_path, now) for now in (SECOND, THIRD)]
    assert [raised(report) for report in reports] == [LIFTED, []]
    board = {line.watch: (line.status, line.origins) for line in reports[1].watches}
    assert board["li-sanctions-lifted"] == ("occurred", 1)
    assert query(
        tmp_path,
        "SELECT watch, event_date::VARCHAR, official_side, origin_id FROM evidence WHERE outlet_id = 'us-ofac'",
    ) == [("li-sanctions-lifted", "2026-09-24", "united-states", "group:us-gov")]


def test_alert_shows_the_row_that_is_gone_and_the_list_without_it(server: Loopback, room: Room) -> None:
    publish(server, zip=zipped(xml_list()))
    room.look(FIRST)
    publish(server, zip=zipped(xml_list(WITHOUT_LI, day="09/24/2026")), delta=xml_delta())
    room.look(SECOND)
    [(text,)] = room.query("SELECT text FROM alerts")
    assert "24838 is no longer among 39 entries of the list of 2026-09-24" in text
    assert 'its row in the list of 2026-09-23: 24838,"LI, Shangfu","individual","CAATSA - RUSSIA"' in text
    assert f"confirmed by {server.url}/latest" in text


def test_removal_in_one_file_waits_and_the_next_pass_confirms_it(server: Loopback, room: Room) -> None:
    publish(server, zip=zipped(xml_list()))
    room.look(FIRST)
    publish(server, zip=zipped(xml_list(WITHOUT_LI, day="09/24/2026")))
    alone = room.look(SECOND)
    assert raised(alone) == []
    assert room.query("SELECT settled FROM official_lists") == [(False,)]
    assert raised(room.look(THIRD)) == LIFTED


def test_removal_that_the_other_file_denies_raises_nothing_in_two_passes(server: Loopback, room: Room) -> None:
    publish(server, zip=zipped(xml_list()))
    room.look(FIRST)
    gone = zipped(xml_list(WITHOUT_LI, day="09/24/2026"))
    publish(server, zip=gone, csv=csv_list(), alternates=csv_alternates())
    assert [raised(room.look(now)) for now in (SECOND, THIRD)] == [[], []]


def test_entry_that_is_back_before_it_was_confirmed_raises_nothing(server: Loopback, room: Room) -> None:
    publish(server, zip=zipped(xml_list()))
    room.look(FIRST)
    publish(server, zip=zipped(xml_list(WITHOUT_LI, day="09/24/2026")))
    room.look(SECOND)
    publish(server, zip=zipped(xml_list(day="09/24/2026")))
    assert raised(room.look(THIRD)) == []
    assert room.query("SELECT settled, listed_uids FROM official_lists") == [(True, [24837, 24838])]


def test_entry_that_moves_to_another_list_raises_nothing(server: Loopback, tmp_path: Path, desk: Desk) -> None:
    other = LISTS.partition("lists:\n")[2].replace("us-ofac-sdn", "us-ofac-other").replace("SDN_XML.ZIP", "OTHER.XML")
    publish(server, zip=zipped(xml_list()))
    server.answers["/OTHER.XML"] = answer(200, xml_list(OTHERS))
    room = Room(server, tmp_path, desk, LISTS + other)
    room.look(FIRST)
    publish(server, zip=zipped(xml_list(WITHOUT_LI, day="09/24/2026")), delta=xml_delta())
    server.answers["/OTHER.XML"] = answer(200, xml_list((*OTHERS, LI), day="09/24/2026"))
    assert raised(room.look(SECOND)) == []
    assert room.query("SELECT list_id, kind FROM list_changes WHERE kind IN ('moved', 'listed') ORDER BY 1") == [
        ("us-ofac-other", "listed"),
        ("us-ofac-sdn", "moved"),
    ]


def test_list_that_cannot_be_had_fails_like_a_feed(server: Loopback, tmp_path: Path) -> None:
    report = do_pass(server, tmp_path, FIRST)
    assert [(line.feed, line.outcome, line.reason) for line in report.feeds] == [("us-ofac-sdn", "failed", "not_found")]
    assert report.counts.feeds_failed == 1
    assert query(tmp_path, "SELECT reason, count(*) FROM rejections GROUP BY reason") == [("not_found", 2)]


def test_second_file_stands_in_for_the_first(server: Loopback, room: Room) -> None:
    publish(server, csv=csv_list(), alternates=csv_alternates())
    assert [poll.outcome for poll in room.look(FIRST).polls] == [PollOutcome.OK]
    assert room.query("SELECT entry_count FROM official_lists") == [(len(ROWS),)]


def test_same_list_again_adds_nothing(server: Loopback, room: Room) -> None:
    publish(server, zip=zipped(xml_list()))
    room.look(FIRST)
    assert [poll.outcome for poll in room.look(SECOND).polls] == [PollOutcome.NOT_MODIFIED]
    assert room.query("SELECT count(*) FROM list_changes") == [(2,)]


def test_lists_that_are_switched_off_are_not_asked_for(server: Loopback, tmp_path: Path) -> None:
    report = do_pass(server, tmp_path, FIRST, official_lists=False)
    assert server.asked == []
    assert report.feeds == ()


def test_list_of_an_outlet_that_is_not_followed_is_not_asked_for(server: Loopback, tmp_path: Path) -> None:
    assert set_up(server, tmp_path, FIRST, LISTS.replace("outlet: us-ofac", "outlet: us-other")).official_lists == ()


@needs_real_lists
def test_real_pair_with_the_entry_removed_raises_exactly_one_official_alert(server: Loopback, room: Room) -> None:
    whole, alternates = real_csv(), real_csv("alt.csv")
    gone = b"".join(line for line in whole.splitlines(keepends=True) if not line.startswith(b"24838,"))
    publish(server, csv=whole, alternates=alternates)
    room.look(FIRST)
    publish(server, csv=gone, alternates=alternates)
    reports = [room.look(now) for now in (SECOND, THIRD, "2026-09-24T14:00:00+00:00")]
    assert [raised(report) for report in reports] == [[], LIFTED, []]
