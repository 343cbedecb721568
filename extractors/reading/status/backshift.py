"""Verbs in the pluperfect that only report what is news: "The ministry said that Austin had met Li"."""

from __future__ import annotations

from extractors.reading.status.dated_deeds import stands_under_way
from extractors.reading.text.clock import Clock, TimeSpan
from extractors.reading.text.grammar import Part
from extractors.reading.text.page import Page
from extractors.reading.times.times import TimeReader
from extractors.reading.triggers.aspects import ACTS, Aspect
from extractors.reading.triggers.triggers import Trigger
from seeds.lexicon import Scheme
from seeds.watches import EventMode

LEAD_SENTENCES = 3
"""Where a report tells its news; further down such words recall."""

SAID_CHARACTERS = 32
"""How far before "that" its verb may begin ("said late on Sunday evening that")."""


def is_backshifted(page: Page, trigger: Trigger) -> bool:
    """Tell whether the pluperfect is that of reported speech, which would be a plain past if it were quoted.

    It stands behind "said that" or "confirmed that", or before ", a spokesman said", in one of the first sentences.
    """
    lexicon = page.grammar.lexicon
    if trigger.aspect is not Aspect.PLUPERFECT or not lexicon.fixed_order:
        return False
    if trigger.frame.scheme is not Scheme.MUTUAL or trigger.sentence not in page.sentences[:LEAD_SENTENCES]:
        return False
    return _completes_saying(page, trigger) or _is_attributed(page, trigger)


def is_of_scene(
    page: Page, trigger: Trigger, bound: list[TimeSpan], times: TimeReader, clock: Clock, *, first_time: bool
) -> bool:
    """Tell a greeting without a day, told behind what followed it ("He had shaken Austin's hand at the dinner but …"),
    and a meeting that was under way ("They were meeting for the first time"), in a text all of whose days are those of
    its news; `first_time` says that the sentence calls it the first.
    """
    if bound or not page.grammar.lexicon.fixed_order:
        return False
    greeted = trigger.aspect is Aspect.PLUPERFECT and trigger.frame.mode is EventMode.HANDSHAKE
    meeting = trigger.aspect is Aspect.PROGRESSIVE and trigger.frame.scheme is Scheme.MUTUAL and first_time
    if not greeted and not (meeting and stands_under_way(page, trigger) and trigger.sentence != page.sentences[0]):
        return False
    told = [clock.is_recent(span) for sentence in page.sentences for span in times.read(*sentence) if not span.days]
    return True in told and all(told)


def _completes_saying(page: Page, trigger: Trigger) -> bool:
    """Tell whether the clause opens with "that" behind a verb of saying, times between them left out."""
    lexicon, opener, folded = page.grammar.lexicon, trigger.clause.opener, page.text.folded
    if opener is None:
        return False
    word = folded[opener.start : opener.end]
    if word in verbs_of_saying(page):
        return True  # "said the two had met"
    if word not in lexicon.breaks.complement:
        return False
    low = max(trigger.sentence[0], opener.start - SAID_CHARACTERS)
    words = page.words_between(low, opener.start)
    times = words.of(Part.TIME)
    end = opener.start
    for at in reversed(range(low, opener.start)):
        if folded[at] != " ":
            continue
        said = folded[at + 1 : end].strip(" ,")
        inside = any(time.start <= at + 1 < time.end for time in times)
        if said and not inside and said not in lexicon.markers.oblique:
            return said in lexicon.support.deeds or any(w.start == at + 1 for w in words.of_any(ACTS))
        end = at
    return False


def _is_attributed(page: Page, trigger: Trigger) -> bool:
    """Tell "A had met B, a spokesman said": the clause ends before a verb of saying."""
    folded = page.text.folded
    following = folded[trigger.clause.end : trigger.sentence[1]].split(" ")[:2]
    said = any(word.strip(" ,.") in verbs_of_saying(page) for word in following)
    return said and trigger.clause.opener is None and ", " in folded[trigger.end : trigger.clause.end]


def verbs_of_saying(page: Page) -> frozenset[str]:
    """Return the verbs of saying, which end a clause."""
    return frozenset(page.grammar.lexicon.breaks.words) & frozenset(page.grammar.lexicon.support.deeds)
