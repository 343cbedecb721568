"""Words that may report an event: a sentence's grammar hits in, triggers with clause and aspect out."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from extractors.phrases import Hit
from extractors.reading.grammar import BREAKING, Part, Word
from extractors.reading.names import NameKind
from extractors.reading.page import Page
from extractors.records.reading import ArticleField
from seeds.lexicon import Form, Frame, Scheme
from seeds.watches import EventMode


class Aspect(StrEnum):
    """How a trigger presents the event; the first group states a fact by itself."""

    FINITE_PAST = "finite_past"
    PERFECT = "perfect"
    PRESENT = "present_headline"
    RESULT = "result_state"
    NOUN_SUPPORT = "noun_support"
    PRESUPPOSED = "presupposed"  # "after meeting", "during their talks"
    PLUPERFECT = "pluperfect"
    INFINITIVE = "infinitive"
    PROGRESSIVE = "progressive"
    PARTICIPLE = "participle"  # without auxiliary: headline passive, or a description
    BARE_NOUN = "bare_noun"
    FUTURE = "future"


FACTUAL = frozenset(
    {Aspect.FINITE_PAST, Aspect.PERFECT, Aspect.PRESENT, Aspect.RESULT, Aspect.NOUN_SUPPORT, Aspect.PRESUPPOSED}
)

_ACTED = frozenset({Scheme.MEASURE, Scheme.POST, Scheme.CHANNEL})
_OF_ONE_SIDE = frozenset({Scheme.MEASURE, Scheme.POST})
_ACTS = frozenset({Part.ACT})
_ACTS_AND_REACTIONS = frozenset({Part.ACT, Part.REACTION})

SUPPORT_BEFORE_WORDS = 7
"""How far before its noun a support verb may stand ("held a frank and wide-ranging first meeting")."""

SUPPORT_AFTER_WORDS = 22
"""How far behind its noun it may stand ("talks between the US defence secretary A and China's B took place")."""

_QUOTES = frozenset({'"', "'"})

FACTUAL_WORDS = 4
"""How many words may stand between "during" and the noun."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of a sentence between breaks; `opener` is the break word before it."""

    start: int
    end: int
    opener: Hit[Word] | None


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


def split_clauses(page: Page, sentence: tuple[int, int], covered: list[tuple[int, int]]) -> list[Clause]:
    """Cut a sentence at its break words; breaks inside a name are none."""
    clauses: list[Clause] = []
    start, opener = sentence[0], None
    led = _leading_before(page, sentence)
    for word in page.words_between(*sentence):
        if led is not None and word.start >= led and opener is not None and opener.value.part is Part.BEFORE:
            clauses.append(Clause(start, led, opener))  # "Before flying on, Austin met …"
            start, opener, led = led, None, None
        if word.value.part not in BREAKING or word.start < start:
            continue
        if any(low <= word.start and word.end <= high for low, high in covered):
            continue
        if word.value.name == "role" and _title_follows(page, word.end):
            continue
        if word.start > start or opener is not None:
            clauses.append(Clause(start, word.start, opener))
        start, opener = word.end, word
    clauses.append(Clause(start, sentence[1], opener))
    return clauses


def _leading_before(page: Page, sentence: tuple[int, int]) -> int | None:
    """Return the comma that ends a clause of "before" with which a sentence opens."""
    for word in page.words_between(sentence[0], sentence[0] + LEADING_CHARACTERS):
        if word.value.part is Part.BEFORE and page.grammar.lexicon.spaced:
            comma = page.text.folded.find(", ", word.end, sentence[1])
            return comma + 1 if comma >= 0 else None
    return None


LEADING_CHARACTERS = 20
"""How far into its sentence a leading conjunction may reach ("Two days before …")."""

OBJECT_CHARACTERS = 16
"""How far the name of an object that follows its verb at once may reach."""

ROLE_WORDS = 4
"""How many words may stand between "as" and the title that makes it no break ("as its new defence minister")."""


