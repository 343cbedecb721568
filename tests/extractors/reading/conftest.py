"""A reader on the shipped seeds, and articles made of a few words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from extractors.reading import Reader
from extractors.records.articles import Article, TextOrigin
from extractors.records.reading import Reading
from seeds.lexicon import Lexicon, load_lexicons
from seeds.loading import load_storyline
from seeds.storyline import Storyline
from tests.extractors.reading.language_passages import shipped_reader

FETCHED_AT = datetime(2026, 11, 20, 12, tzinfo=UTC)

Read = Callable[..., Reading]


def make_article(text: str, *, title: str = "", day: str | None = None, language: str = "en") -> Article:
    published = datetime.fromisoformat(day).replace(hour=12, tzinfo=UTC) if day else None
    return Article(
        article_id="article",
        version_id="version",
        url="https://example.org/a",
        requested_url="https://example.org/a",
        final_url="https://example.org/a",
        outlet_id="example",
        feed_id=None,
        title=title,
        text=text,
        author=None,
        site=None,
        language=language,
        published_at=published,
        published_precision="day" if day else None,
        fetched_at=FETCHED_AT,
        text_origin=TextOrigin.FILE,
    )


@pytest.fixture(scope="session")
def storyline() -> Storyline:
    return load_storyline("us-china-defense")


@pytest.fixture(scope="session")
def lexicons() -> dict[str, Lexicon]:
    return load_lexicons()


@pytest.fixture(scope="session")
def reader() -> Reader:
    return shipped_reader()


@pytest.fixture(scope="session")
def read(reader: Reader) -> Read:
    def read_words(text: str, **keys: str | None) -> Reading:
        return reader.read(make_article(text, **keys))  # type: ignore[arg-type]  # the keys of make_article

    return read_words
