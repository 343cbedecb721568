"""Words that may report an event: a sentence's grammar hits in, triggers with clause and aspect out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractors.phrases import Hit
from extractors.reading.mentions.guests import is_of_guest
from extractors.reading.mentions.links import Link
from extractors.reading.text.clauses import Clause
from extractors.reading.text.grammar import Part, Word
from extractors.reading.text.page import Page
from extractors.reading.text.words import Words
from extractors.reading.triggers.aspects import ACTS, ACTS_AND_REACTIONS, Aspect, AspectReader
from extractors.reading.triggers.described_nouns import is_epithet
from extractors.reading.triggers.gerunds import is_under_way
from extractors.reading.triggers.inserted_support import inserted_support
from seeds.entities import EntityKind
from seeds.lexicon import Form, Frame, Scheme
from seeds.watches import EventMode

BEFORE_CHARACTERS = 30
"""How far before a noun its article may stand, with an adjective of two words between them."""

_ACTED = frozenset({Scheme.MEASURE, Scheme.POST, Scheme.CHANNEL, Scheme.CLASH})
_OF_ONE_SIDE = frozenset({Scheme.MEASURE, Scheme.POST})
_PRESUPPOSED = _OF_ONE_SIDE | {Scheme.CLASH}
"""Whose nouns a reaction presupposes: "protested over the downing of its balloon"."""

_REPORTING = frozenset({Part.VERB, Part.NOUN})

PLACE_CHARACTERS = 24
"""The longest place between an article and its noun."""

_QUOTES = frozenset({'"', "'"})


@dataclass(frozen=True, slots=True)
class Trigger:
    """A trigger in its clause."""

    start: int
    end: int
    frame: Frame
    aspect: Aspect
    passive: bool
    is_noun: bool
    anchor: tuple[int, int]  # the verb that carries tense and cues: the trigger's own, or the support verb's
    clause: Clause
    sentence: tuple[int, int]
    needs_plural: bool = False  # a base form read as a plural present: a fact only of two people
    done: bool = False  # the last of several things done: "met Wang before being received by Xi"
    head: Link | None = None  # whom the verb only describes: "与董军会面的赫格塞思"


class TriggerFinder:
    """Finds the triggers of one page."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.aspects = AspectReader(page)

    def find(self, sentence: tuple[int, int], clauses: list[Clause]) -> list[Trigger]:
        """Return the sentence's triggers by position, one for each frame."""
        found: list[Trigger] = []
        for clause in clauses:
            words = self.page.words_between(clause.start, clause.end)
            verbs, nouns = _by_span(words.of(Part.VERB)), _by_span(words.of(Part.NOUN))
            seen: set[tuple[int, int]] = set()
            for word in words.of_any(_REPORTING):
                span = (word.start, word.end)
                if span in seen:
                    continue
                seen.add(span)
                if word.value.part is Part.VERB and not self._is_capitalised_noun(word, words, sentence):
                    found += self._verb(verbs[span], span in nouns, words, clause, sentence)
                if span in nouns:
                    found += self._noun(nouns[span], words, clauses, clauses.index(clause), sentence)
        return found

    def _verb(
        self, same: list[Hit[Word]], looks_like_noun: bool, words: Words, clause: Clause, sentence: tuple[int, int]
    ) -> list[Trigger]:
        hit = same[0]
        forms = {w.value.form for w in same if w.value.form is not None}
        named = (forms in ({Form.BASE}, {Form.GERUND}) or looks_like_noun) and self._is_named_by_article(hit)
        if named and not (forms == {Form.GERUND} and is_of_guest(self.page, hit)):
            return []  # "une rencontre", "la visita"
        removes = any(frame.mode is EventMode.REMOVAL for word in same for frame in word.value.frames)
        if removes and is_epithet(self.page, hit):
            return []
        aspect, passive = self.aspects.aspect(hit, forms, words, clause)
        plural = aspect is Aspect.PRESENT and Form.PRESENT not in forms
        anchor = (hit.start, hit.end)
        if Form.FACT in forms and aspect is Aspect.NOUN_SUPPORT:  # "会谈本应举行": the verb behind carries the cues
            anchor = self.aspects.supported(hit, words, clause)[1]
        frames = {id(f): f for w in same for f in w.value.frames}.values()
        return [
            Trigger(
                hit.start,
                hit.end,
                frame,
                told,
                passive,
                False,
                self._anchor(anchor, told, words, clause),
                clause,
                sentence,
                plural,
            )
            for frame in frames
            for told in (self._decided(hit, self.aspects.planned(aspect, frame), frame, words, clause),)
            if (frame.passive or not passive) and (passive or not frame.only_passive)
            if not frame.under_way or is_under_way(self.page, clause)
        ]

    def _is_named_by_article(self, hit: Hit[Word]) -> bool:
        """Tell the noun of "the end", "Li's name", "his two-day visit" from the verb that looks like it."""
        lexicon = self.page.grammar.lexicon
        places = self.page.names_between(max(0, hit.start - PLACE_CHARACTERS), hit.start) if lexicon.spaced else ()
        kinds = (EntityKind.PLACE, EntityKind.COUNTRY)  # "his Beijing visit"
        beside = [n.start for n in places if n.end + 1 == hit.start and n.value.entity_kind in kinds]
        start = min([hit.start, *beside])
        before = self.page.text.folded[max(0, start - BEFORE_CHARACTERS) : start].rstrip()
        while "-" in before.rpartition(" ")[2]:
            before = before.rpartition(" ")[0]
        first = self.page.words_between(max(0, start - BEFORE_CHARACTERS), start).of(Part.CUE, "novelty")
        if lexicon.free_order and any(w.end == start - 1 for w in first):  # "la première rencontre"
            before = before.rpartition(" ")[0]
        owners = lexicon.party.possessive if lexicon.spaced else ()
        articles = lexicon.markers.articles
        return before.endswith(owners or ("\0",)) or before.rpartition(" ")[2] in articles

    def _decided(self, hit: Hit[Word], aspect: Aspect, frame: Frame, words: Words, clause: Clause) -> Aspect:
        """Take "an order ending X" for an act announced, "the decision to end X" and "by ending X" for a noun."""
        if frame.scheme not in _OF_ONE_SIDE or aspect not in (Aspect.INFINITIVE, Aspect.PROGRESSIVE):
            return aspect
        gap, folded = self.page.grammar.gap, self.page.text.folded
        if self.page.grammar.lexicon.free_order and aspect is Aspect.INFINITIVE:  # "die Entscheidung, X zu streichen"
            words = self.page.words_between(self.page.sentence_at(hit.start)[0], clause.end)
        sentence = self.page.sentence_at(hit.start)
        before = [word for word in words if word.end <= hit.start]
        acts = [word for word in before if word.value.part in ACTS_AND_REACTIONS]
        writ = any(
            word.end + 1 == hit.start for word in words.of(Part.CLASS, "writs")
        )  # "A decree ending X was signed"
        if aspect is Aspect.PROGRESSIVE and (acts or writ):
            return self.aspects.acted(hit, words, clause)[0]
        if aspect is Aspect.INFINITIVE and self._is_announced(clause):
            return Aspect.PERFECT
        decision = any(word.value.part is Part.DECISION for word in before)
        by = any(
            word.value.part is Part.MARKER
            and (word.value.name == "agent" or (word.value.name == "place" and word.start == sentence[0]))
            and gap(folded, word.end, hit.start) <= 1
            for word in before
        )  # "By naming Dong …", "In naming Dong …"
        if (aspect is Aspect.INFINITIVE and decision) or (aspect is Aspect.PROGRESSIVE and by):
            acted = self.aspects.acted(hit, words, clause)[0]
            owned = acted is Aspect.BARE_NOUN and any(self._is_owned(word) for word in before)
            return Aspect.PRESUPPOSED if owned else acted
        return aspect

    def _anchor(self, own: tuple[int, int], told: Aspect, words: Words, clause: Clause) -> tuple[int, int]:
        """Return where the act stands behind a gerund that carries its cues: "A decree ending X was not signed"."""
        acts = (word for word in words.of(Part.ACT) if word.start >= own[1])
        act = next(acts, None) if told is Aspect.NOUN_SUPPORT else None
        return (act.start, act.end) if act is not None else own

    def _is_announced(self, clause: Clause) -> bool:
        """Tell "The meeting decided on Friday: remove X", where a colon leads from an act to what it is."""
        opener, folded = clause.opener, self.page.text.folded
        if opener is None or folded[opener.start : opener.end] != ":":
            return False
        return bool(self.page.words_between(self.page.sentence_at(opener.start)[0], opener.start).of(Part.ACT))

    def _is_owned(self, word: Hit[Word]) -> bool:
        """Tell "the White House's decision to end X", which was taken, from "a decision to end X"."""
        possessive = self.page.grammar.lexicon.party.possessive or ("\0",)
        return word.value.part is Part.DECISION and self.page.text.folded.endswith(possessive, 0, word.start - 1)

    def _is_capitalised_noun(self, word: Hit[Word], words: Words, sentence: tuple[int, int]) -> bool:
        """Tell "das Treffen" from "treffen" where nouns alone have capitals."""
        if not self.page.grammar.lexicon.nouns_capitalised or word.start == sentence[0]:
            return False
        nouns = any((w.start, w.end) == (word.start, word.end) and w.value.part is Part.NOUN for w in words)
        return nouns and self.page.text.cased[word.start].isupper()

    def _noun(
        self, same: list[Hit[Word]], words: Words, clauses: list[Clause], at: int, sentence: tuple[int, int]
    ) -> list[Trigger]:
        hit, clause = same[0], clauses[at]
        frames = list({id(f): f for w in same for f in w.value.frames}.values())
        if self._is_of_channel(hit, words):
            frames = [frame for frame in frames if frame.scheme is not Scheme.MUTUAL]
        if any(word.start < hit.start and hit.end <= word.end for word in words.of(Part.CLASS, "lapses")):
            return []  # "for the first time since Beijing cut military contacts"
        if self._is_quoted(hit) and any(frame.scheme is not Scheme.CLASH for frame in frames):
            return []
        one_sided = all(frame.scheme in _OF_ONE_SIDE for frame in frames)
        aspect, anchor = self.aspects.supported(hit, words, clause, of_act=one_sided)
        if aspect is Aspect.BARE_NOUN and any(frame.scheme in _ACTED for frame in frames):
            presupposed = all(frame.scheme in _PRESUPPOSED for frame in frames)
            aspect, anchor = self.aspects.acted(hit, words, clause, ACTS_AND_REACTIONS if presupposed else ACTS)
        verb = inserted_support(self.page, hit, clauses, at) if aspect is Aspect.BARE_NOUN and not one_sided else None
        if verb is not None:  # "his meeting with Li, which the two had squeezed in, lasted an hour"
            aspect, anchor = Aspect.NOUN_SUPPORT, verb
        return [Trigger(hit.start, hit.end, frame, aspect, False, True, anchor, clause, sentence) for frame in frames]

    def _is_of_channel(self, hit: Hit[Word], words: Words) -> bool:
        """Tell the noun of "la reprise du dialogue militaire", a channel that opens, from a dialogue of two people."""
        frames = [frame for word in words.of_any(_REPORTING) for frame in word.value.frames]
        lines = {frame.needs for frame in frames if frame.scheme is Scheme.CHANNEL and not frame.needs_first}
        named = [word for line in lines if line is not None for word in words.of(Part.CLASS, line)]
        return any(w.start <= hit.start and hit.end <= w.end and w.end - w.start > hit.end - hit.start for w in named)

    def _is_quoted(self, hit: Hit[Word]) -> bool:
        """Tell the "meeting" between quotation marks, which the author does not call so, from a meeting."""
        folded = self.page.text.folded
        return folded[max(0, hit.start - 1) : hit.start] in _QUOTES and folded[hit.end : hit.end + 1] in _QUOTES


def _by_span(words: Sequence[Hit[Word]]) -> dict[tuple[int, int], list[Hit[Word]]]:
    found: dict[tuple[int, int], list[Hit[Word]]] = {}
    for word in words:
        found.setdefault((word.start, word.end), []).append(word)
    return found
