"""A lexicon made ready for search: its phrases with the part each plays, in one automaton."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import IntEnum, auto
from threading import Lock

from extractors.folding import fold_phrase, spellings_of
from extractors.phrases import Hit, PhraseIndex
from seeds.lexicon import Cue, CueKind, Form, Frame, Lexicon, Remark


class Part(IntEnum):
    """The part a phrase plays; a number, because sets and tables of parts are asked for every word."""

    VERB = auto()
    NOUN = auto()
    SUPPORT_BEFORE = auto()
    SUPPORT_AFTER = auto()
    ACT = auto()
    FACTUAL = auto()
    CLASS = auto()
    CUE = auto()
    BREAK = auto()
    RELATIVE = auto()
    AFTER = auto()
    BEFORE = auto()
    CONDITION = auto()
    PERFECT = auto()
    PLUPERFECT = auto()
    PASSIVE = auto()
    PASSIVE_OPEN = auto()
    TO = auto()
    MARKER = auto()
    PAIR = auto()
    PLURAL_OFFICE = auto()
    COUNTERPART = auto()
    PRONOUN = auto()
    STAND_IN = auto()
    DECISION = auto()
    REACTION = auto()
    FORMER = auto()
    POSSESSIVE = auto()
    TITLE = auto()
    SIDE = auto()
    OTHER_SIDE = auto()
    TIME = auto()
    REMARK = auto()
    IDLE = auto()


BREAKING = frozenset({Part.BREAK, Part.RELATIVE, Part.AFTER, Part.BEFORE, Part.CONDITION})
"""Parts that end a clause."""


@dataclass(frozen=True, slots=True)
class Word:
    """One part that a phrase can play; `name` tells which verb, class, marker or domain."""

    part: Part
    name: str = ""
    form: Form | None = None
    frames: tuple[Frame, ...] = ()
    cue: Cue | None = None
    remark: Remark | None = None
    number: tuple[int, int] = (0, 0)  # of a time word: month, weekday, or range of days, months or years


class Grammar:
    """One language's lexicon, compiled."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self._spaced = lexicon.spaced
        self._index = PhraseIndex(
            (spelling, word) for phrase, word in _words(lexicon) for spelling in spellings_of(fold_phrase(phrase))
        )

    def find(self, folded: str) -> list[Hit[Word]]:
        """Return all parts found in a folded text, by position; what an idle phrase covers is dropped."""
        hits = self._index.find(folded)
        hits = _drop_covered(_drop_idle(hits))
        return hits if self.lexicon.spaced or self.lexicon.postpositions else _drop_crossing(hits)

    def gap(self, folded: str, start: int, end: int) -> int:
        """Return the distance between two positions in words (in unspaced scripts two characters count as one)."""
        if end <= start:
            return 0
        return folded.count(" ", start, end) if self._spaced else (end - start) // 2


class Grammars:
    """The grammars of several languages, each compiled once when it is first read in, however many threads want it."""

    def __init__(self, lexicons: Mapping[str, Lexicon]) -> None:
        self._lexicons = dict(lexicons)
        self._compiled: dict[str, Grammar] = {}
        self._compiling = Lock()

    def __contains__(self, language: str) -> bool:
        return language in self._lexicons

    def of(self, language: str) -> Grammar | None:
        """Return a language's grammar; None where it has no lexicon."""
        with self._compiling:
            if language in self._lexicons and language not in self._compiled:
                self._compiled[language] = Grammar(self._lexicons[language])
            return self._compiled.get(language)


def _drop_idle(hits: list[Hit[Word]]) -> list[Hit[Word]]:
    """Drop idle phrases with all that lies inside them; hits come by position, the longest of a position first."""
    idle = [hit for hit in hits if hit.value.part is Part.IDLE]
    if not idle:
        return hits
    kept: list[Hit[Word]] = []
    edge, at = -1, 0
    for hit in hits:
        while at < len(idle) and idle[at].start <= hit.start:
            edge = max(edge, idle[at].end)
            at += 1
        if hit.end > edge:
            kept.append(hit)
    return kept


