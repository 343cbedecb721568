"""`storywatch evaluate` on small files of labelled articles."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from extractors.articles.article_files import ArticleFileError
from flows.cli import app

MET = {
    "id": "met",
    "url": "https://example.org/met",
    "publisher": "example.org",
    "date": "2023-10-24",
    "lang": "en",
    "title": "China removes defence minister Li Shangfu",
    "text": "China has removed Li Shangfu as defence minister, state television reported on Tuesday.",
    "on_storyline": True,
    "developments": [
        {"watch": "li-shangfu-removed", "status": "occurred", "evidence": "has removed Li Shangfu as defence minister"}
    ],
    "should_alert": ["li-shangfu-removed"],
    "ambiguous": False,
}
GARDEN = {
    "id": "garden",
    "url": "https://example.org/garden",
    "publisher": "example.org",
    "date": "2023-10-24",
    "lang": "en",
    "title": "Roses in October",
    "text": "The garden in the valley stood in full bloom, and the minister of parks sent greetings.",
    "on_storyline": False,
    "developments": [{"watch": "biden-xi-meeting", "status": "occurred", "evidence": "sent greetings"}],
    "should_alert": ["biden-xi-meeting"],  # wrong on purpose: it must come out as missed
    "ambiguous": False,
}


def write(path: Path, *rows: dict[str, Any]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def evaluate(*arguments: object) -> None:
    app(["evaluate", *map(str, arguments)], prog_name="storywatch", standalone_mode=False)


def test_json_is_one_array_with_an_object_for_each_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one, two = write(tmp_path / "one.jsonl", MET), write(tmp_path / "two.jsonl", GARDEN)
    evaluate(one, two, "--json")
    rows = json.loads(capsys.readouterr().out)
    assert [row["file"] for row in rows] == [str(one), str(two)]
    assert rows[0]["alerts"]["precision"] == 1.0
    assert rows[1]["alerts"]["precision"] is None
    assert rows[1]["watches"]["biden-xi-meeting"]["missed"] == 1


def test_each_miss_is_told_with_title_and_expected_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    evaluate(write(tmp_path / "one.jsonl", GARDEN), "--json")
    (row,) = json.loads(capsys.readouterr().out)
    (miss,) = row["misses"]
    assert (miss["id"], miss["title"], miss["kind"]) == ("garden", "Roses in October", "missed")
    assert miss["expected"] == ["sent greetings"]


def test_people_see_a_dash_for_a_rate_of_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    evaluate(write(tmp_path / "one.jsonl", {**GARDEN, "should_alert": [], "developments": []}))
    alerts = next(line for line in capsys.readouterr().out.splitlines() if line.strip().startswith("alerts"))
    assert alerts.split() == ["alerts", "0", "0", "0", "–", "–", "–"]


def test_people_see_the_misses_when_they_ask(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(tmp_path / "one.jsonl", GARDEN)
    evaluate(path)
    assert "sent greetings" not in capsys.readouterr().out
    evaluate(path, "--misses")
    assert "garden (en) missed: biden-xi-meeting" in capsys.readouterr().out


def test_a_faulty_line_is_named_with_its_field(tmp_path: Path) -> None:
    broken = {key: value for key, value in MET.items() if key != "should_alert"}
    with pytest.raises(ArticleFileError, match=r"one\.jsonl:2: .*should_alert is missing"):
        evaluate(write(tmp_path / "one.jsonl", GARDEN, broken))
