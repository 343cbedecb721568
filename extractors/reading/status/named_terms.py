"""What two people agreed on, named as a thing: "act on the understandings he and Biden reached in Bali"."""

from __future__ import annotations

from extractors.reading.roles.surroundings import Surroundings
from extractors.reading.text.grammar import Part
from extractors.reading.triggers.triggers import Trigger

NOUN_CHARACTERS = 60
"""How far before its clause the article of the thing may stand ("the broad common understandings that")."""

TELLER_WORDS = 2
"""How far before such an article the verb of telling may stand ("told the assembled reporters that")."""

_APART = frozenset({Part.VERB, Part.CUE, Part.BREAK, Part.TIME, Part.MARKER, Part.PERFECT, Part.PLUPERFECT})


def is_of_named_terms(trigger: Trigger, around: Surroundings) -> bool:
    """Tell whether a verb of agreeing only describes the terms before it, on no day of its own."""
    page, lexicon = around.page, around.page.grammar.lexicon
    if not trigger.frame.joint or trigger.is_noun or not lexicon.fixed_order:
        return False
    behind = page.words_between(trigger.start, trigger.clause.end)
    if behind.of(Part.TIME, "weekdays") or behind.of(Part.TIME, "days") or behind.of(Part.TIME, "months"):
        return False
    start, folded = _start_of_subject(trigger, around), page.text.folded
    opener = trigger.clause.opener
    if opener is not None and not folded[trigger.clause.start : start].strip():
        if folded[opener.start : opener.end] not in (*lexicon.breaks.complement, *lexicon.breaks.inserting):
            return False
        start = opener.start
    if not folded[start - 2 : start - 1].isalpha():
        return False  # "On Monday, A and B agreed"
    low = max(trigger.sentence[0], start - NOUN_CHARACTERS)
    words = folded[low:start].split()
    at = max((i for i, word in enumerate(words[:-1]) if word in lexicon.markers.articles), default=-1)
    if at < 0:
        return False
    article = start - len(" ".join(words[at:])) - 1
    if any(word.value.part in _APART for word in page.words_between(article + len(words[at]), start)):
        return False  # "said the minister was sure that A and B agreed", "in the call on Monday A and B agreed"
    led = folded[max(trigger.sentence[0], trigger.clause.start) : article].split()
    prepositions = (*lexicon.markers.place, *lexicon.markers.oblique)
    if len(led) == 1 and led[0] in prepositions:
        return False  # "In the statement A and B agreed"
    return not any(word in lexicon.support.deeds for word in words[max(0, at - TELLER_WORDS) : at])


def _start_of_subject(trigger: Trigger, around: Surroundings) -> int:
    """Return where the words for the two people begin: "he and President Biden", "the two presidents, A and B,"."""
    page = around.page
    links = around.finder.subject(trigger)
    start = links[0].start if links else trigger.start
    before = page.words_between(trigger.clause.start, start)
    titles = [word.start for word in before.of(Part.TITLE) if around.finder.only_titles(word.start, start)]
    start = min([start, *titles])
    for word in reversed(page.words_between(trigger.clause.start, start).of_any(frozenset({Part.PRONOUN, Part.PAIR}))):
        between = page.text.folded[word.end : start].strip(" ,")
        if not between or between in page.grammar.lexicon.markers.joiners:
            return word.start
    return start
