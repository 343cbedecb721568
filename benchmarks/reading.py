"""What matching and reading cost: articles a second beside bare trafilatura in one run, and time against length.

    python -m benchmarks.reading [--rounds N] [--pages FOLDER] [GOLD.jsonl]

Without them, those in ../shared beside the checkout are taken. FOLDER holds `*.html.gz` pages of any subject;
GOLD.jsonl holds articles, most of them on the storyline. Four tables: the real pages, off topic; the labelled articles,
on the plainest of pages; the real pages with labelled English articles as their body, which stand for real on-topic
pages; and a stream of entries, 95 % of which are off topic and are decided by title and summary. Every figure is the
best of N rounds in seconds of the processor; the rounds of all rows alternate, so that a busy machine slows them alike.
"""

from __future__ import annotations

import argparse
import gzip
import html
import platform
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import trafilatura

from benchmarks.on_topic_pages import on_topic_pages
from extractors.articles.articles import version_id
from extractors.articles.page_text import take_apart
from extractors.evaluation.labels import load_labelled_articles
from extractors.language import identify_language
from extractors.reading import READER_VERSION, Reader
from extractors.records.articles import Article
from flows.garbage import look_rarely
from seeds.lexicon import load_lexicons
from seeds.loading import load_storyline

SHARED = Path(__file__).resolve().parents[2] / "shared"
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
BASE_CHARACTERS = 6_000
"""A long article; eight times as much is still below what the reader cuts at."""


OFF_TOPIC_SHARE = 0.95
"""Of the stream: what news feeds carry beside one storyline, or more."""

SUMMARY_CHARACTERS = 300
"""How much of an article a feed's summary tells."""


def load_pages(folder: Path) -> list[str]:
    """Read every page of the folder."""
    return [gzip.decompress(path.read_bytes()).decode("utf-8", "replace") for path in sorted(folder.glob("*.html.gz"))]


def page_of(article: Article) -> str:
    """Return the article as the plainest of pages."""
    paragraphs = "".join(f"<p>{html.escape(line)}</p>" for line in article.text.split("\n"))
    title = html.escape(article.title)
    return (
        f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1>{paragraphs}</article></body></html>"
    )


def articles_of(pages: Sequence[str], pattern: Article) -> list[Article]:
    """Extract the pages' articles; a page without one is left out."""
    articles = []
    for page in pages:
        parts = take_apart(page.encode(), "https://example.org/", "utf-8")
        text, title = str(parts.get("text") or ""), str(parts.get("title") or "")
        if text:
            language = identify_language(f"{title}\n{text}", None)
            identity = version_id("page", title, text)
            articles.append(replace(pattern, version_id=identity, title=title, text=text, language=language))
    return articles


def best_seconds(rounds: int, rows: dict[str, Callable[[], object]]) -> dict[str, float]:
    """Time every row once a round, in seconds of the processor; return the best time of each."""
    best: dict[str, float] = {}
    for _ in range(rounds):
        for name, work in rows.items():
            start = time.process_time()
            work()
            best[name] = min(best.get(name, float("inf")), time.process_time() - start)
    return best


def main() -> None:
    """Print the tables."""
    look_rarely()  # as the program does
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reading", description=__doc__)
    parser.add_argument("gold", type=Path, nargs="?", metavar="GOLD.jsonl", default=SHARED / "gold" / "dev.jsonl")
    parser.add_argument("--pages", type=Path, metavar="FOLDER", default=SHARED / "data" / "article_extraction" / "html")
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    for path in (given.gold, given.pages):
        if not path.exists():
            parser.error(f"{path} does not exist; name labelled articles and a folder of pages")
    reader = Reader(load_storyline("us-china-defense"), load_lexicons())
    labelled = list(load_labelled_articles(given.gold, NOW))
    gold = [article for _, article in labelled]
    gold_pages = [page_of(article) for article in gold]
    pages = load_pages(given.pages)
    off_topic = articles_of(pages, gold[0])
    print(
        f"{datetime.now(tz=UTC):%Y-%m-%d}, {platform.processor() or platform.machine()}, "
        f"Python {platform.python_version()}, trafilatura {trafilatura.__version__}, reader {READER_VERSION}"
    )
    english = [article for label, article in labelled if label.on_storyline and article.language == "en"]
    on_topic = on_topic_pages(pages, english)
    for name, texts, markup in (
        ("real pages, off topic", off_topic, pages),
        ("labelled articles", gold, gold_pages),
        ("real pages with on-topic articles", articles_of(on_topic, english[0]), on_topic),
    ):
        print_rates(name, texts, markup, reader, given.rounds)
    print_stream(off_topic, pages, on_topic, reader, given.rounds)
    print_growth(gold, reader, given.rounds)


