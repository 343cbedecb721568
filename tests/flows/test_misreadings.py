"""A report that was alerted of and that a newer reader does not find: told first, withdrawn once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from extractors.records.developments import ChangeKind, Development, DevelopmentChange, Evidence
from flows.clock import Clock
from flows.desk import Desk
from flows.rereading import reread
from flows.storing import settle_watches, store_baseline
from seeds.storyline import EventStatus
from seeds.watches import Stage
from tests.flows.world import NOW, World, make_desk, quick_settings
from tests.warehouse.samples import ON, make_alert, make_article, make_development, make_evidence, make_reading
from warehouse.articles import append_articles
from warehouse.developments import append_changes
from warehouse.evidence import append_evidence, load_evidence_ever
from warehouse.outbox import append_alerts, load_due_deliveries
from warehouse.readings import append_readings

pytestmark = pytest.mark.long

MINISTERS = "us-prc-defense-ministers-meeting"
QUOTE = "Lloyd Austin and Dong Jun may talk again, analysts say."
MESSAGE = {"title": "They met", "text": "They met.", "html": "<p>They met.</p>", "data": {}}
SEEN_AT = datetime.fromisoformat(NOW) - timedelta(days=1)


def misread(desk: Desk, *, alerted: bool = True, seen_at: datetime = SEEN_AT) -> None:
    """Store an article in which an earlier reader saw a meeting that is not there."""
    article = make_article(
        "ver-1", "art-1", title="Austin and Dong: what next?", text=QUOTE, published_at=seen_at, fetched_at=seen_at
    )
    evidence = make_evidence(
        "ev-false",
        watch=MINISTERS,
        status=EventStatus.OCCURRED,
        participants=("dong-jun", "lloyd-austin"),
        event_date=seen_at.date(),
        quote=QUOTE,
        published_at=seen_at,
        fetched_at=seen_at,
    )
    change = DevelopmentChange(
        kind=ChangeKind.OPENED, before=None, after=told_of(seen_at.date()), evidence_ids=("ev-false",), at=seen_at
    )
    with desk.warehouse.transaction("run-old") as tx:
        append_articles(tx, [(article, ON)])
        append_readings(tx, [make_reading("ver-1", "0", events=(), mentions=())])
        append_evidence(tx, [evidence], "0")
        append_changes(tx, [change])
        if alerted:
            alert = make_alert("alert-false", watch=MINISTERS, development_id="dev-false", at=seen_at)
            append_alerts(tx, [(alert, MESSAGE)], {"alert-false": ()})


def told_of(day: date) -> Development:
    return make_development(
        "dev-false",
        watch=MINISTERS,
        status=EventStatus.OCCURRED,
        stage=Stage.REPORTED,
        participants=("dong-jun", "lloyd-austin"),
        event_date=day,
        origin_ids=("gazette",),
        evidence_ids=("ev-false",),
    )


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return make_desk(World(base="http://127.0.0.1:9"), quick_settings(tmp_path), Clock(datetime.fromisoformat(NOW)))


def rows(desk: Desk, sql: str) -> list[dict[str, Any]]:
    with desk.warehouse.reading() as look:
        return look.rows(sql)


def retractions(desk: Desk) -> list[dict[str, Any]]:
    return rows(desk, "SELECT title, text, status_before FROM alerts WHERE stage = 'retracted'")


def test_the_difference_is_told_before_anything_goes_out(desk: Desk) -> None:
    misread(desk)
    report = reread(desk, batch_size=10)
    assert [(line.development_id, line.stage, line.alerted) for line in report.developments] == [
        ("dev-false", "retracted", True)
    ]
    assert [(due.kind, due.stage) for due in report.alerts] == [("alert", "retracted")]
    with desk.warehouse.reading() as look:
        assert load_due_deliveries(look, desk.clock()) == []
    assert retractions(desk) == []


def test_the_retraction_goes_out_once_however_often_it_is_asked_for(desk: Desk) -> None:
    misread(desk)
    reread(desk, batch_size=10)
    raised = [len(reread(desk, batch_size=10, raise_alerts=True).alerts) for _ in range(3)]
    assert raised == [1, 0, 0]
    (retraction,) = retractions(desk)
    assert retraction["title"] == "Retracted: The US and Chinese defence ministers have met in person"
    assert retraction["status_before"] == "occurred"
    assert f"“{QUOTE}”" in retraction["text"]
    assert "finds no report in it, withdrawn" in retraction["text"]
    with desk.warehouse.reading() as look:
        assert [due.channel for due in load_due_deliveries(look, desk.clock())] == ["console"]


def test_asked_for_at_once_it_goes_out_at_once(desk: Desk) -> None:
    misread(desk)
    assert len(reread(desk, batch_size=10, raise_alerts=True).alerts) == 1
    assert len(retractions(desk)) == 1


def test_passes_in_between_neither_send_nor_forget_it(desk: Desk) -> None:
    misread(desk)
    reread(desk, batch_size=10)
    assert settle_watches(desk, "run-2") == []
    assert len(reread(desk, batch_size=10, raise_alerts=True).alerts) == 1


def test_a_report_of_long_ago_is_withdrawn_too(desk: Desk) -> None:
    misread(desk, seen_at=SEEN_AT - timedelta(days=200))
    assert len(reread(desk, batch_size=10, raise_alerts=True).alerts) == 1


def test_what_nobody_was_told_of_ends_in_silence(desk: Desk) -> None:
    misread(desk, alerted=False)
    report = reread(desk, batch_size=10, raise_alerts=True)
    assert report.alerts == ()
    assert [(line.difference, line.stage) for line in report.developments] == [("gone", "corrected")]


def test_a_withdrawn_report_is_gone_from_the_board(desk: Desk) -> None:
    store_baseline(desk, "run-0")
    misread(desk)
    board = f"SELECT status FROM watches WHERE watch = '{MINISTERS}'"
    assert rows(desk, board) == [{"status": "occurred"}]
    reread(desk, batch_size=10)
    assert rows(desk, board) != [{"status": "occurred"}]


def test_words_that_a_later_reader_finds_again_open_a_thread_of_their_own(desk: Desk) -> None:
    misread(desk)
    reread(desk, batch_size=10)
    again: Evidence = replace(_false_evidence(desk), evidence_id="ev-again")
    with desk.warehouse.transaction("run-3") as tx:
        append_evidence(tx, [again], "2")
    report = reread(desk, batch_size=10)
    assert [(line.difference, line.status, line.stage) for line in report.developments] == [
        ("new", "occurred", "reported")
    ]


def _false_evidence(desk: Desk) -> Evidence:
    with desk.warehouse.reading() as look:
        return load_evidence_ever(look, ["ev-false"])["ev-false"]
