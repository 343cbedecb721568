"""Custom Prefect events, on which automations can hang: alert, notice, feed down, feed up, run finished."""

from __future__ import annotations

from typing import Any

from prefect.context import FlowRunContext
from prefect.events import emit_event

from flows.printing import row_of
from flows.reports import FeedNewsLine, PassReport


def emit_pass(report: PassReport) -> None:
    """Emit what a pass raised, the feeds that fell silent or came back, and that it is finished."""
    for alert in report.alerts:
        _emit(alert.kind if alert.kind == "notice" else "alert", f"alert.{alert.alert_id}", row_of(alert))
    for news in report.feed_news:
        _emit(_feed_event(news), f"feed.{news.feed}", row_of(news))
    counts = row_of(report.counts)
    _emit("run-finished", f"run.{report.run_id}", {"run_id": report.run_id, "outcome": "ok", "counts": counts})


def emit_failure(error: BaseException) -> None:
    """Emit that a pass ended in an error; its kind only, since a message may hold anything."""
    _emit("run-finished", "run.failed", {"outcome": "failed", "error": type(error).__name__})


def _feed_event(news: FeedNewsLine) -> str:
    return "feed-up" if news.condition == "healthy" else "feed-down"


def _emit(name: str, subject: str, payload: dict[str, Any]) -> None:
    """Emit one event of the flow run that this is; outside of one nobody listens."""
    if FlowRunContext.get() is None:
        return
    emit_event(
        event=f"storywatch.{name}",
        resource={"prefect.resource.id": f"storywatch.{subject}", "prefect.resource.name": subject.partition(".")[2]},
        payload=payload,
    )
