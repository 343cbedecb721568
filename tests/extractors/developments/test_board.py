"""The watch board."""

from __future__ import annotations

from datetime import date

from extractors.developments.board import watch_board
from extractors.developments.closures import closed_since
from extractors.developments.developments import decide_developments
from extractors.developments.evidence import evidence_from_baseline
from tests.extractors.development_samples import (
    BACKGROUND,
    DECLINED,
    OCCURRED,
    OFFICES,
    PERSONS,
    SANCTIONS,
    evidence,
    instant,
    small_storyline,
)

STORYLINE = small_storyline()
NOW = instant("2024-06-02")
PERSONS_WATCH = STORYLINE.watches[0]


def test_board_shows_each_watch_in_the_order_of_the_seed_file() -> None:
    pieces = [
        *evidence_from_baseline(STORYLINE),
        evidence("2024-05-31", event_date="2024-05-31"),
        evidence("2024-06-01", event_date="2024-05-31", origin="group:ap"),
    ]
    changes = decide_developments([], [], pieces, STORYLINE, NOW).changes
    lines = watch_board(STORYLINE, [change.after for change in changes], NOW)
    assert [(line.watch, line.status, line.origins, line.closed_since) for line in lines] == [
        (PERSONS, DECLINED, 1, date(2023, 10, 24)),
        (OFFICES, OCCURRED, 2, None),
        (SANCTIONS, None, 0, None),
    ]
    assert lines[0].since == instant("2023-05-29")
    assert lines[2].development_id is None


def test_recollection_does_not_hide_the_news() -> None:
    pieces = [
        evidence("2024-05-20", DECLINED),
        evidence("2024-06-01", BACKGROUND, event_date="2022-06-10", participants=("austin",)),
    ]
    changes = decide_developments([], [], pieces, STORYLINE, NOW).changes
    lines = watch_board(STORYLINE, [change.after for change in changes], NOW)
    assert lines[1].status is DECLINED


def test_watch_is_open_until_the_end_of_office_is_public() -> None:
    assert closed_since(PERSONS_WATCH, STORYLINE, date(2023, 10, 23)) is None
    assert closed_since(PERSONS_WATCH, STORYLINE, date(2023, 10, 24)) == date(2023, 10, 24)


def test_watch_is_open_before_its_persons_took_office() -> None:
    assert closed_since(PERSONS_WATCH, STORYLINE, date(2023, 1, 1)) is None


def test_watch_that_never_closes_stays_open() -> None:
    assert closed_since(STORYLINE.watches[1], STORYLINE, date(2030, 1, 1)) is None
