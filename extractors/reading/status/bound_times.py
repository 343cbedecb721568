"""Which of several times a trigger takes: the nearest, or the old one of a clause of the same time."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.phrases import Hit
from extractors.reading.text.clock import Clock, TimeSpan
from extractors.reading.text.grammar import BREAKING, Part, Word
from extractors.reading.text.page import Page
from extractors.reading.triggers.retold import retelling_verb
from extractors.reading.triggers.triggers import Trigger
from extractors.records.reading import DatePrecision
from seeds.lexicon import CueKind, Scheme

WHEN_CHARACTERS = 2
"""Between a clause or a time and the "when" behind it stand a comma and a space at most."""

BREAK_WORDS = 3
"""How far behind a word for a break its day may stand ("cut more than a year ago")."""

OWNED_WORDS = 3
"""How many words may stand between such a day and its noun ("Tuesday's abrupt dismissal")."""

RETOLD_CHARACTERS = 40
"""How far behind the verb that tells of a noun's event its time may stand."""

RECALLED_WORDS = 2
"""How far from a verb of thinking back its day may stand ("recalled on Sunday", "On Sunday he recalled")."""

SINCE_CHARACTERS = 16
"""How far behind its time "since" may stand ("2022年8月中方中断对话以来")."""


def nearest(trigger: Trigger, spans: Sequence[TimeSpan]) -> TimeSpan | None:
    """Return the dated time that stands nearest to a trigger, the left one of two."""
    dated = [span for span in spans if span.first is not None]
    return min(dated, key=lambda span: (abs(span.start - trigger.start), span.start)) if dated else None


def behind_other_act(page: Page, trigger: Trigger, spans: list[TimeSpan]) -> list[TimeSpan]:
    """Leave out the day of another act on a post where the trigger has its own: "周二被免职的他3月出任…"."""
    if page.grammar.lexicon.spaced or trigger.frame.scheme is not Scheme.POST or len(spans) < 2:
        return spans
    before = [span for span in spans if span.end <= trigger.start][-1:]
    between = page.words_between(spans[0].end, before[0].start).of(Part.VERB) if before else ()
    mode = trigger.frame.mode
    acts = [w for w in between if any(f.scheme is Scheme.POST and f.mode is not mode for f in w.value.frames)]
    return [span for span in spans if span.start >= acts[-1].end] if acts else spans


def of_same_time(page: Page, clock: Clock, trigger: Trigger, spans: Sequence[TimeSpan]) -> list[TimeSpan]:
    """Return the old time of the clause behind: "discussed it when they met in Malaysia three weeks ago", "the visit
    that Blinken paid to Beijing in June"."""
    verb = retelling_verb(page, (trigger.start, trigger.end)) if trigger.is_noun else None
    if verb is not None and verb[0] >= trigger.clause.end:
        return [s for s in spans if 0 <= s.start - verb[1] <= RETOLD_CHARACTERS and clock.is_recent(s) is False]
    added = [s for s in spans if clock.is_recent(s) is False and _is_added(page, trigger, s)]
    if added:
        return added
    breaks, end = page.grammar.lexicon.breaks, trigger.clause.end
    behind = page.words_between(max(trigger.end, end - WHEN_CHARACTERS), trigger.sentence[1]).of_any(BREAKING)
    opened = bool(behind) and page.text.folded[behind[0].start : behind[0].end] in breaks.together
    if not opened or behind[0].start > end + WHEN_CHARACTERS:
        return []
    closing = behind[1].start if len(behind) > 1 else trigger.sentence[1]
    comma = page.text.folded.find(",", behind[0].end, closing)
    closing = comma if comma >= 0 else closing
    return [s for s in spans if behind[0].end <= s.start < closing and clock.is_recent(s) is False]


def day_before_year(page: Page, spans: Sequence[TimeSpan], here: list[TimeSpan]) -> list[TimeSpan]:
    """Return the day of "4月3日至4日，2024年中美…会议…举行", where the year only names the round, in a script without
    spaces."""
    if page.grammar.lexicon.spaced or any(span.precision is not DatePrecision.YEAR for span in here):
        return here
    ahead = [s for s in spans if here and s.precision is DatePrecision.DAY and s.end <= here[0].start]
    days = [s for s in ahead if not page.text.folded[s.end : here[0].start].strip("，, ")]
    return [s for s in days if s.first is not None and here[0].first is not None and here[0].first <= s.first] or here


