"""What "did" takes for done: "the two did sit down together", "Did he raise it in his meeting with Dong?"."""

from __future__ import annotations

from extractors.phrases import Hit
from extractors.reading.text.grammar import Part, Word
from extractors.reading.text.page import Page

ADVERB_CHARACTERS = 16
"""The longest adverb between "did" and its verb, with its blanks."""

SUBJECT_WORDS = 5
"""How many words the subject may have between "did" and its verb in a question."""

PARTNER_CHARACTERS = 10
"""The longest word before a partner, with its blanks."""

SETTING_CHARACTERS = 40
"""How far before the noun of an event the "in" may stand that makes it a setting ("in the secretary's meeting")."""

SETTING_WORDS = 3
"""How many words may tell whose or which it is."""

_PARTNERS = frozenset({"partner", "between", "owner"})


def is_emphatic(page: Page, base: Hit[Word]) -> bool:
    """Tell "the two did sit down together" from "refused to sit down"."""
    emphatic = tuple(f" {word}" for word in page.grammar.lexicon.auxiliaries.emphatic)
    if not emphatic:
        return False
    end = base.start - 1
    adverb = [w for w in page.words_between(max(0, base.start - ADVERB_CHARACTERS), base.start) if w.end == end]
    if any(w.value.name == "brief" for w in adverb):  # "he did briefly meet"
        end = min(w.start for w in adverb) - 1
    return page.text.folded.endswith(emphatic, 0, end)


def is_taken_for_granted(page: Page, base: Hit[Word]) -> bool:
    """Tell "How long did he speak with Dong?", which asks about what was done, from "Did he speak with Dong?"."""
    emphatic = tuple(f" {word}" for word in page.grammar.lexicon.auxiliaries.emphatic)
    start = page.sentence_at(base.start)[0]
    asked = [word.end for word in page.words_between(start, base.start).of(Part.CLASS, "asked")]
    if not asked or not emphatic or not page.text.folded.endswith(emphatic, 0, max(asked)):
        return False
    between = page.words_between(max(asked), base.start)
    near = page.grammar.gap(page.text.folded, max(asked), base.start) <= SUBJECT_WORDS
    return near and not any(word.value.part in (Part.VERB, Part.CUE, Part.TO) for word in between)


def is_setting_of_question(page: Page, start: int, end: int) -> bool:
    """Tell the noun of "Did Austin raise Taiwan in his meeting with Dong?", which took place whatever was raised there.

    The question opens with an auxiliary of the past ("Was it discussed at …"), and the partner stands behind the noun.
    """
    lexicon, low = page.grammar.lexicon, page.sentence_at(start)[0]
    if not lexicon.fixed_order:
        return False
    asked = {*lexicon.auxiliaries.emphatic, *lexicon.auxiliaries.pluperfect, *lexicon.auxiliaries.passive}
    opening = [word.strip("\"'") for word in page.text.folded[low:start].split()[:2]]  # behind "Q:" too
    past = any(word in asked - {*lexicon.auxiliaries.present} for word in opening)
    behind = page.words_between(end, end + PARTNER_CHARACTERS).of(Part.MARKER)
    named = any(word.start == end + 1 and word.value.name in _PARTNERS for word in behind)
    return past and named and _is_setting(page, max(low, start - SETTING_CHARACTERS), start)


def _is_setting(page: Page, low: int, start: int) -> bool:
    """Tell "in his meeting", "at yesterday's meeting" from "a meeting", "take part in a meeting"."""
    lexicon, before = page.grammar.lexicon, page.words_between(low, start)
    at = max((w.start for w in (*before.of(Part.MARKER, "place"), *before.of(Part.FACTUAL))), default=-1)
    said = page.text.folded[at:start].split()[1 : SETTING_WORDS + 1] if at >= 0 else []
    numbers = {page.text.folded[word.start : word.end] for word in before.of(Part.TIME, "numbers")}
    owners = lexicon.party.possessive or ("\0",)
    return any((word in lexicon.markers.articles and word not in numbers) or word.endswith(owners) for word in said)
