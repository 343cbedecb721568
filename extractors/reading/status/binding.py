"""Which times speak of which trigger: a sentence's time spans in, those bound to one trigger out."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from extractors.phrases import Hit
from extractors.reading.status.bound_times import (
    WHEN_CHARACTERS,
    behind_other_act,
    counts_from,
    dates_since,
    day_before_year,
    is_anchor,
    is_cut_off,
    is_day_of,
    is_of_plan_behind,
    is_recalled_as_said,
    of_day_before,
    of_same_time,
    of_the_event,
    outside_relative,
    owns,
)
from extractors.reading.status.passed_time import elapsed_since, long_since_led, passed_since
from extractors.reading.text.clock import Clock, TimeSpan
from extractors.reading.text.grammar import Part, Word
from extractors.reading.text.page import Page
from extractors.reading.triggers.aspects import Aspect
from extractors.reading.triggers.triggers import Trigger
from seeds.lexicon import CueKind, Scheme

LEAD_CHARACTERS = 8
"""What may stand before a leading time: "On ", "Early on "."""

INSERTED_WORDS = 3
"""How many words may stand between an insertion's second comma and the verb ("was on Friday")."""

AFTER_WORDS = 3
"""How far behind "after" the noun may stand that it dates ("two months after his surprising removal")."""

SINCE_WORDS = 7
"""How far before its time "since" may stand ("since the break of August 2022")."""

NEAR_SINCE_WORDS = 3
"""How far where a verb stands between: "since they met in California in November" dates the meeting."""

OWN_TIME_CHARACTERS = 40
"""How far behind a noun the time may stand that dates it."""

OTHER_WORDS = 5
"""How far behind another verb a time may stand to be that verb's."""

ARTICLE_CHARACTERS = 12
"""The longest article or possessive before a year."""

THING_CHARACTERS = 40
"""How far behind such a year the thing may begin that it describes."""

THING_WORDS = 2
"""How many words may stand between the two ("its 2018 US sanctions")."""

_AUXILIARIES = frozenset({Part.PERFECT, Part.PLUPERFECT, Part.PASSIVE})  # what opens the verb of another statement


