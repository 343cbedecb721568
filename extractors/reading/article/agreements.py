"""What the two leaders agreed at a meeting that the article reports: candidates in, agreements dated by it out."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from extractors.reading.mentions.world import World
from extractors.reading.status.candidates import Candidate, with_status
from extractors.reading.text.grammar import Part
from extractors.records.reading import Strength
from seeds.lexicon import CueKind, Scheme
from seeds.storyline import EventStatus
from seeds.watches import EventMode

_CONTACTS = frozenset({EventMode.MEETING, EventMode.CALL})
_OPEN = frozenset(
    {
        CueKind.PLAN,
        CueKind.WANT,
        CueKind.QUESTION,
        CueKind.NEGATION,
        CueKind.REFUSAL,
        CueKind.DENIAL,
        CueKind.CONDITIONAL,
        CueKind.COUNTERFACTUAL,
        CueKind.RUMOUR,
        CueKind.RECALL,
    }
)


def date_agreements(candidates: list[Candidate], world: World) -> list[Candidate]:
    """Return the candidates; what reopens a channel by the leaders' agreement is as recent as their meeting.

    "两国将恢复军方对军方的联系" beside a meeting of the two heads of state says what they agreed, on that day.
    """
    told = {candidate.sentence for candidate in candidates if _is_summit(candidate, world)}
    return [_dated(candidate) if told and _is_agreed(candidate, told) else candidate for candidate in candidates]


def _is_summit(candidate: Candidate, world: World) -> bool:
    verdict = candidate.verdict
    told = verdict.status is EventStatus.OCCURRED and verdict.strength is Strength.STRONG
    people = [person.entity for person in candidate.roles.people if person.entity is not None]
    if not told or candidate.mode not in _CONTACTS or candidate.roles.third or len(people) != len(world.main_sides):
        return False
    return all(_is_head(person, world) for person in people)


def _is_head(person: str, world: World) -> bool:
    held = world.offices.offices_of(person, world.on, world.known_on)
    return any(world.offices.offices[office].rank == "head" for office in held)


def _is_agreed(candidate: Candidate, told: AbstractSet[tuple[int, int]]) -> bool:
    if candidate.mode is not EventMode.CHANNEL_REOPENED or candidate.kinds & _OPEN:
        return False
    if candidate.trigger.frame.scheme is not Scheme.CHANNEL or candidate.trigger.frame.needs_first:
        return False  # "is to hold a first call": a contact of others, yet to come
    if candidate.time is not None and candidate.sentence not in told:
        return False
    if candidate.verdict.status is EventStatus.SCHEDULED:
        return CueKind.FUTURE in candidate.kinds
    if candidate.verdict.status is not EventStatus.OCCURRED:
        return False
    return CueKind.ACCEPT in candidate.kinds or _is_of_both(candidate)


def _is_of_both(candidate: Candidate) -> bool:
    """Tell "両首脳は、対話を再開することで一致した", whose verb itself says that the two leaders agreed."""
    words = candidate.page.words_between(candidate.sentence[0], candidate.trigger.start)
    return any(word.value.name == "head" for word in words.of(Part.PAIR))


def _dated(candidate: Candidate) -> Candidate:
    return with_status(candidate, EventStatus.OCCURRED, "time:of the leaders' meeting")
