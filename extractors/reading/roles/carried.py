"""The subject that a clause takes from the one before, in scripts without spaces: "A结束访问，昨晚离开北京"."""

from __future__ import annotations

from extractors.reading.mentions.links import Link
from extractors.reading.roles.surroundings import Surroundings
from extractors.reading.text.clauses import Clause
from extractors.reading.text.grammar import Part
from extractors.reading.triggers.triggers import Trigger

_COMMAS = frozenset({",", "，", "(", ")", "（", "）"})
"""What the subject is carried across; a short bracket holds a date."""

LEAST_NAME = 2
"""So many letters that no list knows may be a name, and so a subject."""

CLAUSES_BACK = 3
"""How many clauses back the subject may stand."""

_SUBJECTS = frozenset({Part.PAIR, Part.PLURAL_OFFICE, Part.PRONOUN, Part.COUNTERPART})
_SIDES = frozenset({Part.SIDE, Part.OTHER_SIDE})


def carried_subject(trigger: Trigger, around: Surroundings) -> list[Link]:
    """Return whom the clauses before speak of where the trigger's own clause names no subject, and hides none."""
    lexicon = around.page.grammar.lexicon
    if lexicon.spaced or lexicon.postpositions or not _is_open(trigger, around):
        return []
    index = around.clauses.index(trigger.clause)
    for clause in reversed(around.clauses[max(0, index - CLAUSES_BACK) : index]):
        for link in around.finder.people:
            inside = clause.start <= link.start and link.end <= clause.end
            if inside and around.finder.marker_before(link) is None and not around.finder.is_owner(link):
                return [link]
        if not _follows_comma(clause, around):
            return []
    return []


def _follows_comma(clause: Clause, around: Surroundings) -> bool:
    opener = clause.opener
    return opener is not None and around.page.text.folded[opener.start : opener.end] in _COMMAS


def _is_open(trigger: Trigger, around: Surroundings) -> bool:
    """Tell whether nothing before a trigger in its clause can be its subject."""
    page, start = around.page, trigger.clause.start
    if not _follows_comma(trigger.clause, around):
        return False
    words = page.words_between(start, trigger.start)
    ends = [w.start for w in words if w.value.part is Part.PASSIVE or w.value.name == "place"]
    end = min([trigger.start, *ends])
    if any(w.value.part in (_SUBJECTS if w.start >= end else _SUBJECTS | _SIDES) for w in words):
        return False
    people = [k for k in around.finder.people if start <= k.start and k.end <= trigger.start]
    if any(around.finder.marker_before(link) is None for link in people):
        return False
    rest = list(page.text.folded[start:end])
    known = [(hit.start, hit.end) for hit in words] + [(hit.start, hit.end) for hit in page.names_between(start, end)]
    for low, high in known:
        rest[low - start : high - start] = " " * (min(high, end) - low)
    left = "".join(rest)
    rules = page.grammar.lexicon.predicates
    for word in rules.done if rules is not None else ():
        left = left.replace(word, " ")
    return sum(letter.isalnum() for letter in left) < LEAST_NAME
