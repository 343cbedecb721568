"""One occurrence's evidence in, what is known of it out: status, stage, origins, date, place.

Rules, in this order; *enough* means strong words of one origin that counts, or weak words of two:

* `occurred`: enough evidence says so, unless strictly more independent origins later say that it is not so.
* that contradiction (`denied`, `not_occurred`), where it outweighs.
* `background`: enough evidence recalls it, and none reported it as news.
* otherwise the latest of proposed, scheduled, declined, denied that has enough; a request retold within a week of its
  answer does not hide the answer, and "it has not happened" shows only alone, or after a plan whose day has passed.
  Statuses in weak words only stand back where another is said in strong ones.
* nothing: weak words of one origin open no development; they wait.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from extractors.developments.occasions import (
    Likeness,
    article_day,
    effective_status,
    event_interval,
    said_on,
    target_day,
)
from extractors.origins.independence import enough, independent_origins, is_strong
from extractors.records.developments import Evidence
from extractors.records.reading import DatePrecision, Strength
from seeds.storyline import EventStatus, Storyline
from seeds.watches import EventMode, Party, Stage, Watch

_UNILATERAL = frozenset(
    {EventMode.SANCTION_IMPOSED, EventMode.SANCTION_LIFTED, EventMode.APPOINTMENT, EventMode.REMOVAL}
)
"""Acts that one government does alone, so that its own word or list settles them."""

_PRECEDENCE = (
    EventStatus.NOT_OCCURRED,
    EventStatus.PROPOSED,
    EventStatus.SCHEDULED,
    EventStatus.DECLINED,
    EventStatus.DENIED,
)
"""Of statuses said on one day the later here shows: an answer outweighs the request that it answers."""


_ANSWERS = (EventStatus.DECLINED, EventStatus.DENIED)
_RETOLD = timedelta(days=7)
"""For so long after an answer the request is retold in the articles about it; that is no new request."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What the evidence of one occurrence amounts to."""

    status: EventStatus
    stage: Stage | None  # only where it occurred
    origin_ids: tuple[str, ...]  # independent origins of that status
    participants: tuple[str, ...]
    event_date: date | None
    date_precision: DatePrecision
    place: str | None
    since: datetime  # earliest word of that status


def judge(evidence: Sequence[Evidence], watch: Watch, storyline: Storyline) -> Judgement | None:
    """Return what the evidence of one occurrence amounts to, or None where it is not enough for anything."""
    window = timedelta(days=storyline.news_window_days)
    by_status: defaultdict[EventStatus, list[Evidence]] = defaultdict(list)
    for e in evidence:
        if e.counts:
            by_status[effective_status(e, window)].append(e)
    status = _status(by_status)
    if status is None:
        return None
    bearing = by_status[status]
    happened = [*by_status[EventStatus.OCCURRED], *by_status[EventStatus.BACKGROUND]]
    told = happened if enough(happened) else bearing
    news = by_status[EventStatus.OCCURRED] if enough(happened) else []
    day, precision = _date(news or told)
    if day is None:
        day, precision = _date(told)
    return Judgement(
        status=status,
        stage=_stage(bearing, watch, storyline) if status is EventStatus.OCCURRED else None,
        origin_ids=independent_origins(bearing),
        participants=_most_told([e.participants for e in told]) or (),
        event_date=day,
        date_precision=precision,
        place=_place(told, Likeness(storyline)),
        since=min(_said_at(e) for e in bearing),
    )


def _said_at(evidence: Evidence) -> datetime:
    """Return when the status was first so: the article's time for news, the day it tells for what is older."""
    if evidence.status is EventStatus.OCCURRED or said_on(evidence) >= article_day(evidence):
        return evidence.published_at or evidence.fetched_at
    return datetime.combine(said_on(evidence), time.min, UTC)


def _status(by_status: dict[EventStatus, list[Evidence]]) -> EventStatus | None:
    occurred = by_status.get(EventStatus.OCCURRED, [])
    if enough(occurred):
        against = _contradictions(occurred, by_status)
        if enough(against) and len(independent_origins(against)) > len(independent_origins(occurred)):
            return max(against, key=lambda e: (article_day(e), _PRECEDENCE.index(e.status))).status
        return EventStatus.OCCURRED
    background = by_status.get(EventStatus.BACKGROUND, [])
    if background and enough([*background, *occurred]):
        return EventStatus.BACKGROUND
    return _status_short_of_happening(by_status)


