"""People of whom only the country is said, beside one who is named: "the American and General Li"."""

from __future__ import annotations

from extractors.reading.mentions.links import Link, Participant
from extractors.reading.mentions.named_sides import NamedSide, NamedSides
from extractors.reading.mentions.world import World
from extractors.reading.text.grammar import Part
from extractors.reading.text.page import Page
from extractors.records.reading import MentionForm

JOINED_CHARACTERS = 24
"""The longest "and" with an article and a title behind it."""


def with_joined_sides(page: Page, world: World, sides: NamedSides, links: list[Link]) -> list[Link]:
    """Return the links, one that "the American and" stands before being that of both.

    A title is shared ("the American and the Chinese defence minister"); beside a name he is meant who was named last of
    his side and holds the equal office.
    """
    articles = page.grammar.lexicon.markers.articles
    if not articles or not page.grammar.lexicon.fixed_order:
        return links
    found: list[Link] = []
    for link in links:
        side = _joined(page, sides, link)
        other = world.equal_of(link.participants[0], side.side) if side is not None else None
        if side is None or other is None or not _is_meant(page, link, side, other, found):
            found.append(link)
            continue
        pair = (other, link.participants[0])
        found = [one for one in found if one.end <= side.start]
        found.append(Link(side.start, link.end, pair, MentionForm.PAIR, link.field))
    return found


def _joined(page: Page, sides: NamedSides, link: Link) -> NamedSide | None:
    """Return the country of "the American and" directly before a person of another country."""
    who = link.participants[0]
    if len(link.participants) != 1 or who.kind != "person" or who.foreign or who.side is None:
        return None
    lexicon, folded = page.grammar.lexicon, page.text.folded
    for side in sides.near_to(link.start):
        between = folded[side.end : link.start].split()
        if side.side in (None, who.side) or link.start - side.end > JOINED_CHARACTERS or not between:
            continue
        joined = between[0] in lexicon.markers.joiners and between[0].isalpha()
        titles = {folded[w.start : w.end] for w in page.words_between(side.end, link.start).of(Part.TITLE)}
        rest = [word for word in between[1:] if word not in (*lexicon.markers.articles, *titles)]
        named = folded[: side.start].rstrip().rpartition(" ")[2] == lexicon.markers.articles[0]
        if joined and not rest and named:
            return side
    return None


def _is_meant(page: Page, link: Link, side: NamedSide, other: Participant, before: list[Link]) -> bool:
    """Tell whether a title is shared, or the last person named of that side is the one of equal office."""
    if link.form is MentionForm.OFFICE:
        return True
    people = [k for k in before if k.is_person and k.end <= side.start]
    same = [k for k in people if any(p.side == side.side or p.foreign for p in k.participants)]
    if not same or page.unknown_names(same[-1].end, side.start):
        return False
    return any(p.entity == other.entity for p in same[-1].participants)
