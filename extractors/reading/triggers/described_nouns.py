"""What describes a noun: a clause behind ("The lifting of X, which took effect on Thursday"), a participle before."""

from __future__ import annotations

from extractors.phrases import Hit
from extractors.reading.text.clauses import Clause
from extractors.reading.text.grammar import Part, Word
from extractors.reading.text.names import NameKind
from extractors.reading.text.page import Page
from extractors.reading.text.words import Words
from seeds.entities import EntityKind
from seeds.lexicon import Form

RELATIVE_WORDS = 2
"""How far behind "which" the verb may stand that tells of its noun ("which was later announced")."""

RELATIVE_CHARACTERS = 40
"""How far behind a clause that verb may begin."""

ADVERB_CHARACTERS = 20
"""How far before a participle its comma may stand."""

ERRAND_CHARACTERS = 24
"""The longest name of a place behind a verb of leaving."""

TITLE_CHARACTERS = 60
"""How far behind a participle the title or name may end that it describes."""

_TELLING = (Part.SUPPORT_AFTER, Part.ACT)
_PAST = (Form.PAST, Form.PARTICIPLE)
_OFFICES = (NameKind.OFFICE, NameKind.BARE_OFFICE)
_TITLED = (Part.TITLE, Part.SIDE)
_AUXILIARY = (Part.PERFECT, Part.PLUPERFECT, Part.PASSIVE, Part.PASSIVE_OPEN)
_LEADING = ("oblique", "partner", "owner", "agent", "target")


def telling_verb(page: Page, clause: Clause) -> tuple[list[Hit[Word]], Words] | None:
    """Return the supporting verb that follows "which" right behind a clause, and the words there; None without one."""
    lexicon, folded = page.grammar.lexicon, page.text.folded
    if not lexicon.fixed_order:
        return None
    near = page.words_between(clause.end, clause.end + RELATIVE_CHARACTERS)
    opener = next((w for w in near if w.value.part is Part.BREAK and w.start >= clause.end), None)
    if opener is None or folded[opener.start : opener.end] not in lexicon.breaks.inserting:
        return None
    behind = page.words_between(opener.end, clause.end + RELATIVE_CHARACTERS)
    for word in behind:
        if word.value.part in _TELLING and page.grammar.gap(folded, opener.end, word.start) <= RELATIVE_WORDS:
            same = [w for w in behind if (w.start, w.end) == (word.start, word.end) and w.value.part in _TELLING]
            return same, behind
    return None


def comma_before(page: Page, start: int) -> int:
    """Return where the comma stands before a participle, with an adverb between at most ("X, formally removed"); -1
    without one."""
    comma = page.text.folded.rfind(", ", max(0, start - ADVERB_CHARACTERS), start)
    return comma if comma >= 0 and page.grammar.gap(page.text.folded, comma + 2, start) <= 1 else -1


def is_epithet(page: Page, verb: Hit[Word]) -> bool:
    """Tell the participle of "to replace sacked defence minister Li", "the ousted general", which only describes.

    A person's title or name follows at once, and what stands before can be no subject.
    """
    lexicon, folded, at = page.grammar.lexicon, page.text.folded, verb.end + 1
    if not lexicon.fixed_order or verb.value.form not in _PAST:
        return False
    names = [name for name in page.names_between(at, at + TITLE_CHARACTERS) if name.start == at]
    titled = any(name.value.kind in _OFFICES or name.value.entity_kind == EntityKind.PERSON for name in names)
    behind = page.words_between(at, at + TITLE_CHARACTERS)
    if not titled and not any(word.start == at and word.value.part in _TITLED for word in behind):
        return False
    low = page.sentence_at(verb.start)[0]
    if not folded[low : verb.start].strip(" \"'"):
        return True
    before = folded[low : verb.start].rstrip()
    if before.endswith(lexicon.party.possessive or ("\0",)) or before.rpartition(" ")[2] in lexicon.markers.articles:
        return True
    beside = [w for w in page.words_between(low, verb.start) if w.end + 1 == verb.start]
    if any(w.value.part in _AUXILIARY for w in beside):
        return False
    leading = any(w.value.part is Part.MARKER and w.value.name in _LEADING for w in beside)
    return leading or any(w.value.part is Part.VERB for w in beside)


def is_errand(page: Page, verb: Hit[Word], noun: Hit[Word]) -> bool:
    """Tell "left Phnom Penh for talks with Li", where a verb has a place as its object and the noun is what for."""
    at = verb.end + 1
    if not page.grammar.lexicon.spaced or not page.capitals_speak:
        return False
    kinds = (EntityKind.PLACE, EntityKind.COUNTRY)
    named = page.names_between(at, at + ERRAND_CHARACTERS)
    place = any(name.start == at and name.value.entity_kind in kinds for name in named)
    reason = page.words_between(at, noun.start).of(Part.CLASS, "given")
    return bool(reason) and (place or page.is_unknown_capital(at))
