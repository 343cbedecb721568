"""What a sentence remarks on an event without reporting one ("turned him down", "no successor"): words in, events out.

Read loosely, always weak, and never as something that has happened now.
"""

from __future__ import annotations

from dataclasses import replace

from extractors.phrases import Hit
from extractors.reading.mentions.links import Link, Participant
from extractors.reading.mentions.world import World
from extractors.reading.roles.guesses import ArticleCast, guess_roles
from extractors.reading.roles.roles import Roles, participants_of
from extractors.reading.roles.surroundings import Surroundings
from extractors.reading.status.candidates import Candidate
from extractors.reading.status.cues import cues_of
from extractors.reading.status.status import Verdict
from extractors.reading.status.tenures import is_of_former_holders
from extractors.reading.text.clauses import Clause
from extractors.reading.text.clock import Clock, TimeSpan
from extractors.reading.text.grammar import OPEN_KINDS, Part, Word
from extractors.reading.text.names import NameKind
from extractors.reading.text.page import Page
from extractors.reading.triggers.aspects import Aspect
from extractors.reading.triggers.triggers import Trigger
from extractors.records.reading import MentionForm, Strength
from seeds.entities import EntityKind
from seeds.lexicon import CueKind, Frame, Scheme
from seeds.storyline import EventStatus
from seeds.watches import EventMode

NEAR_WORDS = 5
"""How far behind a remark's words the word may stand that completes them ("under the unilateral US sanctions")."""

BEHIND_CHARACTERS = 60
"""How far behind a remark the people may stand whom it is about ("after Antony Blinken, Janet Yellen and …")."""

FAR_SENTENCES = 2
"""How many sentences before a remark on a measure or a visit the word for it may stand: "they", "no such step"."""

NEGATING_CHARACTERS = 12
"""How near before a remark on a measure a negation is of it: "no longer under sanctions", "no sanctions on Li"."""

DENYING_CHARACTERS = 30
"""How near before any other remark a negation is of it: "no date exists for the postponed journey" denies a date."""

_UNSAID = frozenset({CueKind.CONDITIONAL, CueKind.COUNTERFACTUAL, CueKind.QUESTION, CueKind.NEGATION})
"""Cues that leave nothing of a remark."""

_LASTING = frozenset({CueKind.CONDITIONAL, CueKind.COUNTERFACTUAL})
"""Of these, what may be said beside a measure that is in force: "as long as he is under sanctions"."""

_BACK = frozenset({CueKind.RECALL, CueKind.SINCE})


def remarks_of(
    sentence: tuple[int, int],
    clauses: list[Clause],
    links: list[Link],
    spans: list[TimeSpan],
    around: Surroundings,
    cast: ArticleCast,
    clock: Clock,
) -> list[Candidate]:
    """Return what the remarks of a sentence say, by position: who is meant is guessed from it and from the article."""
    found: list[Candidate] = []
    for word in around.page.words_between(*sentence).of(Part.REMARK):
        clause = next((one for one in clauses if word.start < one.end), None)  # "after" opens the one behind it
        frame, status = word.value.frames[0], EventStatus(word.value.name)
        if clause is None or not _is_whole(word, sentence, around):
            continue
        span = (word.start, word.end)
        trigger = Trigger(*span, frame, Aspect.RESULT, False, False, span, clause, sentence)
        kinds = {hit.value.cue.kind for hit in cues_of(around.page, trigger, links) if hit.value.cue is not None}
        if (
            kinds & _unsaid(word, status, around.page)
            or _is_of_others(trigger, word, around)
            or (status is EventStatus.BACKGROUND and _is_to_come(frame, kinds, spans, clock))
        ):
            continue
        old = [time for time in spans if _is_old(time, clock)]
        news = any(clock.is_recent(time) for time in spans)
        if frame.scheme is Scheme.VISIT:  # "Yellen arrives on Thursday, after Blinken in June"
            old = [time for time in old if time.start >= word.start]
            first = [time for time in spans if time.start >= word.start][:1]  # "after A in June and B this month"
            news = any(clock.is_recent(time) for time in first)
        for roles in _roles(trigger, around, cast, clock, back=status is EventStatus.BACKGROUND):
            left = is_of_former_holders(frame.mode, roles, around.world, clock.today, clock.window_days)
            past = old or kinds & _BACK or left
            lasting = word.value.remark is not None and word.value.remark.timeless
            if status is EventStatus.BACKGROUND and not lasting and (news or not past):
                continue
            verdict = Verdict(status=status, strength=Strength.WEAK, reasons=("remark",))
            found.append(
                Candidate(
                    page=around.page,
                    sentence=sentence,
                    trigger=trigger,
                    mode=frame.mode,
                    roles=roles,
                    verdict=verdict,
                    time=old[0] if status is EventStatus.BACKGROUND and old else None,
                    cues=(f"trigger:{around.page.text.folded[word.start : word.end]}", *verdict.reasons),
                    kinds=frozenset(kinds),
                )
            )
    return found


