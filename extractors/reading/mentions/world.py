"""What linking may use: the entities, the offices, and the day on which an article knows what it knows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from extractors.offices import OfficeTable
from extractors.reading.mentions.links import Participant
from seeds.entities import Entity, Office


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """What linking may use: entities, offices, and the day on which the article knows what it knows."""

    entities: dict[str, Entity]
    offices: OfficeTable
    on: date
    known_on: date

    def person(self, entity_id: str, office_id: str | None = None) -> Participant:
        """Return an entity as a participant."""
        entity = self.entities.get(entity_id)
        kind = entity.kind.value if entity else "person"
        return Participant(entity_id, office_id, entity.side if entity else None, kind)

    def office_holder(self, office_id: str, on: date | None = None) -> Participant:
        """Return who holds an office; `entity` is None where nobody is known to."""
        office = self.offices.offices[office_id]
        holder = self.offices.holder(office_id, on or self.on, self.known_on)
        return Participant(holder, office_id, office.side)

    def opposite(self, office: Office, side: str | None) -> Office | None:
        """Return the office of the same rank and domain on a side, or on whichever other side has one."""
        others = [
            o
            for o in self.offices.offices.values()
            if o.side != office.side and (o.rank, o.domain) == (office.rank, office.domain)
        ]
        if side is not None:
            others = [o for o in others if o.side == side]
        return others[0] if len(others) == 1 else _holding(others, self)

    def offices_of(self, person: Participant) -> tuple[Office, ...]:
        """Return the offices of a person: the one he is named with first, then those that he holds on the day."""
        held = self.offices.offices_of(person.entity or "", self.on, self.known_on)
        named = (person.office,) if person.office else ()
        return tuple(self.offices.offices[office] for office in dict.fromkeys((*named, *held)))

    def equal_of(self, person: Participant, side: str | None = None, rank: str | None = None) -> Participant | None:
        """Return who holds the office equal to a person's (of a rank) on a side, or on whichever other has one."""
        for office in self.offices_of(person):
            if office.side == side or rank not in (None, office.rank):
                continue
            other = self.opposite(office, side)
            if other is not None:
                return self.office_holder(other.id)
        return None

    @property
    def main_sides(self) -> tuple[str, ...]:
        """The two sides of the storyline: those with the most offices."""
        return self.offices.main_sides

    def pair(self, domain: str) -> tuple[Participant, ...]:
        """Return the holders of the two offices that a domain's pair means: its ministers, or the heads of state."""
        rank, domain = ("head", "state") if domain == "head" else ("minister", domain)
        chosen = []
        for side in self.main_sides:
            offices = [o for o in self.offices.offices.values() if (o.side, o.rank, o.domain) == (side, rank, domain)]
            if not offices:
                return ()
            chosen.append(self.office_holder(offices[0].id))
        return tuple(chosen)


def _holding(offices: list[Office], world: World) -> Office | None:
    held = [o for o in offices if world.offices.holder(o.id, world.on, world.known_on) is not None]
    return held[0] if held else (offices[0] if offices else None)
