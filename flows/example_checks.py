"""The examples of all storylines through the reader: a folder of storylines in, outcomes and table rows out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from extractors.evaluation.examples import ExampleOutcome, ExampleVerdict, read_examples
from extractors.reading import Reader
from flows.progress import note_progress
from seeds.examples import EXAMPLES_FOLDER, load_examples
from seeds.lexicon import load_lexicons
from seeds.loading import list_storylines, load_storyline

EXAMPLE_COLUMNS = {
    "watch": "watch",
    "must_raise": "must raise",
    "must_not_raise": "must not raise",
    "known_gaps": "known gaps",
    "failed": "failed",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedExample:
    """One example's outcome and the file it stands in."""

    path: Path
    outcome: ExampleOutcome

    @property
    def message(self) -> str:
        """Say what was expected, of which words, and what was read of the watch."""
        outcome, example = self.outcome, self.outcome.example
        words = f"{example.title} | {example.text}" if example.title else example.text
        side = "must raise" if outcome.must_raise else "must not raise"
        return f"{side} {outcome.watch} ({example.why}): “{words}”; read: {'; '.join(outcome.events) or 'nothing'}"


def check_examples(storylines_dir: Path, now: datetime) -> tuple[CheckedExample, ...]:
    """Read the examples of every storyline below the folder. Raises SeedError."""
    lexicons = load_lexicons()
    checked: list[CheckedExample] = []
    for slug in list_storylines(storylines_dir):
        storyline, folder = load_storyline(slug, storylines_dir), storylines_dir / slug
        groups = load_examples(folder, {watch.slug for watch in storyline.watches})
        for outcome in read_examples(groups, Reader(storyline, lexicons), now):
            path = folder / EXAMPLES_FOLDER / f"{outcome.watch}.yaml"
            checked.append(CheckedExample(path=path, outcome=outcome))
            note_progress(f"examples of {slug}", len(checked), None)
    return tuple(checked)


def failed_examples(checked: Iterable[CheckedExample]) -> list[CheckedExample]:
    """Return those that fail without being marked as known gaps."""
    return [example for example in checked if example.outcome.verdict is ExampleVerdict.FAILED]


def unexpected_passes(checked: Iterable[CheckedExample]) -> list[CheckedExample]:
    """Return those that are marked as known gaps and pass."""
    return [example for example in checked if example.outcome.verdict is ExampleVerdict.UNEXPECTED_PASS]


def example_rows(checked: Sequence[CheckedExample]) -> list[dict[str, Any]]:
    """Return one row for each watch, "passed of all" in each direction, and one for all together."""
    watches = dict.fromkeys(example.outcome.watch for example in checked)
    rows = [_row(watch, [one.outcome for one in checked if one.outcome.watch == watch]) for watch in watches]
    return [*rows, _row("all", [one.outcome for one in checked])] if rows else []


def _row(name: str, outcomes: Sequence[ExampleOutcome]) -> dict[str, Any]:
    verdicts = Counter(outcome.verdict for outcome in outcomes)
    return {
        "watch": name,
        "must_raise": " ".join(_shares(outcome for outcome in outcomes if outcome.must_raise)),
        "must_not_raise": " ".join(_shares(outcome for outcome in outcomes if not outcome.must_raise)),
        "known_gaps": verdicts[ExampleVerdict.KNOWN_GAP],
        "failed": verdicts[ExampleVerdict.FAILED],
    }


def _shares(outcomes: Iterable[ExampleOutcome]) -> Iterator[str]:
    """Yield "en 12/13" for each language, in the order of the files."""
    total: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for outcome in outcomes:
        total[outcome.language] += 1
        right[outcome.language] += outcome.verdict in (ExampleVerdict.PASSED, ExampleVerdict.UNEXPECTED_PASS)
    for language, count in total.items():
        yield f"{language} {right[language]}/{count}"
