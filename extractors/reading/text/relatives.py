"""Where a relative clause that is put between commas ends: a page and a sentence in, openers with their commas out."""

from __future__ import annotations

from extractors.phrases import Hit
from extractors.reading.text.grammar import Part, Word
from extractors.reading.text.page import Page
from extractors.reading.text.words import Words
from seeds.lexicon import Form

VERB_WORDS = 2
"""How far behind the second comma the main verb may stand ("…, s'est entretenu", "…, ha poi incontrato")."""

_AUXILIARIES = frozenset({Part.PERFECT, Part.PLUPERFECT, Part.PASSIVE})
_VERBS = frozenset({Part.VERB, Part.SUPPORT_BEFORE, Part.SUPPORT_AFTER})
_FINITE = frozenset({Form.PAST, Form.PRESENT, Form.FACT, Form.INTENT})
_VERBAL_CUES = frozenset({"future", "plan", "refusal", "denial", "accept"})


LAST_VERB_CHARACTERS = 16
"""The longest auxiliaries that close a clause ("worden sind")."""


def end_at_last_verb(page: Page, opener: Hit[Word] | None, end: int) -> int | None:
    """Return the comma behind a verb's end, where verbs close clauses opened so: "Nachdem A B getroffen hatte, …"."""
    if not page.grammar.lexicon.auxiliaries.behind_words or opener is None:
        return None
    if opener.value.part not in (Part.RELATIVE, Part.AFTER):
        return None
    comma = page.text.folded.find(", ", end, end + LAST_VERB_CHARACTERS)
    return comma if comma >= 0 else None


def closed_relatives(page: Page, sentence: tuple[int, int]) -> list[tuple[Hit[Word], int]]:
    """Return the openers of "Dong, qui a succédé à Li, a rencontré Austin", each with its second comma."""
    lexicon, folded = page.grammar.lexicon, page.text.folded
    if not lexicon.spaced:
        return []
    words = page.words_between(*sentence)
    found: list[tuple[Hit[Word], int]] = []
    for opener in words:
        if opener.value.part is not Part.RELATIVE or "," not in folded[opener.start - 2 : opener.start + 1]:
            continue
        if found and opener.start < found[-1][1]:
            continue
        colon = folded.find(":", opener.end, sentence[1])
        end = colon if colon >= 0 else sentence[1]
        comma = folded.find(", ", opener.end, end)
        while comma >= 0:
            if _is_followed_by_verb(page, comma, words):
                found.append((opener, comma))
                break
            comma = folded.find(", ", comma + 1, end)
    return found


def _is_followed_by_verb(page: Page, comma: int, words: Words) -> bool:
    """Tell whether a finite verb comes at once, with no name before it that would be its own subject."""
    for word in words:
        if word.start < comma + 2:
            continue
        if page.grammar.gap(page.text.folded, comma + 2, word.start) > VERB_WORDS:
            return False
        if is_finite(word):
            return not page.names_between(comma + 2, word.start)
    return False


def is_finite(word: Hit[Word]) -> bool:
    """Tell whether a word may be the verb with which a sentence goes on behind a comma."""
    if word.value.part in _AUXILIARIES or (word.value.part is Part.CUE and word.value.name in _VERBAL_CUES):
        return True
    return word.value.part in _VERBS and word.value.form in _FINITE
