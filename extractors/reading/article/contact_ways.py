"""By which ways, in person or from afar, the words of an article say that two people had contact."""

from __future__ import annotations

from extractors.reading.status.candidates import Candidate
from extractors.reading.status.scopes import is_promised
from extractors.reading.text.grammar import Part
from extractors.reading.text.page import Page
from seeds.lexicon import CueKind
from seeds.watches import EventMode

WAYS = (EventMode.MEETING, EventMode.CALL)

_NAMING = frozenset({CueKind.REMOTE, CueKind.IN_PERSON})
"""Cues that name the way of a contact."""


def sentences_of_others(candidates: list[Candidate], people: frozenset[tuple[str, ...]]) -> set[tuple[str, int]]:
    """Return the sentences, by field and start, that tell of contacts of other people alone."""
    contacts = [c for c in candidates if c.mode in (*WAYS, EventMode.STATEMENT) and len(c.roles.people) > 1]
    told = {(c.page.field.value, c.sentence[0]) for c in contacts if people & {p.key for p in c.roles.people}}
    return {(c.page.field.value, c.sentence[0]) for c in contacts} - told


def _is_remote(page: Page, sentence: tuple[int, int]) -> bool:
    return bool(page.words_between(*sentence).named(CueKind.REMOTE))


def promises_of(candidates: list[Candidate]) -> set[tuple[str, int, int]]:
    """Return where words only tell what two people promised to do, by field."""
    return {
        (c.page.field.value, c.trigger.end, c.sentence[1])
        for c in candidates
        if is_promised(c.trigger, c.page.words_between(*c.sentence))
    }


def ways_of(pages: list[Page], others: set[tuple[str, int]], promises: set[tuple[str, int, int]]) -> set[EventMode]:
    """Return the ways of contact that the words of an article name outside some sentences."""
    ways: set[EventMode] = set()
    loose: set[EventMode] = set()
    for page in pages:
        loosely = page.grammar.lexicon.support.either_way
        for word in page.words:
            if word.value.part is not Part.NOUN and word.value.name not in _NAMING:
                continue
            sentence = page.sentence_at(word.start)
            if (page.field.value, sentence[0]) in others:
                continue
            if word.value.part is Part.NOUN:
                modes = {frame.mode for frame in word.value.frames if frame.strong}
                if EventMode.STATEMENT not in modes and not _is_remote(
                    page, sentence
                ):  # "talks", "Gespräch" are said of both ways
                    (loose if word.value.name in loosely else ways).update(modes & set(WAYS))
            elif word.value.name == CueKind.REMOTE:
                if not any(f == page.field.value and low <= word.start < high for f, low, high in promises):
                    ways.add(EventMode.CALL)
            elif word.value.name == CueKind.IN_PERSON:
                ways.add(EventMode.MEETING)
    return ways or loose
