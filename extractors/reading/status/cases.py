"""What a verdict rests on: one trigger with its cues and times, and what the sentence makes of the trigger's form."""

from __future__ import annotations

from dataclasses import dataclass, replace

from extractors.phrases import Hit
from extractors.reading.roles.surroundings import Surroundings
from extractors.reading.status.backshift import is_backshifted, is_of_scene
from extractors.reading.status.dated_deeds import is_dated_deed
from extractors.reading.status.dated_nouns import came_before, is_dated_noun, is_planned, led_up_to
from extractors.reading.status.first_times import is_first_time
from extractors.reading.status.forums import is_dated_forum
from extractors.reading.status.welcomes import is_judged, is_reacted_to, is_welcomed
from extractors.reading.text.clock import Clock, TimeSpan
from extractors.reading.text.grammar import Word
from extractors.reading.text.page import Page
from extractors.reading.times.times import TimeReader
from extractors.reading.triggers.aspects import Aspect
from extractors.reading.triggers.triggers import Trigger
from seeds.lexicon import CueKind, Scheme


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One trigger and what may decide about it."""

    page: Page
    clock: Clock
    trigger: Trigger
    around: Surroundings  # with the links of its sentence
    cues: list[Hit[Word]]
    kinds: frozenset[CueKind]  # of the cues
    spans: list[TimeSpan]  # of the sentence
    bound: list[TimeSpan]  # those of them that are the trigger's
    first: bool  # nothing says that the like was there before, or its frame does not ask

    @property
    def is_post(self) -> bool:
        """Whether it is about somebody's post."""
        return self.trigger.frame.scheme is Scheme.POST

    def is_recent(self) -> bool:
        """Tell whether a time of the trigger lies in the news window."""
        return any(self.clock.is_recent(span) for span in self.bound)


def restated(case: Case, times: TimeReader) -> Case:
    """Return the case with the trigger as its surroundings tell it: presupposed, planned, shifted back, or done."""
    trigger = case.trigger
    if _is_presupposed(case):
        trigger = replace(trigger, aspect=Aspect.PRESUPPOSED)
    page, clock, bound = case.page, case.clock, case.bound
    if is_planned(page, case.around.links, trigger):
        trigger = replace(trigger, aspect=Aspect.FUTURE)
    first_time = CueKind.NOVELTY in case.kinds
    if (
        is_first_time(page, trigger)
        or is_backshifted(page, trigger)
        or is_of_scene(page, trigger, bound, times, clock, first_time=first_time)
    ):
        trigger = replace(trigger, aspect=Aspect.PERFECT)
    if led_up_to(page, clock, trigger, bound) or came_before(page, clock, trigger, case.spans):
        trigger = replace(trigger, done=True)
    return case if trigger is case.trigger else replace(case, trigger=trigger)


def _is_presupposed(case: Case) -> bool:
    """Tell whether a date, a forum, thanks or a protest takes the event for granted."""
    page, clock, trigger, bound = case.page, case.clock, case.trigger, case.bound
    return (
        is_dated_noun(page, clock, case.around.links, trigger, bound)
        or is_dated_deed(page, clock, trigger, bound)
        or (case.first and is_dated_forum(page, trigger, case.kinds, case.is_recent()))
        or is_welcomed(page, trigger, case.around.links)
        or is_reacted_to(page, trigger, case.around.links)
        or is_judged(page, clock, trigger, bound)
    )
