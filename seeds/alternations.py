"""Phrases written with alternatives: "(flew|sailed) (right|) across" stands for four phrases."""

from __future__ import annotations

import re
from itertools import product
from typing import Annotated

from pydantic import AfterValidator

MOST_PHRASES = 2000
"""How many phrases one entry may stand for: more is a slip of the pen, and slows every start."""

_GROUP = re.compile(r"\(([^()]*\|[^()]*)\)")


def expand_phrase(phrase: str) -> tuple[str, ...]:
    """Return the phrases that an entry with alternatives stands for, in order; spaces around empty ones are closed.

    Raises:
        ValueError: the entry stands for more than `MOST_PHRASES`.
    """
    parts = _GROUP.split(phrase)
    if len(parts) == 1:
        return (phrase,)
    choices = [part.split("|") if number % 2 else [part] for number, part in enumerate(parts)]
    count = 1
    for choice in choices:
        count *= len(choice)
    if count > MOST_PHRASES:
        raise ValueError(f"{phrase!r} stands for {count} phrases; at most {MOST_PHRASES} are allowed")
    return tuple(" ".join("".join(chosen).split()) for chosen in product(*choices))


def _expand_all(phrases: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one for phrase in phrases for one in expand_phrase(phrase)))


Phrases = Annotated[tuple[str, ...], AfterValidator(_expand_all)]
"""A list of phrases, each of which may be written with alternatives."""


def _expand_keys(table: dict[str, tuple[int, int]]) -> dict[str, tuple[int, int]]:
    return {one: value for phrase, value in table.items() for one in expand_phrase(phrase)}


PhraseRanges = Annotated[dict[str, tuple[int, int]], AfterValidator(_expand_keys)]
"""Phrases, each of which may be written with alternatives, with the two numbers that they stand for."""
