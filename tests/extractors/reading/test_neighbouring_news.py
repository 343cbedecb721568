"""News beside a watch: other people, other targets, other forces, other times; and their true twins."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.extractors.reading.conftest import Read

ARTICLES: list[dict[str, Any]] = [
    json.loads(line) for line in Path(__file__).with_name("neighbours.jsonl").read_text(encoding="utf-8").splitlines()
]


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article["text"][:70])
def test_news_of_the_neighbourhood_raises_its_own_watch_alone(article: dict[str, Any], read: Read) -> None:
    reading = read(article["text"], title=article["title"], day=article["day"] or None, language=article["language"])
    assert sorted(reading.raises) == article["raises"]
