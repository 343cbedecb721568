"""Gerunds that a day makes facts: "accused China of cutting in on Saturday", "with A and B speaking on Tuesday"."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.reading.aspects import Aspect
from extractors.reading.clock import Clock, TimeSpan
from extractors.reading.gerunds import TITLE_CHARACTERS
from extractors.reading.page import Page
from extractors.reading.triggers import Trigger
from seeds.entities import EntityKind
from seeds.lexicon import Scheme


def is_dated_deed(page: Page, clock: Clock, trigger: Trigger, spans: Sequence[TimeSpan]) -> bool:
    """Tell whether a gerund of an encounter has a recent day: "accused China of cutting across its bow on Saturday"."""
    if trigger.aspect is not Aspect.PROGRESSIVE:
        return False
    if trigger.frame.scheme is Scheme.MUTUAL:
        return _is_absolute(page, clock, (trigger.start, trigger.end), spans)
    return trigger.frame.scheme is Scheme.CLASH and any(clock.is_recent(span) is True for span in spans)


def _is_absolute(page: Page, clock: Clock, gerund: tuple[int, int], spans: Sequence[TimeSpan]) -> bool:
    """Tell "…, with Austin and Dong speaking by video on Tuesday", when Tuesday is over, from "with the two meeting
    on Friday" to come."""
    folded, start = page.text.folded, page.sentence_at(gerund[0])[0]
    over = [s for s in spans if clock.is_recent(s) is True and s.last is not None and s.last < (clock.today or s.last)]
    people = [n for n in page.names_between(start, gerund[0]) if n.value.entity_kind == EntityKind.PERSON.value]
    partners = tuple(f", {word} " for word in page.grammar.lexicon.markers.partner)
    comma = folded.rfind(", ", start, people[0].start if people else start)
    led = comma >= 0 and folded.startswith(partners, comma) and people[0].start - comma <= TITLE_CHARACTERS
    return bool(over) and led and folded[people[-1].end : gerund[0]] == " "
