"""Words for a way of contact ("by video") that name the way of another contact than the trigger's."""

from __future__ import annotations

from extractors.phrases import Hit
from extractors.reading.text.grammar import Part, Word
from extractors.reading.text.page import Page
from extractors.reading.triggers.continuations import OPEN
from extractors.reading.triggers.triggers import Trigger
from seeds.entities import EntityKind
from seeds.lexicon import Form, Scheme

SUBJECT_WORDS = 4
"""The longest name of somebody else with his title, before the verb that tells of him."""

ADVERB_CHARACTERS = 8
"""The longest adverb between a contact and its way ("spoke only by video"), with its blanks."""

_SETTINGS = frozenset({EntityKind.PLACE, EntityKind.COUNTRY})
"""Names that tell where two people were."""


def is_of_next_deed(page: Page, cue: Hit[Word], trigger: Trigger) -> bool:
    """Tell the video of "Austin met Wei, Japan promised money, Zelensky spoke by video", which is another's."""
    lexicon, folded = page.grammar.lexicon, page.text.folded
    if cue.value.name != "remote" or cue.start < trigger.end or not lexicon.fixed_order:
        return False
    verbs = [w for w in page.words_between(trigger.end, cue.end).of(Part.VERB) if w.value.form is Form.PAST]
    comma = folded.rfind(", ", trigger.end, verbs[-1].start) if verbs else -1
    if comma < 0 or folded.count(" ", comma + 2, verbs[-1].start) > SUBJECT_WORDS:
        return False
    named = any(name.start == comma + 2 for name in page.names_between(comma + 2, verbs[-1].start))
    return page.capitals_speak and (named or page.is_unknown_capital(comma + 2))


def is_of_other_call(page: Page, cue: Hit[Word], trigger: Trigger) -> bool:
    """Tell the call of "A week after his talks with Dong, a commander expects his first telephone call", to come, and
    that of "met on Friday, six weeks after they spoke by video", before."""
    opener = trigger.clause.opener
    if cue.value.name != "remote":
        return False
    if _is_call_before(page, cue, trigger) or _is_before_placed(page, cue, trigger):
        return True
    before = page.words_between(trigger.clause.end, cue.start)
    led = opener is not None and opener.value.part is Part.AFTER and cue.start >= trigger.clause.end
    return led and any(word.value.name in OPEN for word in before.of(Part.CUE))


def _is_call_before(page: Page, cue: Hit[Word], trigger: Trigger) -> bool:
    """Tell whether the way belongs to another contact, behind a word for "after", "since", "whose", "having" or a
    promise: "met and agreed to speak by phone"."""
    lexicon, contact = page.grammar.lexicon, trigger.frame.scheme is Scheme.MUTUAL
    within = cue.start <= trigger.end and trigger.start <= cue.end
    if not lexicon.fixed_order or not contact or within:
        return False
    low, high = trigger.sentence
    near = [w for w in page.words_between(low, high) if w.start <= cue.end and cue.start - w.end <= ADVERB_CHARACTERS]
    others = [w for w in near if _is_contact(w) and (w.start, w.end) != (trigger.start, trigger.end)]
    if not others:
        return False
    at = others[0].start
    if page.words_between(low, trigger.start).named("since"):
        return False  # "since Biden and Xi met and since their ministers talked by video": memories both
    if at < trigger.start:
        led = page.words_between(low, at)
        return any(_parts_contacts(page, word) for word in led) and "," in page.text.folded[cue.end : trigger.start]
    between = page.words_between(trigger.end, at)
    promised = any(word.value.name == "accept" for word in between)
    return promised or any(_parts_contacts(page, word) for word in between)


def _is_before_placed(page: Page, cue: Hit[Word], trigger: Trigger) -> bool:
    """Tell the way of "spoke by phone, a day after their meeting in Malaysia", whose own clause says where."""
    opener = trigger.clause.opener
    if opener is None or opener.value.part is not Part.AFTER or cue.end > opener.start or not trigger.is_noun:
        return False
    if not page.grammar.lexicon.fixed_order:
        return False
    marks = page.words_between(trigger.end, trigger.clause.end).of(Part.MARKER, "place")
    names = page.names_between(trigger.end, trigger.clause.end)
    settings = {name.start for name in names if name.value.entity_kind in _SETTINGS}
    return any(word.end + 1 in settings for word in marks)


def _is_contact(word: Hit[Word]) -> bool:
    """Tell a verb or noun of contact, but the gerund of "held talks, speaking by video"."""
    told = word.value.part in (Part.VERB, Part.NOUN) and word.value.form is not Form.GERUND
    return told and any(frame.scheme is Scheme.MUTUAL for frame in word.value.frames)


def _parts_contacts(page: Page, word: Hit[Word]) -> bool:
    """Tell "after", "since", "whose" or ", having" from other words between two contacts."""
    breaks, said = page.grammar.lexicon.breaks, page.text.folded[word.start : word.end]
    having = word.value.part is Part.PERFECT and page.text.folded[max(0, word.start - 2) : word.start] in (", ", "")
    after = said in breaks.after or word.value.name in ("since", "coming after")
    return after or having or said in breaks.whose or said in breaks.relative
