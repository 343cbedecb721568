"""Headlines in scripts without spaces, where a blank parts two statements: "布林肯推迟访华 因气球飞越美国上空"."""

from __future__ import annotations

import re
from dataclasses import replace

from extractors.folding import FoldedText
from seeds.lexicon import Lexicon

COMMA = "，"

STATEMENT_CHARACTERS = 5
"""What is shorter, before the blank, is a name that the rest goes on with: "董军 赫格塞思举行会谈"."""

_BLANK = re.compile(r"(?<=[^\x00-\x7f]) (?=[^\x00-\x7f])|(?<=[^\x00-\x7f]) (?=[A-Za-z0-9])")


def with_commas(text: FoldedText, lexicon: Lexicon) -> FoldedText:
    """Return a headline with commas for the blanks that part its statements; all positions stay."""
    if lexicon.spaced or COMMA not in lexicon.breaks.marks or " " not in text.folded:
        return text
    places, last = [], -1
    for blank in _BLANK.finditer(text.folded):
        if blank.start() - last > STATEMENT_CHARACTERS:
            places.append(blank.start())
        last = blank.start()
    return replace(text, cased=_put(text.cased, places), folded=_put(text.folded, places)) if places else text


def _put(text: str, places: list[int]) -> str:
    letters = list(text)
    for place in places:
        letters[place] = COMMA
    return "".join(letters)
