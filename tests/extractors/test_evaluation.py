"""Scores of readings against labels."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractors.evaluation import LabelledArticle, evaluate, load_labelled
from extractors.records.reading import Reading, StorylineMatch

MATCH = StorylineMatch(score=9.0, on_storyline=True, evidence=())


def reading(*raises: str) -> Reading:
    return Reading(version_id="v", reader_version="1", match=MATCH, raises=raises)


def labelled(*should_alert: str, ambiguous: bool = False) -> LabelledArticle:
    return LabelledArticle(
        id="a", language="en", on_storyline=True, should_alert=frozenset(should_alert), ambiguous=ambiguous
    )


def test_precision_and_recall_count_watches_of_articles() -> None:
    result = evaluate([(labelled("met", "left"), reading("met")), (labelled(), reading("met"))])
    assert (result.alerts.right, result.alerts.wrong, result.alerts.missed) == (1, 1, 1)
    assert result.alerts.precision == 0.5
    assert result.by_watch["left"].recall == 0.0


def test_ambiguous_articles_do_not_count_for_alerts() -> None:
    result = evaluate([(labelled("met", ambiguous=True), reading())])
    assert result.scored == 0
    assert result.alerts.missed == 0


def test_each_miss_names_article_and_watch() -> None:
    result = evaluate([(labelled("met"), reading("left"))])
    assert {(miss.watch, miss.raised) for miss in result.misses} == {("met", False), ("left", True)}


def test_a_line_without_labels_is_refused_with_its_number(tmp_path: Path) -> None:
    path = tmp_path / "set.jsonl"
    path.write_text('{"id": "a"}\n', encoding="utf-8")
    with pytest.raises(ValueError, match=r"set\.jsonl:1: not a labelled article"):
        list(load_labelled(path))
