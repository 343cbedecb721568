"""Whom an event is about that did not happen or is long past, where its words name nobody a watch asks about.

A pair guessed from the article gives way to who held the office that day, or to whom the sentence names beside it.
Never asked of what is reported as happening now: everything changed here is weak.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractors.reading.article.likelier_ways import asked_visit, ended_post
from extractors.reading.article.watching import Facts, watches_of
from extractors.reading.mentions.links import Link, Participant
from extractors.reading.mentions.world import World
from extractors.reading.roles.roles import Roles
from extractors.reading.status.candidates import Candidate, weakened
from extractors.reading.text.grammar import Part
from extractors.reading.text.page import Page
from seeds.lexicon import Scheme
from seeds.storyline import EventStatus
from seeds.watches import EventMode, Pattern, Watch

BESIDE_CHARACTERS = 30
"""How far from a contact's word the one may stand that tells whose it was ("talks of the presidents")."""

_PARTIES = frozenset({Part.PAIR, Part.PLURAL_OFFICE})
_CONTACTS = frozenset({EventMode.MEETING, EventMode.CALL, EventMode.HANDSHAKE})


class LikelierPeople:
    """Puts likelier people into the weak events of one article."""

    def __init__(
        self, pages: list[Page], links: list[list[Link]], world: World, watches: Sequence[Watch], *, dated: bool
    ) -> None:
        self.world = world
        self.watches = watches
        self.dated = dated
        self._links = dict(zip((id(page) for page in pages), links, strict=True))
        self._named = {name.value.id for page in pages for name in page.names}

    def of(self, candidate: Candidate) -> Candidate:
        """Return the candidate, with likelier people where it happened not or long ago."""
        frame = candidate.trigger.frame
        if candidate.verdict.status is EventStatus.OCCURRED or candidate.roles.third:
            return candidate
        if frame.contrary and frame.at_gathering:  # a remark on the heads of state has its two
            return candidate
        roles = self._likelier(candidate)
        if roles is None or roles == candidate.roles:
            return candidate
        return replace(weakened(candidate, "likelier people"), roles=roles)

    def _likelier(self, candidate: Candidate) -> Roles | None:
        mode, loose = candidate.mode, candidate.roles.loose
        if mode in _CONTACTS and len(candidate.roles.people) == 2:
            return self._pair(candidate)
        if mode is EventMode.REMOVAL and candidate.trigger.frame.scheme is Scheme.POST:
            if self._answers(candidate, candidate.roles):
                return self._post(candidate)
            return ended_post(candidate, self._asked(EventMode.REMOVAL), self.world) or self._post(candidate)
        if mode is EventMode.APPOINTMENT and candidate.verdict.status is EventStatus.NOT_OCCURRED:
            return self._vacancy(candidate)
        if mode not in (EventMode.VISIT, EventMode.SANCTION_LIFTED) or self._answers(candidate, candidate.roles):
            return None
        if mode is EventMode.SANCTION_LIFTED:
            return self._target(candidate)
        visits = [(p.actor.entity, p.place) for p in self._asked(mode) if p.actor and p.actor.entity and p.place]
        roles = asked_visit(candidate, [(who, where) for who, where in visits if who and where], self.world)
        return roles or (self._visit(candidate) if loose else None)

    def _asked(self, mode: EventMode) -> list[Pattern]:
        return [pattern for watch in self.watches for pattern in watch.satisfied_by if pattern.mode is mode]

    def _answers(self, candidate: Candidate, roles: Roles) -> bool:
        on = candidate.time.first if candidate.time is not None and candidate.time.first else self.world.on
        return bool(watches_of(Facts(mode=candidate.mode, roles=roles, on=on), self.watches, self.world))

    def _here(self, candidate: Candidate) -> list[tuple[Link, Participant]]:
        """Return the people whom the sentence means, nearest to the trigger first."""
        start, end = candidate.sentence
        trigger = candidate.trigger
        found = [
            (link, person)
            for link in self._links[id(candidate.page)]
            if start <= link.start and link.end <= end
            for person in link.participants
            if person.entity is not None and not person.foreign and person.kind == "person"
        ]
        return sorted(found, key=lambda one: (one[0].end <= trigger.start, abs(one[0].start - trigger.start)))

    def _offices(self, person: Participant) -> frozenset[str]:
        held = self.world.offices.ever_held(person.entity or "", self.world.known_on)
        return frozenset((*held, *((person.office,) if person.office else ())))

    def _ranks(self, person: Participant) -> frozenset[tuple[str, str]]:
        offices = self.world.offices.offices
        return frozenset((offices[one].rank, offices[one].domain) for one in self._offices(person))

    def _pair(self, candidate: Candidate) -> Roles | None:
        """Return the two with whoever held an office that day in place of who holds it now; else the two beside it."""
        here = [person for _, person in self._here(candidate)]
        named = {person.entity for person in here}
        guessed = candidate.roles.loose and not {p.entity for p in candidate.roles.people} & named
        if guessed and _is_of_heads(candidate):
            heads = replace(candidate.roles, actors=self._heads(candidate), recipients=self._heads(candidate))
            return heads if self._answers(candidate, heads) else None
        people = tuple(self._holder(person, candidate, here, named) for person in candidate.roles.people)
        roles = replace(candidate.roles, actors=people, recipients=people)
        if people != candidate.roles.people and self._answers(candidate, roles):
            return replace(roles, loose=True)
        one, other = candidate.roles.people
        unlikely = candidate.roles.loose or bool(self._offices(one) & self._offices(other))
        if self._answers(candidate, candidate.roles):
            return None
        if not here and not {one.entity, other.entity} & named:
            return self._other_pair(candidate)
        if not unlikely:
            return None
        for person in here:
            partner = self._partner(person, candidate, here)
            if partner is not None:
                pair = (person, partner) if person.side == self.world.main_sides[0] else (partner, person)
                likely = replace(candidate.roles, actors=pair, recipients=pair, loose=True)
                if self._answers(candidate, likely):
                    return likely
        return None

    def _other_pair(self, candidate: Candidate) -> Roles | None:
        """Return the one pair of equals in the article, for what nobody in the sentence did ("The two last spoke")."""
        one, other = self.world.main_sides
        people = [self.world.person(entity) for entity in sorted(self._named)]
        pairs = [
            replace(candidate.roles, actors=(first, second), recipients=(first, second), loose=True)
            for first in people
            for second in people
            if (first.side, second.side) == (one, other) and self._ranks(first) & self._ranks(second)
        ]
        likely = [roles for roles in pairs if self._answers(candidate, roles)]
        return likely[0] if len(likely) == 1 else None

    def _holder(
        self, person: Participant, candidate: Candidate, here: list[Participant], named: set[str | None]
    ) -> Participant:
        """Return a person, or for one whom the sentence does not name who held his office then or is named instead."""
        if person.entity in named or person.entity is None:
            return person
        offices = self._offices(person)
        others = {p.entity: p for p in here if p.entity and offices & self._offices(p)}
        if len(others) == 1:
            return next(iter(others.values()))
        day = candidate.time.first if candidate.time is not None else None
        if day is not None and self.dated:
            holders = {self.world.offices.holder(one, day, self.world.known_on) for one in offices} - {None}
            if len(holders) == 1 and holders <= self._named:
                return self.world.person(next(iter(holders)) or "")
        if not self.dated and person.entity not in self._named:
            rest = {one for one in self._named if offices & self._offices(self.world.person(one))}
            if len(rest) == 1:
                return self.world.person(next(iter(rest)))
        return person

    def _heads(self, candidate: Candidate) -> tuple[Participant, ...]:
        """Return who held the two head offices on the event's day; of an undated text, those whom it names."""
        day = candidate.time.first if candidate.time is not None and candidate.time.first else self.world.on
        found = []
        for side in self.world.main_sides:
            heads = [one for one in self.world.offices.offices.values() if (one.side, one.rank) == (side, "head")]
            for office in heads[:1]:
                holder = self.world.office_holder(office.id, day)
                rest = {one for one in self._named if office.id in self._offices(self.world.person(one))}
                if holder.entity not in self._named and len(rest) == 1:
                    holder = self.world.person(next(iter(rest)))
                found.append(holder)
        return tuple(found)

    def _visit(self, candidate: Candidate) -> Roles | None:
        """Return a visit of nobody in the sentence as the one that a watch asks about, of somebody the text names."""
        asked = [
            (pattern.actor.entity, pattern.place)
            for watch in self.watches
            for pattern in watch.satisfied_by
            if pattern.mode is candidate.mode and pattern.actor is not None and pattern.actor.entity in self._named
        ]
        here = {person.entity for _, person in self._here(candidate)}
        if len(asked) != 1 or here - {asked[0][0]}:
            return None
        actor, place = asked[0]
        return replace(candidate.roles, actors=(self.world.person(actor or ""),), place=place)

    def _partner(self, person: Participant, candidate: Candidate, here: list[Participant]) -> Participant | None:
        """Return whom somebody would meet: an equal of the other main side, named here, in office or in the text."""
        ranks = self._ranks(person)
        if person.side not in self.world.main_sides or not ranks:
            return None
        beside = [p for p in here if p.side != person.side and self._ranks(p) & ranks]
        if beside:
            return beside[0]
        day = candidate.time.first if candidate.time is not None and candidate.time.first else self.world.on
        held = self.world.offices.offices_of(person.entity or "", day, self.world.known_on)
        for one in held:
            opposite = self.world.opposite(self.world.offices.offices[one], None)
            holder = self.world.office_holder(opposite.id, day) if opposite is not None else None
            if holder is not None and holder.entity in self._named:
                return holder
        equals = [
            other
            for other in map(self.world.person, sorted(self._named))
            if other.side in self.world.main_sides and other.side != person.side and self._ranks(other) & ranks
        ]
        return equals[0] if len(equals) == 1 else None

    def _post(self, candidate: Candidate) -> Roles | None:
        """Return the lost post of whom the sentence names on the second main side, where nobody of it was found."""
        second = self.world.main_sides[-1]
        if any(person.side == second for person in candidate.roles.recipients):
            return None
        low = candidate.trigger.start
        theirs = [(link, p) for link, p in self._here(candidate) if p.side == second and self._offices(p)]
        before = [p for link, p in theirs if link.end <= low] or [p for _, p in theirs]
        if not before:
            return None
        roles = Roles(
            actors=(Participant(second, None, second, "country"),),
            recipients=(before[0],),
            office_ids=tuple(sorted(self._offices(before[0]))),
            loose=True,
        )
        return roles if self._answers(candidate, roles) else None

    def _vacancy(self, candidate: Candidate) -> Roles | None:
        """Return the post that nobody was given as the one a watch asks about, if the text names it or its holder."""
        asked = {
            pattern.office
            for watch in self.watches
            for pattern in watch.satisfied_by
            if pattern.mode is candidate.mode and pattern.office is not None
        }
        held = {office for one in self._named for office in self._offices(self.world.person(one))} | self._named
        if self._answers(candidate, candidate.roles) or len(asked & held) != 1:
            return None
        side = self.world.main_sides[-1]
        country = Participant(side, None, side, "country")
        return Roles(actors=(country,), office_ids=tuple(asked & held), loose=True)

    def _target(self, candidate: Candidate) -> Roles | None:
        """Return a measure on nobody in the sentence as one on whom a watch asks about, if it or the text names him."""
        here = [p for _, p in self._here(candidate)]
        asked = {
            pattern.recipient.entity
            for watch in self.watches
            for pattern in watch.satisfied_by
            if pattern.mode is candidate.mode and pattern.recipient is not None and pattern.recipient.entity
        }
        offices = {office for one in asked for office in self._offices(self.world.person(one))}
        named = {p.entity for p in here}
        told = candidate.roles.recipients
        vague = candidate.roles.loose or not told or all(p.entity and p.entity not in named for p in told)
        meant = [p for p in here if p.entity in asked] if vague else []
        same = not self.dated and any(offices & self._offices(p) for p in told)
        if not meant and (candidate.roles.loose or same) and vague and len(asked & self._named) == 1:
            meant = [self.world.person(one) for one in asked & self._named]
        if not meant and same and not {p.entity for p in told} & self._named:  # no day tells who the minister was
            meant = [self.world.person(one) for one in asked]
        if len({p.entity for p in meant}) != 1:
            return None
        return replace(candidate.roles, actors=(), recipients=(meant[0],), loose=True)


def _is_of_heads(candidate: Candidate) -> bool:
    """Tell whether a contact is a summit, or stands beside a word for the two heads of state."""
    if candidate.trigger.frame.at_gathering:
        return True
    low, high = candidate.trigger.start - BESIDE_CHARACTERS, candidate.trigger.end + BESIDE_CHARACTERS
    words = candidate.page.words_between(max(low, candidate.sentence[0]), min(high, candidate.sentence[1]))
    return any(word.value.part in _PARTIES and word.value.name == "head" for word in words)
