"""The publication date that a page states about itself: its HTML in, an instant and its precision out. Pure."""

from __future__ import annotations

import json
import re
from datetime import datetime

from extractors.articles.dates import instant_of

_META = re.compile(r"<meta\b[^<>]{1,600}>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""\b(name|property|itemprop|content)\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
_JSON_LD = re.compile(r'"datePublished"\s*:\s*("(?:[^"\\]|\\.){4,40}")')
_META_NAMES = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "parsely-pub-date",
    "publishdate",
    "pubdate",
    "publication_date",
    "date.published",
    "dc.date.issued",
    "dcterms.issued",
    "sailthru.date",
    "article.published",
    "date",
)
"""In order of trust; the names that news sites use for first publication."""

_HAS_ZONE = re.compile(r"T?\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:Z|[+-]\d{2}:?\d{2}|GMT|UTC)$", re.IGNORECASE)
_SEARCHED_CHARS = 500_000
"""Heads of real pages end long before."""


def stated_date(html: str) -> tuple[datetime, str] | None:
    """Return when the page says it was published and "second", or "day" (midnight UTC) where time or zone is missing.

    From its meta elements first, then from the first ``datePublished`` of its JSON-LD; None where it states neither.
    """
    head = html[:_SEARCHED_CHARS]
    metas: dict[str, str] = {}
    for element in _META.findall(head):
        fields = {name.lower(): double or single for name, double, single in _ATTRIBUTE.findall(element)}
        name = (fields.get("property") or fields.get("name") or fields.get("itemprop") or "").lower()
        if fields.get("content"):
            metas.setdefault(name, fields["content"])
    stated = [metas[name] for name in _META_NAMES if name in metas] + [
        _unquoted(text) for text in _JSON_LD.findall(head)[:1]
    ]
    dated = [found for found in map(date_with_precision, stated) if found is not None]
    return next((found for found in dated if found[1] == "second"), dated[0] if dated else None)


def date_with_precision(text: str) -> tuple[datetime, str] | None:
    """Read one date; without a time of day or a zone only the day is known, as midnight UTC."""
    instant = instant_of(text)
    if instant is None:
        return None
    if _HAS_ZONE.search(text.strip()):
        return instant, "second"
    return instant.replace(hour=0, minute=0, second=0, microsecond=0), "day"


def _unquoted(text: str) -> str:
    try:
        return str(json.loads(text))
    except ValueError:
        return ""
