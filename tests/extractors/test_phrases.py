"""Phrases with a gap: both parts must stand in one sentence, with what may stand between them."""

from __future__ import annotations

from extractors.phrases import PhraseIndex


def found(phrase: str, text: str) -> list[str]:
    return [text[hit.start : hit.end] for hit in PhraseIndex([(phrase, 1)]).find(text)]


def test_a_separable_verb_is_found_by_both_its_parts() -> None:
    assert found("hob…auf", "washington hob am freitag die sanktionen auf") == ["hob"]


def test_the_first_part_alone_is_another_verb() -> None:
    assert found("hob…auf", "washington hob am freitag die bedeutung hervor") == []


def test_the_second_part_of_the_next_sentence_does_not_count() -> None:
    assert found("hob…auf", "washington hob an. peking wartete auf antwort") == []


def test_the_dot_of_an_ordinal_ends_no_sentence_between_the_parts() -> None:
    assert found("schüttelt…die hand", "austin schüttelt li am 2. juni die hand") == ["schüttelt"]


def test_the_second_part_is_a_word_of_its_own() -> None:
    assert found("traf…ein", "er traf einen minister") == []
