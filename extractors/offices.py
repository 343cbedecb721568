"""Who held which office when, as far as it was known on a day: office rows in, holders out, never with hindsight."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property

from seeds.entities import Office, Tenure

REMEMBERED_ANSWERS = 10_000
"""Who held what on which day is asked again and again of the days of one article; a few megabytes at most."""


def _end_as_known(tenure: Tenure, known_on: date) -> date | None:
    """The tenure's end if it was public by that day."""
    public = tenure.end_known_from or tenure.end
    return tenure.end if public is not None and public <= known_on else None


def _shared(one: Tenure, other: Tenure, known_on: date) -> tuple[date, date] | None:
    first = max(one.start, other.start)
    last = min(_end_as_known(one, known_on) or known_on, _end_as_known(other, known_on) or known_on)
    return (first, last) if first <= last else None


class OfficeTable:
    """Offices and their holders, asked for a day and for what was public on a day."""

    def __init__(self, offices: Iterable[Office]) -> None:
        self._offices = {office.id: office for office in offices}
        self._held: dict[tuple[str, date, date], tuple[str, ...]] = {}
        self._ever_held: dict[tuple[str, date], tuple[str, ...]] = {}
        self._holders: dict[tuple[str, date, date], str | None] = {}  # None: nobody

    @property
    def offices(self) -> Mapping[str, Office]:
        """All offices by id."""
        return self._offices

    @cached_property
    def main_sides(self) -> tuple[str, ...]:
        """The two country entities with the most offices: the sides of the storyline."""
        counts: dict[str, int] = {}
        for office in self._offices.values():
            counts[office.side] = counts.get(office.side, 0) + 1
        return tuple(sorted(counts, key=lambda side: (-counts[side], side))[:2])

    @cached_property
    def _by_person(self) -> dict[str, tuple[str, ...]]:
        held: dict[str, list[str]] = {}
        for office in self._offices.values():
            for tenure in office.held_by:
                held.setdefault(tenure.person, [])
                if office.id not in held[tenure.person]:
                    held[tenure.person].append(office.id)
        return {person: tuple(ids) for person, ids in held.items()}

    def holder(self, office_id: str, on: date, known_on: date) -> str | None:
        """Return the entity id of who held the office on a day, by what was public on ``known_on``.

        On the day of a handover the new holder is returned; an acting holder only where nobody holds it in full.
        """
        asked = (office_id, on, known_on)
        holder = self._holders.get(asked, "")
        if holder == "":
            if len(self._holders) >= REMEMBERED_ANSWERS:
                self._holders.clear()
            holder = self._holders[asked] = self._holder(*asked)
        return holder

    def _holder(self, office_id: str, on: date, known_on: date) -> str | None:
        office = self._offices.get(office_id)
        if office is None:
            return None
        running = [t for t in office.held_by if self._runs(t, on, known_on)]
        if not running:
            return None
        return max(running, key=lambda t: (not t.acting, t.start)).person

    def offices_of(self, person_id: str, on: date, known_on: date) -> tuple[str, ...]:
        """Return the ids of the offices a person held on a day, by what was public on ``known_on``."""
        held = self._held.get((person_id, on, known_on))
        if held is None:
            if len(self._held) >= REMEMBERED_ANSWERS:
                self._held.clear()
            held = self._held[person_id, on, known_on] = tuple(
                office_id
                for office_id in self._by_person.get(person_id, ())
                if any(t.person == person_id and self._runs(t, on, known_on) for t in self._offices[office_id].held_by)
            )
        return held

    def since(self, office_id: str, person_id: str, on: date, known_on: date) -> date | None:
        """Return the day from which a person holds an office on a day, by what was public; None where he does not."""
        starts = [
            t.start for t in self._offices[office_id].held_by if t.person == person_id and self._runs(t, on, known_on)
        ]
        return max(starts, default=None)

    def left(self, person_id: str, on: date, known_on: date) -> date | None:
        """Return the day on which a person's last office ended; None while one is held, or where none was."""
        if self.offices_of(person_id, on, known_on):
            return None
        ends = [
            end
            for office_id in self._by_person.get(person_id, ())
            for t in self._offices[office_id].held_by
            if t.person == person_id and (end := _end_as_known(t, known_on)) is not None and end < on
        ]
        return max(ends, default=None)

    def ever_held(self, person_id: str, known_on: date) -> tuple[str, ...]:
        """Return the ids of all offices of which a person's tenure was public by that day."""
        held = self._ever_held.get((person_id, known_on))
        if held is None:
            if len(self._ever_held) >= REMEMBERED_ANSWERS:
                self._ever_held.clear()
            held = self._ever_held[person_id, known_on] = tuple(
                office_id
                for office_id in self._by_person.get(person_id, ())
                if any(
                    t.person == person_id and (t.known_from or t.start) <= known_on
                    for t in self._offices[office_id].held_by
                )
            )
        return held

    def together(self, one: str, other: str, known_on: date) -> tuple[date, date] | None:
        """Return the first and last day on which two people held offices of one rank and domain, by what was public."""
        shared = [
            span
            for first, rank in self._tenures(one, known_on)
            for second, other_rank in self._tenures(other, known_on)
            if rank == other_rank and (span := _shared(first, second, known_on)) is not None
        ]
        return (min(first for first, _ in shared), max(last for _, last in shared)) if shared else None

    def _tenures(self, person_id: str, known_on: date) -> list[tuple[Tenure, tuple[str, str]]]:
        """Return a person's tenures with the rank and domain of their offices."""
        return [
            (tenure, (office.rank, office.domain))
            for office in map(self._offices.__getitem__, self._by_person.get(person_id, ()))
            for tenure in office.held_by
            if tenure.person == person_id and (tenure.known_from or tenure.start) <= known_on
        ]

    @staticmethod
    def _runs(tenure: Tenure, on: date, known_on: date) -> bool:
        if (tenure.known_from or tenure.start) > known_on or tenure.start > on:
            return False
        end = _end_as_known(tenure, known_on)
        return end is None or on <= end
