"""Nouns of contacts with their verb in or behind an inserted clause: "his meeting with A, which …, lasted an hour"."""

from __future__ import annotations

from extractors.phrases import Hit
from extractors.reading.text.clauses import Clause
from extractors.reading.text.grammar import Part, Word
from extractors.reading.text.page import Page
from seeds.lexicon import Form

VERB_WORDS = 1
"""How many words may stand between the opener, or the comma that closes the insertion, and the verb."""

DEED_CHARACTERS = 24
"""The longest pronoun and verb behind "where"."""

_PAST = frozenset({Form.PAST, Form.PARTICIPLE})


def _tells_deed(page: Page, opener: Hit[Word]) -> bool:
    """Tell "his talks in Beijing, where he complained about exports": what somebody did there says that they were."""
    lexicon, folded = page.grammar.lexicon, page.text.folded
    where = folded[opener.start : opener.end] in lexicon.breaks.when and folded[opener.start - 2 : opener.start] == ", "
    following = folded[opener.end + 1 : opener.end + 1 + DEED_CHARACTERS].split(" ")
    pronoun = any(
        word.start == opener.end + 1 for word in page.words_between(opener.end, opener.end + 6).of(Part.PRONOUN)
    )
    return where and pronoun and len(following) > 1 and following[1].strip(",.") in lexicon.support.deeds


def inserted_support(page: Page, noun: Hit[Word], clauses: list[Clause], at: int) -> tuple[int, int] | None:
    """Return where the verb stands that says that what a noun names took place, in the inserted clause or behind it.

    `at` is the noun's clause. None in languages of free order, and where no such verb stands there.
    """
    lexicon, folded = page.grammar.lexicon, page.text.folded
    if not lexicon.fixed_order or at + 1 >= len(clauses):
        return None
    opener = clauses[at + 1].opener
    if opener is not None and _tells_deed(page, opener):
        return opener.start, opener.end
    if opener is None or folded[opener.start : opener.end] not in lexicon.breaks.inserting:
        return None
    if folded[opener.start - 2 : opener.start] != ", ":
        return None
    end = page.sentence_at(noun.start)[1]
    comma = folded.find(", ", opener.end, end)
    starts = [opener.end, *([comma + 1] if comma >= 0 else [])]
    for verb in page.words_between(opener.end, end).of(Part.SUPPORT_AFTER):
        near = (start for start in starts if start <= verb.start)
        if verb.value.form in _PAST and any(page.grammar.gap(folded, s, verb.start) <= VERB_WORDS for s in near):
            return verb.start, verb.end
    return None
