"""Names and titles turned into people: a searched page in, links out, nothing known too early."""

from __future__ import annotations

from dataclasses import replace

from rapidfuzz import fuzz

from extractors.phrases import Hit
from extractors.reading.mentions.joined_sides import with_joined_sides
from extractors.reading.mentions.links import Link, Participant
from extractors.reading.mentions.named_sides import NamedSide, NamedSides, is_of_other_side
from extractors.reading.mentions.party_links import PartyLinker, is_former, is_of_stranger, stranger_at
from extractors.reading.mentions.sided_titles import sided_titles
from extractors.reading.mentions.world import World
from extractors.reading.text.grammar import Part
from extractors.reading.text.names import Name, NameKind
from extractors.reading.text.page import Page
from extractors.records.reading import MentionForm
from seeds.entities import Entity, EntityKind

TITLE_CHARACTERS = 70
"""The longest title that may stand before a name."""

MISSPELT_SCORE = 75.0
"""From this similarity (0 to 100, rapidfuzz ratio) on, an unknown name behind a title is its holder's, misspelt."""


class Linker:
    """Links one page; `earlier` carries people linked in pages before."""

    def __init__(self, page: Page, world: World, licensed: dict[str, int]) -> None:
        self.page = page
        self.world = world
        self.licensed = licensed
        self.sides = NamedSides(page)

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
        where = (self.page, self.world, self.sides)
        links += [*PartyLinker(*where).link(links), *sided_titles(*where, links)]
        links.sort(key=lambda link: (link.start, -link.end))
        return with_joined_sides(*where, self._merge_titles(links))

    def _link_name(self, hit: Hit[Name], before: list[Link], offices_first: set[int]) -> Link | None:
        name = hit.value
        world = self.world
        if name.kind in (NameKind.FULL, NameKind.SHORT):
            if name.entity_kind == EntityKind.PERSON and not self._is_cased(hit):
                return None
            if name.kind is NameKind.SHORT and not self._may_stand_short(hit, before, offices_first):
                return None
            form = MentionForm.NAME if name.kind is NameKind.FULL else MentionForm.SHORT_NAME
            return Link(hit.start, hit.end, (world.person(name.id),), form, self.page.field)
        if name.kind is NameKind.OFFICE:
            if is_former(self.page, self.sides, hit):
                return stranger_at(self.page, hit)
            return Link(hit.start, hit.end, (world.office_holder(name.id),), MentionForm.OFFICE, self.page.field)
        return self._link_bare_title(hit, before)

    def _link_bare_title(self, hit: Hit[Name], before: list[Link]) -> Link | None:
        """Resolve a title without country by its surroundings: a country beside it, or its last named holder."""
        if is_former(self.page, self.sides, hit) or is_of_stranger(self.page, hit):
            return stranger_at(self.page, hit)
        if any(side.side is None and side.start < hit.start < side.end for side in self.sides.near_to(hit.start)):
            return stranger_at(self.page, hit)  # "菲防长": one word for a title of a third country
        candidates = self._bare_offices(hit)
        named = self.sides.of(hit.start, hit.end)
        side = named or self._owning_side(hit)
        if side is not None:
            if side.side is None:
                return stranger_at(self.page, hit)
            fitting = [office for office in candidates if self.world.offices.offices[office].side == side.side]
            if not fitting:
                return stranger_at(self.page, hit)
            start = side.start if named is not None and side.end <= hit.start else hit.start
            holder = self.world.office_holder(fitting[0])
            end = max(hit.end, side.end) if named is not None else hit.end
            return Link(start, end, (holder,), MentionForm.OFFICE, self.page.field)
        for link in reversed(before):
            for participant in link.participants:
                offices = self.world.offices.offices_of(
                    participant.entity or "", self.world.on, self.world.known_on
                ) or ((participant.office,) if participant.office else ())
                for office in offices:
                    if office in candidates:
                        known = Participant(participant.entity, office, participant.side)
                        return Link(hit.start, hit.end, (known,), MentionForm.OFFICE, self.page.field)
        return self._title_of_next(hit, candidates) or self._only_holder(hit, candidates)

    def _title_of_next(self, hit: Hit[Name], offices: list[str]) -> Link | None:
        """Take "获任命的国防部长董军" and "the Minister of Defense Dong Jun" for titles of the name behind them."""
        blank = int(self.page.grammar.lexicon.spaced)  # in free order the title keeps its own place in the clause
        within = 0 if blank and self.page.grammar.lexicon.free_order else TITLE_CHARACTERS
        for name in self.page.names_between(hit.end, hit.end + within):
            held = self.world.offices.ever_held(name.value.id, self.world.known_on)
            office = next((one for one in offices if one in held), None)
            meant = name.value.kind is NameKind.FULL or (blank and name.value.id in self.licensed)
            if name.start == hit.end + blank and meant and office is not None:
                who = Participant(name.value.id, office, self.world.offices.offices[office].side)
                return Link(hit.start, hit.end, (who,), MentionForm.OFFICE, self.page.field)
        return None

    def _only_holder(self, hit: Hit[Name], offices: list[str]) -> Link | None:
        """Take "El secretario de Estado" for the only holder whom the article names, its headline included."""
        free = self.page.grammar.lexicon.free_order and self.page.grammar.lexicon.spaced
        if not free or any(s.side is None for s in self.sides.within(*self.page.sentence_at(hit.start))):
            return None
        table, on, known_on = self.world.offices, self.world.on, self.world.known_on
        held = [(p, o) for p in sorted(self.licensed) for o in table.offices_of(p, on, known_on) if o in offices]
        if len(held) != 1:
            return None
        person, office = held[0]
        who = Participant(person, office, table.offices[office].side)
        return Link(hit.start, hit.end, (who,), MentionForm.OFFICE, self.page.field)

    def _owning_side(self, hit: Hit[Name]) -> NamedSide | None:
        """Return the country spoken of last before "its", "son", "seinen" that stand directly before a title."""
        own = self.page.grammar.lexicon.party.own
        start = self.page.sentence_at(hit.start)[0]
        words = self.page.text.folded[start : hit.start].split()
        qualifiers = self.page.grammar.lexicon.party.qualifiers
        while words and words[-1] in qualifiers:
            words.pop()
        if not words or words[-1] not in own:
            return None
        sides = self.sides.within(start, hit.start)
        return sides[-1] if sides else None

    def _bare_offices(self, hit: Hit[Name]) -> list[str]:
        return [
            n.value.id for n in self.page.names_between(hit.start, hit.end) if n.start == hit.start and n.end == hit.end
        ]

    def _offices_of_short_names(self) -> set[int]:
        """Starts of short names that a title stands directly before: the title licenses them."""
        ends = {hit.end for hit in self.page.names if hit.value.kind in (NameKind.OFFICE, NameKind.BARE_OFFICE)}
        ends |= {hit.end for hit in self.page.words.of(Part.TITLE)}
        return {
            hit.start
            for hit in self.page.names
            if hit.value.kind is NameKind.SHORT and any(end in ends for end in range(hit.start - 2, hit.start + 1))
        }

    def _may_stand_short(self, hit: Hit[Name], before: list[Link], offices_first: set[int]) -> bool:
        name = hit.value
        if self._is_part_of_unknown_name(hit) or is_of_other_side(self.page, hit.end):
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
                side = self.sides.before(other.start)
                fitting = [
                    o
                    for o in self._bare_offices(other)
                    if side is not None and self.world.offices.offices[o].side == side.side
                ]
                if fitting:
                    return fitting[0]
        return None

    def _is_cased(self, hit: Hit[Name]) -> bool:
        last = self.page.text.cased[hit.start : hit.end].rpartition(" ")[2]  # "admiral Dong Jun"
        return not last[:1].islower() or not self.page.grammar.lexicon.spaced

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
                    held = office if self._may_hold(who, office) else None
                    joined = Participant(who.entity, held, who.side, who.kind, who.foreign)
                merged[-1] = Link(previous.start, link.end, (joined,), MentionForm.NAME, link.field)
                continue
            merged.append(link)
        if not self.page.grammar.lexicon.spaced:
            merged = self._with_titles_behind(merged)
        return [self._with_unknown_name(link) for link in merged]

    def _with_titles_behind(self, links: list[Link]) -> list[Link]:
        """Join a name with the title that follows it at once ("奥斯汀防长", "李尚福部长")."""
        verbs = {word.start for word in self.page.words.of(Part.VERB)}  # "李尚福|兼任国防部长"
        words = (word for word in self.page.words.of(Part.TITLE) if word.start not in verbs)
        titles = {word.start: word.end for word in words}
        joined: list[Link] = []
        for link in links:
            last = joined[-1] if joined else None
            named = (MentionForm.NAME, MentionForm.SHORT_NAME)
            if last is not None and link.form is MentionForm.OFFICE and last.form in named:
                same = last.participants[0].entity == link.participants[0].entity
                if link.start < last.end or (same and link.start == last.end):
                    joined[-1] = replace(last, end=max(last.end, link.end))  # or inside: the 总统 of "拜登总统"
                    continue
            if link.form in named and link.end in titles:
                link = replace(link, end=titles[link.end])
            joined.append(link)
        return joined

    def _may_hold(self, who: Participant, office_id: str | None) -> bool:
        """Tell whether an office may be somebody's: one of his own side."""
        return office_id is None or self.world.offices.offices[office_id].side == who.side

    def _is_title_of(self, title: Link, name: Link) -> bool:
        if title.form not in (MentionForm.OFFICE, MentionForm.COUNTERPART) or len(title.participants) != 1:
            return False
        if name.form not in (MentionForm.NAME, MentionForm.SHORT_NAME) or not name.is_person:
            return False
        if self.page.sentence_opens(title.end, name.start):
            return False
        between = self.page.text.folded[title.end : name.start]
        for word in self.page.words_between(title.end, name.start):
            if word.value.part is Part.TITLE:
                between = between.replace(self.page.text.folded[word.start : word.end], "")
        # without spaces a comma ends a clause: "会见了英国防长，奥斯汀…" tells of two people
        small = ' .,，:"' if self.page.grammar.lexicon.spaced else ' .:"'
        if title.participants[0].foreign and not self.page.grammar.lexicon.spaced and between.startswith(" "):
            return False
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
