"""Article files given by people: a path to .jsonl, .html or .txt in, the articles in it out, in file order."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

from extractors.articles.articles import article_id, page_identity, version_id
from extractors.articles.extraction import ExtractedPage, ExtractionRefusal, Extractor
from extractors.articles.page_dates import date_with_precision
from extractors.articles.plain_text import clean_line, clean_text
from extractors.articles.text_files import read_plain_article
from extractors.language import identify_language
from extractors.records.articles import Article, TextOrigin
from extractors.web.urls import canonical_url, host_of

MAX_LINE_BYTES = 50_000_000
"""The longest article is a thousandth of it; a line without end would otherwise fill the memory."""
MAX_FILE_BYTES = 100_000_000
"""Of a .txt or .html file, which is read whole."""

_FIELDS = frozenset({"id", "url", "publisher", "date", "lang", "title", "text"})
_PARTIAL_DATE = re.compile(r"^\d{4}(?:-\d{2})?$")
_DAY = re.compile(r"^\d{4}-\d{2}-\d{2}$")
_NOT_SLUG = re.compile(r"[^a-z0-9]+")


class ArticleFileError(Exception):
    """A file or a line of it is no article: names file, line (0 for the whole file) and what is wrong."""

    def __init__(self, path: Path, line: int, what: str) -> None:
        self.path, self.line, self.what = path, line, what
        super().__init__(f"{path}:{line}: {what}" if line else f"{path}: {what}")


@dataclass(frozen=True, slots=True, kw_only=True)
class FileArticle:
    """An article and the id that its file gives it: the `id` field of a .jsonl line, else the file's name."""

    id: str
    article: Article


def load_articles(path: Path, now: datetime, extractor: Extractor | None = None) -> Iterator[FileArticle]:
    """Yield the articles of one file; without `extractor` a .html file starts one of its own.

    `now` becomes `fetched_at`. Unknown keys of a .jsonl line (labels, notes) are ignored. Dates that name only a year
    or a month leave the article undated. Raises ArticleFileError at the first fault.
    """
    suffix = path.suffix.lower()
    if suffix not in {".jsonl", ".html", ".htm", ".txt"}:
        raise ArticleFileError(path, 0, f"{suffix or 'no suffix'}: .jsonl, .html or .txt is expected")
    if suffix == ".jsonl":
        yield from _json_lines(path, now)
        return
    content = _content(path)
    if suffix == ".txt":
        yield _text_file(path, content, now)
    elif extractor is not None:
        yield _page_file(path, content, now, extractor)
    else:
        with Extractor(workers=1) as own:
            yield _page_file(path, content, now, own)


def _content(path: Path) -> bytes:
    """Return the bytes of a file that is read whole."""
    try:
        with path.open("rb") as file:
            content = file.read(MAX_FILE_BYTES + 1)
    except OSError as error:
        raise ArticleFileError(path, 0, error.strerror or str(error)) from None
    if len(content) > MAX_FILE_BYTES:
        raise ArticleFileError(path, 0, f"more than {MAX_FILE_BYTES:,} bytes, which no article has")
    return content


def _lines(path: Path) -> Iterator[bytes]:
    """Yield the lines of a file of any length, one at a time in memory."""
    try:
        with path.open("rb") as file:
            number = 0
            while line := file.readline(MAX_LINE_BYTES + 1):
                number += 1
                if len(line) > MAX_LINE_BYTES:
                    raise ArticleFileError(path, number, f"more than {MAX_LINE_BYTES:,} bytes, which no article has")
                yield line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line
    except OSError as error:
        raise ArticleFileError(path, 0, error.strerror or str(error)) from None


def _json_lines(path: Path, now: datetime) -> Iterator[FileArticle]:
    for number, line in enumerate(_lines(path), start=1):
        if not line.strip():
            continue
        try:
            fields = json.loads(line.decode("utf-8"))
        except UnicodeDecodeError as error:
            raise ArticleFileError(path, number, f"not UTF-8: {error.reason} at byte {error.start}") from None
        except (ValueError, RecursionError) as error:
            raise ArticleFileError(path, number, f"not JSON: {error}") from None
        if not isinstance(fields, dict):
            raise ArticleFileError(path, number, "a JSON object is expected")
        yield _from_fields(path, number, fields, now)


