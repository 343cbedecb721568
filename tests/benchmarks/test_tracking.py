"""The tracking benchmark counts as the protocol says."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from benchmarks.tracking import Document, Scores, load_documents, measure, sister_of, tfidf_centroid

# Two seeds, two targets, two documents of the sister event, two others.
EVENTS = ("1_ecb", "1_ecb", "1_ecb", "1_ecb", "1_ecbplus", "1_ecbplus", "2_ecb", "2_ecb")
DOCUMENTS = [Document(event=event, text="") for event in EVENTS]
SCORES = np.array([9.0, 9.0, 0.9, 0.5, 0.6, 0.2, 0.7, 0.1])


def fixed(seeds: Sequence[int]) -> Scores:
    return SCORES


def test_rates_leave_out_seeds_and_keep_the_sister_apart() -> None:
    curve = measure(DOCUMENTS, [("1_ecb", (0, 1))], fixed)
    strict = int(np.searchsorted(curve.thresholds, 0.75))
    assert curve.miss[strict] == 0.5
    assert curve.false_alarm[strict] == 0.0
    assert curve.sister[strict] == 0.0


def test_a_false_alarm_costs_nearly_five_misses() -> None:
    curve = measure(DOCUMENTS, [("1_ecb", (0, 1))], fixed)
    assert curve.cost == pytest.approx(curve.miss + 4.9 * curve.false_alarm)


def test_the_sister_is_the_other_event_of_the_topic() -> None:
    assert sister_of("7_ecb") == "7_ecbplus"
    assert sister_of("7_ecbplus") == "7_ecb"


def test_an_address_in_front_is_dropped(tmp_path: Path) -> None:
    path = tmp_path / "docs.jsonl"
    rows = [
        {"subtopic": "1_ecb", "sentences": ["http : / / example . org", "They met ."]},
        {"subtopic": "1_ecb", "sentences": ["They met .", "Again ."]},
    ]
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    assert [document.text for document in load_documents(path)] == ["They met .", "They met .\nAgain ."]


def test_the_centroid_prefers_the_seeds_words() -> None:
    texts = ("lions roar loudly", "lions roar softly", "lions roar", "ships sail")
    documents = [Document(event="1_ecb", text=text) for text in texts]
    scores = tfidf_centroid(documents, frozenset(), dampened=False)((0, 1))
    assert scores[2] > scores[3]
