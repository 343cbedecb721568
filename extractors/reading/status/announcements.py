"""What is announced in the form of a fact: a weekday, or a day counted on from one, that is still to come."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from extractors.reading.status.bound_times import nearest
from extractors.reading.status.dated_nouns import days_since_weekday
from extractors.reading.text.clock import Clock, TimeSpan
from extractors.reading.text.grammar import Part
from extractors.reading.text.page import Page
from extractors.reading.triggers.aspects import Aspect
from extractors.reading.triggers.gerunds import is_to_come, is_told_in_present
from extractors.reading.triggers.triggers import Trigger
from extractors.records.reading import ArticleField, DatePrecision
from seeds.lexicon import Scheme
from seeds.watches import EventMode

PRESENT_DAYS = 2
"""For how many days a headline's present tells of a past weekday."""

LONGEST_PART_DAYS = 11
"""A third of a month."""

WEEK_DAYS = 7
"""From the weekday before to the one to come."""

ALMOST_WEEK_DAYS = 5
"""From so many days on, a Chinese text says "last" before a past weekday."""

_CONTACTS = frozenset({EventMode.MEETING, EventMode.CALL})

_PLANNABLE = frozenset({Scheme.MUTUAL, Scheme.VISIT})


def is_announced(page: Page, clock: Clock, trigger: Trigger, bound: list[TimeSpan], spans: list[TimeSpan]) -> bool:
    """Tell "the two meet on Friday", written on Thursday, from a headline's present about a day just past.

    `bound` are the times of the trigger, `spans` those of its sentence.
    """
    if _may_be_to_come(page, clock, trigger, bound):
        return True
    span = nearest(trigger, bound)
    if span is None:
        return False
    if _is_part_to_come(page, clock, trigger, span):
        return True
    if _is_next_weekday(page, clock, trigger, span) or _goes_on_counting(page, clock, trigger, bound, spans):
        return True
    present = trigger.aspect is Aspect.PRESENT or (trigger.is_noun and is_told_in_present(page, trigger.anchor))
    if not present:
        return False
    plans = page.field is ArticleField.TEXT and trigger.needs_plural  # "who meet on Wednesday"
    behind = [one for one in bound if one.start >= trigger.end]  # "landed on Thursday and meets him on Friday"
    since = days_since_weekday(page, clock, behind[0] if behind else span)
    to_come = is_to_come(page, trigger.clause) or since > (0 if plans else PRESENT_DAYS)
    return trigger.frame.scheme in _PLANNABLE and to_come


def _may_be_to_come(page: Page, clock: Clock, trigger: Trigger, bound: list[TimeSpan]) -> bool:
    """Tell the undated "meets him on Friday", which may be said on Thursday, from a caption's "meets him, May 31"."""
    if clock.today is not None or page.field is not ArticleField.TEXT or not page.grammar.lexicon.fixed_order:
        return False
    present = trigger.aspect is Aspect.PRESENT or (trigger.is_noun and is_told_in_present(page, trigger.anchor))
    held = bool(page.words_between(trigger.end, trigger.clause.end).of(Part.CLASS, "stretches"))  # "for an hour"
    if not present or held or trigger.frame.mode not in _CONTACTS:
        return False  # a greeting is shown, not planned: "greets him at Friday's dinner"
    days = [
        page.words_between(span.start, span.end).of(Part.TIME, "weekdays")
        for span in bound
        if trigger.clause.start <= span.start and span.end <= trigger.clause.end
    ]
    return bool(days) and all(days)


def _is_next_weekday(page: Page, clock: Clock, trigger: Trigger, span: TimeSpan) -> bool:
    """Tell a bare weekday to come from one almost a week ago, which would be 上周三, where verbs have no tense."""
    rules = page.grammar.lexicon.predicates
    if rules is None or trigger.aspect is not Aspect.RESULT or trigger.frame.scheme not in _PLANNABLE:
        return False
    clause = page.text.folded[trigger.clause.start : trigger.clause.end]
    old = days_since_weekday(page, clock, span) >= ALMOST_WEEK_DAYS
    return old and not any(word in clause for word in rules.done)


def _is_part_to_come(page: Page, clock: Clock, trigger: Trigger, span: TimeSpan) -> bool:
    """Tell "月底会面" from what happened in a part of a month that is over, where verbs have no tense."""
    rules = page.grammar.lexicon.predicates
    if rules is None or clock.today is None or span.first is None or span.last is None:
        return False
    part = span.precision is DatePrecision.MONTH and (span.last - span.first).days <= LONGEST_PART_DAYS
    if trigger.frame.scheme not in _PLANNABLE or not part or span.last <= clock.today:
        return False
    clause = page.text.folded[trigger.clause.start : trigger.clause.end]
    return not any(word in clause for word in rules.done)


def _goes_on_counting(page: Page, clock: Clock, trigger: Trigger, bound: list[TimeSpan], spans: list[TimeSpan]) -> bool:
    """Tell the "周二" of "下周一返回，周二与董军通话", which goes on counting from a day to come.

    `bound` are the times of the trigger, `spans` those of its sentence.
    """
    own, rules = nearest(trigger, bound), page.grammar.lexicon.predicates
    if rules is None or own is None:
        return False
    clause = page.text.folded[trigger.clause.start : trigger.clause.end]
    tomorrow = clock.today is not None and own.first == clock.today + timedelta(days=1)
    tomorrow = tomorrow and page.text.folded[own.start].isdigit()  # not the "第二天" of what is told already
    if tomorrow and trigger.frame.scheme is not Scheme.CLASH and not any(word in clause for word in rules.done):
        return True  # "16日与习近平会晤", written on the 15th
    opens = 0 <= own.start - trigger.clause.start <= 1 and days_since_weekday(page, clock, own) > 0
    return opens and any(clock.is_future(span) and span.end < own.start for span in spans)


def coming(page: Page, clock: Clock, span: TimeSpan | None) -> TimeSpan | None:
    """Return the weekday of something still to come ("will meet on Friday") as the next one, not the last."""
    if span is None or span.first is None or clock.today is None:
        return span
    if not 0 < days_since_weekday(page, clock, span) < WEEK_DAYS:
        return span
    day = span.first + timedelta(days=WEEK_DAYS)
    return replace(span, first=day, last=day)
