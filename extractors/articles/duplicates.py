"""Near-duplicates: texts in, signatures of their words and the pairs that are nearly the same out. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Literal

import numpy as np
import numpy.typing as npt
from datasketch import MinHash

from extractors.records.articles import NearDuplicate, TextSignature

PERMUTATIONS = 128
"""The estimate's standard error is then 0.04 at a similarity of 0.7."""

WORDS_PER_SHINGLE = 5
CHARACTERS_PER_SHINGLE = 8
"""Five words of English or eight characters of Chinese recur by chance only in names and set phrases."""

MIN_SHINGLES = 12
"""Shorter texts (a headline, a caption) are alike without being copies: their signature is empty."""

SIMILAR_FROM = 0.7
"""A wire text with another headline, dateline and a cut last paragraph stays above this; two reports by different
hands on one event, quotations and all, stay below 0.3."""

_SEED = 1
_SCHEME: Literal["affine32"] = "affine32"
"""Signatures are stored: changing seed, scheme or any number above makes stored ones useless."""

_UNSPACED = frozenset({"zh", "ja", "th"})
_WORD = re.compile(r"\w+")


def signature(text: str, language: str) -> tuple[int, ...]:
    """Return the MinHash of a text's shingles: 128 numbers of 32 bits, or none where the text is too short.

    Shingles are five words, in lower case without punctuation, or eight characters where the script has no blanks.
    """
    words = _WORD.findall(text.casefold())
    if language in _UNSPACED:
        letters = "".join(words)
        shingles: Iterable[str] = (str(window) for window in _windows(letters, CHARACTERS_PER_SHINGLE))
    else:
        shingles = (" ".join(window) for window in _windows(words, WORDS_PER_SHINGLE))
    encoded = {shingle.encode("utf-8", "replace") for shingle in shingles}
    if len(encoded) < MIN_SHINGLES:
        return ()
    hashed = MinHash(num_perm=PERMUTATIONS, seed=_SEED, scheme=_SCHEME)
    hashed.update_batch(sorted(encoded))
    return tuple(int(value) for value in hashed.hashvalues)


def find_near_duplicates(
    new: Iterable[TextSignature], known: Iterable[TextSignature], similar_from: float = SIMILAR_FROM
) -> tuple[NearDuplicate, ...]:
    """Pair each new version with the most similar earlier one, among the known and the other new ones.

    What is known is earlier than what is new, whatever their dates say, since its origin has been told already; new
    ones are earlier by time, then by id. Versions with an empty signature are never paired. One pair for each copy,
    sorted by the copy's id. Signatures are compared one by one: ten thousand take a millisecond, so that an index would
    cost more than it saves.
    """
    arrivals = {entry.version_id: entry for entry in sorted(new, key=_age) if entry.values}
    before = {entry.version_id: entry for entry in known if entry.values and entry.version_id not in arrivals}
    everything = [*sorted(before.values(), key=_age), *arrivals.values()]
    if not arrivals:
        return ()
    table = np.array([entry.values for entry in everything], dtype=np.uint32)
    pairs = (_closest(place, everything, table, similar_from) for place in range(len(before), len(everything)))
    return tuple(sorted((pair for pair in pairs if pair is not None), key=lambda pair: pair.version_id))


def _closest(
    place: int, everything: Sequence[TextSignature], table: npt.NDArray[np.uint32], similar_from: float
) -> NearDuplicate | None:
    """The share of equal places in two signatures estimates the Jaccard similarity of the shingle sets."""
    similarities = (table[:place] == table[place]).mean(axis=1) if place else np.zeros(0)
    best = int(similarities.argmax()) if place else 0
    if not place or similarities[best] < similar_from:
        return None
    return NearDuplicate(
        version_id=everything[place].version_id,
        original_version_id=everything[best].version_id,
        similarity=float(similarities[best]),
    )


def _age(entry: TextSignature) -> tuple[datetime, str]:
    return entry.at, entry.version_id


def _windows(sequence: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    return (sequence[start : start + size] for start in range(max(0, len(sequence) - size + 1)))
