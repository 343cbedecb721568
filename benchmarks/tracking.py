"""Five-seed topic tracking: the seed profile beside a TF-IDF centroid, detection cost and alarms on the sister event.

Protocol: for each event with eight documents or more, ten draws of five seeds (random seed 13); every other document
is scored; miss and false-alarm rates are averaged over draws, then over events; the sister event, of the same kind,
is kept out of the false alarms and counted by itself. Detection cost as in TDT (cost of a miss 1, of a false alarm
0.1, prior of a target 0.02), normalised by the cheaper of the two trivial systems. One threshold serves all events of a
method and is tuned on the same documents, for every method alike.

    python -m benchmarks.tracking [--draws N] [DOCS.jsonl]

Without a file, the one in ../shared beside the checkout is taken.
"""

from __future__ import annotations

import argparse
import json
import math
import platform
import random
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from extractors.matching.background import BackgroundMissingError, load_background
from extractors.matching.profiles import build_profile, score_profile, text_terms, weigh

DOCUMENTS = Path(__file__).resolve().parents[2] / "shared" / "data" / "topic_tracking" / "docs.jsonl"

SEEDS_PER_DRAW, LEAST_DOCUMENTS, RANDOM_SEED = 5, 8, 13
FALSE_ALARM_COST = 0.1 * 0.98 / 0.02
"""What a false-alarm rate of 1 costs where a miss rate of 1 costs 1."""

STOP_WORDS = 300
THRESHOLDS = 600

