"""Who comes to which place: a trigger with its surroundings in, roles out."""

from __future__ import annotations

from extractors.phrases import Hit
from extractors.reading.mentions.guests import leads_guest
from extractors.reading.mentions.links import Link, Participant
from extractors.reading.mentions.small_words import strip_articles
from extractors.reading.roles.carried import carried_subject
from extractors.reading.roles.meeting_places import described_place, pointed_place
from extractors.reading.roles.roles import Roles, participants_of
from extractors.reading.roles.strangers import has_stranger_before
from extractors.reading.roles.surroundings import Surroundings
from extractors.reading.roles.word_order import opens_statement, participants_in_clause, place_in_clause
from extractors.reading.text.grammar import Part
from extractors.reading.text.names import Name
from extractors.reading.text.page import Page
from extractors.reading.triggers.aspects import Aspect
from extractors.reading.triggers.retold import retelling_verb
from extractors.reading.triggers.triggers import Trigger
from seeds.entities import EntityKind

MARKER_CHARACTERS = 16
"""How far before a place its preposition may begin ("in the Chinese …")."""

PLACE_WORDS = 12
"""How far behind its verb a visit's place may stand."""


THERE_CHARACTERS = 6
"""How far behind its verb "there" may end."""

DESCRIBING_CHARACTERS = 8
"""How far behind its verb the "of" may stand that hangs it on a name."""


def visit_roles(trigger: Trigger, around: Surroundings) -> Roles | None:
    """Return who comes to which place."""
    finder, page = around.finder, around.page
    subjects = (
        finder.subject(trigger)
        if not trigger.is_noun
        else (
            finder.owner(trigger)
            or _owner_behind(trigger, around)
            or _retold(trigger, around)
            or finder.subject_before(trigger.anchor[0], trigger.clause)
            or _of_clause(trigger, around)
        )
    )
    subjects = _described(trigger, around) or subjects
    subjects = subjects or finder.before_opener(trigger) or _subject_of_leading(trigger, around)
    if not subjects and trigger.anchor[0] > trigger.end:  # "In Beijing on Friday Blinken told …"
        subjects = [link for link in finder.people if link.end == trigger.anchor[0]]
    if not subjects and "vehicles" in page.grammar.lexicon.classes:
        owner = finder.owner(trigger)
        if owner and finder.class_words("vehicles", owner[0].end, trigger.start):
            subjects = owner
    free = page.grammar.lexicon.free_order
    if free:
        subjects = participants_in_clause(trigger, finder)[:1] or subjects
        subjects = [link for link in subjects if not opens_statement(link, trigger, finder)]
    loose = False
    people = participants_of(subjects or carried_subject(trigger, around))
    if not people and free and page.grammar.lexicon.spaced and has_stranger_before(trigger, around):
        return None  # "La ministra francesa terminó su visita a Pekín; Blinken …"
    if not people:
        people = participants_of(finder.neighbours(trigger, around.clauses))
        said = any(
            trigger.clause.start <= w.start < trigger.start for w in finder.party_words(Part.PRONOUN, *trigger.sentence)
        )
        loose = trigger.aspect is not Aspect.PRESUPPOSED and not (said and len(people) == 1)
    if not people and finder.party_words(Part.PRONOUN, *trigger.sentence) and around.last_person is not None:
        people, loose = (around.last_person,), False
    if not people and finder.party_words(Part.PRONOUN, trigger.sentence[0], trigger.end):
        around_it = participants_of(finder.people)  # "During his visit on Friday A raised …"
        people = around_it if len(around_it) == 1 else ()
    if not people:
        return None
    if trigger.frame.place is not None:
        return Roles(actors=people[:1], place=trigger.frame.place, loose=loose)
    verb = retelling_verb(page, (trigger.start, trigger.end)) if trigger.is_noun else None
    if verb is not None and finder.places(trigger.end, verb[0]):
        verb = None  # "the visit to Beijing by A was the first"
    low, high = verb or (trigger.end - 1, trigger.clause.end)
    if verb is not None:
        high = _clause_end(verb[1], around)
    entered = (trigger.is_noun or trigger.frame.linked) and not free and page.grammar.lexicon.spaced
    places = [
        hit
        for hit in page.names_between(min(low, trigger.clause.start), high)
        if low <= hit.start
        and hit.end <= high
        and hit.value.entity_kind in (EntityKind.PLACE, EntityKind.COUNTRY)
        and (trigger.frame.adjacent or page.grammar.gap(page.text.folded, trigger.end, hit.start) <= PLACE_WORDS)
        and (not trigger.frame.adjacent or _is_led_to(trigger, hit.start, around))
        and (not entered or _is_entered(page, hit.start))
    ]
    places = places or _place_before(trigger, around)
    if not trigger.frame.leaving and not free:
        places = [hit for hit in places if not _is_left(page, hit.start)]
    if trigger.frame.leaving:
        places = [hit for hit in places if not _is_headed_for(page, trigger, hit.start)]
    if not places:
        named = place_in_clause(trigger, finder) if free and not trigger.frame.leaving else []
        there = pointed_place(trigger.start, trigger.end + THERE_CHARACTERS, around)
        there = there or described_place(trigger, around)
        there = there or _home_of_host(trigger, people, around)
        named = named or ([there] if there is not None else [])
        return Roles(actors=people[:1], place=named[0], loose=loose) if named else None
    first = [hit for hit in places if hit.start == places[0].start]
    town = next((h for h in first if h.value.entity_kind == EntityKind.PLACE), first[0])
    if page.unknown_names(trigger.end, town.start) and not trigger.frame.adjacent:
        return None
    return Roles(actors=_guests(people, town.value.id, around), place=town.value.id, loose=loose)


