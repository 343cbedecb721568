"""What a headline makes doubtful: its own two office-holders over a text about others ("US, Chinese military chiefs
talk", of two generals), and a text in the present tense under one that looks ahead."""

from __future__ import annotations

from extractors.reading.status.candidates import Candidate, weakened
from extractors.reading.text.page import Page
from extractors.reading.triggers.aspects import Aspect
from extractors.records.reading import ArticleField
from seeds.lexicon import CueKind
from seeds.storyline import EventStatus
from seeds.watches import EventMode

_OF_TWO = frozenset({EventMode.MEETING, EventMode.CALL, EventMode.STATEMENT})


def doubt_pairs(candidates: list[Candidate], pages: list[Page]) -> list[Candidate]:
    """Return the candidates, weak where a headline's titles may be those of the others whom the text names instead."""
    named: set[str | None] = {name.value.id for page in pages for name in page.names}
    in_text = [candidate for candidate in candidates if candidate.page.field is ArticleField.TEXT]
    told = {person.entity for candidate in in_text for person in candidate.roles.people}
    others = any(_is_contact_of_two(candidate) for candidate in in_text)
    return [
        weakened(candidate, "text of others") if others and _is_of_titles_alone(candidate, named | told) else candidate
        for candidate in candidates
    ]


def doubt_previewed(candidates: list[Candidate], pages: list[Page]) -> list[Candidate]:
    """Return the candidates, weak what a text tells in the present tense alone under a headline that looks ahead:
    "What to expect from the summit" over "He lands on Tuesday and meets Biden the next day"."""
    title = pages[0]
    ahead = any(title.words.named(kind) for kind in (CueKind.PLAN, CueKind.FUTURE))
    if not ahead or not title.grammar.lexicon.spaced:
        return candidates
    told = {c.mode for c in candidates if c.verdict.status is EventStatus.OCCURRED and not _is_present_in_text(c)}
    return [
        weakened(one, "headline looks ahead") if _is_present_in_text(one) and one.mode not in told else one
        for one in candidates
    ]


def _is_present_in_text(candidate: Candidate) -> bool:
    """Tell whether a text tells of a contact or a visit as happening."""
    happened = candidate.verdict.status is EventStatus.OCCURRED and candidate.trigger.aspect is Aspect.PRESENT
    of_people = candidate.mode in _OF_TWO or candidate.mode is EventMode.VISIT
    return happened and of_people and candidate.page.field is ArticleField.TEXT


def _is_contact_of_two(candidate: Candidate) -> bool:
    """Tell whether two people, one of either side, had contact."""
    people = [person for person in candidate.roles.people if person.kind == "person"]
    happened = candidate.verdict.status is EventStatus.OCCURRED and candidate.mode in _OF_TWO
    return happened and len({person.side for person in people}) == len(people) == len(candidate.roles.people)


def _is_of_titles_alone(candidate: Candidate, known: set[str | None]) -> bool:
    """Tell whether a headline's contact is of people whom the article neither names nor tells of elsewhere."""
    entities = {person.entity for person in candidate.roles.people}
    titled = candidate.page.field is ArticleField.TITLE and candidate.mode in _OF_TWO
    return titled and candidate.verdict.status is EventStatus.OCCURRED and not entities & known
