"""What a handful of seed texts have in common: texts and background frequencies in, a profile and scores out. Pure."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from extractors.matching.background import RAREST

COMMON = 1e-3
"""Share from which on a word tells nothing of its text: the 100 commonest words of English."""
NAME_WEIGHT = 3.0
"""A name counts as so many words: words tell the kind of event, names tell which one. With 1 the detection cost of
five-seed tracking is five times that with 3."""
STRANGE_YEARS = 0.7
"""What is left of the score of a text whose years are none of the seeds': the same kind of event in another year."""

_WORD = re.compile(r"[^\W\d_](?:[^\W_]|['’-](?=\w))*")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_SENTENCE_END = re.compile(r"[.!?。！？]\s+|\n+")


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileTerm:
    """A word that the seeds share."""

    term: str  # lower case
    weight: float  # share of the seeds that have it, times how rare it is in general
    documents: int  # seeds that have it
    is_name: bool  # written with a capital within sentences


@dataclass(frozen=True, slots=True, kw_only=True)
class TextTerms:
    """The words of one text, as profiles see them."""

    words: frozenset[str]  # lower case
    names: frozenset[str]  # those with a capital within a sentence
    years: frozenset[str]


def text_terms(text: str) -> TextTerms:
    """Find the words of a text that writes blanks between words; Chinese and Japanese have none to find."""
    words: set[str] = set()
    names: set[str] = set()
    for sentence in _SENTENCE_END.split(text):
        for place, found in enumerate(_WORD.finditer(sentence)):
            word = found[0].lower().removesuffix("'s").removesuffix("’s")
            words.add(word)
            if place and found[0][0].isupper():
                names.add(word)
    return TextTerms(words=frozenset(words), names=frozenset(names), years=frozenset(_YEAR.findall(text)))


def rarity(word: str, background: Mapping[str, float]) -> float:
    """Return how many powers of ten rarer than a common word it is; 0 for common ones."""
    return max(0.0, math.log10(COMMON / max(background.get(word, 0.0), RAREST)))


def shared_terms(seeds: Sequence[TextTerms], background: Mapping[str, float]) -> tuple[ProfileTerm, ...]:
    """Return the words that at least two seeds share (or that the only one has), the heaviest first."""
    documents = Counter(word for seed in seeds for word in seed.words)
    named = Counter(word for seed in seeds for word in seed.names)
    needed = min(2, len(seeds))
    terms = [
        ProfileTerm(
            term=word,
            weight=round(count / len(seeds) * rarity(word, background), 4),
            documents=count,
            is_name=2 * named[word] >= count,
        )
        for word, count in documents.items()
        if count >= needed and rarity(word, background) > 0
    ]
    return tuple(sorted(terms, key=lambda term: (-term.weight, term.term)))


@dataclass(frozen=True, slots=True, kw_only=True)
class WeighedText:
    """A text, or the mean of several, as a vector of length 1."""

    weights: Mapping[str, float]
    years: frozenset[str]


def weigh(text: TextTerms, background: Mapping[str, float]) -> WeighedText:
    """Weigh each word of a text by how rare it is in general, names more."""
    weights = {word: rarity(word, background) * (NAME_WEIGHT if word in text.names else 1.0) for word in text.words}
    return WeighedText(weights=_normalised(weights), years=text.years)


def build_profile(seeds: Sequence[WeighedText]) -> WeighedText:
    """Return the mean of the seeds: what tells their story from others."""
    total: dict[str, float] = {}
    for seed in seeds:
        for word, weight in seed.weights.items():
            total[word] = total.get(word, 0.0) + weight
    return WeighedText(weights=_normalised(total), years=frozenset().union(*(seed.years for seed in seeds)))


def score_profile(profile: WeighedText, text: WeighedText) -> float:
    """Return how well the text continues the seeds, 0 to 1: the cosine, less where no year is the seeds'.

    A sister event of the same kind has their words, and names and years of its own.
    """
    cosine = sum(weight * profile.weights.get(word, 0.0) for word, weight in text.weights.items())
    strange = bool(text.years and profile.years and not text.years & profile.years)
    return cosine * (STRANGE_YEARS if strange else 1.0)


def _normalised(weights: Mapping[str, float]) -> dict[str, float]:
    length = math.sqrt(sum(weight * weight for weight in weights.values()))
    return {word: weight / length for word, weight in weights.items() if weight > 0}
