"""What people wrote, as rows: storylines, entities, offices, watches, outlets and feeds, each change a revision."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractors.records.ids import content_id
from extractors.records.reading import EVENT_CODES
from seeds.entities import Entity, Office
from seeds.official_lists import OfficialList
from seeds.outlets import OutletFile
from seeds.storyline import Storyline
from warehouse.batches import Row
from warehouse.outlets import append_outlets
from warehouse.revisions import append_revisions
from warehouse.store import Transaction
from warehouse.watches import watch_rows

SEEDS = "seeds"
"""Who asserts an alias or a role that was written by people; readings assert theirs with evidence."""


def append_seeds(
    tx: Transaction, storyline: Storyline, outlets: OutletFile, official_lists: Sequence[OfficialList] = ()
) -> int:
    """Append what is new or changed; what the storyline or the outlets no longer name is marked retired."""
    count = append_storyline(tx, storyline)
    return count + append_outlets(tx, outlets, official_lists)


def append_storyline(tx: Transaction, storyline: Storyline) -> int:
    """Append what is new or changed of one storyline."""
    slug = storyline.slug
    tables: list[tuple[str, str, list[Row]]] = [
        ("storylines", "storyline", [_storyline_row(storyline)]),
        ("documents", "document_id", list(_document_rows(storyline))),
        ("entities", "entity_id", [_entity_row(slug, entity) for entity in storyline.entities]),
        ("offices", "office_id", [_office_row(slug, office) for office in storyline.offices]),
        ("aliases", "alias_id", list(_alias_rows(storyline))),
        ("roles", "role_id", list(_role_rows(storyline))),
        ("watches", "watch", list(watch_rows(storyline))),
        ("baseline_events", "event_id", list(_baseline_rows(storyline))),
    ]
    return sum(append_revisions(tx, table, [key], rows, retire=_scope(table, slug)) for table, key, rows in tables)


def _scope(table: str, slug: str) -> dict[str, str]:
    """Return what is retired where the seed files no longer name it: not what the news taught."""
    return {"storyline": slug, "asserted_by": SEEDS} if table in ("aliases", "roles") else {"storyline": slug}


def _storyline_row(storyline: Storyline) -> Row:
    return {
        "storyline": storyline.slug,
        "title": storyline.title,
        "description": storyline.description,
        "started_date": storyline.started,
        "news_window_days": storyline.news_window_days,
    }


def _document_rows(storyline: Storyline) -> Iterator[Row]:
    for document in storyline.documents:
        yield {
            "document_id": document.id,
            "storyline": storyline.slug,
            "outlet": document.outlet,
            "published_date": document.published,
            "language": document.language,
            "title": document.title,
            "note": document.note,
        }


def _entity_row(slug: str, entity: Entity) -> Row:
    return {
        "entity_id": entity.id,
        "storyline": slug,
        "kind": entity.kind,
        "name": entity.name,
        "side": entity.side,
        "wikidata": entity.wikidata,
        "gender": entity.gender,
        "within": entity.within,
        "note": entity.note,
    }


def _office_row(slug: str, office: Office) -> Row:
    return {
        "office_id": office.id,
        "storyline": slug,
        "name": office.name,
        "side": office.side,
        "rank": office.rank,
        "domain": office.domain,
        "wikidata": office.wikidata,
    }


def _alias_rows(storyline: Storyline) -> Iterator[Row]:
    named = [
        *((entity.id, None, "name", entity.names) for entity in storyline.entities),
        *((entity.id, None, "short_name", entity.short_names) for entity in storyline.entities),
        *((None, office.id, "office", office.names) for office in storyline.offices),
        *((None, office.id, "bare_office", office.bare_names) for office in storyline.offices),
    ]
    for entity_id, office_id, form, by_language in named:
        for language, aliases in by_language.items():
            for alias in aliases:
                yield {
                    "alias_id": content_id("alias", entity_id or "", office_id or "", language, alias, form),
                    "storyline": storyline.slug,
                    "entity_id": entity_id,
                    "office_id": office_id,
                    "language": language,
                    "alias": alias,
                    "form": form,
                    "asserted_by": SEEDS,
                    "evidence_id": None,
                }


def _role_rows(storyline: Storyline) -> Iterator[Row]:
    for office in storyline.offices:
        for tenure in office.held_by:
            yield {
                "role_id": content_id("role", office.id, tenure.person, tenure.start.isoformat()),
                "storyline": storyline.slug,
                "office_id": office.id,
                "entity_id": tenure.person,
                "start_date": tenure.start,
                "end_date": tenure.end,
                "known_from_date": tenure.known_from,
                "end_known_from_date": tenure.end_known_from,
                "acting": tenure.acting,
                "asserted_by": SEEDS,
                "evidence_id": None,
            }


def _baseline_rows(storyline: Storyline) -> Iterator[Row]:
    for event in storyline.baseline:
        event_type, cameo = EVENT_CODES[event.mode]
        yield {
            "event_id": event.id,
            "storyline": storyline.slug,
            "mode": event.mode,
            "event_type": event_type,
            "cameo": cameo,
            "status": event.status,
            "summary": event.summary,
            "event_date": event.event_date,
            "date_precision": event.date_precision if event.event_date else "unknown",
            "actors": sorted(event.actors),
            "recipients": sorted(event.recipients),
            "place": event.place,
            "watches": [event.watch] if event.watch else [],
            "documents": list(event.documents),
            "disputed": event.disputed,
        }
