"""How good the reader is: labelled articles and readings in, precision, recall and the misses out."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from extractors.records.reading import Event, Reading, Strength
from seeds.storyline import EventStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """What a person says an article tells of one watch."""

    watch: str
    status: str  # an EventStatus value, or a spelling of the label file that is none
    evidence: str
    derived: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledArticle:
    """The labels of one article. `ambiguous` ones count for the storyline and statuses, not for alerts."""

    id: str
    language: str
    on_storyline: bool
    should_alert: frozenset[str]
    labels: tuple[Label, ...] = ()
    ambiguous: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Counts of right, wrong and missed, with the usual ratios; a ratio of nothing is 1."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        """Share of what was said that is right."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        """Share of what is right that was said."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = 2 * self.right + self.wrong + self.missed
        return 2 * self.right / total if total else 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Miss:
    """One alert too many or too few, with the words and cues that decided."""

    article_id: str
    language: str
    watch: str
    raised: bool  # True: raised wrongly; False: missed
    expected_words: tuple[str, ...]
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """The result of one run over a labelled set."""

    articles: int
    scored: int  # without the ambiguous ones
    alerts: Score
    by_watch: dict[str, Score]
    by_language: dict[str, Score]
    by_strength: dict[str, Score]
    storyline: Score
    statuses_found: int
    statuses_labelled: int
    status_confusion: dict[tuple[str, str], int]  # (labelled, read) to count; "nothing" where no event speaks to it
    misses: tuple[Miss, ...]


def load_labelled(path: Path) -> Iterable[tuple[LabelledArticle, dict[str, object]]]:
    """Yield the labels of each line of a labelled ``.jsonl`` file, with the line itself.

    Raises:
        ValueError: a line lacks a field that labels need; the message names file, line and field.
    """
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
                yield _labelled(row), row
            except (json.JSONDecodeError, KeyError, TypeError) as error:
                raise ValueError(f"{path}:{number}: not a labelled article: {error!r}") from error


def _labelled(row: dict[str, object]) -> LabelledArticle:
    labels = [
        Label(
            watch=str(entry["watch"]),
            status=str(entry["status"]),
            evidence=str(entry.get("evidence") or ""),
            derived=bool(entry.get("derived")),
        )
        for entry in row.get("developments") or ()  # type: ignore[attr-defined]  # checked by use: KeyError, TypeError
    ]
    return LabelledArticle(
        id=str(row["id"]),
        language=str(row.get("lang") or "und"),
        on_storyline=bool(row["on_storyline"]),
        should_alert=frozenset(row["should_alert"]),  # type: ignore[call-overload]  # the same
        labels=tuple(labels),
        ambiguous=bool(row.get("ambiguous")),
    )


def evaluate(pairs: Sequence[tuple[LabelledArticle, Reading]]) -> Evaluation:
    """Compare readings with labels.

    An article scores by the set it raises against ``should_alert``; a label that is not derived counts as found where
    an event with its watch and status was read.
    """
    watches: dict[str, Counter[str]] = {}
    languages: dict[str, Counter[str]] = {}
    strengths: dict[str, Counter[str]] = {strength.value: Counter() for strength in Strength}
    total: Counter[str] = Counter()
    storyline: Counter[str] = Counter()
    confusion: Counter[tuple[str, str]] = Counter()
    found = labelled = scored = 0
    misses: list[Miss] = []
    for article, reading in pairs:
        storyline[_outcome(article.on_storyline, reading.match.on_storyline)] += 1
        for label in article.labels:
            if not label.derived:
                labelled += 1
                read = _read_statuses(reading, label.watch)
                found += label.status in read
                if label.status in read:
                    confusion[label.status, label.status] += 1
                else:
                    confusion[label.status, "/".join(sorted(read)) or "nothing"] += 1
        if article.ambiguous:
            continue
        scored += 1
        raised = set(reading.raises)
        weak = _raised_weakly(reading) - raised
        for slug in raised | article.should_alert:
            outcome = _outcome(slug in article.should_alert, slug in raised)
            total[outcome] += 1
            watches.setdefault(slug, Counter())[outcome] += 1
            languages.setdefault(article.language, Counter())[outcome] += 1
            strengths[Strength.STRONG.value][outcome] += 1
            if outcome != "right":
                misses.append(_miss(article, reading, slug, slug in raised))
        for slug in weak | article.should_alert:
            strengths[Strength.WEAK.value][_outcome(slug in article.should_alert, slug in weak)] += 1
    return Evaluation(
        articles=len(pairs),
        scored=scored,
        alerts=_score(total),
        by_watch={slug: _score(counts) for slug, counts in sorted(watches.items())},
        by_language={language: _score(counts) for language, counts in sorted(languages.items())},
        by_strength={strength: _score(counts) for strength, counts in strengths.items()},
        storyline=_score(storyline),
        statuses_found=found,
        statuses_labelled=labelled,
        status_confusion=dict(sorted(confusion.items())),
        misses=tuple(misses),
    )


def _outcome(expected: bool, said: bool) -> str:
    if expected and said:
        return "right"
    if said:
        return "wrong"
    return "missed" if expected else "rightly silent"


def _score(counts: Counter[str]) -> Score:
    return Score(right=counts["right"], wrong=counts["wrong"], missed=counts["missed"])


def _read_statuses(reading: Reading, watch: str) -> set[str]:
    return {event.status.value for event in reading.events if watch in event.watches}


def _raised_weakly(reading: Reading) -> set[str]:
    return {
        slug
        for event in reading.events
        if event.status is EventStatus.OCCURRED and event.strength is Strength.WEAK
        for slug in event.watches
    }


def _miss(article: LabelledArticle, reading: Reading, slug: str, raised: bool) -> Miss:
    return Miss(
        article_id=article.id,
        language=article.language,
        watch=slug,
        raised=raised,
        expected_words=tuple(label.evidence for label in article.labels if label.watch == slug),
        events=tuple(event for event in reading.events if slug in event.watches),
    )
