"""Feed entries: the gate's verdict on each, what became of its page, and which pages are to be tried again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from extractors.records.feeds import EntryDecision, EntryVerdict, FeedEntry
from extractors.records.rejections import RejectionReason
from warehouse.batches import Row
from warehouse.feed_sums import sum_entries
from warehouse.known_ids import possibly_stored, stored_ids
from warehouse.store import ReadTransaction, Transaction

PASSING_REASONS = frozenset(
    {
        RejectionReason.DNS_FAILED,
        RejectionReason.CONNECT_FAILED,
        RejectionReason.TIMEOUT,
        RejectionReason.RATE_LIMITED,
        RejectionReason.BUDGET_SPENT,
        RejectionReason.SERVER_ERROR,
        RejectionReason.BROKEN_RESPONSE,
    }
)
"""Reasons that may be gone at the next try; all others are final."""

MOST_ATTEMPTS = 5
"""With the pauses below, a page is given up about four hours after its entry was first seen."""

FIRST_PAUSE = timedelta(minutes=15)
"""Before the second try, doubled for each further one: half the usual polling interval."""

LONGEST_PAUSE = timedelta(days=31)
"""No Retry-After is taken that reaches further."""

PENDING_FOR = timedelta(days=7)
"""An entry first seen longer ago is no longer asked for: it is outside the look-back of a feed, and so the search
stays as small as a week, however long the history."""

_READ = (EntryDecision.FETCH, EntryDecision.FEED_TEXT)


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryOutcome:
    """How one try to get an entry's page ended: with a version, or with a reason why not."""

    entry_id: str
    at: datetime
    version_id: str | None = None
    reason: RejectionReason | None = None
    not_before: datetime | None = None  # from Retry-After; the pause of ours applies anyway


@dataclass(frozen=True, slots=True, kw_only=True)
class PendingEntry:
    """An entry whose page is still to be had, and how often that was tried."""

    entry: FeedEntry
    attempts: int


def known_entry_ids(tx: ReadTransaction, ids: Iterable[str]) -> set[str]:
    """Return those of the ids that are stored."""
    return stored_ids(tx, "entries", "entry_id", ids)


def misjudged_entry_ids(tx: ReadTransaction, young_from: datetime) -> set[str]:
    """Return the entries that were found too old though they are younger, and have not been tried since.

    A clock that was ahead judged them: they are to be judged again.
    """
    rows = tx.rows(
        """
        SELECT entry_id FROM ledger.entries WHERE published_at >= $young AND decision = 'too_old'
          AND entry_id NOT IN (SELECT entry_id FROM ledger.entry_outcomes WHERE recorded_at >= $young)
        """,
        {"young": young_from},
    )
    return {row["entry_id"] for row in rows}


def append_verdicts(tx: Transaction, verdicts: Sequence[EntryVerdict]) -> int:
    """Append each entry with the first verdict on it; known entries add nothing, and what is not read keeps no text."""
    known = known_entry_ids(tx, {verdict.entry.entry_id for verdict in verdicts})
    rows: list[Row] = []
    for verdict in verdicts:
        if verdict.decision is EntryDecision.KNOWN or verdict.entry.entry_id in known:
            continue
        known.add(verdict.entry.entry_id)
        row = {
            **asdict(verdict.entry),
            "decision": verdict.decision,
            "score": verdict.score,
            "evidence": verdict.evidence,
        }
        if verdict.decision not in _READ:
            row["summary"] = row["full_text"] = ""
        rows.append(row)
    sum_entries(tx, rows)
    return tx.append("entries", rows, fresh=True)


def append_entry_outcomes(tx: Transaction, outcomes: Sequence[EntryOutcome]) -> int:
    """Append the outcomes of tries. The same entry and instant is the same try."""
    possible = possibly_stored(tx, "entry_outcomes", "entry_id", {outcome.entry_id for outcome in outcomes})
    tried = (
        []
        if not possible
        else tx.rows(
            "SELECT entry_id, attempt, tried_at FROM ledger.entry_outcomes WHERE entry_id IN (SELECT unnest($ids))",
            {"ids": possible},
        )
    )
    known = {(row["entry_id"], row["tried_at"]): row["attempt"] for row in tried}
    last: dict[str, int] = {}
    for (entry_id, _), attempt in known.items():
        last[entry_id] = max(attempt, last.get(entry_id, 0))
    rows = []
    for outcome in outcomes:
        if (outcome.entry_id, outcome.at) in known:
            continue
        attempt = last[outcome.entry_id] = last.get(outcome.entry_id, 0) + 1
        known[outcome.entry_id, outcome.at] = attempt
        rows.append(
            {
                "entry_id": outcome.entry_id,
                "attempt": attempt,
                "tried_at": outcome.at,
                "version_id": outcome.version_id,
                "reason": outcome.reason,
                "not_before_at": _next_try(outcome, attempt),
            }
        )
    return tx.append("entry_outcomes", rows, fresh=True)


def _next_try(outcome: EntryOutcome, attempt: int) -> datetime | None:
    if outcome.reason not in PASSING_REASONS or attempt >= MOST_ATTEMPTS:
        return None
    doubled: int = 2 ** (attempt - 1)
    pause_over = outcome.at + FIRST_PAUSE * doubled
    return max(pause_over, outcome.not_before) if outcome.not_before else pause_over


def load_pending_entries(tx: ReadTransaction, now: datetime) -> list[PendingEntry]:
    """Return the entries due for another try at `now`, oldest first: those to be fetched whose last try failed for a
    passing reason and whose pause is over, and those that no try was recorded for because a run was killed. Entries
    stored more than `PENDING_FOR` before `now` are given up. A pause that outlasts any we make is a clock's that was
    ahead, and is over.
    """
    rows = tx.rows(
        """
        WITH last AS (
            SELECT entry_id, max(attempt) AS attempt, arg_max(not_before_at, attempt) AS not_before_at
            FROM (SELECT entry_id, attempt, coalesce(not_before_at, 'infinity'::TIMESTAMPTZ) AS not_before_at
                  FROM ledger.entry_outcomes WHERE recorded_at >= $since)
            GROUP BY entry_id
        )
        SELECT entry_id, feed_id, outlet_id, url, link, guid, title, summary, full_text, author, published_at,
               updated_at, publisher_name, publisher_url, coalesce(attempt, 0) AS attempts
        FROM ledger.entries LEFT JOIN last USING (entry_id)
        WHERE decision = 'fetch' AND recorded_at >= $since
          AND (coalesce(last.not_before_at, '-infinity'::TIMESTAMPTZ) <= $now
               OR last.not_before_at > $latest AND isfinite(last.not_before_at))
        ORDER BY recorded_at, entry_id
        """,
        {"now": now, "since": now - PENDING_FOR, "latest": now + LONGEST_PAUSE},
    )
    return [PendingEntry(attempts=row.pop("attempts"), entry=FeedEntry(**row)) for row in rows]
