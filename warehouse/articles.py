"""Articles: each version once, its text where it is on the storyline, and the signatures that find its copies."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from extractors.records.articles import Article, NearDuplicate, TextOrigin
from extractors.records.reading import StorylineMatch
from warehouse.current_counts import count_current
from warehouse.known_ids import possibly_stored, stored_ids
from warehouse.store import ReadTransaction, Transaction
from warehouse.words import append_words


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleSignature:
    """The MinHash of one version, with what is needed to say who was first."""

    version_id: str
    article_id: str
    outlet_id: str
    language: str
    first_seen_at: datetime  # the outlet's date where it gives one, else when we fetched it
    signature: tuple[int, ...]  # numbers of 32 bits


def known_version_ids(tx: ReadTransaction, ids: Iterable[str]) -> set[str]:
    """Return those of the ids that are stored."""
    return stored_ids(tx, "article_versions", "version_id", ids)


def known_article_ids(tx: ReadTransaction, ids: Iterable[str]) -> set[str]:
    """Return those of the article ids of which any version is stored."""
    return stored_ids(tx, "article_versions", "article_id", ids)


def followed_article_ids(tx: ReadTransaction, ids: Iterable[str]) -> set[str]:
    """Return those of the article ids of which a version was on the storyline."""
    possible = possibly_stored(tx, "article_versions", "article_id", ids)
    if not possible:
        return set()
    rows = tx.rows(
        "SELECT DISTINCT article_id FROM ledger.article_versions "
        "WHERE article_id IN (SELECT unnest($ids)) AND on_storyline",
        {"ids": possible},
    )
    return {row["article_id"] for row in rows}


def append_articles(tx: Transaction, articles: Sequence[tuple[Article, StorylineMatch]]) -> int:
    """Append versions and return how many were new. Off the storyline a version is one row without its text.

    A version that comes again while another one is current (the page went back to earlier words) is current again.
    """
    if not articles:
        return 0
    _append_turns(tx, [article for article, _ in articles])
    on_storyline = {article.version_id: article for article, match in articles if match.on_storyline}
    stored = stored_ids(tx, "article_texts", "version_id", on_storyline)
    new = [article for each, article in on_storyline.items() if each not in stored]
    append_words(tx, new)
    tx.append(
        "article_texts", [{"version_id": article.version_id, "text": article.text} for article in new], fresh=True
    )
    return tx.append("article_versions", [_row(article, match) for article, match in articles])


def _row(article: Article, match: StorylineMatch) -> dict[str, object]:
    row = asdict(article)
    text = row.pop("text")
    return {
        **row,
        "text_length": len(text),
        "on_storyline": match.on_storyline,
        "match_score": match.score,
        "match_evidence": match.evidence,
    }


def _append_turns(tx: Transaction, articles: Sequence[Article]) -> None:
    ids = sorted({article.article_id for article in articles})
    possible = possibly_stored(tx, "article_versions", "article_id", ids)
    rows = (
        []
        if not possible
        else tx.rows(
            """
        SELECT article_id, arg_max(version_id, (step, recorded_at)) AS version_id, max(step) AS step FROM (
            SELECT article_id, version_id, 0 AS step, recorded_at FROM ledger.article_versions
            WHERE article_id IN (SELECT unnest($ids))
            UNION ALL
            SELECT article_id, version_id, step, recorded_at FROM ledger.article_turns
            WHERE article_id IN (SELECT unnest($ids))
        ) GROUP BY article_id
        """,
            {"ids": possible},
        )
    )
    current = {row["article_id"]: (row["version_id"], row["step"]) for row in rows}
    turns: list[dict[str, Any]] = []
    for article in articles:
        version_id, step = current.get(article.article_id, (article.version_id, 0))
        if version_id != article.version_id:
            step += 1
            turns.append(
                {
                    "article_id": article.article_id,
                    "step": step,
                    "version_id": article.version_id,
                    "former_version_id": version_id,
                    "turned_at": article.fetched_at,
                }
            )
        current[article.article_id] = (article.version_id, step)
    if turns:
        count_current(tx, [turn["former_version_id"] for turn in turns], sign=-1)
        tx.append("article_turns", turns)
        count_current(tx, [turn["version_id"] for turn in turns], sign=1)


def load_articles_for(tx: ReadTransaction, version_ids: Iterable[str]) -> dict[str, Article]:
    """Return the stored articles by version id; ``text`` is empty where the version was off the storyline."""
    rows = tx.rows(
        """
        SELECT version_id, article_id, url, requested_url, final_url, outlet_id, feed_id, title, author, site, language,
               published_at, published_precision, fetched_at, text_origin, note, recorded_at
        FROM ledger.article_versions WHERE version_id IN (SELECT unnest($ids))
        """,
        {"ids": list(version_ids)},
    )
    if not rows:
        return {}
    # No text is stored before its version: what is older of the longest column of all is not gone through.
    texts = tx.rows(
        "SELECT version_id, text FROM ledger.article_texts "
        "WHERE version_id IN (SELECT unnest($ids)) AND recorded_at >= $since",
        {"ids": [row["version_id"] for row in rows], "since": min(row.pop("recorded_at") for row in rows)},
    )
    text_of = {row["version_id"]: row["text"] for row in texts}
    return {
        row["version_id"]: Article(
            **{**row, "text": text_of.get(row["version_id"], ""), "text_origin": TextOrigin(row["text_origin"])}
        )
        for row in rows
    }


def append_signatures(tx: Transaction, signatures: Sequence[ArticleSignature]) -> int:
    """Append signatures, one per version."""
    return tx.append("signatures", [asdict(each) for each in signatures])


def load_recent_signatures(
    tx: ReadTransaction, since: datetime, *, recorded_after: datetime | None = None
) -> list[ArticleSignature]:
    """Return the signatures of versions first seen at or after `since`, oldest first; or only those stored later."""
    rows = tx.rows(
        "SELECT version_id, article_id, outlet_id, language, first_seen_at, signature FROM ledger.signatures "
        "WHERE first_seen_at >= $since AND ($recorded_after IS NULL OR recorded_at > $recorded_after) "
        "ORDER BY first_seen_at, version_id",
        {"since": since, "recorded_after": recorded_after},
    )
    return [ArticleSignature(**{**row, "signature": tuple(row["signature"])}) for row in rows]


def append_near_duplicates(tx: Transaction, duplicates: Sequence[NearDuplicate]) -> int:
    """Append pairs of versions with nearly the same words."""
    return tx.append("near_duplicates", [asdict(duplicate) for duplicate in duplicates])
