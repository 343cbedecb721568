"""The countries that a page names, by name, adjective or capital: a searched page in, sides with their places out."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from extractors.reading.text.grammar import Part
from extractors.reading.text.page import Page
from seeds.entities import EntityKind

SIDE_DISTANCE = 26
"""How many characters before a bare title its country may stand ("China's new defence minister")."""

BEHIND_CHARACTERS = 12
"""How many characters behind a title its country may begin ("defence minister of China")."""

LONGEST_NAME = 60
"""No country's name is longer, in characters."""

_SIDES = frozenset({Part.SIDE, Part.OTHER_SIDE})

OWNER_CHARACTERS = 20
"""How far behind a name his country may end ("Li of the Singapore")."""


@dataclass(frozen=True, slots=True)
class NamedSide:
    """A country named by its name or adjective."""

    start: int
    end: int
    side: str | None  # None: a third country


class NamedSides:
    """The sides of one page, by position."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.all = self._find()
        self._starts = [side.start for side in self.all]

    def within(self, start: int, end: int) -> list[NamedSide]:
        """Return the sides that lie in a span."""
        low, high = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return [side for side in self.all[low:high] if side.end <= end]

    def near_to(self, position: int) -> list[NamedSide]:
        """Return the sides that begin shortly before a position."""
        low = bisect_left(self._starts, position - LONGEST_NAME)
        return self.all[low : bisect_left(self._starts, position)]

    def _find(self) -> list[NamedSide]:
        found: list[NamedSide] = []
        for hit in self.page.names:
            if hit.value.entity_kind == EntityKind.COUNTRY:
                found.append(NamedSide(hit.start, hit.end, hit.value.id))
            elif hit.value.entity_kind == EntityKind.PLACE and hit.value.side is not None:
                found.append(NamedSide(hit.start, hit.end, hit.value.side))  # a capital stands for its country
        for word in self.page.words.of_any(_SIDES):
            side = word.value.name if word.value.part is Part.SIDE else None
            found.append(NamedSide(word.start, word.end, side))
        if not self.page.grammar.lexicon.party.sides_lower:
            found = [side for side in found if not self.page.text.cased[side.start].islower()]
        found = [side for side in found if not self._is_in_place(side)]
        found.sort(key=lambda side: (side.start, -side.end))
        if not self.page.grammar.lexicon.spaced:
            return found
        kept: list[NamedSide] = []
        for one in found:  # not the one of "Latin America"
            last = kept[-1] if kept else one
            if one.end > last.end or (one.start, one.end) == (last.start, last.end):
                kept.append(one)
        return kept

    def _is_in_place(self, side: NamedSide) -> bool:
        """Tell the Taiwan of "the Taiwan Strait", "mar de China Meridional", which name waters, from the country."""
        return any(
            hit.value.entity_kind == EntityKind.PLACE
            and hit.start <= side.start
            and side.end <= hit.end
            and hit.end - hit.start > side.end - side.start
            for hit in self.page.names_between(side.start - LONGEST_NAME, side.end + LONGEST_NAME)
        )

    def of(self, start: int, end: int) -> NamedSide | None:
        """Return the country of a title, where the language puts it first."""
        if self.page.grammar.lexicon.party.sides_follow:
            return self.after(end) or self.before(start)
        return self.before(start) or self.after(end)

    def before(self, start: int) -> NamedSide | None:
        """Return the country directly before a title, adjectives such as "new" or "'s" between them allowed."""
        best = None
        for side in self.within(start - SIDE_DISTANCE - LONGEST_NAME, start):
            if start - side.end <= SIDE_DISTANCE:
                between = self.page.text.folded[side.end : start]
                if between.strip(" '’s的-") == "" or self._only_qualifiers(side.end, start):
                    best = side
        return best

    def _only_qualifiers(self, start: int, end: int) -> bool:
        qualifiers = self.page.grammar.lexicon.party.qualifiers
        words = self.page.text.folded[start:end].replace("'s", " ").split()
        return all(word.strip("-") in qualifiers for word in words)

    def after(self, end: int) -> NamedSide | None:
        """Return the country behind a title ("defence minister of China")."""
        for side in self.within(end, end + BEHIND_CHARACTERS + LONGEST_NAME):
            if side.start <= end + BEHIND_CHARACTERS:
                between = self.page.text.folded[end : side.start].split()
                adjacent = self.page.grammar.lexicon.party.sides_follow and side.start > end
                if (between or adjacent) and all(word in self.page.grammar.lexicon.party.of for word in between):
                    return side
        return None

    def near(self, start: int, end: int) -> set[str | None]:
        """Return the sides named in a span, by country or by one of its organisations; None is a third country."""
        countries = {side.side for side in self.within(start, end)}
        organisations = {
            hit.value.side
            for hit in self.page.names_between(start, end)
            if hit.value.entity_kind == EntityKind.ORGANISATION and hit.value.side is not None
        }
        return countries | organisations


def is_of_other_side(page: Page, end: int) -> bool:
    """Tell "Minister Li of Singapore", whose name ends at a position, from him whom the storyline knows by it."""
    near = page.words_between(end, end + OWNER_CHARACTERS)
    owner = next((word for word in near.of(Part.MARKER, "owner") if word.start == end + 1), None)
    return owner is not None and any(word.start > owner.start for word in near.of(Part.OTHER_SIDE))
