"""Words of a span by part and name."""

from __future__ import annotations

from extractors.phrases import Hit
from extractors.reading.text.grammar import Part, Word
from extractors.reading.text.words import Words

MET = Hit(7, 10, Word(Part.VERB, "meet"))
NOT = Hit(3, 6, Word(Part.CUE, "negation"))
WITH = Hit(11, 15, Word(Part.MARKER, "partner"))
TO = Hit(11, 15, Word(Part.MARKER, "oblique"))
WORDS = Words([NOT, MET, WITH, TO])


def test_the_words_of_a_part_come_by_position() -> None:
    assert list(WORDS.of(Part.MARKER)) == [WITH, TO]


def test_a_part_that_is_not_there_has_no_words() -> None:
    assert list(WORDS.of(Part.NOUN)) == []


def test_a_name_chooses_among_the_words_of_a_part() -> None:
    assert list(WORDS.of(Part.MARKER, "partner")) == [WITH]


def test_a_name_of_another_part_is_not_meant() -> None:
    assert list(WORDS.of(Part.VERB, "partner")) == []


def test_the_words_of_several_parts_keep_their_order() -> None:
    assert list(WORDS.of_any(frozenset({Part.MARKER, Part.CUE}))) == [NOT, WITH, TO]


def test_a_name_finds_words_of_every_part() -> None:
    assert list(WORDS.named("negation")) == [NOT]
