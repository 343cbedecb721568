"""What two people did long ago, named in passing ("what Biden and Xi agreed in November 2023"): pages in, past out.

Only where the words around say nothing else of it; always weak, and never a fact of the day.
"""

from __future__ import annotations

from extractors.phrases import Hit
from extractors.reading.mentions.links import Link, Participant
from extractors.reading.mentions.world import World
from extractors.reading.roles.roles import Roles
from extractors.reading.status.candidates import Candidate
from extractors.reading.status.status import Verdict
from extractors.reading.text.clauses import split_clauses
from extractors.reading.text.clock import Clock, TimeSpan
from extractors.reading.text.grammar import Part, Word
from extractors.reading.text.page import Page
from extractors.reading.times.times import TimeReader
from extractors.reading.triggers.triggers import Trigger, TriggerFinder
from extractors.records.reading import Strength
from seeds.lexicon import CueKind, Scheme
from seeds.storyline import EventStatus
from seeds.watches import EventMode

REACH_CHARACTERS = 160
"""How far the two names, the word for their contact and its time may stand apart."""

NEAR_CHARACTERS = 30
"""How far behind its verb the time of an appointment or removal may stand."""

_POSTS = frozenset({EventMode.APPOINTMENT, EventMode.REMOVAL})
_TELLING = frozenset({EventMode.MEETING, EventMode.STATEMENT})
_ASIDE = frozenset({CueKind.SINCE, CueKind.RECALL, CueKind.ACCEPT, CueKind.NOVELTY})
"""Cues that take nothing away from what is recalled."""


def recollect(
    candidates: list[Candidate], pages: list[Page], links: list[list[Link]], clock: Clock, world: World
) -> list[Candidate]:
    """Return the candidates with the old contacts of two people that sentences name beside an old time.

    A contact of the same two that is told already, as news or as past, is left to the candidate that tells it.
    """
    told = {
        (candidate.mode, _people(candidate))
        for candidate in candidates
        if candidate.verdict.status in (EventStatus.OCCURRED, EventStatus.BACKGROUND)
    }
    found: list[Candidate] = []
    for page, linked in zip(pages, links, strict=True):
        times = TimeReader(page, clock.today)
        for sentence in page.sentences:
            old = [span for span in times.read(*sentence) if span.first is not None and not clock.is_recent(span)]
            old = [span for span in old if not clock.is_future(span)]
            if not old:
                continue
            here = [link for link in linked if sentence[0] <= link.start and link.end <= sentence[1]]
            pairs = _pairs(here, world)
            clauses = split_clauses(page, sentence, [(link.start, link.end) for link in here])
            triggers = TriggerFinder(page).find(sentence, clauses)
            for span in old:
                candidate = _change_of_post(page, sentence, linked, triggers, span, world)
                if candidate is None and pairs:
                    candidate = _recollection(page, sentence, triggers, pairs, span)
                if candidate is None or (candidate.mode, _people(candidate)) in told:
                    continue
                told.add((candidate.mode, _people(candidate)))
                found.append(candidate)
    return [*candidates, *found]


def _people(candidate: Candidate) -> frozenset[tuple[str, ...]]:
    recipients = candidate.roles.recipients if candidate.mode in _POSTS else candidate.roles.people
    return frozenset(p.key for p in recipients)


def _pairs(links: list[Link], world: World) -> list[tuple[Link, Link, tuple[Participant, ...]]]:
    """Return each two people of a sentence, one of each main side, who are its only two or once held equal offices."""
    people = [(link, p) for link in links if link.is_person for p in link.participants if p.entity and not p.foreign]
    only = len({p.key for link in links if link.is_person for p in link.participants}) == 2
    return [
        (one, other, (first, second))
        for one, first in people
        for other, second in people
        if (first.side, second.side) == (world.main_sides[0], world.main_sides[-1])
        and (only or _ranks(first, world) & _ranks(second, world))
    ]


