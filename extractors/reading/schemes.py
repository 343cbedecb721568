"""How each scheme fills its roles: a trigger with its surroundings in, roles out, None where nobody fits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from extractors.phrases import Hit
from extractors.reading.grammar import Part, Word
from extractors.reading.linking import NamedSide, World
from extractors.reading.links import Link, Participant
from extractors.reading.names import NameKind
from extractors.reading.page import Page
from extractors.reading.roles import RoleFinder, Roles, participants_of
from extractors.reading.triggers import Aspect, Clause, Trigger
from extractors.reading.word_order import (
    has_unknown_partner,
    participants_in_clause,
    person_acted_upon,
    place_in_clause,
)
from extractors.records.reading import ArticleField, MentionForm
from seeds.entities import EntityKind
from seeds.lexicon import Scheme
from seeds.watches import EventMode

NEED_WORDS = 14
"""How far from its verb the word it needs may stand ("lifted, after five years, the sanctions")."""

NEW_DAYS = 30
"""How long after its day an appointment may be told without its title."""

LEADING_CHARACTERS = 8
"""The longest leading clause that only says "during the talks" (会谈中)."""

PAIR_WORDS = 3
"""How far before its verb or noun a pair word may stand ("the two men then briefly met")."""

PAIR_OPENING_CHARACTERS = 16
"""A pair word this close to its sentence's start is its subject ("On Friday they …")."""

TITLE_CHARACTERS = 14
"""How long a title may be between a partner marker and the name ("与到访的美国国防部长…")."""

PLACE_WORDS = 12
"""How far behind its verb a visit's place may stand."""


class Surroundings:
    """What a scheme may look at: one page with its links, the sentence's clauses, and what came before."""

    def __init__(
        self,
        page: Page,
        links: list[Link],
        world: World,
        sides: Callable[[int, int], set[str | None]],
        last_pair: tuple[Participant, ...],
        last_person: Participant | None,
    ) -> None:
        self.page = page
        self.finder = RoleFinder(page, links)
        self.links = links
        self.world = world
        self.sides = sides
        self.last_pair = last_pair
        self.last_person = last_person
        self.clauses: list[Clause] = []
        self.article_sides: set[str | None] = set()
        self.all_sides: list[NamedSide] = []

    def joined_third(self, start: int, end: int) -> bool:
        """Tell whether a third country stands beside "and" or "with" in a span: it takes part itself."""
        page = self.page
        markers = [
            w
            for w in page.words_between(start, end)
            if w.value.part is Part.MARKER and w.value.name in ("joiners", "partner", "between")
        ]
        edges = {w.end for w in markers} | {w.end + 1 for w in markers}
        starts = {w.start for w in markers} | {w.start - 1 for w in markers}
        return any(
            side.side not in self.world.main_sides and (side.start in edges or side.end in starts)
            for side in self.all_sides
            if start <= side.start and side.end <= end
        )


def find_roles(trigger: Trigger, around: Surroundings) -> Roles | None:
    """Return the roles of a trigger by its frame's scheme."""
    return _SCHEMES[trigger.frame.scheme](trigger, around)


# -- two people


def _mutual(trigger: Trigger, around: Surroundings) -> Roles | None:
    if trigger.passive and trigger.frame.passive is False:
        return None
    if around.page.grammar.lexicon.free_order:
        return _mutual_in_free_order(trigger, around)
    subjects, objects = _ends(trigger, around)
    before = around.finder.partner_before(trigger)
    if before and not objects:
        objects = before
        subjects = [link for link in subjects if link not in before] or around.finder.subject_before(
            before[0].start, trigger.clause
        )
    people = participants_of([*subjects, *objects])
    if trigger.needs_plural and around.page.field is ArticleField.TEXT and len(participants_of(subjects)) < 2:
        pairs = around.finder.party_words(Part.PAIR, trigger.clause.start, trigger.start)
        if not pairs:
            return None
    loose = False
    stranger = not objects and _has_other_object(trigger, around)
    if len(people) < 2 and trigger.frame.mode is EventMode.HANDSHAKE:
        everybody = participants_of(around.finder.people)
        if len(everybody) == 2 and {p.side for p in everybody} == set(around.world.main_sides):
            people = everybody
    if len(people) < 2 and not stranger and trigger.aspect is Aspect.PRESUPPOSED:
        people = _two_in_clause(trigger, around) or people
    if len(people) < 2 and not stranger:
        people, loose = _complete(trigger, people, around)
    if len(people) < 2:
        return None
    if trigger.frame.linked and not objects and not _is_remote(trigger, around):
        return None
    third = stranger or len(people) > 2 or any(p.foreign for p in people) or _is_multilateral(trigger, around)
    return Roles(actors=people, recipients=people, third=third, loose=loose, place=_place(trigger, around))


