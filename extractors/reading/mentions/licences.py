"""Whose short names an article may use: searched pages in, people named in full or by their title out."""

from __future__ import annotations

from datetime import date
from itertools import combinations, pairwise, product

from extractors.offices import OfficeTable
from extractors.reading.mentions.sided_titles import MINISTER, TITLES
from extractors.reading.mentions.small_words import strip_articles
from extractors.reading.text.grammar import Part
from extractors.reading.text.names import NameKind
from extractors.reading.text.page import Page
from seeds.entities import Office

BESIDE_CHARACTERS = 24
"""The longest "and", article and rank between a name and a title beside it."""


def licensed_entities(
    pages: list[Page], offices: OfficeTable, known_on: date, distinct: frozenset[str] = frozenset()
) -> dict[str, int]:
    """Return the entities whose full name, or short name behind a title of theirs, stands in the article; how often.

    Of the `distinct` ones a short name alone will do.
    """
    counts: dict[str, int] = {}
    for page in pages:
        titled = page.titled_names(offices, known_on)
        for hit in page.names:
            if hit.value.kind is NameKind.FULL or hit.start in titled:
                counts[hit.value.id] = counts.get(hit.value.id, 0) + 1
    for person in sorted(_beside_offices(pages, offices, known_on) - counts.keys()):
        counts[person] = 0
    shorts = {hit.value.id for page in pages for hit in page.names if hit.value.kind is NameKind.SHORT}
    counts |= dict.fromkeys(sorted(shorts & distinct - counts.keys()), 0)
    for person in sorted(shorts - counts.keys()):
        if _has_named_counterpart(person, counts, offices, known_on):
            counts[person] = 0
    joined, domains = _joined_shorts(pages), _domains_of(pages)
    for person in sorted(_titled_ministers(pages, offices, known_on) - counts.keys()):
        counts[person] = 0
    for person in sorted(shorts - counts.keys()):
        together = person in joined or bool(domains)
        if together and _has_named_counterpart(person, dict.fromkeys(shorts, 0), offices, known_on):
            counts[person] = 0
    return counts


def by_page(pages: list[Page], licensed: dict[str, int]) -> tuple[dict[str, int], dict[str, int]]:
    """Return those of the licensed whose short names the headline may use, and those for the text: "Treasury delists
    Li" over "Li Xiangfu, a trader, was …" means the one whom the text names first."""
    title, text = pages
    if not title.capitals_speak or not title.grammar.lexicon.fixed_order:
        return licensed, licensed
    full = {hit.value.id for hit in title.names if hit.value.kind is NameKind.FULL}
    asked = {hit.value.id for hit in title.names if hit.value.kind is NameKind.SHORT} & licensed.keys() - full
    namesakes = {person for person in sorted(asked) if _is_behind_namesake(text, person)}
    return {person: count for person, count in licensed.items() if person not in namesakes}, licensed


def _is_behind_namesake(text: Page, person: str) -> bool:
    """Tell whether a text names somebody else of a person's short name before it names that person."""
    for hit in text.names:
        if hit.value.id != person:
            continue
        if hit.value.kind is NameKind.FULL:
            return False
        if hit.end + 1 in text.unknown_names(hit.end, min(len(text.text.cased), hit.end + BESIDE_CHARACTERS)):
            return hit.value.kind is NameKind.SHORT and text.text.cased[hit.end] == " "
    return False


def _titled_ministers(pages: list[Page], offices: OfficeTable, known_on: date) -> set[str]:
    """Return the ministers of the day whose short names stand behind a title that says no more: "Minister Li"; a rank
    is one where the article speaks of "the secretary"."""
    found: set[str] = set()
    ranked = any(_says_title_alone(page) for page in pages)
    for page in pages:
        ends = {word.end + 1 for word in page.words.of(Part.CLASS, TITLES)} if page.grammar.lexicon.spaced else set()
        ends |= {word.end + 1 for word in page.words.of(Part.TITLE)} if ends and ranked else set()
        for hit in page.names:
            held = offices.offices_of(hit.value.id, known_on, known_on) if hit.start in ends else ()
            if hit.value.kind is NameKind.SHORT and any(offices.offices[one].rank == MINISTER for one in held):
                found.add(hit.value.id)
    return found


def _beside_offices(pages: list[Page], offices: OfficeTable, known_on: date) -> set[str]:
    """Return the people whose short names stand beside the title of their office with a comma between ("the US defense
    secretary, Mr Austin"), or behind a rank and joined to that of the equal office ("General Li and the US defense
    secretary")."""
    found: set[str] = set()
    for page in pages:
        ranked, joiners = _behind_ranks(page), page.grammar.lexicon.markers.joiners
        shorts = [hit for hit in page.names if hit.value.kind is NameKind.SHORT]
        titles = [hit for hit in page.names if hit.value.kind is NameKind.OFFICE] if shorts else []
        for person, title in product(shorts, titles):
            holder = offices.holder(title.value.id, known_on, known_on)
            low, high = min(person.end, title.end), max(person.start, title.start)
            between = _between(page, low, high) if 0 <= high - low <= BESIDE_CHARACTERS else ""
            if holder is None or between not in joiners:
                continue
            beside = between == "," and holder == person.value.id
            joined = person.start in ranked
            if beside or (joined and _has_named_counterpart(person.value.id, {holder: 0}, offices, known_on)):
                found.add(person.value.id)
    return found


