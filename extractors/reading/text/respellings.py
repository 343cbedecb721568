"""Articles that a program reworded ("protection minister", "mentioned on Friday"): a text in, its plain words out.

Such programs put the same few words for others everywhere. Where enough of them stand in one article, they are turned
back before anything is searched; offsets still lead to the words as printed.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractors.folding import FoldedText, fold_phrase
from extractors.phrases import PhraseIndex, keep_longest
from seeds.lexicon_parts import Respellings

OPEN, CLOSE = "<", ">"
"""Around words of a printed phrase that only tell that it is meant: "<announced on> could"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Mark:
    """What a phrase tells of a text: that a program wrote it, perhaps, or (neither) nothing."""

    sign: bool = False
    hint: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Turn:
    """The plain words for those of a phrase that stand between ``before`` and ``after`` characters of context."""

    plain: str
    before: int
    after: int


class Respeller:
    """Turns the words of one kind of rewording program back; linear in a text's length."""

    def __init__(self, rules: Respellings) -> None:
        self._least = rules.least
        marks = dict.fromkeys(rules.hints, _Mark(hint=True)) | dict.fromkeys(rules.signs, _Mark(sign=True))
        marks |= dict.fromkeys(rules.stays, _Mark())
        self._marks = PhraseIndex((fold_phrase(phrase), mark) for phrase, mark in marks.items())
        turns = [_turn(printed, plain) for plain, phrases in rules.words.items() for printed in phrases]
        turns += [_turn(phrase, "") for phrase in rules.stays]
        self._turns = PhraseIndex(turns)

    def respelled(self, texts: Sequence[FoldedText]) -> tuple[FoldedText, ...]:
        """Return an article's texts, with their plain words where they hold enough different signs of a program."""
        signs: set[str] = set()
        hints: set[str] = set()
        for text in texts:
            for hit in keep_longest(self._marks.find(text.folded)):
                if hit.value.sign:
                    signs.add(text.folded[hit.start : hit.end])
                elif hit.value.hint:
                    hints.add(text.folded[hit.start : hit.end])
        if not signs or len(signs) + len(hints) < self._least:
            return tuple(texts)
        return tuple(self._respell(text) for text in texts)

    def _respell(self, text: FoldedText) -> FoldedText:
        cased: list[str] = []
        folded: list[str] = []
        places: list[int] = []
        at = 0
        for start, end, words in self._found(text.folded):
            plain = _cased_like(text.cased[start:end], words)
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

    def _found(self, folded: str) -> list[tuple[int, int, str]]:
        """Return what is turned back, by position, with its plain words; of phrases that begin together the longest."""
        spans = [
            (hit.start + hit.value.before, hit.start - hit.end, hit.end - hit.value.after, hit.value.plain)
            for hit in self._turns.find(folded)
        ]
        found: list[tuple[int, int, str]] = []
        edge = 0
        for start, _, end, plain in sorted(spans):
            if start >= edge:
                edge = end
                if plain:
                    found.append((start, end, plain))
        return found


def _turn(printed: str, plain: str) -> tuple[str, _Turn]:
    before, after = 0, 0
    if printed.startswith(OPEN):
        before = len(fold_phrase(printed[1 : printed.index(CLOSE)])) + 1
    if printed.endswith(CLOSE):
        after = len(fold_phrase(printed[printed.rindex(OPEN) + 1 : -1])) + 1
    return fold_phrase(printed.replace(OPEN, "").replace(CLOSE, "")), _Turn(plain=plain, before=before, after=after)


def _cased_like(printed: str, plain: str) -> str:
    """Return words with capitals where the printed ones have them."""
    if printed.istitle() and " " in printed:
        return plain.title()
    return plain[:1].upper() + plain[1:] if printed[:1].isupper() else plain
