"""Counting a pass: what each stage did in, the run's counts that add up out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from extractors.records.feeds import EntryDecision, Poll, PollOutcome
from extractors.records.rejections import RejectionStage
from extractors.records.runs import RunCounts
from flows.batches import EntryReading, GatedFeed

_FEED_COUNTS = {
    PollOutcome.OK: "feeds_ok",
    PollOutcome.NOT_MODIFIED: "feeds_not_modified",
    PollOutcome.NOT_DUE: "feeds_not_due",
    PollOutcome.FAILED: "feeds_failed",
}


class Tally:
    """Counts of a pass while it goes on; one thread adds to it."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()

    def add(self, **counts: int) -> None:
        """Add to counts by their names in RunCounts."""
        self._counts.update(counts)

    def counts(self) -> RunCounts:
        """Return the counts so far."""
        return RunCounts(**self._counts)

    def add_polls(self, polls: Sequence[Poll]) -> None:
        """Count what polling brought."""
        for poll in polls:
            refused = sum(rejection.stage is RejectionStage.ENTRY for rejection in poll.rejections)
            self.add(
                **{_FEED_COUNTS[poll.outcome]: 1},
                feeds=1,
                entries=len(poll.entries) + refused,
                entries_rejected=refused,
            )

    def add_gated(self, gated: Sequence[GatedFeed]) -> None:
        """Count the verdicts on entries."""
        for feed in gated:
            known = sum(verdict.decision is EntryDecision.KNOWN for verdict in feed.verdicts)
            self.add(
                entries_known=known,
                entries_new=len(feed.poll.entries) - known,
                entries_skipped=len(feed.verdicts) - known,
                entries_retried=feed.retried,
            )

    def add_readings(self, readings: Sequence[EntryReading], known_versions: set[str]) -> None:
        """Count what became of entries; twins share the fate of the entry that was read for them.

        Versions that are new are added to ``known_versions``, so that two entries with one article count it once.
        """
        for reading in readings:
            entries = 1 + len(reading.entry.twins)
            page = reading.page
            refused = page.fetched and bool(page.rejections)
            self.add(pages_rejected=int(refused), pages_fetched=int(page.fetched and not refused))
            if page.article is None:
                self.add(entries_unread=entries)
            elif page.article.version_id in known_versions:
                self.add(articles_read=entries, articles_known=entries)
            else:
                known_versions.add(page.article.version_id)
                self.add(articles_read=entries, articles_known=entries - 1, versions_new=1)