def _title_follows(page: Page, end: int) -> bool:
    """Tell "named him as defence minister" from "as the two met"."""
    for hit in page.names_between(end, end + 60):
        if hit.value.kind in (NameKind.OFFICE, NameKind.BARE_OFFICE):
            return page.grammar.gap(page.text.folded, end, hit.start) <= ROLE_WORDS
    return False


class TriggerFinder:
    """Finds the triggers of one page."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.reach = page.grammar.lexicon.auxiliaries.reach_words

    def find(self, sentence: tuple[int, int], clauses: list[Clause]) -> list[Trigger]:
        """Return the sentence's triggers by position, one for each frame."""
        found: list[Trigger] = []
        for clause in clauses:
            words = self.page.words_between(clause.start, clause.end)
            seen: set[tuple[int, int]] = set()
            for word in words:
                span = (word.start, word.end)
                if word.value.part not in (Part.VERB, Part.NOUN) or span in seen:
                    continue
                seen.add(span)
                same = [w for w in words if (w.start, w.end) == span and w.value.part is word.value.part]
                if word.value.part is Part.VERB and not self._is_capitalised_noun(word, words, sentence):
                    found += self._verb(same, words, clause, sentence)
                if word.value.part is Part.VERB:
                    same = [w for w in words if (w.start, w.end) == span and w.value.part is Part.NOUN]
                if same and same[0].value.part is Part.NOUN:
                    found += self._noun(same, words, clause, sentence)
        return found

    def _verb(
        self, same: list[Hit[Word]], words: list[Hit[Word]], clause: Clause, sentence: tuple[int, int]
    ) -> list[Trigger]:
        hit = same[0]
        forms = {w.value.form for w in same if w.value.form is not None}
        looks_like_noun = any((w.start, w.end) == (hit.start, hit.end) and w.value.part is Part.NOUN for w in words)
        if (forms in ({Form.BASE}, {Form.GERUND}) or looks_like_noun) and self._is_named_by_article(hit):
            return []  # "une rencontre", "la visita"
        aspect, passive = self._aspect(hit, forms, words, clause)
        plural = aspect is Aspect.PRESENT and Form.PRESENT not in forms
        anchor = (hit.start, hit.end)
        if Form.FACT in forms and aspect is Aspect.NOUN_SUPPORT:  # "会谈本应举行": the verb behind carries the cues
            anchor = self._supported(hit, words, clause)[1]
        frames = {id(f): f for w in same for f in w.value.frames}.values()
        return [
            Trigger(hit.start, hit.end, frame, told, passive, False, anchor, clause, sentence, plural)
            for frame in frames
            for told in (self._decided(hit, self._planned(aspect, frame), frame, words, clause),)
            if (frame.passive or not passive) and (passive or not frame.only_passive)
        ]

    def _is_named_by_article(self, hit: Hit[Word]) -> bool:
        """Tell the noun of "the end", "Li's name" from the verb that looks like it."""
        lexicon = self.page.grammar.lexicon
        before = self.page.text.folded[max(0, hit.start - 12) : hit.start].rstrip()
        owners = lexicon.party.possessive if lexicon.spaced else ()
        articles = lexicon.markers.articles
        return before.endswith(owners or ("\0",)) or before.rpartition(" ")[2] in articles

    def _decided(self, hit: Hit[Word], aspect: Aspect, frame: Frame, words: list[Hit[Word]], clause: Clause) -> Aspect:
        """Take "an order ending X" for an act announced, "the decision to end X" and "by ending X" for a noun."""
        if frame.scheme not in _OF_ONE_SIDE or aspect not in (Aspect.INFINITIVE, Aspect.PROGRESSIVE):
            return aspect
        gap, folded = self.page.grammar.gap, self.page.text.folded
        before = [word for word in words if word.end <= hit.start]
        acts = [word for word in before if word.value.part in _ACTS_AND_REACTIONS]
        if aspect is Aspect.PROGRESSIVE and acts:
            return self._acted(hit, words, clause)[0]
        decision = any(word.value.part is Part.DECISION for word in before)
        by = any(
            word.value.part is Part.MARKER and word.value.name == "agent" and gap(folded, word.end, hit.start) <= 1
            for word in before
        )
        if (aspect is Aspect.INFINITIVE and decision) or (aspect is Aspect.PROGRESSIVE and by):
            return self._acted(hit, words, clause)[0]
        return aspect

    def _is_capitalised_noun(self, word: Hit[Word], words: list[Hit[Word]], sentence: tuple[int, int]) -> bool:
        """Tell "das Treffen" from "treffen" where nouns alone have capitals."""
        if not self.page.grammar.lexicon.nouns_capitalised or word.start == sentence[0]:
            return False
        nouns = any((w.start, w.end) == (word.start, word.end) and w.value.part is Part.NOUN for w in words)
        return nouns and self.page.text.cased[word.start].isupper()

    def _planned(self, aspect: Aspect, frame: Frame | None) -> Aspect:
        """Take the present tense of a text for a plan, where the language plans in it ("trifft am Freitag")."""
        plannable = frame is None or (
            frame.scheme in (Scheme.MUTUAL, Scheme.VISIT) and frame.mode is not EventMode.HANDSHAKE
        )
        if aspect is not Aspect.PRESENT or not plannable:
            return aspect
        plans = self.page.grammar.lexicon.present_plans and self.page.field is ArticleField.TEXT
        return Aspect.FUTURE if plans else aspect

    def _noun(
        self, same: list[Hit[Word]], words: list[Hit[Word]], clause: Clause, sentence: tuple[int, int]
    ) -> list[Trigger]:
        hit = same[0]
        if self._is_quoted(hit):
            return []
        frames = {id(f): f for w in same for f in w.value.frames}.values()
        aspect, anchor = self._supported(hit, words, clause)
        if aspect is Aspect.BARE_NOUN and any(frame.scheme in _ACTED for frame in frames):
            presupposed = all(frame.scheme in _OF_ONE_SIDE for frame in frames)
            aspect, anchor = self._acted(hit, words, clause, _ACTS_AND_REACTIONS if presupposed else _ACTS)
        return [Trigger(hit.start, hit.end, frame, aspect, False, True, anchor, clause, sentence) for frame in frames]

    def _is_quoted(self, hit: Hit[Word]) -> bool:
        """Tell the "meeting" between quotation marks, which the author does not call so, from a meeting."""
        folded = self.page.text.folded
        return folded[max(0, hit.start - 1) : hit.start] in _QUOTES and folded[hit.end : hit.end + 1] in _QUOTES

    def _aspect(self, hit: Hit[Word], forms: set[Form], words: list[Hit[Word]], clause: Clause) -> tuple[Aspect, bool]:
        auxiliary = self._auxiliary(hit, words)
        opened_after = clause.opener is not None and clause.opener.value.part is Part.AFTER
        if auxiliary is Part.TO and Form.BASE in forms:
            return Aspect.INFINITIVE, False
        if Form.INTENT in forms:
            return Aspect.FUTURE, False
        if Form.FACT in forms and self._is_attribute(hit, words):
            return Aspect.BARE_NOUN, False
        if Form.FACT in forms and not self._is_predicate(hit, words, clause):
            aspect, _ = self._supported(hit, words, clause)
            return aspect, False
        if Form.FACT in forms:
            return (Aspect.PERFECT if auxiliary is Part.PERFECT else Aspect.RESULT), False
        if Form.PARTICIPLE in forms and auxiliary is Part.PASSIVE_OPEN:
            return Aspect.INFINITIVE, True
        if Form.PARTICIPLE in forms and auxiliary is not None and auxiliary is not Part.TO:
            passive = auxiliary is Part.PASSIVE
            return (Aspect.PLUPERFECT if auxiliary is Part.PLUPERFECT else Aspect.PERFECT), passive
        if Form.PAST in forms:
            return Aspect.FINITE_PAST, False
        if Form.PRESENT in forms:
            return Aspect.PRESENT, False
        if Form.PARTICIPLE in forms:
            return Aspect.PARTICIPLE, True
        if Form.BASE in forms:
            if opened_after:  # "tras reunirse", "nach dem Treffen"
                return Aspect.PRESUPPOSED, False
            infinitive = self.page.grammar.lexicon.present_plans or not self._is_plural_present(hit, words)
            return Aspect.INFINITIVE if infinitive else Aspect.PRESENT, False
        if Form.GERUND in forms:
            if opened_after or self._follows_comma(hit):
                return Aspect.PRESUPPOSED, False
            return Aspect.PROGRESSIVE, False
        return Aspect.INFINITIVE, False

    def _is_predicate(self, hit: Hit[Word], words: list[Hit[Word]], clause: Clause) -> bool:
        """Tell the verb from the noun where one word is both: it ends its clause, or a complement or object follows."""
        rules = self.page.grammar.lexicon.predicates
        frames = hit.value.frames
        if rules is None or not any(frame.scheme is Scheme.MUTUAL for frame in frames):
            return True
        if any(w.value.part is Part.POSSESSIVE and w.end == hit.start for w in words):
            return False
        rest = self.page.text.folded[hit.end : clause.end].strip("\"' 」』)）")
        if not rest or rest.startswith(rules.complements) or rest[0].isdigit() or not rest[0].isalnum():
            return True
        near = self.page.names_between(hit.end, hit.end + OBJECT_CHARACTERS)
        if any(name.start - hit.end <= 1 for name in near):
            return True
        return any(w.value.part in (Part.TIME, Part.SIDE, Part.OTHER_SIDE) and w.start == hit.end for w in words)

    def _follows_comma(self, hit: Hit[Word]) -> bool:
        """Tell "met at the Pentagon, reopening a channel" from "considered reopening"."""
        return self.page.text.folded[max(0, hit.start - 3) : hit.start].strip().endswith(",")

    def _is_attribute(self, hit: Hit[Word], words: list[Hit[Word]]) -> bool:
        """Tell "会晤时的共识" (a verb that only describes a noun) where words have no forms."""
        if self.page.grammar.lexicon.spaced:
            return False
        return any(w.value.part is Part.POSSESSIVE and 0 <= w.start - hit.end <= 1 for w in words)

    def _auxiliary(self, hit: Hit[Word], words: list[Hit[Word]]) -> Part | None:
        """Return the nearest auxiliary before a verb, joined ones taken together ("has been" is passive)."""
        best: Hit[Word] | None = None
        for word in words:
            if (
                word.value.part
                not in (
                    Part.PERFECT,
                    Part.PLUPERFECT,
                    Part.PASSIVE,
                    Part.PASSIVE_OPEN,
                    Part.TO,
                )
                or word.end > hit.start
            ):
                continue
            limit = 2 if word.value.part is Part.TO else self.reach
            if self.page.grammar.gap(self.page.text.folded, word.end, hit.start) <= limit:
                best = word
        return self._auxiliary_behind(hit, words) or (best.value.part if best is not None else None)

    def _auxiliary_behind(self, hit: Hit[Word], words: list[Hit[Word]]) -> Part | None:
        """Return the auxiliary that closes a clause behind its verb ("getroffen haben", "aufgehoben worden")."""
        limit = self.page.grammar.lexicon.auxiliaries.behind_words
        if not limit:
            return None
        folded = self.page.text.folded
        for word in words:
            if word.value.part in (Part.PERFECT, Part.PLUPERFECT, Part.PASSIVE, Part.PASSIVE_OPEN):
                between = folded[hit.end : word.start]
                if word.start >= hit.end and between.count(" ") <= limit and "," not in between:
                    return word.value.part
        return None

    def _is_plural_present(self, hit: Hit[Word], words: list[Hit[Word]]) -> bool:
        """Tell the headline's "Austin, Li meet" from a base form that hangs on another verb, or is an imperative."""
        if self._opens_text(hit):
            return False
        for word in words:
            if word.end <= hit.start and word.value.part is Part.CUE:
                gap = self.page.grammar.gap(self.page.text.folded, word.end, hit.start)
                if gap <= 3 and word.value.cue is not None and word.value.cue.direction != "backward":
                    return False
        return True

    def _opens_text(self, hit: Hit[Word]) -> bool:
        """Tell whether nothing stands before a word in its sentence."""
        start = next((low for low, high in self.page.sentences if low <= hit.start < high), hit.start)
        return self.page.grammar.lexicon.spaced and not self.page.text.folded[start : hit.start].strip(" \"'")

    def _supported(self, hit: Hit[Word], words: list[Hit[Word]], clause: Clause) -> tuple[Aspect, tuple[int, int]]:
        """Return a noun's aspect, and where its support verb stands (the noun itself where it has none)."""
        folded, gap = self.page.text.folded, self.page.grammar.gap
        limit = SUPPORT_BEFORE_WORDS * (2 if self.page.grammar.lexicon.free_order else 1)
        before: list[Hit[Word]] = []
        for word in words:
            if word.value.part is Part.SUPPORT_BEFORE and word.end <= hit.start:
                blocked = any(
                    w.value.part is Part.NOUN and word.end <= w.start and w.end <= hit.start and w.end < hit.start
                    for w in words
                )
                if gap(folded, word.end, hit.start) <= limit and not blocked:
                    before.append(word)
        if before:
            last = before[-1]
            same = [w for w in before if (w.start, w.end) == (last.start, last.end)]
            return self._support_aspect(same, words, clause)
        after = [w for w in words if w.value.part is Part.SUPPORT_AFTER and hit.end <= w.start]
        if after and gap(folded, hit.end, after[0].start) <= SUPPORT_AFTER_WORDS:
            first = after[0]
            same = [w for w in after if (w.start, w.end) == (first.start, first.end)]
            return self._support_aspect(same, words, clause)
        opened_after = clause.opener is not None and clause.opener.value.part is Part.AFTER
        if opened_after and gap(folded, clause.start, hit.start) <= FACTUAL_WORDS + 1:
            return Aspect.PRESUPPOSED, (hit.start, hit.end)
        for word in words:
            is_ahead = word.value.part is Part.FACTUAL and word.end <= hit.start
            if is_ahead and gap(folded, word.end, hit.start) <= FACTUAL_WORDS:
                return Aspect.PRESUPPOSED, (hit.start, hit.end)
        return Aspect.BARE_NOUN, (hit.start, hit.end)

    def _acted(
        self,
        hit: Hit[Word],
        words: list[Hit[Word]],
        clause: Clause,
        parts: frozenset[Part] = _ACTS_AND_REACTIONS,
    ) -> tuple[Aspect, tuple[int, int]]:
        """Return the aspect of an act's noun that is announced, before or behind it."""
        folded, gap = self.page.text.folded, self.page.grammar.gap
        for word in words:
            if word.value.part not in parts:
                continue
            ahead = word.end <= hit.start and gap(folded, word.end, hit.start) <= SUPPORT_BEFORE_WORDS
            behind = hit.end <= word.start and gap(folded, hit.end, word.start) <= SUPPORT_AFTER_WORDS
            if ahead or behind:
                same = [w for w in words if (w.start, w.end) == (word.start, word.end) and w.value.part in parts]
                return self._support_aspect(same, words, clause)
        return Aspect.BARE_NOUN, (hit.start, hit.end)

    def _support_aspect(
        self, same: list[Hit[Word]], words: list[Hit[Word]], clause: Clause
    ) -> tuple[Aspect, tuple[int, int]]:
        forms = {w.value.form for w in same if w.value.form is not None}
        aspect = self._planned(self._aspect(same[0], forms, words, clause)[0], None)
        if aspect in FACTUAL:
            aspect = Aspect.NOUN_SUPPORT
        if aspect is Aspect.PARTICIPLE:
            # "talks held in Singapore": a headline's passive or a description; both presuppose the event
            aspect = Aspect.NOUN_SUPPORT if self.page.field is ArticleField.TITLE else Aspect.PRESUPPOSED
        return aspect, (same[0].start, same[0].end)