def _contradictions(
    occurred: Sequence[Evidence], by_status: Mapping[EventStatus, Sequence[Evidence]]
) -> list[Evidence]:
    """Return what denies the report in strong words, after its first article and in articles that do not report it.

    Previews of the same morning, "they had not met since 2022" beside the report, and "the sanctions on Li" named in
    passing contradict nothing.
    """
    first = min(e.published_at or e.fetched_at for e in occurred)
    reporting = {e.article_id for e in occurred}
    return [
        e
        for status in (EventStatus.DENIED, EventStatus.NOT_OCCURRED)
        for e in by_status.get(status, [])
        if e.strength is Strength.STRONG
        if (e.published_at or e.fetched_at) >= first and e.article_id not in reporting
    ]


def _status_short_of_happening(by_status: dict[EventStatus, list[Evidence]]) -> EventStatus | None:
    said = {s: by_status[s] for s in _PRECEDENCE if enough(by_status.get(s, []))}
    if strong := {s for s, told in said.items() if is_strong(told)}:
        said = {s: told for s, told in said.items() if s in strong}
    latest = {s: _last_said(told) for s, told in said.items()}
    not_occurred = latest.pop(EventStatus.NOT_OCCURRED, None)
    if not latest:
        return EventStatus.NOT_OCCURRED if not_occurred is not None else None
    status = max(latest, key=lambda s: (latest[s], _PRECEDENCE.index(s)))
    answers = [answer for answer in _ANSWERS if answer in latest]
    if status is EventStatus.PROPOSED and answers:
        answer = max(answers, key=lambda s: (latest[s], _PRECEDENCE.index(s)))
        if latest[EventStatus.PROPOSED] <= latest[answer] + _RETOLD:
            return answer
    if status is EventStatus.SCHEDULED and not_occurred is not None:
        targets = [day for e in by_status[EventStatus.SCHEDULED] if (day := target_day(e)) is not None]
        if targets and not_occurred > max(targets):
            return EventStatus.NOT_OCCURRED
    return status


def _last_said(evidence: Sequence[Evidence]) -> date:
    """Return the last day it was said; "last year they refused" tells no day where somebody else does."""
    precise = [e for e in evidence if e.date_precision not in (DatePrecision.MONTH, DatePrecision.YEAR)]
    return max(said_on(e) for e in precise or evidence)


def _stage(occurred: Sequence[Evidence], watch: Watch, storyline: Storyline) -> Stage:
    speaking = {e.official_side for e in occurred if e.official_side is not None}
    if len(speaking) >= 2:
        return Stage.CORROBORATED
    if any(e.mode in _UNILATERAL for e in occurred) and speaking & _deciding_sides(watch, storyline):
        return Stage.CORROBORATED
    # two weak voices make one report; a second voice corroborates only where somebody's words are strong
    strong = any(e.strength is Strength.STRONG for e in occurred)
    return Stage.CORROBORATED if strong and len(independent_origins(occurred)) >= 2 else Stage.REPORTED


def _deciding_sides(watch: Watch, storyline: Storyline) -> set[str]:
    """Return the sides in whose power the event lies: of the pattern's actor and of its office."""
    sides: set[str] = set()
    for pattern in watch.satisfied_by:
        parties = [pattern.actor, Party(office=pattern.office) if pattern.office else None]
        for party in parties:
            if party is not None and (side := side_of(party, storyline)) is not None:
                sides.add(side)
    return sides


def side_of(party: Party, storyline: Storyline) -> str | None:
    """Return the country entity that a party belongs to; a country is its own side."""
    if party.side is not None:
        return party.side
    if party.office is not None:
        return next((office.side for office in storyline.offices if office.id == party.office), None)
    entity = next((entity for entity in storyline.entities if entity.id == party.entity), None)
    return None if entity is None else entity.side or entity.id


def _date(evidence: Sequence[Evidence]) -> tuple[date | None, DatePrecision]:
    """Return the day that most origins tell, the earliest among equals; else the month, else the year."""
    for precision in (DatePrecision.DAY, DatePrecision.MONTH, DatePrecision.YEAR):
        origins: defaultdict[date, set[str]] = defaultdict(set)
        for e in evidence:
            if e.date_precision is precision and (interval := event_interval(e)) is not None:
                origins[interval[0]].add(e.origin_id)
        if origins:
            return min(origins, key=lambda day: (-len(origins[day]), day)), precision
    return None, DatePrecision.UNKNOWN


def _most_told(participants: Sequence[tuple[str, ...]]) -> tuple[str, ...] | None:
    votes = Counter(p for p in participants if p)
    return min(votes, key=lambda p: (-votes[p], -len(p), p)) if votes else None


def _place(evidence: Sequence[Evidence], likeness: Likeness) -> str | None:
    """Return the place told most often, the innermost among equals."""
    votes = Counter(e.place for e in evidence if e.place is not None)
    return min(votes, key=lambda p: (-votes[p], -len(likeness.containing(p)), p)) if votes else None
