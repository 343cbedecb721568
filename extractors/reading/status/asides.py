"""Cues that stand beside a trigger and speak of something else: a cue with its trigger in, yes or no out."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.phrases import Hit
from extractors.reading.status.backshift import verbs_of_saying
from extractors.reading.status.barriers import FINITE
from extractors.reading.status.bound_times import owns
from extractors.reading.status.dated_deeds import describes_name
from extractors.reading.status.other_contacts import is_of_next_deed, is_of_other_call
from extractors.reading.status.partings import is_told_there
from extractors.reading.text.clauses import tells_somebody
from extractors.reading.text.grammar import BREAKING, Part, Word
from extractors.reading.text.page import Page
from extractors.reading.triggers.aspects import Aspect
from extractors.reading.triggers.continuations import OPEN
from extractors.reading.triggers.presupposing import FACTUAL_WORDS
from extractors.reading.triggers.triggers import Trigger
from seeds.entities import EntityKind
from seeds.lexicon import Form, Scheme

ASKED_CHARACTERS = 40
"""How far behind a verb of asking the name may begin, with its title."""

ARTICLE_WORDS = 2
"""How many blanks may stand between "about" and what is asked about ("about the lifting")."""

BETWEEN_CHARACTERS = 10
"""The longest word for "between", with its blanks."""

SAID_CHARACTERS = 12
"""The longest verb of saying."""


_OF_WHAT_IS_ASKED = frozenset({"want", "negation", "refusal"})
"""What may be said of knowledge of an act that is over."""

_TAKING_BACK = frozenset({"negation", "refusal", "accept", "denial"})
"""What may be said of what was asked or done at a contact, and not of the contact."""


def stands_aside(page: Page, cue: Hit[Word], trigger: Trigger) -> bool:
    """Tell whether a cue is that of something beside the trigger."""
    reasons = (
        is_of_later,
        is_beside_presupposed,
        is_behind_presupposed,
        is_before_description,
        describes_held,
        is_of_other_call,
        is_of_request,
        is_of_next_deed,
        is_of_clause_before,
        is_told_there,
        is_before_owning_day,
        is_behind_means,
        asks_for_infinitive,
        is_part_of_adjective,
    )
    return any(reason(page, cue, trigger) for reason in reasons)


def is_in_support(cue: Hit[Word], trigger: Trigger) -> bool:
    """Tell whether a denial is only a part of the verb that makes a noun a fact: "remained their only contact"."""
    low, high = trigger.anchor
    part = low <= cue.start and cue.end <= high and cue.end - cue.start < high - low
    return trigger.is_noun and part and cue.value.name in ("negation", "refusal")


def is_beside_presupposed(page: Page, cue: Hit[Word], trigger: Trigger) -> bool:
    """Tell the denial of "was not raised in his talks with Dong", which took place: whose they are is said."""
    told = trigger.aspect in (Aspect.PRESUPPOSED, Aspect.BARE_NOUN)  # the second before its day is looked at
    lexicon = page.grammar.lexicon
    if cue.value.name not in _TAKING_BACK or not trigger.is_noun or not told:
        return False
    if not lexicon.fixed_order:
        return False
    had = page.words_between(max(trigger.sentence[0], cue.start - SAID_CHARACTERS), cue.start).of(Part.PERFECT)
    if cue.value.name != "negation" and had:
        return False  # "has refused to talk during his visit on Sunday", which may be to come
    words = page.words_between(cue.end, trigger.start)
    behind = page.words_between(trigger.end, trigger.end + BETWEEN_CHARACTERS).of(Part.MARKER, "between")
    settings = words.of(Part.MARKER, "place") if any(w.start == trigger.end + 1 for w in behind) else ()
    led = {w.start for w in words.of(Part.TO)}  # "did not come to Friday's meeting"
    for factual in (*words.of(Part.FACTUAL), *(w for w in settings if w.start not in led)):
        inside = page.words_between(factual.start, trigger.start)
        owned = any(w.value.part in (Part.PRONOUN, Part.POSSESSIVE) or w.value.name == "any" for w in inside)
        if owned and not any(w.value.part in BREAKING for w in inside):
            return True
    return False


def is_behind_presupposed(page: Page, cue: Hit[Word], trigger: Trigger) -> bool:
    """Tell the denial of "The promise, made in their talks, is not yet kept", which is that of another verb."""
    lexicon = page.grammar.lexicon
    told = trigger.aspect is Aspect.PRESUPPOSED and trigger.is_noun and lexicon.fixed_order
    if not told or cue.value.name not in ("negation", "refusal") or cue.start < trigger.end:
        return False
    led = page.words_between(trigger.clause.start, trigger.start).of(Part.FACTUAL)
    return bool(led) and "," in page.text.folded[trigger.end : cue.start]


def is_before_owning_day(page: Page, cue: Hit[Word], trigger: Trigger) -> bool:
    """Tell the wish of "wants to know more about Tuesday's dismissal", which took place, from "hopes for a dismissal".

    So does an announcement behind it: "asked for documents about the lifting of sanctions, announced on Monday".
    """
    lexicon, folded, gap = page.grammar.lexicon, page.text.folded, page.grammar.gap
    acts = trigger.is_noun and trigger.frame.scheme in (Scheme.MEASURE, Scheme.POST)
    if cue.value.name not in _OF_WHAT_IS_ASKED or not acts or not lexicon.fixed_order:
        return False
    words = page.words_between(cue.end, trigger.start)
    days = [word for word in words.of(Part.TIME) if owns(page, word, trigger)]
    if days:
        edge = days[-1].start
    elif trigger.end < trigger.anchor[0] and folded.endswith(", ", trigger.end, trigger.anchor[0]):
        edge = trigger.start
    else:
        return False
    return any(gap(folded, marker.end, edge) <= ARTICLE_WORDS for marker in words.of(Part.MARKER, "oblique"))


def is_behind_means(page: Page, cue: Hit[Word], trigger: Trigger) -> bool:
    """Tell the refusal of "By lifting the sanctions, Biden left no excuse to avoid talks", said of what follows."""
    lexicon, start = page.grammar.lexicon, trigger.sentence[0]
    acts = not trigger.is_noun and trigger.frame.scheme in (Scheme.MEASURE, Scheme.POST)
    if cue.value.name not in _TAKING_BACK or not acts or not lexicon.fixed_order:
        return False
    leading = page.words_between(start, trigger.start).of(Part.MARKER)
    led = any(w.start == start and w.end + 1 == trigger.start and w.value.name in ("agent", "place") for w in leading)
    return led and "," in page.text.folded[trigger.end : cue.start]


def asks_for_infinitive(page: Page, cue: Hit[Word], trigger: Trigger) -> bool:
    """Tell the "agreed to" of "agreed to Beijing's condition and lifted the sanctions", where a finite verb follows."""
    acts = not trigger.is_noun and trigger.frame.scheme in (Scheme.MEASURE, Scheme.POST)
    if cue.value.name != "accept" or not acts or trigger.aspect not in FINITE or cue.end >= trigger.start:
        return False
    if not page.grammar.lexicon.fixed_order:
        return False
    return any(word.end == cue.end for word in page.words_between(cue.start, cue.end).of(Part.TO))


def is_part_of_adjective(page: Page, cue: Hit[Word], trigger: Trigger) -> bool:
    """Tell the "suspended" of "the revival of long-suspended talks", which only describes them."""
    hyphened = page.text.folded[max(0, cue.start - 1) : cue.start] == "-"
    return hyphened and cue.value.name == "refusal" and cue.start != trigger.start and page.grammar.lexicon.spaced


def is_before_description(page: Page, cue: Hit[Word], trigger: Trigger) -> bool:
    """Tell the "without" of "without anybody to follow Li, ousted a week ago", where a participle describes a name."""
    return cue.end <= trigger.start - 2 and describes_name(page, trigger)


def describes_held(page: Page, cue: Hit[Word], trigger: Trigger) -> bool:
    """Tell the adjective of "has had his long-sought meeting", "held the planned talks", which then took place."""
    held = trigger.is_noun and trigger.aspect is Aspect.NOUN_SUPPORT
    lexicon, folded = page.grammar.lexicon, page.text.folded
    if held and trigger.end <= trigger.anchor[0] and cue.end + 1 == trigger.start:
        led = folded[max(0, cue.start - SAID_CHARACTERS) : cue.start].rstrip().rpartition(" ")[2]
        # "A long-sought conversation between A and B took place"
        return cue.value.name == "want" and led in lexicon.markers.articles
    held = held and trigger.anchor[1] <= cue.start
    if not held or cue.end > trigger.start or cue.value.name not in ("want", "plan") or not lexicon.spaced:
        return False
    between = folded[trigger.anchor[1] : cue.start].split()
    rest = folded[cue.end : trigger.start].split()
    small = (*lexicon.markers.articles, *lexicon.markers.oblique, *lexicon.auxiliaries.to)
    return bool(between) and between[-1] in lexicon.markers.articles and not any(word in small for word in rest)


def is_of_request(page: Page, cue: Hit[Word], trigger: Trigger) -> bool:
    """Tell what was asked of somebody at a meeting ("urged Wei at a meeting on Monday to …") from a wish for one."""
    if cue.value.name != "want" or not trigger.is_noun or cue.end > trigger.start:
        return False
    lexicon, folded = page.grammar.lexicon, page.text.folded
    led = page.words_between(cue.end, trigger.start).of(Part.FACTUAL)
    if not led or not lexicon.fixed_order:
        return False
    if page.grammar.gap(folded, led[-1].end, trigger.start) > FACTUAL_WORDS:
        return False
    if _is_own_verbs(page, cue, led[-1]):
        return True
    between = page.words_between(led[-1].end, trigger.start)
    if between.of(Part.MARKER, "oblique") or between.of(Part.MARKER, "owner"):
        return False
    names = page.names_between(cue.end, led[-1].start)
    asked = [n for n in names if n.value.entity_kind == EntityKind.PERSON and n.start - cue.end <= ASKED_CHARACTERS]
    before = page.words_between(cue.end, asked[0].start) if asked else None
    if before is None or before.of(Part.MARKER, "oblique"):
        return False
    told = any(w.value.form is Form.PAST for w in page.words_between(trigger.sentence[0], cue.start).of(Part.VERB))
    return told or not before.of(Part.MARKER, "partner")  # "may raise it with Dong in a call"


def _is_own_verbs(page: Page, cue: Hit[Word], led: Hit[Word]) -> bool:
    """Tell "An invitation was extended during the talks", where a wish is the subject of a verb of its own."""
    words = page.words_between(cue.end, led.start)
    finite = [w for w in words if w.value.part in (Part.PASSIVE, Part.PERFECT)]
    apart = bool(words.of_any(BREAKING) or words.of(Part.NOUN))
    return bool(finite) and not apart and "," not in page.text.folded[cue.end : led.start]


def is_of_later(page: Page, cue: Hit[Word], trigger: Trigger) -> bool:
    """Tell whether an outlook stands behind a verb in the past, which is no subject that it might be said of, or before
    a noun whose own clause tells that it took place: "asked for the meeting with Li, which lasted an hour"."""
    lexicon = page.grammar.lexicon
    if cue.value.name not in (*OPEN, "negation") or not lexicon.spaced:
        return False
    if trigger.is_noun and trigger.anchor[0] >= trigger.clause.end:
        return cue.end <= trigger.start
    if cue.value.name == "negation":
        return False
    told = trigger.aspect is Aspect.FINITE_PAST and not trigger.is_noun
    if cue.end <= trigger.clause.end and page.words_between(cue.start, cue.end).of(Part.TIME):
        return False  # "were they lifted tomorrow": a day, which is said of the verb itself
    backward = cue.value.cue is not None and cue.value.cue.direction == "backward"
    return not lexicon.free_order and told and backward


def is_of_clause_before(page: Page, cue: Hit[Word], trigger: Trigger) -> bool:
    """Tell the denial of "中方无意安排会谈，2日晚两人仅握手", where the clause behind has its own people and day."""
    clause, rules = trigger.clause, page.grammar.lexicon.predicates
    if rules is None or cue.value.name != "denial" or clause.opener is None or cue.end >= clause.opener.start:
        return False
    low = min(trigger.start, trigger.anchor[0])
    own = page.words_between(clause.start, low)
    first = page.words_between(cue.end, clause.start).of_any(BREAKING)[:1]
    stated = bool(page.names_between(clause.start, low)) or bool(own.of(Part.PAIR))
    return stated and bool(own.of(Part.TIME)) and bool(first) and first[0].start > cue.end


def is_said_apart(page: Page, cue: Hit[Word], trigger: Trigger, barriers: Sequence[int]) -> bool:
    """Tell the condition of "Speaking in Beijing, he said the US would act if …", "China will act if it must, Wei told
    Austin in talks", which is part of what is said."""
    lexicon, folded = page.grammar.lexicon, page.text.folded
    if not lexicon.fixed_order:
        return False
    if cue.end <= trigger.start:
        return any(_opens_attribution(page, at, trigger) for at in barriers if cue.end <= at < trigger.start)
    behind = (at for at in barriers if trigger.end <= at < cue.start)
    saying = (folded[at : at + SAID_CHARACTERS].split(" ")[0] in verbs_of_saying(page) for at in behind)
    return trigger.aspect in FINITE and any(saying)


def _opens_attribution(page: Page, at: int, trigger: Trigger) -> bool:
    """Tell whether a comma comes before who told somebody what stands before it, and a trigger there or behind."""
    verbs = page.words_between(at, trigger.sentence[1]).of(Part.VERB)[:1]
    return page.text.folded[at : at + 1] == "," and any(
        word.value.form is Form.PAST and word.start <= trigger.start and tells_somebody(word) for word in verbs
    )
