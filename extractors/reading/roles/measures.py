"""Who ends or imposes a measure, and on whom: a trigger with its surroundings in, roles out."""

from __future__ import annotations

from extractors.phrases import Hit
from extractors.reading.mentions.links import Link, Participant
from extractors.reading.mentions.small_words import strip_articles
from extractors.reading.roles.described_measures import described_behind, person_described, person_inserted
from extractors.reading.roles.roles import Roles, participants_of
from extractors.reading.roles.spoken_measures import is_definite, names_anybody, person_listed, taken_up
from extractors.reading.roles.surroundings import Surroundings
from extractors.reading.roles.targets import owner_of, target_of
from extractors.reading.roles.word_order import person_acted_upon
from extractors.reading.text.grammar import Part, Word
from extractors.reading.triggers.aspects import Aspect
from extractors.reading.triggers.triggers import Trigger
from seeds.entities import EntityKind

NEED_WORDS = 18
"""How far from its verb the word it needs may stand ("sanctions put on X under a law in 2018 have been waived")."""

OWN_CHARACTERS = 4
"""What may stand before the country that a clause begins with."""

ENTRY_CHARACTERS = 10
"""How far behind a name "'s name", "'s entry" may end."""

OWN_WORDS = 2
"""How far before a measure the country may stand whose it is ("the US Treasury's long blacklist")."""

_STATES = frozenset({Aspect.RESULT, Aspect.PARTICIPLE})
"""Forms of what was done to the measure itself."""

AGENT_WORDS = 12
"""How far behind its verb "by" may stand ("were dropped on Friday by the White House")."""


def measure_roles(trigger: Trigger, around: Surroundings) -> Roles | None:
    """Return who ends or imposes the measure, and whom it is on."""
    frame, clause = trigger.frame, trigger.clause
    if frame.excludes and around.finder.class_words(frame.excludes, clause.start, clause.end):
        return None
    measure = _measure_word(trigger, around)
    if measure is None:
        known = taken_up(trigger, around)
        if known is not None:
            return Roles(actors=_acting(trigger, None, around, known), recipients=(known,), third=known.foreign)
    if frame.needs and measure is None:
        return None
    target = _acted_upon(trigger, measure, around) if _is_source(trigger, measure, around) else None
    if frame.needs is None and not trigger.is_noun:  # "punished X over arms deals": the object is whom it is on
        target = target or _acted_upon(trigger, measure, around)
    target = target or target_of(trigger, measure.end if measure else trigger.end, around)
    if target is not None and target.kind != "person" and target.side == around.world.main_sides[0]:
        target = None  # "the sanctions list of the US Treasury": whose list it is
    if target is None and measure is not None and _is_on_whom(trigger, around):
        target = next(iter(participants_of(around.finder.before_opener(trigger))), None)
    if target is None and measure is not None:
        target = owner_of(measure.start, around, trigger.clause.start)
        target = target or next(iter(participants_of(around.finder.whose(trigger.clause, measure.start))), None)
    target = target or _acted_upon(trigger, measure, around)
    target = target or person_inserted(trigger, measure, around) or person_described(measure, around)
    if target is None or target.entity is None:
        target = person_listed(trigger, around) or target
    if target is None:
        words = (Part.PRONOUN, Part.STAND_IN)
        if any(around.finder.party_words(part, trigger.clause.start, trigger.clause.end) for part in words):
            target = around.spoken_of(trigger.start, around.world.main_sides[-1]) or around.spoken_of(trigger.start)
        elif measure is not None and is_definite(measure, around) and not names_anybody(trigger, around):
            target = around.last_target  # "The penalties ceased to apply on Friday"
    if trigger.frame.contrary and (target is None or target.side == around.world.main_sides[0]):
        target = around.spoken_of(trigger.start, around.world.main_sides[-1])
    if target is None or _is_of_associate(trigger, target, around):
        return None
    if trigger.frame.contrary:  # whoever is spoken of: those who imposed it have not ended it
        return Roles(recipients=(target,), third=target.foreign)
    if measure is not None and (_is_own(measure, target, around) or _is_done_by_own(trigger, target, around)):
        return None  # "the lifting of China's sanctions was discussed by Li"
    return Roles(actors=_acting(trigger, measure, around, target), recipients=(target,), third=target.foreign)


