"""Files of articles in, one stream by passes out: dated ones in order, each version once, of followed outlets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import groupby
from pathlib import Path

from extractors.articles.article_files import ArticleFileError, FileArticle, load_articles
from extractors.articles.extraction import Extractor
from extractors.articles.web_archives import ARCHIVE_SUFFIXES, is_archive, load_archive
from extractors.origins.origins import find_outlet
from extractors.records.articles import Article
from extractors.records.rejections import Rejection
from seeds.outlets import Outlet

PASS_MINUTES = 30
"""Articles of so many minutes come in one pass: as often as feeds are polled."""

_CLOCK_SKEW = timedelta(days=1)
"""A page may be dated so much later than its capture: outlets date by their own midnight."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PastPass:
    """The articles that one pass would have found, in the order of their times."""

    since: datetime
    at: datetime  # of the last of them
    articles: tuple[Article, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stream:
    """Articles by passes; ``given_ids`` has the ids from the files by version id."""

    passes: tuple[PastPass, ...]
    given_ids: dict[str, str]
    undated: int  # left out
    repeated: int  # left out: words of an article that it had already
    rejections: tuple[Rejection, ...] = ()  # pages of web archives that gave no article


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sighting:
    """An article of a file with its date and when it was captured; in .jsonl the date is both."""

    id: str
    article: Article
    published: datetime
    captured: datetime


def load_stream(paths: Sequence[Path], now: datetime, outlets: Sequence[Outlet]) -> Stream:
    """Return the articles of .jsonl files and web archives as they would have come, each seen at its own date.

    A page that was captured again with other words is seen at the later capture. Raises ArticleFileError.
    """
    loaded = [each for path in paths for each in _load(path, now)]
    given = [each for each in loaded if isinstance(each, FileArticle)]
    dated = [sighting for each in given if (sighting := _sighting(each, now)) is not None]
    given_ids: dict[str, str] = {}
    last_version: dict[str, str] = {}
    fresh: list[tuple[datetime, Article]] = []
    for each in sorted(dated, key=lambda each: (each.published, each.captured, each.article.version_id)):
        article = each.article
        known = last_version.get(article.article_id)
        if known != article.version_id:
            at = each.published if known is None else max(each.published, each.captured)
            fresh.append((at, _as_followed(article, at, outlets)))
        last_version[article.article_id] = article.version_id
        given_ids[article.version_id] = min(each.id, given_ids.get(article.version_id, each.id))
    fresh.sort(key=lambda each: (each[0], each[1].version_id))
    return Stream(
        passes=tuple(_by_passes(fresh)),
        given_ids=given_ids,
        undated=len(given) - len(dated),
        repeated=len(dated) - len(fresh),
        rejections=tuple(each for each in loaded if isinstance(each, Rejection)),
    )


def _load(path: Path, now: datetime) -> Iterator[FileArticle | Rejection]:
    if is_archive(path):
        with Extractor(workers=1) as extractor:
            yield from load_archive(path, extractor)
    elif path.suffix.lower() == ".jsonl":
        yield from load_articles(path, now)
    else:
        raise ArticleFileError(path, 0, f"only .jsonl of articles and {', '.join(ARCHIVE_SUFFIXES)} can be replayed")


def _sighting(given: FileArticle, now: datetime) -> _Sighting | None:
    """Return None where the article has no date, or one that its capture proves wrong."""
    article = given.article
    captured = None if article.fetched_at == now else article.fetched_at
    published = article.published_at
    if published is None or (captured is not None and published > captured + _CLOCK_SKEW):
        return None
    return _Sighting(id=given.id, article=article, published=published, captured=captured or published)


def _as_followed(article: Article, at: datetime, outlets: Sequence[Outlet]) -> Article:
    """Return the article as a pass at its date would have had it: seen then, of the outlet that is followed."""
    outlet = find_outlet(article.final_url, outlets)
    return replace(article, fetched_at=at, outlet_id=outlet.id if outlet is not None else article.outlet_id)


def _by_passes(articles: Sequence[tuple[datetime, Article]]) -> Iterator[PastPass]:
    for since, some in groupby(articles, key=lambda each: _beginning(each[0])):
        of_pass = list(some)
        yield PastPass(since=since, at=of_pass[-1][0], articles=tuple(article for _, article in of_pass))


def _beginning(at: datetime) -> datetime:
    return at.replace(minute=at.minute - at.minute % PASS_MINUTES, second=0, microsecond=0)
