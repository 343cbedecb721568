"""Texts in, the words by which they are found out: an index of our own, since DuckDB's does not work offline.

A word is a run of letters and digits in small letters without accents. Runs of Chinese characters and kana have no
spaces; they are cut into overlapping pairs, and a query likewise. The macro ``words_of`` in SQL cuts queries the same.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

import pyarrow as pa

from extractors.records.articles import Article
from warehouse.store import Transaction

LONGEST_UNSORTED = 1_000_000
"""Rows of new words before they are put in order: unsorted rows are all read by every search, which takes some 20 ms
for so many, and sorting them takes a second or two of one pass in ten or more."""

_UNSPACED = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_RUN = re.compile(f"[{_UNSPACED}]+")
_WORD = re.compile(r"[^\W_]+")


def words_of(text: str) -> set[str]:
    """Return the words of a text."""
    words = set()
    for run in _RUN.findall(text):
        words |= {run[place : place + 2] for place in range(max(len(run) - 1, 1))}
    spaced = unicodedata.normalize("NFD", _RUN.sub(" ", text).lower())
    plain = "".join(letter for letter in spaced if not unicodedata.combining(letter))
    return words | set(_WORD.findall(unicodedata.normalize("NFC", plain)))


def append_words(tx: Transaction, articles: Sequence[Article]) -> None:
    """Let new versions be found by the words of their titles and texts."""
    if not articles:
        return
    first = tx.rows("SELECT coalesce(max(article_no), -1) + 1 AS next FROM derived.word_articles")[0]["next"]
    numbers: list[int] = []
    words: list[str] = []
    for number, article in enumerate(articles, start=first):
        found = sorted(words_of(f"{article.title} {article.text}"))
        words += [word.encode("utf-8", "replace").decode("utf-8") for word in found]
        numbers += [number] * len(found)
    versions = [article.version_id for article in articles]
    places = pa.array(range(first, first + len(versions)), pa.int32())
    tx.derive("word_articles", pa.table({"article_no": places, "version_id": versions}))
    tx.derive("new_words", pa.table({"word": words, "article_no": pa.array(numbers, pa.int32())}))
    if tx.rows("SELECT count(*) AS n FROM derived.new_words")[0]["n"] > LONGEST_UNSORTED:
        sort_words(tx)


def sort_words(tx: Transaction) -> None:
    """Put the words of the newest texts in order, as one more stretch of the index."""
    tx.execute(
        "INSERT INTO derived.word_lists SELECT word, list(article_no ORDER BY article_no) FROM derived.new_words "
        "GROUP BY word ORDER BY word"
    )
    tx.execute("DELETE FROM derived.new_words")
