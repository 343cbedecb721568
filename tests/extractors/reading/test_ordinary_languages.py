"""Ordinary sentences of news in the smaller languages, as agencies print them, with exactly the watches they raise."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from extractors.reading import Reader
from tests.extractors.reading.conftest import make_article

ARTICLES: list[dict[str, Any]] = [
    json.loads(line)
    for line in Path(__file__).with_name("ordinary_languages.jsonl").read_text(encoding="utf-8").splitlines()
]


@pytest.mark.parametrize("article", ARTICLES, ids=[f"{a['language']}: {a['text'][:60]}" for a in ARTICLES])
def test_ordinary_news_raises_exactly_what_it_reports(article: dict[str, Any], reader: Reader) -> None:
    made = make_article(article["text"], title=article["title"], day=article["day"], language=article["language"])
    assert sorted(reader.read(made).raises) == article["raises"]
