"""What no single record can see: references between the parts of a storyline, and clashes between outlets."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from seeds.entities import EntityKind
from seeds.errors import SeedFault
from seeds.outlets import FeedFormat, OutletFile
from seeds.storyline import Storyline
from seeds.watches import EventMode, Party, Pattern

_OFFICE_MODES = frozenset({EventMode.APPOINTMENT, EventMode.REMOVAL})
_SYMMETRIC_MODES = frozenset({EventMode.MEETING, EventMode.CALL, EventMode.HANDSHAKE, EventMode.CHANNEL_REOPENED})


def check_storyline(storyline: Storyline, path: Path) -> list[SeedFault]:
    """Every reference that leads nowhere and every id that is there twice; ``path`` is the storyline's folder."""
    return [SeedFault(path / file, key, message) for file, key, message in _storyline_faults(storyline, path.name)]


def _storyline_faults(storyline: Storyline, folder: str) -> Iterator[tuple[str, str, str]]:
    entities = {entity.id: entity for entity in storyline.entities}
    persons = {entity.id for entity in storyline.entities if entity.kind is EntityKind.PERSON}
    countries = {entity.id for entity in storyline.entities if entity.kind is EntityKind.COUNTRY}
    offices = {office.id for office in storyline.offices}
    watches = {watch.slug for watch in storyline.watches}
    documents = {document.id for document in storyline.documents}

    if storyline.slug != folder:
        yield "storyline.yaml", "slug", f"{storyline.slug!r}: expected the name of its folder, {folder!r}"
    yield from _twice("storyline.yaml", "documents", (document.id for document in storyline.documents))
    yield from _twice("entities.yaml", "entities", (entity.id for entity in storyline.entities))
    yield from _twice("offices.yaml", "offices", (office.id for office in storyline.offices))
    yield from _twice("baseline.yaml", "baseline", (event.id for event in storyline.baseline))
    yield from _twice("watches.yaml", "watches", (watch.slug for watch in storyline.watches))
    for shared in sorted(offices & set(entities)):
        yield "offices.yaml", "offices", f"{shared!r} is also the id of an entity; expected an id of its own"

    for index, entity in enumerate(storyline.entities):
        key = f"entities[{index}]"
        yield from _unknown("entities.yaml", f"{key}.side", entity.side, countries, "country in entities.yaml")
        yield from _unknown("entities.yaml", f"{key}.within", entity.within, set(entities), "entity")
        if entity.gender and entity.kind is not EntityKind.PERSON:
            yield "entities.yaml", f"{key}.gender", f"{entity.gender!r}: expected for persons only"
        if not any(entity.names.values()):
            yield "entities.yaml", f"{key}.names", f"{entity.id!r} has no name in any language; expected at least one"

    for index, office in enumerate(storyline.offices):
        key = f"offices[{index}]"
        yield from _unknown("offices.yaml", f"{key}.side", office.side, countries, "country in entities.yaml")
        for place, tenure in enumerate(office.held_by):
            where = f"{key}.held_by[{place}].person"
            yield from _unknown("offices.yaml", where, tenure.person, persons, "person in entities.yaml")

    for index, event in enumerate(storyline.baseline):
        key = f"baseline[{index}]"
        for role, ids in (("actors", event.actors), ("recipients", event.recipients)):
            for place, entity_id in enumerate(ids):
                yield from _unknown("baseline.yaml", f"{key}.{role}[{place}]", entity_id, set(entities), "entity")
        yield from _unknown("baseline.yaml", f"{key}.place", event.place, set(entities), "entity")
        yield from _unknown("baseline.yaml", f"{key}.watch", event.watch, watches, "watch")
        for place, document in enumerate(event.documents):
            where = f"{key}.documents[{place}]"
            yield from _unknown("baseline.yaml", where, document, documents, "document of storyline.yaml")

    for index, watch in enumerate(storyline.watches):
        key = f"watches[{index}]"
        for place, implied in enumerate(watch.implies):
            yield from _unknown("watches.yaml", f"{key}.implies[{place}]", implied, watches, "watch")
            if implied == watch.slug:
                yield "watches.yaml", f"{key}.implies[{place}]", f"{implied!r}: expected another watch than itself"
        for place, pattern in enumerate(watch.satisfied_by):
            where = f"{key}.satisfied_by[{place}]"
            for field, message in _pattern_faults(pattern, set(entities), offices, countries):
                yield "watches.yaml", f"{where}.{field}", message

    known = set(entities) | offices
    for entity_id in storyline.match.entity_weights:
        yield from _unknown("match.yaml", f"entity_weights.{entity_id}", entity_id, known, "entity or office")
    for index, (one, other, _) in enumerate(storyline.match.pairs):
        for entity_id in (one, other):
            yield from _unknown("match.yaml", f"pairs[{index}]", entity_id, known, "entity or office")
    if storyline.match.gate_threshold > storyline.match.threshold:
        gate, full = storyline.match.gate_threshold, storyline.match.threshold
        yield "match.yaml", "gate_threshold", f"{gate}: expected at most the threshold, {full}"