def _mutual_in_free_order(trigger: Trigger, around: Surroundings) -> Roles | None:
    finder = around.finder
    people = participants_of(participants_in_clause(trigger, finder))
    if len(people) < 2:
        people = _join(people, participants_of(finder.before_opener(trigger)))
    loose = False
    if len(people) < 2 and trigger.frame.mode is EventMode.HANDSHAKE:  # "estrechó la mano de Li"
        everybody = participants_of(finder.people)
        if len(everybody) == 2 and {p.side for p in everybody} == set(around.world.main_sides):
            people = everybody
    if len(people) < 2 and not has_unknown_partner(trigger, finder):
        people, loose = _complete(trigger, people, around)
    if len(people) < 2:
        return None
    third = len(people) > 2 or any(p.foreign for p in people) or _is_multilateral(trigger, around)
    return Roles(actors=people, recipients=people, third=third, loose=loose, place=_place(trigger, around))


def _has_other_object(trigger: Trigger, around: Surroundings) -> bool:
    """Tell "Austin and Li met with Indonesian officials": an object follows, and it is nobody we know."""
    page = around.page
    if not trigger.is_noun and page.unknown_word_at(trigger.end):
        return True
    if not page.grammar.lexicon.spaced and _partner_unknown(trigger, around):
        return True
    for word in page.words_between(trigger.end, min(trigger.clause.end, trigger.end + 28)):
        if page.text.folded[trigger.end : word.start].strip() not in ("", "the"):
            return False
        if word.value.part is Part.OTHER_SIDE:
            return True
        if word.value.part is Part.MARKER and word.value.name == "partner":
            pairs = around.finder.party_words(Part.PAIR, word.end, trigger.clause.end)
            pronouns = around.finder.party_words(Part.PRONOUN, word.end, trigger.clause.end)
            return not pairs and not pronouns
    return False


def _partner_unknown(trigger: Trigger, around: Surroundings) -> bool:
    """Tell "与博雷利会谈": a partner marker stands before the verb, and nobody we know behind it."""
    page = around.page
    anchor = min(trigger.start, trigger.anchor[0])
    known = [*around.finder.party_words(Part.PAIR, trigger.clause.start, anchor)]
    known += around.finder.party_words(Part.PRONOUN, trigger.clause.start, anchor)
    starts = {w.start for w in known} | {link.start for link in around.links if link.is_person}
    for word in page.words_between(trigger.clause.start, anchor):
        if word.value.part is Part.MARKER and word.value.name == "partner":
            near = [start for start in starts if word.end <= start <= word.end + TITLE_CHARACTERS]
            if not near and word.end < anchor:
                return True
    return False


def _two_in_next_clause(trigger: Trigger, around: Surroundings) -> tuple[Participant, ...]:
    """The two people of "会谈中，李尚福向奥斯汀表示": a short leading clause, and one of each side in the next."""
    clauses = around.clauses
    index = clauses.index(trigger.clause)
    if trigger.clause.end - trigger.clause.start > LEADING_CHARACTERS or index + 1 >= len(clauses):
        return ()
    if trigger.clause.start != trigger.sentence[0] or around.page.grammar.lexicon.spaced:
        return ()
    after = clauses[index + 1]
    people = participants_of(
        [link for link in around.finder.people if after.start <= link.start and link.end <= after.end]
    )
    return people if len(people) == 2 and {p.side for p in people} == set(around.world.main_sides) else ()


