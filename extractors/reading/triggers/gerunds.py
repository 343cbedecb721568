"""Gerunds that tell what was done: leading ones ("Sitting across from Wang, X called …") and dated encounters."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.phrases import Hit
from extractors.reading.text.clauses import Clause
from extractors.reading.text.grammar import Part, Word
from extractors.reading.text.names import NameKind
from extractors.reading.text.page import Page
from seeds.entities import EntityKind
from seeds.lexicon import CueKind, Form, Scheme

_FINITE = frozenset({Part.PERFECT, Part.PLUPERFECT, Part.PASSIVE, Part.PASSIVE_OPEN, Part.CUE})

_LEADING = frozenset({Part.TO, Part.PERFECT, Part.PLUPERFECT})

_HARMLESS = frozenset({CueKind.NOVELTY.value, CueKind.IN_PERSON.value, CueKind.REMOTE.value})
"""Cues that leave open nothing ("Sitting down with Li for the first time, …")."""

TITLE_CHARACTERS = 40
"""The longest title between a leading phrase and the name of its subject."""

DEED_WORDS = 3
"""How many words behind its subject a verb may take ("had then told")."""

SINCE_CHARACTERS = 16
"""The longest "since being" before a participle."""

LISTED_VERBS = 3
"""How many verbs may stand between "to" and "or" ("to remove, ease or waive")."""


def leads_deed(page: Page, gerund: Hit[Word]) -> bool:
    """Tell the gerund of "Sitting across from Wang Yi in Beijing, Blinken called for …" from a plan or a wish.

    It opens its sentence, alone or behind "by"; behind the next comma stands somebody's name with a verb of saying or
    doing, which is no insertion ("Lifting sanctions, Beijing said, would help").
    """
    deeds, folded = page.grammar.lexicon.support.deeds, page.text.folded
    start, end = page.sentence_at(gerund.start)
    met = any(frame.scheme in (Scheme.MUTUAL, Scheme.VISIT) for frame in gerund.value.frames)
    met = met or gerund.value.part is Part.SUPPORT_BEFORE  # "Holding talks with Li, X called …"
    before = page.words_between(start, gerund.start).of(Part.MARKER, "agent")  # "By giving Austin an hour, Li …"
    leads = start == gerund.start or any(w.start == start and w.end + 1 == gerund.start for w in before)
    if not deeds or not leads or not met:
        return False
    people = [n for n in page.names_between(gerund.end, end) if n.value.entity_kind == EntityKind.PERSON]
    for name in people:
        comma = folded.rfind(", ", gerund.end, name.start)
        if comma < 0 or name.start - comma > TITLE_CHARACTERS:
            continue
        between = page.words_between(gerund.end, comma)
        if any(word.value.part in _FINITE and word.value.name not in _HARMLESS for word in between):
            return False  # "Meeting Li is a matter for the president, Austin said"
        words = folded[name.end + 1 : end].split(" ")[:DEED_WORDS]
        if any(word in deeds for word in words):  # "said," with a comma is an insertion's
            partner = gerund.value.part is not Part.NOUN or _names_partner(page, gerund.end, comma)
            return partner and not _is_inserted(page, name.end, end)
    return False


def _names_partner(page: Page, start: int, end: int) -> bool:
    """Tell "Meeting with his counterpart" from "Meeting reporters"."""
    titles = (NameKind.OFFICE, NameKind.BARE_OFFICE)
    near = page.names_between(start, end)
    named = any(name.value.kind in titles or name.value.entity_kind == EntityKind.PERSON for name in near)
    return named or bool(page.words_between(start, end).of(Part.COUNTERPART))


def _is_inserted(page: Page, start: int, end: int) -> bool:
    """Tell "Meeting Li, Austin said on Friday, would help", where the verb behind the next comma is the gerund's."""
    comma = page.text.folded.find(", ", start, end)
    return comma >= 0 and any(
        word.start == comma + 2 and word.value.part in _FINITE
        for word in page.words_between(comma, min(end, comma + TITLE_CHARACTERS))
    )


def is_since_done(page: Page, participle: Hit[Word]) -> bool:
    """Tell the passive of "since being appointed in March", which was done, from "before being appointed"."""
    start = page.sentence_at(participle.start)[0]
    near = page.words_between(max(start, participle.start - SINCE_CHARACTERS), participle.start)
    being = [w for w in near.of(Part.PASSIVE_OPEN) if w.end == participle.start - 1]
    return any(w.end == being[-1].start - 1 for w in near.of(Part.CUE, CueKind.SINCE.value)) if being else False


def is_under_way(page: Page, clause: Clause) -> bool:
    """Tell "is meeting Dong in Singapore today" from "is meeting him on Friday", "is meeting him later today"."""
    return _says(page, clause, page.grammar.lexicon.times.present) and not is_to_come(page, clause)


def is_told_in_present(page: Page, anchor: tuple[int, int]) -> bool:
    """Tell whether a noun's verb stands in the present alone: "begins two days of talks in Beijing on Sunday"."""
    forms = {
        w.value.form for w in page.words_between(*anchor) if (w.start, w.end) == anchor and w.value.form is not None
    }
    did = page.grammar.lexicon.auxiliaries.emphatic  # "what the two did have was a handshake"
    emphatic = page.text.folded[: anchor[0]].rstrip().endswith(did or ("\0",))
    sequel = bool(page.words_between(*anchor).named("coming after"))  # "it follows a call on Tuesday"
    told = Form.PRESENT in forms or (Form.BASE in forms and _leads_clause(page, anchor[0]))
    return told and not emphatic and not sequel and not forms & {Form.PAST, Form.PARTICIPLE, Form.FACT}


def _leads_clause(page: Page, start: int) -> bool:
    """Tell the present of "A and B hold talks" from the infinitive of "managed to hold", "saw A and B hold"."""
    before = page.words_between(page.sentence_at(start)[0], start)
    done = bool(before.named(CueKind.MANAGED)) or any(w.value.part in _LEADING for w in before)
    done = done or any(w.value.form is Form.PAST for w in before.of(Part.VERB))
    return page.grammar.lexicon.fixed_order and not done


def is_to_come(page: Page, clause: Clause) -> bool:
    """Tell whether a clause names a part of the day that is yet to come: "meet this afternoon", "later today"."""
    return _says(page, clause, page.grammar.lexicon.times.coming)


def _says(page: Page, clause: Clause, phrases: Sequence[str]) -> bool:
    words = page.text.folded[clause.start : clause.end].replace(",", " ").replace(".", " ").split()
    said = f" {' '.join(words)} "
    return any(f" {phrase} " in said for phrase in phrases)


def is_joined_infinitive(page: Page, verb: Hit[Word]) -> bool:
    """Tell the "waive" of "forbid the executive to remove, ease or waive the sanctions" from a headline's present."""
    if not page.grammar.lexicon.spaced:
        return False
    before = page.words_between(page.sentence_at(verb.start)[0], verb.start)
    joiner = next((w for w in before if w.end == verb.start - 1 and _joins(w)), None)
    opened = before.of(Part.TO)
    if joiner is None or not opened or opened[-1].end > joiner.start:
        return False
    listed = page.text.cased[opened[-1].end : joiner.start].split()
    apart = all(each.endswith(",") for each in listed[:-1])
    return 0 < len(listed) <= LISTED_VERBS and apart and all(each == each.lower() for each in listed)


def _joins(word: Hit[Word]) -> bool:
    """Tell "and" and "or"."""
    return word.value.part is Part.BREAK or (word.value.part is Part.MARKER and word.value.name == "joiners")