def _is_old(time: TimeSpan, clock: Clock) -> bool:
    """Tell whether a time lies before the window; in an undated text also one that only a date would place."""
    recent = clock.is_recent(time)
    return not clock.is_future(time) and (recent is False or (recent is None and clock.today is None))


def _is_to_come(frame: Frame, kinds: set[CueKind], spans: list[TimeSpan], clock: Clock) -> bool:
    """Tell "will meet in San Francisco", "Wednesday's summit", "hopes for renewed contacts", from what lies back."""
    if frame.scheme is Scheme.CHANNEL:
        return bool(kinds & OPEN_KINDS)
    return frame.at_gathering and (bool(kinds & OPEN_KINDS) or any(clock.is_future(time) for time in spans))


def _unsaid(word: Hit[Word], status: EventStatus, page: Page) -> frozenset[CueKind]:
    """Return the cues that leave nothing of a remark, a negation only near before it.

    What is not done about a measure in force leaves it there.
    """
    measure = word.value.frames[0].scheme is Scheme.MEASURE
    reach = NEGATING_CHARACTERS if measure else DENYING_CHARACTERS
    near = page.words_between(max(0, word.start - reach), word.start).named(CueKind.NEGATION)
    if not measure:
        return _UNSAID if near else _UNSAID - {CueKind.NEGATION}
    kept = status is EventStatus.NOT_OCCURRED and not near
    return _UNSAID - _LASTING - ({CueKind.NEGATION} if kept else frozenset())


def _is_whole(word: Hit[Word], sentence: tuple[int, int], around: Surroundings) -> bool:
    """Tell whether the words that a remark needs stand around it."""
    remark, page = word.value.remark, around.page
    assert remark is not None
    if remark.near is not None:
        behind = around.finder.class_words(remark.near, word.end, sentence[1])
        if not any(_gap(page, word.end, one.start) <= NEAR_WORDS for one in behind):
            return False
    back = FAR_SENTENCES if word.value.frames[0].scheme in (Scheme.MEASURE, Scheme.VISIT) else 1
    (start, _), *_ = (*page.sentences_before(sentence[0], back), sentence)
    return remark.needs is None or bool(around.finder.class_words(remark.needs, start, sentence[1]))


def _is_of_others(trigger: Trigger, word: Hit[Word], around: Surroundings) -> bool:
    """Tell whether a remark on two people is on another thing, or stands in a sentence that names only strangers."""
    page, sentence, remark = around.page, trigger.sentence, word.value.remark
    if trigger.frame.scheme is not Scheme.MUTUAL or remark is None:
        return False
    things = [hit for name in remark.excludes for hit in around.finder.class_words(name, *sentence)]
    if any(word.end <= hit.start and _gap(page, word.end, hit.start) <= NEAR_WORDS for hit in things):
        return True
    if any(not p.foreign for p in participants_of(around.finder.people)):
        return False
    return bool(things or page.unknown_names(*sentence))


def _gap(page: Page, start: int, end: int) -> int:
    return page.grammar.gap(page.text.folded, start, end)


def _roles(trigger: Trigger, around: Surroundings, cast: ArticleCast, clock: Clock, *, back: bool) -> list[Roles]:
    scheme, main = trigger.frame.scheme, around.world.main_sides
    if trigger.frame.at_gathering:
        return _roles_of_heads(trigger, around, cast, clock)
    if scheme is Scheme.VISIT:
        return _roles_of_visit(trigger, around, cast, back=back)
    if scheme is Scheme.CLASH:
        sides = tuple(Participant(side, None, side, "country") for side in sorted(main))
        named = set(main) <= around.article_sides | cast.sides
        return [Roles(actors=sides, recipients=sides, loose=True)] if named else []
    roles = _roles_of_post(trigger, around, back=back) if scheme is Scheme.POST else guess_roles(trigger, around, cast)
    return [roles] if roles is not None else []


