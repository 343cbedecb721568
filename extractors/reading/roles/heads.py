"""Verbs that describe the person behind them, in scripts without spaces: "与董军会面的赫格塞思", "訪れた長官"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractors.reading.mentions.links import Link
from extractors.reading.mentions.small_words import SmallWords
from extractors.reading.text.grammar import Part
from extractors.reading.text.page import Page
from extractors.reading.triggers.triggers import Trigger
from seeds.lexicon import Form

DESCRIBING_CHARACTERS = 16
"""How far behind its verb the "of" may stand that hangs the clause on a name: a name or a title fits between."""


def head_of(page: Page, trigger: Trigger, links: Sequence[Link]) -> Link | None:
    """Return the person whom a verb with its objects only describes; None where it says something by itself."""
    if page.grammar.lexicon.spaced or trigger.is_noun:
        return None
    small = SmallWords(page, list(links))
    if page.grammar.lexicon.postpositions:
        return _behind_verb(page, trigger, small)
    return _behind_of(page, trigger, small)


def narrowed(trigger: Trigger, head: Link) -> Trigger:
    """Return the trigger with its clause ending at the name that it describes: what follows speaks of that name."""
    return replace(trigger, head=head, clause=replace(trigger.clause, end=head.end))


def _behind_of(page: Page, trigger: Trigger, small: SmallWords) -> Link | None:
    """Return the name behind 的, which stands behind the verb or its object."""
    for word in page.words_between(trigger.end, min(trigger.clause.end, trigger.end + DESCRIBING_CHARACTERS)):
        if word.value.part is not Part.POSSESSIVE:
            continue
        if not _holds_object(page, trigger, word.start, small):
            return None
        behind = [k for k in small.people if word.end <= k.start and len(k.participants) == 1]
        return next((k for k in behind[:1] if k.start == word.end or small.only_titles(word.end, k.start)), None)
    return None


def _holds_object(page: Page, trigger: Trigger, end: int, small: SmallWords) -> bool:
    """Tell whether nothing stands between a verb and 的, or one whole name or place."""
    between = page.text.folded[trigger.end : end].strip("了过 ")
    if not between:
        return True
    spans = [(k.start, k.end) for k in small.links] + [(n.start, n.end) for n in page.names_between(trigger.end, end)]
    return any(start - trigger.end <= 1 and stop == end for start, stop in spans)


def _behind_verb(page: Page, trigger: Trigger, small: SmallWords) -> Link | None:
    """Return the name directly behind a finite verb, its country and title before it: "解任された中国の李尚福氏"."""
    forms = {w.value.form for w in page.words_between(trigger.start, trigger.end) if w.end == trigger.end}
    if Form.FACT not in forms or page.text.folded[trigger.end - 1] in "、,。,で":
        return None
    for link in small.people:
        if trigger.end <= link.start < trigger.clause.end:
            rest = page.text.folded[trigger.end : link.start]
            for start, end in small.attributes(trigger.end, link.start):
                rest = rest.replace(page.text.folded[start:end], "", 1)
            return link if not rest.strip("の ") and len(link.participants) == 1 else None
    return None
