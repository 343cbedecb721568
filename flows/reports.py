"""What a pass tells about itself: records for the command line, for JSON and for Prefect's artifacts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from extractors.developments.board import WatchLine
from extractors.records.developments import AlertDue
from extractors.records.feed_health import HealthNews
from extractors.records.feeds import Poll, PollOutcome
from extractors.records.runs import RunCounts


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedLine:
    """How one feed did in a pass."""

    feed: str
    outlet: str
    outcome: str
    http_status: int | None
    entries: int
    reason: str | None  # of a failure
    detail: str
    failures: int  # in a row


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertLine:
    """One alert or notice that a pass raised."""

    alert_id: str
    kind: str
    watch: str
    development_id: str
    stage: str | None
    severity: str
    status: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedNewsLine:
    """One feed that fell silent or is back (its condition is then healthy)."""

    feed: str
    condition: str
    before: str | None
    since: datetime
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PassReport:
    """One pass: what it did, feed by feed, what it raised, and where the watches stand after it."""

    run_id: str
    started_at: datetime
    finished_at: datetime
    counts: RunCounts
    feeds: tuple[FeedLine, ...]
    alerts: tuple[AlertLine, ...]
    watches: tuple[WatchLine, ...]
    undelivered: tuple[str, ...] = field(default=())  # one line for each delivery that failed
    feed_news: tuple[FeedNewsLine, ...] = field(default=())


def feed_line(poll: Poll) -> FeedLine:
    """Return the line of one poll."""
    failure = next(iter(poll.rejections), None) if poll.outcome is PollOutcome.FAILED else None
    return FeedLine(
        feed=poll.feed_id,
        outlet=poll.outlet_id,
        outcome=poll.outcome.value,
        http_status=poll.http_status,
        entries=len(poll.entries),
        reason=failure.reason.value if failure else None,
        detail=failure.detail if failure else "",
        failures=poll.state.failures,
    )


def alert_line(alert: AlertDue, title: str) -> AlertLine:
    """Return the line of one alert."""
    return AlertLine(
        alert_id=alert.alert_id,
        kind=alert.kind,
        watch=alert.watch,
        development_id=alert.development_id,
        stage=alert.stage.value if alert.stage else None,
        severity=alert.severity.value,
        status=alert.status.value,
        title=title,
    )


def feed_news_line(news: HealthNews) -> FeedNewsLine:
    """Return the line of one feed's news."""
    after = news.after
    return FeedNewsLine(
        feed=after.feed_id,
        condition=after.condition.value,
        before=news.before.value if news.before else None,
        since=after.since,
        detail=after.detail,
    )


def failed_feeds(report: PassReport) -> list[FeedLine]:
    """Return the feeds that failed, by reason."""
    failed = [line for line in report.feeds if line.outcome == PollOutcome.FAILED.value]
    return sorted(failed, key=lambda line: (line.reason or "", line.feed))


def failure_headline(failed: Sequence[FeedLine], feed_count: int) -> str:
    """Return one sentence on what failed: the one reason where there is only one."""
    if not failed:
        return f"All {feed_count} feeds answered."
    reasons = Counter(line.reason or "unknown" for line in failed)
    told = ", ".join(f"{reason.replace('_', ' ')} ({count})" for reason, count in reasons.most_common())
    if len(failed) == feed_count:
        hint = " Is this machine online?" if len(reasons) == 1 else ""
        return f"None of {feed_count} feeds could be reached: {told}.{hint}"
    return f"{len(failed)} of {feed_count} feeds failed: {told}."
