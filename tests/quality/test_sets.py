"""The sets of labelled passages are whole and agree with the rules of labelling."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from seeds.loading import load_yaml_model
from seeds.model import SeedModel

SETS_DIR = Path(__file__).parent / "sets"
LANGUAGES = Path(__file__).parent / "languages.yaml"
FIELDS = {
    "id",
    "url",
    "publisher",
    "date",
    "lang",
    "title",
    "text",
    "on_storyline",
    "developments",
    "should_alert",
    "ambiguous",
    "ambiguous_watches",
    "note",
}
DEVELOPMENT_FIELDS = {"watch", "status", "date_of_event", "evidence", "derived"}
STATUSES = {"occurred", "scheduled", "proposed", "declined", "denied", "not_occurred", "background"}
WATCHES = {
    "austin-li-meeting",
    "us-prc-defense-ministers-meeting",
    "us-prc-defense-ministers-call",
    "austin-li-handshake",
    "li-sanctions-lifted",
    "blinken-beijing-visit",
    "mil-mil-dialogue-resumed",
    "li-shangfu-removed",
    "new-prc-defense-minister",
    "biden-xi-meeting",
    "us-prc-mil-incident",
}
NEWS_WINDOW = timedelta(days=10)  # an event that ended longer ago is recalled, not news
LI_IN_OFFICE = (date(2023, 3, 12), date(2023, 10, 24))
SET_FILES = sorted(SETS_DIR.glob("*.jsonl"))


class SetLanguages(SeedModel):
    """`languages.yaml`: passages by language, by a set's name or its kind."""

    languages: dict[str, dict[str, int]]


def load_set(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.fixture(params=SET_FILES, ids=lambda path: path.stem)
def set_file(request: pytest.FixtureRequest) -> Path:
    path: Path = request.param
    return path


@pytest.fixture
def passages(set_file: Path) -> list[dict[str, Any]]:
    return load_set(set_file)


def parse_day(text: str | None) -> date | None:
    """Return the day, or nothing where the text names only a month or a year."""
    return date.fromisoformat(text) if text and len(text) == 10 else None


def test_there_are_sets() -> None:
    assert SET_FILES


def test_every_passage_has_exactly_the_stated_fields(passages: list[dict[str, Any]]) -> None:
    for passage in passages:
        assert set(passage) == FIELDS, passage["id"]
        assert passage["text"].strip(), passage["id"]
        assert passage["note"].strip(), passage["id"]
        for development in passage["developments"]:
            assert set(development) == DEVELOPMENT_FIELDS, passage["id"]
            assert development["watch"] in WATCHES, passage["id"]
            assert development["status"] in STATUSES, passage["id"]


def test_every_evidence_is_quoted_from_title_or_text(passages: list[dict[str, Any]]) -> None:
    for passage in passages:
        for development in passage["developments"]:
            evidence = development["evidence"]
            assert evidence, passage["id"]
            assert evidence in (passage["title"] or "") or evidence in passage["text"], (passage["id"], evidence)


def test_alerts_are_the_occurred_watches_that_are_not_ambiguous(passages: list[dict[str, Any]]) -> None:
    for passage in passages:
        occurred = {item["watch"] for item in passage["developments"] if item["status"] == "occurred"}
        assert len(passage["should_alert"]) == len(set(passage["should_alert"])), passage["id"]
        assert set(passage["should_alert"]) == occurred - set(passage["ambiguous_watches"]), passage["id"]
        assert passage["ambiguous"] == bool(passage["ambiguous_watches"]), passage["id"]
        assert set(passage["ambiguous_watches"]) <= WATCHES, passage["id"]


def test_occurred_lies_within_ten_days_before_the_article(passages: list[dict[str, Any]]) -> None:
    for passage in passages:
        published = parse_day(passage["date"])
        for development in passage["developments"]:
            event_day = parse_day(development["date_of_event"])
            if published and event_day and development["status"] == "occurred":
                assert timedelta(0) <= published - event_day <= NEWS_WINDOW, (passage["id"], development["watch"])


def test_background_lies_longer_ago_than_ten_days(passages: list[dict[str, Any]]) -> None:
    for passage in passages:
        published = parse_day(passage["date"])
        for development in passage["developments"]:
            event_day = parse_day(development["date_of_event"])
            if published and event_day and development["status"] == "background":
                assert published - event_day > NEWS_WINDOW, (passage["id"], development["watch"])


def test_a_meeting_of_the_two_men_in_office_is_a_meeting_of_the_offices(passages: list[dict[str, Any]]) -> None:
    for passage in passages:
        occurred = {
            item["watch"]: parse_day(item["date_of_event"])
            for item in passage["developments"]
            if item["status"] == "occurred"
        }
        event_day = occurred.get("austin-li-meeting")
        if event_day:
            in_office = LI_IN_OFFICE[0] <= event_day <= LI_IN_OFFICE[1]
            assert ("us-prc-defense-ministers-meeting" in occurred) == in_office, passage["id"]


def test_languages_are_counted_as_stated(set_file: Path, passages: list[dict[str, Any]]) -> None:
    stated = load_yaml_model(LANGUAGES, SetLanguages).languages
    counts = stated.get(set_file.stem) or stated[set_file.stem.split("-")[0]]
    assert Counter(passage["lang"] for passage in passages) == counts


def test_passages_are_unique_over_all_sets() -> None:
    everything = [passage for path in SET_FILES for passage in load_set(path)]
    for field in ("id", "url", "text"):
        repeated = [value for value, times in Counter(passage[field] for passage in everything).items() if times > 1]
        assert not repeated, field
