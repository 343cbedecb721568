"""Real warehouses in temporary directories."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from extractors.records.articles import NearDuplicate
from extractors.records.developments import ChangeKind
from extractors.records.hosts import HostVisits
from extractors.records.runs import Run, RunCounts
from seeds.storyline import EventStatus
from seeds.watches import Stage
from tests.warehouse.list_samples import CONFIRMED, REMOVAL, WHOLE
from tests.warehouse.samples import (
    MESSAGE,
    NOW,
    OFF,
    ON,
    Clock,
    make_alert,
    make_article,
    make_change,
    make_development,
    make_digest,
    make_event,
    make_evidence,
    make_mention,
    make_poll,
    make_reading,
    make_rejection,
    make_service_message,
    make_verdict,
)
from tests.warehouse.seed_samples import make_outlets, make_storyline
from warehouse.acknowledgements import append_acknowledgement
from warehouse.articles import append_articles, append_near_duplicates
from warehouse.developments import append_changes
from warehouse.digests import append_digests
from warehouse.entries import EntryOutcome, append_entry_outcomes, append_verdicts
from warehouse.evidence import append_evidence
from warehouse.feeds import append_polls
from warehouse.hosts import append_host_visits
from warehouse.official_lists import append_list_changes, append_list_snapshots
from warehouse.outbox import DeliveryAttempt, DeliveryOutcome, append_alerts, append_delivery_attempts
from warehouse.readings import append_readings
from warehouse.rejections import append_rejections
from warehouse.runs import append_run, append_run_end
from warehouse.seeds import append_seeds
from warehouse.service_messages import append_service_message
from warehouse.store import Warehouse


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated file; tests get copies, since migrating is the slowest part of them."""
    path = tmp_path_factory.mktemp("empty") / "warehouse.duckdb"
    Warehouse(path, clock=Clock()).migrate()
    return path


@pytest.fixture(scope="session")
def filled_file(empty_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of the fixture `filled`."""
    path = tmp_path_factory.mktemp("filled") / "warehouse.duckdb"
    shutil.copyfile(empty_file, path)
    clock = Clock()
    fill(Warehouse(path, clock=clock), clock)
    return path


@pytest.fixture
def warehouse(tmp_path: Path, clock: Clock, empty_file: Path) -> Warehouse:
    """An empty, migrated warehouse."""
    path = tmp_path / "warehouse.duckdb"
    shutil.copyfile(empty_file, path)
    return Warehouse(path, clock=clock, lock_wait_seconds=5)


@pytest.fixture
def filled(tmp_path: Path, clock: Clock, filled_file: Path) -> Warehouse:
    """A warehouse with what `fill` puts there; the clock stands on the second day."""
    path = tmp_path / "warehouse.duckdb"
    shutil.copyfile(filled_file, path)
    clock.pass_by(days=1)
    return Warehouse(path, clock=clock, lock_wait_seconds=5)


def fill(warehouse: Warehouse, clock: Clock) -> None:
    """Two days of a small story: a refusal on the first, on the second a (made-up) meeting with an alert.

    One article on the storyline in two versions, a copy of it by another outlet, one article off the storyline.
    """
    declined = make_development()
    met = make_development(
        status=EventStatus.OCCURRED,
        stage=Stage.REPORTED,
        origin_ids=("herald",),
        evidence_ids=("ev-1", "ev-2"),
        since=NOW + timedelta(days=1),
    )
    with warehouse.transaction("run-1") as tx:
        append_run(tx, Run(run_id="run-1", started_at=NOW, reader_version="1", program_version="0", command="run"))
        append_seeds(tx, make_storyline(), make_outlets())
        append_verdicts(tx, [make_verdict()])
        append_entry_outcomes(tx, [EntryOutcome(entry_id="entry-1", at=NOW, version_id="ver-1")])
        append_polls(tx, [make_poll()])
        append_host_visits(tx, [HostVisits(host="gazette.example", day=NOW.date(), requests=3)])
        append_service_message(tx, make_service_message(), ["console", "desk"])
        append_rejections(tx, [make_rejection()])
        append_articles(tx, [(make_article(), ON), (make_article("ver-off", "art-off"), OFF)])
        append_readings(tx, [make_reading()])
        append_evidence(tx, [make_evidence()], "1")
        append_changes(tx, [make_change(declined)])
        append_list_snapshots(tx, [WHOLE, CONFIRMED])
        append_list_changes(tx, [REMOVAL])
        append_run_end(tx, "run-1", NOW, "ok", RunCounts(feeds=1, feeds_ok=1))
    clock.pass_by(days=1)
    copy = make_article("ver-2", "art-2", outlet_id="herald", published_at=clock.now, fetched_at=clock.now)
    meeting = make_event("event-2", status=EventStatus.OCCURRED)
    both = (make_mention(), make_mention("li-shangfu"))
    with warehouse.transaction("run-2") as tx:
        append_run(
            tx, Run(run_id="run-2", started_at=clock.now, reader_version="1", program_version="0", command="run")
        )
        append_articles(tx, [(make_article("ver-1b", text="Corrected."), ON), (copy, ON)])
        append_near_duplicates(tx, [NearDuplicate(version_id="ver-2", original_version_id="ver-1", similarity=0.9)])
        append_readings(
            tx, [make_reading("ver-1b", events=()), make_reading("ver-2", events=(meeting,), mentions=both)]
        )
        evidence = make_evidence(
            "ev-2",
            event_id="event-2",
            version_id="ver-2",
            article_id="art-2",
            outlet_id="herald",
            origin_id="herald",
            status=EventStatus.OCCURRED,
        )
        append_evidence(tx, [evidence], "1")
        append_changes(tx, [make_change(met, declined, kind=ChangeKind.STAGE, at=clock.now)])
        append_alerts(tx, [(make_alert(at=clock.now), MESSAGE)], {"alert-1": ("console", "desk")})
        sent = DeliveryAttempt(
            message_id="alert-1", channel="console", attempt=1, outcome=DeliveryOutcome.DELIVERED, at=clock.now
        )
        append_delivery_attempts(tx, [sent])
        append_digests(tx, [make_digest(at=clock.now)])
        append_acknowledgement(tx, "alert-1", "seen", clock.now)
