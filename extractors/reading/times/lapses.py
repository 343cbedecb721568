"""Whether a text says of the contacts it reports that they had ceased: searched pages in, one answer out.

"The talks had been suspended since August 2022", "the group last convened in 2021": what takes place now is a first.
"""

from __future__ import annotations

from extractors.phrases import Hit
from extractors.reading.text.clock import Clock, TimeSpan
from extractors.reading.text.grammar import Part, Word
from extractors.reading.text.page import Page
from extractors.reading.text.words import Words
from extractors.reading.times.times import TimeReader
from seeds.lexicon import CueKind, Frame, Scheme

HALT_WORDS = 10
"""How far from the format that it ended a word for halting may stand ("walked away from the forum", "the round that
was to be held in 2022 was called off")."""

TAKEN_UP_WORDS = 3
"""How far behind "resumed" its time may stand ("resumed their talks in January")."""

OPEN_WORDS = 3
"""How far before a reopening the word may stand that says it has not come about ("no talk of reopening")."""

LAPSE_DAYS = 240
"""A format that met so few days ago has not lapsed: most meet once or twice a year."""


def tells_lapse(pages: list[Page], clock: Clock) -> bool:
    """Tell whether a sentence dates a lapse of contacts long ago, and none says that they were taken up since."""
    lapsed = False
    for page in pages:
        times = TimeReader(page, clock.today)
        for sentence in page.sentences:
            words = page.words_between(*sentence)
            lapse, new = _lapse_of(page, words), words.of(Part.CUE, CueKind.NOVELTY.value)
            if words.named("routine") and not lapse and not new:
                return False
            if any(frame.contrary for w in words.of(Part.VERB) for frame in w.value.frames if _is_of_lines(frame)):
                return False  # "the talks remain frozen"
            if not (lapse or new):
                continue
            if lapse and _is_still_open(page, words):
                return False  # "no reopening of the talks that Beijing suspended"
            since = bool(words.of(Part.CUE, CueKind.SINCE.value))
            spans = times.read(*sentence)
            if _is_taken_up(page, words, spans, clock):
                return False
            old = any(clock.is_recent(span) is False for span in spans)
            if new and old and not (lapse or since or words.of(Part.CUE, CueKind.ACCEPT.value)):
                return False  # "the two resumed their talks in January"
            before = bool(words.of(Part.PLUPERFECT))  # "which Beijing had called off"
            before = before or bool(words.of(Part.CLASS, "predecessors"))  # "his predecessor got no answer"
            # "the group last met in April", "had held no such call since April"
            last = bool(words.of(Part.CUE, CueKind.RECALL.value)) or (since and _is_denied(words))
            long_ago = not (last and old) or any(_is_long_ago(span, clock) for span in spans)
            lapsed = lapsed or bool(lapse and long_ago and (old or since or before or _is_of_year(spans, clock)))
    return lapsed


def tells_earlier_start(pages: list[Page], clock: Clock) -> bool:
    """Tell "Beijing broke off the talks in 2022, and they resumed in January": what is told now is no longer new."""
    return any(
        _is_taken_up(page, page.words_between(*sentence), TimeReader(page, clock.today).read(*sentence), clock)
        for page in pages
        for sentence in page.sentences
        if page.words_between(*sentence).of(Part.CUE, CueKind.NOVELTY.value)
    )


def _is_still_open(page: Page, words: Words) -> bool:
    """Tell whether a reopening is named that has not come about, or has yet to."""
    folded, gap = page.text.folded, page.grammar.gap
    opening = [w for w in words if w.value.part in (Part.VERB, Part.NOUN) and any(_reopens(f) for f in w.value.frames)]
    cues = [w for kind in (CueKind.NEGATION, CueKind.WANT, CueKind.PLAN) for w in words.of(Part.CUE, kind.value)]
    return any(0 <= gap(folded, c.end, w.start) <= OPEN_WORDS for w in opening for c in cues if c.end <= w.start)


def _reopens(frame: Frame) -> bool:
    return _is_of_lines(frame) and not frame.needs_first and not frame.contrary


def _is_of_lines(frame: Frame) -> bool:
    return frame.scheme is Scheme.CHANNEL


def _lapse_of(page: Page, words: Words) -> bool:
    """Tell whether words say that contacts ceased: by themselves, or as a halt beside what was halted."""
    if words.of(Part.CLASS, "lapses"):
        return True
    formats = [*words.of(Part.CLASS, "formats"), *(w for w in words.of(Part.NOUN) if _names_line(w))]
    gap, folded = page.grammar.gap, page.text.folded
    return any(
        gap(folded, min(halt.end, thing.end), max(halt.start, thing.start)) <= HALT_WORDS
        for halt in words.of(Part.CLASS, "halts")
        for thing in formats
    )


def _is_denied(words: Words) -> bool:
    return bool(words.of(Part.CUE, CueKind.NEGATION.value))


def _names_line(word: Hit[Word]) -> bool:
    return any(_is_of_lines(frame) for frame in word.value.frames)


def _is_long_ago(span: TimeSpan, clock: Clock) -> bool:
    """Tell whether a time is so long past that a format which met then has not met since."""
    if clock.today is None or span.last is None:
        return clock.is_recent(span) is not True
    return (clock.today - span.last).days >= LAPSE_DAYS


def _is_of_year(spans: list[TimeSpan], clock: Clock) -> bool:
    """Tell whether an undated text names a year, which it does of other years than its own."""
    return clock.today is None and any(span.first is not None for span in spans)


def _is_taken_up(page: Page, words: Words, spans: list[TimeSpan], clock: Clock) -> bool:
    """Tell whether what was new is dated before the news directly behind it: "they were taken up again in January"."""
    gap, folded = page.grammar.gap, page.text.folded
    apart = [w for name in ("since", "halts", "severed", "lapses") for w in words.named(name)]
    for new in words.of(Part.CUE, CueKind.NOVELTY.value):
        span = next((s for s in spans if s.start >= new.end), None)
        if span is None or span.vague == "distance" or clock.is_recent(span) is not False:
            continue
        ceased = any(w.end > new.start and w.start < span.start for w in apart)  # "had last convened in 2021"
        if not ceased and gap(folded, new.end, span.start) <= TAKEN_UP_WORDS:
            return True
    return False
