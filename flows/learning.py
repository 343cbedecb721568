"""What the news teaches of people, stored beside the seeds: articles and developments in, names and roles appended.

The reader uses none of it. What it knows on a day is what people wrote, so that a wrong report cannot change how the
next one is read; `storywatch seeds suggest` shows people what they may take over.
"""

from __future__ import annotations

from collections.abc import Iterable

from extractors.developments.role_reports import decide_role_reports, watches_of_offices
from extractors.reading.mentions.spellings import SpellingFinder
from extractors.records.articles import Article
from extractors.records.developments import DevelopmentChange
from extractors.records.learned import Spelling
from extractors.records.reading import Reading
from flows.desk import Desk
from warehouse.learned import append_role_reports, append_spellings, load_role_developments
from warehouse.store import Transaction


def learn_roles(desk: Desk, tx: Transaction, changes: Iterable[DevelopmentChange] | None = None) -> None:
    """Append what the developments, as they stand in this transaction, say of offices.

    With `changes`, nothing is looked at unless one of them is of a watch that asks for an office.
    """
    watches = watches_of_offices(desk.storyline)
    if changes is not None and not any(change.after.watch in watches for change in changes):
        return
    developments = load_role_developments(tx, sorted(watches))
    append_role_reports(tx, desk.storyline.slug, decide_role_reports(developments, desk.storyline))


def find_spellings(desk: Desk, articles: Iterable[tuple[Article, Reading]]) -> tuple[Spelling, ...]:
    """Return the names in these articles that the storyline does not list."""
    finder = SpellingFinder(desk.storyline)
    return tuple(spelling for article, reading in articles for spelling in finder.find(article, reading))


def learn_names(desk: Desk, tx: Transaction, spellings: Iterable[Spelling]) -> None:
    """Append the names that are new."""
    append_spellings(tx, desk.storyline.slug, spellings)
