from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from flows.clock import Clock
from flows.desk import set_up_desk
from flows.passes import run_pass
from flows.reports import PassReport
from flows.spreading import spread_on_threads
from tests.extractors.list_samples import (
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
from tests.extractors.loopback import Loopback, answer
from tests.flows.world import quick_settings
from warehouse.queries import run_sql

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


def do_pass(server: Loopback, data_dir: Path, now: str, lists: str = LISTS, **changes: Any) -> PassReport:
    settings = quick_settings(data_dir, official_lists_file=data_dir / "lists.yaml", **changes)
    (data_dir / "lists.yaml").write_text(lists.format(base=server.url), encoding="utf-8")
    (data_dir / "outlets.yaml").write_text(OUTLETS, encoding="utf-8")
    desk = set_up_desk(settings, Clock(datetime.fromisoformat(now)), data_dir / "outlets.yaml")
    return run_pass(desk, spread_on_threads(2), command="run")


def query(data_dir: Path, sql: str) -> list[tuple[Any, ...]]:
    return list(run_sql(data_dir / "storywatch.duckdb", sql).rows)


def raised(report: PassReport) -> list[tuple[str, str, str | None, str]]:
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


def test_alert_shows_the_row_that_is_gone_and_the_list_without_it(server: Loopback, tmp_path: Path) -> None:
    publish(server, zip=zipped(xml_list()))
    do_pass(server, tmp_path, FIRST)
    publish(server, zip=zipped(xml_list(WITHOUT_LI, day="09/24/2026")), delta=xml_delta())
    do_pass(server, tmp_path, SECOND)
    [(text,)] = query(tmp_path, "SELECT text FROM alerts")
    assert "24838 is no longer among 39 entries of the list of 2026-09-24" in text
    assert 'its row in the list of 2026-09-23: 24838,"LI, Shangfu","individual","CAATSA - RUSSIA"' in text
    assert f"confirmed by {server.url}/latest" in text


def test_removal_in_one_file_waits_and_the_next_pass_confirms_it(server: Loopback, tmp_path: Path) -> None:
    publish(server, zip=zipped(xml_list()))
    do_pass(server, tmp_path, FIRST)
    publish(server, zip=zipped(xml_list(WITHOUT_LI, day="09/24/2026")))
    alone = do_pass(server, tmp_path, SECOND)
    assert raised(alone) == []
    assert query(tmp_path, "SELECT settled FROM official_lists") == [(False,)]
    assert raised(do_pass(server, tmp_path, THIRD)) == LIFTED


def test_removal_that_the_other_file_denies_raises_nothing_in_two_passes(server: Loopback, tmp_path: Path) -> None:
    publish(server, zip=zipped(xml_list()))
    do_pass(server, tmp_path, FIRST)
    gone = zipped(xml_list(WITHOUT_LI, day="09/24/2026"))
    publish(server, zip=gone, csv=csv_list(), alternates=csv_alternates())
    assert [raised(do_pass(server, tmp_path, now)) for now in (SECOND, THIRD)] == [[], []]


def test_entry_that_is_back_before_it_was_confirmed_raises_nothing(server: Loopback, tmp_path: Path) -> None:
    publish(server, zip=zipped(xml_list()))
    do_pass(server, tmp_path, FIRST)
    publish(server, zip=zipped(xml_list(WITHOUT_LI, day="09/24/2026")))
    do_pass(server, tmp_path, SECOND)
    publish(server, zip=zipped(xml_list(day="09/24/2026")))
    assert raised(do_pass(server, tmp_path, THIRD)) == []
    assert query(tmp_path, "SELECT settled, listed_uids FROM official_lists") == [(True, [24837, 24838])]


def test_entry_that_moves_to_another_list_raises_nothing(server: Loopback, tmp_path: Path) -> None:
    other = LISTS.partition("lists:\n")[2].replace("us-ofac-sdn", "us-ofac-other").replace("SDN_XML.ZIP", "OTHER.XML")
    publish(server, zip=zipped(xml_list()))
    server.answers["/OTHER.XML"] = answer(200, xml_list(OTHERS))
    do_pass(server, tmp_path, FIRST, lists=LISTS + other)
    publish(server, zip=zipped(xml_list(WITHOUT_LI, day="09/24/2026")), delta=xml_delta())
    server.answers["/OTHER.XML"] = answer(200, xml_list((*OTHERS, LI), day="09/24/2026"))
    assert raised(do_pass(server, tmp_path, SECOND, lists=LISTS + other)) == []
    assert query(tmp_path, "SELECT list_id, kind FROM list_changes WHERE kind IN ('moved', 'listed') ORDER BY 1") == [
        ("us-ofac-other", "listed"),
        ("us-ofac-sdn", "moved"),
    ]


def test_list_that_cannot_be_had_fails_like_a_feed(server: Loopback, tmp_path: Path) -> None:
    report = do_pass(server, tmp_path, FIRST)
    assert [(line.feed, line.outcome, line.reason) for line in report.feeds] == [("us-ofac-sdn", "failed", "not_found")]
    assert report.counts.feeds_failed == 1
    assert query(tmp_path, "SELECT reason, count(*) FROM rejections GROUP BY reason") == [("not_found", 2)]


def test_second_file_stands_in_for_the_first(server: Loopback, tmp_path: Path) -> None:
    publish(server, csv=csv_list(), alternates=csv_alternates())
    report = do_pass(server, tmp_path, FIRST)
    assert [line.outcome for line in report.feeds] == ["ok"]
    assert query(tmp_path, "SELECT entry_count FROM official_lists") == [(len(ROWS),)]


def test_same_list_again_adds_nothing(server: Loopback, tmp_path: Path) -> None:
    publish(server, zip=zipped(xml_list()))
    do_pass(server, tmp_path, FIRST)
    report = do_pass(server, tmp_path, SECOND)
    assert [line.outcome for line in report.feeds] == ["not_modified"]
    assert query(tmp_path, "SELECT count(*) FROM list_changes") == [(2,)]


def test_lists_that_are_switched_off_are_not_asked_for(server: Loopback, tmp_path: Path) -> None:
    report = do_pass(server, tmp_path, FIRST, official_lists=False)
    assert server.asked == []
    assert report.feeds == ()


def test_list_of_an_outlet_that_is_not_followed_is_not_asked_for(server: Loopback, tmp_path: Path) -> None:
    settings = quick_settings(tmp_path, official_lists_file=tmp_path / "lists.yaml")
    (tmp_path / "lists.yaml").write_text(LISTS.format(base=server.url), encoding="utf-8")
    (tmp_path / "outlets.yaml").write_text(OUTLETS.replace("us-ofac", "us-other"), encoding="utf-8")
    assert set_up_desk(settings, Clock(), tmp_path / "outlets.yaml").official_lists == ()


@needs_real_lists
def test_real_pair_with_the_entry_removed_raises_exactly_one_official_alert(server: Loopback, tmp_path: Path) -> None:
    whole, alternates = real_csv(), real_csv("alt.csv")
    gone = b"".join(line for line in whole.splitlines(keepends=True) if not line.startswith(b"24838,"))
    publish(server, csv=whole, alternates=alternates)
    do_pass(server, tmp_path, FIRST)
    publish(server, csv=gone, alternates=alternates)
    reports = [do_pass(server, tmp_path, now) for now in (SECOND, THIRD, "2026-09-24T14:00:00+00:00")]
    assert [raised(report) for report in reports] == [[], LIFTED, []]
