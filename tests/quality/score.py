"""Scores of the sets: `python -m tests.quality.score` for the spent ones, with a name for a first score."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from pydantic import Field

from extractors.evaluation.evaluation import Evaluation, Score, evaluate
from extractors.evaluation.labels import load_labelled_articles
from extractors.reading import READER_VERSION, Reader
from seeds.lexicon import load_lexicons
from seeds.loading import load_storyline, load_yaml_model
from seeds.model import SeedModel

QUALITY_DIR = Path(__file__).parent
SETS_DIR = QUALITY_DIR / "sets"
LEDGER = QUALITY_DIR / "ledger.md"
SPENT = QUALITY_DIR / "spent.yaml"
FETCHED_AT = datetime(2026, 11, 20, 12, tzinfo=UTC)
"""Stands for today, so that undated passages read the same on every day."""


class SpentSet(SeedModel):
    """A set that was read after its first score, and what the reader must keep on it."""

    set: str
    precision: float = Field(ge=0, le=1)
    recall: float = Field(ge=0, le=1)


class SpentSets(SeedModel):
    """`spent.yaml`."""

    spent: tuple[SpentSet, ...]


def load_spent(path: Path = SPENT) -> tuple[SpentSet, ...]:
    return load_yaml_model(path, SpentSets).spent


def shipped_reader() -> Reader:
    return Reader(load_storyline("us-china-defense"), load_lexicons())


def score_set(path: Path, reader: Reader) -> Evaluation:
    """Read and score every passage of a set."""
    labelled_articles = load_labelled_articles(path, FETCHED_AT)
    return evaluate([(labelled, reader.read(article)) for labelled, article in labelled_articles])


def ledger_line(name: str, outcome: Evaluation, day: date, note: str) -> str:
    """Return the line of one first score."""
    languages = ", ".join(f"{language} {rates(score)}" for language, score in outcome.by_language.items())
    counts = f"{outcome.alerts.right}, {outcome.alerts.wrong}, {outcome.alerts.missed}"
    cells = (day.isoformat(), name, READER_VERSION, rates(outcome.alerts), languages or "–", counts, note)
    return "| " + " | ".join(cell.replace("|", "/") for cell in cells) + " |"


def rates(score: Score) -> str:
    """Return precision and recall with two digits, a dash for a rate of nothing."""
    return " / ".join("–" if rate is None else f"{rate:.2f}" for rate in (score.precision, score.recall))


def scored_sets(ledger: str) -> set[str]:
    """Return the names of the sets that have a line in the ledger."""
    rows = [line.split("|") for line in ledger.splitlines() if line.startswith("| 2")]
    return {row[2].strip() for row in rows}


def append_line(ledger: Path, name: str, line: str) -> None:
    """Append a first score; ValueError where the set has one."""
    text = ledger.read_text(encoding="utf-8")
    if name in scored_sets(text):
        raise ValueError(f"{name} has its first score in {ledger.name} already; it is never replaced")
    ledger.write_text(text.rstrip("\n") + "\n" + line + "\n", encoding="utf-8")


def main(arguments: Sequence[str]) -> None:
    """Print today's scores of the spent sets, or the first score of the named ones."""
    parser = argparse.ArgumentParser(prog="python -m tests.quality.score", description=main.__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help="sets to score for the first time; no others are read")
    parser.add_argument("--append", action="store_true", help="append their lines to the ledger")
    parser.add_argument("--note", default="", help="the note of these lines")
    given = parser.parse_args(arguments)
    names = given.names or [spent.set for spent in load_spent()]
    known = {path.stem for path in SETS_DIR.glob("*.jsonl")}
    unknown = sorted(set(names) - known)
    if unknown:
        parser.error(f"no such set: {', '.join(unknown)}; there are {', '.join(sorted(known))}")
    reader, day = shipped_reader(), datetime.now(tz=UTC).date()
    for name in names:
        line = ledger_line(name, score_set(SETS_DIR / f"{name}.jsonl", reader), day, given.note)
        if given.names and given.append:
            append_line(LEDGER, name, line)
        sys.stdout.write(line + "\n")
    unscored = sorted(known - scored_sets(LEDGER.read_text(encoding="utf-8")))
    sys.stderr.write(f"not scored yet: {', '.join(unscored) or 'none'}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
