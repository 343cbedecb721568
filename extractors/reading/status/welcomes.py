"""What is welcomed because it took place: "The two leaders welcomed the resumption of military talks"."""

from __future__ import annotations

from extractors.reading.mentions.links import Link
from extractors.reading.status.dated_nouns import is_past
from extractors.reading.text.clock import Clock, TimeSpan
from extractors.reading.text.grammar import OPEN_KINDS, Part
from extractors.reading.text.page import Page
from extractors.reading.triggers.aspects import Aspect
from extractors.reading.triggers.triggers import Trigger
from extractors.records.reading import ArticleField
from seeds.lexicon import Form, Scheme
from seeds.watches import EventMode

DEFINITE = 2
"""How many of the lexicon's `markers.named` are definite: those that come first ("the", "this")."""

DEFINITE_WORDS = 3
"""How many words before a noun its article may stand ("the first bilateral meeting")."""

REACTION_WORDS = 4
"""How many words may stand between a verb of reaction and the article's noun."""

_FINITE = frozenset({Form.PAST, Form.PRESENT})
_BOTH = 2
_QUOTES = ('"', "'")


def is_reacted_to(page: Page, trigger: Trigger, links: list[Link]) -> bool:
    """Tell whether somebody reacts to the meeting of two who are named: "Seoul hailed the meeting between A and B"."""
    lexicon, folded = page.grammar.lexicon, page.text.folded
    mutual = trigger.frame.scheme is Scheme.MUTUAL and trigger.aspect is Aspect.BARE_NOUN and trigger.is_noun
    if not mutual or not lexicon.fixed_order:
        return False
    behind = [k for k in links if k.is_person and trigger.end <= k.start and k.end <= trigger.clause.end]
    people = {p.entity for link in behind for p in link.participants if p.entity is not None}
    before = folded[trigger.clause.start : trigger.start].split()[-DEFINITE_WORDS:]
    definite = any(
        word in lexicon.markers.named[:DEFINITE] or word.endswith(lexicon.party.possessive or ("\0",))
        for word in before
    )
    if len(people) != _BOTH or not definite:
        return False
    reactions = page.words_between(trigger.clause.start, trigger.start).of(Part.REACTION)
    told = [word for word in reactions if word.value.form is Form.PAST]
    return any(page.grammar.gap(folded, word.end, trigger.start) <= REACTION_WORDS for word in told)


def is_judged(page: Page, clock: Clock, trigger: Trigger, bound: list[TimeSpan]) -> bool:
    """Tell "hailed his meeting with Dong", "calls talks with Dong 'good'", which only who held them can say.

    In a text, where the first sentence or a day that is over tells that it is news, the meeting must be a definite one
    or have an adjective between quotation marks; nothing between verb and noun leaves it open.
    """
    lexicon, folded = page.grammar.lexicon, page.text.folded
    mutual = trigger.frame.mode is EventMode.MEETING and trigger.aspect is Aspect.BARE_NOUN and trigger.is_noun
    if not mutual or not lexicon.fixed_order:
        return False
    if not bound and page.field is ArticleField.TEXT and trigger.sentence != page.sentences[0]:
        return False
    before = page.words_between(trigger.clause.start, trigger.start)
    praises, names = before.of(Part.CLASS, "praises"), before.of(Part.CLASS, "calls it")
    end = max((word.end for word in (*praises, *names)), default=-1)
    if end < 0 or page.grammar.gap(folded, end, trigger.start) > REACTION_WORDS:
        return False
    between = page.words_between(end, trigger.start)
    open_kinds = {kind.value for kind in OPEN_KINDS}
    if any(w.value.name in open_kinds or (w.value.part is Part.MARKER and w.value.name == "owner") for w in between):
        return False
    said, behind = folded[end : trigger.start], folded[trigger.end : trigger.sentence[1]]
    indefinite = {word.start for word in between.of(Part.TIME, "numbers")}
    first = end + 1
    definite = first not in indefinite and said.split()[:1] and said.split()[0] in lexicon.markers.named
    owners = (owner for owner in lexicon.party.possessive if owner not in _QUOTES)
    for owner in owners:
        said = said.replace(owner, "")
    quoted = any(mark in said for mark in _QUOTES)
    if not (definite or quoted or page.field is ArticleField.TITLE):
        return False
    good = page.words_between(trigger.end, trigger.sentence[1]).of(Part.CLASS, "good")
    judged = bool(praises) or bool(good) or any(f" {mark}" in behind for mark in _QUOTES)
    known = clock.today is not None
    return judged and all(is_past(page, clock, s) if known else not clock.is_future(s) for s in bound)


def is_welcomed(page: Page, trigger: Trigger, links: list[Link]) -> bool:
    """Tell whether two people together welcome a channel's reopening, which is then what they agreed on."""
    if trigger.frame.scheme is not Scheme.CHANNEL or trigger.aspect is not Aspect.BARE_NOUN:
        return False
    for word in page.words_between(trigger.clause.start, trigger.start):
        if word.value.part is Part.REACTION and word.value.form in _FINITE:
            subject = [k for k in links if k.is_person and trigger.clause.start <= k.start and k.end <= word.start]
            people = {p.entity for link in subject for p in link.participants if p.entity is not None}
            return len(people) == _BOTH and bool(subject) and word.start - subject[-1].end == 1
    return False
