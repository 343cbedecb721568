"""Where somebody is said to be without a verb of coming: "Blinken, in Beijing, warned", "In Beijing, he told"."""

from __future__ import annotations

from extractors.phrases import Hit
from extractors.reading.mentions.links import Link
from extractors.reading.mentions.small_words import SmallWords
from extractors.reading.text.clauses import Clause
from extractors.reading.text.grammar import Part
from extractors.reading.text.names import Name
from extractors.reading.text.page import Page
from extractors.reading.triggers.aspects import Aspect
from extractors.reading.triggers.triggers import Trigger
from extractors.records.reading import ArticleField
from seeds.entities import EntityKind
from seeds.lexicon import Frame, Scheme

LEADING_CHARACTERS = 28
"""The longest time between a leading place and its comma ("In Beijing on Friday evening, …")."""

DEED_REACH = 4
"""How far behind its verb the subject may begin ("In Peking warnte Blinken")."""

LED_CHARACTERS = 2
"""Between a time, a name or a verb and the place that follows it stand a comma and a space at most."""

DEED_WORDS = 3
"""How many words behind a subject its verb may take ("had earlier told")."""


def find_presences(page: Page, sentence: tuple[int, int], clauses: list[Clause], links: list[Link]) -> list[Trigger]:
    """Return a trigger for each town that a sentence says somebody is in, in languages that list such deeds."""
    if not names_town(page, sentence):
        return []
    frame = next((f for f in page.grammar.lexicon.frames if f.scheme is Scheme.VISIT and f.verbs), None)
    if frame is None:
        return []
    found = []
    for town in page.names_between(*sentence):
        if town.value.entity_kind != EntityKind.PLACE:
            continue
        marker = _marker(page, town)
        if marker is None:
            continue
        trigger = _beside_name(page, marker, town, frame, clauses, links) or _leading(
            page, marker, town, frame, clauses, links
        )
        if trigger is None and page.grammar.lexicon.free_order:
            trigger = _told_there(page, marker, town, frame, clauses, links)
        if trigger is not None:
            found.append(trigger)
    return found


def names_town(page: Page, sentence: tuple[int, int]) -> bool:
    """Tell whether a sentence may say that somebody is in a town."""
    if not page.grammar.lexicon.support.deeds:
        return False
    return any(name.value.entity_kind == EntityKind.PLACE for name in page.names_between(*sentence))


def _marker(page: Page, town: Hit[Name]) -> tuple[int, int] | None:
    """Return where the "in" stands directly before a town."""
    for start, end in ((w.start, w.end) for w in page.words_between(town.start - 3, town.start)):
        if page.text.folded[start:end] == page.grammar.lexicon.markers.place[0] and end + 1 == town.start:
            return start, end
    return None


def _trigger(
    marker: tuple[int, int], anchor: tuple[int, int], frame: Frame, clauses: list[Clause], sentence: tuple[int, int]
) -> Trigger | None:
    clause = next((one for one in clauses if one.start <= marker[0] and marker[1] <= one.end), None)
    if clause is None:
        return None
    return Trigger(*marker, frame, Aspect.RESULT, False, False, anchor, clause, sentence)


def _beside_name(
    page: Page, marker: tuple[int, int], town: Hit[Name], frame: Frame, clauses: list[Clause], links: list[Link]
) -> Trigger | None:
    """Read "Blinken, in Beijing, …", and a headline's "Blinken in Beijing: …"."""
    folded, sentence = page.text.folded, page.sentence_at(marker[0])
    person = next((k for k in links if k.is_person and 1 <= marker[0] - k.end <= 2), None)
    if person is None or person.start < sentence[0]:
        return None
    closing = folded.find(",", town.end, town.end + LEADING_CHARACTERS)
    timed = closing >= 0 and page.words_between(town.end, closing).of(Part.TIME)  # "Blinken, in Beijing on Monday, …"
    inserted = folded[person.end : marker[0]] == ", " and (closing == town.end or bool(timed))
    titled = page.field is ArticleField.TITLE and person.start == sentence[0] and folded[person.end] == " "
    return _trigger(marker, marker, frame, clauses, sentence) if inserted or titled else None


