"""Clauses without a subject of their own, in scripts without spaces: a wish or plan of the clause before holds on."""

from __future__ import annotations

from extractors.phrases import Hit
from extractors.reading.mentions.links import Link
from extractors.reading.mentions.small_words import SmallWords
from extractors.reading.text.grammar import Part, Word
from extractors.reading.text.page import Page
from extractors.reading.triggers.triggers import Trigger
from seeds.lexicon import CueKind

OPEN = frozenset({CueKind.PLAN, CueKind.FUTURE, CueKind.WANT})
"""Kinds of cue that hold on across a comma."""

LONGEST_DONE = 2
"""How far behind its verb a word of completion may end ("会谈了", "见过")."""

JOINER = 1
"""The length of "and" before a clause's verb."""

_SUBJECTS = frozenset({Part.PAIR, Part.PLURAL_OFFICE, Part.PRONOUN, Part.SIDE, Part.OTHER_SIDE, Part.TIME})


def continues_clause(page: Page, trigger: Trigger, links: list[Link]) -> bool:
    """Tell "将访问北京，与习近平会谈" from "将访问北京，奥斯汀3日与李尚福会谈了": no subject, time or 了 of its own."""
    opener = trigger.clause.opener
    if page.grammar.lexicon.spaced or opener is None or page.text.folded[opener.start : opener.end] not in (",", "，"):
        return False
    start, anchor = trigger.clause.start, min(trigger.start, trigger.anchor[0])
    verbs = page.words_between(start, anchor).of(Part.SUPPORT_BEFORE)
    edge = (
        start if verbs and verbs[0].start - start <= JOINER else anchor
    )  # "，并举行中美元首会晤": nobody before the verb
    small = SmallWords(page, links)
    if any(start <= link.start and link.end <= edge and small.marker_before(link) is None for link in small.people):
        return False
    partners = [(link.start, link.end) for link in links]
    if any(word.value.part is Part.CUE and word.value.name in OPEN for word in page.words_between(start, anchor)):
        return False  # "关系将改善，考虑解除制裁": its own wish is nearer
    for word in page.words_between(start, edge):
        if word.value.part in _SUBJECTS and not any(low <= word.start and word.end <= high for low, high in partners):
            return False
    if any(hit.start == start for hit in page.names_between(start, edge)):
        return False
    done = page.grammar.lexicon.predicates.done if page.grammar.lexicon.predicates is not None else ()
    said = page.text.folded[start : min(trigger.end + LONGEST_DONE, trigger.clause.end)]
    return not any(word in said for word in done)


def closes_clause(page: Page, hit: Hit[Word]) -> bool:
    """Tell whether nothing but punctuation stands between a word and its clause's end."""
    rest = page.text.folded[hit.end : hit.end + 3].lstrip("\"' 」』)）")
    return not rest or not rest[0].isalnum()