def print_rates(name: str, articles: Sequence[Article], pages: Sequence[str], reader: Reader, rounds: int) -> None:
    """Print articles a second of each step, and each beside bare trafilatura."""
    seconds = best_seconds(
        rounds,
        {
            "bare trafilatura": lambda: [trafilatura.extract(page) for page in pages],
            "our extraction": lambda: [take_apart(page.encode(), "https://example.org/", "utf-8") for page in pages],
            "match only": lambda: [reader.matcher.match(one.title, one.text, one.language) for one in articles],
            "match and read": lambda: [reader.read(one) for one in articles],
        },
    )
    seconds["our extraction, match and read"] = seconds["our extraction"] + seconds["match and read"]
    characters = sum(len(one.text) for one in articles) / max(1, len(articles))
    print(f"\n{name}: {len(pages)} pages, {len(articles)} articles of {characters:,.0f} characters on average")
    print(f"{'':<34} {'a second':>10} {'ms each':>9} {'x bare':>8}")
    counts = {"match only": len(articles), "match and read": len(articles)}
    bare = len(pages) / seconds["bare trafilatura"]
    for row, spent in seconds.items():
        rate = counts.get(row, len(pages)) / spent
        print(f"{row:<34} {rate:>10,.0f} {1000 / rate:>9.3f} {rate / bare:>8.2f}")


def print_stream(
    off_topic: Sequence[Article], pages: Sequence[str], on_topic: Sequence[str], reader: Reader, rounds: int
) -> None:
    """Print entries a second of a stream mostly off topic, whose pages are taken apart only behind the gate."""
    entries = [(one, one.text[:SUMMARY_CHARACTERS], page) for one, page in zip(off_topic, pages, strict=True)]
    count = round(len(entries) * (1 - OFF_TOPIC_SHARE) / OFF_TOPIC_SHARE)
    pattern = off_topic[0]
    for page in on_topic[:count]:
        (article,) = articles_of([page], pattern)
        entries.append((article, article.text[:SUMMARY_CHARACTERS], page))

    def stream() -> int:
        passed = 0
        for entry, summary, page in entries:
            # every feed has a language, and its entries are judged by the terms of that language
            if reader.matcher.gate(entry.title, summary, entry.language).on_storyline:
                passed += 1
                for article in articles_of([page], pattern):
                    reader.read(article)
        return passed

    seconds = best_seconds(
        rounds,
        {
            "bare trafilatura": lambda: [trafilatura.extract(page) for _, _, page in entries],
            "gate, then extraction, match and read": stream,
        },
    )
    print(f"\na stream of {len(entries)} entries, {OFF_TOPIC_SHARE:.0%} off topic; {stream()} pass the gate")
    print(f"{'':<38} {'a second':>10} {'ms each':>9} {'x bare':>8}")
    for row, spent in seconds.items():
        rate = len(entries) / spent
        print(f"{row:<38} {rate:>10,.0f} {1000 / rate:>9.3f} {seconds['bare trafilatura'] / spent:>8.2f}")


def print_growth(gold: Sequence[Article], reader: Reader, rounds: int) -> None:
    """Print the time of one text of 1, 2, 4 and 8 times the length; linear is a constant time per 1,000 characters."""
    english = [one for one in gold if one.language == "en"]
    pile = "\n".join(one.text for one in english)
    pattern = english[0]
    print(f"\none English text, {BASE_CHARACTERS:,} characters and multiples")
    print(f"{'':<34} {'characters':>10} {'ms':>9} {'per 1,000':>10}")
    for times in (1, 2, 4, 8):
        # The same words at every length: a longer text must not differ in kind.
        text = (pile[:BASE_CHARACTERS] + "\n") * times
        article = replace(pattern, version_id=f"grown-{times}", text=text)
        spent = best_seconds(rounds, {"read": lambda one=article: reader.read(one)})["read"]  # type: ignore[misc]  # bound now
        print(f"{f'{times} x':<34} {len(text):>10,} {1000 * spent:>9.1f} {1e6 * spent / len(text):>10.2f}")


if __name__ == "__main__":
    main()
