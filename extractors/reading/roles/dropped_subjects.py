"""Whether a sentence leaves its subject out where verbs alone may tell it: "Allí se reunió con Dong"."""

from __future__ import annotations

from extractors.reading.roles.surroundings import Surroundings
from extractors.reading.text.grammar import Part
from extractors.reading.text.page import Page
from extractors.reading.triggers.aspects import Aspect
from extractors.reading.triggers.triggers import Trigger
from seeds.entities import EntityKind

_SETTING = frozenset({Part.TIME, Part.MARKER, Part.CUE, Part.PERFECT, Part.FACTUAL, Part.TO})
_INTRODUCING = frozenset({Part.TITLE, Part.SIDE, Part.TIME, Part.MARKER})
_CLASSES = frozenset({"there", "adding", "adverbs"})
_TOLD = frozenset({Aspect.FINITE_PAST, Aspect.PERFECT, Aspect.NOUN_SUPPORT})
_PLACES = frozenset({EntityKind.PLACE, EntityKind.COUNTRY})


def opens_without_subject(trigger: Trigger, around: Surroundings) -> bool:
    """Tell whether only times and places stand before a finite verb that opens its sentence, and whom it met behind."""
    page, finder = around.page, around.finder
    start, end = trigger.sentence[0], min(trigger.start, trigger.anchor[0])
    if trigger.clause.start != start or trigger.aspect not in _TOLD:
        return False
    behind = [link for link in finder.people if end <= link.start and link.end <= trigger.clause.end]
    if not behind or finder.marker_before(behind[0]) not in ("partner", "object"):
        return False
    words = page.words_between(start, end)
    spans = [(w.start, w.end) for w in words if w.value.part in _SETTING or w.value.name in _CLASSES]
    spans += [(n.start, n.end) for n in page.names_between(start, end) if n.value.entity_kind in _PLACES]
    return _is_covered(page, start, end, spans) and _led_sentence_before(trigger, around)


def is_led_by_setting(trigger: Trigger, around: Surroundings) -> bool:
    """Tell whether only times and places stand before a verb in its sentence: "El martes fue destituido"."""
    page, start, end = around.page, trigger.sentence[0], min(trigger.start, trigger.anchor[0])
    if trigger.clause.start != start or trigger.aspect not in _TOLD | {Aspect.RESULT}:
        return False
    words = page.words_between(start, end)
    setting = _SETTING | {Part.PASSIVE}
    spans = [(w.start, w.end) for w in words if w.value.part in setting or w.value.name in _CLASSES]
    spans += [(n.start, n.end) for n in page.names_between(start, end) if n.value.entity_kind in _PLACES]
    return _is_covered(page, start, end, spans)


def is_led_by_other(trigger: Trigger, around: Surroundings) -> bool:
    """Tell "卢卡申科会见到访的李尚福", where letters that no list knows, or a third country, lead in a verb."""
    page, start, end = around.page, trigger.clause.start, min(trigger.start, trigger.anchor[0])
    rules = page.grammar.lexicon.predicates
    if rules is None or start != trigger.sentence[0] or any(start <= k.start < end for k in around.finder.people):
        return False
    if not around.finder.direct_object(trigger):
        return False
    words = page.words_between(start, end)
    settings = {w.end for w in words.of(Part.MARKER, "place")}
    if any(side.side is None and side.start not in settings for side in around.sides.within(start, end)):
        return True
    spans = [(w.start, w.end) for w in words]
    spans += [(n.start, n.end) for n in page.names_between(start, end)]
    folded = page.text.folded
    spans += [(at, at + len(word)) for word in rules.done if (at := folded.find(word, start, end)) >= 0]
    spans += [(at, at + 1) for at in range(start, end) if folded[at].isdigit()]
    return not _is_covered(page, start, end, spans)


def _led_sentence_before(trigger: Trigger, around: Surroundings) -> bool:
    """Tell whether who was last spoken of opens the sentence before, behind titles and times only."""
    page, last = around.page, around.last_person
    before = page.sentences_before(trigger.sentence[0])
    if not before or last is None:
        return False
    names = page.names_between(*before[0])
    named = next((n for n in names if n.value.entity_kind == EntityKind.PERSON), None)
    if named is None or named.value.id != last.entity:
        return False
    start, end = before[0][0], named.start
    spans = [(w.start, w.end) for w in page.words_between(start, end) if w.value.part in _INTRODUCING]
    spans += [(n.start, n.end) for n in names if n.end <= end]
    return _is_covered(page, start, end, spans)


def _is_covered(page: Page, start: int, end: int, spans: list[tuple[int, int]]) -> bool:
    """Tell whether spans and articles are all there is between two places."""
    rest = list(page.text.folded[start:end])
    for low, high in spans:
        rest[low - start : high - start] = " " * (high - low)
    articles = page.grammar.lexicon.markers.articles
    left = "".join(letter if letter.isalnum() else " " for letter in rest).split()
    return all(word in articles for word in left)
