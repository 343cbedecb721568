"""What the reader saw in one sentence, told for people: its links and candidate events in, an explanation out."""

from __future__ import annotations

from dataclasses import dataclass

from extractors.reading.mentions.links import Link
from extractors.reading.status.candidates import Candidate
from extractors.reading.text.page import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceExplanation:
    """What the reader saw in one sentence, for people."""

    field: str
    quote: str
    mentions: tuple[str, ...]
    frames: tuple[str, ...]
    cues: tuple[str, ...]
    verdict: str


def explain_sentence(
    page: Page, sentence: tuple[int, int], links: list[Link], events: list[Candidate]
) -> SentenceExplanation:
    """Return what was seen in a sentence and what it led to."""
    start, end = page.text.original_span(*sentence)
    verdicts = tuple(
        f"{c.mode.value}({', '.join(p.entity or p.office or 'somebody' for p in c.roles.people)}): "
        f"{c.verdict.status.value}, {c.verdict.strength.value}"
        for c in events
    )
    return SentenceExplanation(
        field=page.field.value,
        quote=page.text.original[start:end],
        mentions=tuple(
            f"{page.text.folded[k.start : k.end]} = {p.entity or p.office or 'somebody else'}"
            for k in links
            for p in k.participants
        ),
        frames=tuple(f"{c.trigger.frame.mode.value}: {c.cues[0]}" for c in events),
        cues=tuple(cue for c in events for cue in c.cues[1:]),
        verdict="; ".join(verdicts),
    )
