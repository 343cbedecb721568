"""A headline's two office-holders over a text about others: "US, Chinese military chiefs talk", of two generals."""

from __future__ import annotations

from extractors.reading.status.candidates import Candidate, weakened
from extractors.reading.text.page import Page
from extractors.records.reading import ArticleField
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
