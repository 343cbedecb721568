"""The small words around names, which tell their roles: markers, possessives, titles, pair words, places."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.phrases import Hit
from extractors.reading.mentions.links import Link
from extractors.reading.text.grammar import BREAKING, Part, Word
from extractors.reading.text.page import Page
from seeds.entities import EntityKind
from seeds.lexicon import CueKind

BEHIND_CHARACTERS = 8
"""How far behind a name its marker may end in a language with postpositions."""


POSSESSIVE_CHARACTERS = 4
"""The longest possessive ending behind a name ("Shangfu'nun")."""

DESCRIPTION_CHARACTERS = 12
"""How long a phrase may be that stands between a marker and its name, in a script without spaces."""

ASSOCIATE_CHARACTERS = 12
"""The longest word for an aide."""

CONTRAST_CHARACTERS = 6
"""The longest denial before a name that it only contrasts, and what may stand between it and its comma."""

_HOUSES = frozenset({EntityKind.ORGANISATION, EntityKind.PLACE})
"""Whose possessive before a name only says for whom somebody speaks: "Beijing's Wang Yi"."""


_PLACES: dict[str, int] = {EntityKind.PLACE: 0, EntityKind.COUNTRY: 1, EntityKind.FORUM: 2}


MARKED_CHARACTERS = 24
"""How far before its name, or before the plural title of that name, a marker may stand."""


class SmallWords:
    """Looks at the words around the names of one page."""

    def __init__(self, page: Page, links: list[Link]) -> None:
        self.page = page
        self.links = links
        self._markers: dict[tuple[int, int], tuple[str, ...]] = {}
        self.people = [link for link in links if link.is_person and not self._is_contrasted(link)]

    def _is_contrasted(self, link: Link) -> bool:
        """Tell the Austin of "received Kissinger, not Austin", "принял Киссинджера, а не Остина", who took no part."""
        apart = 1 if self.page.grammar.lexicon.spaced else 0
        before = self.page.words_between(max(0, link.start - CONTRAST_CHARACTERS), link.start)
        denied = [w for w in before.of(Part.CUE, CueKind.NEGATION.value) if w.end == link.start - apart]
        if not denied:
            return self._is_compared(link)
        lead = self.page.text.folded[max(0, denied[0].start - CONTRAST_CHARACTERS) : denied[0].start]
        return "," in lead or "，" in lead

    def _is_compared(self, link: Link) -> bool:
        """Tell the Li of "Unlike Li, he is under no sanctions", "received Kissinger rather than Li"."""
        apart = 1 if self.page.grammar.lexicon.spaced else 0
        before = self.page.words_between(max(0, link.start - MARKED_CHARACTERS), link.start)
        if self.page.words_between(link.end, link.end + CONTRAST_CHARACTERS).of(Part.RELATIVE):
            return False  # "spoke in place of Li, who was removed last week"
        return any(
            w.end + apart == link.start or self.only_titles(w.end, link.start)
            for w in before.of(Part.CLASS, "contrasts")
        )

    def marker_before(self, link: Link) -> str | None:
        """Return the name of the role marker that stands directly before a link (behind it, where they follow)."""
        return next(iter(self.markers_of(link)), None)

    def markers_of(self, link: Link) -> tuple[str, ...]:
        """Return all names of the role marker that belongs to a link ("contre": target and oblique)."""
        found = self._markers.get((link.start, link.end))
        if found is None:
            behind = self.page.grammar.lexicon.postpositions
            found = self._markers_behind(link) if behind else self._markers_before(link)
            self._markers[link.start, link.end] = found
        return found

    def _markers_before(self, link: Link) -> tuple[str, ...]:
        folded = self.page.text.folded
        articles = self.page.grammar.lexicon.markers.articles
        found: list[Hit[Word]] = []
        low = self._titled_from(link) - MARKED_CHARACTERS
        for word in reversed(self.page.words_between(max(0, low), link.start).of(Part.MARKER)):
            if word.value.name == "joiners" or self._is_in_break(word):
                continue
            if found and (word.start, word.end) != (found[0].start, found[0].end):
                break
            between = strip_articles(folded[word.end : link.start], articles)
            described = word.value.name == "partner" and self._is_description(word.end, link.start)
            if between == "" or described or self.only_titles(word.end, link.start):
                found.append(word)
        return tuple(word.value.name for word in found)

    def _titled_from(self, link: Link) -> int:
        """Return where the plural title before a name begins ("between the defence ministers X and Y")."""
        before = self.page.words_between(max(0, link.start - MARKED_CHARACTERS), link.start).of(Part.PLURAL_OFFICE)
        return next((word.start for word in before if word.end + 1 == link.start), link.start)

    def _is_in_break(self, marker: Hit[Word]) -> bool:
        """Tell the 为 of 因为, which marks nobody, in a script without spaces."""
        if self.page.grammar.lexicon.spaced:
            return False
        near = self.page.words_between(marker.start - 1, marker.end + 1)
        return any(w.value.part in BREAKING and w.start <= marker.start < marker.end <= w.end for w in near)

    def _is_description(self, start: int, end: int) -> bool:
        """Tell whether a phrase before "of" describes the name behind it ("与先到的奥斯汀会谈")."""
        if self.page.grammar.lexicon.spaced or not 0 < end - start <= DESCRIPTION_CHARACTERS:
            return False
        words = self.page.words_between(start, end)
        if not any(word.value.part is Part.POSSESSIVE and word.end == end for word in words):
            return False
        broken = any(word.value.part in (*BREAKING, Part.MARKER, Part.PAIR) for word in words)
        return not broken and not self.page.names_between(start, end)

    def _markers_behind(self, link: Link) -> tuple[str, ...]:
        """Return the marker behind a link and the titles that follow it ("李尚福国防相と")."""
        end = link.end
        for other in self.people:
            if other.start == end:
                end = other.end
        for word in self.page.words_between(end, end + BEHIND_CHARACTERS):
            if word.value.part is Part.TITLE and word.start == end:
                end = word.end
        spaced = self.page.grammar.lexicon.spaced
        folded, reach = self.page.text.folded, BEHIND_CHARACTERS * (2 if spaced else 1)
        return tuple(
            word.value.name
            for word in self.page.words_between(end, end + reach)
            if word.value.part is Part.MARKER
            and word.value.name != "joiners"
            and (word.start == end or (spaced and folded[end : word.start] == " "))
        )

    def only_titles(self, start: int, end: int) -> bool:
        """Tell whether nothing but titles, countries, articles and qualifiers ("outgoing") stands between two positions
        of a sentence."""
        rest = self.page.text.folded[start:end]
        if self.page.sentence_opens(start, end):
            return False
        titles = {w.end for w in self.page.words_between(start, end).of(Part.TITLE)}
        for a, b in self.attributes(start, end):
            apart = "," if b in titles and self.page.text.folded[b : b + 2] == ", " else ""  # "his host, Wang Yi"
            rest = rest.replace(self.page.text.folded[a:b] + apart, " ", 1)
        lexicon = self.page.grammar.lexicon
        described = (word for word in lexicon.party.qualifiers if lexicon.spaced and word not in lexicon.party.former)
        return strip_articles(rest, (*lexicon.markers.articles, *described)).strip(" .'") == ""

    def attributes(self, start: int, end: int) -> list[tuple[int, int]]:
        """Return where titles and countries stand that only describe the name behind them ("China's General …")."""
        words = [
            (w.start, w.end)
            for w in self.page.words_between(start, end)
            if w.value.part in (Part.TITLE, Part.SIDE, Part.POSSESSIVE, Part.PLURAL_OFFICE)
        ]
        owned = {a for a, b in words if self.page.grammar.lexicon.spaced}
        named = [
            (hit.start, hit.end)
            for hit in self.page.names_between(start, end)
            if hit.value.entity_kind == EntityKind.COUNTRY
            # "the Pentagon's Lloyd Austin", "People's Liberation Army Gen. Liu"
            or (hit.value.entity_kind in _HOUSES and (hit.end in owned or hit.end + 1 in owned))
        ]
        return sorted({*words, *named}, key=lambda span: span[0] - span[1])

    def is_owner(self, link: Link) -> bool:
        """Tell whether a possessive stands directly behind a name."""
        folded = self.page.text.folded
        return any(
            word.value.part is Part.POSSESSIVE and word.start == link.end
            for word in self.page.words_between(link.end, min(len(folded), link.end + POSSESSIVE_CHARACTERS))
        )

    def names_associate(self, link: Link) -> bool:
        """Tell whether a name only says whose aide is meant ("李尚福的助手", "Li's deputy")."""
        start = link.end
        if self.page.grammar.lexicon.spaced:
            if not self.is_owner(link):
                return False
            start = self.page.text.folded.find(" ", link.end) + 1
        return any(word.start == start for word in self.class_words("associates", start, start + ASSOCIATE_CHARACTERS))

    def class_words(self, name: str, start: int, end: int) -> tuple[Hit[Word], ...]:
        """Return the words of a class in a span."""
        return self.page.words_between(start, end).of(Part.CLASS, name)

    def party_words(self, part: Part, start: int, end: int) -> tuple[Hit[Word], ...]:
        """Return pair words or pronouns in a span."""
        return self.page.words_between(start, end).of(part)

    def owns_thing(self, pronoun: Hit[Word], end: int) -> bool:
        """Tell "his host", "her Korean guest", whose noun is no person we know, from a pronoun that stands alone."""
        lexicon, folded = self.page.grammar.lexicon, self.page.text.folded
        if not lexicon.spaced or folded[pronoun.start : pronoun.end] not in lexicon.markers.articles:
            return False
        at = pronoun.end + 1
        if pronoun.end >= end or folded[pronoun.end] != " " or not folded[at : at + 1].isalpha():
            return False
        behind = self.page.words_between(at, min(len(folded), at + MARKED_CHARACTERS))
        ends = any(w.start == at and w.value.part in (Part.TIME, Part.MARKER, *BREAKING) for w in behind)
        known = any(link.start <= at < link.end for link in self.links)
        sided = any(w.start == at and w.value.part is Part.SIDE for w in behind)  # "his American guest"
        return not ends and not known and not sided

    def places(self, start: int, end: int) -> list[str]:
        """Return the places named in a span, towns before countries."""
        found = [
            (_PLACES[hit.value.entity_kind], hit.start, hit.value.id)
            for hit in self.page.names_between(start, end)
            if start <= hit.start and hit.end <= end and hit.value.entity_kind in _PLACES
        ]
        return [identifier for _, _, identifier in sorted(found)]


def strip_articles(between: str, articles: Sequence[str]) -> str:
    """Return what stands between a marker and a name without articles and quotation marks."""
    if not between or between == " ":
        return ""
    words = between.replace("'", "' ").strip(' "').split()
    return " ".join(word for word in words if word not in articles).strip(" \"'")