def _drop_covered(hits: list[Hit[Word]]) -> list[Hit[Word]]:
    """Drop a hit that lies inside a longer one of the same part, or a trigger inside a longer trigger or support."""
    kept: list[Hit[Word]] = []
    at, reach, reach_before = -1, -1, -1  # how far hits from here, and from further left, reach
    for hit in hits:
        if hit.start > at:
            at, reach, reach_before = hit.start, hit.end, max(reach, reach_before)
        if (hit.end > reach_before and hit.end == reach) or not _is_covered(hit, kept[-16:]):
            kept.append(hit)
    return kept


def _is_covered(hit: Hit[Word], before: list[Hit[Word]]) -> bool:
    """Tell whether one of the hits before, longer than this one, plays the same part."""
    start, end, word = hit.start, hit.end, hit.value
    longer = [one for one in before if one.end >= end and one.start <= start and one.end - one.start > end - start]
    return any(
        (_group(one.value) == _group(word) or _is_part(one, hit) or _is_today(one.value, word))
        and (word.part is not Part.CLASS or _hides(one.value, word))
        for one in longer
    )


def _is_part(longer: Hit[Word], shorter: Hit[Word]) -> bool:
    """Tell the 就 of 就任 from a cue, the noun of "by telephone", which only says how, from the verb written alike."""
    verb = shorter.value.part is Part.VERB and shorter.value.form in (Form.BASE, Form.PRESENT)
    letter = shorter.value.part is Part.CUE and shorter.end - shorter.start == 1
    return (verb and longer.value.name == CueKind.REMOTE) or (letter and longer.value.part is Part.VERB)


def _is_today(longer: Word, shorter: Word) -> bool:
    """Tell the "mañana" of "esta mañana", the "Morgen" of "heute Morgen", from the one that is tomorrow."""
    told = longer.name == "weekdays" or (longer.name == "days" and longer.number[1] <= 0)
    return longer.part is Part.TIME and told and shorter.part is Part.CUE and shorter.name == "plan"


def _hides(longer: Word, shorter: Word) -> bool:
    """Tell whether a class's longer word hides another: "两军" stays what it is in "两军高层" of another class."""
    return longer.name == shorter.name or longer.name.startswith("other ")


def _drop_crossing(hits: list[Hit[Word]]) -> list[Hit[Word]]:
    """Drop a trigger that begins inside another and ends behind it: beside "不再担任" there is no "任国防部长"."""
    kept: list[Hit[Word]] = []
    edge = (-1, -1)
    for hit in hits:
        if hit.value.part in (Part.VERB, Part.NOUN):
            if edge[0] < hit.start < edge[1] < hit.end:
                continue
            edge = max(edge, (hit.start, hit.end), key=lambda span: span[1])
        kept.append(hit)
    return kept


def _group(word: Word) -> object:
    """What competes for the same words: the longest of a group wins."""
    if word.cue is not None:
        return word.cue.kind, word.cue.direction
    if word.remark is not None:
        return id(word.remark)
    return _GROUPS.get(word.part, word.part)


_GROUPS = (
    dict.fromkeys((Part.VERB, Part.NOUN), 1)
    | dict.fromkeys((Part.PERFECT, Part.PLUPERFECT, Part.PASSIVE, Part.PASSIVE_OPEN), 2)
    | dict.fromkeys((Part.PAIR, Part.PLURAL_OFFICE, Part.PRONOUN), 3)
)


