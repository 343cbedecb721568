"""Ordinary sentences of English news, as agencies print them, and the watches that they raise."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.extractors.reading.conftest import Read

ARTICLES: list[dict[str, str]] = [
    json.loads(line) for line in Path(__file__).with_name("ordinary.jsonl").read_text(encoding="utf-8").splitlines()
]


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article["text"][:70])
def test_ordinary_news_raises_what_it_reports(article: dict[str, str], read: Read) -> None:
    raised = set(read(article["text"], title=article["title"], day=article["day"]).raises)
    assert (article["watch"] in raised) if article["watch"] else (raised == set())
