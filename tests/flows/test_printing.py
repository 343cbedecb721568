from __future__ import annotations

import json
from datetime import UTC, datetime
from enum import StrEnum

import pytest

from flows.printing import cell, plain_text, print_json, print_table


class Colour(StrEnum):
    RED = "red"


def test_json_is_one_line_with_iso_times_and_unescaped_chinese(capsys: pytest.CaptureFixture[str]) -> None:
    print_json([{"at": datetime(2023, 6, 2, tzinfo=UTC), "name": "李尚福", "colour": Colour.RED, "ids": ("a",)}])
    out = capsys.readouterr().out
    assert out.count("\n") == 1
    assert "李尚福" in out
    assert json.loads(out) == [{"at": "2023-06-02T00:00:00Z", "name": "李尚福", "colour": "red", "ids": ["a"]}]


def test_json_with_a_lone_surrogate_is_still_printed(capsys: pytest.CaptureFixture[str]) -> None:
    print_json(["a\ud800b"])
    assert capsys.readouterr().out.startswith('["a')


def test_json_hides_nothing_and_steers_no_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    hostile = "\x1b[2J \x9b31m \u202eevil\u2066 a\u200bb\u200d \ufeff \U000e0041 \u2028 \x7f end"
    print_json([hostile])
    out = capsys.readouterr().out
    assert out.removesuffix("\n").isprintable()
    assert json.loads(out) == [hostile]


def test_table_that_is_piped_has_no_colour_codes_and_does_not_fold(capsys: pytest.CaptureFixture[str]) -> None:
    quote = "China has rejected a request from the United States for a meeting of the two defence ministers"
    print_table([{"quote": quote, "status": None}], {"quote": "quote", "status": "status"}, title="Events")
    out = capsys.readouterr().out
    assert quote in out
    assert "\x1b" not in out


def test_markup_from_outlets_is_printed_as_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    print_table([{"title": "[red]Alert[/red]"}], {"title": "title"})
    assert "[red]Alert[/red]" in capsys.readouterr().out


def test_escape_sequences_and_bidirectional_controls_are_taken_out() -> None:
    assert plain_text("a\x1b[31mb\u202ec\u200bd\ne") == "a[31mbcd e"


def test_cells_are_what_people_read() -> None:
    assert cell(None) == ""
    assert cell(True) == "yes"
    assert cell(("a", "b")) == "a, b"
    assert cell(0.123456) == "0.12"
    assert cell(datetime(2023, 6, 2, 8, 5, tzinfo=UTC)) == "2023-06-02 08:05"
