"""What makes a row of a growing table one and the same, so that appending it twice adds nothing.

These tables have no PRIMARY KEY: DuckDB's index over random ids is written anew with every transaction that touches
it, and at a hundred thousand articles took most of the time of a pass. Small tables keep theirs. A transaction holds
the file alone, so what it looks up cannot change before it appends.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """The columns that identify a row."""

    columns: tuple[str, ...]
    instant: str | None = None  # a column that the id is made of: only stored rows from then on can be the same


KEYS = {
    "transactions": Key(columns=("recorded_at",), instant="recorded_at"),
    "runs": Key(columns=("run_id",)),
    "run_ends": Key(columns=("run_id",)),
    "polls": Key(columns=("poll_id",), instant="checked_at"),
    "entries": Key(columns=("entry_id",)),
    "entry_outcomes": Key(columns=("entry_id", "attempt")),
    "host_visits": Key(columns=("run_id", "host", "visited_date")),
    "rejections": Key(columns=("rejection_id",), instant="rejected_at"),
    "article_versions": Key(columns=("version_id",)),
    "article_texts": Key(columns=("version_id",)),
    "article_turns": Key(columns=("article_id", "step")),
    "signatures": Key(columns=("version_id",)),
    "near_duplicates": Key(columns=("version_id", "original_version_id")),
    "readings": Key(columns=("reading_id",)),
    "reading_turns": Key(columns=("version_id", "step")),
    "mentions": Key(columns=("reading_id", "mention_id")),
    "events": Key(columns=("reading_id", "event_id")),
    "evidence": Key(columns=("evidence_id", "reader_version", "revision")),
    "repeated_evidence": Key(columns=("evidence_id",)),
    "development_changes": Key(columns=("change_id",)),
    "development_evidence": Key(columns=("development_id", "evidence_id", "step")),
}
"""By table of the ledger; tables that are not here have a PRIMARY KEY."""
