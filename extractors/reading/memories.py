"""Things that stand for an event of long ago ("the spy balloon"): mentions and the baseline in, past events out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from extractors.reading.page import Page
from seeds.entities import EntityKind
from seeds.storyline import BaselineEvent, Storyline


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """A sentence that names a thing whose event the baseline dates before the news window."""

    page: Page
    sentence: tuple[int, int]
    words: tuple[int, int]
    event: BaselineEvent


def find_memories(pages: list[Page], storyline: Storyline, today: date) -> list[Memory]:
    """Return, once a thing, the first sentence that names it, if its event was over before the article's window."""
    oldest = today - timedelta(days=storyline.news_window_days)
    things = {e.id for e in storyline.entities if e.kind is EntityKind.THING}
    events = {
        entity: event
        for event in storyline.baseline
        if event.watch is not None and event.event_date is not None and event.event_date < oldest
        for entity in (*event.actors, *event.recipients)
        if entity in things
    }
    found: dict[str, Memory] = {}
    for page in pages:
        for sentence in page.sentences:
            for hit in page.names_between(*sentence):
                event = events.get(hit.value.id)
                if event is not None and hit.value.id not in found:
                    words = (hit.start, hit.end)
                    found[hit.value.id] = Memory(page=page, sentence=sentence, words=words, event=event)
    return list(found.values())