def _home_of_host(trigger: Trigger, people: tuple[Participant, ...], around: Surroundings) -> str | None:
    """Return the country of who received a guest: "Xi told visiting Secretary of State X", "his visiting colleague"."""
    page, start = around.page, trigger.clause.start
    if trigger.is_noun or trigger.aspect is not Aspect.PRESUPPOSED or not leads_guest(page, trigger.end):
        return None
    if page.words_between(*trigger.sentence).named("remote"):
        return None
    hosts = [link for link in around.finder.people if start <= link.start and link.end <= trigger.start]
    sides = {host.side for link in hosts for host in link.participants}
    side = next(iter(sides)) if len(sides) == 1 else None
    return side if side is not None and all(person.side != side for person in people) else None


def _guests(people: tuple[Participant, ...], place: str, around: Surroundings) -> tuple[Participant, ...]:
    """Return the first of several who are not at home in a place: "Qin Gang and Antony Blinken strolled …"."""
    lexicon = around.page.grammar.lexicon
    if not lexicon.fixed_order:
        return people[:1]
    home = around.world.entities[place].side
    strangers = [person for person in people if person.side != home]
    return tuple(strangers[:1]) or people[:1]


def _place_before(trigger: Trigger, around: Surroundings) -> list[Hit[Name]]:
    """Return the place of "his China visit", "the Beijing talks": before the noun, a country of visits only."""
    page, kinds = around.page, {EntityKind.PLACE} | ({EntityKind.COUNTRY} if trigger.frame.verbs else set())
    inside = page.names_between(trigger.start, trigger.end) if trigger.is_noun and page.grammar.lexicon.spaced else []
    if any(hit.value.entity_kind in kinds for hit in inside):
        return [hit for hit in inside if hit.value.entity_kind in kinds]  # "China-Besuch"
    if not trigger.is_noun or not page.grammar.lexicon.fixed_order:
        return []
    before = page.names_between(max(trigger.clause.start, trigger.start - MARKER_CHARACTERS), trigger.start)
    return [hit for hit in before if hit.end + 1 == trigger.start and hit.value.entity_kind in kinds]


def _is_entered(page: Page, at: int) -> bool:
    """Tell "talks in Beijing" from "talks on Beijing's terms": "in" or "to" stands before a place."""
    folded = page.text.folded
    before = page.words_between(max(0, at - MARKER_CHARACTERS), at)
    marks = before.of(Part.MARKER, "place")
    return any(strip_articles(folded[word.end : at], page.grammar.lexicon.markers.articles) == "" for word in marks)


def _subject_of_leading(trigger: Trigger, around: Surroundings) -> list[Link]:
    """Return the subject behind a leading phrase: "Speaking in Beijing, Blinken said", no verb before him."""
    people = around.finder.subject_behind(trigger, [])
    if not around.page.grammar.lexicon.spaced or not people:
        return people
    comma = around.page.text.folded.rfind(",", trigger.end, people[0].start)
    told = around.page.words_between(comma, people[0].start).of(Part.VERB)  # "Gates, home from Beijing, told Blinken"
    pronouns = around.finder.party_words(Part.PRONOUN, trigger.clause.start, trigger.start)
    speaks = any(word.value.name == "speaker" for word in pronouns)  # '"I came to open channels," Blinken told'
    return [] if told or (trigger.aspect is Aspect.FINITE_PAST and not speaks) else people