def _is_remote(trigger: Trigger, around: Surroundings) -> bool:
    return any(
        w.value.part is Part.CUE and w.value.name in ("remote", "brief")
        for w in around.page.words_between(*trigger.sentence)
    )


def _two_in_clause(trigger: Trigger, around: Surroundings) -> tuple[Participant, ...]:
    """The two people of "Dong told Austin in a call": one of each side, and nobody else, in the clause."""
    start, end = trigger.clause.start, trigger.clause.end
    people = participants_of([link for link in around.finder.people if start <= link.start and link.end <= end])
    one_each = len(people) == 2 and {p.side for p in people} == set(around.world.main_sides)
    return people if one_each and not around.page.unknown_names(start, end) else ()


def _ends(trigger: Trigger, around: Surroundings) -> tuple[list[Link], list[Link]]:
    """Return the groups before and behind a trigger, each only where grammar allows it a role."""
    finder = around.finder
    if not trigger.is_noun:
        objects = finder.next_to(trigger) if trigger.frame.adjacent else finder.direct_object(trigger)
        if trigger.frame.adjacent and not objects:
            return [], []
        return finder.subject(trigger) or finder.before_opener(trigger), objects
    objects = finder.partner(trigger)
    if not objects and trigger.clause.opener is not None and trigger.clause.opener.value.part is Part.AFTER:
        objects = finder.next_to(trigger)  # "after meeting Li"
    subjects = finder.owner(trigger)
    if not subjects and trigger.anchor[0] < trigger.start:
        subjects = finder.subject_before(trigger.anchor[0], trigger.clause)
    if not subjects:
        subjects = _modifier(trigger, around)
    if not subjects and trigger.aspect is Aspect.PRESUPPOSED:
        subjects = finder.subject_before(trigger.start, trigger.clause) or finder.subject_behind(trigger, objects)
    return subjects or finder.before_opener(trigger), objects


def _modifier(trigger: Trigger, around: Surroundings) -> list[Link]:
    """The people directly before a noun: "the Austin-Li meeting", "中美防长会晤"."""
    finder = around.finder
    for link in reversed(finder.people):
        if link.end <= trigger.start and link.start >= trigger.clause.start:
            if around.page.grammar.gap(around.page.text.folded, link.end, trigger.start) > 3:
                return []
            group = [link]
            for earlier in reversed([p for p in finder.people if p.end <= link.start]):
                if earlier.start < trigger.clause.start or not finder.joined(earlier, group[0]):
                    break
                group.insert(0, earlier)
            return group
    return []


def _complete(
    trigger: Trigger, people: tuple[Participant, ...], around: Surroundings
) -> tuple[tuple[Participant, ...], bool]:
    """Fill a missing side from pair words, pronouns, and the clauses beside; tell whether that is a guess."""
    finder = around.finder
    pairs = [
        w
        for w in finder.party_words(Part.PAIR, trigger.sentence[0], trigger.clause.end)
        if _is_subject(w, trigger, around)
    ]
    if pairs and not people and len(around.last_pair) == 2:
        return around.last_pair, False
    if not people:
        following = _two_in_next_clause(trigger, around)
        if following:
            return following, False
    pronoun = _pronoun(trigger, around)
    if pronoun is not None:
        merged = _join(people, (pronoun,))
        if people and len(merged) == 2:
            return merged, False
    neighbours = participants_of(finder.neighbours(trigger, around.clauses))
    if people and neighbours:
        merged = _join(people, neighbours)
        if len(merged) >= 2:
            return merged, len(neighbours) != 1
    if not people and len(neighbours) == 2:
        return neighbours, False
    return people, False


def _speaker(trigger: Trigger, around: Surroundings) -> Participant | None:
    """Return who says "I": the first person named behind the closing quotation mark."""
    close = around.page.text.folded.find('"', trigger.end, trigger.sentence[1])
    if close < 0:
        return None
    return next((link.participants[0] for link in around.finder.people if link.start > close), None)


