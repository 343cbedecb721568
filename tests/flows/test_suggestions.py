"""The match.yaml that `storywatch seeds build` suggests."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from extractors.evaluation.examples import article_of_example
from extractors.records.articles import Article
from flows.cli import app
from flows.suggestions import suggest_match
from seeds.examples import Example
from seeds.loading import load_yaml_model
from seeds.storyline import MatchProfile

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
TEXTS = (
    "The library of Weltheim burned on Monday. The fire broke out at noon, said Mayor Orlova.",
    "In Weltheim the fire at the library broke out in a cellar. Nobody was hurt, Orlova said.",
)


def background(language: str) -> Mapping[str, float]:
    assert language in {"en", "no"}
    return {"the": 0.05, "in": 0.02, "of": 0.03, "at": 0.01, "a": 0.03, "out": 5e-3, "on": 0.01}


def seed(text: str, language: str = "en") -> Article:
    return article_of_example(Example(published=date(2023, 6, 3), text=text, why="a seed"), language, NOW)


def suggested(tmp_path: Path, *articles: Article) -> MatchProfile:
    path = tmp_path / "match.yaml"
    path.write_text(suggest_match(articles, background), encoding="utf-8")
    return load_yaml_model(path, MatchProfile)


def test_the_suggestion_is_a_match_file_with_what_the_seeds_share(tmp_path: Path) -> None:
    profile = suggested(tmp_path, *(seed(text) for text in TEXTS))
    terms = {term.term: term.weight for term in profile.terms["en"]}
    assert {"weltheim", "orlova", "library", "fire"} <= set(terms)
    assert "cellar" not in terms
    assert sum(terms.values()) == pytest.approx(10, abs=0.2)
    assert profile.title_threshold is not None
    assert 0 < profile.title_threshold < profile.gate_threshold < profile.threshold < 10


def test_norwegian_is_no_truth_value(tmp_path: Path) -> None:
    assert set(suggested(tmp_path, *(seed(text, "no") for text in TEXTS)).terms) == {"no"}


def test_chinese_terms_are_left_to_a_person(tmp_path: Path) -> None:
    text = suggest_match([seed("图书馆失火。", "zh")], background)
    assert "# zh: 1 seeds" in text
    assert suggested(tmp_path, seed("图书馆失火。", "zh")).terms == {}


def test_no_seed_no_terms(tmp_path: Path) -> None:
    assert suggested(tmp_path).terms == {}


def test_the_command_prints_the_suggestion(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("wordfreq", reason="word frequencies are an extra")
    path = tmp_path / "seeds.jsonl"
    rows = [{"id": str(i), "lang": "en", "title": "", "text": text} for i, text in enumerate(TEXTS)]
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    app(["seeds", "build", str(path)], prog_name="storywatch", standalone_mode=False)
    out = capsys.readouterr().out
    assert '- {term: "weltheim"' in out