def _is_added(page: Page, trigger: Trigger, span: TimeSpan) -> bool:
    """Tell "held the first call after the freeze, in December 2023", where a comma parts the time from a noun that
    tells only since when."""
    folded, opener = page.text.folded, trigger.clause.opener
    leads = opener is None or opener.value.part is not Part.AFTER
    low = folded.rfind(",", trigger.clause.end, span.start)
    if (
        not page.grammar.lexicon.fixed_order
        or not leads
        or low < 0
        or folded[span.end : trigger.sentence[1]].strip(" .\"'")
    ):
        return False
    small = (*page.grammar.lexicon.markers.place, "")
    told = page.words_between(trigger.clause.end, low).of_any(frozenset({Part.VERB, Part.SUPPORT_BEFORE}))
    return folded[low + 1 : span.start].strip() in small and not told


def of_day_before(page: Page, clock: Clock, opener: Hit[Word], spans: Sequence[TimeSpan]) -> list[TimeSpan]:
    """Return the old day directly before "after": "met on November 1, the day after talks", which are older still.

    The day of a break gives way to the one before it: "agreed in November to resume contacts that Beijing cut a year
    ago, after hours of talks".
    """
    edge = min((span.start for span in spans if span.start < opener.start < span.end), default=opener.start)
    near = [span for span in spans if 0 <= edge - span.end <= WHEN_CHARACTERS and not span.days]
    old = [span for span in near if clock.is_recent(span) is False][-1:]
    cut = page.words_between(page.sentence_at(opener.start)[0], opener.start).of(Part.CLASS, "severed")
    gap, folded = page.grammar.gap, page.text.folded
    if old and any(w.end <= old[0].start and gap(folded, w.end, old[0].start) <= BREAK_WORDS for w in cut):
        return [span for span in spans if span.end <= old[0].start and not span.days][-1:]
    return old or _of_old_main(page, clock, opener, spans)


def is_cut_off(page: Page, trigger: Trigger, since: list[int], spans: list[TimeSpan]) -> bool:
    """Tell "vacant since Li was dismissed, was filled on Friday", whose day is not that of the dismissal.

    `since`: where the words for "since" before the trigger end.
    """
    folded = page.text.folded
    if not since or not page.grammar.lexicon.spaced or "," in folded[since[-1] : trigger.start]:
        return False
    return all("," in _without_appositions(page, trigger.end, span.start) for span in spans)


def is_of_plan_behind(page: Page, trigger: Trigger, span: TimeSpan) -> bool:
    """Tell the day of "where they agreed to restore contacts, and will set up a group on Tuesday", of another verb."""
    comma = page.text.folded.rfind(",", trigger.end, span.start)
    future = page.words_between(comma, span.start).of(Part.CUE, CueKind.FUTURE.value) if comma >= 0 else ()
    return page.grammar.lexicon.spaced and bool(future)


def _without_appositions(page: Page, start: int, end: int) -> str:
    """Return the text of a span without the names between commas: "sacked its minister, Li, on Tuesday"."""
    folded, kept, at = page.text.folded, "", start
    for name in page.names_between(start, end):
        if name.start >= at + 2 and folded.startswith(", ", name.start - 2) and folded.startswith(",", name.end):
            kept, at = kept + folded[at : name.start - 2], name.end + 1
    return kept + folded[at:end]


def _of_old_main(page: Page, clock: Clock, opener: Hit[Word], spans: Sequence[TimeSpan]) -> list[TimeSpan]:
    """Return the old day of "em junho, em Singapura, depois do aperto de mãos": only a place stands between."""
    old = [s for s in spans if s.end <= opener.start and not s.days and clock.is_recent(s) is False][-1:]
    for span in old:
        rest, marked = page.text.folded[span.end : opener.start], page.words_between(span.end, opener.start)
        known = [(word.start, word.end) for word in marked.of(Part.MARKER)]
        known += [(name.start, name.end) for name in page.names_between(span.end, opener.start)]
        for start, end in known:
            rest = rest.replace(page.text.folded[start:end], " ", 1)
        if any(letter.isalnum() for letter in rest):
            return []
    return old