def _leading(
    page: Page, marker: tuple[int, int], town: Hit[Name], frame: Frame, clauses: list[Clause], links: list[Link]
) -> Trigger | None:
    """Read "In Beijing on Friday, Blinken told …": the verb carries the cues ("will tell", "did not")."""
    folded, sentence = page.text.folded, page.sentence_at(marker[0])
    if not _opens(page, sentence[0], marker[0]):
        return None
    small = SmallWords(page, links)
    comma = folded.find(", ", town.end, town.end + LEADING_CHARACTERS)
    end = comma + 2
    if comma < 0:  # "In Beijing on Friday Blinken told …"
        near = page.words_between(town.end, min(sentence[1], town.end + LEADING_CHARACTERS)).of(Part.TIME)
        end = max((time.end for time in near), default=town.end) + 1
    times = page.words_between(town.end, end).of(Part.TIME)
    if folded[town.end : end].strip(" ,") and not times:
        return None
    person = next((k for k in small.people if k.start >= end), None)
    if person is None or not (person.start == end or small.only_titles(end, person.start)):
        return None
    if small.is_owner(person):
        return None
    at = person.end + 1
    for word in folded[at : sentence[1]].split(" ")[:DEED_WORDS]:
        at += len(word) + 1
        if word.strip(",.") in page.grammar.lexicon.support.deeds:
            return _trigger(marker, (person.end, at - 1), frame, clauses, sentence)
    return None


def _opens(page: Page, start: int, at: int) -> bool:
    """Tell whether a place opens its sentence, a time or an occasion before it at most: "At a briefing in Beijing"."""
    if page.grammar.lexicon.free_order or start == at:
        return start == at
    rest = list(page.text.folded[start:at])
    words = page.words_between(start, at)
    for word in (*words.of(Part.TIME), *words.of(Part.MARKER), *words.of(Part.CLASS, "occasions")):
        rest[word.start - start : word.end - start] = " " * (word.end - word.start)
    return not "".join(rest).strip(" ,")


def _told_there(
    page: Page, marker: tuple[int, int], town: Hit[Name], frame: Frame, clauses: list[Clause], links: list[Link]
) -> Trigger | None:
    """Read "In Peking warnte Blinken …", "Blinken hat am Freitag in Peking gewarnt", where words stand in free order.

    The place must open its clause or follow a time, the person or the verb of telling at once: elsewhere it may be that
    of what is told ("warnte vor Streit in Peking").
    """
    clause = next((one for one in clauses if one.start <= marker[0] and town.end <= one.end), None)
    if clause is None:
        return None
    folded, words = page.text.folded, page.words_between(clause.start, clause.end)
    deed = _deed(page, clause)
    if deed is None or any(word.value.part is Part.PLUPERFECT for word in words):
        return None
    small = SmallWords(page, links)
    people = [k for k in small.people if clause.start <= k.start and k.end <= clause.end]
    person = next((k for k in people if small.marker_before(k) is None and not small.is_owner(k)), None)
    if person is None or person.start > deed[1] + DEED_REACH:
        return None
    ends = [word.end for word in words if word.value.part is Part.TIME] + [person.end, deed[1]]
    opens = not folded[clause.start : marker[0]].strip(" \"'")
    if not opens and not any(0 <= marker[0] - end <= LED_CHARACTERS for end in ends):
        return None
    return _trigger(marker, deed, frame, clauses, page.sentence_at(marker[0]))


def _deed(page: Page, clause: Clause) -> tuple[int, int] | None:
    """Return where the first verb of telling stands in a clause."""
    deeds, at = page.grammar.lexicon.support.deeds, clause.start
    for word in page.text.folded[clause.start : clause.end].split(" "):
        bare = word.strip(",.;:\"'()")
        if bare and bare in deeds:
            return at, at + len(word.rstrip(",.;:\"'()"))
        at += len(word) + 1
    return None
