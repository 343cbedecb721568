"""Small records for the tests of flows."""

from __future__ import annotations

from datetime import UTC, datetime

from extractors.records.feeds import EntryDecision, EntryVerdict, FeedEntry, FeedState, Poll, PollOutcome
from extractors.records.rejections import Rejection, RejectionReason, RejectionStage

NOW = datetime(2023, 6, 2, 12, tzinfo=UTC)


def make_entry(entry_id: str, feed_id: str = "one", url: str | None = None) -> FeedEntry:
    return FeedEntry(
        entry_id=entry_id,
        feed_id=feed_id,
        outlet_id=f"{feed_id}-outlet",
        url=url or f"https://{feed_id}.example/{entry_id}",
        link=url or f"https://{feed_id}.example/{entry_id}",
        guid=None,
        title=entry_id,
        summary="",
        full_text="",
        author=None,
        published_at=NOW,
        updated_at=None,
    )


def make_verdict(
    entry_id: str, feed_id: str = "one", decision: EntryDecision = EntryDecision.FETCH, url: str | None = None
) -> EntryVerdict:
    return EntryVerdict(entry=make_entry(entry_id, feed_id, url), decision=decision, score=1.0)


def make_poll(
    feed_id: str = "one",
    outcome: PollOutcome = PollOutcome.OK,
    entries: tuple[FeedEntry, ...] = (),
    rejections: tuple[Rejection, ...] = (),
) -> Poll:
    return Poll(
        feed_id=feed_id,
        outlet_id=f"{feed_id}-outlet",
        outcome=outcome,
        state=FeedState(feed_id=feed_id, checked_at=NOW),
        entries=entries,
        rejections=rejections,
    )


def make_rejection(
    stage: RejectionStage = RejectionStage.PAGE, reason: RejectionReason = RejectionReason.TIMEOUT
) -> Rejection:
    return Rejection(stage=stage, reason=reason, at=NOW, url="https://one.example/a")
