"""Readings: what a reader version makes of an article version, with its mentions and events."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from extractors.records.ids import content_id
from extractors.records.reading import Event, Mention, Reading
from warehouse.batches import Row
from warehouse.current_counts import count_current
from warehouse.encounters import LONG_AGO
from warehouse.known_ids import possibly_stored
from warehouse.store import ReadTransaction, Transaction


def reading_id(version_id: str, reader_version: str) -> str:
    """Return the id of the reading of one version by one reader version."""
    return content_id("read", version_id, reader_version)


def append_readings(tx: Transaction, readings: Sequence[Reading]) -> int:
    """Append readings with mentions and events, and return how many readings were new.

    A reading of a version that was read before, by another reader version, counts from here on; the former one stays.
    """
    if not readings:
        return 0
    turned = _append_turns(tx, readings)
    known = known_reading_ids(tx, readings)
    new = {reading_id(each.version_id, each.reader_version): each for each in readings}.items()
    arriving = [reading for identity, reading in new if identity not in known]
    # A reading is stored with all its mentions and events or not at all.
    just_stored = _articles(tx, arriving, tx.recorded_at)
    earlier = _articles(tx, [each for each in arriving if each.version_id not in just_stored], LONG_AGO)
    articles = {**earlier, **just_stored}
    tx.append(
        "mentions",
        [row for reading in arriving for row in _mention_rows(reading, articles.get(reading.version_id, {}))],
        fresh=True,
    )
    tx.append(
        "events",
        [row for reading in arriving for row in _event_rows(reading, articles.get(reading.version_id, {}))],
        fresh=True,
    )
    count = tx.append("readings", [_row(reading) for reading in arriving], fresh=True)
    count_current(tx, list(just_stored), sign=1, since=tx.recorded_at, versions_since=tx.recorded_at)
    count_current(tx, list(earlier), sign=1, since=tx.recorded_at)
    back = turned - {reading.version_id for reading in arriving}
    count_current(tx, sorted(back), sign=1)
    return count


def known_reading_ids(tx: ReadTransaction, readings: Sequence[Reading]) -> set[str]:
    """Return those of the readings' ids that are stored."""
    possible = set(possibly_stored(tx, "readings", "version_id", {reading.version_id for reading in readings}))
    if not possible:
        return set()
    rows = tx.rows(
        "SELECT reading_id FROM ledger.readings WHERE reading_id IN (SELECT unnest($ids))",
        {"ids": [reading_id(each.version_id, each.reader_version) for each in readings if each.version_id in possible]},
    )
    return {row["reading_id"] for row in rows}


def _articles(tx: ReadTransaction, readings: Sequence[Reading], since: datetime) -> dict[str, Row]:
    """Return by version id what mentions and events repeat of their article, of versions recorded at `since` or later.

    Nearly always an article was stored just before in this transaction, and then no older ones need be looked through.
    """
    if not readings:
        return {}
    rows = tx.rows(
        "SELECT version_id, article_id, outlet_id, url, language, published_at FROM ledger.article_versions "
        "WHERE version_id IN (SELECT unnest($ids)) AND recorded_at >= $since",
        {"ids": [reading.version_id for reading in readings], "since": since},
    )
    return {row["version_id"]: row for row in rows}


def _row(reading: Reading) -> Row:
    return {
        "reading_id": reading_id(reading.version_id, reading.reader_version),
        "version_id": reading.version_id,
        "reader_version": reading.reader_version,
        "on_storyline": reading.match.on_storyline,
        "match_score": reading.match.score,
        "match_evidence": reading.match.evidence,
        "raises": reading.raises,
        "mention_count": len(reading.mentions),
        "event_count": len(reading.events),
    }


def _mention_rows(reading: Reading, article: Row) -> Iterator[Row]:
    repeated = {name: article.get(name) for name in ("article_id", "outlet_id", "published_at")}
    for mention in reading.mentions:
        identity = {"mention_id": mention_id(reading.version_id, mention)}
        yield {**_shared(reading), **identity, **_mention(mention), **repeated}


def mention_id(version_id: str, mention: Mention) -> str:
    """Return the id of a mention: its version, its words' place, and the entity meant."""
    span = mention.span
    return content_id("men", version_id, span.field, str(span.start), str(span.end), mention.entity_id)


def _mention(mention: Mention) -> Row:
    return {
        "entity_id": mention.entity_id,
        "office_id": mention.office_id,
        "form": mention.form,
        "text": mention.text,
        "field": mention.span.field,
        "start_offset": mention.span.start,
        "end_offset": mention.span.end,
    }


def _event_rows(reading: Reading, article: Row) -> Iterator[Row]:
    for event in reading.events:
        yield {**article, **_shared(reading), "event_id": event.event_id, **_event(event)}


def _event(event: Event) -> Row:
    return {
        "mode": event.mode,
        "event_type": event.event_type,
        "cameo": event.cameo,
        "status": event.status,
        "strength": event.strength,
        "actors": event.actors,
        "recipients": event.recipients,
        "offices": event.offices,
        "place": event.place,
        "event_date": event.event_date,
        "date_precision": event.date_precision,
        "watches": event.watches,
        "quote": event.quote,
        "field": event.span.field,
        "start_offset": event.span.start,
        "end_offset": event.span.end,
        "cues": event.cues,
    }


def _shared(reading: Reading) -> Row:
    return {
        "reading_id": reading_id(reading.version_id, reading.reader_version),
        "version_id": reading.version_id,
        "reader_version": reading.reader_version,
    }


def _append_turns(tx: Transaction, readings: Sequence[Reading]) -> set[str]:
    """Append the turns that the readings make, and return the versions that had another reading."""
    possible = possibly_stored(tx, "readings", "version_id", {reading.version_id for reading in readings})
    rows = (
        []
        if not possible
        else tx.rows(
            """
        SELECT version_id, arg_max({'id': reading_id, 'by': reader_version}, (step, recorded_at)) AS reading,
               max(step) AS step
        FROM (
            SELECT version_id, reading_id, reader_version, 0 AS step, recorded_at FROM ledger.readings
            WHERE version_id IN (SELECT unnest($ids))
            UNION ALL
            SELECT version_id, reading_id, reader_version, step, recorded_at FROM ledger.reading_turns
            WHERE version_id IN (SELECT unnest($ids))
        ) GROUP BY version_id
        """,
            {"ids": possible},
        )
    )
    current = {row["version_id"]: (row["reading"]["id"], row["reading"]["by"], row["step"]) for row in rows}
    turns: list[dict[str, Any]] = []
    for reading in readings:
        arriving = reading_id(reading.version_id, reading.reader_version)
        former, former_by, step = current.get(reading.version_id, (arriving, reading.reader_version, 0))
        if former != arriving:
            step += 1
            turns.append(
                {
                    "version_id": reading.version_id,
                    "step": step,
                    "reading_id": arriving,
                    "reader_version": reading.reader_version,
                    "former_reading_id": former,
                    "former_reader_version": former_by,
                }
            )
        current[reading.version_id] = (arriving, reading.reader_version, step)
    turned = {turn["version_id"] for turn in turns}
    count_current(tx, sorted(turned), sign=-1)
    tx.append("reading_turns", turns)
    return turned
