"""Whether a text says of the contacts it reports that they had ceased: searched pages in, one answer out.

"The talks had been suspended since August 2022", "the group last convened in 2021": what takes place now is a first.
"""

from __future__ import annotations

from extractors.reading.clock import Clock
from extractors.reading.grammar import Part
from extractors.reading.page import Page
from extractors.reading.times import TimeReader
from seeds.lexicon import CueKind


def tells_lapse(pages: list[Page], clock: Clock) -> bool:
    """Tell whether a sentence dates a lapse of contacts long ago, and none says that they were taken up since."""
    lapsed = False
    for page in pages:
        times = TimeReader(page, clock.today)
        for sentence in page.sentences:
            words = page.words_between(*sentence)
            if words.named("routine"):
                return False
            lapse, new = words.of(Part.CLASS, "lapses"), words.of(Part.CUE, CueKind.NOVELTY.value)
            if not (lapse or new):
                continue
            since = bool(words.of(Part.CUE, CueKind.SINCE.value))
            old = any(clock.is_recent(span) is False for span in times.read(*sentence))
            if new and old and not (lapse or since):
                return False  # "the two resumed their talks in January"
            lapsed = lapsed or bool(lapse and (old or since))
    return lapsed
