"""Label files: what is read of a line, and how a faulty one is named."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from extractors.articles.article_files import ArticleFileError
from extractors.evaluation.labels import Label, LabelledArticle, load_labelled, load_labelled_articles

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
ROW: dict[str, Any] = {
    "id": "p1",
    "url": "https://example.org/p1",
    "publisher": "example.org",
    "date": "2023-06-03",
    "lang": "en",
    "title": "A handshake",
    "text": "They shook hands.",
    "on_storyline": True,
    "developments": [{"watch": "shook", "status": "occurred", "evidence": "shook hands", "derived": False}],
    "should_alert": ["shook"],
    "ambiguous": False,
}


def write(tmp_path: Path, *rows: object) -> Path:
    path = tmp_path / "set.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in rows) + "\n", encoding="utf-8")
    return path


def only(path: Path) -> LabelledArticle:
    ((labelled, _),) = load_labelled(path)
    return labelled


def test_labels_and_expected_alerts_are_read(tmp_path: Path) -> None:
    labelled = only(write(tmp_path, ROW))
    assert labelled.should_alert == {"shook"}
    assert labelled.labels == (Label(watch="shook", status="occurred", evidence="shook hands"),)


def test_an_ambiguous_row_without_watches_is_left_out_whole(tmp_path: Path) -> None:
    labelled = only(write(tmp_path, {**ROW, "ambiguous": True}))
    assert labelled.ambiguous


def test_an_ambiguous_row_with_watches_leaves_out_only_these(tmp_path: Path) -> None:
    labelled = only(write(tmp_path, {**ROW, "ambiguous": True, "ambiguous_watches": ["met"]}))
    assert not labelled.ambiguous
    assert labelled.ambiguous_watches == {"met"}


def test_each_label_stands_beside_its_article(tmp_path: Path) -> None:
    pairs = list(load_labelled_articles(write(tmp_path, ROW, {**ROW, "id": "p2", "title": "Another"}), NOW))
    assert [(labelled.id, article.title) for labelled, article in pairs] == [("p1", "A handshake"), ("p2", "Another")]


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ({"id": "a"}, r"set\.jsonl:2: not a labelled article: on_storyline is missing"),
        ({**ROW, "should_alert": "shook"}, "should_alert: 'shook' is of the wrong type"),
        ({**ROW, "should_alert": [3]}, r"should_alert: \[3\] is not a list of watch slugs"),
        ({**ROW, "developments": [{"watch": "shook"}]}, r"developments\[0\]\.status is missing"),
        ({**ROW, "developments": ["shook"]}, r"developments\[0\]: a JSON object is expected"),
        (["not", "an", "object"], "a JSON object is expected"),
    ],
)
def test_a_faulty_line_is_refused_with_line_and_field(tmp_path: Path, row: object, fault: str) -> None:
    path = write(tmp_path, ROW, row)
    with pytest.raises(ArticleFileError, match=fault):
        list(load_labelled(path))


def test_a_line_that_is_no_json_is_refused_with_its_number(tmp_path: Path) -> None:
    path = write(tmp_path, ROW)
    path.write_text(path.read_text(encoding="utf-8") + "{oops\n", encoding="utf-8")
    with pytest.raises(ArticleFileError, match=r"set\.jsonl:2: not JSON"):
        list(load_labelled(path))


def test_only_jsonl_holds_labels(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text("<p>no labels</p>", encoding="utf-8")
    with pytest.raises(ArticleFileError, match=r"\.jsonl"):
        list(load_labelled_articles(path, NOW))