def _is_subject(word: Hit[Word], trigger: Trigger, around: Surroundings) -> bool:
    """Tell whether a pair word ("the two", "they", "their") opens the sentence, stands close, or is an object."""
    if word.value.name != "any":
        return False
    page = around.page
    anchor = min(trigger.start, trigger.anchor[0])
    if word.start >= trigger.end:
        return word.end <= trigger.clause.end and page.grammar.gap(page.text.folded, trigger.end, word.start) <= 2
    if word.start - trigger.sentence[0] <= PAIR_OPENING_CHARACTERS:
        return True
    return page.grammar.gap(page.text.folded, word.end, anchor if word.end <= anchor else trigger.start) <= PAIR_WORDS


def _pronoun(trigger: Trigger, around: Surroundings) -> Participant | None:
    """Return whom a pronoun in the clause means: the first person before it in the sentence, else the last subject."""
    words = around.finder.party_words(Part.PRONOUN, trigger.clause.start, trigger.clause.end)
    if not words:
        return None
    if any(word.value.name == "speaker" for word in words):
        return _speaker(trigger, around)
    for link in around.finder.people:
        before = trigger.sentence[0] <= link.start and link.end <= words[0].start
        free = before and not around.finder.is_owner(link) and around.finder.marker_before(link) is None
        if free and len(link.participants) == 1:
            return link.participants[0]
    return around.last_person


def _join(left: tuple[Participant, ...], right: tuple[Participant, ...]) -> tuple[Participant, ...]:
    found = {p.key: p for p in left}
    for participant in right:
        found.setdefault(participant.key, participant)
    return tuple(found.values())


def _is_multilateral(trigger: Trigger, around: Surroundings) -> bool:
    start, end = trigger.clause.start, trigger.clause.end
    return any(
        w.value.part is Part.CUE and w.value.name == "multilateral" for w in around.page.words_between(start, end)
    )


def _place(trigger: Trigger, around: Surroundings) -> str | None:
    finder = around.finder
    after = finder.places(trigger.end, trigger.clause.end)
    before = finder.places(trigger.clause.start, trigger.start)
    towns = [p for p in (*after, *before) if _kind(p, around) == EntityKind.PLACE.value]
    return towns[0] if towns else None


def _kind(entity_id: str, around: Surroundings) -> str:
    entity = around.world.entities.get(entity_id)
    return entity.kind.value if entity is not None else ""


# -- a measure against somebody


def _measure(trigger: Trigger, around: Surroundings) -> Roles | None:
    finder, page = around.finder, around.page
    folded, gap = page.text.folded, page.grammar.gap
    start, end = trigger.clause.start, trigger.clause.end
    needed = finder.class_words(trigger.frame.needs, start, end) if trigger.frame.needs else []
    needed = [
        w
        for w in needed
        if min(abs(gap(folded, w.end, trigger.start)), NEED_WORDS + 1) <= NEED_WORDS
        and gap(folded, trigger.end, w.start) <= NEED_WORDS
    ]
    if trigger.frame.needs and not needed:
        return None
    measure = needed[-1] if needed else None
    target = _target(trigger, measure.end if measure else trigger.end, around)
    if target is None and measure is not None:
        target = _owner_of(measure.start, around, start)
    if target is None and not trigger.is_noun:
        subject = participants_of(finder.subject(trigger))
        objects = participants_of(finder.direct_object(trigger)) or participants_of(finder.fronted(trigger))
        one = objects or subject
        one = one or participants_of(finder.owner(trigger) if trigger.passive else [])
        if len(one) == 1 and (measure is None or trigger.passive or objects or trigger.aspect is Aspect.RESULT):
            target = one[0]
    if (
        target is None
        and page.grammar.lexicon.free_order
        and (trigger.frame.on_person or trigger.aspect is Aspect.RESULT)
    ):
        target = next(iter(participants_of(person_acted_upon(trigger, finder))), None)
    if target is None and finder.party_words(Part.PRONOUN, start, end) and around.last_person is not None:
        target = around.last_person
    if target is None:
        return None
    return Roles(actors=_acting(trigger, around, target), recipients=(target,), third=target.foreign)


