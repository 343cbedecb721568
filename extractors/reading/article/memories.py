"""What the baseline dates before the news window ("the spy balloon", "at Bali"): mentions in, past events out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from extractors.reading.status.candidates import Candidate, with_status
from extractors.reading.text.grammar import Part
from extractors.reading.text.page import Page
from extractors.records.articles import Article
from extractors.records.ids import content_id
from extractors.records.reading import EVENT_CODES, DatePrecision, Event, Span, Strength
from seeds.entities import Entity, EntityKind
from seeds.storyline import BaselineEvent, EventStatus, Storyline
from seeds.watches import EventMode


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """A sentence that names the thing, or the town and the people, of an event that was over before the window."""

    page: Page
    sentence: tuple[int, int]
    words: tuple[int, int]
    event: BaselineEvent


def find_memories(pages: list[Page], storyline: Storyline, today: date) -> list[Memory]:
    """Return, once an event, the first sentence that names what stands for it."""
    entities = {e.id: e for e in storyline.entities}
    signs = _signs(storyline, today, entities)
    found: dict[str, Memory] = {}
    named = {hit.value.id for page in pages for hit in page.names}
    for page in pages:
        for sentence in page.sentences:
            names = page.names_between(*sentence)
            for hit in names:
                event = signs.get(hit.value.id)
                if event is None or event.id in found:
                    continue
                people = {n.value.id for n in names if n.value.entity_kind == EntityKind.PERSON}
                if hit.value.entity_kind == EntityKind.THING or _is_about(event, people, named, page, sentence):
                    words = (hit.start, hit.end)
                    found[event.id] = Memory(page=page, sentence=sentence, words=words, event=event)
    return list(found.values())


def _signs(storyline: Storyline, today: date, entities: dict[str, Entity]) -> dict[str, BaselineEvent]:
    """Return what stands for which event: a thing that only it is about, the one town where two people met."""
    oldest = today - timedelta(days=storyline.news_window_days)
    signs: dict[str, BaselineEvent] = {}
    for event in storyline.baseline:
        if event.watch is None or event.event_date is None or event.event_date >= oldest:
            continue
        for entity in (*event.actors, *event.recipients):
            if entity in entities and entities[entity].kind is EntityKind.THING:
                signs[entity] = event
        place = entities.get(event.place or "")
        met = event.mode is EventMode.MEETING and event.status in (EventStatus.OCCURRED, EventStatus.BACKGROUND)
        if met and place is not None and place.kind is EntityKind.PLACE and place.side is None:
            signs[place.id] = event
    return signs


def _is_about(event: BaselineEvent, people: set[str], named: set[str], page: Page, sentence: tuple[int, int]) -> bool:
    """Tell whether a sentence with the town of a meeting speaks of those who met there, and of nobody else."""
    met = {*event.actors, *event.recipients}
    pairs = any(word.value.part is Part.PAIR for word in page.words_between(*sentence))
    return (people <= met or met <= people) and met <= named and bool(people or pairs)


def recalled(candidates: list[Candidate], memories: list[Memory]) -> list[Candidate]:
    """Return the candidates, an undated report of what was over long ago taken for a recollection.

    Any such report of those who met in the one town where they did, or of the one thing that was there.
    """
    return [
        with_status(candidate, EventStatus.BACKGROUND, "baseline")
        if any(_is_of(candidate, memory) for memory in memories)
        else candidate
        for candidate in candidates
    ]


def _is_of(candidate: Candidate, memory: Memory) -> bool:
    verdict, event = candidate.verdict, memory.event
    told_later = candidate.time is not None and candidate.time.end <= candidate.trigger.clause.start  # "said on Sunday"
    undated = verdict.status is EventStatus.OCCURRED and (candidate.time is None or told_later)
    timed = not told_later and any(cue.startswith("time:") for cue in candidate.cues)
    names = candidate.page.names_between(*candidate.sentence)
    things = {hit.value.id for hit in names if hit.value.entity_kind == EntityKind.THING}
    met = candidate.sentence == memory.sentence and {p.entity for p in candidate.roles.people} == set(event.actors)
    thing = bool(things & {*event.actors, *event.recipients})
    weak = verdict.strength is Strength.WEAK and thing
    return undated and candidate.mode is event.mode and (weak or ((met or thing) and not timed))


def remembered_event(article: Article, memory: Memory) -> Event:
    """Return the background event that a thing stands for."""
    baseline = memory.event
    start, end = memory.page.text.original_span(*memory.sentence)
    field = memory.page.field
    event_type, cameo = EVENT_CODES[baseline.mode]
    assert baseline.watch is not None and baseline.event_date is not None  # chosen so by find_memories
    return Event(
        event_id=content_id("ev", article.version_id, baseline.id, field.value, str(start)),
        mode=baseline.mode,
        event_type=event_type,
        cameo=cameo,
        status=EventStatus.BACKGROUND,
        strength=Strength.WEAK,
        actors=tuple(sorted(baseline.actors)),
        recipients=tuple(sorted(baseline.recipients)),
        offices=(),
        place=baseline.place,
        event_date=baseline.event_date,
        date_precision=DatePrecision(baseline.date_precision),
        watches=(baseline.watch,),
        quote=getattr(article, field.value)[start:end],
        span=Span(field=field, start=start, end=end),
        cues=(f"baseline:{memory.page.text.folded[slice(*memory.words)]}", baseline.id),
    )
