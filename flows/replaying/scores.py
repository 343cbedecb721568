"""The messages of a replay and a ledger of what really happened in, how right and how quick they were out. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from statistics import median

from extractors.developments.occasions import SAME_OCCASION, Likeness
from flows.replaying.replay import FoundedMessage
from seeds.ledger import Ledger, TrueDevelopment, WithdrawnReport
from seeds.storyline import EventStatus, Storyline
from seeds.watches import Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class TrueLine:
    """How one true development fared; hours count from the beginning of its day, UTC."""

    watch: str
    date: str
    developments: tuple[str, ...]  # one is right; more are threads that should be one
    hours_to_reported: float | None
    hours_to_corroborated: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FalseLine:
    """A development that was raised and never happened."""

    watch: str
    event_date: str | None
    development_id: str
    hours_to_retracted: float | None
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawnLine:
    """How one report that was taken back fared; None for hours where it was raised and still stands."""

    watch: str
    date: str
    developments: tuple[str, ...]
    hours_to_retracted: float | None  # from its first alert


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """The figures of a replay."""

    precision: float | None  # developments raised, but for withdrawn ones retracted, that are true; None without any
    recall: float  # true developments that were raised
    threads_per_development: float | None
    messages_per_development: float | None  # all messages, notices among them, of raised developments
    median_hours_to_reported: float | None
    median_hours_to_corroborated: float | None
    median_hours_to_retracted: float | None
    true: tuple[TrueLine, ...]
    withdrawn: tuple[WithdrawnLine, ...]
    false: tuple[FalseLine, ...]


def score_replay(messages: Sequence[FoundedMessage], ledger: Ledger, storyline: Storyline) -> Score:
    """Compare every development that was raised with the ledger.

    One is true where watch, day (within two days; without a day, the message within the news window of it) and place
    agree with a line of the ledger.
    """
    threads: dict[str, list[FoundedMessage]] = {}
    for each in messages:
        threads.setdefault(each.message.development_id, []).append(each)
    raised = {name: thread for name, thread in threads.items() if any(_claims(each) for each in thread)}
    likeness, window = Likeness(storyline), timedelta(days=storyline.news_window_days)
    matched = {
        name: next((true for true in ledger.developments if _same(thread, true, likeness, window)), None)
        for name, thread in raised.items()
    }
    taken_back = {
        name: next((report for report in ledger.withdrawn if _tells(raised[name], report, window)), None)
        for name, true in matched.items()
        if true is None and _is_retracted(raised[name])
    }
    true_lines = tuple(_true_line(true, raised, matched) for true in ledger.developments)
    withdrawn_lines = tuple(_withdrawn_line(report, raised, taken_back) for report in ledger.withdrawn)
    false_lines = tuple(
        _false_line(name, raised[name]) for name, true in matched.items() if true is None and not taken_back.get(name)
    )
    right = sum(true is not None for true in matched.values())
    met = sum(bool(line.developments) for line in true_lines)
    return Score(
        precision=_share(right, right + len(false_lines)),
        recall=met / len(true_lines),
        threads_per_development=_share(right, met),
        messages_per_development=_share(sum(map(len, raised.values())), len(raised)),
        median_hours_to_reported=_median([line.hours_to_reported for line in true_lines]),
        median_hours_to_corroborated=_median([line.hours_to_corroborated for line in true_lines]),
        median_hours_to_retracted=_median(
            [line.hours_to_retracted for line in withdrawn_lines] + [line.hours_to_retracted for line in false_lines]
        ),
        true=true_lines,
        withdrawn=withdrawn_lines,
        false=false_lines,
    )


def _is_retracted(thread: Sequence[FoundedMessage]) -> bool:
    return any(each.message.stage == Stage.RETRACTED for each in thread)


def _tells(thread: Sequence[FoundedMessage], report: WithdrawnReport, window: timedelta) -> bool:
    first = next(each.message for each in thread if _claims(each))
    if first.event_date is not None:
        return first.watch == report.watch and abs(first.event_date - report.date) <= SAME_OCCASION
    return first.watch == report.watch and timedelta(0) <= first.time.date() - report.date <= window


def _withdrawn_line(
    report: WithdrawnReport, raised: dict[str, list[FoundedMessage]], matched: dict[str, WithdrawnReport | None]
) -> WithdrawnLine:
    names = tuple(name for name, found in matched.items() if found is report)
    hours = [_false_line(name, raised[name]).hours_to_retracted for name in names]
    return WithdrawnLine(
        watch=report.watch, date=report.date.isoformat(), developments=names, hours_to_retracted=_median(hours)
    )


def _claims(each: FoundedMessage) -> bool:
    return each.message.kind == "alert" and each.message.status == EventStatus.OCCURRED.value


def _same(thread: Sequence[FoundedMessage], true: TrueDevelopment, likeness: Likeness, window: timedelta) -> bool:
    last = next(each for each in reversed(thread) if _claims(each))
    day = last.message.event_date
    if last.message.watch != true.watch or not likeness.same_place(last.place, true.place):
        return False
    if day is not None:
        return abs(day - true.date) <= SAME_OCCASION
    return timedelta(0) <= last.message.time.date() - true.date <= window


def _true_line(
    true: TrueDevelopment, raised: dict[str, list[FoundedMessage]], matched: dict[str, TrueDevelopment | None]
) -> TrueLine:
    names = tuple(name for name, found in matched.items() if found is true)
    told = [each for name in names for each in raised[name] if _claims(each)]
    start = datetime.combine(true.date, time.min, UTC)
    return TrueLine(
        watch=true.watch,
        date=true.date.isoformat(),
        developments=names,
        hours_to_reported=_hours(start, told, (Stage.REPORTED, Stage.CORROBORATED)),
        hours_to_corroborated=_hours(start, told, (Stage.CORROBORATED,)),
    )


def _false_line(name: str, thread: Sequence[FoundedMessage]) -> FalseLine:
    first = next(each.message for each in thread if _claims(each))
    return FalseLine(
        watch=first.watch,
        event_date=first.event_date.isoformat() if first.event_date else None,
        development_id=name,
        hours_to_retracted=_hours(first.time, thread, (Stage.RETRACTED,)),
        quote=first.quote,
    )


def _hours(start: datetime, told: Sequence[FoundedMessage], stages: Sequence[Stage]) -> float | None:
    times = [each.message.time for each in told if each.message.stage in stages]
    return round((min(times) - start) / timedelta(hours=1), 1) if times else None


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _median(hours: Sequence[float | None]) -> float | None:
    known = [each for each in hours if each is not None]
    return median(known) if known else None
