"""The daily sign of life: what happened in a day and how many feeds are well, as a message in the channels."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from html import escape

from extractors.records.feed_health import ALL_FEEDS, FeedCondition, FeedHealth
from extractors.records.ids import content_id
from flows.desk import Desk
from flows.feed_health import followed_feeds
from flows.words import plain
from seeds.watches import Severity
from warehouse.feed_health import load_feed_conditions
from warehouse.runs import RunSums, load_run_sums
from warehouse.service_messages import ServiceMessage, append_service_message, last_message_at

DAY = timedelta(days=1)
HEARTBEAT_SCHEMA = "storywatch.heartbeat/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class DayTold:
    """What a heartbeat tells of."""

    sums: RunSums
    followed: int
    healthy: int
    troubled: tuple[FeedHealth, ...]


def beat_due(
    now: datetime, hour: int, *, first_run_at: datetime | None, last_beat_at: datetime | None
) -> datetime | None:
    """Return the instant of the heartbeat that is to be sent now, or None: one a day, none before the first morning."""
    due = datetime.combine(now.date(), time(hour), now.tzinfo)
    due = due if due <= now else due - DAY
    if first_run_at is None or first_run_at >= due or (last_beat_at is not None and last_beat_at >= due):
        return None
    return due


def follow_heartbeat(desk: Desk, run_id: str | None) -> bool:
    """Put the heartbeat into the outbox if it is due; say whether it was."""
    if not desk.settings.heartbeat:
        return False
    now = desk.clock()
    with desk.warehouse.reading() as tx:
        sums = load_run_sums(tx, now - DAY, now)
        due = beat_due(
            now,
            desk.settings.heartbeat_hour,
            first_run_at=sums.first_started_at,
            last_beat_at=last_message_at(tx, "heartbeat", now),
        )
        conditions = load_feed_conditions(tx) if due is not None else {}
    if due is None:
        return False
    message = heartbeat_message(_told(desk, sums, conditions), due, now)
    with desk.warehouse.transaction(run_id) as tx:
        return bool(append_service_message(tx, message, desk.settings.told_channels))


def heartbeat_title(told: DayTold) -> str:
    """Return the one sentence that matters."""
    sums = told.sums
    if sums.finished == 0:
        what = "No pass was completed in a day"
    elif sums.alerts or sums.notices:
        what = f"{_count(sums.alerts, 'alert')} and {_count(sums.notices, 'notice')} in a day"
    else:
        what = "Nothing happened"
    return f"{what}; {told.healthy} of {told.followed} feeds healthy"


def heartbeat_message(told: DayTold, due: datetime, now: datetime) -> ServiceMessage:
    """Return the message of one day; the same day is the same message."""
    title, sums = heartbeat_title(told), told.sums
    passes = f"{_count(sums.finished, 'pass', 'passes')} completed, {sums.failed} failed, {sums.crashed} cut off"
    lines = [
        passes,
        *(f"{each.feed_id}: {each.condition.replace('_', ' ')}; {plain(each.detail)}" for each in told.troubled),
    ]
    return ServiceMessage(
        message_id=content_id("service", "heartbeat", due.isoformat()),
        kind="heartbeat",
        severity=Severity.MEDIUM if sums.finished == 0 else Severity.LOW,
        at=now.replace(microsecond=0),
        title=title,
        text="\n".join([f"HEARTBEAT: {title}", *(f"- {line}" for line in lines)]),
        html="".join([f"<p><b>{escape(title)}</b></p><ul>", *(f"<li>{escape(line)}</li>" for line in lines), "</ul>"]),
        data={
            "schema": HEARTBEAT_SCHEMA,
            "kind": "heartbeat",
            "title": title,
            "raised_at": now.isoformat(timespec="seconds"),
            "passes": {"completed": sums.finished, "failed": sums.failed, "cut_off": sums.crashed},
            "alert_count": sums.alerts,
            "notice_count": sums.notices,
            "feeds_followed": told.followed,
            "feeds_healthy": told.healthy,
            "troubled": [{"feed": each.feed_id, "condition": each.condition.value} for each in told.troubled],
        },
    )


def _told(desk: Desk, sums: RunSums, conditions: dict[str, FeedHealth]) -> DayTold:
    followed = followed_feeds(desk)
    everything = conditions.get(ALL_FEEDS)
    if everything is not None and everything.condition is FeedCondition.OFFLINE:
        return DayTold(sums=sums, followed=len(followed), healthy=0, troubled=(everything,))
    known = [conditions[feed.feed_id] for feed in followed if feed.feed_id in conditions]
    troubled = tuple(each for each in known if each.condition is not FeedCondition.HEALTHY)
    return DayTold(sums=sums, followed=len(followed), healthy=len(known) - len(troubled), troubled=troubled)


def _count(count: int, one: str, many: str | None = None) -> str:
    return f"{count} {one}" if count == 1 else f"{count} {many or one + 's'}"
