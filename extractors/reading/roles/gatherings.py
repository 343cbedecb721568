"""Whether many take part, or a third one, and not two only: a trigger with its surroundings in, yes or no out."""

from __future__ import annotations

from extractors.phrases import Hit
from extractors.reading.roles.surroundings import Surroundings
from extractors.reading.text.grammar import Part, Word
from extractors.reading.text.page import Page
from extractors.reading.triggers.triggers import Trigger
from seeds.entities import EntityKind

BESIDE_CHARACTERS = 28
"""How far from the noun the name of a forum, or of those who gather, may stand."""

APART_WORDS = 4
"""How far behind its verb "separately" may stand ("met General Wei Fenghe separately")."""

TITLE_CHARACTERS = 20
"""How far behind a country its official's title may stand."""


def names_gathering(page: Page, led_by: str, at: int) -> bool:
    """Tell the country of "at the Singapore dinner", which ends at a position, from "at the Indonesian minister's"."""
    behind = page.words_between(at, at + TITLE_CHARACTERS)
    titled = any(word.value.part is Part.TITLE or word.value.name == "peers" for word in behind)
    apart = page.text.folded[at : at + 1] == " " and not page.is_unknown_capital(at + 1)
    return led_by in page.grammar.lexicon.markers.place and apart and not titled


def is_gathering(trigger: Trigger, around: Surroundings) -> bool:
    """Tell "a meeting of Asian ministers", "the ASEAN meeting", where many take part, from one of two."""
    page = around.page
    if not trigger.is_noun or trigger.frame.at_gathering or not page.grammar.lexicon.spaced:
        return False
    if any(w.value.name in page.grammar.lexicon.support.gatherings for w in page.words_between(*trigger.anchor)):
        return True  # "Dong took part in a meeting in Laos"
    folded = page.text.folded
    for word in page.words_between(trigger.end, min(trigger.clause.end, trigger.end + BESIDE_CHARACTERS)):
        owned = word.value.part is Part.MARKER and word.value.name == "owner"
        if owned and not folded[trigger.end : word.start].strip():
            if page.words_between(word.end, word.end + BESIDE_CHARACTERS).of(Part.CLASS, "stretches"):
                return False  # "a meeting of about an hour"
            if _counts(page, word.end):
                return False
            people = any(0 <= link.start - word.end <= BESIDE_CHARACTERS for link in around.finder.people)
            return not people and not around.finder.party_words(Part.PAIR, word.end, word.end + BESIDE_CHARACTERS)
    for hit in page.names_between(max(0, trigger.start - BESIDE_CHARACTERS), trigger.start):
        forum = hit.value.entity_kind == EntityKind.FORUM
        if forum and hit.end <= trigger.start and not folded[hit.end : trigger.start].strip():
            return True
    start = folded[: trigger.start].rstrip().rfind(" ") + 1
    if not page.capitals_speak or start <= trigger.sentence[0] or not page.text.cased[start].isupper():
        return False
    return not page.words_between(start, trigger.start) and not page.names_between(start, trigger.start)


def _counts(page: Page, at: int) -> bool:
    """Tell "their second meeting of the year", "the last meeting of his trip" from "a meeting of ministers"."""
    words = page.text.folded[at : at + BESIDE_CHARACTERS].split()
    skipped = len(words[0]) + 1 if words and words[0] in page.grammar.lexicon.markers.articles else 0
    owned = any(word.start == at + 1 for word in page.words_between(at, at + BESIDE_CHARACTERS).of(Part.PRONOUN))
    times = page.words_between(at + skipped, at + BESIDE_CHARACTERS).of(Part.TIME)
    return owned or any(word.start == at + skipped + 1 for word in times)


def is_multilateral(trigger: Trigger, around: Surroundings) -> bool:
    """Tell whether the clause says that several states take part, unless it is somebody's own meeting."""
    words = around.page.words_between(trigger.clause.start, trigger.clause.end)
    own = [w.end for w in words.of(Part.PRONOUN) if trigger.is_noun and 0 <= trigger.start - w.end <= 1]
    told = [w for w in words.of(Part.CUE, "multilateral") if w.start >= max(own, default=0)]
    apart = {w.start for w in words.of(Part.CLASS, "apart") if _is_of_two(w, trigger, around)}
    return any(word.start not in apart for word in told)


def _is_of_two(word: Hit[Word], trigger: Trigger, around: Surroundings) -> bool:
    """Tell "Separately, A met B", "A and B conferred separately on Friday" from "A and B met separately with C"."""
    page, lexicon = around.page, around.page.grammar.lexicon
    if trigger.is_noun or not lexicon.fixed_order:
        return False
    if trigger.start <= word.start and word.end <= trigger.end:
        return True  # "met separately with"
    if word.end <= trigger.start:
        return word.start == trigger.sentence[0] and page.text.folded[word.end : word.end + 1] == ","
    near = page.grammar.gap(page.text.folded, trigger.end, word.start) <= APART_WORDS
    return near and not page.words_between(word.end, trigger.clause.end).of(Part.MARKER, "partner")


def is_of_third(trigger: Trigger, around: Surroundings) -> bool:
    """Tell "澳大利亚副总理昨天见了奥斯汀，今天见李尚福", where a third country's official opens clause or sentence."""
    page, finder = around.page, around.finder
    if page.grammar.lexicon.predicates is None or finder.subject(trigger):
        return False
    if finder.party_words(Part.PAIR, trigger.sentence[0], trigger.start):
        return False
    for start in {trigger.sentence[0], trigger.clause.start}:
        ranks = finder.class_words("ranks", start, trigger.start)
        sides = [s for s in around.sides.within(start, trigger.start) if s.side not in around.world.main_sides]
        if any(side.start == start and side.end == word.start for side in sides for word in ranks):
            return True
    return False
