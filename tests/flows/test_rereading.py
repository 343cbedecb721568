from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from extractors.reading import READER_VERSION
from extractors.records.articles import Article
from extractors.records.developments import ChangeKind, DevelopmentChange
from flows.clock import Clock
from flows.desk import Desk
from flows.rereading import reread
from seeds.storyline import EventStatus
from seeds.watches import Stage
from tests.conftest import ROOT
from tests.flows.world import MEETING, NOW, OTHER_MEETING, World, make_desk, quick_settings
from tests.warehouse.samples import ON, make_alert, make_article, make_development, make_evidence, make_reading
from warehouse.articles import append_articles
from warehouse.developments import append_changes
from warehouse.evidence import append_evidence
from warehouse.outbox import append_alerts
from warehouse.readings import append_readings

pytestmark = pytest.mark.long

OLD = "0"
SEEN_AT = datetime(2024, 5, 31, 14, tzinfo=UTC)
MINISTERS = "us-prc-defense-ministers-meeting"

KILLED = """
import os, signal, sys
from datetime import datetime
from pathlib import Path
from flows.clock import Clock
from flows.desk import set_up_desk
from flows.rereading import reread
from tests.flows.world import NOW, quick_settings

data_dir = Path(sys.argv[1])
desk = set_up_desk(quick_settings(data_dir), Clock(datetime.fromisoformat(NOW)), data_dir / "outlets.yaml")
left = int(sys.argv[2])

class Killing:
    def read(self, article):
        global left
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return reader.read(article)

reader, desk = desk.reader, __import__("dataclasses").replace(desk, make_reader=lambda one=Killing(): one)
reread(desk, batch_size=1)
"""


def stored_article(name: str, title: str, text: str) -> Article:
    return make_article(
        f"ver-{name}",
        f"art-{name}",
        outlet_id=name,
        url=f"https://{name}.example/meeting",
        title=title,
        text=text,
        author=None,
        published_at=SEEN_AT,
        fetched_at=SEEN_AT,
    )


