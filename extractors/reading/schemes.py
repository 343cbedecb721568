"""How each scheme fills its roles: a trigger with its surroundings in, roles out, None where nobody fits."""

from __future__ import annotations

from collections.abc import Callable

from extractors.phrases import Hit
from extractors.reading.clashes import channel_roles, clash_roles
from extractors.reading.grammar import Part, Word
from extractors.reading.links import Link, Participant
from extractors.reading.measures import measure_roles
from extractors.reading.posts import post_roles
from extractors.reading.roles import Roles, participants_of
from extractors.reading.surroundings import Surroundings
from extractors.reading.triggers import Aspect, Trigger
from extractors.reading.visits import visit_roles
from extractors.reading.word_order import (
    has_stranger,
    has_unknown_partner,
    participants_in_clause,
)
from extractors.records.reading import ArticleField
from seeds.entities import EntityKind
from seeds.lexicon import Scheme
from seeds.watches import EventMode

LEADING_CHARACTERS = 8
"""The longest leading clause that only says "during the talks" (会谈中)."""

PAIR_WORDS = 3
"""How far before its verb or noun a pair word may stand ("the two men then briefly met")."""

PAIR_OPENING_CHARACTERS = 16
"""A pair word this close to its sentence's start is its subject ("On Friday they …")."""

OBJECT_CHARACTERS = 28
"""How far behind its verb the first word of an object may stand."""

TITLE_CHARACTERS = 14
"""How long a title may be between a partner marker and the name ("与到访的美国国防部长…")."""


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
    if not objects and _is_gathering(trigger, around):
        return None
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
    stated = trigger.aspect is Aspect.RESULT and around.page.grammar.lexicon.spaced  # "told Dong in talks on Friday"
    if len(people) < 2 and not stranger and (stated or trigger.aspect is Aspect.PRESUPPOSED):
        people = _two_in_clause(trigger, around) or people
    if len(people) < 2 and not stranger and not _lacks_object(trigger, subjects, objects, around):
        people, loose = _complete(trigger, people, around)
    if len(people) < 2:
        return None
    reached = objects or _is_remote(trigger, around) or _pronoun_follows(trigger, around)
    if trigger.frame.linked and not reached:
        return None
    third = stranger or len(people) > 2 or any(p.foreign for p in people) or _is_multilateral(trigger, around)
    third = third or any(around.finder.names_associate(link) for link in (*subjects, *objects))
    return Roles(actors=people, recipients=people, third=third, loose=loose, place=_place(trigger, around))


def _is_gathering(trigger: Trigger, around: Surroundings) -> bool:
    """Tell "a meeting of Asian ministers", "the ASEAN meeting", where many take part, from one of two."""
    page = around.page
    if not trigger.is_noun or trigger.frame.at_gathering or not page.grammar.lexicon.spaced:
        return False
    folded = page.text.folded
    for word in page.words_between(trigger.end, min(trigger.clause.end, trigger.end + OBJECT_CHARACTERS)):
        owned = word.value.part is Part.MARKER and word.value.name == "owner"
        if owned and not folded[trigger.end : word.start].strip():
            people = any(0 <= link.start - word.end <= OBJECT_CHARACTERS for link in around.finder.people)
            return not people and not around.finder.party_words(Part.PAIR, word.end, word.end + OBJECT_CHARACTERS)
    for hit in page.names_between(max(0, trigger.start - OBJECT_CHARACTERS), trigger.start):
        forum = hit.value.entity_kind == EntityKind.FORUM.value
        if forum and hit.end <= trigger.start and not folded[hit.end : trigger.start].strip():
            return True
    start = folded[: trigger.start].rstrip().rfind(" ") + 1
    if not page.capitals_speak or start <= trigger.sentence[0] or not page.text.cased[start].isupper():
        return False
    return not page.words_between(start, trigger.start) and not page.names_between(start, trigger.start)


def _pronoun_follows(trigger: Trigger, around: Surroundings) -> bool:
    """Tell whether a pronoun is the verb's object ("received him")."""
    words = around.finder.party_words(Part.PRONOUN, trigger.end, trigger.clause.end)
    return any(not around.page.text.folded[trigger.end : word.start].strip() for word in words)


def _lacks_object(trigger: Trigger, subjects: list[Link], objects: list[Link], around: Surroundings) -> bool:
    """Tell whether a verb with one subject has an object that is nobody we know ("Li met troops")."""
    lexicon = around.page.grammar.lexicon
    if trigger.is_noun or objects or not lexicon.spaced or len(participants_of(subjects)) != 1:
        return False
    finder, end = around.finder, trigger.clause.end
    pairs = finder.party_words(Part.PAIR, trigger.sentence[0], end)
    return not pairs and not finder.party_words(Part.PRONOUN, trigger.clause.start, end)


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
    third = third or has_stranger(trigger, finder)
    return Roles(actors=people, recipients=people, third=third, loose=loose, place=_place(trigger, around))


def _has_other_object(trigger: Trigger, around: Surroundings) -> bool:
    """Tell "Austin and Li met with Indonesian officials": an object follows, and it is nobody we know."""
    page = around.page
    if not trigger.is_noun and (page.unknown_word_at(trigger.end) or _name_follows(trigger, around)):
        return True
    if not page.grammar.lexicon.spaced and _partner_unknown(trigger, around):
        return True
    for word in page.words_between(trigger.start, min(trigger.clause.end, trigger.end + OBJECT_CHARACTERS)):
        if word.end < trigger.end or word.start < trigger.start:
            continue
        if page.text.folded[trigger.end : word.start].strip() not in ("", "the"):
            return False
        if word.value.part is Part.OTHER_SIDE and not _ends_with_place(trigger, around):
            return True
        if word.value.part is Part.MARKER and word.value.name == "partner":
            pairs = around.finder.party_words(Part.PAIR, word.end, trigger.clause.end)
            pronouns = around.finder.party_words(Part.PRONOUN, word.end, trigger.clause.end)
            return not pairs and not pronouns
    return False


