"""What was once reached on the spent sets is kept."""

from __future__ import annotations

import pytest

from extractors.reading import Reader
from tests.extractors.reading.language_passages import shipped_reader
from tests.quality.score import LEDGER, SETS_DIR, SpentSet, load_spent, score_set, scored_sets

SPENT_SETS = load_spent()


@pytest.fixture(scope="module")
def reader() -> Reader:
    return shipped_reader()


@pytest.mark.parametrize("spent", SPENT_SETS, ids=lambda spent: spent.set)
def test_a_spent_set_keeps_its_precision_and_recall(spent: SpentSet, reader: Reader) -> None:
    alerts = score_set(SETS_DIR / f"{spent.set}.jsonl", reader).alerts
    assert (alerts.precision or 0) >= spent.precision
    assert (alerts.recall or 0) >= spent.recall


def test_no_set_is_spent_before_its_first_score_is_written_down() -> None:
    assert {spent.set for spent in SPENT_SETS} <= scored_sets(LEDGER.read_text(encoding="utf-8"))
