"""Names, titles, pairs and counterparts turned into people: searched pages in, links out, nothing known too early."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from rapidfuzz import fuzz

from extractors.offices import OfficeTable
from extractors.phrases import Hit
from extractors.reading.grammar import Part, Word
from extractors.reading.links import Link, Participant
from extractors.reading.names import Name, NameKind
from extractors.reading.page import Page
from extractors.records.reading import MentionForm
from seeds.entities import Entity, EntityKind, Office

SIDE_DISTANCE = 26
"""How many characters before a bare title its country may stand ("China's new defence minister")."""

TITLE_CHARACTERS = 70
"""The longest title that may stand before a name."""

MISSPELT_SCORE = 75.0
"""From this similarity (0 to 100, rapidfuzz ratio) on, an unknown name behind a title is its holder's, misspelt."""


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


def licensed_entities(pages: list[Page], offices: OfficeTable, known_on: date) -> dict[str, int]:
    """Return the entities whose full name, or short name behind a title of theirs, stands in the article; how often."""
    counts: dict[str, int] = {}
    for page in pages:
        titled = page.titled_names(offices, known_on)
        for hit in page.names:
            if hit.value.kind is NameKind.FULL or hit.start in titled:
                counts[hit.value.id] = counts.get(hit.value.id, 0) + 1
    shorts = {hit.value.id for page in pages for hit in page.names if hit.value.kind is NameKind.SHORT}
    for person in sorted(shorts - counts.keys()):
        if _has_named_counterpart(person, counts, offices, known_on):
            counts[person] = 0
    return counts


def _has_named_counterpart(person: str, named: dict[str, int], offices: OfficeTable, known_on: date) -> bool:
    """Tell whether the article names in full the holder of the equal office ("Austin meets Li Shangfu")."""
    held = [offices.offices[o] for o in offices.offices_of(person, known_on, known_on)]
    return any(
        (own.rank, own.domain) == (other.rank, other.domain) and own.side != other.side
        for own in held
        for other_person in named
        for other in (offices.offices[o] for o in offices.offices_of(other_person, known_on, known_on))
    )


@dataclass(frozen=True, slots=True)
class NamedSide:
    """A country named by its name or adjective."""

    start: int
    end: int
    side: str | None  # None: a third country


