"""Pairs and counterparts turned into people: a page with its names linked in, the links of its party words out."""

from __future__ import annotations

from extractors.folding import fold_phrase
from extractors.phrases import Hit
from extractors.reading.mentions.links import Link, Participant
from extractors.reading.mentions.named_sides import SIDE_DISTANCE, NamedSide, NamedSides
from extractors.reading.mentions.world import World
from extractors.reading.text.grammar import Part, Word
from extractors.reading.text.names import Name
from extractors.reading.text.page import Page
from extractors.records.reading import MentionForm
from seeds.lexicon import CueKind


def is_former(page: Page, sides: NamedSides, hit: Hit[Name] | Hit[Word]) -> bool:
    """Tell whether "former" stands before a title, with nothing but its country between them."""
    words = page.words_between(max(0, hit.start - SIDE_DISTANCE), hit.start)
    times = words.of(Part.TIME)  # the "前" of "前天在北京会见中国国防部长"
    return any(
        word.value.part is Part.FORMER
        and _is_close(page, sides, word.end, hit.start)
        and not any(time.start <= word.start and word.end < time.end for time in times)
        for word in words
    )


def is_of_stranger(page: Page, hit: Hit[Name] | Hit[Word]) -> bool:
    """Tell the "his defence minister" of "Anthony Albanese saw A; …", where a full name that no list knows leads."""
    near = page.words_between(max(0, hit.start - SIDE_DISTANCE), hit.start).of(Part.PRONOUN)
    owned = page.grammar.lexicon.fixed_order and any(word.end + 1 == hit.start for word in near)
    if not owned:
        return False
    start, end = page.sentence_at(hit.start)
    if page.leading_names(start, end):
        return True
    taken_up = any(word.start == start for word in near)  # "Macron rang Xi. His minister …"
    return taken_up and any(page.leading_names(*before) for before in page.sentences_before(start))


def _is_close(page: Page, sides: NamedSides, end: int, start: int) -> bool:
    between = page.text.folded[end:start].strip()
    return not between or (bool(sides.within(end, start)) and len(between) < 16)


def stranger_at(page: Page, hit: Hit[Name] | Hit[Word]) -> Link:
    """Return the link of somebody whom the storyline does not know."""
    stranger = Participant(None, None, None, foreign=True)
    return Link(hit.start, hit.end, (stranger,), MentionForm.OFFICE, page.field)


def _are_others_named(word: Hit[Word], links: list[Link], pair: Link) -> bool:
    """Tell "the US and Chinese military chiefs, Charles Brown and Liu Zhenli", whose names say who is meant."""
    behind = [link for link in links if link.is_person and 0 <= link.start - word.end <= len(", ")]
    meant = {person.entity for person in pair.participants}
    return any(person.entity is not None and person.entity not in meant for k in behind for person in k.participants)


APPOSITION_CHARACTERS = 30
"""How far behind a pair word the countries may stand that it is set beside."""

APPOSITION_BLANKS = 2
"""The blanks of an adjective and a comma before them ("potencias asiáticas, Japón")."""

_PARTY = frozenset({Part.PAIR, Part.PLURAL_OFFICE, Part.COUNTERPART})


