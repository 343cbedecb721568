"""The written past in other orders: shuffled within each day, delivered twice, replayed again.

Long, so on demand only; by itself its first days, which hold wire copy under ten names, state media, an incident and
the withdrawn report; WHOLE_WORLD=1 takes all of it, shuffled in several ways.
"""

from __future__ import annotations

import os
import random
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from flows.replaying.replay import ReplayReport
from tests.flows.replaying.thaw import ARTICLES, developments, play, told

pytestmark = pytest.mark.long

WHOLE = os.environ.get("WHOLE_WORLD") == "1"
FIRST_DAYS = ("2023-06-02", "2023-06-05")
SHUFFLES = range(3) if WHOLE else range(1)
STREAM = [each for each in ARTICLES if WHOLE or FIRST_DAYS[0] <= each["date"] < FIRST_DAYS[1]]


@pytest.fixture(scope="module")
def straight(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ReplayReport]:
    folder = tmp_path_factory.mktemp("straight")
    return folder, play(folder, STREAM)


def test_the_same_stream_gives_the_same_bytes(straight: tuple[Path, ReplayReport], tmp_path: Path) -> None:
    assert told(play(tmp_path, STREAM)) == told(straight[1])
    assert developments(tmp_path) == developments(straight[0])


@pytest.mark.parametrize("seed", SHUFFLES)
def test_articles_shuffled_within_each_day_end_in_the_same_developments(
    straight: tuple[Path, ReplayReport], tmp_path: Path, seed: int
) -> None:
    play(tmp_path, shuffled_within_days(STREAM, random.Random(seed)))
    assert developments(tmp_path) == developments(straight[0])


def test_the_stream_delivered_a_second_time_changes_nothing(straight: tuple[Path, ReplayReport]) -> None:
    folder, first = straight
    before = developments(folder)
    assert first.messages
    assert play(folder, STREAM, resume=True).messages == []
    assert developments(folder) == before


def shuffled_within_days(articles: Sequence[dict[str, Any]], chance: random.Random) -> list[dict[str, Any]]:
    """Return the articles with the times of each day dealt out anew; versions of one page stay in their order."""
    days: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for article in articles:
        days[article["date"][:10]].append(article)
    dealt = []
    for of_day in days.values():
        times = [article["date"] for article in of_day]
        chance.shuffle(times)
        latest: dict[str, str] = {}
        for article, time in sorted(zip(of_day, times, strict=True), key=lambda pair: pair[0]["date"]):
            latest[article["url"]] = max(time, latest.get(article["url"], ""))
            at = datetime.fromisoformat(latest[article["url"]]) + timedelta(seconds=article["date"] != time)
            dealt.append({**article, "date": at.isoformat()})
    return dealt