class TimeBinder:
    """Binds the times of one page's sentences to triggers."""

    def __init__(self, page: Page, clock: Clock) -> None:
        self.page = page
        self.clock = clock

    def bind(self, trigger: Trigger, spans: list[TimeSpan], cues: list[Hit[Word]]) -> list[TimeSpan]:
        """Return the times that speak of the trigger.

        Those of its clause, none behind "since" and none before it; else what stands directly before the clause ("since
        February, when …", "two months after …", a leading date); else an old or future time further left, which makes
        the clause old or future too, while a recent one may date another verb.
        """
        spans = of_the_event(self.page, self.clock, trigger, outside_relative(trigger, spans))
        back = self._long_after(trigger, spans)
        if back is not None:
            return [back]
        passed = passed_since(self.page, trigger, spans, cues) or long_since_led(self.page, trigger, spans, self.clock)
        if passed is not None:
            return [self._lying_back(passed)]
        since = [c.end for c in cues if c.value.name == CueKind.SINCE and c.end <= trigger.start]
        low, high = max([trigger.clause.start, *since]), trigger.clause.end
        spans = self._without_replies(trigger, spans)
        later = self._later(trigger, spans)
        if later is not None:
            return [later]
        elapsed = elapsed_since(self.page, trigger, spans, self.clock)
        if elapsed is not None:
            return [self._lying_back(elapsed)]
        here = [
            s
            for s in spans
            if low <= s.start and s.end <= high
            if (not self._is_since(s) or self._began(trigger, s) or dates_since(self.page, self.clock, trigger, s))
            and not s.days
            and not self._dates_other(s, trigger)
        ]
        here = [s for s in here if not self._dates_measure(trigger, s) and not self._is_inserted(trigger, s)]
        here = [s for s in behind_other_act(self.page, trigger, here) if not is_of_plan_behind(self.page, trigger, s)]
        here = day_before_year(self.page, spans, here)
        if here:
            return self._of_segment(trigger, here) or ([] if is_cut_off(self.page, trigger, since, here) else here)
        if is_recalled_as_said(self.page, trigger, cues):
            spans = [s for s in spans if self.clock.is_recent(s) is not True]
        opener = trigger.clause.opener
        if opener is not None:
            near = 0 if since and not self.page.grammar.lexicon.spaced else WHEN_CHARACTERS  # "发言人2日说，自…以来"
            beside = [s for s in spans if 0 <= opener.start - s.end <= near or self._is_taken_up(s, opener)]
            if (
                beside
                and opener.value.part is Part.AFTER
                and beside[-1].days
                and not self._leads_up(trigger, beside[-1])
            ):
                old = [s for s in spans if s.end <= beside[-1].start and self.clock.is_recent(s) is False]
                earlier = [s for s in old if self._leads(s) or is_anchor(self.page, s, beside[-1])]
                return earlier[-1:] or [self._lying_back(beside[-1])]
            if beside and opener.value.part not in (Part.AFTER, Part.BEFORE) and not beside[-1].days:
                return beside[-1:]
            if opener.value.part is Part.AFTER:
                led = [s for s in spans if s.end <= low and self._leads(s) and not s.days and not self._recent(s)]
                if led:  # "Earlier this month he announced channels after talks with Dong"
                    return led
                old = of_day_before(self.page, self.clock, opener, spans)
                if old:
                    return old
                soon = self.page.text.folded[opener.start : opener.end] in self.page.grammar.lexicon.breaks.soon
                return [s for s in spans if s.end <= low and not s.days][-1:] if soon else []
        together = of_same_time(self.page, self.clock, trigger, spans)
        if together or since:
            return together
        before = [s for s in spans if s.end <= low and not self._is_since(s) and not s.days][-1:]
        return [s for s in before if not self._recent(s) or self._leads(s) or is_day_of(self.page, s)]

    def _is_taken_up(self, span: TimeSpan, opener: Hit[Word]) -> bool:
        """Tell "two weeks ago, at which", where a preposition stands between a time and what takes it up."""
        between = self.page.text.folded[span.end : opener.start].strip(" ,")
        relative = opener.value.part in (Part.BREAK, Part.RELATIVE) and span.end < opener.start
        return relative and between in self.page.grammar.lexicon.markers.place

    def _without_replies(self, trigger: Trigger, spans: list[TimeSpan]) -> list[TimeSpan]:
        """Leave out the day of "发言人27日就拦截…答记者问": it is the answer's, as is what stands before it."""
        folded, (low, high) = self.page.text.folded, (trigger.clause.start, trigger.clause.end)
        for phrase in self.page.grammar.lexicon.times.replies:
            opening, _, closing = phrase.partition(" … ")
            for span in spans:
                opens = low <= span.start and span.end <= trigger.start and folded.startswith(opening, span.end)
                if opens and (not closing or folded.find(closing, trigger.end, high) >= 0):
                    return [one for one in spans if one.end <= low or one.start > span.start]
        return spans

    def _later(self, trigger: Trigger, spans: list[TimeSpan]) -> TimeSpan | None:
        """Return the day of "去年4月两人通话，一个多月后在新加坡会面": so long after the date before it."""
        folded, later = self.page.text.folded, self.page.grammar.lexicon.times.later
        for span in reversed(spans):
            if not (span.days and trigger.clause.start <= span.start and span.end <= trigger.start):
                continue
            anchors = [s for s in spans if s.last is not None and s.end <= span.start]
            if anchors and folded.startswith(later or ("\0",), span.end):
                assert anchors[-1].first is not None and anchors[-1].last is not None
                first, last = (day + timedelta(days=span.days) for day in (anchors[-1].first, anchors[-1].last))
                return replace(span, first=first, last=last, precision=anchors[-1].precision, vague="", days=0)
        return None

    def _long_after(self, trigger: Trigger, spans: list[TimeSpan]) -> TimeSpan | None:
        """Return the stretch of "two months after the removal of X China on Friday …", which alone dates the noun."""
        opener = trigger.clause.opener
        if opener is None or opener.value.part is not Part.AFTER or not trigger.is_noun:
            return None
        if self.page.grammar.gap(self.page.text.folded, opener.end, trigger.start) > AFTER_WORDS:
            return None
        beside = [s for s in spans if 0 <= opener.start - s.end <= WHEN_CHARACTERS and s.days > self.clock.window_days]
        return self._lying_back(beside[-1]) if beside else None

    def _is_inserted(self, trigger: Trigger, span: TimeSpan) -> bool:
        """Tell "Li, sanctioned in 2018, was removed", where a time dates what stands between subject and verb."""
        folded, start = self.page.text.folded, trigger.clause.start
        if not self.page.grammar.lexicon.spaced or trigger.is_noun or span.end > trigger.start:
            return False
        second = folded.rfind(",", start, trigger.start)
        if second < span.end or self.page.grammar.gap(folded, second, trigger.start) > INSERTED_WORDS:
            return False
        opener = trigger.clause.opener
        relative = opener is not None and opener.value.part is Part.RELATIVE
        return relative or folded.rfind(",", start, span.start) > start + LEAD_CHARACTERS

    def _dates_measure(self, trigger: Trigger, span: TimeSpan) -> bool:
        """Tell "解除2018年对李尚福实施的制裁", "恢复2022年中断的两军对话": what stands between describes it."""
        frame, lexicon = trigger.frame, self.page.grammar.lexicon
        if frame.scheme not in (Scheme.MEASURE, Scheme.CHANNEL) or frame.needs is None:
            return False
        if lexicon.spaced and self._is_adjective(span, frame.needs):
            return True
        if not lexicon.target_before or span.start < trigger.end:
            return False
        behind = self.page.words_between(span.end, trigger.clause.end).of(Part.CLASS)
        return any(word.value.name == frame.needs for word in behind)

    def _is_adjective(self, span: TimeSpan, needs: str) -> bool:
        """Tell the year of "repealed the 2018 restrictions on X", between an article and what it describes."""
        folded, lexicon = self.page.text.folded, self.page.grammar.lexicon
        before = folded[max(0, span.start - ARTICLE_CHARACTERS) : span.start].rstrip().rpartition(" ")[2]
        owned = before in lexicon.markers.articles or before.endswith(lexicon.party.possessive or ("\0",))
        behind = self.page.words_between(span.end, span.end + THING_CHARACTERS).of(Part.CLASS, needs)
        old = self.clock.is_recent(span) is not True
        return old and owned and any(self.page.grammar.gap(folded, span.end, w.start) <= THING_WORDS for w in behind)

    def _dates_other(self, span: TimeSpan, trigger: Trigger) -> bool:
        """Tell whether a time stands behind another verb, nearer to it: "frees X from a ban imposed in 2018"."""
        if trigger.frame.scheme is Scheme.CHANNEL:
            cut = [w.end for w in self.page.words_between(trigger.clause.start, span.start).named("severed")]
            return bool(cut) and self.page.grammar.gap(self.page.text.folded, cut[-1], span.start) <= OTHER_WORDS
        if trigger.frame.scheme not in (Scheme.MEASURE, Scheme.POST) or owns(self.page, span, trigger):
            return False
        verbs = [
            word
            for word in self.page.words_between(trigger.clause.start, span.start).of(Part.VERB)
            if word.start not in (trigger.start, trigger.anchor[0])
            and all(frame.mode is not trigger.frame.mode for frame in word.value.frames)
        ]
        spaced = self.page.grammar.lexicon.spaced  # "被免职的李尚福3月出任部长": a time stands before its verb
        if not verbs or (verbs[-1].start < trigger.start and (not spaced or trigger.start < span.start)):
            return False
        if any(w.value.part in _AUXILIARIES for w in self.page.words_between(verbs[-1].end, span.start)):
            return False  # "the sanctions imposed on X were on Friday lifted"
        imposed = any(frame.scheme is Scheme.MEASURE for frame in verbs[-1].value.frames)
        reach = OTHER_WORDS * 2 if imposed else OTHER_WORDS  # "imposed on Defense Minister Li Shangfu in 2018"
        return self.page.grammar.gap(self.page.text.folded, verbs[-1].end, span.start) <= reach

    def _of_segment(self, trigger: Trigger, spans: list[TimeSpan]) -> list[TimeSpan]:
        """Return the times between the commas around a trigger: "who took office in May, will travel on Friday"."""
        folded = self.page.text.folded
        commas = [
            at
            for at in range(trigger.clause.start, trigger.clause.end)
            if folded[at] == "," and not any(span.start <= at < span.end for span in spans)
        ]
        low = max((at for at in commas if at < trigger.start), default=trigger.clause.start)
        high = min((at for at in commas if at >= trigger.end), default=trigger.clause.end)
        return [span for span in spans if low <= span.start and span.end <= high]

    def _lying_back(self, span: TimeSpan) -> TimeSpan:
        return replace(span, vague="recent" if span.days <= self.clock.window_days else "old")

    def _began(self, trigger: Trigger, span: TimeSpan) -> bool:
        """Tell "has been off the list since Tuesday": a result that began on a recent day is news of that day."""
        acts = trigger.frame.scheme in (Scheme.MEASURE, Scheme.POST)
        noun = trigger.is_noun and 0 <= span.start - trigger.end <= OWN_TIME_CHARACTERS  # "since his removal on Friday"
        if acts and trigger.aspect is Aspect.RESULT and 0 <= span.start - trigger.end <= 1:
            return True  # "ocupa el cargo desde diciembre": that is when it began, long ago or not
        ended = noun or trigger.aspect in (Aspect.RESULT, Aspect.PERFECT)
        return acts and ended and self.clock.is_recent(span) is True

    def _recent(self, span: TimeSpan) -> bool:
        return self.clock.is_recent(span) is True

    def _leads_up(self, trigger: Trigger, span: TimeSpan) -> bool:
        """Tell "Two months after he was last seen, Li is out" from "two months after Li was removed"."""
        return self._leads(span) and ", " in self.page.text.folded[span.end : trigger.start]

    def _leads(self, span: TimeSpan) -> bool:
        """Tell whether a time opens its sentence, with nothing but a small word before it."""
        return span.start - self.page.sentence_at(span.start)[0] <= LEAD_CHARACTERS

    def _is_since(self, span: TimeSpan) -> bool:
        """Tell whether a time stands behind "since" or "before": it is not the event's own."""
        if counts_from(self.page, span):
            return True
        low = max(self.page.sentence_at(span.start)[0], span.start - 60)
        before = self.page.text.folded[low : span.start].split()
        if before and before[-1] in self.page.grammar.lexicon.times.since and span.first != span.last:
            return True
        for word in self.page.words_between(low, span.start):
            cue = word.value.cue
            if cue is not None and cue.kind is CueKind.SINCE and cue.direction != "backward":  # not "上任以来…，六月"
                between = self.page.text.folded[word.end : span.start]
                told = bool(self.page.words_between(word.end, span.start).of(Part.VERB))
                if between.count(" ") <= (NEAR_SINCE_WORDS if told else SINCE_WORDS) and "," not in between:
                    return True
        return False