def _ranks(person: Participant, world: World) -> frozenset[tuple[str, str]]:
    held = world.offices.ever_held(person.entity or "", world.known_on)
    return frozenset((world.offices.offices[one].rank, world.offices.offices[one].domain) for one in held)


def _recollection(
    page: Page,
    sentence: tuple[int, int],
    triggers: list[Trigger],
    pairs: list[tuple[Link, Link, tuple[Participant, ...]]],
    span: TimeSpan,
) -> Candidate | None:
    """Return the contact nearest to an old time: its word, and two people, with nothing between that says otherwise."""
    found: list[tuple[int, Trigger, tuple[Participant, ...]]] = []
    for trigger in triggers:
        if trigger.frame.scheme is not Scheme.MUTUAL or trigger.frame.mode not in _TELLING:
            continue
        for one, other, pair in pairs:
            edges = [(e.start, e.end) for e in (trigger, span, one, other)]
            start, end = min(edge[0] for edge in edges), max(edge[1] for edge in edges)
            if end - start <= REACH_CHARACTERS and not any(map(_says_otherwise, page.words_between(start, end))):
                found.append((end - start, trigger, pair))
    if not found:
        return None
    _, trigger, pair = min(found, key=lambda one: one[0])
    return _candidate(page, sentence, trigger, EventMode.MEETING, Roles(actors=pair, recipients=pair, loose=True), span)


def _change_of_post(
    page: Page, sentence: tuple[int, int], links: list[Link], triggers: list[Trigger], span: TimeSpan, world: World
) -> Candidate | None:
    """Return the old appointment or removal ("before being dismissed in October") of whom the text spoke of last."""
    for trigger in triggers:
        near = 0 <= span.start - trigger.end <= NEAR_CHARACTERS
        if trigger.frame.scheme is not Scheme.POST or trigger.frame.contrary or not near:
            continue
        if trigger.frame.needs and _is_of_other_thing(page, trigger):
            continue
        around = [link for link in links if link.is_person and link.end <= trigger.start][-1:]
        if not trigger.passive:  # "since it removed Li on October 24"
            around = [k for k in links if k.is_person and trigger.end <= k.start and k.end <= span.start][:1] or around
        person = around[0].participants[0] if around else None
        if person is None or person.entity is None or person.side != world.main_sides[-1]:
            continue
        low, high = max(sentence[0], min(around[0].end, trigger.end)), max(span.end, trigger.end)
        held = tuple(sorted(world.offices.ever_held(person.entity, world.known_on)))
        if held and not any(_says_otherwise(word) for word in page.words_between(low, high)):
            side = Participant(person.side, None, person.side, "country")
            roles = Roles(actors=(side,), recipients=(person,), office_ids=held, loose=True)
            return _candidate(page, sentence, trigger, trigger.frame.mode, roles, span)
    return None


def _is_of_other_thing(page: Page, trigger: Trigger) -> bool:
    """Tell "removed from the list" from "removed in October", where a verb is said of posts and of other things."""
    excluded = trigger.frame.excludes
    return excluded is None or bool(page.words_between(*trigger.sentence).of(Part.CLASS, excluded))


def _says_otherwise(word: Hit[Word]) -> bool:
    """Tell whether a word between makes it something else than a contact in person that took place."""
    return word.value.part is Part.CONDITION or (word.value.part is Part.CUE and word.value.name not in _ASIDE)


def _candidate(
    page: Page, sentence: tuple[int, int], trigger: Trigger, mode: EventMode, roles: Roles, span: TimeSpan
) -> Candidate:
    words = page.text.folded[trigger.start : trigger.end]
    reasons = ("recollection", "time:old")
    return Candidate(
        page=page,
        sentence=sentence,
        trigger=trigger,
        mode=mode,
        roles=roles,
        verdict=Verdict(status=EventStatus.BACKGROUND, strength=Strength.WEAK, reasons=reasons),
        time=span,
        cues=(f"trigger:{words}", *reasons),
    )
