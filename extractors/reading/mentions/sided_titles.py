"""Titles that only a country tells apart: "the Chinese minister", "his American colleague", "its minister"."""

from __future__ import annotations

from extractors.phrases import Hit
from extractors.reading.mentions.links import Link, Participant
from extractors.reading.mentions.named_sides import NamedSides
from extractors.reading.mentions.world import World
from extractors.reading.text.grammar import Part, Word
from extractors.reading.text.page import Page
from extractors.records.reading import MentionForm

TITLES = "peers"
"""The class of such titles."""

MINISTER = "minister"
"""The rank of the offices that such titles stand for."""

ARTICLE_CHARACTERS = 12
"""The longest article before a title."""

EARLIER_LINKS = 8
"""How many names before the sentence may tell who is meant."""

NAME_CHARACTERS = 24
"""How far behind the title its holder's name may begin, with ranks between."""


def sided_titles(page: Page, world: World, sides: NamedSides, links: list[Link]) -> list[Link]:
    """Return links for titles beside one of the main countries, of its holder whom the names around tell.

    That is the minister of that country spoken of last, or the one of equal office to whoever was, unless the article
    names others of that country only.
    """
    found: list[Link] = []
    if not page.grammar.lexicon.fixed_order:
        return found
    for word in page.words.of(Part.CLASS, TITLES):
        if any(link.start <= word.start < link.end for link in links) or _is_named(page, word, links):
            continue
        side, start = _side(page, sides, word)
        if side is None and _is_definite(page, word):
            who = _counterpart_in_office(page, world, word, links)
        elif side is None or side not in world.main_sides:
            continue
        else:
            who = _holder(page, world, word, side, links)
        if who is not None:
            found.append(Link(start, word.end, (who,), MentionForm.COUNTERPART, page.field))
    return found


def _side(page: Page, sides: NamedSides, word: Hit[Word]) -> tuple[str | None, int]:
    """Return the country directly before a title, or the one that "its" means, and where the whole begins."""
    named = sides.before(word.start)
    if named is not None:
        return named.side, named.start
    party, sentence = page.grammar.lexicon.party, page.sentence_at(word.start)
    before = page.text.folded[sentence[0] : word.start].split()
    if not before or before[-1] not in party.own:
        return None, word.start
    spoken = sides.within(sentence[0], word.start)
    return (spoken[-1].side if spoken else None), word.start


def _is_definite(page: Page, word: Hit[Word]) -> bool:
    """Tell "the secretary", whom the text need not name."""
    before = page.text.folded[max(0, word.start - ARTICLE_CHARACTERS) : word.start].split()
    return before[-1:] == [page.grammar.lexicon.markers.articles[0]]


def _counterpart_in_office(page: Page, world: World, word: Hit[Word], links: list[Link]) -> Participant | None:
    """Return whom "The secretary shook hands with Minister Li" means: the equal of the only minister whom the article
    names, if the name of his office has that title and that of the minister's has not."""
    people = {p.entity: p for link in links if link.is_person for p in link.participants if p.entity and not p.foreign}
    ministers = [person for person in people.values() if _is_minister(person, world)]
    if len(ministers) != 1 or _holds(page, word, ministers[0], world):
        return None
    equal = world.equal_of(ministers[0], rank=MINISTER)
    if equal is None or equal.entity is None or equal.side not in world.main_sides:
        return None
    others = {who for who, person in people.items() if person.side == equal.side} - {equal.entity}
    if others and equal.entity not in people:
        return None  # "Janet Yellen … The secretary met Minister Li"
    return equal if _holds(page, word, equal, world) else None


def _holds(page: Page, word: Hit[Word], person: Participant, world: World) -> bool:
    """Tell whether a title stands in the name of a person's office as minister."""
    title = page.text.folded[word.start : word.end]
    return any(title in o.name.lower().split() for o in world.offices_of(person) if o.rank == MINISTER)


def _is_named(page: Page, word: Hit[Word], links: list[Link]) -> bool:
    """Tell whether the title goes on ("minister of commerce") or its holder's name follows."""
    folded, lexicon = page.text.folded, page.grammar.lexicon
    following = folded[word.end : word.end + NAME_CHARACTERS].split(" ")[1:3]
    if following and following[0] in lexicon.markers.owner:
        return True
    field = following[:1] and following[0] in lexicon.markers.target and following[-1] not in lexicon.markers.articles
    if field and not page.words_between(word.end, word.end + NAME_CHARACTERS).of(Part.TIME):
        return True  # "minister for trade", but not "met the minister for an hour", "the minister on Friday"
    end = word.end
    for title in page.words_between(word.end, word.end + NAME_CHARACTERS).of(Part.TITLE):
        end = title.end if title.start <= end + 2 else end
    known = any(0 <= link.start - end <= 2 for link in links)
    return known or page.is_unknown_capital(end + 1)


def _holder(page: Page, world: World, word: Hit[Word], side: str, links: list[Link]) -> Participant | None:
    start, end = page.sentence_at(word.start)
    here = [link for link in links if start <= link.start and link.end <= word.start]
    later = [link for link in links if word.end <= link.start < end]
    earlier = [link for link in links if link.end <= start]
    named = {p.entity for link in links if link.is_person for p in link.participants if p.side == side and p.entity}
    for link in (*reversed(here), *later[:2], *reversed(earlier[-EARLIER_LINKS:])):
        for person in link.participants if link.is_person else ():
            found = person if person.side == side and _is_minister(person, world) else _equal(person, side, world)
            if found is not None and found.entity is not None:
                return found if found.entity in named or not named else None
    people = [p for link in links if link.is_person for p in link.participants if p.side == side]
    ministers = {p.entity: p for p in people if p.entity is not None and _is_minister(p, world)}
    return next(iter(ministers.values())) if len(ministers) == 1 else None  # "its minister", whom the text names later


def _is_minister(person: Participant, world: World) -> bool:
    return any(office.rank == MINISTER for office in world.offices_of(person))


def _equal(person: Participant, side: str, world: World) -> Participant | None:
    """Return who holds the office equal to a minister's on the other side."""
    return None if person.side == side or person.foreign else world.equal_of(person, side, MINISTER)
