"""What reading again changed in, records for the command line and for JSON out."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from extractors.reading import READER_VERSION
from extractors.records.developments import Development, DevelopmentChange
from flows.judging import Verdicts


@dataclass(frozen=True, slots=True, kw_only=True)
class DevelopmentLine:
    """One development that stands differently now."""

    development_id: str
    watch: str
    difference: str  # new, gone (nothing speaks for it any more) or changed
    status_before: str | None
    status: str | None
    stage_before: str | None
    stage: str | None
    origins_before: int
    origins: int
    alerted: bool  # a message about it was raised before


@dataclass(frozen=True, slots=True, kw_only=True)
class DueLine:
    """A message that the newer reading makes due."""

    alert_id: str
    kind: str
    watch: str
    stage: str | None
    status: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RereadReport:
    """What reading again did, or with `stored` False would do."""

    reader_version: str
    stored: bool
    articles_read: int
    events_found: int
    developments: tuple[DevelopmentLine, ...]
    alerts: tuple[DueLine, ...]
    alerts_raised: bool  # False: they are only told here


def report_rereading(
    verdicts: Verdicts, alerted: Collection[str], article_count: int, event_count: int, *, stored: bool, raised: bool
) -> RereadReport:
    """Return what reading again changes; `alerted` names the developments of which a message was raised before."""
    alerts = zip(verdicts.decision.alerts, verdicts.messages, strict=True)
    return RereadReport(
        reader_version=READER_VERSION,
        stored=stored,
        articles_read=article_count,
        events_found=event_count,
        developments=_lines(verdicts.decision.changes, alerted),
        alerts=tuple(
            DueLine(
                alert_id=alert.alert_id,
                kind=alert.kind,
                watch=alert.watch,
                stage=alert.stage.value if alert.stage else None,
                status=alert.status.value,
                title=message.title,
            )
            for alert, message in alerts
        ),
        alerts_raised=raised,
    )


def _lines(changes: Sequence[DevelopmentChange], alerted: Collection[str]) -> tuple[DevelopmentLine, ...]:
    """Return a line for each development that stands differently, from its first state to its last.

    Evidence more or less, or the mark that a watch has closed, is no difference that anybody sees.
    """
    first: dict[str, Development | None] = {}
    last: dict[str, Development] = {}
    for change in changes:
        first.setdefault(change.after.development_id, change.before)
        last[change.after.development_id] = change.after
    return tuple(
        _line(first[each], after, each in alerted)
        for each, after in last.items()
        if _standing(first[each]) != _standing(after)
    )


def _standing(development: Development | None) -> tuple[object, ...] | None:
    if development is None:
        return None
    told = (development.event_date, development.date_precision, development.place, development.participants)
    return (development.status, development.stage, development.origin_ids, *told)


def _line(before: Development | None, after: Development, alerted: bool) -> DevelopmentLine:
    gone = before is not None and before.origin_ids and not after.origin_ids
    return DevelopmentLine(
        development_id=after.development_id,
        watch=after.watch,
        difference="new" if before is None else "gone" if gone else "changed",
        status_before=before.status.value if before else None,
        status=after.status.value,
        stage_before=before.stage.value if before and before.stage else None,
        stage=after.stage.value if after.stage else None,
        origins_before=len(before.origin_ids) if before else 0,
        origins=len(after.origin_ids),
        alerted=alerted,
    )
