"""Examples through the reader."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from extractors.evaluation.examples import ExampleOutcome, ExampleVerdict, article_of_example, read_examples
from extractors.reading import Reader
from seeds.examples import Example, WatchExamples, load_examples
from seeds.loading import STORYLINES_DIR
from tests.extractors.reading.language_passages import shipped_reader

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
REMOVED = "China has removed Li Shangfu as defence minister, state television said on Tuesday."
ROSES = "The roses in the valley are in bloom."


@pytest.fixture(scope="module")
def reader() -> Reader:
    return shipped_reader()


def only(reader: Reader, *, text: str, must_raise: bool, known_gap: bool = False) -> ExampleOutcome:
    example = Example(published=date(2023, 10, 25), text=text, why="a test", known_gap=known_gap)
    side = "must_raise" if must_raise else "must_not_raise"
    group = WatchExamples.model_validate({"watch": "li-shangfu-removed", side: {"en": [example]}})
    (outcome,) = read_examples([group], reader, NOW)
    return outcome


@pytest.mark.parametrize(
    ("text", "must_raise", "known_gap", "verdict"),
    [
        (REMOVED, True, False, ExampleVerdict.PASSED),
        (REMOVED, False, False, ExampleVerdict.FAILED),
        (ROSES, True, False, ExampleVerdict.FAILED),
        (ROSES, False, False, ExampleVerdict.PASSED),
        (ROSES, True, True, ExampleVerdict.KNOWN_GAP),
        (REMOVED, True, True, ExampleVerdict.UNEXPECTED_PASS),
    ],
)
def test_an_example_comes_out_as_its_side_and_mark_say(
    reader: Reader, text: str, must_raise: bool, known_gap: bool, verdict: ExampleVerdict
) -> None:
    assert only(reader, text=text, must_raise=must_raise, known_gap=known_gap).verdict is verdict


def test_an_outcome_names_its_place_in_the_file(reader: Reader) -> None:
    assert only(reader, text=ROSES, must_raise=False).key == "must_not_raise.en[0]"


def test_an_example_without_a_day_is_an_undated_article() -> None:
    article = article_of_example(Example(text=ROSES, why="a test"), "en", NOW)
    assert article.published_at is None
    assert article.published_precision is None


def test_shipped_examples_come_out_right_but_for_known_gaps(reader: Reader) -> None:
    watches = {watch.slug for watch in reader.storyline.watches}
    groups = load_examples(STORYLINES_DIR / reader.storyline.slug, watches)
    outcomes = read_examples(groups, reader, NOW)
    assert [f"{one.watch} {one.key}" for one in outcomes if one.verdict is ExampleVerdict.FAILED] == []
