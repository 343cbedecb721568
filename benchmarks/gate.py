"""Which labelled articles would be fetched by what a feed says of them: by title alone, and with a short summary.

    python -m benchmarks.gate [FILE.jsonl …]

Without files, the sets of `tests/quality`. An article is judged in its own language, as its feed's would be; the
summary is its first 200 characters.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from extractors.evaluation.labels import LabelledArticle, load_labelled_articles
from extractors.matching.matching import Matcher
from extractors.records.articles import Article
from seeds.loading import load_storyline

SETS = Path(__file__).resolve().parents[1] / "tests" / "quality" / "sets"
SUMMARY_CHARACTERS = 200

Pair = tuple[LabelledArticle, Article]


def main() -> None:
    """Print how many articles that raise something, and how many off the storyline, pass the gate."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.gate", description=__doc__)
    parser.add_argument("files", type=Path, nargs="*", metavar="FILE.jsonl", default=sorted(SETS.glob("*.jsonl")))
    now, storyline = datetime.now(tz=UTC), load_storyline("us-china-defense")
    pairs = [pair for path in parser.parse_args().files for pair in load_labelled_articles(path, now)]
    titled = [pair for pair in pairs if pair[1].title]
    raising = [pair for pair in titled if pair[0].should_alert]
    off = [pair for pair in titled if not pair[0].on_storyline]
    match, matcher = storyline.match, Matcher(storyline)
    bars = {"title alone, its own bar": (0, match.title_threshold or match.gate_threshold)}
    bars |= {"title alone, the gate's bar": (0, match.gate_threshold)}
    bars |= {"title and summary": (SUMMARY_CHARACTERS, match.gate_threshold)}
    print(f"{now:%Y-%m-%d}, {len(titled)} labelled articles with a title")
    print(f"{'':<30} {'bar':>4} {'raise something':>16} {'off the storyline':>18}")
    for name, (length, bar) in bars.items():
        told, untold = (f"{passing(matcher, group, length, bar)} of {len(group)}" for group in (raising, off))
        print(f"{name:<30} {bar:>4} {told:>16} {untold:>18}")


def passing(matcher: Matcher, pairs: Iterable[Pair], length: int, bar: float) -> int:
    """Count the articles whose title and first characters reach a bar."""
    found = (matcher.gate(article.title, article.text[:length], article.language) for _, article in pairs)
    return sum(match.score >= bar for match in found)


if __name__ == "__main__":
    main()
