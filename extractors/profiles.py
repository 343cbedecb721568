"""What a handful of seed texts have in common: texts and background frequencies in, a profile and scores out. Pure."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from extractors.background import RAREST

COMMON = 1e-3
"""Share from which on a word tells nothing of its text: about the 120 commonest words of English."""
NAMES_KEPT, WORDS_KEPT = 12, 30
"""Length of a profile: on five-seed tracking longer ones took in more of the sister event, shorter ones missed more."""
NAME_SHARE = 0.7
"""How much of the coverage the names decide: words tell the kind of event, names tell which one."""
STRANGE_YEARS = 0.7
"""What is left of the score of a text whose years are none of the seeds'."""

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
class SeedProfile:
    """What tells the seeds' story from others."""

    names: tuple[ProfileTerm, ...]  # the heaviest first
    words: tuple[ProfileTerm, ...]
    documents: Mapping[str, int]  # every word of the seeds to how many of them have it
    years: frozenset[str]  # every year that a seed names


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


def build_profile(seeds: Sequence[TextTerms], background: Mapping[str, float]) -> SeedProfile:
    """Weigh the words that at least two seeds share (or that one has, where there is only one)."""
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
    terms.sort(key=lambda term: (-term.weight, term.term))
    return SeedProfile(
        names=tuple(term for term in terms if term.is_name)[:NAMES_KEPT],
        words=tuple(term for term in terms if not term.is_name)[:WORDS_KEPT],
        documents=documents,
        years=frozenset().union(*(seed.years for seed in seeds)),
    )


def score_coverage(profile: SeedProfile, text: TextTerms) -> float:
    """Return how much of the profile the text has, 0 to 1: what a sum of weights can tell."""
    return NAME_SHARE * _covered(profile.names, text) + (1 - NAME_SHARE) * _covered(profile.words, text)


def score_profile(profile: SeedProfile, text: TextTerms, background: Mapping[str, float]) -> float:
    """Return how well the text continues the seeds, 0 to 1.

    Coverage of the profile, balanced by how much of the text's own names the seeds know: a sister event of the same
    kind has the words, and names of its own. Years that no seed names count against it.
    """
    known = _known_names(profile, text, background)
    strange = bool(text.years and profile.years and not text.years & profile.years)
    return math.sqrt(score_coverage(profile, text) * known) * (STRANGE_YEARS if strange else 1.0)


def _covered(terms: Iterable[ProfileTerm], text: TextTerms) -> float:
    total = sum(term.weight for term in terms)
    return sum(term.weight for term in terms if term.term in text.words) / total if total else 0.0


def _known_names(profile: SeedProfile, text: TextTerms, background: Mapping[str, float]) -> float:
    """Return the share of the text's names, by rarity, that seeds have: wholly from two seeds on, by half from one."""
    weights = {name: max(0.3, rarity(name, background)) for name in text.names}
    total = sum(weights.values())
    if not total:
        return 0.3  # a text without names neither fits nor strays: as much as an average one knows
    return sum(weight * min(1.0, profile.documents.get(name, 0) / 2) for name, weight in weights.items()) / total
