"""What `storywatch evaluate` shows: an evaluation in, JSON rows and tables for people out. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from extractors.evaluation.evaluation import Evaluation, Miss, Score, StatusScore

NO_RATE = "–"
"""Stands where a rate has nothing under its fraction bar."""

SCORE_COLUMNS = {
    "name": "",
    "right": "right",
    "wrong": "wrong",
    "missed": "missed",
    "precision": "precision",
    "recall": "recall",
    "f1": "F1",
}
STATUS_COLUMNS = {"name": "status", "labelled": "labelled", "found": "found", "share": "share"}
CONFUSION_COLUMNS = {"labelled": "labelled", "read": "read", "count": "count"}


def evaluation_row(file: str, reader_version: str, titles: Mapping[str, str], outcome: Evaluation) -> dict[str, Any]:
    """Return the JSON object of one file; ``titles`` maps the ids of its articles to their titles."""
    return {
        "file": file,
        "reader_version": reader_version,
        "articles": outcome.articles,
        "scored": outcome.scored,
        "alerts": score_row(outcome.alerts),
        "watches": {name: score_row(score) for name, score in outcome.by_watch.items()},
        "languages": {name: score_row(score) for name, score in outcome.by_language.items()},
        "strengths": {name: score_row(score) for name, score in outcome.by_strength.items()},
        "storyline": score_row(outcome.storyline),
        "status_found": status_row(outcome.statuses),
        "statuses": {name: status_row(score) for name, score in outcome.by_status.items()},
        "confusion": [
            {"labelled": labelled, "read": read, "count": count}
            for (labelled, read), count in outcome.status_confusion.items()
        ],
        "misses": [_miss_row(miss, titles.get(miss.article_id, "")) for miss in outcome.misses],
    }


def score_row(score: Score) -> dict[str, Any]:
    """Return counts and rates of a score; a rate of nothing is null."""
    return {
        "right": score.right,
        "wrong": score.wrong,
        "missed": score.missed,
        "precision": score.precision,
        "recall": score.recall,
        "f1": score.f1,
    }


def status_row(score: StatusScore) -> dict[str, Any]:
    """Return counts and share of labels found."""
    return {"labelled": score.labelled, "found": score.found, "share": score.share}


def score_table(row: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the lines of one file: all alerts; then by language, strength and watch; then the storyline."""
    lines = [{"name": "alerts", **row["alerts"]}]
    for group, heading in (("languages", "language"), ("strengths", "words"), ("watches", "watch")):
        lines += [{"name": f"{heading} {name}", **score} for name, score in row[group].items()]
    lines.append({"name": "storyline", **row["storyline"]})
    return [_shown(line) for line in lines]


def status_table(row: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the lines of the table of statuses, all together first."""
    lines = [{"name": "all", **row["status_found"]}]
    lines += [{"name": name, **score} for name, score in row["statuses"].items()]
    return [_shown(line) for line in lines]


def miss_text(row: Mapping[str, Any]) -> str:
    """Return the misses as paragraphs: what was expected in which words, and what was read with which cues."""
    return "\n".join(line for miss in row["misses"] for line in _miss_lines(miss))


def _miss_lines(miss: Mapping[str, Any]) -> Iterator[str]:
    yield f"{miss['id']} ({miss['language']}) {miss['kind']}: {miss['watch']}"
    yield f"  title: {miss['title'] or 'none'}"
    yield f"  expected words: {' | '.join(miss['expected']) or 'none'}"
    for event in miss["events"]:
        yield f"  read: {event['mode']} {event['status']} ({event['strength']}): {event['quote']}"
        yield f"    cues: {', '.join(event['cues'])}"
    if not miss["events"]:
        yield "  read: nothing"
    yield ""


def _shown(line: dict[str, Any]) -> dict[str, Any]:
    return {key: NO_RATE if value is None else value for key, value in line.items()}


def _miss_row(miss: Miss, title: str) -> dict[str, Any]:
    return {
        "id": miss.article_id,
        "language": miss.language,
        "title": title,
        "watch": miss.watch,
        "kind": "wrong" if miss.raised else "missed",
        "expected": list(miss.expected_words),
        "events": [
            {
                "mode": event.mode.value,
                "status": event.status.value,
                "strength": event.strength.value,
                "watches": list(event.watches),
                "quote": event.quote,
                "cues": list(event.cues),
            }
            for event in miss.events
        ],
    }
