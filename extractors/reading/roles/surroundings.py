"""What a scheme may look at around one trigger: a page with its links, the clauses, and what came before."""

from __future__ import annotations

from copy import copy
from dataclasses import replace

from extractors.reading.mentions.links import Link, Participant
from extractors.reading.mentions.named_sides import NamedSides
from extractors.reading.mentions.world import World
from extractors.reading.roles.roles import RoleFinder
from extractors.reading.text.clauses import Clause
from extractors.reading.text.grammar import Part
from extractors.reading.text.page import Page


class Surroundings:
    """What a scheme may look at: one page with its links, the sentence's clauses, and what came before."""

    def __init__(
        self,
        page: Page,
        links: list[Link],
        world: World,
        sides: NamedSides,
        last_pair: tuple[Participant, ...],
        last_person: Participant | None,
    ) -> None:
        self.page = page
        self.finder = RoleFinder(page, links)
        self.links = links
        self.world = world
        self.sides = sides
        self.last_pair = last_pair
        self.last_person = last_person
        self.clauses: list[Clause] = []
        self.article_sides: set[str | None] = set()
        self.armed: set[str | None] = set()  # sides of which the article names ships or planes
        self.last_target: Participant | None = None
        self.protagonist: Participant | None = None
        self.cast: tuple[Participant, ...] = ()

    def narrowed(self, clause: Clause, end: int) -> Surroundings:
        """Return the same with one clause ending at a position: that of a verb that only describes a name."""
        narrow = copy(self)
        narrow.clauses = [replace(one, end=end) if one == clause else one for one in self.clauses]
        return narrow

    def joined_third(self, start: int, end: int) -> bool:
        """Tell whether a third country stands beside "and" or "with" in a span: it takes part itself."""
        page = self.page
        markers = [
            w
            for w in page.words_between(start, end).of(Part.MARKER)
            if w.value.name in ("joiners", "partner", "between")
        ]
        edges = {w.end for w in markers} | {w.end + 1 for w in markers}
        starts = {w.start for w in markers} | {w.start - 1 for w in markers}
        return any(
            side.side not in self.world.main_sides and (side.start in edges or side.end in starts)
            for side in self.sides.within(start, end)
        )

    def spoken_of(self, at: int, side: str | None = None) -> Participant | None:
        """Return whom a pronoun or "the general" means: the last person named before, of a side where one is given."""
        sentence = self.page.sentence_at(at)
        before = [link for link in self.finder.people if sentence[0] <= link.start and link.end <= at]
        people = [p for link in reversed(before) for p in link.participants]
        if self.last_person is not None:
            people.append(self.last_person)
        known = (p for p in people if p.entity and not p.foreign and p.kind == "person" and side in (None, p.side))
        return next(known, self.protagonist)