def _is_left(page: Page, at: int) -> bool:
    """Tell the Shanghai of "flew from Shanghai to Beijing", which is no place to come to."""
    if not page.grammar.lexicon.spaced:
        return False
    marks = page.words_between(max(0, at - MARKER_CHARACTERS), at)
    articles, folded = page.grammar.lexicon.markers.articles, page.text.folded
    beside = [w for w in marks.of(Part.MARKER, "place") if strip_articles(folded[w.end : at], articles) == ""]
    return any(w.start == beside[-1].start for w in marks.of(Part.MARKER, "target")) if beside else False


def _is_headed_for(page: Page, trigger: Trigger, at: int) -> bool:
    """Tell the Beijing of "leaves on Friday for Beijing", to which somebody is yet to come."""
    if not page.grammar.lexicon.fixed_order:
        return False
    beside = [w for w in page.words_between(max(trigger.end, at - MARKER_CHARACTERS), at) if w.end + 1 == at]
    marks = {word.value.name for word in beside if word.value.part is Part.MARKER}
    return any(word.value.part is Part.TO for word in beside) or ("target" in marks and not marks & {"place", "owner"})


def _owner_behind(trigger: Trigger, around: Surroundings) -> list[Link]:
    """Return the visitor of "the stopover in Beijing of Blinken", "by Blinken", in languages that write spaces."""
    lexicon = around.page.grammar.lexicon
    if not lexicon.fixed_order:
        return []
    return around.finder.owned_by(trigger) or around.finder.agent(trigger)


def _retold(trigger: Trigger, around: Surroundings) -> list[Link]:
    """Return the visitor of "the talks that Antony Blinken held in Beijing"."""
    verb = retelling_verb(around.page, (trigger.start, trigger.end))
    people = [k for k in around.finder.people if verb and trigger.end <= k.start and k.end <= verb[0]]
    return people[:1] if around.page.grammar.lexicon.spaced else []


def _clause_end(at: int, around: Surroundings) -> int:
    return next((clause.end for clause in around.clauses if clause.start <= at <= clause.end), at)


def _is_led_to(trigger: Trigger, at: int, around: Surroundings) -> bool:
    """Tell whether the preposition before a place stands behind the verb itself, a person or a time."""
    page = around.page
    marks = page.words_between(trigger.start, at).of(Part.MARKER, "place")
    if page.words_between(*trigger.sentence).named("remote"):
        return False
    articles = page.grammar.lexicon.markers.articles
    beside = marks and strip_articles(page.text.folded[marks[-1].end : at], articles) == ""
    edge = marks[-1].start if beside else at
    if strip_articles(page.text.folded[trigger.end : at], articles) == "":
        return beside or trigger.frame.leaving  # "left Beijing"; "urged China to …" is no visit
    before = [trigger.end, *(link.end for link in around.finder.people)]
    before += [word.end for word in page.words_between(trigger.end, edge).of(Part.TIME)]
    return any(0 <= edge - end <= 1 for end in before)


def _described(trigger: Trigger, around: Surroundings) -> list[Link]:
    """Return the visitor whom a verb describes: "抵达北京的布林肯", "visiting Secretary of State Antony Blinken"."""
    finder, page = around.finder, around.page
    if page.grammar.lexicon.spaced and trigger.aspect is Aspect.PRESUPPOSED and not trigger.is_noun:
        return [link for link in finder.people if link.start == trigger.end + 1][:1]
    if page.grammar.lexicon.spaced or trigger.is_noun:
        return []
    for word in page.words_between(trigger.end, min(trigger.clause.end, trigger.end + DESCRIBING_CHARACTERS)):
        if word.value.part is Part.POSSESSIVE:
            behind = [k for k in finder.people if word.end <= k.start]
            return [k for k in behind[:1] if k.start == word.end or finder.only_titles(word.end, k.start)]
    return []


def _of_clause(trigger: Trigger, around: Surroundings) -> list[Link]:
    return around.finder.subject_before(trigger.start, trigger.clause)