class PartyLinker:
    """Links the pairs, plural titles and counterparts of one page."""

    def __init__(self, page: Page, world: World, sides: NamedSides) -> None:
        self.page = page
        self.world = world
        self.sides = sides
        self._several = frozenset(map(fold_phrase, page.grammar.lexicon.party.several_counterparts))

    def link(self, links: list[Link]) -> list[Link]:
        """Return the links of the party words, given those of the names."""
        found: list[Link] = []
        for word in self.page.words.of_any(_PARTY):
            part = word.value.part
            if part is Part.PAIR and word.value.name != "any":
                if self._foreign_before(word.start) or self._is_set_beside_third(word.end):
                    continue
                pair = self.world.pair(word.value.name)
                if pair and (self._names_side(word) or not self._another_pair(word, links, pair)):
                    found.append(Link(word.start, word.end, pair, MentionForm.PAIR, self.page.field))
            elif part is Part.PLURAL_OFFICE:
                link = self._link_plural_office(word)
                if link is not None and not _are_others_named(word, links, link):
                    found.append(link)
            elif part is Part.COUNTERPART and not self._is_small(word):
                found.append(self._link_counterpart(word, links))
        return found

    def _is_small(self, word: Hit[Word]) -> bool:
        """Tell "saßen sich gegenüber" from "sein Gegenüber", where small letters tell that a word is no noun."""
        return self.page.grammar.lexicon.nouns_capitalised and self.page.text.cased[word.start].islower()

    def _is_set_beside_third(self, end: int) -> bool:
        """Tell "las dos potencias asiáticas, Japón y China": what stands in apposition names a third country."""
        folded = self.page.text.folded
        behind = self.sides.within(end, end + APPOSITION_CHARACTERS)
        between = folded[end : behind[0].start] if behind else ""
        named = between.endswith(", ") and between.count(" ") <= APPOSITION_BLANKS and between.count(",") == 1
        return named and any(side.side is None for side in behind)

    def _names_side(self, word: Hit[Word]) -> bool:
        """Tell whether a pair word names a country itself: "中美防长"."""
        return any(word.start <= side.start < word.end for side in self.sides.near_to(word.end))

    def _another_pair(self, word: Hit[Word], links: list[Link], pair: tuple[Participant, ...]) -> bool:
        """Tell whether the last people spoken of are another pair: "Li met Singapore's Ng. The two ministers …".

        A sentence about one of the two alone changes nothing: "Li met Ng. Li said … It was the ministers' first …".
        """
        before = [link for link in links if link.end <= word.start and link.is_person]
        members = {p.entity for p in pair}
        named: set[str | None] = set()
        while before and not members <= named:
            start = self.page.sentence_at(before[-1].start)[0]
            people = [p for link in before if link.start >= start for p in link.participants]
            named |= {p.entity for p in people}
            if any(p.foreign or (p.side is not None and p.side not in self.world.main_sides) for p in people):
                return not members <= named
            if not named <= members:
                return False
            before = [link for link in before if link.end <= start]
        return False

    def _foreign_before(self, start: int) -> bool:
        side = self.sides.before(start)
        return side is not None and side.side is None

    def _link_plural_office(self, word: Hit[Word]) -> Link | None:
        """Make "the US and Chinese defence ministers" a pair: both countries stand close, and no third one."""
        low, high = max(0, word.start - 40), min(len(self.page.text.folded), word.end + 40)
        sentence = self.page.sentence_at(word.start)
        low, high = max(low, sentence[0]), min(high, sentence[1])
        before = self.sides.within(low, word.start)
        after = self.sides.within(word.end, high)
        behind_of = self.sides.after(word.end) is not None
        chosen = before if len({s.side for s in before}) >= 2 or not behind_of else after
        names = {side.side for side in chosen}
        pair = self.world.pair(word.value.name)
        if len(pair) == 2 and not names and self._are_of_article(word, sentence):
            return Link(word.start, word.end, pair, MentionForm.PAIR, self.page.field)
        if len(pair) != 2 or names != {p.side for p in pair}:
            return None
        start = min([word.start, *(side.start for side in chosen if side in before)])
        end = max([word.end, *(side.end for side in chosen if side in after)])
        if self.page.grammar.lexicon.free_order and not self._only_joined(start, end, [word, *chosen]):
            return None
        return Link(start, end, pair, MentionForm.PAIR, self.page.field)

    def _are_of_article(self, word: Hit[Word], sentence: tuple[int, int]) -> bool:
        """Tell "the defence ministers spoke by video" where only two countries are spoken of: no forum meets so."""
        named = self.sides.within(*sentence) or not set(self.world.main_sides) <= {side.side for side in self.sides.all}
        before = self.page.text.folded[sentence[0] : word.start].split(" ")[-2:-1]
        definite = bool(before) and before[0].strip() in self.page.grammar.lexicon.markers.articles
        remote = bool(self.page.words_between(*sentence).named(CueKind.REMOTE))
        return definite and remote and not named and self.page.grammar.lexicon.spaced

    def _only_joined(self, start: int, end: int, parts: list[Hit[Word] | NamedSide]) -> bool:
        """Tell "die Verteidigungsminister der USA und Chinas" from "die USA nehmen Chinas Verteidigungsminister"."""
        lexicon = self.page.grammar.lexicon
        rest = list(self.page.text.folded[start:end])
        for part in parts:
            rest[part.start - start : part.end - start] = " " * (part.end - part.start)
        small = {*lexicon.markers.joiners, *lexicon.markers.articles, *lexicon.party.of, *lexicon.party.qualifiers}
        return all(word in small for word in "".join(rest).replace(",", " , ").split())

    def _link_counterpart(self, word: Hit[Word], links: list[Link]) -> Link:
        """Resolve "his Chinese counterpart" by the office of the last person named, on the side named."""
        side = self.sides.of(word.start, word.end)
        if (side is not None and side.side is None) or is_former(self.page, self.sides, word):
            return stranger_at(self.page, word)
        start = self._from_qualifiers(min(word.start, side.start) if side is not None else word.start)
        end = max(word.end, side.end) if side is not None else word.end
        sentence = self.page.sentence_at(word.start)
        here = [link for link in links if sentence[0] <= link.start and link.end <= start]
        later = [link for link in links if word.end <= link.start < sentence[1]]
        earlier = [link for link in links if link.end <= sentence[0]]
        several = side is None and self.page.text.folded[word.start : word.end] in self._several
        named = {p.entity for link in (*here, *later) for p in link.participants}
        for link in (*reversed(here), *later[:2], *reversed(earlier[-6:])):
            for participant in link.participants:
                found = self._counterpart_of(participant, side)
                if found is not None and not (several and found.entity not in named):
                    return Link(start, end, (found,), MentionForm.COUNTERPART, self.page.field)
        stranger = Participant(None, None, side.side if side else None, foreign=True)
        return Link(start, end, (stranger,), MentionForm.COUNTERPART, self.page.field)

    def _from_qualifiers(self, start: int) -> int:
        """Return where the words begin that describe a counterpart: "his outgoing American counterpart"."""
        lexicon, folded = self.page.grammar.lexicon, self.page.text.folded
        while lexicon.spaced and not lexicon.party.sides_follow:
            word = folded[max(0, start - SIDE_DISTANCE) : start].split(" ")[-2:-1]
            if not word or word[0] not in lexicon.party.qualifiers or word[0] in lexicon.markers.articles:
                break
            start -= len(word[0]) + 1
        return start

    def _counterpart_of(self, participant: Participant, side: NamedSide | None) -> Participant | None:
        if participant.kind != "person" or participant.foreign:
            return None
        return self.world.equal_of(participant, side.side if side else None)