class Linker:
    """Links one page; `earlier` carries people linked in pages before."""

    def __init__(self, page: Page, world: World, licensed: dict[str, int]) -> None:
        self.page = page
        self.world = world
        self.licensed = licensed
        self.sides = self._find_sides()

    def link(self) -> list[Link]:
        """Return the links of the page, by position."""
        links: list[Link] = []
        edge = -1
        offices_first = self._offices_of_short_names()
        for hit in self.page.names:
            if hit.start < edge:
                continue
            link = self._link_name(hit, links, offices_first)
            if link is not None:
                links.append(link)
                edge = hit.end
        links += self._link_party_words(links)
        links.sort(key=lambda link: (link.start, -link.end))
        return self._merge_titles(links)

    # -- names and titles

    def _link_name(self, hit: Hit[Name], before: list[Link], offices_first: set[int]) -> Link | None:
        name = hit.value
        world = self.world
        if name.kind in (NameKind.FULL, NameKind.SHORT):
            if name.entity_kind == EntityKind.PERSON.value and not self._is_cased(hit):
                return None
            if name.kind is NameKind.SHORT and not self._may_stand_short(hit, before, offices_first):
                return None
            form = MentionForm.NAME if name.kind is NameKind.FULL else MentionForm.SHORT_NAME
            return Link(hit.start, hit.end, (world.person(name.id),), form, self.page.field)
        if name.kind is NameKind.OFFICE:
            if self._is_former(hit):
                return self._stranger(hit)
            return Link(hit.start, hit.end, (world.office_holder(name.id),), MentionForm.OFFICE, self.page.field)
        return self._link_bare_title(hit, before)

    def _link_bare_title(self, hit: Hit[Name], before: list[Link]) -> Link | None:
        """Resolve a title without country by its surroundings: a country beside it, or its last named holder."""
        if self._is_former(hit):
            return self._stranger(hit)
        candidates = self._bare_offices(hit)
        side = self._side_of(hit.start, hit.end)
        if side is not None:
            if side.side is None:
                return self._stranger(hit)
            fitting = [office for office in candidates if self.world.offices.offices[office].side == side.side]
            if not fitting:
                return self._stranger(hit)
            start = side.start if side.end <= hit.start else hit.start
            holder = self.world.office_holder(fitting[0])
            return Link(start, max(hit.end, side.end), (holder,), MentionForm.OFFICE, self.page.field)
        for link in reversed(before):
            for participant in link.participants:
                offices = self.world.offices.offices_of(
                    participant.entity or "", self.world.on, self.world.known_on
                ) or ((participant.office,) if participant.office else ())
                for office in offices:
                    if office in candidates:
                        known = Participant(participant.entity, office, participant.side)
                        return Link(hit.start, hit.end, (known,), MentionForm.OFFICE, self.page.field)
        return None

    def _bare_offices(self, hit: Hit[Name]) -> list[str]:
        return [
            n.value.id for n in self.page.names_between(hit.start, hit.end) if n.start == hit.start and n.end == hit.end
        ]

    def _offices_of_short_names(self) -> set[int]:
        """Starts of short names that a title stands directly before: the title licenses them."""
        ends = {hit.end for hit in self.page.names if hit.value.kind in (NameKind.OFFICE, NameKind.BARE_OFFICE)}
        ends |= {hit.end for hit in self.page.words if hit.value.part is Part.TITLE}
        return {
            hit.start
            for hit in self.page.names
            if hit.value.kind is NameKind.SHORT and any(end in ends for end in range(hit.start - 2, hit.start + 1))
        }

    def _may_stand_short(self, hit: Hit[Name], before: list[Link], offices_first: set[int]) -> bool:
        name = hit.value
        if self._is_part_of_unknown_name(hit):
            return False
        here = self.page.names_between(hit.start, hit.end)
        rivals = {n.value.id for n in here if n.start == hit.start and n.value.kind is NameKind.SHORT}
        named = [rival for rival in rivals if rival in self.licensed]
        if not named:
            office = self._office_directly_before(hit)
            return office is not None and office in self.world.offices.ever_held(name.id, self.world.known_on)
        if len(named) == 1:
            return named[0] == name.id
        for link in reversed(before):
            for participant in link.participants:
                if participant.entity in named:
                    return participant.entity == name.id
        return max(named, key=lambda rival: (self.licensed[rival], rival)) == name.id

    def _office_directly_before(self, hit: Hit[Name]) -> str | None:
        for other in self.page.names_between(max(0, hit.start - TITLE_CHARACTERS), hit.start):
            if other.end in (hit.start - 1, hit.start) and other.value.kind is NameKind.OFFICE:
                return other.value.id
            if other.end in (hit.start - 1, hit.start) and other.value.kind is NameKind.BARE_OFFICE:
                side = self._side_before(other.start)
                fitting = [
                    o
                    for o in self._bare_offices(other)
                    if side is not None and self.world.offices.offices[o].side == side.side
                ]
                if fitting:
                    return fitting[0]
        return None

    def _is_cased(self, hit: Hit[Name]) -> bool:
        first = self.page.text.cased[hit.start]
        return not first.islower() or not self.page.grammar.lexicon.spaced

    def _is_part_of_unknown_name(self, hit: Hit[Name]) -> bool:
        """Tell "Li Qiang" and "Xiang Li" from "Li" where capitals speak."""
        if not self.page.capitals_speak:
            return False
        cased = self.page.text.cased
        after = cased[hit.end : hit.end + 24]
        unknown = set(self.page.unknown_names(max(0, hit.start - 24), min(len(cased), hit.end + 24)))
        if after[:1] in (" ", "-") and hit.end + 1 in unknown:
            return True
        return any(at < hit.start and cased[at : hit.start].strip().isalpha() for at in unknown)

    def _is_former(self, hit: Hit[Name] | Hit[Word]) -> bool:
        low = max(0, hit.start - SIDE_DISTANCE)
        return any(
            word.value.part is Part.FORMER and self._is_close(word.end, hit.start)
            for word in self.page.words_between(low, hit.start)
        )

    def _is_close(self, end: int, start: int) -> bool:
        """Tell whether only a country stands between "former" and a title."""
        between = self.page.text.folded[end:start].strip()
        return not between or (any(end <= s.start and s.end <= start for s in self.sides) and len(between) < 16)

    def _stranger(self, hit: Hit[Name] | Hit[Word]) -> Link:
        stranger = Participant(None, None, None, foreign=True)
        return Link(hit.start, hit.end, (stranger,), MentionForm.OFFICE, self.page.field)

    def _merge_titles(self, links: list[Link]) -> list[Link]:
        """Join a title with the name behind it; a title before an unknown name is another person."""
        merged: list[Link] = []
        for link in links:
            previous = merged[-1] if merged else None
            if previous is not None and link.start < previous.end:
                continue
            if previous is not None and self._is_title_of(previous, link):
                office = previous.participants[0].office
                who = link.participants[0]
                joined = who
                if not previous.participants[0].foreign:
                    joined = Participant(who.entity, office, who.side, who.kind, who.foreign)
                merged[-1] = Link(previous.start, link.end, (joined,), MentionForm.NAME, link.field)
                continue
            merged.append(link)
        return [self._with_unknown_name(link) for link in merged]

    def _is_title_of(self, title: Link, name: Link) -> bool:
        if title.form not in (MentionForm.OFFICE, MentionForm.COUNTERPART) or len(title.participants) != 1:
            return False
        if name.form not in (MentionForm.NAME, MentionForm.SHORT_NAME) or not name.is_person:
            return False
        between = self.page.text.folded[title.end : name.start]
        for word in self.page.words_between(title.end, name.start):
            if word.value.part is Part.TITLE:
                between = between.replace(self.page.text.folded[word.start : word.end], "")
        # without spaces a comma ends a clause: "会见了英国防长，奥斯汀…" tells of two people
        small = ' .,，:"' if self.page.grammar.lexicon.spaced else ' .:"'
        return between.strip(small) == "" and len(name.participants) == 1

    def _with_unknown_name(self, link: Link) -> Link:
        """See whether an unknown name follows a title: the holder's, misspelt, or somebody else's."""
        if link.form not in (MentionForm.OFFICE, MentionForm.COUNTERPART) or len(link.participants) != 1:
            return link
        cased = self.page.text.cased
        at = link.end
        while at < len(cased) and cased[at] in ' ,"':
            at += 1
        for word in self.page.words_between(at, min(len(cased), at + 12)):
            if word.value.part is Part.TITLE and word.start == at:
                at = word.end
                while at < len(cased) and cased[at] in " .":
                    at += 1
        if at not in self.page.unknown_names(at, min(len(cased), at + 30)):
            return link
        comma = "," in cased[link.end : at]
        end = at
        for _ in range(3):
            while end < len(cased) and (cased[end].isalnum() or cased[end] in "-'"):
                end += 1
            if end + 1 < len(cased) and cased[end] == " " and cased[end + 1].isupper():
                end += 1
            else:
                break
        name = cased[at:end].removesuffix("'s")
        entity = self.world.entities.get(link.participants[0].entity or "")
        if entity is not None and self._is_misspelt(name, entity):
            return Link(link.start, end, link.participants, MentionForm.NAME, link.field)
        if comma:
            return link
        stranger = Participant(None, None, None, foreign=True)
        return Link(link.start, end, (stranger,), link.form, link.field)

    @staticmethod
    def _is_misspelt(name: str, entity: Entity) -> bool:
        spellings = (entity.name, *entity.names.get("en", ()), *entity.short_names.get("en", ()))
        return any(fuzz.ratio(name.lower(), spelling.lower()) >= MISSPELT_SCORE for spelling in spellings)

    # -- sides

    def _find_sides(self) -> list[NamedSide]:
        found: list[NamedSide] = []
        for hit in self.page.names:
            if hit.value.entity_kind == EntityKind.COUNTRY.value:
                found.append(NamedSide(hit.start, hit.end, hit.value.id))
            elif hit.value.entity_kind == EntityKind.PLACE.value and hit.value.side is not None:
                found.append(NamedSide(hit.start, hit.end, hit.value.side))  # a capital stands for its country
        for word in self.page.words:
            if word.value.part is Part.SIDE:
                found.append(NamedSide(word.start, word.end, word.value.name))
            elif word.value.part is Part.OTHER_SIDE:
                found.append(NamedSide(word.start, word.end, None))
        if not self.page.grammar.lexicon.party.sides_lower:
            found = [side for side in found if not self.page.text.cased[side.start].islower()]
        found.sort(key=lambda side: (side.start, -side.end))
        return found

    def _side_of(self, start: int, end: int) -> NamedSide | None:
        """Return the country of a title, where the language puts it first."""
        if self.page.grammar.lexicon.party.sides_follow:
            return self._side_after(end) or self._side_before(start)
        return self._side_before(start) or self._side_after(end)

    def _side_before(self, start: int) -> NamedSide | None:
        """Return the country directly before a title, adjectives such as "new" or "'s" between them allowed."""
        best = None
        for side in self.sides:
            if side.end <= start and start - side.end <= SIDE_DISTANCE:
                between = self.page.text.folded[side.end : start]
                if between.strip(" '’s的-") == "" or self._only_qualifiers(side.end, start):
                    best = side
        return best

    def _only_qualifiers(self, start: int, end: int) -> bool:
        qualifiers = self.page.grammar.lexicon.party.qualifiers
        words = self.page.text.folded[start:end].replace("'s", " ").split()
        return all(word.strip("-") in qualifiers for word in words)

    def _side_after(self, end: int) -> NamedSide | None:
        """Return the country behind a title ("defence minister of China")."""
        for side in self.sides:
            if end <= side.start <= end + 12:
                between = self.page.text.folded[end : side.start].split()
                adjacent = self.page.grammar.lexicon.party.sides_follow and side.start > end
                if (between or adjacent) and all(word in self.page.grammar.lexicon.party.of for word in between):
                    return side
        return None

    def sides_near(self, start: int, end: int) -> set[str | None]:
        """Return the sides named in a span, by country or by one of its organisations; None is a third country."""
        countries = {side.side for side in self.sides if start <= side.start and side.end <= end}
        organisations = {
            hit.value.side
            for hit in self.page.names_between(start, end)
            if hit.value.entity_kind == EntityKind.ORGANISATION.value and hit.value.side is not None
        }
        return countries | organisations

    # -- pairs and counterparts

    def _link_party_words(self, links: list[Link]) -> list[Link]:
        found: list[Link] = []
        for word in self.page.words:
            part = word.value.part
            if part is Part.PAIR and word.value.name != "any":
                if self._foreign_before(word.start):
                    continue
                pair = self.world.pair(word.value.name)
                if pair and not self._another_pair(word, links, pair):
                    found.append(Link(word.start, word.end, pair, MentionForm.PAIR, self.page.field))
            elif part is Part.PLURAL_OFFICE:
                link = self._link_plural_office(word)
                if link is not None:
                    found.append(link)
            elif part is Part.COUNTERPART:
                found.append(self._link_counterpart(word, links))
        return found

    def _another_pair(self, word: Hit[Word], links: list[Link], pair: tuple[Participant, ...]) -> bool:
        """Tell whether the last people spoken of are another pair: "Li met Singapore's Ng. The two ministers …"."""
        before = [link for link in links if link.end <= word.start and link.is_person]
        if not before:
            return False
        last = before[-1].start
        start = next((a for a, b in self.page.sentences if a <= last < b), 0)
        people = [p for link in before if link.start >= start for p in link.participants]
        members = {p.entity for p in pair}
        foreign = any(p.foreign or (p.side is not None and p.side not in self.world.main_sides) for p in people)
        return foreign and not members <= {p.entity for p in people}

    def _foreign_before(self, start: int) -> bool:
        side = self._side_before(start)
        return side is not None and side.side is None

    def _link_plural_office(self, word: Hit[Word]) -> Link | None:
        """Make "the US and Chinese defence ministers" a pair: both countries stand close, and no third one."""
        low, high = max(0, word.start - 40), min(len(self.page.text.folded), word.end + 40)
        sentence = next(((a, b) for a, b in self.page.sentences if a <= word.start < b), (low, high))
        low, high = max(low, sentence[0]), min(high, sentence[1])
        before = [side for side in self.sides if low <= side.start and side.end <= word.start]
        after = [side for side in self.sides if word.end <= side.start and side.end <= high]
        behind_of = self._side_after(word.end) is not None
        chosen = before if len({s.side for s in before}) >= 2 or not behind_of else after
        names = {side.side for side in chosen}
        pair = self.world.pair(word.value.name)
        if len(pair) != 2 or names != {p.side for p in pair}:
            return None
        start = min([word.start, *(side.start for side in chosen if side in before)])
        end = max([word.end, *(side.end for side in chosen if side in after)])
        if self.page.grammar.lexicon.free_order and not self._only_joined(start, end, [word, *chosen]):
            return None
        return Link(start, end, pair, MentionForm.PAIR, self.page.field)

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
        side = self._side_of(word.start, word.end)
        if (side is not None and side.side is None) or self._is_former(word):
            return self._stranger(word)
        start = min(word.start, side.start) if side is not None else word.start
        end = max(word.end, side.end) if side is not None else word.end
        sentence = next(((a, b) for a, b in self.page.sentences if a <= word.start < b), (0, word.end))
        here = [link for link in links if sentence[0] <= link.start and link.end <= start]
        later = [link for link in links if word.end <= link.start < sentence[1]]
        earlier = [link for link in links if link.end <= sentence[0]]
        for link in (*reversed(here), *later[:2], *reversed(earlier[-6:])):
            for participant in link.participants:
                found = self._counterpart_of(participant, side)
                if found is not None:
                    return Link(start, end, (found,), MentionForm.COUNTERPART, self.page.field)
        stranger = Participant(None, None, side.side if side else None, foreign=True)
        return Link(start, end, (stranger,), MentionForm.COUNTERPART, self.page.field)

    def _counterpart_of(self, participant: Participant, side: NamedSide | None) -> Participant | None:
        if participant.kind != "person" or participant.foreign:
            return None
        held = self.world.offices.offices_of(participant.entity or "", self.world.on, self.world.known_on)
        for office_id in dict.fromkeys((*((participant.office,) if participant.office else ()), *held)):
            office = self.world.offices.offices[office_id]
            if side is not None and office.side == side.side:
                continue
            other = self.world.opposite(office, side.side if side else None)
            if other is not None:
                return self.world.office_holder(other.id)
        return None
