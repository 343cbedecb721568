"""How long ago something was where "since" tells it: "it is five days since the two met" in, the five days out."""

from __future__ import annotations

from operator import attrgetter

from extractors.phrases import Hit
from extractors.reading.text.clock import TimeSpan
from extractors.reading.text.grammar import Part, Word
from extractors.reading.text.page import Page
from extractors.reading.triggers.triggers import Trigger
from seeds.lexicon import CueKind

PASSED_WORDS = 4
"""How far before "since" a stretch of time may stand ("five days have gone by since")."""


def passed_since(page: Page, trigger: Trigger, spans: list[TimeSpan], cues: list[Hit[Word]]) -> TimeSpan | None:
    """Return the stretch of time that has passed since a trigger's event, None where none is told so."""
    if not page.grammar.lexicon.spaced:
        return None
    opener = trigger.clause.opener
    since = [c.start for c in cues if c.value.name == CueKind.SINCE and c.end <= trigger.start]
    if opener is not None and opener.value.part is Part.CUE:
        since.append(opener.start)
    if not since:
        return None
    at, folded = since[-1], page.text.folded
    if any(at < w.start < trigger.start for w in page.words_between(*trigger.sentence).of(Part.VERB)):
        return None  # of the verbs behind "since" the first is meant
    beside = [s for s in spans if s.days and s.end <= at and page.grammar.gap(folded, s.end, at) <= PASSED_WORDS]
    beside = [s for s in beside if "," not in folded[s.end : at]]
    return max(beside, key=attrgetter("days"), default=None)  # "two years to the day since"