def _target(trigger: Trigger, start: int, around: Surroundings) -> Participant | None:
    """Return whoever stands behind a target marker, after the measure or else before it; a stranger if unknown."""
    page = around.page
    low, high = trigger.clause.start, trigger.clause.end
    markers = [w for w in page.words_between(low, high) if w.value.part is Part.MARKER and w.value.name == "target"]
    if page.grammar.lexicon.free_order:
        return _target_in_free_order(trigger, markers, around)
    for word in markers:
        if any(w.value.part is Part.TIME and 0 <= w.start - word.end <= 1 for w in page.words_between(low, high)):
            continue
        if word.start >= start and page.grammar.gap(page.text.folded, start, word.start) <= 6:
            return _behind_marker(word, around, high)
    if not page.grammar.lexicon.target_before:
        return None
    for word in reversed(markers):
        if word.end <= start:
            return _behind_marker(word, around, start)
    return None


def _target_in_free_order(trigger: Trigger, markers: list[Hit[Word]], around: Surroundings) -> Participant | None:
    """Return the person with a target marker in the clause; a stranger where the measure's marker has another."""
    page, finder = around.page, around.finder
    for link in finder.people:
        if trigger.clause.start <= link.start and link.end <= trigger.clause.end:
            if "target" in finder.markers_of(link):
                return link.participants[0]
    needs = trigger.frame.needs
    measures = finder.class_words(needs, trigger.clause.start, trigger.clause.end) if needs else []
    for word in markers:
        for measure in measures:
            first, second = (word, measure) if page.grammar.lexicon.postpositions else (measure, word)
            if first.end <= second.start and page.grammar.gap(page.text.folded, first.end, second.start) <= 2:
                return Participant(None, foreign=True)
    return None


def _behind_marker(word: Hit[Word], around: Surroundings, high: int) -> Participant:
    page, finder = around.page, around.finder
    reach = min(high, word.end + 90)
    people = [link for link in finder.people if word.end <= link.start and link.end <= reach]
    organisations = [
        hit for hit in page.names_between(word.end, reach) if hit.value.entity_kind == EntityKind.ORGANISATION.value
    ]
    first = people[0].start if people else reach
    if any(at < first for at in page.unknown_names(word.end, first)):
        return Participant(None, foreign=True)
    if organisations and organisations[0].start < first:
        return around.world.person(organisations[0].value.id)
    if people and page.grammar.gap(page.text.folded, word.end, first) <= 9:
        owner = finder.is_owner(people[0]) and not page.grammar.lexicon.target_before
        return Participant(None, foreign=True) if owner else people[0].participants[0]
    if finder.party_words(Part.PRONOUN, word.end, min(reach, word.end + 8)) and around.last_person is not None:
        return around.last_person
    return Participant(None, foreign=True)


def _owner_of(at: int, around: Surroundings, low: int) -> Participant | None:
    for link in reversed(around.finder.people):
        if low <= link.start and link.end <= at:
            if around.finder.is_owner(link) and around.page.grammar.gap(around.page.text.folded, link.end, at) <= 4:
                return link.participants[0]
            return None
    return None


def _acting(trigger: Trigger, around: Surroundings, target: Participant) -> tuple[Participant, ...]:
    """Return the side that acts: the last country, government or office before the verb, or behind "by"."""
    page = around.page
    anchor = min(trigger.start, trigger.anchor[0])
    sides: list[tuple[int, Participant]] = []
    for hit in page.names:
        if trigger.sentence[0] <= hit.start and hit.end <= trigger.sentence[1]:
            entity = around.world.entities.get(hit.value.id)
            if hit.value.entity_kind == EntityKind.COUNTRY.value:
                sides.append((hit.start, Participant(hit.value.id, None, hit.value.id, "country")))
            elif hit.value.entity_kind == EntityKind.ORGANISATION.value and entity is not None and entity.side:
                sides.append((hit.start, Participant(entity.id, None, entity.side, entity.kind.value)))
            elif hit.value.kind in (NameKind.OFFICE,) or hit.value.entity_kind == EntityKind.PERSON.value:
                sides.append((hit.start, Participant(hit.value.id, None, hit.value.side, "person")))
    before = [p for start, p in sides if start < anchor and p.entity != target.entity and not _owns(start, around)]
    return (before[0],) if before else ()