def _ends_with_place(trigger: Trigger, around: Surroundings) -> bool:
    """Tell whether a verb's last word makes the country behind it a place ("held talks in Singapore")."""
    last = around.page.text.folded[trigger.start : trigger.end].rpartition(" ")[2]
    return not trigger.is_noun and last in around.page.grammar.lexicon.markers.place


def _name_follows(trigger: Trigger, around: Surroundings) -> bool:
    """Tell whether a name that no list knows stands directly behind a verb ("met Prabowo Subianto")."""
    page = around.page
    end = min(trigger.clause.end, trigger.end + OBJECT_CHARACTERS)
    return page.grammar.lexicon.spaced and any(
        page.text.folded[trigger.end : at].strip() == "" for at in page.unknown_names(trigger.end, end)
    )


def _partner_unknown(trigger: Trigger, around: Surroundings) -> bool:
    """Tell "与博雷利会谈": a partner marker stands before the verb, and nobody we know behind it."""
    page = around.page
    anchor = min(trigger.start, trigger.anchor[0])
    known = [*around.finder.party_words(Part.PAIR, trigger.clause.start, anchor)]
    known += around.finder.party_words(Part.PRONOUN, trigger.clause.start, anchor)
    starts = {w.start for w in known} | {link.start for link in around.links if link.is_person}
    for word in page.words_between(trigger.clause.start, anchor):
        if word.value.part is Part.MARKER and word.value.name == "partner":
            near = [start for start in starts if word.end <= start <= word.end + TITLE_CHARACTERS and start < anchor]
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
        w.value.part is Part.CUE and w.value.name in ("remote", "brief", "in_person")
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
        between = trigger.frame.linked and objects and finder.other_noun(trigger, objects[0])
        if between and not _is_remote(trigger, around):
            objects = []  # "spoke of the need for talks with Li"
        if trigger.frame.adjacent and not objects:
            return [], []
        if trigger.passive and not objects:
            objects = finder.agent(trigger)
        subjects = finder.subject(trigger) or finder.before_opener(trigger)
        if not subjects and objects and trigger.aspect in (Aspect.PERFECT, Aspect.PRESUPPOSED):
            subjects = finder.subject_behind(trigger, objects)  # "Having met Li, Austin said …"
        return subjects, objects
    objects = finder.partner(trigger)
    if not objects and trigger.clause.opener is not None and trigger.clause.opener.value.part is Part.AFTER:
        objects = finder.next_to(trigger)  # "after meeting Li"
    subjects = finder.owner(trigger)
    if not subjects and trigger.anchor[0] < trigger.start:
        subjects = finder.subject_before(trigger.anchor[0], trigger.clause)
    if not subjects:
        subjects = finder.modifier(trigger)
    if not subjects and trigger.aspect is Aspect.PRESUPPOSED:
        subjects = finder.subject_before(trigger.start, trigger.clause) or finder.subject_behind(trigger, objects)
    return subjects or finder.before_opener(trigger), objects


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
    stands_in = bool(pairs) and _is_nearer(pairs[-1], people, trigger, around)
    if pairs and (not people or stands_in) and len(around.last_pair) == 2:
        return around.last_pair, False
    if not people:
        following = _two_in_next_clause(trigger, around)
        if following:
            return following, False
    pronoun = _pronoun(trigger, people, around)
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


def _is_nearer(word: Hit[Word], people: tuple[Participant, ...], trigger: Trigger, around: Surroundings) -> bool:
    """Tell whether a pair word, not a name before it, is the subject: "agreed to see Austin, and the two men met"."""
    page = around.page
    close = word.end <= trigger.start and page.grammar.gap(page.text.folded, word.end, trigger.start) <= PAIR_WORDS
    return close and {p.key for p in people} <= {p.key for p in around.last_pair}


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


def _pronoun(trigger: Trigger, people: tuple[Participant, ...], around: Surroundings) -> Participant | None:
    """Return whom a pronoun in the clause means: the first person before it in the sentence, else the last subject.

    Not one who already has a role: "A's wait ended when B received him".
    """
    words = around.finder.party_words(Part.PRONOUN, trigger.clause.start, trigger.clause.end)
    if not words:
        return None
    taken = {p.key for p in people}
    if any(word.value.name == "speaker" for word in words):
        return _speaker(trigger, around)
    for link in around.finder.people:
        before = trigger.sentence[0] <= link.start and link.end <= words[0].start
        free = before and not around.finder.is_owner(link) and around.finder.marker_before(link) is None
        if free and len(link.participants) == 1 and link.participants[0].key not in taken:
            return link.participants[0]
    if around.last_person is None or around.last_person.key in taken:
        named = [k for k in around.finder.people if trigger.sentence[0] <= k.start and k.end <= words[0].start]
        others = [k.participants[0] for k in named if len(k.participants) == 1]
        return next((p for p in others if p.key not in taken), None)
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


_SCHEMES: dict[Scheme, Callable[[Trigger, Surroundings], Roles | None]] = {
    Scheme.MUTUAL: _mutual,
    Scheme.MEASURE: measure_roles,
    Scheme.POST: post_roles,
    Scheme.VISIT: visit_roles,
    Scheme.CLASH: clash_roles,
    Scheme.CHANNEL: channel_roles,
}
