"""Whom a verb of speaking speaks to, where a time, a line or a length of time parts them: "spoke on Friday to B"."""

from __future__ import annotations

from extractors.reading.mentions.links import Link
from extractors.reading.text.grammar import Part
from extractors.reading.text.page import Page
from extractors.reading.triggers.triggers import Trigger
from seeds.lexicon import CueKind
from seeds.watches import EventMode

SETTING_WORDS = 4
"""How far before a time, a line or a length of time its preposition may stand ("for more than an hour")."""

_SPOKEN = frozenset({EventMode.CALL, EventMode.STATEMENT})
_WAYS = frozenset({CueKind.REMOTE.value, CueKind.BRIEF.value, CueKind.IN_PERSON.value, CueKind.NOVELTY.value})


def is_hearer(page: Page, trigger: Trigger, link: Link) -> bool:
    """Tell "spoke by telephone to Dong", "talked for an hour on Friday to Dong" from "spoke of a letter to Dong"."""
    markers, frame = page.grammar.lexicon.markers, trigger.frame
    if trigger.is_noun or trigger.passive or frame.mode not in _SPOKEN or frame.joint or frame.topical:
        return False
    between = page.text.folded[trigger.end : link.start].rstrip()
    marker = next((word for word in markers.hearer if between.endswith(f" {word}")), None)
    if marker is None:
        return False
    end = trigger.end + len(between) - len(marker)
    starts = [w.start for w in page.words_between(trigger.end, end) if _is_setting(w.value.part, w.value.name)]
    if page.text.folded.rfind(" ", trigger.start, trigger.end) < 0 and not starts:
        return False  # "spoke to": a verb of its own
    for word in page.words_between(trigger.end, end).of(Part.MARKER, "oblique"):
        if not any(
            word.start <= start and page.grammar.gap(page.text.folded, word.end, start) < SETTING_WORDS
            for start in starts
        ):
            return False
    return True


def _is_setting(part: Part, name: str) -> bool:
    return part is Part.TIME or (part is Part.CUE and name in _WAYS) or (part is Part.CLASS and name == "stretches")
