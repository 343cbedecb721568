"""Text made easy to search: any text in, its folded form out, with the way back to the original offsets."""

from __future__ import annotations

import re
from array import array
from dataclasses import dataclass
from functools import lru_cache

from opencc import OpenCC

MAX_CHARACTERS = 60_000
"""What is read of one text: ten times a long article. News puts what happened first, and time stays bounded."""

_JOINING_DASH = re.compile("(?<=[A-Za-z\u00c0-\u024f])\u2013(?=[A-Za-z\u00c0-\u024f])")
"""An en dash that joins two names ("Biden–Xi") is a hyphen, not a break."""

_ABBREVIATION = re.compile(r"(?<=\w)(?: \([A-Z][A-Z.]{1,7}\)|（[A-Z]{2,7}）)")
"""An abbreviation in brackets behind what it stands for: "the People's Republic of China (PRC)"."""

_TAG = re.compile(r"<[A-Za-z/!][^<>]{0,300}>")
_ENTITY = re.compile(r"&(?:#\d{1,6}|#x[0-9a-fA-F]{1,5}|[A-Za-z]{2,8});")
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
_INVISIBLE += "\u0640\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652"  # Arabic vowel signs and the stretching line
_HAS_INVISIBLE = re.compile(f"[{_INVISIBLE}]")

_QUOTES = dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033\u300c\u300d\u300e\u300f\u301d\u301e\uff02", '"')
_APOSTROPHES = dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u00b4\u0060\uff07\u02bc", "'")
_DASHES = dict.fromkeys("\u2010\u2011\u00ad", "-") | dict.fromkeys("\u2012\u2013\u2014\u2015\u2212\uff0d", "\u2014")
_ONE_FOR_ANOTHER = (("ё", "е"), ("Ё", "Е"), ("أ", "ا"), ("إ", "ا"), ("آ", "ا"), ("ى", "ي"))
"""Letters that papers print one for the other: Russian ё, the Arabic alifs."""

_DOUBLE_LETTERS = (("ß", "ss"), ("œ", "oe"))
"""Letters for which papers print two: Swiss ss, French oe."""

_SPACES = dict.fromkeys("\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u3000\t", " ")


@dataclass(frozen=True, slots=True, kw_only=True)
class FoldedText:
    """One text, cut to `MAX_CHARACTERS`: `cased` and `folded` have the same length, character by character.

    ``folded`` is lower case, simplified Chinese, half width, with straight quotes; ``offsets`` is None where nothing
    was dropped, so that positions are those of the original.
    """

    original: str
    cased: str
    folded: str
    offsets: array[int] | None
    cut: bool

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the original text that a span of the folded text stands for."""
        if self.offsets is None:
            return start, end
        if end <= start:
            return self.offsets[start], self.offsets[start]
        return self.offsets[start], self.offsets[end - 1] + 1


def fold_text(text: str) -> FoldedText:
    """Fold a text; never fails, whatever is in it."""
    kept = text[:MAX_CHARACTERS]
    visible = _blank_markup(kept) if "<" in kept or "&" in kept else kept
    visible = _ABBREVIATION.sub(lambda match: "\u200b" * len(match.group()), visible)
    offsets: array[int] | None = None
    if _HAS_INVISIBLE.search(visible):
        offsets = array("I", (i for i, character in enumerate(visible) if character not in _INVISIBLE))
        visible = _HAS_INVISIBLE.sub("", visible)
    visible = _JOINING_DASH.sub("-", visible)
    cased = visible.translate(_case_kept()).replace(" - ", " \u2014 ")  # a spaced hyphen is a dash
    folded = cased.lower()
    if len(folded) != len(cased):  # a few capitals (İ) become two characters
        folded = "".join(c.lower() if len(c.lower()) == 1 else c for c in cased)
    return FoldedText(original=text, cased=cased, folded=folded, offsets=offsets, cut=len(text) > MAX_CHARACTERS)


def fold_phrase(phrase: str) -> str:
    """Fold a name or a phrase of a lexicon in the same way."""
    return fold_text(phrase).folded


def spellings_of(phrase: str) -> tuple[str, ...]:
    """Return a folded phrase, and the same in other papers' spelling: "Außenminister", "Aussenminister"."""
    other = phrase
    for letter, letters in _DOUBLE_LETTERS:
        other = other.replace(letter, letters)
    return (phrase,) if other == phrase else (phrase, other)


def _blank_markup(text: str) -> str:
    """Replace tags and character references by as many spaces; an apostrophe reference keeps its sign."""
    text = _TAG.sub(lambda match: " " * len(match.group()), text)
    return _ENTITY.sub(lambda match: _blank_entity(match.group()), text)


def _blank_entity(entity: str) -> str:
    sign = {"&#39;": "'", "&#8217;": "'", "&rsquo;": "'", "&apos;": "'"}.get(entity, " ")
    # the padding is invisible and is dropped with the offsets kept, so that "Austin&#39;s" stays one word
    return sign + ("\u200b" if sign == "'" else " ") * (len(entity) - 1)


@lru_cache(maxsize=1)
def _case_kept() -> dict[int, str]:
    """The character table of folding without lower-casing, one character for one character."""
    table: dict[int, str] = {}
    converter = OpenCC("t2s")
    for start, end in ((0x3400, 0x4DC0), (0x4E00, 0xA000), (0xF900, 0xFB00)):
        block = "".join(map(chr, range(start, end)))
        for before, after in zip(block, (converter.convert(character) for character in block), strict=True):
            if before != after and len(after) == 1:
                table[ord(before)] = after
    for code in range(0xFF01, 0xFF5F):  # full-width ASCII; sentence marks keep their own meaning below
        table[code] = chr(code - 0xFEE0)
    for marks in (_QUOTES, _APOSTROPHES, _DASHES, _SPACES):
        table.update({ord(before): after for before, after in marks.items()})
    # marks that end or divide sentences stay what they are: the lexicons list them
    for mark in "，。！？；：、（）":
        table[ord(mark)] = mark
    table[ord("臺")] = "台"
    for printed, folded in _ONE_FOR_ANOTHER:
        table[ord(printed)] = folded
    return table