def _words(lexicon: Lexicon) -> Iterator[tuple[str, Word]]:
    yield from _triggers(lexicon)
    for remark in lexicon.remarks:
        frame = Frame(mode=remark.mode, scheme=remark.scheme, contrary=True, at_gathering=remark.of_heads)
        said = Word(Part.REMARK, remark.status, frames=(frame,), remark=remark)
        yield from ((phrase, said) for phrase in remark.phrases)
    for verb in lexicon.support.before:
        yield from _forms(lexicon, verb, Part.SUPPORT_BEFORE)
    for verb in lexicon.support.after:
        yield from _forms(lexicon, verb, Part.SUPPORT_AFTER)
    for verb in lexicon.support.acts:
        yield from _forms(lexicon, verb, Part.ACT)
    for verb in lexicon.support.reactions:
        yield from _forms(lexicon, verb, Part.REACTION)
    for name, phrases in lexicon.classes.items():
        yield from ((phrase, Word(Part.CLASS, name)) for phrase in phrases)
    for cue in lexicon.cues:
        word = Word(Part.CUE, cue.kind.value, cue=cue)
        yield from ((phrase, word) for phrase in cue.phrases)
        for verb in cue.verbs:
            for form, phrases in lexicon.verbs[verb].items():
                inflected = replace(word, form=form)
                yield from ((phrase, inflected) for phrase in dict.fromkeys(phrases))
    plain = (
        (Part.FACTUAL, lexicon.support.factual),
        (Part.BREAK, lexicon.breaks.marks),
        (Part.BREAK, lexicon.breaks.words),
        (Part.RELATIVE, lexicon.breaks.relative),
        (Part.AFTER, lexicon.breaks.after),
        (Part.BEFORE, lexicon.breaks.before),
        (Part.CONDITION, lexicon.breaks.condition),
        (Part.PERFECT, lexicon.auxiliaries.perfect),
        (Part.PLUPERFECT, lexicon.auxiliaries.pluperfect),
        (Part.PASSIVE, lexicon.auxiliaries.passive),
        (Part.PASSIVE_OPEN, lexicon.auxiliaries.passive_open),
        (Part.TO, lexicon.auxiliaries.to),
        (Part.COUNTERPART, lexicon.party.counterparts),
        (Part.FORMER, lexicon.party.former),
        (Part.POSSESSIVE, lexicon.party.possessive),
        (Part.TITLE, lexicon.party.titles),
        (Part.OTHER_SIDE, lexicon.party.other_sides),
        (Part.IDLE, lexicon.idle),
        (Part.STAND_IN, lexicon.party.stand_ins),
        (Part.DECISION, lexicon.support.decisions),
    )
    yield from _time_words(lexicon)
    for part, phrases in plain:
        yield from ((phrase, Word(part)) for phrase in phrases)
    yield from ((phrase, Word(Part.BREAK, "role")) for phrase in lexicon.breaks.role)
    markers = lexicon.markers
    for name in ("partner", "between", "agent", "target", "place", "joiners", "oblique", "object", "owner"):
        yield from ((phrase, Word(Part.MARKER, name)) for phrase in getattr(markers, name))
    for part, table in (
        (Part.PAIR, lexicon.party.pairs),
        (Part.PLURAL_OFFICE, lexicon.party.plural_offices),
        (Part.PRONOUN, lexicon.party.pronouns),
        (Part.SIDE, lexicon.party.sides),
    ):
        for name, phrases in table.items():
            yield from ((phrase, Word(part, name)) for phrase in phrases)


def _triggers(lexicon: Lexicon) -> Iterator[tuple[str, Word]]:
    by_verb: dict[str, list[Frame]] = {}
    by_noun: dict[str, list[Frame]] = {}
    for frame in lexicon.frames:
        for verb in frame.verbs:
            by_verb.setdefault(verb, []).append(frame)
        for noun in frame.nouns:
            by_noun.setdefault(noun, []).append(frame)
    for verb, frames in by_verb.items():
        yield from _forms(lexicon, verb, Part.VERB, tuple(frames))
    for noun, frames in by_noun.items():
        yield from ((phrase, Word(Part.NOUN, noun, frames=tuple(frames))) for phrase in lexicon.nouns[noun])


def _forms(lexicon: Lexicon, verb: str, part: Part, frames: tuple[Frame, ...] = ()) -> Iterator[tuple[str, Word]]:
    for form, phrases in lexicon.verbs[verb].items():
        yield from ((phrase, Word(part, verb, form, frames)) for phrase in phrases)


def _time_words(lexicon: Lexicon) -> Iterator[tuple[str, Word]]:
    times = lexicon.times
    single = ("months", "weekdays", "numbers", "days", "units")
    for name in single:
        for phrase, value in getattr(times, name).items():
            yield phrase, Word(Part.TIME, name, number=(value, value))
    for name in ("spans", "month_spans", "year_spans", "beside", "seasons"):
        for phrase, bounds in getattr(times, name).items():
            yield phrase, Word(Part.TIME, name, number=bounds)
    plain = ("ago", "ago_before", "last", "next", "old", "same", "recent")
    for name in (*plain, "year_suffix", "month_suffix", "day_suffix"):
        for phrase in getattr(times, name):
            yield phrase, Word(Part.TIME, name)


OPEN_KINDS = frozenset({CueKind.PLAN, CueKind.FUTURE, CueKind.WANT, CueKind.ACCEPT})
"""Kinds of cue that leave open whether the thing will happen."""
