"""Folded text in, sentence spans out."""

from __future__ import annotations

import re

from seeds.lexicon_parts import SentenceRules

MAX_SENTENCE_CHARACTERS = 1200
"""A longer stretch without a sentence end is cut at a space or comma: no clause reaches that far."""

_CLOSERS = "\"')]）」』”’"


class SentenceSplitter:
    """Splits by the marks and abbreviations of one language."""

    def __init__(self, rules: SentenceRules) -> None:
        unspaced = "".join(mark for mark in rules.ends if ord(mark[0]) > 0x2E80)
        spaced = "".join(mark for mark in rules.ends if ord(mark[0]) <= 0x2E80)
        parts = ["\n"]
        if unspaced:
            parts.append(f"[{re.escape(unspaced)}]")
        if spaced:
            parts.append(f"[{re.escape(spaced)}](?=[{re.escape(_CLOSERS)}]{{0,3}}(?:\\s|$))")
        self._end = re.compile("|".join(parts))
        self._numbered = frozenset(word.rstrip(".").lower() for word in rules.numbered)
        self._abbreviations = frozenset(word.rstrip(".").lower() for word in rules.abbreviations)

    def split(self, cased: str, folded: str) -> list[tuple[int, int]]:
        """Return the spans of the sentences, in order, trimmed of surrounding space."""
        spans: list[tuple[int, int]] = []
        start = 0
        for match in self._end.finditer(folded):
            at = match.start()
            if at < start:
                continue
            end = at + 1
            while end < len(folded) and folded[end] in _CLOSERS:
                end += 1
            if folded[at] == "." and self._is_abbreviation(cased, folded, start, at, end):
                continue
            self._append(spans, folded, start, end)
            start = end
        self._append(spans, folded, start, len(folded))
        return spans

    def _is_abbreviation(self, cased: str, folded: str, start: int, dot: int, end: int) -> bool:
        word_start = dot
        while word_start > start and not folded[word_start - 1].isspace() and folded[word_start - 1] not in "(\"'":
            word_start -= 1
        word = folded[word_start:dot]
        following = end
        while following < len(folded) and folded[following] == " ":
            following += 1
        if following < len(folded) and cased[following].islower():
            return True
        if word in self._numbered:
            return folded[following : following + 1].isdigit()
        if word in self._abbreviations:
            return True
        if word == "x" and cased[start:word_start].rpartition(" ")[0].rpartition(" ")[2][:1].islower():
            return False  # "schrieb er auf X. Die beiden …": the platform, and no initial
        # a single initial ("J.", "U.S."): an end only where the next word cannot be a name's second part
        # of "China-U.S. Defense Policy Coordination Talks" the part behind the hyphen
        return (len(word) == 1 and word.isalpha()) or bool(re.fullmatch(r"(?:[a-z]+-)?(?:[a-z]\.)+[a-z]", word))

    @staticmethod
    def _append(spans: list[tuple[int, int]], folded: str, start: int, end: int) -> None:
        while start < end and folded[start].isspace():
            start += 1
        while end > start and folded[end - 1].isspace():
            end -= 1
        while end - start > MAX_SENTENCE_CHARACTERS:
            limit = start + MAX_SENTENCE_CHARACTERS
            cut = max(folded.rfind(mark, start + 1, limit) for mark in (" ", ",", "，"))
            cut = cut if cut > start else limit
            spans.append((start, cut))
            start = cut
            while start < end and folded[start].isspace():
                start += 1
        if end > start:
            spans.append((start, end))
