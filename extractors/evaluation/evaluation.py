"""How good the reader is: labelled articles and readings in, precision, recall and the misses out. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from extractors.evaluation.labels import Label, LabelledArticle, load_labelled
from extractors.records.reading import Event, Reading, Strength
from seeds.storyline import EventStatus

__all__ = ["Evaluation", "Label", "LabelledArticle", "Miss", "Score", "StatusScore", "evaluate", "load_labelled"]

NOTHING_READ = "nothing"
"""Stands in the confusion of statuses where no event speaks to the label's watch."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Counts of right, wrong and missed, with the usual ratios; a ratio of nothing is None."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def precision(self) -> float | None:
        """Share of what was said that is right."""
        return _ratio(self.right, self.right + self.wrong)

    @property
    def recall(self) -> float | None:
        """Share of what is right that was said."""
        return _ratio(self.right, self.right + self.missed)

    @property
    def f1(self) -> float | None:
        """Harmonic mean of precision and recall."""
        return _ratio(2 * self.right, 2 * self.right + self.wrong + self.missed)


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusScore:
    """How many labels there are, and for how many an event with their watch and status was read."""

    labelled: int = 0
    found: int = 0

    @property
    def share(self) -> float | None:
        """Share of the labels that was found."""
        return _ratio(self.found, self.labelled)


@dataclass(frozen=True, slots=True, kw_only=True)
class Miss:
    """One alert too many or too few, with the words and cues that decided."""

    article_id: str
    language: str
    watch: str
    raised: bool  # True: raised wrongly; False: missed
    expected_words: tuple[str, ...]
    events: tuple[Event, ...]  # those that speak to the watch, or stand in the expected words


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """The outcome of one run over a labelled set."""

    articles: int
    scored: int  # without those left out whole
    alerts: Score  # of strong evidence, as `read` raises them
    by_watch: dict[str, Score]
    by_language: dict[str, Score]
    by_strength: dict[str, Score]  # "weak": what strong evidence leaves open; "either": both together
    storyline: Score
    statuses: StatusScore  # of the labels that are not derived
    by_status: dict[str, StatusScore]
    status_confusion: dict[tuple[str, str], int]  # (labelled, read) to count
    misses: tuple[Miss, ...]


def evaluate(pairs: Sequence[tuple[LabelledArticle, Reading]]) -> Evaluation:
    """Compare readings with labels.

    An article scores by the set it raises against ``should_alert``, without its ambiguous watches; a label that is not
    derived counts as found where an event with its watch and status was read.
    """
    watches: defaultdict[str, Counter[str]] = defaultdict(Counter)
    languages: defaultdict[str, Counter[str]] = defaultdict(Counter)
    strengths: dict[str, Counter[str]] = {name: Counter() for name in (*Strength, "either")}
    total: Counter[str] = Counter()
    misses: list[Miss] = []
    scored = [pair for pair in pairs if not pair[0].ambiguous]
    for article, reading in scored:
        expected = article.should_alert - article.ambiguous_watches
        raised = set(reading.raises) - article.ambiguous_watches
        weak = _raised_weakly(reading) - raised - article.ambiguous_watches
        for slug in sorted(raised | expected):
            outcome = _outcome(slug in expected, slug in raised)
            for counts in (total, watches[slug], languages[article.language], strengths[Strength.STRONG]):
                counts[outcome] += 1
            if outcome != "right":
                misses.append(_miss(article, reading, slug, slug in raised))
        for slug in weak | (expected - raised):
            strengths[Strength.WEAK][_outcome(slug in expected, slug in weak)] += 1
        for slug in raised | weak | expected:
            strengths["either"][_outcome(slug in expected, slug in raised | weak)] += 1
    storyline = Counter(_outcome(article.on_storyline, reading.match.on_storyline) for article, reading in pairs)
    confusion = _status_confusion(pairs)
    return Evaluation(
        articles=len(pairs),
        scored=len(scored),
        alerts=_score(total),
        by_watch=_scores(watches),
        by_language=_scores(languages),
        by_strength={str(name): _score(counts) for name, counts in strengths.items()},
        storyline=_score(storyline),
        statuses=_status_score(confusion, None),
        by_status={status: _status_score(confusion, status) for status in sorted({said for said, _ in confusion})},
        status_confusion=dict(sorted(confusion.items())),
        misses=tuple(misses),
    )


def _ratio(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _outcome(expected: bool, said: bool) -> str:
    if expected and said:
        return "right"
    if said:
        return "wrong"
    return "missed" if expected else "rightly silent"


def _score(counts: Mapping[str, int]) -> Score:
    return Score(right=counts.get("right", 0), wrong=counts.get("wrong", 0), missed=counts.get("missed", 0))


def _scores(groups: Mapping[str, Mapping[str, int]]) -> dict[str, Score]:
    return {name: _score(counts) for name, counts in sorted(groups.items())}


def _status_confusion(pairs: Sequence[tuple[LabelledArticle, Reading]]) -> Counter[tuple[str, str]]:
    """Count each label's status against those read for its watch: its own where that is among them, else all."""
    confusion: Counter[tuple[str, str]] = Counter()
    for article, reading in pairs:
        for label in article.labels:
            if not label.derived:
                read = {event.status.value for event in reading.events if label.watch in event.watches}
                told = label.status if label.status in read else "/".join(sorted(read)) or NOTHING_READ
                confusion[label.status, told] += 1
    return confusion


def _status_score(confusion: Mapping[tuple[str, str], int], status: str | None) -> StatusScore:
    counted = {pair: count for pair, count in confusion.items() if status in (None, pair[0])}
    return StatusScore(
        labelled=sum(counted.values()), found=sum(count for (said, read), count in counted.items() if said == read)
    )


def _raised_weakly(reading: Reading) -> set[str]:
    return {
        slug
        for event in reading.events
        if event.status is EventStatus.OCCURRED and event.strength is Strength.WEAK
        for slug in event.watches
    }


def _miss(article: LabelledArticle, reading: Reading, slug: str, raised: bool) -> Miss:
    words = tuple(dict.fromkeys(label.evidence for label in article.labels if label.watch == slug and label.evidence))
    return Miss(
        article_id=article.id,
        language=article.language,
        watch=slug,
        raised=raised,
        expected_words=words,
        events=tuple(event for event in reading.events if slug in event.watches or _overlaps(event.quote, words)),
    )


def _overlaps(quote: str, words: Sequence[str]) -> bool:
    return any(told in quote or quote in told for told in words)
