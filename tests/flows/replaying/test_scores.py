"""Messages of a replay against a ledger: what counts as true, false, withdrawn, and how quick it was."""

from __future__ import annotations

from datetime import UTC, date, datetime

from flows.replaying.replay import FoundedMessage, ReplayMessage
from flows.replaying.score_tables import score_tables
from flows.replaying.scores import Score, score_replay
from seeds.ledger import Ledger
from seeds.loading import load_storyline

STORYLINE = load_storyline("us-china-defense")
MEETING = "us-prc-defense-ministers-meeting"


def message(
    time: str,
    stage: str = "reported",
    *,
    development: str = "dev-1",
    day: str | None = "2024-05-31",
    status: str = "occurred",
    place: str | None = None,
) -> FoundedMessage:
    line = ReplayMessage(
        time=datetime.fromisoformat(time).replace(tzinfo=UTC),
        watch=MEETING,
        development_id=development,
        stage=stage,
        status=status,
        event_date=date.fromisoformat(day) if day else None,
        article_id="a",
        outlet="alpha",
        origins=1,
        quote="They met.",
        kind="alert",
    )
    return FoundedMessage(message=line, place=place)


def score(*messages: FoundedMessage, withdrawn: str | None = None) -> Score:
    ledger = Ledger.model_validate(
        {
            "developments": [{"watch": MEETING, "date": "2024-05-31", "place": "singapore"}],
            "withdrawn": [{"watch": MEETING, "date": withdrawn}] if withdrawn else [],
        }
    )
    return score_replay(messages, ledger, STORYLINE)


def test_hours_count_from_the_beginning_of_the_day() -> None:
    found = score(message("2024-05-31T08:30"), message("2024-05-31T20:00", "corroborated"))
    assert (found.precision, found.recall) == (1.0, 1.0)
    assert (found.median_hours_to_reported, found.median_hours_to_corroborated) == (8.5, 20.0)


def test_a_second_thread_of_one_development_is_counted() -> None:
    found = score(message("2024-05-31T08:30"), message("2024-06-01T08:30", development="dev-2", day="2024-06-01"))
    assert found.threads_per_development == 2.0


def test_another_day_or_place_is_false() -> None:
    elsewhere = message("2024-05-31T08:30", development="dev-2", place="beijing")
    later = message("2024-06-09T08:30", development="dev-3", day="2024-06-09")
    found = score(message("2024-05-31T08:30"), elsewhere, later)
    assert [line.development_id for line in found.false] == ["dev-2", "dev-3"]
    assert found.precision == 1 / 3


def test_without_a_day_the_message_must_fall_within_the_news_window() -> None:
    assert score(message("2024-06-08T08:30", day=None)).recall == 1.0
    assert score(message("2024-06-20T08:30", day=None)).recall == 0.0


def test_a_false_report_that_was_withdrawn_and_retracted_is_not_held_against_it() -> None:
    told = message("2024-06-05T08:30", day="2024-06-05", development="dev-2")
    back = message("2024-06-05T10:30", "retracted", day="2024-06-05", development="dev-2", status="denied")
    found = score(message("2024-05-31T08:30"), told, back, withdrawn="2024-06-05")
    assert (found.precision, found.false) == (1.0, ())
    assert [(line.developments, line.hours_to_retracted) for line in found.withdrawn] == [(("dev-2",), 2.0)]
    assert found.median_hours_to_retracted == 2.0


def test_a_withdrawn_report_that_still_stands_is_false() -> None:
    told = message("2024-06-05T08:30", day="2024-06-05", development="dev-2")
    found = score(message("2024-05-31T08:30"), told, withdrawn="2024-06-05")
    assert found.precision == 0.5
    assert [line.hours_to_retracted for line in found.false] == [None]


def test_where_nothing_was_raised_precision_is_unknown() -> None:
    found = score()
    assert (found.precision, found.recall, found.threads_per_development) == (None, 0.0, None)


def test_the_tables_have_a_line_for_each_development() -> None:
    told = message("2024-06-05T08:30", day="2024-06-05", development="dev-2")
    figures, lines = score_tables(score(message("2024-05-31T08:30"), told))
    assert figures.row_count == 7
    assert lines.row_count == 2
