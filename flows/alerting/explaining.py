"""What the warehouse tells of alerts in, rows and lines for a terminal of eighty columns or more out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

Row = Mapping[str, Any]

LIST_COLUMNS = {
    "raised_at": "raised",
    "kind": "kind",
    "severity": "severity",
    "watch": "watch",
    "stage": "stage",
    "title": "what",
    "delivered_count": "delivered to",
    "acknowledged_at": "acknowledged",
    "alert_id": "id",
}
NARROW_LIST_COLUMNS = {"raised_at": "raised", "what": "what", "alert_id": "id"}
"""In a narrow terminal the rest stands behind the title."""
HISTORY_COLUMNS = {
    "changed_at": "at",
    "kind": "change",
    "status": "status",
    "stage": "stage",
    "event_date": "date",
    "origin_count": "origins",
}
ORIGIN_COLUMNS = {
    "origin_id": "origin",
    "origin_reason": "why",
    "counts": "counts",
    "says_occurred": "happened",
    "article_count": "articles",
    "outlet_ids": "outlets",
}
DELIVERY_COLUMNS = {
    "channel": "channel",
    "state": "state",
    "attempt_count": "tries",
    "tried_at": "last try",
    "not_before_at": "not before",
    "digest_id": "in digest",
    "detail": "detail",
}


def narrow_rows(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """Return rows of the list with all that a narrow terminal has no column for in one."""
    return [{**row, "what": f"{row['title']} ({_asides(row)})"} for row in rows]


def fold_message(text: str, width: int) -> str:
    """Return a message with its lines broken at words for a terminal of so many columns; addresses stay whole."""
    return "\n".join(folded for line in text.split("\n") for folded in _fold_line(line, width))


def acknowledged_lines(alert: Row) -> Iterator[str]:
    """Yield when it was acknowledged and each note, or that nobody has."""
    if alert["acknowledged_at"] is None:
        yield "Acknowledged: not yet"
        return
    yield f"Acknowledged: {_minute(alert['acknowledged_at'])}"
    yield from (f"  {note}" for note in alert["notes"])


def evidence_lines(evidence: Sequence[Row], width: int) -> Iterator[str]:
    """Yield the words of every article, each with who, when, what they say, what decided that, and the link."""
    for one in evidence:
        when = _minute(one["published_at"]) if one["published_at"] else "undated"
        yield f"- {when}  {one['outlet_id']}: {_spaced(one['status'])}, {one['strength']} words"
        yield from _folded(f"“{one['quote']}”", width)
        if one["cues"]:
            yield from _folded(f"decided by {', '.join(one['cues'])}", width)
        yield f"  {one['url']}"


def _fold_line(line: str, width: int) -> list[str]:
    words = line.lstrip(" ")
    margin = " " * (len(line) - len(words))
    if cell_len(line) <= width or words.startswith(("http://", "https://")):
        return [line]
    hanging = margin or "  "
    wrapped = Text(words).wrap(Console(width=width), width - len(hanging), overflow="fold")
    folded = [each.plain.rstrip() for each in wrapped]
    return [margin + folded[0], *(hanging + each for each in folded[1:])]


def _folded(words: str, width: int) -> Iterator[str]:
    """Yield the words indented, in lines of so many columns; a Chinese character takes two."""
    lines = Text(words).wrap(Console(width=width), width - 2, overflow="fold")
    yield from (f"  {line.plain.rstrip()}" for line in lines)


def _asides(row: Row) -> str:
    stage = row["stage"] or _spaced(row["status"])
    words = [row["kind"], row["severity"], stage]
    return ", ".join([*words, "acknowledged"] if row["acknowledged_at"] else words)


def _spaced(status: str) -> str:
    return status.replace("_", " ")


def _minute(instant: str) -> str:
    return instant[:16].replace("T", " ")