def _says_title_alone(page: Page) -> bool:
    """Tell whether "the secretary" stands on a page, whoever that is."""
    titles = page.words.of(Part.CLASS, TITLES) if page.grammar.lexicon.spaced else ()
    article = f"{page.grammar.lexicon.markers.articles[0]} " if page.grammar.lexicon.markers.articles else ""
    return bool(article) and any(page.text.folded.endswith(article, 0, word.start) for word in titles)


def contemporaries(pages: list[Page], offices: OfficeTable, known_on: date) -> set[str]:
    """Return the people named by short names alone who once held equal offices of both sides on the same days.

    Their names must stand side by side ("Austin and Li"), or the article must speak of the holders of such offices
    ("the two defence chiefs"). One behind a title ("General Li") may be the other's who is named in full.
    """
    shorts = {hit.value.id for page in pages for hit in page.names if hit.value.kind is NameKind.SHORT}
    joined, domains = _joined_shorts(pages), _domains_of(pages)
    found: set[str] = set()
    for one, other in combinations(sorted(shorts), 2):
        if not domains and not {one, other} <= joined:
            continue
        if any(_overlap(own, their, one, other) for own, their in _equals(one, other, offices, known_on)):
            found |= {one, other}
    full = {hit.value.id for page in pages for hit in page.names if hit.value.kind is NameKind.FULL}
    for one, other in product(sorted(_behind_titles(pages) - full), sorted(full)):
        if any(_overlap(own, their, one, other) for own, their in _equals(one, other, offices, known_on)):
            found.add(one)
    return found


def _behind_titles(pages: list[Page]) -> set[str]:
    """Return the people whose short names stand directly behind a rank or form of address."""
    ranked = [(page, _behind_ranks(page)) for page in pages]
    return {hit.value.id for page, starts in ranked for hit in page.names if hit.start in starts}


def _behind_ranks(page: Page) -> set[int]:
    """Return where the short names begin that stand directly behind a rank or form of address."""
    ends = {word.end + 1 for word in page.words.of(Part.TITLE)} if page.grammar.lexicon.spaced else set()
    return {hit.start for hit in page.names if hit.value.kind is NameKind.SHORT and hit.start in ends}


def _equals(one: str, other: str, offices: OfficeTable, known_on: date) -> list[tuple[Office, Office]]:
    """Return the equal offices of the main sides that two people have ever held."""
    held = [[offices.offices[o] for o in sorted(offices.ever_held(who, known_on))] for who in (one, other)]
    same = ((a, b) for a in held[0] for b in held[1] if (a.rank, a.domain) == (b.rank, b.domain))
    return [(a, b) for a, b in same if {a.side, b.side} == set(offices.main_sides)]


def _overlap(own: Office, their: Office, one: str, other: str) -> bool:
    """Tell whether two people held two offices on the same days."""
    mine = [t for t in own.held_by if t.person == one]
    theirs = [t for t in their.held_by if t.person == other]
    return any(max(a.start, b.start) < min(a.end or date.max, b.end or date.max) for a in mine for b in theirs)


def _joined_shorts(pages: list[Page]) -> set[str]:
    """Return the people whose short names stand side by side: "Austin and Li", "Austin-Li"."""
    found: set[str] = set()
    for page in pages:
        shorts = [hit for hit in page.names if hit.value.kind is NameKind.SHORT]
        joiners = {*page.grammar.lexicon.markers.joiners, "-", "/"}
        for left, right in pairwise(shorts):
            if _between(page, left.end, right.start) in joiners:
                found |= {left.value.id, right.value.id}
    return found


def _between(page: Page, start: int, end: int) -> str:
    """Return what stands between two names but for titles and articles: the "and" of "Austin and General Li"."""
    between = page.text.folded[start:end]
    for title in page.words_between(start, end).of(Part.TITLE):
        between = between.replace(page.text.folded[title.start : title.end], "", 1)
    return strip_articles(between.strip(" ."), page.grammar.lexicon.markers.articles).strip(" .")


def _domains_of(pages: list[Page]) -> set[str]:
    """Return the domains of which the article's words for two holders speak: "the two defence chiefs"."""
    parts = (Part.PAIR, Part.PLURAL_OFFICE)
    named = {word.value.name for page in pages for word in page.words if word.value.part in parts}
    return named - {"any", "sides", "countries"}


def _has_named_counterpart(person: str, named: dict[str, int], offices: OfficeTable, known_on: date) -> bool:
    """Tell whether the article names in full the holder of the equal office ("Austin meets Li Shangfu")."""
    held = [offices.offices[o] for o in offices.offices_of(person, known_on, known_on)]
    return any(
        (own.rank, own.domain) == (other.rank, other.domain) and own.side != other.side
        for own in held
        for other_person in named
        for other in (offices.offices[o] for o in offices.offices_of(other_person, known_on, known_on))
    )
