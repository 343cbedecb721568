"""Where a cue does not reach: into what is said, or, in a script without spaces, past a nearer verb of its clause."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.phrases import Hit
from extractors.reading.mentions.small_words import strip_articles
from extractors.reading.text.grammar import Part, Word
from extractors.reading.text.page import Page
from extractors.reading.text.relatives import end_at_last_verb
from extractors.reading.text.words import Words
from extractors.reading.triggers.aspects import FACTUAL
from extractors.reading.triggers.done_bases import is_setting_of_question
from extractors.reading.triggers.triggers import Trigger
from seeds.lexicon import CueKind, Scheme

SAID_CHARACTERS = 3
"""The longest verb of saying before the comma that parts it from what is said."""

OPENING_CHARACTERS = 4
"""What may stand before the word that opens a question: a quotation mark, "Q: "."""

CLASH_CUE_WORDS = 4
"""How far before the verb of an encounter a cue may stand ("wants to avoid unsafe intercepts")."""

OBLIQUE_CHARACTERS = 10
"""The longest article or possessive before a noun."""

NUMBER_CHARACTERS = 20
"""The longest number in words that may follow "almost"."""

CONJUNCTION_CHARACTERS = 12
"""The longest conjunction that opens a complement."""

DESCRIBED_WORDS = 4
"""How far before a thing its adjective may stand ("a suspected Chinese high-altitude spy balloon")."""

_WEIGHING = frozenset({"conditional", "counterfactual", "rumour", "recall", "since", "anniversary", "novelty"})
_FIRM = frozenset({"future", "accept", "negation"})
"""Cues beside which a plan is more than part of a wish, or less."""

_OF_QUESTIONS = CueKind.QUESTION
_IN_SPEECH = frozenset({CueKind.CONDITIONAL, _OF_QUESTIONS})


_OF_MAIN_VERB = frozenset({"want", "accept", "plan", "future", "refusal", "negation"})


def is_out_of_reach(page: Page, trigger: Trigger, cue: Hit[Word], words: Words) -> bool:
    """Tell whether a cue behind a trigger speaks of something else: of what was said, asked, or of a nearer verb."""
    if cue.start < trigger.end:
        return False
    if page.grammar.lexicon.spaced or page.grammar.lexicon.postpositions:
        if not page.grammar.lexicon.spaced:  # "北京での記者会見で、…に応じなかったと": what was said there
            there = page.text.folded[trigger.end - 1] in page.grammar.lexicon.markers.place
            return there and trigger.frame.scheme is Scheme.VISIT
        if _is_behind_relative(page, trigger, cue) or _is_behind_last_verb(page, trigger, cue):
            return True
        about_other = _is_of_complement(page, trigger, cue, words) or _is_of_purpose(page, trigger, cue)
        granted = _is_granted(trigger, cue, words) or _is_setting(page, trigger, cue)
        return about_other or granted or _is_asked_behind_colon(page, trigger, cue)
    if cue.value.name in _IN_SPEECH and _is_said(page, trigger.end, cue.start):
        return True  # "在北京结束访问时警告，如果中国不…"
    if cue.value.name == _OF_QUESTIONS and _asks_about_it(trigger, cue, words):
        return True  # "两国防长通话 谈了什么？"
    return _is_of_nearer(page, trigger, cue, words)


def _is_behind_relative(page: Page, trigger: Trigger, cue: Hit[Word]) -> bool:
    """Tell "Biden, who sat down with Xi last week, asked the emir by phone", where the way is that of the main verb."""
    opener, folded = trigger.clause.opener, page.text.folded
    if opener is None or opener.value.part is not Part.RELATIVE or cue.value.name != CueKind.REMOTE.value:
        return False
    inserted = folded[opener.start - 2 : opener.start] == ", " and not page.grammar.lexicon.free_order
    return inserted and ", " in folded[trigger.end : cue.start]


def is_before_relative(trigger: Trigger, cue: Hit[Word]) -> bool:
    """Tell "agreed with Dong, with whom he spoke on Saturday, to …": what was agreed is told of elsewhere."""
    opener = trigger.clause.opener
    return opener is not None and opener.value.part is Part.RELATIVE and cue.end <= opener.start


def _is_behind_last_verb(page: Page, trigger: Trigger, cue: Hit[Word]) -> bool:
    """Tell the "stimmte … zu" of "Nachdem A die Sanktionen aufgehoben hatte, stimmte B zu"."""
    end = end_at_last_verb(page, trigger.clause.opener, trigger.end)
    return cue.value.name in _OF_MAIN_VERB and end is not None and end < cue.start


def is_part_of_wish(page: Page, plan: Hit[Word], cues: Sequence[Hit[Word]]) -> bool:
    """Tell the "下月" of "希望下月会面", "来月の会談を呼び掛けた", which is part of what is wished for.

    The "将于" of "应王毅邀请，布林肯将于24日访华" is none.
    """
    lexicon, folded = page.grammar.lexicon, page.text.folded
    if plan.value.name != CueKind.PLAN.value:
        return False
    if lexicon.spaced:
        return _is_hoped_for(cues)
    wants = [cue for cue in cues if cue.value.name == CueKind.WANT]
    if lexicon.postpositions:
        return any(plan.end <= want.start for want in wants)
    return any(want.end <= plan.start and "，" not in folded[want.end : plan.start] for want in wants)


def _is_hoped_for(cues: Sequence[Hit[Word]]) -> bool:
    """Tell "hopes to see him next month" from "said that he would see him next month"."""
    if any(cue.value.name in _FIRM for cue in cues):
        return False
    wants = [cue for cue in cues if cue.value.name == CueKind.WANT and cue.value.cue is not None]
    return any(cue.value.cue is not None and not cue.value.cue.reported for cue in wants)


def speaks_of_clash(page: Page, cue: Hit[Word], trigger: Trigger) -> bool:
    """An encounter is not refused, asked for or planned: only cues close before its verb speak of it.

    One that almost ended in a collision took place.
    """
    if cue.value.name == CueKind.ALMOST.value:
        return False
    if cue.value.name in _WEIGHING or (cue.start >= trigger.end and _speaks_of_encounter(page, cue)):
        return True
    if cue.value.name == CueKind.DENIAL.value and (_leads_complement(page, cue) or _is_told_on(page, cue, trigger)):
        return True  # "denied that one of its planes was buzzed"
    limit = CLASH_CUE_WORDS if page.grammar.lexicon.spaced else 2 * CLASH_CUE_WORDS
    return cue.end <= trigger.start and page.grammar.gap(page.text.folded, cue.end, trigger.start) <= limit


def _speaks_of_encounter(page: Page, cue: Hit[Word]) -> bool:
    """Tell whether a cue speaks of an encounter of ships or planes that it follows: "拦截美机的可能性", "…？"."""
    lexicon = page.grammar.lexicon
    if lexicon.spaced or lexicon.postpositions:
        return False
    owned = page.text.folded[cue.start : cue.end].startswith(lexicon.party.possessive or ("\0",))
    return owned or cue.value.name in (_OF_QUESTIONS, CueKind.DENIAL)


def tells_amount(page: Page, cue: Hit[Word]) -> bool:
    """Tell "met for almost two hours", "fast 90 Minuten": a number directly behind says how much."""
    at = cue.end + page.grammar.lexicon.spaced
    times = page.words_between(at, at + NUMBER_CHARACTERS).of(Part.TIME)
    counts = page.text.folded[at : at + 1].isdigit() or any(word.start == at for word in times)
    return cue.value.name == CueKind.ALMOST.value and counts


def is_of_deed(trigger: Trigger, cue: Hit[Word]) -> bool:
    """Tell the "pidió" of "En Pekín, Blinken pidió …": what somebody asked for there is another matter."""
    low, high = trigger.anchor
    apart = trigger.frame.scheme is Scheme.VISIT and not trigger.is_noun and low != trigger.start
    return apart and low < cue.end <= high


def opens_condition(cue: Hit[Word], words: Words) -> bool:
    """Tell the "sollte" of "drohte mit Krieg, sollte sich Taiwan abspalten", where the verb opens a condition."""
    return any(
        w.start <= cue.start and cue.end <= w.end and w.end - w.start > cue.end - cue.start
        for w in words.of(Part.CONDITION)
    )


def is_spoken_of(page: Page, trigger: Trigger, new: Hit[Word]) -> bool:
    """Tell "discutent d'une reprise", "trattano della ripresa": what is new is only spoken of."""
    lexicon = page.grammar.lexicon
    if not lexicon.free_order or not lexicon.spaced or new.start < trigger.end or trigger.is_noun:
        return False
    return any(
        w.value.part is Part.MARKER
        and w.value.name == "owner"
        and not strip_articles(page.text.folded[w.end : new.start], lexicon.markers.articles)
        for w in page.words_between(trigger.end, new.start)
    )


def is_of_thing(page: Page, trigger: Trigger, cue: Hit[Word], words: Words, things: Sequence[Hit[Word]]) -> bool:
    """Tell whether "since" describes the line behind it ("恢复2022年以来中断的沟通") or is part of a verb (近距离)."""
    if any(w.start <= cue.start and cue.end <= w.end for w in words.of(Part.VERB)):
        return True
    if page.grammar.lexicon.spaced or cue.start < trigger.end:
        return False
    return any(cue.end <= thing.start < trigger.clause.end for thing in things)


def _is_of_purpose(page: Page, trigger: Trigger, cue: Hit[Word]) -> bool:
    """Tell the "to avoid" of "sat down to discuss how to avoid accidents", which is no refusal of what was done."""
    refused = cue.value.name == CueKind.REFUSAL and not trigger.is_noun
    to = any(w.end + 1 == cue.start for w in page.words_between(trigger.end, cue.start).of(Part.TO))
    return refused and to and trigger.aspect in FACTUAL


def _leads_complement(page: Page, cue: Hit[Word]) -> bool:
    """Tell whether the conjunction of its complement stands directly behind a cue: "denied that …"."""
    complements = page.grammar.lexicon.breaks.complement
    return any(
        w.value.part is Part.BREAK and 0 <= w.start - cue.end <= 2 and page.text.folded[w.start : w.end] in complements
        for w in page.words_between(cue.end, cue.end + CONJUNCTION_CHARACTERS)
    )


def _is_told_on(page: Page, cue: Hit[Word], trigger: Trigger) -> bool:
    """Tell whether no mark parts a cue from the verb that it takes as its complement without a conjunction."""
    lexicon = page.grammar.lexicon
    behind = cue.start >= trigger.end  # "…異常接近したとの主張を否定した"; before: "否认战机从美机前掠过"
    between = page.text.folded[trigger.end - 1 : cue.start] if behind else page.text.folded[cue.end : trigger.start]
    if lexicon.spaced or behind != lexicon.postpositions:
        return False
    return not any(mark in between for mark in lexicon.breaks.marks)


def _is_asked_behind_colon(page: Page, trigger: Trigger, cue: Hit[Word]) -> bool:
    """Tell "His dismissal leaves a question: whom is Austin to meet?", which does not ask whether he was dismissed."""
    return cue.value.name == _OF_QUESTIONS and ": " in page.text.folded[trigger.end : cue.start]


def _is_of_complement(page: Page, trigger: Trigger, cue: Hit[Word], words: Words) -> bool:
    """Tell the condition of what is said: "warned in Beijing that Washington would act if China …"."""
    if cue.value.name != CueKind.CONDITIONAL:
        return False
    complements = page.grammar.lexicon.breaks.complement
    return any(
        w.value.part is Part.BREAK and page.text.folded[w.start : w.end] in complements
        for w in words
        if trigger.end <= w.start and w.end <= cue.start
    )


def _is_said(page: Page, start: int, end: int) -> bool:
    """Tell whether a verb of saying with its comma or colon stands between two positions."""
    rules, folded = page.grammar.lexicon.predicates, page.text.folded
    if rules is None or not rules.saying:
        return False
    marks = [at for at in range(start, end) if folded[at] in ",:，："]
    return any(folded[max(start, at - SAID_CHARACTERS) : at].endswith(rules.saying) for at in marks)


def _asks_about_it(trigger: Trigger, cue: Hit[Word], words: Words) -> bool:
    """Tell whether a word that asks for more than yes or no stands between a trigger and the question mark."""
    asked = words.of(Part.CLASS, "asked")
    return any(trigger.end <= w.start and w.end <= cue.start for w in asked)


def _is_granted(trigger: Trigger, cue: Hit[Word], words: Words) -> bool:
    """Tell whether a question takes its deed for granted: "Why was Li taken off the list?"."""
    opening = trigger.sentence[0] + OPENING_CHARACTERS
    return cue.value.name == _OF_QUESTIONS and any(w.start <= opening for w in words.of(Part.CLASS, "asked"))


def _is_setting(page: Page, trigger: Trigger, cue: Hit[Word]) -> bool:
    """Tell "Did Austin raise Taiwan in his meeting with Dong?", what was done there, from "Did they meet?"."""
    mutual = trigger.is_noun and trigger.frame.scheme is Scheme.MUTUAL
    return cue.value.name == _OF_QUESTIONS and mutual and is_setting_of_question(page, trigger.start, trigger.end)


def _is_of_nearer(page: Page, trigger: Trigger, cue: Hit[Word], words: Words) -> bool:
    """Tell the "的努力" of "被撤职不影响恢复对话的努力", which is said of the verb directly before it."""
    folded = page.text.folded
    owned = folded[cue.start : cue.end].startswith(page.grammar.lexicon.party.possessive or ("\0",))
    if not owned:
        return False
    verbs = [w for w in words.of(Part.VERB) if trigger.end <= w.start and w.end <= cue.start]
    verbs = [w for w in verbs if all(frame.mode is not trigger.frame.mode for frame in w.value.frames)]
    if not verbs:
        return False
    between = folded[trigger.end : verbs[-1].start]
    return not any(mark in between for mark in page.grammar.lexicon.markers.joiners)


def is_subject_of_support(page: Page, trigger: Trigger, cue: Hit[Word]) -> bool:
    """Tell the noun of "The refusal follows a meeting of the two", which says nothing against the meeting."""
    low, high = trigger.anchor
    if cue.value.name != "refusal" or not trigger.is_noun or not cue.end < low < high < trigger.start:
        return False
    before = page.text.folded[max(0, cue.start - OBLIQUE_CHARACTERS) : cue.start].split(" ")[-2:-1]
    owners = page.grammar.lexicon.party.possessive
    named = bool(before) and (before[0] in page.grammar.lexicon.markers.articles or before[0].endswith(owners))
    return named and page.grammar.lexicon.spaced and page.grammar.gap(page.text.folded, cue.end, low) <= 1


def is_promised(trigger: Trigger, words: Words) -> bool:
    """Tell "pledged to pick up the phone", where what follows is yet to be done."""
    return trigger.frame.joint and any(w.start == trigger.end + 1 for w in words.of(Part.TO))


def describes_thing(page: Page, cue: Hit[Word], thing: Hit[Word]) -> bool:
    """Tell whether a cue is no more than an adjective of a thing, as "reports that" is not."""
    reports = page.text.folded[cue.start : cue.end].rpartition(" ")[2] in page.grammar.lexicon.breaks.complement
    near = page.grammar.gap(page.text.folded, cue.end, thing.start) <= DESCRIBED_WORDS
    return near and thing.start - cue.end > 0 and not reports
