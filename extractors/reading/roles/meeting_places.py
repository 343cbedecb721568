"""Where two people did something: a trigger with its surroundings in, the place that its clause tells out, if any."""

from __future__ import annotations

from collections.abc import Set

from extractors.reading.mentions.small_words import strip_articles
from extractors.reading.roles.surroundings import Surroundings
from extractors.reading.roles.word_order import place_marker
from extractors.reading.text.grammar import Part
from extractors.reading.triggers.aspects import Aspect
from extractors.reading.triggers.triggers import Trigger
from seeds.entities import EntityKind
from seeds.lexicon import CueKind
from seeds.watches import EventMode

LONGEST_IN = 2
"""The length of "in" and "at", behind which the place itself stands."""

NEAR_CHARACTERS = 14
"""How far behind the verb, or one who takes part, the marker of the place may stand: "on Wednesday" fits between, "to
discuss the war in Ukraine" does not."""


_PAST = frozenset({Aspect.FINITE_PAST, Aspect.PERFECT, Aspect.PLUPERFECT})

POINTING_SENTENCES = 2
"""How many sentences back the place may be named that "there" points to."""

PLACE_CHARACTERS = 32
"""The longest name of a place with its article."""


def place_of_meeting(trigger: Trigger, around: Surroundings) -> str | None:
    """Return the place that a marker leads to right behind the verb or those who take part, a country too.

    Where there is none, the first town of the clause; then where a forum that it names is held ("on the sidelines of
    the Shangri-La Dialogue"); last a place in no country, which is often what was spoken of: a sea, a strait.
    """
    places = [] if _leads_away(trigger, around) else _places(trigger, around)
    world = around.world.entities
    towns = [place for place in places if world[place].within is not None]
    if trigger.frame.mode is EventMode.STATEMENT:
        marked = _marked(trigger, around)  # not "talked for an hour, with the South China Sea to the fore"
        places = [place for place in places if place in towns or place in marked]
    found = (*_led_to(trigger, around), *towns, *_hosts(trigger, around), *places, *_set_before(trigger, around))
    return found[0] if found else pointed_place(trigger.end, _end(trigger, around), around)


def pointed_place(start: int, end: int, around: Surroundings) -> str | None:
    """Return the place that "there" between two positions points to: the one led to last, in this sentence or
    shortly before; None where that is no place we know."""
    page, articles = around.page, around.page.grammar.lexicon.markers.articles
    pointing = page.words_between(start, end).of(Part.CLASS, "there")
    if not pointing:
        return None
    at = pointing[0].start
    low = page.sentence_at(at)[0]
    for _ in range(POINTING_SENTENCES):
        low = page.sentence_at(max(0, low - 2))[0]
    words = page.words_between(low, at)
    left = {word.start for word in words.of(Part.MARKER, "target")}
    third = {side.start for side in around.sides.within(low, at) if side.side is None}
    for word in reversed([w for w in words.of(Part.MARKER, "place") if w.start not in left]):
        if page.is_unknown_capital(word.end + 1) or word.end + 1 in third:
            return None
        for hit in page.names_between(word.end, word.end + PLACE_CHARACTERS):
            led = strip_articles(page.text.folded[word.end : hit.start], articles) == ""
            if led and hit.value.entity_kind in (EntityKind.PLACE, EntityKind.COUNTRY):
                return hit.value.id
    return _named_in_sentence(at, third, around)


def described_place(trigger: Trigger, around: Surroundings) -> str | None:
    """Return the place of "left Beijing, where Blinken had arrived": the one directly before the word for "where"."""
    opener, page = trigger.clause.opener, around.page
    if opener is None or trigger.aspect not in _PAST:
        return None
    if not page.words_between(opener.start, opener.end).of(Part.CLASS, "where"):
        return None
    before = page.names_between(max(0, opener.start - PLACE_CHARACTERS), opener.start)
    near = [hit for hit in before if not page.text.folded[hit.end : opener.start].strip(" ,")]
    return next((hit.value.id for hit in near if hit.value.entity_kind == EntityKind.PLACE), None)


def _named_in_sentence(at: int, third: Set[int], around: Surroundings) -> str | None:
    """Return the town of "took off from Beijing, the day he landed there": the last place named in the sentence."""
    page, low = around.page, around.page.sentence_at(at)[0]
    towns = [hit for hit in page.names_between(low, at) if hit.value.entity_kind == EntityKind.PLACE]
    owners = page.grammar.lexicon.party.possessive or ("\0",)
    if not towns or page.text.folded.startswith(owners, towns[-1].end):
        return None
    behind = page.words_between(towns[-1].end, at).of(Part.MARKER)
    if any(page.is_unknown_capital(word.end + 1) or word.end + 1 in third for word in behind):
        return None  # "left Beijing for London, the day he landed there"
    return towns[-1].value.id


