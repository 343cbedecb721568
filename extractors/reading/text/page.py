"""One field of an article, searched: its sentences, grammar hits, name hits and unknown capitalised names."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from extractors.folding import FoldedText
from extractors.offices import OfficeTable
from extractors.phrases import Hit
from extractors.reading.text.clock import TimeSpan
from extractors.reading.text.grammar import Grammar
from extractors.reading.text.headline_blanks import with_commas
from extractors.reading.text.names import Name, NameIndex, NameKind
from extractors.reading.text.page_words import joined_names, standing_words
from extractors.reading.text.sentences import SentenceSplitter
from extractors.reading.text.words import Words
from extractors.records.reading import ArticleField
from seeds.entities import EntityKind

_CAPITALS = "".join(chr(code) for code in range(0x530) if chr(code).isupper())
"""Capital letters of Latin, Greek and Cyrillic; "évoqué" and "встреча" begin with none."""

_CAPITALISED = re.compile(rf"[{_CAPITALS}][\w'-]*")
_WORD = re.compile(r"[^\W\d_]+")
TITLE_CASE_SHARE = 0.6
"""From this share of capitalised words on, capitals tell nothing about names: a headline in title case or capitals."""


@dataclass(frozen=True)
class Page:
    """One searched field; positions are those of the folded text. (No slots: it keeps computed values.)"""

    field: ArticleField
    text: FoldedText
    grammar: Grammar
    words: Words
    names: list[Hit[Name]]
    sentences: list[tuple[int, int]]

    @classmethod
    def search(
        cls,
        field: ArticleField,
        text: FoldedText,
        language: str,
        grammar: Grammar,
        names: NameIndex,
        splitter: SentenceSplitter,
    ) -> Page:
        """Search a folded field once with every automaton."""
        text = with_commas(text, grammar.lexicon) if field is ArticleField.TITLE else text
        words = grammar.find(text.folded)
        found = joined_names(names.find(text.folded, language))
        said = standing_words(words, found, text)
        return cls(field, text, grammar, Words(said), found, splitter.split(text.cased, text.folded))

    def words_between(self, start: int, end: int) -> Words:
        """Return the grammar hits that lie in a span; found once for each span."""
        found = self._words_of_spans.get((start, end))
        if found is None:
            found = self._words_of_spans[start, end] = self.words.between(start, end)
        return found

    @cached_property
    def times(self) -> dict[tuple[int, int, date | None], tuple[TimeSpan, ...]]:
        """The times that were read of spans, as seen from a day."""
        return {}

    @cached_property
    def counted_times(self) -> dict[tuple[int, int, date | None], tuple[TimeSpan, ...]]:
        """The same, before those are placed that count from another time."""
        return {}

    @cached_property
    def _words_of_spans(self) -> dict[tuple[int, int], Words]:
        return {}

    def names_between(self, start: int, end: int) -> list[Hit[Name]]:
        """Return the name hits that lie in a span."""
        low = bisect_left(self._name_starts, start)
        return [hit for hit in self.names[low : bisect_left(self._name_starts, end, low)] if hit.end <= end]

    @cached_property
    def _name_starts(self) -> list[int]:
        return [hit.start for hit in self.names]

    def sentence_at(self, position: int) -> tuple[int, int]:
        """Return the sentence that holds a position; an empty one there where none does."""
        at = bisect_right(self._sentence_starts, position) - 1
        if at >= 0 and position < self.sentences[at][1]:
            return self.sentences[at]
        return position, position

    def sentences_before(self, position: int, count: int = 1) -> Sequence[tuple[int, int]]:
        """Return as many sentences, in their order, as stand before the one that holds a position."""
        at = max(0, bisect_right(self._sentence_starts, position) - 1)
        return self.sentences[max(0, at - count) : at]

    def sentences_behind(self, position: int, count: int = 1) -> Sequence[tuple[int, int]]:
        """Return as many sentences as follow the one that holds a position."""
        at = bisect_right(self._sentence_starts, position)
        return self.sentences[at : at + count]

    def sentence_opens(self, start: int, end: int) -> bool:
        """Tell whether a sentence begins behind one position and not behind another."""
        return bisect_right(self._sentence_starts, start) < bisect_right(self._sentence_starts, end)

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [start for start, _ in self.sentences]

    def titled_names(self, offices: OfficeTable, known_on: date) -> frozenset[int]:
        """Return where a short name stands directly behind a title that its person has held."""
        titles: dict[int, list[str]] = {}
        for hit in self.names:
            if hit.value.kind in (NameKind.OFFICE, NameKind.BARE_OFFICE):
                titles.setdefault(hit.end, []).append(hit.value.id)
        return frozenset(
            hit.start
            for hit in self.names
            if hit.value.kind is NameKind.SHORT
            and set(titles.get(hit.start - 1, ()) or titles.get(hit.start, ()))
            & set(offices.ever_held(hit.value.id, known_on))
        )

    def named_holders(self) -> frozenset[tuple[str, str]]:
        """Return each office with the person whose full name stands directly behind it, no "former" before."""
        titles = {hit.end: hit for hit in self.names if hit.value.kind in (NameKind.OFFICE, NameKind.BARE_OFFICE)}
        former = self.grammar.lexicon.party.former
        return frozenset(
            (title.value.id, hit.value.id)
            for hit in self.names
            if hit.value.kind is NameKind.FULL and hit.value.entity_kind == EntityKind.PERSON
            for title in (titles.get(hit.start - 1) or titles.get(hit.start),)
            if title is not None and not self.text.folded[: title.start].rstrip().endswith(former or ("\0",))
        )

    @cached_property
    def capitals_speak(self) -> bool:
        """Whether a capital tells a name here: not in title case, capitals or scripts without case."""
        sample = self.text.cased[:600]
        words = _WORD.findall(sample)
        if not self.grammar.lexicon.spaced or self.grammar.lexicon.nouns_capitalised or not words:
            return False
        capitalised = sum(1 for word in words if word[0].isupper())
        return capitalised / len(words) < TITLE_CASE_SHARE

    @cached_property
    def _known_starts(self) -> frozenset[int]:
        known: set[int] = set()
        spans = [(hit.start, hit.end) for hit in self.words] + [(hit.start, hit.end) for hit in self.names]
        for start, end in spans:
            known.add(start)
            at = self.text.folded.find(" ", start, end)
            while at >= 0:
                known.add(at + 1)
                at = self.text.folded.find(" ", at + 1, end)
        return frozenset(known)

    def unknown_names(self, start: int, end: int) -> tuple[int, ...]:
        """Return where runs of capitalised words begin that no list knows, places after "in" and the like left out."""
        found = self._unknown_of_spans.get((start, end))
        if found is None:
            found = self._unknown_of_spans[start, end] = tuple(self._find_unknown(start, end))
        return found

    @cached_property
    def _unknown_of_spans(self) -> dict[tuple[int, int], tuple[int, ...]]:
        return {}

    def _find_unknown(self, start: int, end: int) -> list[int]:
        runs_only = self.grammar.lexicon.nouns_capitalised  # "Boris Pistorius": two nouns never stand side by side
        if not self.capitals_speak and not runs_only:
            return []
        found: list[int] = []
        cased = self.text.cased
        previous_end = -1
        for match in _CAPITALISED.finditer(cased, start, end):
            at = match.start()
            if (at > 0 and (cased[at - 1].isalnum() or cased[at - 1] in "'-")) or at in self._known_starts:
                continue
            if previous_end >= 0 and cased[previous_end:at].strip(" .-") == "":
                previous_end = match.end()
                continue
            previous_end = match.end()
            before = cased[max(0, at - 14) : at].lower().rstrip()
            if before.endswith(self._place_words) or self._opens_sentence(at):
                continue
            if runs_only and not self._opens_run(match.end()):
                continue
            found.append(at)
        return found

    def leading_names(self, start: int, end: int) -> list[int]:
        """Return where a sentence of a span opens with two capitalised words that no list knows: a full name."""
        if not self.grammar.lexicon.spaced:
            return []
        found = []
        for low, high in self.sentences[bisect_left(self._sentence_starts, start) :]:
            if high > end + 1:
                break
            first = _CAPITALISED.match(self.text.cased, low)
            if first is None or low in self._known_starts or first.group().lower() in self._small_words:
                continue
            if self._opens_run(first.end()):
                found.append(low)
        return found

    @cached_property
    def _small_words(self) -> frozenset[str]:
        """What may open a sentence with a capital and is no name."""
        markers = self.grammar.lexicon.markers
        return frozenset((*markers.articles, *markers.oblique, *markers.place, *markers.partner))

    def opens_with_stranger(self, start: int, end: int) -> bool:
        """Tell whether a full name that no list knows stands before a position of its sentence, as its subject does."""
        lexicon = self.grammar.lexicon
        if not self.capitals_speak or lexicon.free_order or self.sentence_at(start)[0] != start:
            return False
        if self.leading_names(*self.sentence_at(start)):
            return True
        runs = (_CAPITALISED.match(self.text.cased, at) for at in self.unknown_names(start, end))
        return any(run is not None and self._opens_run(run.end()) for run in runs)

    def _opens_run(self, end: int) -> bool:
        """Tell whether a second capitalised word that no list knows follows directly."""
        following = _CAPITALISED.match(self.text.cased, end + 1)
        return self.text.cased[end : end + 1] == " " and following is not None and end + 1 not in self._known_starts

    def is_unknown_capital(self, at: int) -> bool:
        """Tell whether a capitalised word that no list knows stands at a position."""
        return _CAPITALISED.match(self.text.cased, at) is not None and at not in self._known_starts

    def unknown_word_at(self, end: int) -> bool:
        """Tell whether in a headline in title case the next word is a capitalised one that no list knows."""
        if self.capitals_speak or not self.grammar.lexicon.spaced or self.grammar.lexicon.nouns_capitalised:
            return False
        at = end
        while at < len(self.text.cased) and self.text.cased[at] == " ":
            at += 1
        following = _CAPITALISED.match(self.text.cased, at)
        return following is not None and at not in self._known_starts

    @cached_property
    def _place_words(self) -> tuple[str, ...]:
        return tuple(f" {word}" for word in (*self.grammar.lexicon.markers.place, *self.grammar.lexicon.markers.named))

    def _opens_sentence(self, at: int) -> bool:
        before = self.text.cased[:at].rstrip() if at < 400 else self.text.cased[at - 3 : at].rstrip()
        return not before or before[-1] in ".!?\n\"'—:;("