def _owns(start: int, around: Surroundings) -> bool:
    if around.page.grammar.lexicon.postpositions:  # "中国の李尚福": the country only describes the person
        behind = [s.end for s in around.all_sides if s.start == start]
        return any(link.is_person and 0 <= link.start - end <= 1 for link in around.links for end in behind)
    return any(link.start <= start < link.end and link.is_person for link in around.links) is False and any(
        w.value.part is Part.POSSESSIVE and start < w.start < start + 16
        for w in around.page.words_between(start, start + 18)
    )


# -- a person and a post


def _post(trigger: Trigger, around: Surroundings) -> Roles | None:
    finder, page = around.finder, around.page
    start, end = trigger.clause.start, trigger.clause.end
    objects = finder.direct_object(trigger) or finder.fronted(trigger)
    subjects = finder.subject(trigger)
    gains = trigger.frame.mode is EventMode.APPOINTMENT
    active = not trigger.passive and not trigger.is_noun
    if trigger.is_noun:
        chosen = finder.partner(trigger) or finder.owner(trigger) or _modifier(trigger, around) or _of(trigger, around)
    elif active and (objects or finder.next_to(trigger)):
        chosen = objects or finder.next_to(trigger)
    else:
        chosen = subjects
    if page.grammar.lexicon.free_order and not trigger.is_noun:
        chosen, subjects, objects = person_acted_upon(trigger, finder), [], []
    named = [link for link in (*chosen, *subjects, *objects) if link.form in _NAMED]
    if trigger.frame.of_subject:
        named = [link for link in subjects if link.form in _NAMED]
        chosen = subjects
    people = participants_of(named[:1] or chosen)[:1]
    if trigger.frame.excludes and finder.class_words(trigger.frame.excludes, start, end):
        return None
    offices = [
        hit
        for hit in page.names
        if start <= hit.start and hit.end <= end and hit.value.kind in (NameKind.OFFICE, NameKind.BARE_OFFICE)
    ]
    sides = {side for side in around.sides(*trigger.sentence) if side is not None}
    ids = {hit.value.id for hit in offices}
    person_side = people[0].side if people else None
    wanted = person_side or (next(iter(sides)) if len(sides) == 1 else None)
    full = {hit.value.id for hit in offices if hit.value.kind is NameKind.OFFICE}
    ids = full or {i for i in ids if wanted is None or around.world.offices.offices[i].side == wanted}
    if not ids and people and people[0].entity:
        if trigger.frame.needs and not finder.class_words(trigger.frame.needs, start, end):
            return None
        if gains and trigger.is_noun:
            return None
        if gains:  # "Dong Jun was appointed on Friday": to what he then holds
            new = _newly_held(people[0].entity, around.world)
            held = around.world.offices.offices_of(people[0].entity, around.world.on, around.world.known_on)
            gained = _gained(people[0], new or set(held))
            return gained if new or gained is None else replace(gained, loose=True)
        ids = set(around.world.offices.ever_held(people[0].entity, around.world.known_on))
    if not ids or (not people and not gains):
        return None
    if people and people[0].foreign:
        return None
    acting = tuple(Participant(side, None, side, "country") for side in ([wanted] if wanted else []))
    return Roles(actors=acting, recipients=people, office_ids=tuple(sorted(ids)))


def _newly_held(person_id: str, world: World) -> set[str]:
    """Return the offices that a person took in the weeks before the article."""
    table = world.offices
    return {
        office_id
        for office_id in table.offices_of(person_id, world.on, world.known_on)
        if (started := table.since(office_id, person_id, world.on, world.known_on)) is not None
        and (world.on - started).days <= NEW_DAYS
    }


def _gained(person: Participant, offices: set[str]) -> Roles | None:
    if not offices or person.side is None:
        return None
    side = Participant(person.side, None, person.side, "country")
    return Roles(actors=(side,), recipients=(person,), office_ids=tuple(sorted(offices)))


def _of(trigger: Trigger, around: Surroundings) -> list[Link]:
    for link in around.finder.people:
        if trigger.end <= link.start <= trigger.end + 30 and link.end <= trigger.clause.end:
            return [link]
    return []


# -- a person and a place


