"""What no single record of a storyline can see: a storyline in, every reference that leads nowhere out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from seeds.entities import EntityKind
from seeds.errors import SeedFault
from seeds.storyline import Storyline
from seeds.watches import EventMode, Party, Pattern, Watch

_Fault = tuple[str, str, str]
"""File, key, message."""

_OFFICE_MODES = frozenset({EventMode.APPOINTMENT, EventMode.REMOVAL})
_SYMMETRIC_MODES = frozenset({EventMode.MEETING, EventMode.CALL, EventMode.HANDSHAKE, EventMode.CHANNEL_REOPENED})


def check_storyline(storyline: Storyline, path: Path) -> list[SeedFault]:
    """Every reference that leads nowhere and every id that is there twice; ``path`` is the storyline's folder."""
    known = _Known(storyline)
    faults: list[_Fault] = [
        *_id_faults(storyline, path.name, known),
        *_entity_faults(storyline, known),
        *_office_faults(storyline, known),
        *_baseline_faults(storyline, known),
        *_watch_faults(storyline, known),
        *_match_faults(storyline, known),
    ]
    return [SeedFault(path / file, key, message) for file, key, message in faults]


class _Known:
    """The ids that references may lead to."""

    def __init__(self, storyline: Storyline) -> None:
        self.entities = {entity.id for entity in storyline.entities}
        self.persons = {entity.id for entity in storyline.entities if entity.kind is EntityKind.PERSON}
        self.countries = {entity.id for entity in storyline.entities if entity.kind is EntityKind.COUNTRY}
        self.offices = {office.id for office in storyline.offices}
        self.watches = {watch.slug for watch in storyline.watches}
        self.documents = {document.id for document in storyline.documents}


def _id_faults(storyline: Storyline, folder: str, known: _Known) -> Iterator[_Fault]:
    if storyline.slug != folder:
        yield "storyline.yaml", "slug", f"{storyline.slug!r}: expected the name of its folder, {folder!r}"
    yield from _twice("storyline.yaml", "documents", (document.id for document in storyline.documents))
    yield from _twice("entities.yaml", "entities", (entity.id for entity in storyline.entities))
    yield from _twice("offices.yaml", "offices", (office.id for office in storyline.offices))
    yield from _twice("baseline.yaml", "baseline", (event.id for event in storyline.baseline))
    yield from _twice("watches.yaml", "watches", (watch.slug for watch in storyline.watches))
    for shared in sorted(known.offices & known.entities):
        yield "offices.yaml", "offices", f"{shared!r} is also the id of an entity; expected an id of its own"


def _entity_faults(storyline: Storyline, known: _Known) -> Iterator[_Fault]:
    for index, entity in enumerate(storyline.entities):
        key = f"entities[{index}]"
        yield from _unknown("entities.yaml", f"{key}.side", entity.side, known.countries, "country of entities.yaml")
        yield from _unknown("entities.yaml", f"{key}.within", entity.within, known.entities, "entity")
        if entity.gender and entity.kind is not EntityKind.PERSON:
            yield "entities.yaml", f"{key}.gender", f"{entity.gender!r}: expected for persons only"
        if not any(entity.names.values()):
            yield "entities.yaml", f"{key}.names", f"{entity.id!r} has no name in any language; expected at least one"


def _office_faults(storyline: Storyline, known: _Known) -> Iterator[_Fault]:
    for index, office in enumerate(storyline.offices):
        key = f"offices[{index}]"
        yield from _unknown("offices.yaml", f"{key}.side", office.side, known.countries, "country of entities.yaml")
        for place, tenure in enumerate(office.held_by):
            where = f"{key}.held_by[{place}].person"
            yield from _unknown("offices.yaml", where, tenure.person, known.persons, "person of entities.yaml")


def _baseline_faults(storyline: Storyline, known: _Known) -> Iterator[_Fault]:
    for index, event in enumerate(storyline.baseline):
        key = f"baseline[{index}]"
        for role, ids in (("actors", event.actors), ("recipients", event.recipients)):
            for place, entity_id in enumerate(ids):
                yield from _unknown("baseline.yaml", f"{key}.{role}[{place}]", entity_id, known.entities, "entity")
        yield from _unknown("baseline.yaml", f"{key}.place", event.place, known.entities, "entity")
        yield from _unknown("baseline.yaml", f"{key}.watch", event.watch, known.watches, "watch")
        for place, document in enumerate(event.documents):
            where = f"{key}.documents[{place}]"
            yield from _unknown("baseline.yaml", where, document, known.documents, "document of storyline.yaml")


