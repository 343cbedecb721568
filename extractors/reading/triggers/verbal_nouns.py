"""Words that are verb and noun in one, in scripts without spaces: which of the two a text means."""

from __future__ import annotations

from extractors.phrases import Hit
from extractors.reading.text.clauses import Clause
from extractors.reading.text.grammar import Part, Word
from extractors.reading.text.names import NameKind
from extractors.reading.text.page import Page
from extractors.reading.text.words import Words
from extractors.reading.times.times import TimeReader
from seeds.entities import EntityKind
from seeds.lexicon import Scheme
from seeds.watches import EventMode

_COMMAS = frozenset({",", "，"})

OBJECT_CHARACTERS = 16
"""How far behind its verb the name of an object that follows at once may reach."""


def is_predicate(page: Page, hit: Hit[Word], words: Words, clause: Clause) -> bool:
    """Tell the verb from the noun where one word is both: it ends its clause, or a complement or object follows."""
    rules = page.grammar.lexicon.predicates
    frames = hit.value.frames
    if rules is None or not any(frame.scheme is Scheme.MUTUAL for frame in frames):
        return True
    rest = page.text.folded[hit.end : clause.end].lstrip("\"'」』)）")
    if rest.startswith(" "):
        return True  # a space ends a headline's statement: "两国防长通话 谈南海"
    rest = rest.rstrip("\"' 」』)）")
    if any(w.end == hit.start for w in words.of(Part.POSSESSIVE)):
        return rest.startswith(rules.during)  # "在与董军的会谈中"
    if not rest and _is_named_only(page, hit, clause):
        return False
    if not rest or rest.startswith(rules.complements) or rest[0].isdigit() or not rest[0].isalnum():
        return True
    near = page.names_between(hit.end, hit.end + OBJECT_CHARACTERS)
    if any(name.start - hit.end <= 1 for name in near):
        return True
    return any(w.value.part in (Part.TIME, Part.SIDE, Part.OTHER_SIDE) and w.start == hit.end for w in words)


def _is_named_only(page: Page, hit: Hit[Word], clause: Clause) -> bool:
    """Tell "关于两国防长通话，双方正在沟通", a contact without a day that its clause only names as the topic."""
    rules, folded = page.grammar.lexicon.predicates, page.text.folded
    led = rules is not None and folded.startswith(rules.topics or ("\0",), clause.start)
    if not led or folded[clause.end : clause.end + 1] not in _COMMAS:
        return False
    lately = page.words_between(clause.start, hit.start).of(Part.TIME, "recent")
    return not lately and not TimeReader(page, None).read(clause.start, hit.start)


def is_attribute(page: Page, hit: Hit[Word], words: Words) -> bool:
    """Tell "会晤时的共识" (a verb that only describes a noun) where words have no forms."""
    if page.grammar.lexicon.spaced:
        return False
    if any(w.start == hit.end for w in words.of(Part.PRONOUN)):
        return False  # "罢免了他的职务"
    return any(0 <= w.start - hit.end <= 1 for w in words.of(Part.POSSESSIVE))


def is_topic(page: Page, hit: Hit[Word], clause: Clause) -> bool:
    """Tell "解除对李尚福的制裁，是会面的前提", where an act without a doer is only what the next clause speaks of."""
    rules, folded = page.grammar.lexicon.predicates, page.text.folded
    if rules is None or not rules.equating or folded[clause.start : hit.start].strip("\"' "):
        return False
    led = clause.start == page.sentence_at(hit.start)[0]
    return led and folded.startswith(rules.equating, clause.end + 1)


def is_of_replaced(page: Page, hit: Hit[Word]) -> bool:
    """Tell the removal of "接替被免职的李尚福" from that of "周二被正式罢免的李尚福", which has a day of its own."""
    if not all(frame.mode is EventMode.REMOVAL for frame in hit.value.frames):
        return False
    words = page.words_between(page.sentence_at(hit.start)[0], hit.start)
    return any(word.end == hit.start for word in words.of(Part.VERB))


def is_of_doer(page: Page, hit: Hit[Word]) -> bool:
    """Tell "正在中国访问的布林肯", "与董军会面的赫格塞思", who did so, from "访问中国的计划"."""
    near = page.names_between(hit.end, hit.end + OBJECT_CHARACTERS)
    rules = page.grammar.lexicon.predicates
    of = [w.end for w in page.words_between(hit.end, hit.end + 2).of(Part.POSSESSIVE)]
    if rules is not None and of and page.text.folded.startswith(rules.sequels, of[0]):
        return True  # "与董军通话的第二天"
    needs = {frame.needs for frame in hit.value.frames if frame.scheme is Scheme.CLASH}
    if needs:  # "被击落的气球"
        words = page.words_between(hit.end, hit.end + OBJECT_CHARACTERS)
        return any(w.value.name in needs for w in words.of(Part.CLASS))
    if not any(frame.scheme is Scheme.VISIT for frame in hit.value.frames):
        return any(name.value.entity_kind == EntityKind.PERSON for name in near)
    kinds = (EntityKind.PERSON, EntityKind.COUNTRY)
    return any(name.value.entity_kind in kinds or name.value.kind is NameKind.OFFICE for name in near)
