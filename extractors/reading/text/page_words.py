"""Which of the words and names of a text stand for themselves: not those that are only parts of others."""

from __future__ import annotations

from extractors.folding import FoldedText
from extractors.phrases import Hit, keep_longest
from extractors.reading.text.grammar import Part, Word
from extractors.reading.text.names import Name
from seeds.lexicon import CueKind

OVERLAPPING = 8
"""How many names may begin inside a longer one ("President Xi" holds two titles and a short name)."""

CLAUSE_CHARACTERS = 60
"""How far behind "before" the auxiliary may stand that makes it part of a time ("the week before they had met")."""

_REPORTING = frozenset({Part.VERB, Part.NOUN, Part.SUPPORT_BEFORE, Part.SUPPORT_AFTER, Part.CUE, Part.TIME})

_OPENING = frozenset({Part.BREAK, Part.BEFORE, Part.AFTER})


def joined_names(hits: list[Hit[Name]]) -> list[Hit[Name]]:
    """Keep the longest names; two that overlap and mean the same are one ("President Xi" and "Xi Jinping")."""
    joined: list[Hit[Name]] = []
    for hit in hits:
        near = range(max(0, len(joined) - OVERLAPPING), len(joined))
        same = (at for at in near if joined[at].start < hit.start < joined[at].end < hit.end)
        at = next((at for at in same if joined[at].value.id == hit.value.id), None)
        if at is not None:
            joined[at] = Hit(joined[at].start, hit.end, joined[at].value)
        joined.append(hit)
    joined.sort(key=lambda hit: (hit.start, -hit.end))
    return keep_longest(joined)


def standing_words(words: list[Hit[Word]], names: list[Hit[Name]], text: FoldedText) -> list[Hit[Word]]:
    """Return the words that stand for themselves."""
    return _without_months(_unbroken(_outside(words, names), text), text)


def _unbroken(words: list[Hit[Word]], text: FoldedText) -> list[Hit[Word]]:
    """Drop words that open no clause: the "yet" of "has not yet talked", the "before" of "spoke the day before"."""
    denials = [word for word in words if word.value.part is Part.CUE and word.value.name == CueKind.NEGATION.value]
    within = {position for denial in denials for position in range(denial.start + 1, denial.end)}
    within |= {denial.end + 1 for denial in denials}  # behind a blank; a mark closes the clause: "war es nicht: …"
    times = _whole_times(words, text)
    within |= {position for time in times for position in range(time.start + 1, time.end)}
    opening = {time.start: time.end for time in reversed(times)}  # "that day", "vor einem halben Jahr"
    return [
        word
        for word in words
        if word.value.part not in _OPENING or (word.start not in within and word.end >= opening.get(word.start, 0))
    ]


def _whole_times(words: list[Hit[Word]], text: FoldedText) -> list[Hit[Word]]:
    """Return the words of time but the "the day after" of "the day after Xi's talks with Biden", which opens these."""
    times = [word for word in words if word.value.part is Part.TIME]
    if not any(time.value.name == "beside" for time in times):
        return times
    follow = {word.start for word in words if word.value.part in (Part.MARKER, Part.BREAK, Part.AFTER, Part.BEFORE)}
    openers = {word.end for word in words if word.value.part is Part.AFTER}
    before = [word for word in words if word.value.part is Part.BEFORE]
    had = [word.start for word in words if word.value.part is Part.PLUPERFECT] if before else []
    openers |= {  # "days before the two meet", but "the week before they had met" is a time
        word.end for word in before if not any(word.end < at <= _clause_end(text, word.end) for at in had)
    }
    overlapped = {  # the "días antes" of "días antes de la reunión"
        time.end
        for time in words
        if time.value.name == "beside" and any(time.start < w.start < time.end < w.end for w in before)
    }
    return [
        word
        for word in words
        if word.value.part is Part.TIME
        and not (word.value.name == "beside" and word.end in overlapped)
        and not (
            word.value.name == "beside"
            and word.end in openers
            and text.folded[word.end : word.end + 2].strip().isalnum()
            and word.end + 1 not in follow
        )
    ]


def _clause_end(text: FoldedText, start: int) -> int:
    """Return how far a clause reaches at most: to its comma."""
    comma = text.folded.find(",", start, start + CLAUSE_CHARACTERS)
    return comma if comma >= 0 else start + CLAUSE_CHARACTERS


def _without_months(words: list[Hit[Word]], text: FoldedText) -> list[Hit[Word]]:
    """Drop cues that are the name of a month: the "May" of "on 31 May", which a capital tells from "may"."""
    months = {(word.start, word.end) for word in words if word.value.part is Part.TIME and word.value.name == "months"}
    if not months:
        return words
    return [
        word
        for word in words
        if word.value.part is not Part.CUE
        or (word.start, word.end) not in months
        or text.cased[word.start].islower()
        or not text.cased[: word.start].strip()[-1:].isalnum()
    ]


def _outside(words: list[Hit[Word]], names: list[Hit[Name]]) -> list[Hit[Word]]:
    """Drop triggers and cues that are only part of a name ("Shangri-La Dialogue")."""
    inside = {position for name in names for position in range(name.start, name.end)}
    longer = {(name.start, name.end) for name in names}
    return [
        word
        for word in words
        if word.value.part not in _REPORTING
        or word.start not in inside
        or word.end - 1 not in inside
        or (word.start, word.end) in longer
    ]