def _is_on_whom(trigger: Trigger, around: Surroundings) -> bool:
    """Tell "Li, on whom Washington lifted sanctions on Monday", where a target's marker leads a relative clause."""
    opener = trigger.clause.opener
    if opener is None or opener.value.part is not Part.RELATIVE:
        return False
    before = around.page.words_between(trigger.sentence[0], opener.start).of(Part.MARKER, "target")
    return any(word.end + 1 == opener.start for word in before)


def _is_own(measure: Hit[Word], target: Participant, around: Surroundings) -> bool:
    """Tell whether the target's own country imposed the measure: "China's sanctions on US firms"."""
    page = around.page
    if not page.grammar.lexicon.spaced or target.side is None:
        return False
    before = around.sides.within(measure.start - ENTRY_CHARACTERS - 1, measure.start)
    owned = [
        s for s in before if page.text.folded[s.end : measure.start].strip() in page.grammar.lexicon.party.possessive
    ]
    return any(side.side == target.side and side.end < measure.start - 1 for side in owned)


def _is_done_by_own(trigger: Trigger, target: Participant, around: Surroundings) -> bool:
    """Tell "Beijing removed two firms from its list and expects the same for Li": his own country ends no sanctions
    on him."""
    page, low, opener = around.page, trigger.clause.start, trigger.clause.opener
    if trigger.passive or trigger.is_noun or opener is not None or not page.grammar.lexicon.fixed_order:
        return False
    if trigger.frame.on_person or trigger.aspect is not Aspect.FINITE_PAST or target.side is None:
        return False
    if any(target in link.participants for link in around.links if low <= link.start < trigger.start):
        return False  # "China's Li removed from the US list", who was
    before = around.sides.within(low, trigger.start)
    names = page.names_between(low, trigger.start)
    sides: set[str | None] = {side.side for side in before}
    sides |= {hit.value.side for hit in names if hit.value.entity_kind == EntityKind.ORGANISATION and hit.value.side}
    return bool(before) and before[0].start - low <= OWN_CHARACTERS and sides == {target.side}


def _is_of_associate(trigger: Trigger, target: Participant, around: Surroundings) -> bool:
    """Tell "将李尚福的前同事移出": whoever is acted upon is only named by a colleague."""
    start, end = trigger.clause.start, trigger.clause.end
    named = [link for link in around.finder.people if start <= link.start and link.end <= end]
    named = [link for link in named if any(p.key == target.key for p in link.participants)]
    return bool(named) and all(around.finder.names_associate(link) for link in named)


def _measure_word(trigger: Trigger, around: Surroundings) -> Hit[Word] | None:
    """Return the word for the measure: of the clause, else of the one that a relative clause hangs on."""
    if trigger.frame.needs is None:
        return None
    folded, gap = around.page.text.folded, around.page.grammar.gap
    clauses = [(trigger.clause.start, trigger.clause.end), (trigger.sentence[0], trigger.clause.start)]
    if around.page.grammar.lexicon.target_before and not trigger.frame.on_person:
        clauses.pop()  # "拒绝取消制裁，终止了联系": only a list of the clause before stays in mind
    opener = trigger.clause.opener
    if opener is not None and folded[opener.start : opener.end] in ";；":
        clauses.pop()  # "Washington never lifted the sanctions; on Tuesday Beijing lifted Li instead"
    for start, end in (*clauses, *described_behind(trigger, around)):
        near = [
            word
            for word in around.finder.class_words(trigger.frame.needs, start, end)
            if gap(folded, word.end, trigger.start) <= NEED_WORDS and gap(folded, trigger.end, word.start) <= NEED_WORDS
        ]
        near = [w for w in near if not any(v.start == w.end + 1 for v in near)]  # "those sanctions"
        beside = [w for w in near if trigger.passive and 0 <= gap(folded, trigger.end, w.start) <= OWN_WORDS]
        if beside and not around.page.grammar.lexicon.free_order:
            return beside[0]  # "was taken out of the US sanctions, one of many penalties on others"
        object_ = [w for w in near if not trigger.is_noun and 0 <= gap(folded, trigger.end, w.start) <= OWN_WORDS]
        object_ = [w for w in object_ if w.start >= trigger.end]
        if object_ and not trigger.passive and around.page.grammar.lexicon.spaced and not trigger.frame.on_person:
            return object_[0]  # "lifted sanctions on Turkey under the law of those on Li"
        near = [w for w in near if not _is_topic(w, trigger, around)]
        if near and not (near[-1].end <= trigger.start and _removes_another(trigger, around)):
            return near[-1]
    return None