ALPHA = stored_article("alpha", "Austin meets China's defence minister Dong Jun in Singapore", MEETING)
BETA = stored_article("beta", "US and China defence chiefs Austin and Dong hold talks", OTHER_MEETING)
GAMMA = stored_article(
    "gamma", "Austin and Dong: what next?", "Lloyd Austin and Dong Jun may talk again, analysts say."
)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A warehouse as an earlier reader left it: it saw no meeting in two articles, and a false one in a third."""
    made = make_desk(World(base="http://127.0.0.1:9"), quick_settings(tmp_path), Clock(datetime.fromisoformat(NOW)))
    false = make_evidence(
        "ev-false",
        watch=MINISTERS,
        version_id="ver-gamma",
        article_id="art-gamma",
        outlet_id="gamma",
        origin_id="gamma",
        status=EventStatus.OCCURRED,
        participants=("dong-jun", "lloyd-austin"),
        event_date=date(2024, 4, 2),
        published_at=SEEN_AT,
        fetched_at=SEEN_AT,
    )
    opened = make_development(
        "dev-false",
        watch=MINISTERS,
        status=EventStatus.OCCURRED,
        stage=Stage.REPORTED,
        participants=("dong-jun", "lloyd-austin"),
        event_date=date(2024, 4, 2),
        origin_ids=("gamma",),
        evidence_ids=("ev-false",),
    )
    change = DevelopmentChange(
        kind=ChangeKind.OPENED, before=None, after=opened, evidence_ids=("ev-false",), at=SEEN_AT
    )
    message = {"title": "They met", "text": "They met.", "html": "<p>They met.</p>", "data": {}}
    with made.warehouse.transaction("run-old") as tx:
        append_articles(tx, [(article, ON) for article in (ALPHA, BETA, GAMMA)])
        append_readings(
            tx, [make_reading(each.version_id, OLD, events=(), mentions=()) for each in (ALPHA, BETA, GAMMA)]
        )
        append_evidence(tx, [false], OLD)
        append_changes(tx, [change])
        alert = make_alert("alert-false", watch=MINISTERS, development_id="dev-false", at=SEEN_AT)
        append_alerts(tx, [(alert, message)], {"alert-false": ()})
    return made


def rows(desk: Desk, sql: str) -> list[dict[str, Any]]:
    with desk.warehouse.reading() as look:
        return look.rows(sql)


def facts(desk: Desk) -> dict[str, list[dict[str, Any]]]:
    return {
        "readings": rows(desk, "SELECT version_id, reader_version, event_count FROM ledger.readings ORDER BY ALL"),
        "events": rows(desk, "SELECT event_id, status FROM events WHERE basis = 'article' ORDER BY ALL"),
        "evidence": rows(desk, "SELECT evidence_id, origin_id FROM evidence ORDER BY ALL"),
        "developments": rows(
            desk, "SELECT development_id, status, stage, origin_ids, evidence_ids FROM developments ORDER BY ALL"
        ),
        "alerts": rows(desk, "SELECT alert_id FROM alerts ORDER BY ALL"),
    }


def test_views_take_the_newest_reading_and_the_former_ones_stay(desk: Desk) -> None:
    reread(desk, batch_size=2)
    assert rows(desk, "SELECT DISTINCT reader_version FROM article_versions") == [{"reader_version": READER_VERSION}]
    assert rows(desk, "SELECT reader_version, count(*) AS n FROM ledger.readings GROUP BY ALL ORDER BY 1") == [
        {"reader_version": OLD, "n": 3},
        {"reader_version": READER_VERSION, "n": 3},
    ]
    told = rows(
        desk, "SELECT DISTINCT article_id FROM events WHERE status = 'occurred' AND basis = 'article' ORDER BY 1"
    )
    assert [row["article_id"] for row in told] == ["art-alpha", "art-beta"]


def test_what_is_new_and_what_is_gone_is_told(desk: Desk) -> None:
    report = reread(desk, batch_size=2)
    assert (report.articles_read, report.stored) == (3, True)
    lines = {(line.difference, line.watch): line for line in report.developments}
    new = lines["new", MINISTERS]
    assert (new.status_before, new.status, new.origins, new.alerted) == (None, "occurred", 2, False)
    gone = lines["gone", MINISTERS]
    assert (gone.development_id, gone.origins_before, gone.origins, gone.alerted) == ("dev-false", 1, 0, True)
    assert (gone.status, gone.stage) == ("not_occurred", "retracted")


def test_alerts_that_become_due_are_told_and_not_raised(desk: Desk) -> None:
    report = reread(desk, batch_size=2)
    assert (MINISTERS, "alert") in {(line.watch, line.kind) for line in report.alerts}
    assert not report.alerts_raised
    assert rows(desk, "SELECT alert_id FROM alerts") == [{"alert_id": "alert-false"}]


def test_alerts_are_raised_when_that_is_asked_for(desk: Desk) -> None:
    report = reread(desk, batch_size=2, raise_alerts=True)
    raised = {row["alert_id"] for row in rows(desk, "SELECT alert_id FROM alerts")}
    assert raised == {"alert-false"} | {line.alert_id for line in report.alerts}
    assert len(raised) > 1


def test_a_dry_run_tells_the_same_and_writes_nothing(desk: Desk) -> None:
    before = desk.warehouse.path.read_bytes()
    told = reread(desk, batch_size=1, dry_run=True)
    assert desk.warehouse.path.read_bytes() == before
    done = reread(desk, batch_size=3)
    assert not told.stored
    assert (told.articles_read, told.events_found) == (done.articles_read, done.events_found)
    assert (told.developments, told.alerts) == (done.developments, done.alerts)


def test_reading_again_twice_adds_nothing(desk: Desk) -> None:
    reread(desk, batch_size=2)
    before = facts(desk)
    report = reread(desk, batch_size=2)
    assert (report.articles_read, report.developments) == (0, ())
    assert facts(desk) == before


def test_only_articles_since_a_day_are_read_again(desk: Desk) -> None:
    assert reread(desk, batch_size=2, since=datetime(2024, 6, 1, tzinfo=UTC), dry_run=True).articles_read == 0
    assert reread(desk, batch_size=2, since=SEEN_AT, dry_run=True).articles_read == 3


def test_the_run_is_written_down(desk: Desk) -> None:
    reread(desk, batch_size=2)
    (run,) = rows(desk, "SELECT outcome, articles_read, alerts_new FROM runs WHERE command = 'reread'")
    assert run == {"outcome": "ok", "articles_read": 3, "alerts_new": 0}


@pytest.mark.parametrize("articles", [0, 1, 2])
def test_killed_anywhere_and_run_again_it_leaves_the_same(desk: Desk, tmp_path: Path, articles: int) -> None:
    data_dir = desk.settings.data_dir
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, str(data_dir), str(articles)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=False,
    )
    assert killed.returncode == -signal.SIGKILL
    read = rows(desk, f"SELECT count(*) AS n FROM ledger.readings WHERE reader_version = '{READER_VERSION}'")
    assert read == [{"n": articles}]
    assert reread(desk, batch_size=1).articles_read == 3 - articles
    after = facts(desk)
    assert [row["reader_version"] for row in after["readings"]].count(READER_VERSION) == 3
    living = [(row["status"], len(row["origin_ids"])) for row in after["developments"] if row["origin_ids"]]
    assert ("occurred", 2) in living
    assert reread(desk, batch_size=1, dry_run=True).developments == ()


def run_command(desk: Desk, *arguments: str) -> subprocess.CompletedProcess[str]:
    program = "import sys; from flows.cli import main; sys.argv[0] = 'storywatch'; main()"
    data_dir = desk.settings.data_dir
    named = ["reread", "--data-dir", str(data_dir), "--feeds", str(data_dir / "outlets.yaml")]
    return subprocess.run(
        [sys.executable, "-c", program, *named, *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )


def test_the_command_prints_one_object_for_programs(desk: Desk) -> None:
    done = run_command(desk, "--dry-run", "--json")
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    assert (report["articles_read"], report["stored"], report["alerts_raised"]) == (3, False, False)
    assert {line["difference"] for line in report["developments"]} >= {"new", "gone"}


def test_the_command_tells_people_what_differs(desk: Desk) -> None:
    done = run_command(desk)
    assert done.returncode == 0, done.stderr
    assert f"3 articles read again by reader {READER_VERSION}" in done.stdout
    assert f"gone: {MINISTERS} dev-false" in done.stdout
    assert "occurred, reported, 1 origins -> not_occurred, retracted, 0 origins; a message was raised" in done.stdout


def test_the_command_refuses_to_raise_alerts_in_a_dry_run(desk: Desk) -> None:
    done = run_command(desk, "--dry-run", "--raise-alerts")
    assert done.returncode == 2
    assert "--dry-run raises nothing" in done.stderr