def is_anchor(page: Page, span: TimeSpan, distance: TimeSpan) -> bool:
    """Tell the day of "on 3 May, a week after the two met" from "the second this year, and came a week after …"."""
    lexicon = page.grammar.lexicon
    if not lexicon.fixed_order:
        return True
    between = page.words_between(span.end, distance.start)
    told = [*between.of(Part.VERB), *between.of(Part.SUPPORT_AFTER), *between.of(Part.MARKER, "joiners")]
    return not any(page.text.folded[word.start].isalpha() for word in told)


def owns(page: Page, span: TimeSpan | Hit[Word], trigger: Trigger) -> bool:
    """Tell "asked about last week's sacking of Li", whose day owns the noun, from a day that dates the verb before."""
    possessive = page.grammar.lexicon.party.possessive if page.grammar.lexicon.spaced else ()
    folded = page.text.folded
    owner = trigger.is_noun and span.end < trigger.start and folded.startswith(possessive or ("\0",), span.end)
    return owner and page.grammar.gap(folded, span.end, trigger.start) <= OWNED_WORDS


def outside_relative(trigger: Trigger, spans: list[TimeSpan]) -> list[TimeSpan]:
    """Return the times without those of "Li, who in April sparred with A, is no longer minister", told of before."""
    opener = trigger.clause.opener
    if opener is None or opener.value.part is not Part.RELATIVE or trigger.clause.start <= opener.end + 1:
        return spans
    return [span for span in spans if not opener.end <= span.start < trigger.clause.start]


def is_recalled_as_said(page: Page, trigger: Trigger, cues: Sequence[Hit[Word]]) -> bool:
    """Tell "said on Thursday that they had last met in Lima", where the day is that of the saying."""
    opener, lexicon = trigger.clause.opener, page.grammar.lexicon
    if opener is None or not lexicon.spaced:
        return False
    words = (*lexicon.breaks.complement, *lexicon.support.deeds)
    said = page.text.folded[opener.start : opener.end] in words
    return said and any(c.value.name == CueKind.RECALL and c.start >= opener.end for c in cues)


def of_the_event(page: Page, clock: Clock, trigger: Trigger, spans: list[TimeSpan]) -> list[TimeSpan]:
    """Leave out the day of "recalled on Sunday how they met", on which somebody only thought back."""
    folded, gap = page.text.folded, page.grammar.gap
    words = page.words_between(trigger.sentence[0], trigger.start).of(Part.CLASS, "recollecting")
    return [
        span
        for span in spans
        if not any(
            (span.start - word.end >= 0 and gap(folded, word.end, span.start) <= RECALLED_WORDS)
            or (word.start - span.end >= 0 and gap(folded, span.end, word.start) <= RECALLED_WORDS)
            for word in words
        )
        or span.start >= trigger.start
        or clock.is_recent(span) is False
    ]


def dates_since(page: Page, clock: Clock, trigger: Trigger, span: TimeSpan) -> bool:
    """Tell the recent day of "since Washington on Monday waived X", "since their talks on Friday", which is the event's
    own, from "the first since Monday"."""
    lexicon = page.grammar.lexicon
    if clock.is_recent(span) is not True or not lexicon.fixed_order:
        return False
    before = page.words_between(trigger.sentence[0], span.start).named(CueKind.SINCE)
    between = before and before[-1].end < trigger.start and "," not in page.text.folded[before[-1].end : span.start]
    return bool(between) and (trigger.end <= span.start or span.end + 1 == trigger.start)


def counts_from(page: Page, span: TimeSpan) -> bool:
    """Tell "2022年8月以来首次", where "since" stands behind its time."""
    if page.grammar.lexicon.spaced:
        return False
    for word in page.words_between(span.end, span.end + SINCE_CHARACTERS):
        if word.value.part in BREAKING:
            return False
        if word.value.cue is not None and word.value.name == CueKind.SINCE:
            return word.value.cue.direction == "backward"
    return False


def is_day_of(page: Page, span: TimeSpan) -> bool:
    """Tell "on the day Beijing said that it had dismissed Li", the day of what was told before, from "spoke of the
    day"."""
    lexicon = page.grammar.lexicon
    if not lexicon.spaced or not page.words_between(span.start, span.end).of(Part.TIME, "same"):
        return False
    before = page.text.folded[: span.start].rstrip().rpartition(" ")[2]
    return before not in lexicon.markers.owner
