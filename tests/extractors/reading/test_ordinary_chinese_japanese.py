"""Ordinary sentences of Chinese and Japanese news, as agencies print them, with exactly the watches that they raise."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from extractors.reading import Reader
from tests.extractors.reading.conftest import make_article

CASES = [
    (language, json.loads(line))
    for language in ("zh", "ja")
    for line in Path(__file__).with_name(f"ordinary_{language}.jsonl").read_text(encoding="utf-8").splitlines()
]


@pytest.mark.parametrize(("language", "article"), CASES, ids=[case["text"][:40] for _, case in CASES])
def test_ordinary_news_raises_exactly_what_it_reports(language: str, article: dict[str, Any], reader: Reader) -> None:
    made = make_article(article["text"], title=article["title"], day=article["day"], language=language)
    assert sorted(reader.read(made).raises) == article["raises"]
