"""The written past, May 2023 to November 2025, replayed: every true development is raised, once, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from flows.replaying.replay import FoundedMessage, ReplayReport
from flows.replaying.scores import Score, score_replay
from flows.replaying.streams import PASS_MINUTES
from seeds.ledger import TrueDevelopment
from seeds.loading import load_outlets, load_storyline
from tests.flows.replaying.thaw import ARTICLES, FOLDER, LEDGER, play
from warehouse.queries import run_sql

BY_ID = {article["id"]: article for article in ARTICLES}
FIRST_ELIGIBLE = {
    ("us-prc-mil-incident", "2023-05-26"): "dod-0530",
    ("austin-li-handshake", "2023-06-02"): "mp-0602",
    ("us-prc-mil-incident", "2023-06-03"): "mp-0604",
    ("blinken-beijing-visit", "2023-06-18"): "mp-0618",
    ("li-shangfu-removed", "2023-10-24"): "hn-1024",
    ("us-prc-mil-incident", "2023-10-24"): "dod-1026",
    ("biden-xi-meeting", "2023-11-15"): "mp-1115",
    ("mil-mil-dialogue-resumed", "2023-11-15"): "mp-1115",
    ("mil-mil-dialogue-resumed", "2023-12-21"): "dod-1221",
    ("new-prc-defense-minister", "2023-12-29"): "hn-1229",
    ("mil-mil-dialogue-resumed", "2024-01-09"): "dod-0109",
    ("mil-mil-dialogue-resumed", "2024-04-04"): "mp-0405",
    ("us-prc-defense-ministers-call", "2024-04-16"): "dod-0416",
    ("mil-mil-dialogue-resumed", "2024-04-16"): "td-0416",
    ("blinken-beijing-visit", "2024-04-26"): "mp-0426",
    ("us-prc-defense-ministers-meeting", "2024-05-31"): "mp-0531b",
    ("mil-mil-dialogue-resumed", "2024-09-09"): "dod-0910",
    ("biden-xi-meeting", "2024-11-16"): "mp-1116b",
    ("us-prc-defense-ministers-call", "2025-09-09"): "hn-0909",
    ("us-prc-defense-ministers-meeting", "2025-10-31"): "mp-1031",
    ("mil-mil-dialogue-resumed", "2025-11-01"): "tp-1102",
}
"""The first article whose own words say that it has happened, found by reading them."""


@dataclass(frozen=True)
class Replayed:
    """One replay of the stream: its messages, its figures and its warehouse."""

    report: ReplayReport
    score: Score
    data_dir: Path

    @property
    def messages(self) -> list[FoundedMessage]:
        return self.report.messages

    def told(self, watch: str, **fields: object) -> list[FoundedMessage]:
        wanted = {"watch": watch, **fields}
        return [m for m in self.messages if all(getattr(m.message, key) == value for key, value in wanted.items())]

    def query(self, sql: str) -> list[Any]:
        return [tuple(row) for row in run_sql(self.data_dir / "storywatch.duckdb", sql).rows]


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Replayed:
    folder = tmp_path_factory.mktemp("thaw")
    report = play(folder, ARTICLES)
    score = score_replay(report.messages, LEDGER, load_storyline("us-china-defense"))
    return Replayed(report=report, score=score, data_dir=folder / "data")


def test_there_are_at_least_120_articles_in_six_languages() -> None:
    assert len(ARTICLES) >= 120
    assert {article["lang"] for article in ARTICLES} == {"en", "zh", "de", "fr", "es", "ja"}


def test_every_article_is_of_an_outlet_of_the_file() -> None:
    hosts = {host for outlet in load_outlets(FOLDER / "outlets.yaml").outlets for host in outlet.hosts}
    assert {article["url"].split("/")[2] for article in ARTICLES} <= hosts


@pytest.mark.parametrize("line", LEDGER.developments, ids=lambda line: f"{line.watch}-{line.date}")
def test_a_true_development_alerts_in_the_pass_of_its_first_eligible_article(
    line: TrueDevelopment, world: Replayed
) -> None:
    key = (line.watch, line.date.isoformat())
    [fared] = [each for each in world.score.true if (each.watch, each.date) == key]
    [development] = fared.developments  # exactly one thread
    first = next(each.message for each in world.messages if each.message.development_id == development)
    alerts = [m.message for m in world.told(line.watch, development_id=development, kind="alert")]
    published = datetime.fromisoformat(BY_ID[FIRST_ELIGIBLE[key]]["date"])
    assert published <= alerts[0].time < published + timedelta(minutes=PASS_MINUTES)
    assert first.time <= alerts[0].time


def test_nothing_is_raised_that_did_not_happen(world: Replayed) -> None:
    assert world.score.false == ()
    assert (world.score.precision, world.score.recall, world.score.threads_per_development) == (1.0, 1.0, 1.0)


def test_each_stage_of_a_thread_is_told_once(world: Replayed) -> None:
    told = [(m.message.development_id, m.message.kind, m.message.stage, m.message.status) for m in world.messages]
    assert len(told) == len(set(told))


def test_corroboration_never_rests_on_one_origin(world: Replayed) -> None:
    stages = [m.message for m in world.messages if m.message.stage == "corroborated" and m.message.kind == "alert"]
    assert stages
    assert [each for each in stages if each.origins < 2] == []


def test_ten_names_with_one_wire_are_one_origin(world: Replayed) -> None:
    first, second = world.told("austin-li-handshake", kind="alert")
    assert (first.message.stage, first.message.origins) == ("reported", 1)
    # nine of the ten stood in the stream before the second origin wrote its own words
    assert (second.message.stage, second.message.time.isoformat()) == ("corroborated", "2023-06-02T15:15:00+00:00")
    sql = "SELECT count(DISTINCT outlet_id) FROM evidence WHERE origin_id = 'group:meridian-press' AND "
    assert world.query(f"{sql} watch = 'austin-li-handshake' AND status = 'occurred'") == [(11,)]


def test_state_media_in_chorus_are_one_origin(world: Replayed) -> None:
    first, second = world.told("li-shangfu-removed", kind="alert")
    assert (first.message.stage, first.message.origins) == ("reported", 1)
    assert second.message.outlet == "meridian-press"
    sql = "SELECT article_count, outlet_ids FROM origins WHERE watch = 'li-shangfu-removed' AND origin_id = "
    [(count, outlets)] = world.query(f"{sql} 'group:prc-state' AND says_occurred")
    assert (count, len(outlets)) == (5, 5)


def test_the_withdrawn_report_is_retracted_after_two_hours_with_its_copies(world: Replayed) -> None:
    assert [(line.watch, len(line.developments), line.hours_to_retracted) for line in world.score.withdrawn] == [
        ("austin-li-meeting", 1, 2.0),
        ("us-prc-defense-ministers-meeting", 1, 2.0),
    ]
    stages = [m.message.stage for m in world.told("austin-li-meeting", kind="alert")]
    assert stages == ["reported", "retracted"]


def test_the_headline_watches_never_came_true(world: Replayed) -> None:
    sql = "SELECT count(*) FROM developments WHERE watch IN ('austin-li-meeting', 'li-sanctions-lifted') AND "
    assert world.query(f"{sql} status = 'occurred'") == [(0,)]
    assert world.told("li-sanctions-lifted", kind="alert") == []


def test_under_negotiation_and_its_rebuttal_never_become_a_lifting(world: Replayed) -> None:
    sql = "SELECT DISTINCT status FROM evidence WHERE watch = 'li-sanctions-lifted' AND published_at < "
    said = {status for (status,) in world.query(f"{sql} TIMESTAMP '2023-05-29' AND outlet_id <> 'seed'")}
    assert "denied" in said
    assert "occurred" not in said


def test_the_article_dated_a_year_early_raises_nothing_then(world: Replayed) -> None:
    early = datetime.fromisoformat(BY_ID["bm-early"]["date"])
    assert [m for m in world.messages if m.message.time == early] == []


def test_the_watch_of_the_two_men_is_closed_when_one_of_them_is_removed(world: Replayed) -> None:
    closing = [m.message for m in world.told("austin-li-meeting", kind="notice") if m.message.time.year == 2023]
    assert [f"{each.time:%Y-%m-%d}" for each in closing if each.time.month == 10] == ["2023-10-24"]


def test_the_refusal_of_november_2024_is_a_notice(world: Replayed) -> None:
    notices = world.told("us-prc-defense-ministers-meeting", kind="notice", status="declined")
    assert [f"{each.message.time:%Y-%m-%d}" for each in notices] == ["2024-11-20"]
