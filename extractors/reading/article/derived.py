"""What follows from an event that is told: a visit from a meeting abroad, a channel from a first contact."""

from __future__ import annotations

from dataclasses import replace

from extractors.reading.mentions.links import Participant
from extractors.reading.mentions.world import World
from extractors.reading.roles.roles import Roles
from extractors.reading.status.candidates import Candidate
from extractors.reading.text.grammar import Part
from extractors.reading.text.page import Page
from extractors.records.reading import ArticleField
from seeds.entities import EntityKind
from seeds.lexicon import CueKind
from seeds.storyline import EventStatus
from seeds.watches import EventMode

LEAD_SENTENCES = 3
"""Where an article says that a contact is the first after a break."""

_CONTACTS = frozenset({EventMode.MEETING, EventMode.CALL})
_MILITARY_DOMAINS = frozenset({"military", "defense"})
_BELOW_MINISTERS = frozenset({"commander", "deputy", "staff"})


def derive_events(
    candidates: list[Candidate], pages: list[Page], world: World, *, resumed: bool = False, begun: bool = False
) -> list[Candidate]:
    """Return the candidates with those that follow from them, and with countries narrowed to the towns named.

    `resumed`: the text says that contacts had ceased; `begun`: that they were taken up before the news.
    """
    towns = _towns(pages, world)
    new = resumed or (_says_new(pages) and not begun)
    scene = _scene(pages, world)
    firsts, arrived = _firsts(candidates), _arrived(candidates, world)
    found: list[Candidate] = []
    for candidate in candidates:
        # where another sentence has the same person arrive in one town of the country, the country is no other
        elsewhere = (candidate.roles.actors, candidate.roles.place) in arrived
        narrowed = candidate if elsewhere else _narrowed(candidate, towns, scene, world)
        found.append(narrowed)
        found += _visits(narrowed, scene, world)
        channel = _channel(narrowed, firsts, new, world)
        if channel is not None:
            found.append(channel)
    return found


def _towns(pages: list[Page], world: World) -> dict[str, list[str]]:
    """Return the towns that the article names, by country."""
    towns: dict[str, list[str]] = {}
    for page in pages:
        for hit in page.names:
            entity = world.entities.get(hit.value.id)
            if entity is not None and entity.kind is EntityKind.PLACE and entity.within:
                known = towns.setdefault(entity.within, [])
                if entity.id not in known:
                    known.append(entity.id)
    return towns


def _arrived(candidates: list[Candidate], world: World) -> set[tuple[tuple[Participant, ...], str | None]]:
    """Return who has come to a town of which country."""
    return {
        (visit.roles.actors, world.entities[visit.roles.place].within)
        for visit in candidates
        if visit.mode is EventMode.VISIT and visit.verdict.status is EventStatus.OCCURRED
        if visit.roles.place is not None and world.entities[visit.roles.place].within is not None
    }


def _narrowed(candidate: Candidate, towns: dict[str, list[str]], scene: str | None, world: World) -> Candidate:
    """Take "arrived in China" for the dateline's town, or the one in China that the article names, else its capital."""
    place = candidate.roles.place
    if candidate.mode is not EventMode.VISIT or place is None or world.entities[place].kind is not EntityKind.COUNTRY:
        return candidate
    within = scene is not None and world.entities[scene].within == place
    named = [scene] if within and scene is not None else towns.get(place, [])
    capital = _capital(place, world)
    if len(named) > 1 and capital not in named:
        return candidate
    chosen = capital if capital in named or not named else named[0]
    if chosen is None:
        return candidate
    return replace(candidate, roles=replace(candidate.roles, place=chosen))


def _capital(country: str, world: World) -> str | None:
    """Return the town that stands for its country in texts."""
    for entity in world.entities.values():
        if entity.kind is EntityKind.PLACE and entity.within == country and entity.side == country:
            return entity.id
    return None


def _scene(pages: list[Page], world: World) -> str | None:
    """Return the town of the dateline, where the lead has nothing happen outside its country."""
    for page in pages:
        if page.field is not ArticleField.TEXT or not page.sentences:
            continue
        end = page.sentences[min(LEAD_SENTENCES, len(page.sentences)) - 1][1]
        towns = {
            hit.start: hit.value.id for hit in page.names_between(0, end) if hit.value.entity_kind == EntityKind.PLACE
        }
        dateline = towns.get(0)
        if dateline is None or page.text.cased[0].islower() or not page.text.cased[1].isupper():
            continue
        country = world.entities[dateline].within
        marks = {w.end + 1 for w in page.words_between(0, end) if w.value.name == "place"}
        places = [at for at in marks if at < end and page.text.cased[at].isupper()]
        known = {word.start for word in page.words_between(0, end)} | {n.start for n in page.names_between(0, end)}
        strange = any(at not in known for at in places)
        if not strange and all(world.entities[towns[at]].within == country for at in places if at in towns):
            return dateline
    return None


def _visits(candidate: Candidate, scene: str | None, world: World) -> list[Candidate]:
    """A meeting in a town is a visit of everybody whose country it is not; the dateline stands in for a place."""
    place = candidate.roles.place or scene
    if candidate.mode not in (EventMode.MEETING, EventMode.HANDSHAKE) or place is None:
        return []
    country = world.entities[place].within
    if country is None:
        return []
    return [
        replace(
            candidate,
            mode=EventMode.VISIT,
            roles=Roles(actors=(person,), place=place, loose=candidate.roles.loose),
            cues=(*candidate.cues, "derived:visit"),
        )
        for person in candidate.roles.people
        if person.side is not None and person.side != country and any(p.side == country for p in candidate.roles.people)
    ]


def _firsts(candidates: list[Candidate]) -> set[frozenset[tuple[str, ...]]]:
    """Return the people of whose contact some sentence says that it is the first, or takes place again."""
    return {
        frozenset(p.key for p in candidate.roles.people)
        for candidate in candidates
        if candidate.mode in _CONTACTS and CueKind.NOVELTY in candidate.kinds
    }


def _says_new(pages: list[Page]) -> bool:
    """Tell whether headline or lead speak of a first time after a break."""
    return any(
        word.value.part is Part.CUE and word.value.name == CueKind.NOVELTY
        for page in pages
        for sentence in page.sentences[:LEAD_SENTENCES]
        for word in page.words_between(*sentence)
    )


def _channel(
    candidate: Candidate, firsts: set[frozenset[tuple[str, ...]]], new: bool, world: World
) -> Candidate | None:
    """The first contact after a break of officers or officials below the ministers reopens a channel."""
    people = candidate.roles.people
    if candidate.mode not in _CONTACTS or candidate.roles.third:
        return None
    if not new and frozenset(p.key for p in people) not in firsts:
        return None
    if {p.side for p in people} != set(world.main_sides) or not all(_is_below(p, world) for p in people):
        return None
    sides = tuple(Participant(side, None, side, "country") for side in sorted(world.main_sides))
    return replace(
        candidate,
        mode=EventMode.CHANNEL_REOPENED,
        roles=Roles(actors=sides, recipients=sides, loose=candidate.roles.loose),
        cues=(*candidate.cues, "derived:channel"),
    )


def _is_below(person: Participant, world: World) -> bool:
    held = world.offices.ever_held(person.entity or "", world.known_on)
    offices = [world.offices.offices[o] for o in {*held, *((person.office,) if person.office else ())}]
    return any(o.rank in _BELOW_MINISTERS and o.domain in _MILITARY_DOMAINS for o in offices)