def _from_fields(path: Path, number: int, fields: dict[str, Any], now: datetime) -> FileArticle:
    for key in _FIELDS - {"id"}:
        if fields.get(key) is not None and not isinstance(fields[key], str):
            raise ArticleFileError(path, number, f"{key}: {fields[key]!r} is not a string")
    given_id = fields.get("id")
    if not isinstance(given_id, str | int) or isinstance(given_id, bool) or given_id == "":
        raise ArticleFileError(path, number, "id: a string or a number is expected")
    title, text = clean_line(fields.get("title") or ""), clean_text(fields.get("text") or "")
    if not (title or text):
        raise ArticleFileError(path, number, "text: neither text nor title has any words")
    try:
        published, precision = read_date(fields.get("date"))
    except ValueError as error:
        raise ArticleFileError(path, number, f"date: {error}") from None
    article = _article(
        now=now,
        url=fields.get("url") or "",
        publisher=fields.get("publisher") or "",
        name=str(given_id),
        title=title,
        text=text,
        declared=fields.get("lang"),
        published=published,
        precision=precision,
    )
    return FileArticle(id=str(given_id), article=article)


def read_date(text: str | None) -> tuple[datetime | None, str | None]:
    """Read a date field: a day or an ISO instant; a month, a year or nothing is no date. Raises ValueError."""
    if text is None or not text.strip() or _PARTIAL_DATE.match(text.strip()):
        return None, None
    found = date_with_precision(text)
    if found is None:
        raise ValueError(f"{text!r} is not a date (YYYY-MM-DD, or ISO 8601 with time)")
    return found


def _text_file(path: Path, content: bytes, now: datetime) -> FileArticle:
    try:
        plain = read_plain_article(content)
    except ValueError as error:
        raise ArticleFileError(path, 0, str(error)) from None
    published = datetime.combine(plain.day, time(), tzinfo=UTC) if plain.day else None
    article = _article(
        now=now,
        name=path.stem,
        title=plain.title,
        text=plain.text,
        published=published,
        precision="day" if published else None,
    )
    return FileArticle(id=path.stem, article=article)


def _page_file(path: Path, content: bytes, now: datetime, extractor: Extractor) -> FileArticle:
    page = extractor.extract(content, "", None)
    if isinstance(page, ExtractionRefusal):
        raise ArticleFileError(path, 0, f"no article in it: {page.reason.value} ({page.detail})")
    return article_of_page(page, page_identity(page, page.canonical or "") or "", path.stem, now)


def article_of_page(page: ExtractedPage, url: str, name: str, now: datetime) -> FileArticle:
    """Return the article of a page that came in a file; `name` becomes its id, `now` when it was fetched."""
    article = _article(
        now=now,
        url=url,
        name=name,
        title=page.title,
        text=page.text,
        author=page.author,
        site=page.site,
        published=page.published_at,
        precision=page.published_precision,
    )
    return FileArticle(id=name, article=article)


def _article(
    *,
    now: datetime,
    name: str,
    title: str,
    text: str,
    published: datetime | None,
    precision: str | None,
    url: str = "",
    publisher: str = "",
    declared: str | None = None,
    author: str | None = None,
    site: str | None = None,
) -> Article:
    canonical = canonical_url(url)
    outlet = _slug(host_of(url)) or _slug(publisher) or "file"
    identity = article_id(canonical, outlet, name, title)
    return Article(
        article_id=identity,
        version_id=version_id(identity, title, text),
        url=canonical or url or name,
        requested_url=url or name,
        final_url=url or name,
        outlet_id=outlet,
        feed_id=None,
        title=title,
        text=text,
        author=author,
        site=site or publisher or None,
        language=identify_language(f"{title}\n{text}", declared),
        published_at=published,
        published_precision=precision,
        fetched_at=now,
        text_origin=TextOrigin.FILE,
    )


def _slug(name: str) -> str:
    return _NOT_SLUG.sub("-", name.lower()).strip("-")
