"""How far back new evidence asks for history."""

from __future__ import annotations

from datetime import date

from extractors.developments.reach import PARTED, spans_of, stretches_left, windows_of
from extractors.records.windows import EvidenceWindow
from tests.extractors.development_samples import (
    BACKGROUND,
    DECLINED,
    OFFICES,
    PERSONS,
    evidence,
    small_storyline,
)
from warehouse.evidence import BESIDE

STORYLINE = small_storyline()


def test_a_report_reaches_a_quarter_of_a_year_around_its_day() -> None:
    report = evidence("2024-05-31T09:00", event_date="2024-05-31", watch=OFFICES)
    assert windows_of([report], STORYLINE) == (
        EvidenceWindow(watch=OFFICES, days=((date(2024, 2, 27), date(2024, 9, 2)),)),
    )


def test_words_without_a_day_also_recall_what_lies_before_the_news() -> None:
    recollection = evidence("2024-05-31T09:00", status=BACKGROUND, watch=OFFICES)
    (window,) = windows_of([recollection], STORYLINE)
    assert window.recalled_before == (date(2024, 5, 21),)


def test_a_refusal_reaches_half_a_year_and_stretches_that_touch_are_one() -> None:
    pieces = [evidence("2024-05-31T09:00", status=DECLINED, watch=PERSONS), evidence("2024-03-01T09:00", watch=PERSONS)]
    (window,) = windows_of(pieces, STORYLINE)
    assert window.days == ((date(2023, 11, 28), date(2024, 11, 29)),)


def test_an_old_day_is_a_stretch_of_its_own() -> None:
    old = evidence("2024-05-31T09:00", event_date="2022-11-22", watch=OFFICES)
    new = evidence("2024-05-31T09:00", event_date="2024-05-31", watch=OFFICES)
    (window,) = windows_of([old, new], STORYLINE)
    assert [last.year for _, last in window.days] == [2023, 2024]


def test_plans_and_refusals_span_from_the_first_to_the_last() -> None:
    pieces = [
        evidence("2024-01-10T09:00", status=DECLINED, watch=OFFICES),
        evidence("2024-05-31T09:00", status=DECLINED, watch=OFFICES),
        evidence("2022-05-31T09:00", event_date="2022-05-31", watch=OFFICES),
    ]
    assert spans_of(pieces) == (EvidenceWindow(watch=OFFICES, days=((date(2024, 1, 6), date(2024, 6, 4)),)),)


def test_a_silence_of_more_than_half_a_year_ends_a_span() -> None:
    pieces = [
        evidence("2023-01-10T09:00", status=DECLINED, watch=OFFICES),
        evidence("2024-01-10T09:00", status=DECLINED, watch=OFFICES),
    ]
    (window,) = spans_of(pieces)
    assert window.days == (
        (date(2023, 1, 6), date(2023, 1, 14)),
        (date(2024, 1, 6), date(2024, 1, 14)),
    )


def test_what_is_recalled_is_looked_around_as_far_as_what_is_new() -> None:
    assert BESIDE == PARTED


def test_of_a_stretch_the_days_before_and_after_the_known_ones_are_left() -> None:
    asked = [(date(2024, 1, 1), date(2024, 1, 31))]
    known = [(date(2023, 12, 1), date(2024, 1, 3)), (date(2024, 1, 10), date(2024, 1, 20))]
    assert stretches_left(asked, known) == (
        (date(2024, 1, 4), date(2024, 1, 9)),
        (date(2024, 1, 21), date(2024, 1, 31)),
    )


def test_nothing_is_left_of_what_is_known() -> None:
    assert stretches_left([(date(2024, 1, 2), date(2024, 1, 3))], [(date(2024, 1, 1), date(2024, 1, 3))]) == ()
