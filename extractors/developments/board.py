"""Developments in, the watch board out: one line for each question with its present answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from extractors.developments.closures import closed_since
from extractors.developments.developments import latest_development
from extractors.records.developments import Development
from seeds.storyline import EventStatus, Storyline


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchLine:
    """One watch as it stands; the fields are those of ``storywatch watches --json``."""

    watch: str
    question: str
    status: EventStatus | None  # None while nothing has been heard of it
    since: datetime | None
    development_id: str | None
    origins: int  # independent origins of that status
    closed_since: date | None  # since when it can no longer be met


def watch_board(storyline: Storyline, developments: Sequence[Development], now: datetime) -> tuple[WatchLine, ...]:
    """Return one line per watch, in the order of the seed file, each with its latest relevant development."""
    lines = []
    for watch in storyline.watches:
        latest = latest_development(d for d in developments if d.watch == watch.slug)
        lines.append(
            WatchLine(
                watch=watch.slug,
                question=watch.question,
                status=latest.status if latest else None,
                since=latest.since if latest else None,
                development_id=latest.development_id if latest else None,
                origins=len(latest.origin_ids) if latest else 0,
                closed_since=closed_since(watch, storyline, now.date()),
            )
        )
    return tuple(lines)
