"""Floors on the development set and the seed documents, so that no change loses what was reached."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from extractors.evaluation.evaluation import Evaluation, evaluate, load_labelled
from extractors.language import identify_language
from extractors.reading import Reader
from tests.extractors.reading.conftest import make_article

PRECISION_FLOOR, RECALL_FLOOR, STORYLINE_FLOOR = 0.95, 0.75, 0.97


def day_of(row: dict[str, Any]) -> str | None:
    try:
        return datetime.strptime(row["date"], "%Y-%m-%d").replace(tzinfo=UTC).date().isoformat()
    except (TypeError, ValueError):
        return None


@pytest.fixture(scope="module")
def evaluation(reader: Reader, shared: Path) -> Evaluation:
    pairs = []
    for labelled, row in load_labelled(shared / "gold" / "dev.jsonl"):
        fields: dict[str, Any] = row
        article = make_article(
            fields["text"] or "", title=fields["title"] or "", day=day_of(fields), language=fields["lang"]
        )
        pairs.append((labelled, reader.read(article)))
    return evaluate(pairs)


def test_alerts_on_the_development_set_keep_their_precision_and_recall(evaluation: Evaluation) -> None:
    assert evaluation.alerts.precision >= PRECISION_FLOOR
    assert evaluation.alerts.recall >= RECALL_FLOOR


def test_the_two_headline_watches_never_raise_on_the_development_set(evaluation: Evaluation) -> None:
    raised = {miss.watch for miss in evaluation.misses if miss.raised}
    assert not raised & {"austin-li-meeting", "li-sanctions-lifted"}


def test_the_storyline_match_keeps_its_f1(evaluation: Evaluation) -> None:
    assert evaluation.storyline.f1 >= STORYLINE_FLOOR


def test_every_seed_document_is_on_the_storyline_and_tells_the_declined_meeting(reader: Reader, shared: Path) -> None:
    documents = sorted((shared / "seeds").glob("*.txt"))
    assert len(documents) == 5
    for document in documents:
        text = document.read_text(encoding="utf-8")
        reading = reader.read(make_article(text, day="2023-05-30", language=identify_language(text, None)))
        assert reading.match.on_storyline
        statuses = {event.status.value for event in reading.events if "austin-li-meeting" in event.watches}
        assert "declined" in statuses, document.name
        assert reading.raises == (), document.name