def _visit(trigger: Trigger, around: Surroundings) -> Roles | None:
    finder, page = around.finder, around.page
    subjects = (
        finder.subject(trigger)
        if not trigger.is_noun
        else (
            finder.owner(trigger)
            or finder.subject_before(trigger.anchor[0], trigger.clause)
            or _of_clause(trigger, around)
        )
    )
    subjects = subjects or finder.before_opener(trigger) or finder.subject_behind(trigger, [])
    if not subjects and "vehicles" in page.grammar.lexicon.classes:
        owner = finder.owner(trigger)
        if owner and finder.class_words("vehicles", owner[0].end, trigger.start):
            subjects = owner
    free = page.grammar.lexicon.free_order
    if free:
        subjects = participants_in_clause(trigger, finder)[:1] or subjects
    loose = False
    people = participants_of(subjects)
    if not people:
        people = participants_of(finder.neighbours(trigger, around.clauses))
        loose = trigger.aspect is not Aspect.PRESUPPOSED
    if not people and finder.party_words(Part.PRONOUN, *trigger.sentence) and around.last_person is not None:
        people, loose = (around.last_person,), False
    if not people:
        return None
    if trigger.frame.place is not None:
        return Roles(actors=people[:1], place=trigger.frame.place, loose=loose)
    places = [
        hit
        for hit in page.names
        if trigger.end - 1 <= hit.start
        and hit.end <= trigger.clause.end
        and hit.value.entity_kind in (EntityKind.PLACE.value, EntityKind.COUNTRY.value)
        and page.grammar.gap(page.text.folded, trigger.end, hit.start) <= PLACE_WORDS
    ]
    if not places:
        named = place_in_clause(trigger, finder) if free else []
        return Roles(actors=people[:1], place=named[0], loose=loose) if named else None
    first = [hit for hit in places if hit.start == places[0].start]
    town = next((h for h in first if h.value.entity_kind == EntityKind.PLACE.value), first[0])
    if page.unknown_names(trigger.end, town.start):
        return None
    return Roles(actors=people[:1], place=town.value.id, loose=loose)


def _of_clause(trigger: Trigger, around: Surroundings) -> list[Link]:
    return around.finder.subject_before(trigger.start, trigger.clause)


# -- two sides


def _clash(trigger: Trigger, around: Surroundings) -> Roles | None:
    start, end = trigger.sentence
    if trigger.frame.needs and not around.finder.class_words(trigger.frame.needs, start, end):
        return None
    return _two_sides(trigger, around)


def _channel(trigger: Trigger, around: Surroundings) -> Roles | None:
    start, end = trigger.clause.start, trigger.clause.end
    if trigger.frame.needs and not around.finder.class_words(trigger.frame.needs, start, end):
        return None
    return _two_sides(trigger, around)


def _two_sides(trigger: Trigger, around: Surroundings) -> Roles | None:
    main = around.world.main_sides
    clause = around.sides(trigger.clause.start, trigger.clause.end)
    sentence = around.sides(*trigger.sentence) | {
        p.side
        for link in around.links
        if trigger.sentence[0] <= link.start and link.end <= trigger.sentence[1]
        for p in link.participants
        if p.side
    }
    sides = clause if set(main) <= clause else sentence
    both = any(w.value.name == "sides" for w in around.finder.party_words(Part.PAIR, *trigger.sentence))
    if both and set(main) <= around.article_sides and None not in clause:
        sides = set(main)
    if not set(main) <= sides:
        return None
    if trigger.frame.scheme is Scheme.CHANNEL and around.joined_third(*trigger.sentence):
        return None
    if None in clause and not set(main) <= clause:
        return None
    ordered = sorted(main)
    people = tuple(Participant(side, None, side, "country") for side in ordered)
    return Roles(actors=people, recipients=people, third=False, place=None)


_NAMED = frozenset({MentionForm.NAME, MentionForm.SHORT_NAME})

_SCHEMES: dict[Scheme, Callable[[Trigger, Surroundings], Roles | None]] = {
    Scheme.MUTUAL: _mutual,
    Scheme.MEASURE: _measure,
    Scheme.POST: _post,
    Scheme.VISIT: _visit,
    Scheme.CLASH: _clash,
    Scheme.CHANNEL: _channel,
}