Scores = NDArray[np.float64]
Method = Callable[[Sequence[int]], Scores]
_URL = re.compile(r"http\s*:|www")
_TOKEN = re.compile(r"\w\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One document of the set."""

    event: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """Rates at each threshold, averaged over events."""

    thresholds: Scores
    miss: Scores
    false_alarm: Scores
    sister: Scores

    @property
    def cost(self) -> Scores:
        """Normalised detection cost."""
        return self.miss + FALSE_ALARM_COST * self.false_alarm


def load_documents(path: Path) -> list[Document]:
    """Read the set; a first sentence that is an address is dropped."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    documents = []
    for row in rows:
        sentences = row["sentences"]
        start = 1 if sentences and _URL.match(sentences[0].strip()) else 0
        documents.append(Document(event=row["subtopic"], text="\n".join(sentences[start:])))
    return documents


def sister_of(event: str) -> str:
    """Return the other event of the same kind."""
    topic, _, kind = event.partition("_")
    return f"{topic}_{'ecb' if kind == 'ecbplus' else 'ecbplus'}"


def tfidf_centroid(documents: Sequence[Document], stop_words: frozenset[str], *, dampened: bool) -> Method:
    """Score by the cosine with the seeds' mean vector of one- and two-word counts."""
    counts = []
    for document in documents:
        tokens = [t for t in (found.lower() for found in _TOKEN.findall(document.text)) if t not in stop_words]
        counts.append(Counter(tokens + [f"{a} {b}" for a, b in pairwise(tokens)]))
    frequency = Counter(gram for count in counts for gram in count)
    least = 2 if dampened else 1
    columns = {gram: column for column, gram in enumerate(g for g, times in frequency.items() if times >= least)}
    matrix = np.zeros((len(documents), len(columns)), dtype=np.float32)
    for row, count in enumerate(counts):
        for gram, times in count.items():
            if gram in columns:
                weight = 1 + math.log(times) if dampened else times
                matrix[row, columns[gram]] = weight * (math.log((1 + len(documents)) / (1 + frequency[gram])) + 1)
    matrix /= np.linalg.norm(matrix, axis=1, keepdims=True) + 1e-9

    def score(seeds: Sequence[int]) -> Scores:
        centroid = matrix[list(seeds)].mean(axis=0)
        return np.asarray(matrix @ (centroid / np.linalg.norm(centroid)), dtype=np.float64)

    return score


def measure(documents: Sequence[Document], draws: Sequence[tuple[str, Sequence[int]]], method: Method) -> Curve:
    """Score every draw and average the rates over draws, then over events."""
    events = np.array([document.event for document in documents])
    scored: list[tuple[str, Scores, Scores, Scores]] = []
    for event, seeds in draws:
        scores = method(seeds)
        rest = np.ones(len(documents), dtype=bool)
        rest[list(seeds)] = False
        target, sister = events == event, events == sister_of(event)
        parts = (scores[rest & target], scores[rest & ~target & ~sister], scores[rest & sister])
        scored.append((event, *(np.sort(part) for part in parts)))  # type: ignore[arg-type]  # three parts, as above
    every = np.concatenate([part for _, *parts in scored for part in parts])
    thresholds = np.unique(np.quantile(every, np.linspace(0.9, 1, THRESHOLDS)))
    rates: defaultdict[str, list[Scores]] = defaultdict(list)
    for event, target_scores, other_scores, sister_scores in scored:
        miss = np.searchsorted(target_scores, thresholds) / len(target_scores)
        alarms = [
            1 - np.searchsorted(part, thresholds) / len(part) if len(part) else np.full(len(thresholds), np.nan)
            for part in (other_scores, sister_scores)
        ]
        rates[event].append(np.array([miss, *alarms]))
    miss, false_alarm, sister = np.nanmean(np.array([np.mean(draw, axis=0) for draw in rates.values()]), axis=0)
    return Curve(thresholds=thresholds, miss=miss, false_alarm=false_alarm, sister=sister)


def tell(name: str, curve: Curve, at: int) -> None:
    """Print one line of the table."""
    print(
        f"{name:<58} {curve.cost[at]:>7.4f} {curve.miss[at]:>7.3f} {curve.false_alarm[at]:>7.4f}"
        f" {curve.sister[at]:>7.3f} {curve.thresholds[at]:>10.3f}"
    )


def main() -> None:
    """Print the table of all methods."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.tracking", description=__doc__)
    parser.add_argument("documents", type=Path, nargs="?", metavar="DOCS.jsonl", default=DOCUMENTS)
    parser.add_argument("--draws", type=int, default=10, help="draws of five seeds for each event")
    given = parser.parse_args()
    if not given.documents.is_file():
        parser.error(f"{given.documents} does not exist; name a file of documents")
    try:
        background = load_background("en")
    except BackgroundMissingError as error:
        parser.error(str(error))
    documents = load_documents(given.documents)
    members: defaultdict[str, list[int]] = defaultdict(list)
    for index, document in enumerate(documents):
        members[document.event].append(index)
    chance = random.Random(RANDOM_SEED)
    draws = [
        (event, sorted(chance.sample(indices, SEEDS_PER_DRAW)))
        for event, indices in members.items()
        if len(indices) >= LEAST_DOCUMENTS
        for _ in range(given.draws)
    ]
    weighed = [weigh(text_terms(document.text), background) for document in documents]
    stop_words = frozenset(sorted(background, key=lambda word: -background[word])[:STOP_WORDS])

    def profile(seeds: Sequence[int]) -> Scores:
        built = build_profile([weighed[index] for index in seeds])
        return np.array([score_profile(built, text) for text in weighed])

    methods: dict[str, Method] = {
        "TF-IDF centroid": tfidf_centroid(documents, frozenset(), dampened=False),
        "TF-IDF centroid, log counts, stop words": tfidf_centroid(documents, stop_words, dampened=True),
        "seed profile: background rarity, names, years": profile,
    }
    curves = {name: measure(documents, draws, method) for name, method in methods.items()}
    bar = float(curves["TF-IDF centroid"].cost.min())
    print(f"{datetime.now(tz=UTC):%Y-%m-%d}, {platform.machine()}, Python {platform.python_version()}")
    print(f"{len(documents)} documents, {len({event for event, _ in draws})} events, {given.draws} draws each\n")
    print(f"{'method':<58} {'cost':>7} {'P_miss':>7} {'P_fa':>7} {'sister':>7} {'threshold':>10}")
    for name, curve in curves.items():
        tell(f"{name}: least cost", curve, int(curve.cost.argmin()))
    for limit in (0.03, 0.044, bar):
        print(f"\nleast alarms on the sister event at a cost of at most {limit:.3f}")
        for name, curve in curves.items():
            allowed = np.flatnonzero(curve.cost <= limit)
            if len(allowed):
                tell(name, curve, int(allowed[curve.sister[allowed].argmin()]))
            else:
                print(f"{name:<58} not reached")


if __name__ == "__main__":
    main()
