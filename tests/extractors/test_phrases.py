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


def test_a_phrase_of_a_script_with_spaces_is_a_whole_word() -> None:
    assert found("met", "the metal met. comet") == ["met"]


def test_a_phrase_of_a_script_without_spaces_may_stand_inside() -> None:
    assert found("会谈", "举行会谈后x会谈") == ["会谈", "会谈"]


def test_a_name_beside_chinese_is_a_whole_word() -> None:
    assert found("austin", "与austin会谈") == ["austin"]


def test_hits_come_by_start_and_the_longest_first() -> None:
    index = PhraseIndex([("met", 1), ("met with", 2), ("had met", 3)])
    assert [hit.value for hit in index.find("he had met with them")] == [3, 2, 1]
