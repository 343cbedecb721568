"""What a clause behind a noun tells of it: "The lifting of X, which took effect on Thursday, pleased Beijing"."""

from __future__ import annotations

from extractors.phrases import Hit
from extractors.reading.text.clauses import Clause
from extractors.reading.text.grammar import Part, Word
from extractors.reading.text.page import Page
from extractors.reading.text.words import Words

RELATIVE_WORDS = 2
"""How far behind "which" the verb may stand that tells of its noun ("which was later announced")."""

RELATIVE_CHARACTERS = 40
"""How far behind a clause that verb may begin."""

_TELLING = (Part.SUPPORT_AFTER, Part.ACT)


def telling_verb(page: Page, clause: Clause) -> tuple[list[Hit[Word]], Words] | None:
    """Return the supporting verb that follows "which" right behind a clause, and the words there; None without one."""
    lexicon, folded = page.grammar.lexicon, page.text.folded
    if not lexicon.spaced or lexicon.free_order:
        return None
    near = page.words_between(clause.end, clause.end + RELATIVE_CHARACTERS)
    opener = next((w for w in near if w.value.part is Part.BREAK and w.start >= clause.end), None)
    if opener is None or folded[opener.start : opener.end] not in lexicon.breaks.inserting:
        return None
    behind = page.words_between(opener.end, clause.end + RELATIVE_CHARACTERS)
    for word in behind:
        if word.value.part in _TELLING and page.grammar.gap(folded, opener.end, word.start) <= RELATIVE_WORDS:
            same = [w for w in behind if (w.start, w.end) == (word.start, word.end) and w.value.part in _TELLING]
            return same, behind
    return None
