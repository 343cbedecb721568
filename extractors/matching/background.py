"""How common words are in general: a language in, the frequencies of its words out; needs the extra `seeds`."""

from __future__ import annotations

from collections.abc import Mapping

RAREST = 1e-8
"""Stands for words that the tables do not hold: they end at one in a hundred million."""


class BackgroundMissingError(Exception):
    """The library with the tables is not installed, or has none for the language; the message says what to do."""


def load_background(language: str) -> Mapping[str, float]:
    """Return the share of each lower-case word among all words of the language.

    The tables are those of wordfreq (Speer, 2022; data up to 2021, CC BY-SA 4.0): frozen on purpose, which suits a
    background.

    Raises:
        BackgroundMissingError: without the library, or where it knows no words of the language.
    """
    try:
        from wordfreq import get_frequency_dict
    except ImportError:
        raise BackgroundMissingError(
            "word frequencies need the library wordfreq: install storywatch with its extra, storywatch[seeds]"
        ) from None
    try:
        frequencies: Mapping[str, float] = get_frequency_dict(language, wordlist="best")
    except LookupError:
        raise BackgroundMissingError(f"there are no word frequencies for the language {language!r}") from None
    return frequencies
