"""Files of articles in, one stream by days out: dated ones in order, each version once, with their followed outlets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby
from pathlib import Path

from extractors.articles.article_files import ArticleFileError, FileArticle, load_articles
from extractors.origins.origins import find_outlet
from extractors.records.articles import Article
from seeds.outlets import Outlet

_WARC = (".warc", ".warc.gz", ".wacz", ".arc", ".arc.gz")


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """The articles of one day, in the order of their times."""

    at: datetime  # of the last of them
    articles: tuple[Article, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stream:
    """Articles by days; ``given_ids`` has the ids from the files by version id."""

    days: tuple[Day, ...]
    given_ids: dict[str, str]
    undated: int  # left out
    repeated: int  # left out: words of an article that it had already


def load_stream(paths: Sequence[Path], now: datetime, outlets: Sequence[Outlet]) -> Stream:
    """Return the articles of .jsonl files as they would have come, each seen at its own date.

    Raises ArticleFileError, also for web archives, which are not read yet.
    """
    given = [each for path in paths for each in _load(path, now)]
    dated = [
        (each.article.published_at, _as_followed(each.article, each.article.published_at, outlets), each.id)
        for each in given
        if each.article.published_at is not None
    ]
    dated.sort(key=lambda each: (each[0], each[1].version_id))
    given_ids: dict[str, str] = {}
    last_version: dict[str, str] = {}
    fresh: list[Article] = []
    for _, article, given_id in dated:
        if last_version.get(article.article_id) != article.version_id:
            fresh.append(article)
        last_version[article.article_id] = article.version_id
        given_ids[article.version_id] = min(given_id, given_ids.get(article.version_id, given_id))
    return Stream(
        days=tuple(_by_days(fresh)),
        given_ids=given_ids,
        undated=len(given) - len(dated),
        repeated=len(dated) - len(fresh),
    )


def _load(path: Path, now: datetime) -> Iterator[FileArticle]:
    if path.name.lower().endswith(_WARC):
        raise ArticleFileError(path, 0, "web archives cannot be replayed yet; convert it to .jsonl of articles")
    if path.suffix.lower() != ".jsonl":
        raise ArticleFileError(path, 0, "only .jsonl of articles can be replayed")
    return load_articles(path, now)


def _as_followed(article: Article, at: datetime, outlets: Sequence[Outlet]) -> Article:
    """Return the article as a pass at its date would have had it: seen then, of the outlet that is followed."""
    outlet = find_outlet(article.final_url, outlets)
    return replace(article, fetched_at=at, outlet_id=outlet.id if outlet is not None else article.outlet_id)


def _by_days(articles: Sequence[Article]) -> Iterator[Day]:
    for _, of_day in groupby(articles, key=lambda article: article.fetched_at.date()):
        found = tuple(of_day)
        yield Day(at=found[-1].fetched_at, articles=_last_versions(found))


def _last_versions(articles: Sequence[Article]) -> tuple[Article, ...]:
    """Return each version once, in order."""
    return tuple({article.version_id: article for article in articles}.values())
