"""How a trigger presents its event: its forms, auxiliaries and support verbs in, an aspect out."""

from __future__ import annotations

from enum import StrEnum

from extractors.phrases import Hit
from extractors.reading.mentions.guests import is_of_guest
from extractors.reading.text.clauses import Clause
from extractors.reading.text.grammar import Part, Word
from extractors.reading.text.page import Page
from extractors.reading.text.words import Words
from extractors.reading.triggers.described_nouns import is_errand, telling_verb
from extractors.reading.triggers.done_bases import is_emphatic, is_taken_for_granted
from extractors.reading.triggers.gerunds import is_joined_infinitive, is_since_done, leads_deed
from extractors.reading.triggers.held_nouns import is_of_past
from extractors.reading.triggers.presupposing import factual_reach, is_past_subjunctive
from extractors.reading.triggers.retold import retelling_verb
from extractors.reading.triggers.verbal_nouns import is_attribute, is_of_doer, is_of_replaced, is_predicate, is_topic
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

_AUXILIARIES = frozenset({Part.PERFECT, Part.PLUPERFECT, Part.PASSIVE, Part.PASSIVE_OPEN, Part.TO})
_HAVING = frozenset({Part.PERFECT, Part.PLUPERFECT})
ACTS = frozenset({Part.ACT})
ACTS_AND_REACTIONS = frozenset({Part.ACT, Part.REACTION})

SUPPORT_BEFORE_WORDS = 7
"""How far before its noun a support verb may stand ("held a frank and wide-ranging first meeting")."""

SUPPORT_AFTER_WORDS = 22
"""How far behind its noun it may stand ("talks between the US defence secretary A and China's B took place")."""

AFTER_WORDS = 8
"""How many words may stand between "after" and the noun ("after more than three hours of closely watched talks")."""

ARTICLE_CHARACTERS = 6
"""The longest word for "one" before a noun."""

AUXILIARY_CHARACTERS = 12
"""The longest auxiliary ("have been")."""


