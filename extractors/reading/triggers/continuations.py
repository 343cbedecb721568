"""Clauses without a subject of their own, in scripts without spaces: a wish or plan of the clause before holds on."""

from __future__ import annotations

from extractors.phrases import Hit
from extractors.reading.mentions.links import Link
from extractors.reading.mentions.small_words import SmallWords
from extractors.reading.text.grammar import BREAKING, Part, Word
from extractors.reading.text.page import Page
from extractors.reading.triggers.triggers import Trigger
from seeds.lexicon import CueKind

OPEN = frozenset({CueKind.PLAN, CueKind.FUTURE, CueKind.WANT})
"""Kinds of cue for what is still to come."""

CHAINED = OPEN | {CueKind.COUNTERFACTUAL, CueKind.QUESTION}
"""Kinds of cue that hold on across a comma."""

_ANNOUNCED = frozenset({CueKind.PLAN, CueKind.FUTURE, CueKind.COUNTERFACTUAL})

LONGEST_DONE = 2
"""How far behind its verb a word of completion may end ("会谈了", "见过")."""

NAME_CHARACTERS = 24
"""The longest name of interest behind a marker."""

JOINER = 1
"""The length of "and" before a clause's verb."""

_SUBJECTS = frozenset({Part.PAIR, Part.PLURAL_OFFICE, Part.PRONOUN, Part.SIDE, Part.OTHER_SIDE})


def governing_clauses(page: Page, trigger: Trigger, links: list[Link]) -> list[tuple[int, int]]:
    """Return the clauses before a trigger's whose plan, wish or question holds on into it, the nearest first.

    "将赴新加坡，出席论坛，与董军会面" has two; "将访问北京，奥斯汀3日与李尚福会谈了" none: its subject and time are
    its own.
    """
    clause, anchor = trigger.clause, min(trigger.start, trigger.anchor[0])
    if page.grammar.lexicon.spaced or not _opens_with_comma(page, clause.opener):
        return []
    verbs = page.words_between(clause.start, anchor).of(Part.SUPPORT_BEFORE)
    joined = verbs and verbs[0].start - clause.start <= JOINER
    edge = clause.start if joined else anchor  # "，并举行中美元首会晤": nobody before the verb
    if has_open_cue(page, clause.start, anchor) or _has_subject(page, links, clause.start, edge):
        return []  # "关系将改善，考虑解除制裁": its own wish is nearer
    if _has_time(page, links, clause.start, edge) or is_done(page, links, trigger):
        return []
    found: list[tuple[int, int]] = []
    opener = clause.opener
    sentence = page.words_between(trigger.sentence[0], clause.start).of_any(BREAKING)
    for before in reversed((None, *(word for word in sentence if opener is None or word.end <= opener.start))):
        start, end = (before.end if before else trigger.sentence[0]), opener.start if opener else clause.start
        opener = before
        if end - start > 0 and not _is_adverbial(page, start):
            found.append((start, end))
            if has_open_cue(page, start, end) or _has_subject(page, links, start, end) or _has_ended(page, start, end):
                break
        if not _opens_with_comma(page, before):
            break
    return found


def holds_on(page: Page, trigger: Trigger, cue: Hit[Word], governing: list[tuple[int, int]]) -> bool:
    """Tell whether a cue of a clause before a trigger's holds on into it, given the clauses that may govern it.

    Behind 随后, which opens what comes next in a plan as in a report, a wish does not: "希望缓和关系，随后会面".
    """
    kind, rules = cue.value.name, page.grammar.lexicon.predicates
    if kind not in CHAINED or cue.end > trigger.clause.start:
        return False
    if kind not in _ANNOUNCED and rules and page.text.folded.startswith(rules.next or ("\0",), trigger.clause.start):
        return False
    return any(low <= cue.start and cue.end <= high for low, high in governing)


def has_open_cue(page: Page, start: int, end: int) -> bool:
    """Tell whether a cue that holds on across commas stands between two positions; the 将 of "将李尚福移出" is none."""
    words = page.words_between(start, end)
    objects = {(word.start, word.end) for word in words.of(Part.MARKER, "object") if _leads_name(page, word.end)}
    return any(w.value.name in CHAINED and (w.start, w.end) not in objects for w in words.of(Part.CUE))


def _leads_name(page: Page, at: int) -> bool:
    return any(hit.start == at for hit in page.names_between(at, at + NAME_CHARACTERS))


def _opens_with_comma(page: Page, opener: Hit[Word] | None) -> bool:
    return opener is not None and page.text.folded[opener.start : opener.end] in (",", "，")


def _is_adverbial(page: Page, start: int) -> bool:
    """Tell "为推动对话，", "在双方磋商之际，", which only say why or when."""
    markers = page.grammar.lexicon.markers
    return page.text.folded.startswith((*markers.oblique, *markers.place), start)


def _has_subject(page: Page, links: list[Link], start: int, edge: int) -> bool:
    """Tell whether somebody stands before a clause's verb of whom no marker says that he is no subject."""
    small = SmallWords(page, links)
    words = page.words_between(start, edge)
    verbs = words.of(Part.VERB)
    edge = verbs[0].end if verbs else edge  # "任命董军为国防部长": whom a verb precedes is its object
    if any(start <= link.start and link.end <= edge and small.marker_before(link) is None for link in small.people):
        return True
    marked = {word.end for word in words.of(Part.MARKER)}
    for word in page.words_between(start, edge):
        inside = any(link.start <= word.start and word.end <= link.end for link in links)
        if word.value.part in _SUBJECTS and not inside and word.start not in marked:
            return True
    return any(hit.start == start for hit in page.names_between(start, edge))


def _has_time(page: Page, links: list[Link], start: int, edge: int) -> bool:
    inside = [(link.start, link.end) for link in links]
    times = page.words_between(start, edge).of(Part.TIME)
    return any(not any(low <= word.start and word.end <= high for low, high in inside) for word in times)


def _has_ended(page: Page, start: int, end: int) -> bool:
    """Tell whether a verb with an ending of completion stands in a clause: 抵达了."""
    rules = page.grammar.lexicon.predicates
    endings = rules.behind if rules is not None else ()
    verbs = page.words_between(start, end).of(Part.VERB)
    return any(page.text.folded.startswith(endings or ("\0",), verb.end) for verb in verbs)


def is_done(page: Page, links: list[Link], trigger: Trigger) -> bool:
    """Tell whether words of completion stand around a trigger: "终于见面", "会谈了"; but not in a name (秦刚)."""
    rules, folded = page.grammar.lexicon.predicates, page.text.folded
    if rules is None:
        return False
    ended = folded[trigger.start : min(trigger.end + LONGEST_DONE, trigger.clause.end)]
    if any(word in ended for word in rules.behind):
        return True
    names = [(hit.start, hit.end) for hit in page.names_between(trigger.clause.start, trigger.start)]
    names += [(link.start, link.end) for link in links]
    for word in rules.done:
        at = folded.find(word, trigger.clause.start, trigger.start) if word not in rules.behind else -1
        if at >= 0 and word not in rules.next and not any(low <= at < high for low, high in names):
            return True
    return False


def closes_clause(page: Page, hit: Hit[Word]) -> bool:
    """Tell whether nothing but punctuation stands between a word and its clause's end."""
    rest = page.text.folded[hit.end : hit.end + 3].lstrip("\"' 」』)）")
    return not rest or not rest[0].isalnum()