def _watch_faults(storyline: Storyline, known: _Known) -> Iterator[_Fault]:
    for index, watch in enumerate(storyline.watches):
        key = f"watches[{index}]"
        yield from _implication_faults(watch, key, known)
        for place, pattern in enumerate(watch.satisfied_by):
            for field, message in _pattern_faults(pattern, known):
                yield "watches.yaml", f"{key}.satisfied_by[{place}].{field}", message


def _implication_faults(watch: Watch, key: str, known: _Known) -> Iterator[_Fault]:
    for place, implied in enumerate(watch.implies):
        yield from _unknown("watches.yaml", f"{key}.implies[{place}]", implied, known.watches, "watch")
        if implied == watch.slug:
            yield "watches.yaml", f"{key}.implies[{place}]", f"{implied!r}: expected another watch than itself"


def _pattern_faults(pattern: Pattern, known: _Known) -> Iterator[tuple[str, str]]:
    """Faults of one pattern: parties that do not exist, roles that its mode does not have."""
    parties: list[tuple[str, Party | None]] = [("actor", pattern.actor), ("recipient", pattern.recipient)]
    parties += [(f"between[{index}]", party) for index, party in enumerate(pattern.between)]
    for role, party in parties:
        if party is None:
            continue
        if party.entity is not None and party.entity not in known.entities:
            yield f"{role}.entity", f"{party.entity!r} is no known entity; expected an id of entities.yaml"
        if party.office is not None and party.office not in known.offices:
            yield f"{role}.office", f"{party.office!r} is no known office; expected an id of offices.yaml"
        if party.side is not None and party.side not in known.countries:
            yield f"{role}.side", f"{party.side!r} is no known country; expected a country of entities.yaml"
    if pattern.office is not None and pattern.office not in known.offices:
        yield "office", f"{pattern.office!r} is no known office; expected an id of offices.yaml"
    if pattern.place is not None and pattern.place not in known.entities:
        yield "place", f"{pattern.place!r} is no known entity; expected an id of entities.yaml"
    if pattern.mode in _OFFICE_MODES and pattern.office is None:
        yield "office", f"is missing; expected the post that a pattern of mode {pattern.mode.value!r} is about"
    if pattern.mode in _SYMMETRIC_MODES and len(pattern.between) != 2:
        yield "between", f"has {len(pattern.between)} parties; expected 2 for mode {pattern.mode.value!r}"


def _match_faults(storyline: Storyline, known: _Known) -> Iterator[_Fault]:
    weighable = known.entities | known.offices
    match = storyline.match
    for entity_id in match.entity_weights:
        yield from _unknown("match.yaml", f"entity_weights.{entity_id}", entity_id, weighable, "entity or office")
    paired = set(match.entity_weights) | match.topics
    for index, (one, other, _) in enumerate(match.pairs):
        for member in (one, other):
            yield from _unknown("match.yaml", f"pairs[{index}]", member, paired, "weighed entity or topic")
    if match.gate_threshold > match.threshold:
        message = f"{match.gate_threshold}: expected at most the threshold, {match.threshold}"
        yield "match.yaml", "gate_threshold", message
    if match.title_threshold is not None and match.title_threshold > match.gate_threshold:
        message = f"{match.title_threshold}: expected at most the gate's threshold, {match.gate_threshold}"
        yield "match.yaml", "title_threshold", message


def _twice(file: str, key: str, ids: Iterable[str]) -> Iterator[_Fault]:
    seen: set[str] = set()
    for index, one in enumerate(ids):
        if one in seen:
            yield file, f"{key}[{index}]", f"{one!r} is there twice; expected each id once"
        seen.add(one)


def _unknown(file: str, key: str, reference: str | None, known: set[str], expected: str) -> Iterator[_Fault]:
    if reference is not None and reference not in known:
        yield file, key, f"{reference!r} leads nowhere; expected the id of a known {expected}"
