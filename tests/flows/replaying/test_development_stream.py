"""The development set as a stream, with the articles that have a day: long, so on demand only."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from flows.replaying.replay import replay
from flows.replaying.scores import Score, score_replay
from flows.settings import Settings
from seeds.ledger import load_ledger
from seeds.loading import load_storyline

GOLD = Path(__file__).resolve().parents[4] / "shared" / "gold" / "dev.jsonl"

pytestmark = [
    pytest.mark.skipif(not GOLD.is_file(), reason=f"the development set is not at {GOLD}"),
    pytest.mark.skipif(os.environ.get("WHOLE_WORLD") != "1", reason="asked for by WHOLE_WORLD=1"),
]


@pytest.fixture(scope="module")
def score(tmp_path_factory: pytest.TempPathFactory) -> Score:
    settings = Settings(data_dir=tmp_path_factory.mktemp("stream"))
    report = replay(settings, [GOLD], None, lambda message: None)
    ledger = load_ledger(Path(__file__).with_name("dev_ledger.yaml"))
    return score_replay(report.messages, ledger, load_storyline("us-china-defense"))


def test_nothing_is_raised_that_did_not_happen(score: Score) -> None:
    assert score.false == ()


def test_every_development_is_one_thread(score: Score) -> None:
    assert [line for line in score.true if len(line.developments) > 1] == []


def test_what_is_missed_is_told_by_ambiguous_articles_only(score: Score) -> None:
    missed = {(line.watch, line.date) for line in score.true if not line.developments}
    assert missed <= {("biden-xi-meeting", "2023-11-15")}
