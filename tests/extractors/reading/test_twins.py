"""What one article raises, and its twins that must not: passages made for the reader, in both languages."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.extractors.reading.conftest import Read

PASSAGES: list[dict[str, Any]] = [
    json.loads(line) for line in (Path(__file__).with_name("twins.jsonl")).read_text(encoding="utf-8").splitlines()
]


def words_of(passage: dict[str, Any]) -> str:
    return f"{passage['language']}: {passage['title'] or passage['text'][-60:]}"


@pytest.mark.parametrize("passage", [p for p in PASSAGES if p["raises"]], ids=words_of)
def test_words_that_report_a_watched_event_raise_its_watch(read: Read, passage: dict[str, Any]) -> None:
    reading = read(passage["text"], title=passage["title"], day=passage["day"], language=passage["language"])
    assert list(reading.raises) == passage["raises"]


@pytest.mark.parametrize("passage", [p for p in PASSAGES if not p["raises"]], ids=words_of)
def test_twins_that_report_no_watched_event_raise_nothing(read: Read, passage: dict[str, Any]) -> None:
    reading = read(passage["text"], title=passage["title"], day=passage["day"], language=passage["language"])
    assert reading.raises == ()