class AspectReader:
    """Reads the aspects of one page's triggers."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.reach = page.grammar.lexicon.auxiliaries.reach_words
        # where the verb comes last, "zu Gesprächen getroffen" is no infinitive
        self.reach_of_to = 0 if page.grammar.lexicon.auxiliaries.behind_words else 2
        self.parted = page.grammar.lexicon.fixed_order

    def planned(self, aspect: Aspect, frame: Frame | None) -> Aspect:
        """Take the present tense of a text for a plan, where the language plans in it ("trifft am Freitag")."""
        plannable = frame is None or (
            frame.scheme in (Scheme.MUTUAL, Scheme.VISIT) and frame.mode is not EventMode.HANDSHAKE
        )
        if aspect is not Aspect.PRESENT or not plannable:
            return aspect
        plans = self.page.grammar.lexicon.present_plans and self.page.field is ArticleField.TEXT
        return Aspect.FUTURE if plans else aspect

    def aspect(self, hit: Hit[Word], forms: set[Form], words: Words, clause: Clause) -> tuple[Aspect, bool]:
        """Return a verb's aspect, and whether it is passive."""
        auxiliary = self._auxiliary(hit, words)
        opened_after = clause.opener is not None and clause.opener.value.part is Part.AFTER
        if Form.BASE in forms and (auxiliary is Part.TO or is_joined_infinitive(self.page, hit)):
            return Aspect.INFINITIVE, False
        if Form.INTENT in forms:
            return Aspect.FUTURE, False
        if Form.FACT in forms and is_topic(self.page, hit, clause):
            return Aspect.BARE_NOUN, False
        if Form.FACT in forms and is_attribute(self.page, hit, words):
            doer = is_of_doer(self.page, hit) and not is_of_replaced(self.page, hit)
            return (Aspect.PRESUPPOSED if doer else Aspect.BARE_NOUN), False
        if Form.FACT in forms and not is_predicate(self.page, hit, words, clause):
            aspect, _ = self.supported(hit, words, clause)
            return aspect, False
        if Form.FACT in forms:
            return (Aspect.PERFECT if auxiliary is Part.PERFECT else Aspect.RESULT), False
        if Form.PARTICIPLE in forms and auxiliary is Part.PASSIVE_OPEN:
            return (Aspect.PRESUPPOSED if is_since_done(self.page, hit) else Aspect.INFINITIVE), True
        if Form.PARTICIPLE in forms and auxiliary is not None and auxiliary is not Part.TO:
            passive = auxiliary is Part.PASSIVE
            if opened_after and self._opens(words, clause):  # "après avoir rencontré", "tras haberse reunido"
                return Aspect.RESULT, passive
            return (Aspect.PLUPERFECT if auxiliary is Part.PLUPERFECT else Aspect.PERFECT), passive
        if Form.PAST in forms or (opened_after and is_past_subjunctive(self.page, hit, forms)):
            return Aspect.FINITE_PAST, False
        if Form.PRESENT in forms:
            return Aspect.PRESENT, False
        if Form.PARTICIPLE in forms and is_of_past(self.page, hit.start):
            return Aspect.PRESUPPOSED, False
        if Form.PARTICIPLE in forms:
            leads = self.page.grammar.lexicon.free_order and self._opens_text(hit)
            return (Aspect.RESULT if leads else Aspect.PARTICIPLE), True  # "Réunis samedi, A et B ont …"
        if Form.BASE in forms and (is_emphatic(self.page, hit) or is_taken_for_granted(self.page, hit)):
            return Aspect.FINITE_PAST, False
        if Form.BASE in forms:
            lexicon = self.page.grammar.lexicon
            told = not lexicon.fixed_order or self.page.field is ArticleField.TITLE
            if opened_after:  # "tras reunirse", "nach dem Treffen"; but "after they meet" is yet to come
                return (Aspect.PRESUPPOSED if told else Aspect.INFINITIVE), False
            infinitive = lexicon.present_plans or not self._is_plural_present(hit, words)
            return Aspect.INFINITIVE if infinitive else Aspect.PRESENT, False
        if Form.GERUND in forms and auxiliary in (Part.PASSIVE, Part.PASSIVE_OPEN) and self._is_act(hit):
            return Aspect.PERFECT, False  # "said it was lifting the sanctions"
        if Form.GERUND in forms:
            if opened_after or self._follows_comma(hit) or is_of_guest(self.page, hit) or leads_deed(self.page, hit):
                return Aspect.PRESUPPOSED, False
            return Aspect.PROGRESSIVE, False
        return Aspect.INFINITIVE, False

    def _opens(self, words: Words, clause: Clause) -> bool:
        """Tell whether a clause opens with an auxiliary, as that of a perfect infinitive does."""
        if not self.page.grammar.lexicon.free_order or not self.page.grammar.lexicon.spaced:
            return False
        return any(w.start - clause.start <= 1 for w in words.of(Part.PERFECT))

    def _is_noun(self, word: Hit[Word]) -> bool:
        """Tell the noun of "since the start of the year" from the verb that looks like it."""
        before = self.page.text.folded[max(0, word.start - 8) : word.start].rstrip().rpartition(" ")[2]
        return word.value.form is Form.BASE and before in self.page.grammar.lexicon.markers.articles

    def _is_act(self, hit: Hit[Word]) -> bool:
        """Tell whether a verb is an act that its announcement performs, with its auxiliary directly before it."""
        frames = hit.value.frames
        acts = bool(frames) and all(f.scheme in (Scheme.MEASURE, Scheme.POST, Scheme.CHANNEL) for f in frames)
        before = self.page.words_between(max(0, hit.start - AUXILIARY_CHARACTERS), hit.start)
        return acts and any(w.end + 1 == hit.start for w in before.of(Part.PASSIVE))

    def _follows_comma(self, hit: Hit[Word]) -> bool:
        """Tell "met at the Pentagon, reopening a channel" from "considered reopening"."""
        return self.page.text.folded[max(0, hit.start - 3) : hit.start].strip().endswith(",")

    def _auxiliary(self, hit: Hit[Word], words: Words) -> Part | None:
        """Return the nearest auxiliary before a verb, joined ones taken together ("has been" is passive)."""
        best: Hit[Word] | None = None
        for word in words.of_any(_AUXILIARIES):
            if word.end > hit.start:
                continue
            if best is not None and best.start <= word.start and word.end <= best.end:
                continue  # the "to" of "to be"
            limit = self.reach_of_to if word.value.part is Part.TO else self.reach
            if self.parted and self.page.text.folded.count(", ", word.end, hit.start) == 1:
                continue  # "should be partners, Xi told": of another statement
            if self.page.grammar.gap(self.page.text.folded, word.end, hit.start) <= limit:
                best = word
        return self._auxiliary_behind(hit, words) or (best.value.part if best is not None else None)

    def _auxiliary_behind(self, hit: Hit[Word], words: Words) -> Part | None:
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

    def _is_plural_present(self, hit: Hit[Word], words: Words) -> bool:
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
        """Tell whether nothing stands before a word in its sentence, or in what somebody says: "Ng: talk to him"."""
        before = self.page.text.folded[self.page.sentence_at(hit.start)[0] : hit.start]
        return self.page.grammar.lexicon.spaced and not before.rpartition(": ")[2].strip(" \"'")

    def supported(
        self, hit: Hit[Word], words: Words, clause: Clause, *, of_act: bool = False
    ) -> tuple[Aspect, tuple[int, int]]:
        """Return a noun's aspect, and where its support verb stands (the noun itself where it has none).

        `of_act`: the noun is an act, which nobody has or holds: "has insisted on the lifting of sanctions".
        """
        folded, gap = self.page.text.folded, self.page.grammar.gap
        spaced = self.page.grammar.lexicon.spaced
        limit = SUPPORT_BEFORE_WORDS * (2 if self.page.grammar.lexicon.free_order else 1)
        before: list[Hit[Word]] = []
        for word in words.of(Part.SUPPORT_BEFORE):
            if word.end <= hit.start and gap(folded, word.end, hit.start) <= limit:
                if of_act and any(
                    (w.start, w.end) == (word.start, word.end) and w.value.part in _HAVING for w in words
                ):
                    continue
                blocked = any(word.end <= w.start and w.end < hit.start for w in words.of(Part.NOUN))
                # "had cut off the talks": an auxiliary, part of what is said of them
                blocked = blocked or any(w.start <= word.start and word.end < w.end for w in words.of(Part.CUE))
                # "all that was left of a meeting"
                apart = any(w.start == word.end + 1 for w in words.of(Part.MARKER, "owner")) if spaced else False
                apart = apart or is_errand(self.page, word, hit)
                if not (blocked or apart):
                    before.append(word)
        if before:
            last = before[-1]
            same = [w for w in before if (w.start, w.end) == (last.start, last.end)]
            return self._support_aspect(same, words, clause)
        after = [w for w in words.of(Part.SUPPORT_AFTER) if hit.end <= w.start and not self._is_noun(w)]
        described: tuple[Aspect, tuple[int, int]] | None = None  # "during talks lasting two hours"
        if after and gap(folded, hit.end, after[0].start) <= SUPPORT_AFTER_WORDS:
            first = after[0]
            same = [w for w in after if (w.start, w.end) == (first.start, first.end)]
            described = self._support_aspect(same, words, clause)
            if described[0] is not Aspect.PROGRESSIVE:
                return described
        if retelling_verb(self.page, (hit.start, hit.end)) is not None or leads_deed(self.page, hit):
            return Aspect.PRESUPPOSED, (hit.start, hit.end)
        opened_after = clause.opener is not None and clause.opener.value.part is Part.AFTER
        if opened_after and gap(folded, clause.start, hit.start) <= AFTER_WORDS:
            return Aspect.PRESUPPOSED, (hit.start, hit.end)
        for word in words.of(Part.FACTUAL):
            is_ahead = word.end <= hit.start
            if is_ahead and gap(folded, word.end, hit.start) <= factual_reach(self.page, hit):
                return Aspect.PRESUPPOSED, (hit.start, hit.end)
        behind = telling_verb(self.page, clause) if described is None else None
        told = self._support_aspect(*behind, clause) if behind is not None else None
        if told is not None and told[0] in FACTUAL:
            return told
        return described or (Aspect.BARE_NOUN, (hit.start, hit.end))

    def acted(
        self, hit: Hit[Word], words: Words, clause: Clause, parts: frozenset[Part] = ACTS_AND_REACTIONS
    ) -> tuple[Aspect, tuple[int, int]]:
        """Return the aspect of an act's noun that is announced, before or behind it."""
        folded, gap = self.page.text.folded, self.page.grammar.gap
        limit = SUPPORT_BEFORE_WORDS * (2 if self.page.grammar.lexicon.free_order else 1)
        indefinite = self._is_indefinite(hit)
        for word in words.of_any(parts):
            if indefinite and word.value.part is Part.REACTION:
                continue  # "asked about an end to the sanctions": nobody has ended them
            ahead = word.end <= hit.start and gap(folded, word.end, hit.start) <= limit
            behind = hit.end <= word.start and gap(folded, hit.end, word.start) <= SUPPORT_AFTER_WORDS
            if ahead or behind:
                same = [w for w in words if (w.start, w.end) == (word.start, word.end) and w.value.part in parts]
                return self._support_aspect(same, words, clause, plans=False)
        return Aspect.BARE_NOUN, (hit.start, hit.end)

    def _is_indefinite(self, hit: Hit[Word]) -> bool:
        """Tell whether the word for "one" stands directly before the noun of an act, of which none is known then."""
        acts = all(frame.scheme in (Scheme.MEASURE, Scheme.POST) for frame in hit.value.frames)
        if not (acts and self.page.grammar.lexicon.spaced):
            return False
        before = self.page.words_between(max(0, hit.start - ARTICLE_CHARACTERS), hit.start).of(Part.TIME, "numbers")
        return any(word.end == hit.start - 1 and word.value.number == (1, 1) for word in before)

    def _support_aspect(
        self, same: list[Hit[Word]], words: Words, clause: Clause, *, plans: bool = True
    ) -> tuple[Aspect, tuple[int, int]]:
        """Return what a supporting verb makes of its noun; the present of an act ("salue la levée") is no plan."""
        forms = {w.value.form for w in same if w.value.form is not None}
        aspect = self.aspect(same[0], forms, words, clause)[0]
        aspect = self.planned(aspect, None) if plans else aspect
        if aspect in FACTUAL and not (aspect is Aspect.PRESUPPOSED and leads_deed(self.page, same[0])):
            aspect = Aspect.NOUN_SUPPORT
        if aspect is Aspect.PARTICIPLE:
            # "talks held in Singapore": a headline's passive or a description; both presuppose the event
            aspect = Aspect.NOUN_SUPPORT if self.page.field is ArticleField.TITLE else Aspect.PRESUPPOSED
        return aspect, (same[0].start, same[0].end)
