from __future__ import annotations

from datetime import timedelta

from extractors.records.hosts import HostVisits, RobotsFile, RobotsOutcome
from tests.warehouse.samples import NOW
from warehouse.hosts import append_host_visits, append_robots_files, load_host_visits, load_robots_files
from warehouse.store import Warehouse

TODAY = NOW.date()
FOUND = RobotsFile(
    origin="https://gazette.example",
    outcome=RobotsOutcome.FOUND,
    fetched_at=NOW,
    expires_at=NOW + timedelta(days=1),
    text="User-agent: *\nDisallow: /private\n",
)
LATER = NOW + timedelta(days=2)
GONE = RobotsFile(
    origin="https://gazette.example",
    outcome=RobotsOutcome.UNREACHABLE,
    fetched_at=LATER,
    expires_at=LATER + timedelta(hours=1),
    detail="timeout: no answer in time",
)


def visits(requests: int, **changes: object) -> HostVisits:
    return HostVisits(**{"host": "gazette.example", "day": TODAY, "requests": requests, **changes})  # type: ignore[arg-type]  # any field


def test_the_requests_of_a_day_are_added_up_over_its_runs(warehouse: Warehouse) -> None:
    for run, requests in (("run-1", 30), ("run-2", 12), ("run-2", 12)):
        with warehouse.transaction(run) as tx:
            append_host_visits(tx, [visits(requests), visits(5, day=TODAY - timedelta(days=1))])
    with warehouse.reading() as look:
        assert load_host_visits(look, TODAY) == (visits(42),)


def test_the_last_run_says_whether_a_host_wants_to_be_left_alone(warehouse: Warehouse) -> None:
    asked = NOW + timedelta(hours=3)
    loaded = []
    for run, wish in (("run-1", asked), ("run-2", None)):
        with warehouse.transaction(run) as tx:
            append_host_visits(tx, [visits(1, not_before=wish)])
        with warehouse.reading() as look:
            loaded.append(load_host_visits(look, TODAY)[0].not_before)
    assert loaded == [asked, None]


def test_a_robots_file_is_read_back_whole_with_the_older_one_that_stands_in_for_it(warehouse: Warehouse) -> None:
    for run, file in (("run-1", FOUND), ("run-2", GONE)):
        with warehouse.transaction(run) as tx:
            append_robots_files(tx, [file])
    with warehouse.reading() as look:
        assert load_robots_files(look, LATER) == (FOUND, GONE)
        assert load_robots_files(look, LATER + timedelta(days=40)) == ()


def test_the_text_of_a_robots_file_is_kept_once(warehouse: Warehouse) -> None:
    other = RobotsFile(
        origin="https://herald.example",
        outcome=RobotsOutcome.FOUND,
        fetched_at=NOW,
        expires_at=NOW + timedelta(days=1),
        text=FOUND.text,
    )
    with warehouse.transaction("run-1") as tx:
        append_robots_files(tx, [FOUND, other])
        assert tx.rows("SELECT count(*) AS n FROM ledger.robots_texts") == [{"n": 1}]
