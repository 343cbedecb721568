"""Where one sentence makes two statements though no conjunction says so: beside a relative clause that is closed, and
before an attribution that follows what was said."""

from __future__ import annotations

from extractors.phrases import Hit
from extractors.reading.mentions.links import Link
from extractors.reading.text.grammar import Part, Word
from extractors.reading.text.page import Page
from extractors.reading.text.relatives import closed_relatives, is_finite
from extractors.reading.text.words import Words
from extractors.reading.triggers.aspects import Aspect
from extractors.reading.triggers.continuations import OPEN
from extractors.reading.triggers.triggers import Trigger
from seeds.lexicon import Form
from seeds.watches import EventMode

_OPENERS = frozenset({Part.RELATIVE, Part.BREAK})

_OF_WHAT_IS_TOLD = frozenset({*OPEN, "negation", "refusal", "accept", "denial"})
"""Cues that may stand in what somebody told somebody else."""

QUOTED_WORDS = 4
"""From how many words on a quotation is a statement of its own; a shorter one is part of its author's."""

TITLE_CHARACTERS = 40
"""The longest title between a comma and the name of who said it."""


def partings(page: Page, trigger: Trigger, words: Words, links: list[Link]) -> list[int]:
    """Return where cues stop in a trigger's sentence besides its break words, in languages that write spaces."""
    lexicon, sentence = page.grammar.lexicon, trigger.sentence
    if not lexicon.fixed_order:
        return [comma for _, comma in closed_relatives(page, sentence)]
    return [
        *_ends_of_relatives(page, sentence, words),
        *_attributions(page, sentence, words, links),
        *_apposition(page, trigger, words, links),
        *_ends_of_leading(trigger),
    ]


def _ends_of_leading(trigger: Trigger) -> list[int]:
    """Return where a leading clause of time ends: "A week after the two met, China blocked a boat"."""
    clause = trigger.clause
    if clause.opener is None:
        return [clause.start - 1] if clause.start > trigger.sentence[0] else []
    return [clause.end]


def _apposition(page: Page, trigger: Trigger, words: Words, links: list[Link]) -> list[int]:
    """Return the commas around a trigger that only describes a name: "Li, no longer sanctioned, will meet …"."""
    folded = page.text.folded
    first = folded.rfind(", ", trigger.sentence[0], trigger.start)
    second = folded.find(", ", trigger.end, trigger.sentence[1])
    if first < 0 or second < 0 or not any(link.end == first for link in links):
        return []
    closed = any(is_finite(word) for word in words if word.start == second + 2)
    finite = any(is_finite(word) for word in words if first < word.start < trigger.start)
    return [first, second] if closed and not finite else []


def _ends_of_relatives(page: Page, sentence: tuple[int, int], words: Words) -> list[int]:
    """Return the second comma of "Li, whose sanctions were lifted on Friday, is due …": a finite verb follows it."""
    folded, inserting = page.text.folded, page.grammar.lexicon.breaks.inserting
    found = []
    for opener in words.of_any(_OPENERS):
        if folded[opener.start - 2 : opener.start] != ", ":
            continue
        if opener.value.part is Part.BREAK and folded[opener.start : opener.end] not in inserting:
            continue
        comma = folded.find(", ", opener.end, sentence[1])
        while comma >= 0:
            if any(is_finite(word) for word in words if word.start == comma + 2):
                found.append(comma)
                break
            comma = folded.find(", ", comma + 1, sentence[1])
    return found


def _attributions(page: Page, sentence: tuple[int, int], words: Words, links: list[Link]) -> list[int]:
    """Return the comma of "China will not yield, Wei Fenghe told Austin in talks on Friday"."""
    folded = page.text.folded
    found = []
    for word in words.of(Part.VERB):
        telling = word.value.form is Form.PAST
        if not telling or not all(f.mode is EventMode.STATEMENT and f.adjacent for f in word.value.frames):
            continue
        speaker = next((k for k in links if 0 <= word.start - k.end <= 1), None)
        if speaker is None:
            continue
        start = max(sentence[0], speaker.start - TITLE_CHARACTERS)
        comma = folded.rfind(", ", start, speaker.start)
        if comma >= 0 and not any(k.start < speaker.start and k.end > comma for k in links if k is not speaker):
            found.append(comma)
    return found


def is_told_there(page: Page, cue: Hit[Word], trigger: Trigger) -> bool:
    """Tell the denial of "Hegseth tells Dong that the US does not seek conflict in first call": it is what he told."""
    lexicon = page.grammar.lexicon
    presupposed = trigger.aspect is Aspect.PRESUPPOSED and trigger.is_noun and lexicon.fixed_order
    if not presupposed or cue.value.name not in _OF_WHAT_IS_TOLD or cue.end > trigger.start:
        return False
    led = page.words_between(cue.end, trigger.start).of(Part.FACTUAL)
    told = page.words_between(trigger.sentence[0], cue.start).of(Part.VERB)
    return bool(led) and any(
        word.value.form in (Form.PAST, Form.PRESENT)
        and all(frame.adjacent and frame.mode is EventMode.STATEMENT for frame in word.value.frames)
        for word in told
    )


def is_contrast(page: Page, cue: Hit[Word]) -> bool:
    """Tell the "not" of "it was the State Department, not the Treasury, that revoked", which denies only a name."""
    folded = page.text.folded
    if cue.value.name != "negation" or not folded.endswith(", ", 0, cue.start):
        return False
    comma = folded.find(",", cue.end, cue.end + TITLE_CHARACTERS)
    verbs = (Part.VERB, Part.SUPPORT_BEFORE, Part.SUPPORT_AFTER, Part.NOUN, Part.TO)
    return comma >= 0 and not any(word.value.part in verbs for word in page.words_between(cue.end, comma))


def is_quoted_apart(page: Page, cue: Hit[Word], start: int) -> bool:
    """Tell whether a cue stands in a quotation of several words that its trigger is no part of."""
    sentence = page.sentence_at(cue.start)
    folded = page.text.folded
    before = folded.count('"', sentence[0], cue.start)
    if before % 2 == 0:
        return False
    opened = folded.rfind('"', sentence[0], cue.start)
    closed = folded.find('"', cue.end, sentence[1])
    if closed < 0 or opened < start < closed:
        return False
    if not page.grammar.lexicon.spaced:
        return "," in folded[opened:closed]  # 说“如果…，就…”, but not 说解除制裁“目前正在谈判中”
    return folded.count(" ", opened, closed) + 1 >= QUOTED_WORDS
