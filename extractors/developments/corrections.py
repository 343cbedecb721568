"""Text or a quote in, whether its outlet takes back in it what it printed out. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from extractors.folding import fold_text
from extractors.phrases import PhraseIndex
from seeds.corrections import Corrections


class CorrectionWords:
    """The words with which outlets correct and withdraw, by language; of an unknown language all are looked for."""

    def __init__(self, corrections: Iterable[Corrections] = ()) -> None:
        """Take the words of each language; with none, nothing is ever found."""
        known = tuple(corrections)
        self._printed = _by_language((each.language, each.printed) for each in known)
        self._taken_back = _by_language((each.language, each.taken_back) for each in known)
        self._retold = _by_language((each.language, each.retold) for each in known)

    def are_printed(self, text: str, language: str) -> bool:
        """Return whether the text prints a correction or withdrawal of the piece that it is."""
        return _found(self._printed, text, language)

    def take_back(self, quote: str, language: str) -> bool:
        """Return whether the sentence says that the report of what it tells was false."""
        return _found(self._taken_back, quote, language)

    def retell(self, quote: str, language: str) -> bool:
        """Return whether the sentence only repeats what stood in a former version."""
        return _found(self._retold, quote, language)


def _by_language(words: Iterable[tuple[str, tuple[str, ...]]]) -> dict[str, PhraseIndex[None]]:
    given = {language: [(fold_text(phrase).folded, None) for phrase in phrases] for language, phrases in words}
    indexes = {language: PhraseIndex(phrases) for language, phrases in given.items()}
    return {**indexes, "": PhraseIndex(phrase for phrases in given.values() for phrase in phrases)}


def _found(indexes: dict[str, PhraseIndex[None]], text: str, language: str) -> bool:
    return bool(indexes.get(language, indexes[""]).find(fold_text(text).folded))