def _roles_of_heads(trigger: Trigger, around: Surroundings, cast: ArticleCast, clock: Clock) -> list[Roles]:
    """Return the heads of state whom a sentence names or means; where it names nobody, those of the article."""
    people, world = participants_of(around.finder.people), around.world
    by_name = [link for link in around.finder.people if link.form is not MentionForm.PAIR]
    named = {person.side: person for person in participants_of(by_name) if _was_head(person, world)}
    parts = (Part.PAIR, Part.PLURAL_OFFICE)
    words = [word for part in parts for word in around.finder.party_words(part, *trigger.sentence)]
    meant = named or any(word.value.name == "head" for word in words)
    spoken_of = not people and any(_was_head(person, world) for person in cast.pair)
    if any(person.foreign for person in people) or not (meant or spoken_of):
        return []
    spoken = {person.side: person for person in cast.pair if _was_head(person, world)}
    two = tuple((spoken | named).get(person.side, person) for person in _heads(world, cast, clock))
    return [Roles(actors=two, recipients=two, loose=True)]


def _heads(world: World, cast: ArticleCast, clock: Clock) -> tuple[Participant, ...]:
    """Return who led the two main sides that day; of an undated text, when its two people held their offices."""
    if clock.today is None and len(cast.pair) == 2:
        days = world.offices.together(cast.pair[0].entity or "", cast.pair[1].entity or "", world.known_on)
        world = world if days is None else replace(world, on=days[0])
    return world.pair("head")


def _was_head(person: Participant, world: World) -> bool:
    held = world.offices.ever_held(person.entity or "", world.known_on)
    return person.side in world.main_sides and any(world.offices.offices[one].rank == "head" for one in held)


def _roles_of_visit(trigger: Trigger, around: Surroundings, cast: ArticleCast, *, back: bool) -> list[Roles]:
    """Return everybody named before a remark, each with a town of the other side; behind it where it lies `back`."""
    links = around.finder.people
    named = [k for k in links if trigger.clause.start <= k.start and k.end <= trigger.start]
    behind = [k for k in links if trigger.end <= k.start <= trigger.end + BEHIND_CHARACTERS]
    people = participants_of(behind if back else named or behind)
    if not people and around.last_person is not None and not back:
        people = (around.last_person,)
    found: list[Roles] = []
    for person in people:
        places = [*around.finder.places(*trigger.sentence), *cast.places]
        towns = [town for place in places if (town := _town(place, person, around)) is not None]
        if person.entity is not None and person.side in around.world.main_sides and towns:
            found.append(Roles(actors=(person,), place=towns[0], loose=True))
    if not found and not named and people and cast.places and not back:  # "The journey was shelved": not by him
        return [Roles(actors=people, place=cast.places[0], loose=True)]
    return found


def _town(place: str, person: Participant, around: Surroundings) -> str | None:
    """Return a place of the other side as a town: a country's is the first that the storyline lists in it."""
    entities = around.world.entities
    country = entities[place].within or place
    if country == person.side or country not in around.world.main_sides:
        return None
    inside = (e.id for e in entities.values() if e.within == country and e.kind is EntityKind.PLACE)
    return place if entities[place].within else next(inside, None)


def _roles_of_post(trigger: Trigger, around: Surroundings, *, back: bool) -> Roles | None:
    """Return the post of the second main side that a sentence names, else that of whom the text spoke of last.

    Where the remark lies `back`, only that of the person whom the sentence names before it, or the text before that.
    """
    offices, side = around.world.offices, around.world.main_sides[-1]
    kinds = (NameKind.OFFICE, NameKind.BARE_OFFICE)
    named = {h.value.id for h in around.page.names_between(*trigger.sentence) if h.value.kind in kinds}
    ids = {one for one in named if offices.offices[one].side == side}
    person = around.spoken_of(trigger.end, side)
    country = Participant(side, None, side, "country")
    removal = trigger.frame.mode is EventMode.REMOVAL
    if (back or removal) and person is not None and person.entity is not None:
        last = [p for link in around.finder.people if link.end <= trigger.start for p in link.participants][-1:]
        held = tuple(sorted(offices.ever_held(person.entity, around.world.known_on)))
        if held and (not last or last[0].side == side):
            return Roles(actors=(country,), recipients=(person,), office_ids=held, loose=True)
    if back:
        return None
    if not ids and person is not None and person.entity is not None:
        ids = set(offices.ever_held(person.entity, around.world.known_on))
    return Roles(actors=(country,), office_ids=tuple(sorted(ids)), loose=True) if ids else None
