"""Base forms that "did" makes a past: "the two did sit down together", "How long did he speak with Dong?"."""

from __future__ import annotations

from extractors.phrases import Hit
from extractors.reading.text.grammar import Part, Word
from extractors.reading.text.page import Page

ADVERB_CHARACTERS = 16
"""The longest adverb between "did" and its verb, with its blanks."""

SUBJECT_WORDS = 5
"""How many words the subject may have between "did" and its verb in a question."""


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