def _pattern_faults(
    pattern: Pattern, entities: set[str], offices: set[str], countries: set[str]
) -> Iterator[tuple[str, str]]:
    """Faults of one pattern: parties that do not exist, roles that its mode does not have."""
    parties: list[tuple[str, Party | None]] = [("actor", pattern.actor), ("recipient", pattern.recipient)]
    parties += [(f"between[{index}]", party) for index, party in enumerate(pattern.between)]
    for role, party in parties:
        if party is None:
            continue
        if party.entity is not None and party.entity not in entities:
            yield f"{role}.entity", f"{party.entity!r} is no known entity; expected an id of entities.yaml"
        if party.office is not None and party.office not in offices:
            yield f"{role}.office", f"{party.office!r} is no known office; expected an id of offices.yaml"
        if party.side is not None and party.side not in countries:
            yield f"{role}.side", f"{party.side!r} is no known country; expected a country of entities.yaml"
    if pattern.office is not None and pattern.office not in offices:
        yield "office", f"{pattern.office!r} is no known office; expected an id of offices.yaml"
    if pattern.place is not None and pattern.place not in entities:
        yield "place", f"{pattern.place!r} is no known entity; expected an id of entities.yaml"
    if pattern.mode in _OFFICE_MODES and pattern.office is None:
        yield "office", f"is missing; expected the post that a pattern of mode {pattern.mode.value!r} is about"
    if pattern.mode in _SYMMETRIC_MODES and len(pattern.between) != 2:
        yield "between", f"has {len(pattern.between)} parties; expected 2 for mode {pattern.mode.value!r}"


def check_outlets(outlets: OutletFile, path: Path) -> list[SeedFault]:
    """Ids, addresses and hosts that are there twice, and feeds whose keys do not fit their format."""
    faults: list[SeedFault] = []
    owners: dict[tuple[str, str], str] = {}

    def claim(sort: str, value: str, owner: str, key: str) -> None:
        earlier = owners.setdefault((sort, value), owner)
        if earlier != owner:
            faults.append(
                SeedFault(path, key, f"{value!r} is already the {sort} of {earlier}; expected one of its own")
            )

    for index, outlet in enumerate(outlets.outlets):
        key = f"outlets[{index}]"
        claim("outlet id", outlet.id, f"outlets[{index}]", f"{key}.id")
        for place, host in enumerate(outlet.hosts):
            if not re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)+", host) or host.startswith("www."):
                message = f"{host!r}: expected a host name in lower case without 'www.'"
                faults.append(SeedFault(path, f"{key}.hosts[{place}]", message))
            claim("host", host, f"outlets[{index}].hosts[{place}]", f"{key}.hosts[{place}]")
        if outlet.aggregator and outlet.official:
            faults.append(SeedFault(path, f"{key}.aggregator", "True beside official: True; expected at most one"))
        for place, feed in enumerate(outlet.feeds):
            where = f"{key}.feeds[{place}]"
            claim("feed id", feed.id, where, f"{where}.id")
            claim("address", str(feed.url), where, f"{where}.url")
            faults += [
                SeedFault(path, f"{where}.link_pattern", message)
                for message in _link_pattern_faults(feed.format, feed.link_pattern)
            ]
    return faults


def _link_pattern_faults(feed_format: FeedFormat, link_pattern: str | None) -> Iterator[str]:
    if link_pattern is None:
        if feed_format is FeedFormat.HTML:
            yield "is missing; expected a regular expression that article links match"
        return
    if feed_format is not FeedFormat.HTML:
        yield f"{link_pattern!r}: expected only for feeds of format 'html', not {feed_format.value!r}"
    try:
        re.compile(link_pattern)
    except re.error as error:
        yield f"{link_pattern!r} is no regular expression: {error}"


def _twice(file: str, key: str, ids: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    seen: set[str] = set()
    for index, one in enumerate(ids):
        if one in seen:
            yield file, f"{key}[{index}]", f"{one!r} is there twice; expected each id once"
        seen.add(one)


def _unknown(
    file: str, key: str, reference: str | None, known: set[str], expected: str
) -> Iterator[tuple[str, str, str]]:
    if reference is not None and reference not in known:
        yield file, key, f"{reference!r} leads nowhere; expected the id of a known {expected}"
