"""Whether it happened: a trigger's aspect, its cues and its times in, one status with its reasons out."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from extractors.phrases import Hit
from extractors.reading.text.clock import Clock, TimeSpan
from extractors.reading.text.grammar import Part, Word
from extractors.reading.triggers.aspects import FACTUAL, Aspect
from extractors.reading.triggers.triggers import Trigger
from extractors.records.reading import ArticleField, Strength
from seeds.lexicon import CueKind, Scheme
from seeds.storyline import EventStatus
from seeds.watches import EventMode

OWN_TIME_CHARACTERS = 40
"""How far behind a noun its own time may stand ("since his appointment as defence minister ten days ago")."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """A status, how far the words carry, and what decided."""

    status: EventStatus
    strength: Strength
    reasons: tuple[str, ...]


_NOT_YET = frozenset({CueKind.WANT, CueKind.PLAN, CueKind.FUTURE, CueKind.QUESTION})
_BESIDE_STATES = _NOT_YET | {CueKind.REFUSAL, CueKind.ACCEPT, CueKind.COUNTERFACTUAL, CueKind.RUMOUR}
"""What is said of other things in a sentence that speaks of a state: "declined to meet, citing the sanctions on Li"."""
_OPEN = frozenset({CueKind.WANT, CueKind.PLAN, CueKind.FUTURE, CueKind.ACCEPT})


def decide_status(
    trigger: Trigger, cues: list[Hit[Word]], times: list[TimeSpan], clock: Clock, field: ArticleField
) -> Verdict | None:
    """Return the verdict, or None where the words do not say enough for any status."""
    cues = _without_outlook(_without_terms(trigger, cues), trigger, times, clock)
    kinds = {hit.value.cue.kind for hit in cues if hit.value.cue is not None}
    if _is_outcome(trigger, cues):
        kinds.discard(CueKind.REFUSAL)
    if trigger.aspect is Aspect.PRESUPPOSED and trigger.is_noun:
        kinds.discard(
            CueKind.ACCEPT
        )  # "agreed, during a meeting on Friday, to …": what was agreed on is another matter
    if CueKind.LAPSED in kinds and trigger.frame.mode is EventMode.REMOVAL:
        return None
    beside = kinds & _BESIDE_STATES if trigger.frame.contrary else frozenset()
    kinds -= beside
    reasons = (f"aspect:{trigger.aspect.value}", *_cue_names(cues))
    status = _from_cues(kinds, trigger)
    if status is None:
        status = _from_aspect(trigger, kinds, times, clock, field)
        if status is None:
            return None
    doubted = CueKind.RUMOUR in kinds and status is not EventStatus.DENIED  # "denied a report that they had talks"
    strength = Strength.STRONG if _is_strong(trigger, kinds) and not doubted else Strength.WEAK
    if trigger.frame.contrary:
        strength = Strength.WEAK if beside else strength
        return Verdict(status=EventStatus.NOT_OCCURRED, strength=strength, reasons=reasons) if _holds(status) else None
    if status is EventStatus.OCCURRED:
        behind = [c.value.cue for c in cues if 0 <= c.start - trigger.end <= 1 and c.value.cue is not None]
        hung = any(cue.kind is CueKind.SINCE and cue.direction == "backward" for cue in behind)
        status, reasons = _from_times(status, kinds, trigger, times, clock, reasons, hung=hung)
    return Verdict(status=status, strength=strength, reasons=reasons)


def _is_outcome(trigger: Trigger, cues: list[Hit[Word]]) -> bool:
    """Tell "the refusal meant that there was no meeting" from "did not refuse a meeting"."""
    refused = [cue.end for cue in cues if cue.value.name == CueKind.REFUSAL]
    denied = [cue.start for cue in cues if cue.value.name == CueKind.NEGATION and cue.start < trigger.start]
    return bool(refused and denied) and trigger.is_noun and max(refused) <= min(denied)


def _holds(status: EventStatus) -> bool:
    """Tell whether a contrary state is told as a fact."""
    return status is EventStatus.OCCURRED


def _without_terms(trigger: Trigger, cues: list[Hit[Word]]) -> list[Hit[Word]]:
    """Drop what only says what was agreed on a channel: "agreed that their generals should talk again"."""
    agreed = [cue.end for cue in cues if cue.value.name == CueKind.ACCEPT]
    if trigger.frame.scheme is not Scheme.CHANNEL or not agreed:
        return cues
    if agreed[0] > trigger.start:  # "will be restored under a deal reached at the summit"
        return [cue for cue in cues if cue.value.name != CueKind.FUTURE]
    terms = (CueKind.WANT, CueKind.FUTURE)
    return [cue for cue in cues if not (cue.value.name in terms and agreed[0] < cue.end <= trigger.start)]


def _without_outlook(cues: list[Hit[Word]], trigger: Trigger, times: list[TimeSpan], clock: Clock) -> list[Hit[Word]]:
    """Drop what is only hoped of a day that is over: "上周的会谈有助于避免误判"."""
    over = [s for s in times if s.last is not None and clock.today is not None and s.last < clock.today]
    if trigger.aspect is not Aspect.PRESUPPOSED or not any(clock.is_recent(span) for span in over):
        return cues
    return [c for c in cues if c.start < trigger.end or c.value.cue is None or c.value.cue.kind is not CueKind.WANT]


def _is_strong(trigger: Trigger, kinds: AbstractSet[CueKind]) -> bool:
    """Vague words for talking become strong where the way is told; "not since" weakens."""
    if CueKind.NEGATION in kinds and kinds & {CueKind.SINCE, CueKind.RECALL}:
        # "had not met since 2022", "had never met before": true of a day on which they meet
        return False
    if CueKind.REFUSAL in kinds and trigger.frame.needs_first and kinds & {CueKind.SINCE, CueKind.NOVELTY}:
        return False  # "had refused a dozen requests for contacts since 2021": no news of the day
    told = trigger.frame.mode is EventMode.CALL and bool(kinds & {CueKind.REMOTE, CueKind.IN_PERSON})
    return trigger.frame.strong or told


def _cue_names(cues: list[Hit[Word]]) -> tuple[str, ...]:
    return tuple(f"{hit.value.name}:{hit.start}" for hit in cues)


def _from_cues(kinds: AbstractSet[CueKind], trigger: Trigger) -> EventStatus | None:
    """Decide by cues, the strongest kind first; None where no cue takes the fact away."""
    opener = trigger.clause.opener.value.part if trigger.clause.opener is not None else None
    negated = CueKind.NEGATION in kinds
    if CueKind.CONDITIONAL in kinds or opener is Part.CONDITION:
        return EventStatus.CONDITIONAL
    if CueKind.DENIAL in kinds:
        return EventStatus.PROPOSED if negated else EventStatus.DENIED
    if CueKind.REFUSAL in kinds:
        return EventStatus.PROPOSED if negated else EventStatus.DECLINED
    if CueKind.COUNTERFACTUAL in kinds:
        return EventStatus.CONDITIONAL
    if negated and CueKind.ACCEPT in kinds:
        return EventStatus.PROPOSED
    if negated and kinds & _OPEN:
        return _left_undone(kinds, trigger)
    if negated or CueKind.ALMOST in kinds:
        return EventStatus.NOT_OCCURRED
    if CueKind.ANNIVERSARY in kinds:
        return EventStatus.BACKGROUND
    if CueKind.ACCEPT in kinds and trigger.frame.scheme in (Scheme.CHANNEL, Scheme.POST) and not kinds & _NOT_YET:
        return None  # an agreement to reopen a line is what the question asks for; a decision on a post is the act
    if CueKind.QUESTION in kinds:
        return EventStatus.PROPOSED
    if kinds & {CueKind.PLAN, CueKind.FUTURE, CueKind.ACCEPT}:
        return EventStatus.SCHEDULED
    if CueKind.WANT in kinds:
        return EventStatus.PROPOSED
    if opener is Part.BEFORE and not trigger.done:
        return EventStatus.SCHEDULED
    return None


def _left_undone(kinds: AbstractSet[CueKind], trigger: Trigger) -> EventStatus:
    """Tell "he will not meet him", a refusal, and "no meeting is planned" from "is not planning to lift them"."""
    if trigger.frame.scheme is not Scheme.MUTUAL:
        return EventStatus.DENIED
    return EventStatus.DECLINED if kinds & {CueKind.FUTURE, CueKind.WANT} else EventStatus.NOT_OCCURRED


def _from_aspect(
    trigger: Trigger, kinds: AbstractSet[CueKind], times: list[TimeSpan], clock: Clock, field: ArticleField
) -> EventStatus | None:
    done = bool(kinds & {CueKind.MANAGED, CueKind.ACCEPT})
    if trigger.aspect in FACTUAL or (trigger.aspect in (Aspect.INFINITIVE, Aspect.PROGRESSIVE) and done):
        return EventStatus.OCCURRED
    if trigger.aspect is Aspect.FUTURE:
        agreed = CueKind.ACCEPT in kinds and trigger.frame.scheme in (Scheme.CHANNEL, Scheme.POST)
        return EventStatus.OCCURRED if agreed else EventStatus.SCHEDULED
    if trigger.aspect is Aspect.PARTICIPLE:
        old = any(clock.is_recent(span) is False for span in times)
        described = EventStatus.BACKGROUND if old else None
        return EventStatus.OCCURRED if field is ArticleField.TITLE else described
    if trigger.aspect is Aspect.PLUPERFECT:
        recents = [clock.is_recent(span) for span in times]
        told = trigger.frame.scheme not in (Scheme.MUTUAL, Scheme.CLASH)
        reported = trigger.clause.start > trigger.sentence[0] and told
        days = [span for span in times if clock.is_recent(span) and span.unplaced is None]  # "had spoken on Friday"
        dated = clock.today is not None or trigger.clause.start > trigger.sentence[0] or bool(days)
        ended = trigger.clause.opener is not None and trigger.clause.opener.value.part is Part.AFTER
        after_day = ended and bool(days)  # "just after a jet had shot down the balloon on Saturday, …"
        dated = after_day if trigger.frame.needs_time else dated
        fact = (True in recents and dated) or (reported and False not in recents)
        fact = fact or (ended and not times and not trigger.frame.needs_time)  # "nachdem sich beide getroffen hatten"
        return EventStatus.OCCURRED if fact else EventStatus.BACKGROUND
    if trigger.aspect is Aspect.BARE_NOUN and trigger.frame.contrary:
        return EventStatus.OCCURRED  # "the sanctions on Li": what is spoken of so is in force
    agreed = CueKind.ACCEPT in kinds and trigger.frame.scheme is Scheme.CHANNEL and not trigger.frame.needs_first
    if trigger.aspect is Aspect.BARE_NOUN and agreed and not kinds & _NOT_YET:
        return EventStatus.OCCURRED  # "hanno concordato la ripresa delle comunicazioni militari"
    if trigger.aspect is Aspect.BARE_NOUN:
        if trigger.frame.scheme in (Scheme.MEASURE, Scheme.POST) and kinds & {CueKind.SINCE, CueKind.RECALL}:
            behind = [span for span in times if 0 <= span.start - trigger.end <= OWN_TIME_CHARACTERS]
            dated = any(clock.is_recent(span) for span in behind)  # "since his appointment ten days ago"
            return EventStatus.OCCURRED if dated and trigger.is_noun else EventStatus.BACKGROUND
        if done and not trigger.is_noun:
            return EventStatus.OCCURRED
        if any(clock.is_recent(span) is False for span in times):
            return EventStatus.BACKGROUND
        return None
    if trigger.aspect is Aspect.INFINITIVE:
        return EventStatus.SCHEDULED if field is ArticleField.TITLE else EventStatus.PROPOSED
    return EventStatus.PROPOSED


def _from_times(
    status: EventStatus,
    kinds: AbstractSet[CueKind],
    trigger: Trigger,
    times: list[TimeSpan],
    clock: Clock,
    reasons: tuple[str, ...],
    *,
    hung: bool,
) -> tuple[EventStatus, tuple[str, ...]]:
    """Turn a fact into background or plan by its time; `hung` where "since" stands directly behind its verb."""
    opener = trigger.clause.opener
    since = opener is not None and opener.value.part is Part.CUE
    recalled = since or bool(kinds & {CueKind.RECALL, CueKind.SINCE})
    own = [span for span in times if trigger.clause.start <= span.start < trigger.clause.end]
    if hung and not any(clock.is_recent(span) for span in own):  # "昨晚通话，为其1月上任以来首次"
        return EventStatus.BACKGROUND, (*reasons, "time:since")
    if recalled and not any(clock.is_recent(span) for span in times):
        return EventStatus.BACKGROUND, (*reasons, "time:recalled")
    if any(clock.is_future(span) for span in times):
        return EventStatus.SCHEDULED, (*reasons, "time:future")
    recents = [clock.is_recent(span) for span in times]
    if False in recents and True not in recents:
        return EventStatus.BACKGROUND, (*reasons, f"time:{_name(times[recents.index(False)])}")
    if None in recents and True not in recents:
        # only an interval that cannot be placed: undated text with a full date elsewhere decides, else abstain
        return EventStatus.BACKGROUND, (*reasons, "time:unplaced")
    if True in recents:
        reasons = (*reasons, f"time:{_name(times[recents.index(True)])}")
    return status, reasons


def _name(span: TimeSpan) -> str:
    if span.first is None or span.last is None:
        return span.vague if span.unplaced is None else "{:02}-{:02}".format(*span.unplaced)
    return span.first.isoformat() if span.first == span.last else f"{span.first}..{span.last}"
