"""Articles that a program reworded ("protection minister", "mentioned on Friday"): a text in, its plain words out.

Such programs put the same few words for others everywhere. Where enough of them stand in one article, they are turned
back before anything is searched; offsets still lead to the words as printed.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Sequence
from dataclasses import replace

from extractors.folding import FoldedText, fold_phrase
from seeds.lexicon_parts import Respellings


class Respeller:
    """Turns the words of one language's rewording programs back; linear in a text's length."""

    def __init__(self, rules: Respellings) -> None:
        self._least = rules.least
        self._words = {fold_phrase(printed): plain for printed, plain in rules.words.items()}
        self._signs = _pattern([fold_phrase(sign) for sign in rules.signs])
        self._pattern = _pattern(list(self._words))

    def respelled(self, texts: Sequence[FoldedText]) -> tuple[FoldedText, ...]:
        """Return an article's texts, with their plain words where they hold enough different signs of a program."""
        signs = {match.group() for text in texts for match in self._signs.finditer(text.folded)}
        if len(signs) < self._least:
            return tuple(texts)
        return tuple(self._respell(text) for text in texts)

    def _respell(self, text: FoldedText) -> FoldedText:
        cased: list[str] = []
        folded: list[str] = []
        places: list[int] = []
        at = 0
        for match in self._pattern.finditer(text.folded):
            start, end = match.span()
            plain = _cased_like(text.cased[start:end], self._words[match.group()])
            cased += (text.cased[at:start], plain)
            folded += (text.folded[at:start], plain.lower())
            places += range(at, start)
            # the last letter stands for the last of the printed words, so that a quote holds them whole
            places += (min(start + i, end - 1) if i < len(plain) - 1 else end - 1 for i in range(len(plain)))
            at = end
        cased.append(text.cased[at:])
        folded.append(text.folded[at:])
        places += range(at, len(text.cased))
        known = text.offsets
        offsets = array("I", places if known is None else (known[place] for place in places))
        return replace(text, cased="".join(cased), folded="".join(folded), offsets=offsets)


def _pattern(phrases: Sequence[str]) -> re.Pattern[str]:
    longest_first = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    return re.compile(r"\b(?:" + "|".join(map(re.escape, longest_first)) + r")\b")


def _cased_like(printed: str, plain: str) -> str:
    """Return words with capitals where the printed ones have them."""
    if printed.istitle() and " " in printed:
        return plain.title()
    return plain[:1].upper() + plain[1:] if printed[:1].isupper() else plain