def _is_topic(measure: Hit[Word], trigger: Trigger, around: Surroundings) -> bool:
    """Tell "withdrew a statement on the sanctions", "ended a debate about them", whose object only speaks of them."""
    lexicon, folded = around.page.grammar.lexicon, around.page.text.folded
    if not lexicon.fixed_order or trigger.is_noun or trigger.passive or measure.start <= trigger.end:
        return False
    named = folded[trigger.end : measure.start].split()[:1]
    about = around.finder.class_words("topics", trigger.end, measure.start)
    return (
        bool(named)
        and named[0] in lexicon.markers.articles
        and any(
            not strip_articles(folded[word.end : measure.start].strip(), lexicon.markers.articles) for word in about
        )
    )


def _removes_another(trigger: Trigger, around: Surroundings) -> bool:
    """Tell "the lifting of sanctions on X removes an obstacle", whose verb has an object of its own behind it."""
    lexicon, folded = around.page.grammar.lexicon, around.page.text.folded
    opener = trigger.clause.opener
    relative = opener is not None and opener.value.part is Part.RELATIVE
    if not lexicon.fixed_order or trigger.is_noun or trigger.passive or relative or trigger.aspect in _STATES:
        return False
    word = folded[trigger.end : trigger.clause.end].split()[:1]
    if not word or word[0] not in lexicon.markers.articles:
        return False
    start = trigger.end + 1
    return not any(w.start <= start + len(word[0]) + 1 for w in around.page.words_between(start, trigger.clause.end))


def _is_source(trigger: Trigger, measure: Hit[Word] | None, around: Surroundings) -> bool:
    """Tell whether somebody is taken out of the measure ("removed X from the list"), not the measure off somebody."""
    lexicon = around.page.grammar.lexicon
    if measure is None or trigger.frame.on_person or lexicon.free_order or lexicon.target_before:
        return measure is not None and trigger.frame.on_person
    if measure.start < trigger.end:
        return False
    if trigger.aspect is Aspect.RESULT:
        return True
    folded = around.page.text.folded
    return any(
        word.value.part is Part.MARKER and word.value.name == "target" and "," not in folded[word.end : measure.start]
        for word in around.page.words_between(trigger.start, measure.start)
    )


def _acted_upon(trigger: Trigger, measure: Hit[Word] | None, around: Surroundings) -> Participant | None:
    """Return whom the verb acts upon: its object, a passive's subject, whose name it is, or whom its noun is of."""
    finder, page = around.finder, around.page
    if page.grammar.lexicon.free_order:
        if trigger.frame.on_person or trigger.aspect is Aspect.RESULT:
            chosen = _whose_name(trigger, around) or person_acted_upon(trigger, finder) or finder.before_opener(trigger)
            return next(iter(participants_of(chosen)), None)
        return None
    if trigger.is_noun:
        one = participants_of(finder.owned_by(trigger) or finder.partner(trigger) or finder.owner(trigger))
        return one[0] if one else None
    named = [k for k in finder.people if trigger.clause.start <= k.start and k.end <= trigger.start]
    if any(word.start in (k.end, k.end + 1) for k in named for word in finder.class_words("names", k.end, k.end + 4)):
        return named[-1].participants[0]  # "李尚福的名字周五从名单上消失"
    behind = [k for k in finder.people if trigger.end <= k.start and k.end <= trigger.clause.end][:1]
    if any(finder.is_owner(k) and finder.class_words("names", k.end, k.end + ENTRY_CHARACTERS) for k in behind):
        return behind[0].participants[0]  # "struck Li Shangfu's name from the list"
    direct = finder.direct_object(trigger)
    if direct and finder.marker_before(direct[0]) == "partner":
        direct = []  # "the sanctions on three firms, lifted on Tuesday, had nothing to do with X"
    objects = participants_of(direct) or participants_of(finder.fronted(trigger))
    objects = objects or participants_of(finder.owned_by(trigger))
    one = objects or participants_of(finder.subject(trigger))
    told = trigger.passive or trigger.aspect is Aspect.RESULT
    near = measure is not None and page.grammar.gap(page.text.folded, trigger.end, measure.start) <= OWN_WORDS + 1
    told = told or (near and measure is not None and trigger.end <= measure.start)  # "disappeared from the list"
    owned = finder.owned_before(trigger) if told or not page.grammar.lexicon.spaced else []
    one = one or participants_of(finder.owner(trigger) or owned if not objects else [])
    one = one or participants_of(finder.before_opener(trigger))
    if not one and trigger.passive:
        one = participants_of(finder.subject_across(trigger, around.clauses))
    out = trigger.aspect is Aspect.RESULT or _is_source(trigger, measure, around)
    if len(one) == 1 and (measure is None or trigger.passive or objects or out):
        return one[0]
    return None