def is_set_in_place(trigger: Trigger, around: Surroundings) -> bool:
    """Tell "saw Dong in Kuala Lumpur on Friday", a meeting, from "saw Dong across the room", "saw Dong speak"."""
    finder, page = around.finder, around.page
    objects = finder.next_to(trigger) if page.grammar.lexicon.spaced and not trigger.is_noun else []
    if not objects or not trigger.frame.adjacent or finder.is_owner(objects[-1]):
        return False
    start = objects[-1].end
    joiners = page.words_between(start, trigger.clause.end).of(Part.MARKER, "joiners")
    end = next((w.start for w in joiners if page.text.folded[start : w.start].strip()), trigger.clause.end)
    forum = any(hit.value.entity_kind == EntityKind.FORUM for hit in page.names_between(start, end))
    return bool(page.text.folded[start:end].strip(" .")) and not forum and finder.is_only_setting(start, end)


def _led_to(trigger: Trigger, around: Surroundings) -> list[str]:
    kinds = (EntityKind.PLACE, EntityKind.COUNTRY)
    clause = trigger.clause
    found = []
    for hit in around.page.names_between(clause.start, _end(trigger, around)):
        marker = place_marker(hit.start, hit.end, around.finder) if hit.value.entity_kind in kinds else None
        if marker is not None and _is_near(min(marker.start, hit.start), trigger, around):
            found.append((kinds.index(hit.value.entity_kind), hit.start, hit.value.id))
    return [identifier for _, _, identifier in sorted(found)]


def is_set_abroad(trigger: Trigger, around: Surroundings) -> bool:
    """Tell "spoke with Dong in Kuala Lumpur": behind a verb said of calls a marker leads to a third country."""
    if trigger.frame.mode is not EventMode.CALL or trigger.is_noun:
        return False
    world, main = around.world.entities, around.world.main_sides
    for hit in around.page.names_between(trigger.end, _end(trigger, around)):
        if hit.value.entity_kind not in (EntityKind.PLACE, EntityKind.COUNTRY):
            continue
        marker = place_marker(hit.start, hit.end, around.finder)
        if marker is None or marker.end + 1 != hit.start or marker.end - marker.start > LONGEST_IN:
            continue  # "talked to Dong about the war in Ukraine", "in the South China Sea"
        if _is_near(marker.start, trigger, around):
            place = world[hit.value.id]
            return place.side not in main and place.within not in main and place.id not in main
    return False


def _marked(trigger: Trigger, around: Surroundings) -> set[str]:
    """Return what stands behind a marker of a place in the clause."""
    named = around.page.names_between(trigger.clause.start, _end(trigger, around))
    return {hit.value.id for hit in named if place_marker(hit.start, hit.end, around.finder) is not None}


def _set_before(trigger: Trigger, around: Surroundings) -> list[str]:
    """Return the town of "在北京，布林肯与秦刚会谈": a short clause sets the scene, in a script without spaces."""
    page, start, end = around.page, trigger.sentence[0], trigger.clause.start
    single = "," not in page.text.folded[start : max(start, end - 1)]
    if page.grammar.lexicon.spaced or not single or not 0 < end - start <= NEAR_CHARACTERS:
        return []
    if any(start <= link.start < end for link in around.finder.people):
        return []
    towns = [hit for hit in page.names_between(start, end) if hit.value.entity_kind == EntityKind.PLACE]
    return [hit.value.id for hit in towns if place_marker(hit.start, hit.end, around.finder) is not None]


def _leads_away(trigger: Trigger, around: Surroundings) -> bool:
    """Tell "met Wang Yi in Munich, and discussed a trip to Beijing": a town that no list knows comes first."""
    page = around.page
    if not page.capitals_speak:
        return False
    for word in page.words_between(trigger.end, _end(trigger, around)):
        led = word.value.part is Part.MARKER and word.value.name == "place" and word.end - word.start <= LONGEST_IN
        if led and _is_near(word.start, trigger, around) and page.is_unknown_capital(word.end + 1):
            return True
    return False


def _end(trigger: Trigger, around: Surroundings) -> int:
    """Return where a clause begins to speak of an earlier event: "spoke on Tuesday, … since they met in California"."""
    words = around.page.words_between(trigger.end, trigger.clause.end)
    return next((word.start for word in words.named(CueKind.SINCE)), trigger.clause.end)


def _is_near(start: int, trigger: Trigger, around: Surroundings) -> bool:
    """Return whether nothing but a few words, none of them leading elsewhere, stand before the place."""
    clause = trigger.clause
    ends = [trigger.end, clause.start, *(link.end for link in around.links if link.start >= clause.start)]
    nearest = max(end for end in ends if end <= start) if clause.start <= start else start + 1
    if not 0 <= start - nearest <= NEAR_CHARACTERS:
        return False
    between = around.page.words_between(nearest, start)
    leads_elsewhere = bool(between.of(Part.MARKER, "oblique"))
    return not leads_elsewhere or bool(between.of(Part.TIME))


def _places(trigger: Trigger, around: Surroundings) -> list[str]:
    finder, clause = around.finder, trigger.clause
    named = (*finder.places(trigger.end, _end(trigger, around)), *finder.places(clause.start, trigger.start))
    return [place for place in named if around.world.entities[place].kind is EntityKind.PLACE]


def _hosts(trigger: Trigger, around: Surroundings) -> list[str]:
    finder, clause = around.finder, trigger.clause
    forums = [around.world.entities[place] for place in finder.places(clause.start, clause.end)]
    return [forum.within for forum in forums if forum.kind is EntityKind.FORUM and forum.within is not None]
