"""What becomes of a development whose only article is edited to tell another day and place."""

from __future__ import annotations

from dataclasses import replace

from extractors.records.developments import Evidence
from seeds.watches import Stage
from tests.extractors.development_samples import OFFICES, evidence, instant
from tests.extractors.developments.test_withdrawals import withdraw
from tests.extractors.developments.world import World, steps

WRONG = evidence("2024-05-14T09:00", event_date="2024-05-13", place="singapore", article="piece")
OTHER = evidence("2024-05-14T12:00", event_date="2024-05-13", place="singapore", origin="group:ap")


def edited(event_date: str, place: str) -> Evidence:
    """Return what the next version of the piece tells, seen an hour later."""
    told = evidence("2024-05-14T09:00", event_date=event_date, place=place, article="piece-2")
    return replace(told, article_id=WRONG.article_id, fetched_at=instant("2024-05-14T10:00"))


def test_another_day_and_place_in_the_edited_words_correct_the_development_once() -> None:
    world = World()
    world.tell(WRONG)
    right = edited("2024-05-08", "vientiane")
    assert steps(world.tell(right)) == [("alert", "occurred", "corrected")]
    assert withdraw(world, WRONG, now="2024-05-14T10:00") == []
    [development] = world.of(OFFICES)
    assert (str(development.event_date), development.place) == ("2024-05-08", "vientiane")


def test_what_another_origin_tells_too_stays_beside_what_the_edited_words_tell() -> None:
    world = World()
    world.tell(WRONG, OTHER)
    assert steps(world.tell(edited("2024-05-08", "vientiane"))) == [("alert", "occurred", "reported")]
    assert withdraw(world, WRONG, now="2024-05-14T10:00") == []
    assert sorted(str(d.event_date) for d in world.of(OFFICES)) == ["2024-05-08", "2024-05-13"]


def test_one_of_two_occasions_that_is_edited_away_is_retracted() -> None:
    world = World()
    both = evidence("2024-05-14T09:00", event_date="2024-05-08", place="vientiane", article="piece")
    world.tell(WRONG, both)
    world.tell(edited("2024-05-08", "vientiane"))
    assert steps(withdraw(world, WRONG, both, now="2024-05-14T10:00")) == [("alert", "not_occurred", "retracted")]
    assert len([d for d in world.of(OFFICES) if d.stage is Stage.REPORTED]) == 1


def test_a_misdated_report_that_is_edited_belongs_to_the_occasion_that_is_known() -> None:
    world = World()
    known = [evidence("2024-05-09", event_date="2024-05-08", origin=f"group:{name}") for name in ("ap", "bbc")]
    world.tell(*known)
    [true] = world.of(OFFICES)
    world.tell(WRONG)
    [alert] = world.tell(edited("2024-05-08", "vientiane"))
    assert steps([alert]) == [("alert", "occurred", "corrected")]
    assert alert.heir is not None
    assert alert.heir.development_id == true.development_id
    assert alert.was is not None
    assert str(alert.was.event_date) == "2024-05-13"
    assert withdraw(world, WRONG, now="2024-05-14T10:00") == []
