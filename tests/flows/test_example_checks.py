"""What `storywatch check` tells about examples."""

from __future__ import annotations

from pathlib import Path

from extractors.evaluation.examples import ExampleOutcome, ExampleVerdict
from flows.example_checks import CheckedExample, example_rows, failed_examples, unexpected_passes
from seeds.examples import Example


def checked(verdict: ExampleVerdict, *, must_raise: bool = True, language: str = "en") -> CheckedExample:
    outcome = ExampleOutcome(
        watch="they-met",
        language=language,
        must_raise=must_raise,
        index=0,
        example=Example(title="Talks", text="They met.", why="told as done"),
        verdict=verdict,
        events=("meeting proposed (weak): trigger:met",),
    )
    return CheckedExample(path=Path("they-met.yaml"), outcome=outcome)


ALL = (
    checked(ExampleVerdict.PASSED),
    checked(ExampleVerdict.FAILED),
    checked(ExampleVerdict.KNOWN_GAP),
    checked(ExampleVerdict.UNEXPECTED_PASS, language="zh"),
    checked(ExampleVerdict.PASSED, must_raise=False),
)


def test_a_row_counts_what_came_out_right_by_direction_and_language() -> None:
    row, total = example_rows(ALL)
    assert row == {
        "watch": "they-met",
        "must_raise": "en 1/3 zh 1/1",
        "must_not_raise": "en 1/1",
        "known_gaps": 1,
        "failed": 1,
    }
    assert total == {**row, "watch": "all"}


def test_known_gaps_are_no_failures() -> None:
    assert failed_examples(ALL) == [ALL[1]]


def test_passes_of_known_gaps_are_told() -> None:
    assert unexpected_passes(ALL) == [ALL[3]]


def test_a_failure_tells_expectation_words_and_what_was_read() -> None:
    assert ALL[1].message == (
        "must raise they-met (told as done): “Talks | They met.”; read: meeting proposed (weak): trigger:met"
    )


def test_no_examples_make_no_rows() -> None:
    assert example_rows(()) == []
