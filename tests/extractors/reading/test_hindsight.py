"""What became known later decides nothing for an earlier article."""

from __future__ import annotations

from datetime import date

from extractors.offices import OfficeTable
from extractors.reading import Reader
from seeds.entities import Office, Tenure
from seeds.lexicon import Lexicon
from seeds.storyline import Storyline
from tests.extractors.reading.conftest import make_article

TEXTS = [
    ("2023-06-04", "China's defence minister met the US defense secretary on Saturday in Singapore."),
    ("2023-05-30", "China rejected a US request for a meeting of the two defence chiefs, the Pentagon said."),
    ("2023-09-20", "Chinese Defence Minister Li Shangfu has not been seen for weeks, US officials say."),
]


def without_later_rows(storyline: Storyline, day: date) -> Storyline:
    """The storyline as it could have been written on a day."""

    def known(tenure: Tenure) -> Tenure:
        ended = tenure.end_known_from or tenure.end
        keep = ended is not None and ended <= day
        changes = {} if keep else {"end": None, "end_known_from": None}
        return tenure.model_copy(update=changes)

    offices = tuple(
        office.model_copy(
            update={"held_by": tuple(known(t) for t in office.held_by if (t.known_from or t.start) <= day)}
        )
        for office in storyline.offices
    )
    return storyline.model_copy(update={"offices": offices})


def test_readings_are_the_same_with_all_later_rows_removed(
    reader: Reader, storyline: Storyline, lexicons: dict[str, Lexicon]
) -> None:
    for day, text in TEXTS:
        article = make_article(text, day=day)
        then = Reader(without_later_rows(storyline, date.fromisoformat(day)), lexicons)
        assert reader.read(article) == then.read(article)


def office() -> Office:
    return Office(
        id="minister",
        name="Minister",
        side="china",
        rank="minister",
        domain="defense",
        held_by=(
            Tenure(person="li", start=date(2023, 3, 12), end=date(2023, 9, 1), end_known_from=date(2023, 10, 24)),
            Tenure(person="dong", start=date(2023, 12, 29), known_from=date(2023, 12, 30)),
        ),
    )


def test_an_end_that_was_not_public_leaves_the_holder_in_office() -> None:
    table = OfficeTable([office()])
    assert table.holder("minister", date(2023, 9, 20), date(2023, 9, 20)) == "li"
    assert table.holder("minister", date(2023, 9, 20), date(2023, 10, 24)) is None


def test_an_appointment_is_unknown_before_it_was_made_public() -> None:
    table = OfficeTable([office()])
    assert table.holder("minister", date(2023, 12, 29), date(2023, 12, 29)) is None
    assert table.holder("minister", date(2023, 12, 29), date(2023, 12, 30)) == "dong"


def test_offices_ever_held_count_only_what_was_public() -> None:
    table = OfficeTable([office()])
    assert table.ever_held("dong", date(2023, 12, 29)) == ()
    assert table.ever_held("li", date(2024, 5, 1)) == ("minister",)
