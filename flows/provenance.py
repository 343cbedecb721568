"""New articles in, whose words they are out: copies of earlier texts found, and an origin decided for each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from extractors.articles.duplicates import find_near_duplicates, signature
from extractors.origins.origins import Origin, decide_origin
from extractors.records.articles import Article, NearDuplicate, TextSignature
from flows.desk import Desk
from flows.histories import History
from warehouse.articles import ArticleSignature, load_articles_for, load_recent_signatures
from warehouse.runs import load_last_instant

COPY_WINDOW = timedelta(days=14)
"""How far back copies are looked for: syndicated copies appear within days, and the comparison stays in memory."""


@dataclass(slots=True)
class Memory:
    """What a pass remembers from batch to batch, so that the same rows are not loaded for each."""

    signatures: list[TextSignature] = field(default_factory=list)
    loaded_at: datetime | None = None  # when the newest row was recorded that these were loaded with
    origins: dict[str, Origin] = field(default_factory=dict)  # by version id
    history: History = field(default_factory=History)  # of developments


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Whose words a batch of articles are."""

    signatures: tuple[ArticleSignature, ...] = ()
    duplicates: tuple[NearDuplicate, ...] = ()
    origins: dict[str, Origin]  # by version id


def load_memory(desk: Desk) -> Memory:
    """Return what recent passes left: the signatures of recent articles."""
    memory = Memory()
    _load_signatures(desk, memory)
    return memory


def refresh_memory(desk: Desk, memory: Memory) -> None:
    """Learn what other machines have stored since; a warehouse that is a file has no others."""
    if desk.warehouse.is_shared:
        _load_signatures(desk, memory)
        memory.history = History()


def _load_signatures(desk: Desk, memory: Memory) -> None:
    with desk.warehouse.reading() as tx:
        recent = load_recent_signatures(tx, desk.clock() - COPY_WINDOW, recorded_after=memory.loaded_at)
        memory.loaded_at = load_last_instant(tx)
    known = {signed.version_id for signed in memory.signatures}
    memory.signatures += [
        TextSignature(version_id=r.version_id, at=r.first_seen_at, values=r.signature)
        for r in recent
        if r.version_id not in known
    ]


def trace_articles(desk: Desk, articles: Sequence[Article], memory: Memory) -> Provenance:
    """Find the copies among new articles and decide their origins, the earliest first; ``memory`` gains them."""
    in_order = sorted(articles, key=lambda article: (article.published_at or article.fetched_at, article.version_id))
    signed = [
        TextSignature(
            version_id=article.version_id,
            at=article.published_at or article.fetched_at,
            values=signature(article.text, article.language),
        )
        for article in in_order
    ]
    duplicates = find_near_duplicates(signed, memory.signatures)
    _remember_originals(desk, duplicates, memory, {article.version_id for article in articles})
    for article in in_order:
        outlet = desk.outlet_by_id(article.outlet_id)
        memory.origins[article.version_id] = decide_origin(article, outlet, desk.outlets, duplicates, memory.origins)
    memory.signatures += signed
    return Provenance(
        signatures=tuple(_row(article, sign) for article, sign in zip(in_order, signed, strict=True)),
        duplicates=duplicates,
        origins={article.version_id: memory.origins[article.version_id] for article in articles},
    )


def _remember_originals(desk: Desk, duplicates: Sequence[NearDuplicate], memory: Memory, new: set[str]) -> None:
    """Decide again the origins of stored articles that are copied here; each follows from the article alone."""
    missing = {duplicate.original_version_id for duplicate in duplicates} - memory.origins.keys() - new
    if not missing:
        return
    with desk.warehouse.reading() as tx:
        originals = load_articles_for(tx, missing)
    for version_id, article in originals.items():
        memory.origins[version_id] = decide_origin(article, desk.outlet_by_id(article.outlet_id), desk.outlets)


def _row(article: Article, signed: TextSignature) -> ArticleSignature:
    return ArticleSignature(
        version_id=article.version_id,
        article_id=article.article_id,
        outlet_id=article.outlet_id,
        language=article.language,
        first_seen_at=signed.at,
        signature=signed.values,
    )
