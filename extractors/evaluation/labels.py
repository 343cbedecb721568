"""Labelled articles: a line of a label file in, what a person says the article tells out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from extractors.articles.article_files import ArticleFileError, load_articles
from extractors.records.articles import Article


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """What a person says an article tells of one watch."""

    watch: str
    status: str  # an EventStatus value, or a spelling of the label file that is none
    evidence: str  # quoted from title or text
    derived: bool = False  # follows by inference or by rule from another label


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledArticle:
    """The labels of one article."""

    id: str
    language: str
    on_storyline: bool
    should_alert: frozenset[str]
    labels: tuple[Label, ...] = ()
    ambiguous: bool = False  # the whole article is left out of the score of alerts
    ambiguous_watches: frozenset[str] = frozenset()  # only these watches are


def load_labelled(path: Path) -> Iterator[tuple[LabelledArticle, dict[str, Any]]]:
    """Yield the labels of each line of a labelled ``.jsonl`` file, with the line itself.

    Where a line has ``ambiguous_watches``, only those are left out of the score; where it has none and ``ambiguous``
    is true, the whole article is.

    Raises:
        ArticleFileError: at the first fault; names file, line and field.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ArticleFileError(path, 0, error.strerror or str(error)) from None
    for number, line in enumerate(content.removeprefix(b"\xef\xbb\xbf").split(b"\n"), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line.decode("utf-8"))
        except (ValueError, RecursionError) as error:
            raise ArticleFileError(path, number, f"not JSON: {error}") from None
        try:
            yield _labelled(row), row
        except _LabelError as fault:
            raise ArticleFileError(path, number, f"not a labelled article: {fault}") from None


def load_labelled_articles(path: Path, now: datetime) -> Iterator[tuple[LabelledArticle, Article]]:
    """Yield each labelled article with the article itself, as `load_articles` reads it.

    Raises:
        ArticleFileError: at the first fault; names file, line and field.
    """
    if path.suffix.lower() != ".jsonl":
        raise ArticleFileError(path, 0, "labelled articles are expected in a .jsonl file")
    for (labelled, _), given in zip(load_labelled(path), load_articles(path, now), strict=True):
        yield labelled, given.article


class _LabelError(Exception):
    """One field of a line is missing or of the wrong type."""


def _labelled(row: object) -> LabelledArticle:
    if not isinstance(row, dict):
        raise _LabelError("a JSON object is expected")
    entries = row.get("developments") or []
    if not isinstance(entries, list):
        raise _LabelError(f"developments: {entries!r} is not a list")
    ambiguous_watches = _slugs(row, "ambiguous_watches") if row.get("ambiguous_watches") else frozenset()
    return LabelledArticle(
        id=str(_field(row, "id", str | int)),
        language=str(row.get("lang") or "und"),
        on_storyline=bool(_field(row, "on_storyline", bool)),
        should_alert=_slugs(row, "should_alert"),
        labels=tuple(_label(entry, f"developments[{index}]") for index, entry in enumerate(entries)),
        ambiguous=bool(row.get("ambiguous")) and not ambiguous_watches,
        ambiguous_watches=ambiguous_watches,
    )


def _label(entry: object, where: str) -> Label:
    if not isinstance(entry, dict):
        raise _LabelError(f"{where}: a JSON object is expected")
    return Label(
        watch=str(_field(entry, "watch", str, where)),
        status=str(_field(entry, "status", str, where)),
        evidence=str(entry.get("evidence") or ""),
        derived=bool(entry.get("derived")),
    )


def _field(row: dict[str, Any], name: str, kind: Any, where: str = "") -> object:
    key = f"{where}.{name}" if where else name
    if name not in row:
        raise _LabelError(f"{key} is missing")
    if not isinstance(row[name], kind):
        raise _LabelError(f"{key}: {row[name]!r} is of the wrong type")
    return row[name]


def _slugs(row: dict[str, Any], name: str) -> frozenset[str]:
    given = _field(row, name, list)
    if not isinstance(given, list) or not all(isinstance(slug, str) for slug in given):
        raise _LabelError(f"{name}: {given!r} is not a list of watch slugs")
    return frozenset(given)
