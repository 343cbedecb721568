"""Phrases with alternatives: what they stand for, and what is refused."""

from __future__ import annotations

import pytest
from pydantic import TypeAdapter

from seeds.alternations import PhraseRanges, expand_phrase


def test_a_phrase_without_alternatives_stands_for_itself() -> None:
    assert expand_phrase("held talks") == ("held talks",)


def test_each_choice_makes_a_phrase() -> None:
    assert expand_phrase("(flew|sailed) across") == ("flew across", "sailed across")


def test_an_empty_choice_leaves_no_double_space() -> None:
    assert expand_phrase("flew (right|) across") == ("flew right across", "flew across")


def test_two_groups_multiply() -> None:
    assert len(expand_phrase("(cut|crossed|flew) (in front of|across)")) == 6


def test_brackets_without_a_bar_are_marks() -> None:
    assert expand_phrase("(") == ("(",)


def test_a_phrase_that_stands_for_thousands_is_refused() -> None:
    many = "(" + "|".join(str(number) for number in range(50)) + ")"
    with pytest.raises(ValueError, match="2500 phrases"):
        expand_phrase(f"{many} {many}")


def test_a_phrase_with_alternatives_gives_its_numbers_to_each() -> None:
    table = TypeAdapter(PhraseRanges).validate_python({"(in|over) the spring": (3, 5)})
    assert table == {"in the spring": (3, 5), "over the spring": (3, 5)}
