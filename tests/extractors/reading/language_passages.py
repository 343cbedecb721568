"""Passages of one language with what they must raise, read from data, and the shipped reader to read them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from extractors.reading import Reader
from extractors.records.articles import Article, TextOrigin
from seeds.lexicon import load_lexicons
from seeds.loading import load_storyline
from seeds.yaml_files import load_yaml_model

PASSAGES = Path(__file__).parent / "passages"


class Passage(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    day: date = date(2023, 6, 4)
    title: str = ""
    text: str
    raises: frozenset[str] = frozenset()
    status: dict[str, str] = {}  # what else the words say: a watch and one status that some event of it must have


class PassageFile(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    passages: tuple[Passage, ...]


def passages_of(language: str) -> tuple[Passage, ...]:
    return load_yaml_model(PASSAGES / f"{language}.yaml", PassageFile).passages


@cache
def shipped_reader() -> Reader:
    return Reader(load_storyline("us-china-defense"), load_lexicons())


def article_of(passage: Passage, language: str) -> Article:
    return Article(
        article_id=passage.name,
        version_id=passage.name,
        url="https://news.example/a",
        requested_url="https://news.example/a",
        final_url="https://news.example/a",
        outlet_id="example",
        feed_id=None,
        title=passage.title,
        text=passage.text,
        author=None,
        site=None,
        language=language,
        published_at=datetime.combine(passage.day, time(12), UTC),
        published_precision="day",
        fetched_at=datetime(2026, 1, 1, tzinfo=UTC),
        text_origin=TextOrigin.FILE,
    )


def raised_by(passage: Passage, language: str) -> frozenset[str]:
    return frozenset(shipped_reader().read(article_of(passage, language)).raises)


def statuses_of(passage: Passage, language: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for event in shipped_reader().read(article_of(passage, language)).events:
        for watch in event.watches:
            found.setdefault(watch, set()).add(event.status.value)
    return found