def _whose_name(trigger: Trigger, around: Surroundings) -> list[Link]:
    """Return whose name a list loses: "El nombre del ministro Li fue retirado …", "strich den Namen von Li …"."""
    names = around.finder.class_words("names", trigger.clause.start, trigger.clause.end)
    people = around.finder.people
    return [k for k in people if any(0 < k.start - word.end <= ENTRY_CHARACTERS for word in names)][:1]


def _acting(
    trigger: Trigger, measure: Hit[Word] | None, around: Surroundings, target: Participant
) -> tuple[Participant, ...]:
    """Return who acts: whose measure it is, who stands behind "by", or an active verb's subject."""
    page = around.page
    gap, folded = page.grammar.gap, page.text.folded
    low, high = trigger.clause.start, trigger.clause.end
    anchor = min(trigger.start, trigger.anchor[0])
    powers = [power for power in _powers(around, target, low, high) if low <= power[0] and power[1] <= high]
    if measure is not None:
        for _, end, who in reversed(powers):
            own = end <= measure.start and gap(folded, end, measure.start) <= OWN_WORDS
            if own and (trigger.end <= end or measure.end <= trigger.start or trigger.is_noun):
                return (who,)
    agents = page.words_between(trigger.end, high).of(Part.MARKER, "agent")
    for word in agents[:1]:
        behind = [who for start, _, who in powers if word.end <= start and gap(folded, word.end, start) <= OWN_WORDS]
        if behind and gap(folded, trigger.end, word.start) <= AGENT_WORDS:
            return (behind[0],)
    before = [power for power in powers if power[1] <= anchor]
    if page.grammar.lexicon.target_before and not trigger.passive:  # verbs without forms: a subject is whoever is free
        marked = {w.end for w in page.words_between(low, anchor) if w.value.name == "place"}
        before = [power for power in before if power[0] not in marked]
    elif trigger.is_noun or trigger.passive or trigger.aspect is Aspect.RESULT:
        before = [p for p in before if trigger.is_noun and gap(folded, p[1], trigger.start) <= OWN_WORDS]
    return (before[-1][2],) if before else ()


def _powers(around: Surroundings, target: Participant, low: int, high: int) -> list[tuple[int, int, Participant]]:
    """Return whoever may act in a span, by position: countries, organisations, people; not the target or its title."""
    links = [link for link in around.links if link.is_person]
    found: list[tuple[int, int, Participant]] = []
    for link in links:
        who = link.participants[0]
        if len(link.participants) == 1 and not who.foreign and who.entity != target.entity and who.side != target.side:
            found.append((link.start, link.end, who))
    for side in around.sides.within(low, high):
        if side.side != target.side and not any(link.start <= side.start and side.end <= link.end for link in links):
            country = Participant(side.side, None, side.side, "country", foreign=side.side is None)
            found.append((side.start, side.end, country))
    for hit in around.page.names_between(low, high):
        entity = around.world.entities.get(hit.value.id)
        if hit.value.entity_kind == EntityKind.ORGANISATION and entity is not None and entity.side:
            found.append((hit.start, hit.end, Participant(entity.id, None, entity.side, entity.kind.value)))
    return sorted(found, key=lambda power: (power[0], power[1]))
