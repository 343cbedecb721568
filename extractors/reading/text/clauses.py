"""A sentence cut into clauses at its break words."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors.phrases import Hit
from extractors.reading.text.grammar import BREAKING, Part, Word
from extractors.reading.text.names import NameKind
from extractors.reading.text.page import Page
from extractors.reading.text.relatives import closed_relatives
from extractors.reading.text.words import Words
from seeds.lexicon import Form, Scheme
from seeds.watches import EventMode

_SHORT_BRACKET = re.compile(r"\([^()]{1,24}\)")

_LEADING = frozenset({Part.BEFORE, Part.AFTER})

LEADING_CHARACTERS = 20
"""How far into its sentence a leading conjunction may reach ("Two days before …")."""

MARKER_CHARACTERS = 40
"""The longest marker of several words."""

GATHERING_CHARACTERS = 24
"""How far behind "before" the gathering may end that it goes with: "before the opening dinner"."""

SOURCE_WORDS = 6
"""How many words the source of what a sentence tells has at its end, and how many follow its verb of saying."""

LED_CHARACTERS = 120
"""How far behind "before" the "and" may stand that leads back to the main clause."""

_CLOSING = frozenset({",", ".", ";", ")"})
"""What ends the clause of an adverb."""

_AUXILIARIES = frozenset({Part.PERFECT, Part.PLUPERFECT, Part.PASSIVE, Part.PASSIVE_OPEN, Part.TO})

_TELLING = frozenset({Part.VERB, Part.SUPPORT_BEFORE, Part.TO, Part.CUE})
"""What stands between no teller's title and his verb."""

ROLE_WORDS = 4
"""How many words may stand between "as" and the title that makes it no break ("as its new defence minister")."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of a sentence between breaks; `opener` is the break word before it."""

    start: int
    end: int
    opener: Hit[Word] | None


def split_clauses(page: Page, sentence: tuple[int, int], covered: list[tuple[int, int]]) -> list[Clause]:
    """Cut a sentence at its break words; breaks inside a name are none."""
    clauses: list[Clause] = []
    start, opener = sentence[0], None
    led = _end_of_leading(page, sentence)
    words = page.words_between(*sentence)
    # "the meeting came after months of refusals", "in a call the day before, …"
    whole = [*words.of(Part.SUPPORT_AFTER), *(w for w in words.of(Part.TIME) if _closes_time(page, w))]
    whole += [w for w in words.of(Part.VERB) if _is_placed(w)]
    before = (_ends_time, _names_gathering, _is_adverb)
    whole += [w for w in words.of(Part.BEFORE) if any(reason(page, w) for reason in before)]
    contacts = (w for w in words.of(Part.NOUN) if all(f.scheme is Scheme.MUTUAL for f in w.value.frames))
    long = [w for w in (*words.of(Part.VERB), *contacts) if " " in page.text.folded[w.start : w.end]]
    covered = [*covered, *((w.start, w.end) for w in (*whole, *long)), *_brackets(page, sentence), *_ago(page, words)]
    for word in words:
        if led is not None and word.start >= led and opener is not None and opener.start < led:
            clauses.append(Clause(start, led, opener))  # "Before flying on, Austin met …"
            start, opener, led = led, None, None
        if word.value.part not in BREAKING or word.start < start:
            continue
        if any(low <= word.start and word.end <= high for low, high in covered):
            continue
        if word.value.part is Part.BREAK and _is_in_marker(page, word):
            continue
        if word.value.name == "role" and title_follows(page, word.end):
            continue
        said = _start_of_source(page, start, word, sentence[1])
        if said is not None:  # "A and B met on Friday, Pat Ryder said": the clause ends before who says so
            clauses.append(Clause(start, said, opener))
            start, opener = said + 1, None
        if word.start > start or opener is not None:
            clauses.append(Clause(start, word.start, opener))
        start, opener = word.end, word
    clauses.append(Clause(start, sentence[1], opener))
    for relative, comma in closed_relatives(page, sentence):
        clauses = [part for clause in clauses for part in _parted(clause, comma, relative)]
    return [part for clause in clauses for part in _without_teller(page, clause)]


def _without_teller(page: Page, clause: Clause) -> tuple[Clause, ...]:
    """Return a condition cut before who told it: "China will act if anyone tries, Wei Fenghe told Austin in talks"."""
    conditional = clause.opener is not None and clause.opener.value.part is Part.CONDITION
    if not conditional or not page.grammar.lexicon.fixed_order:
        return (clause,)
    words = page.words_between(clause.start, clause.end)
    telling = (w for w in words.of(Part.VERB) if w.value.form is Form.PAST and tells_somebody(w))
    for verb in telling:
        speaker = next((n for n in page.names_between(clause.start, verb.start) if n.end + 1 == verb.start), None)
        comma = page.text.folded.rfind(",", clause.start, speaker.start) if speaker is not None else -1
        if comma >= 0 and not page.words_between(comma, verb.start).of_any(_TELLING):
            return Clause(clause.start, comma, clause.opener), Clause(comma + 1, clause.end, None)
    return (clause,)


def tells_somebody(verb: Hit[Word]) -> bool:
    """Tell a verb whose object is who was told: "told", "warned"."""
    return all(frame.mode is EventMode.STATEMENT and frame.adjacent for frame in verb.value.frames)


def _start_of_source(page: Page, start: int, word: Hit[Word], end: int) -> int | None:
    """Return the comma before the name that, with its verb of saying, closes a sentence as the source of what it tells;
    None where the verb goes on or nothing was told before."""
    lexicon, folded = page.grammar.lexicon, page.text.folded
    if not lexicon.fixed_order or word.value.part is not Part.BREAK:
        return None
    if folded[word.start : word.end].split(" ")[0] not in lexicon.support.deeds:
        return None
    comma = folded.rfind(", ", start, word.start)
    source = folded[comma + 2 : word.start].split() if comma >= 0 else []
    if not 0 < len(source) <= SOURCE_WORDS or page.grammar.gap(folded, word.end, end) > SOURCE_WORDS:
        return None
    telling = (Part.VERB, Part.SUPPORT_BEFORE, Part.CUE, Part.MARKER, *BREAKING)
    if any(hit.value.part in telling for hit in page.words_between(comma + 1, word.start)):
        return None
    if page.words_between(word.end, end).of(Part.VERB) or not page.text.cased[word.start - 2].isalpha():
        return None
    told = page.words_between(start, comma)
    if told.of(Part.PLUPERFECT):
        return None  # "had met Li, a spokesman said on Sunday": shifted back by the verb of saying
    finite = any(hit.value.form is Form.PAST for hit in (*told.of(Part.VERB), *told.of(Part.SUPPORT_BEFORE)))
    named = any(letter.isupper() for letter in page.text.cased[comma + 2 : word.start])
    return comma if finite and named else None


def _parted(clause: Clause, comma: int, relative: Hit[Word]) -> tuple[Clause, ...]:
    """Return a clause cut where a relative clause closes; what follows speaks of the name before that clause."""
    if not clause.start < comma < clause.end:
        return (clause,)
    return Clause(clause.start, comma, clause.opener), Clause(comma + 1, clause.end, relative)


def _ago(page: Page, words: Words) -> list[tuple[int, int]]:
    """Return where a word for "before" says "ago": "vor einer Woche"."""
    found: list[tuple[int, int]] = []
    for word in words.of(Part.TIME, "ago_before"):
        units = page.words_between(word.end, word.end + MARKER_CHARACTERS)
        unit = next(iter(units.of(Part.TIME, "units")), None)
        if unit is not None and page.grammar.gap(page.text.folded, word.end, unit.start) <= 2:
            found.append((word.start, unit.end))
    return found


def _brackets(page: Page, sentence: tuple[int, int]) -> list[tuple[int, int]]:
    """Return the short brackets that break nothing: "am Freitag (31. Mai) in Singapur", "Jumat (31/5)"."""
    telling = (Part.VERB, Part.NOUN, Part.CUE)
    found = [bracket.span() for bracket in _SHORT_BRACKET.finditer(page.text.folded, *sentence)]
    return [span for span in found if not any(word.value.part in telling for word in page.words_between(*span))]


def _is_placed(word: Hit[Word]) -> bool:
    """Tell the verb "said in", which says where somebody was, from "said", behind which another statement begins."""
    return all(f.scheme is Scheme.VISIT and f.adjacent for f in word.value.frames)


def _closes_time(page: Page, word: Hit[Word]) -> bool:
    """Tell whether a word of time ends at a mark: "the day before," is no conjunction."""
    return page.text.folded[word.end : word.end + 1] in (",", ".", ";", "")


def _is_adverb(page: Page, before: Hit[Word]) -> bool:
    """Tell the "before" of "who had never met before, sat down", with nothing behind it that is yet to come."""
    return page.grammar.lexicon.spaced and page.text.folded[before.end : before.end + 1] in _CLOSING


def _ends_time(page: Page, word: Hit[Word]) -> bool:
    """Tell the "before" of "on the Friday before, a jet …" from a conjunction."""
    if page.text.folded[word.end : word.end + 1] not in (",", "."):
        return False
    beside = page.words_between(max(0, word.start - MARKER_CHARACTERS), word.start)
    return any(w.value.part is Part.TIME and w.end + 1 == word.start for w in beside)


def _names_gathering(page: Page, word: Hit[Word]) -> bool:
    """Tell the "before" of "went up to him before dinner and shook his hand" from a conjunction: no verb follows."""
    close = page.words_between(word.end, word.end + GATHERING_CHARACTERS).of(Part.CLASS, "crowds")
    named = next(iter(close), None)
    if _goes_on_behind(page, word):
        return True
    if named is None or page.grammar.gap(page.text.folded, word.end, named.start) > 1:
        return False
    behind = page.words_between(named.end, named.end + GATHERING_CHARACTERS)
    joined = any(w.value.part is Part.MARKER and w.value.name == "joiners" and w.start <= named.end + 1 for w in behind)
    return joined or page.text.folded[named.end : named.end + 1] in (",", ".", ";", "")


def _goes_on_behind(page: Page, word: Hit[Word]) -> bool:
    """Tell the "before" of "arrived before the opening of the forum on Friday and met Dong", where no verb stands
    between it and an "and" with the next deed of the main clause."""
    lexicon, folded, sentence = page.grammar.lexicon, page.text.folded, page.sentence_at(word.start)
    if not lexicon.fixed_order or not page.words_between(sentence[0], word.start):
        return False
    high = min(sentence[1], word.end + LED_CHARACTERS)
    apart = [*_brackets(page, sentence), *((name.start, name.end) for name in page.names_between(word.end, high))]
    for hit in page.words_between(word.end, high):
        if any(low <= hit.start and hit.end <= edge for low, edge in apart):
            continue
        joins = hit.value.part is Part.MARKER and hit.value.name == "joiners" and folded[hit.start].isalpha()
        if joins:
            deeds = page.words_between(hit.end, hit.end + MARKER_CHARACTERS)
            behind = [w for w in deeds if w.start == hit.end + 1 and w.value.form is Form.PAST]
            if behind:
                return True
        described = hit.value.form is Form.GERUND and hit.start > word.end + 1
        told = hit.value.part in (Part.VERB, Part.SUPPORT_BEFORE, Part.SUPPORT_AFTER, *BREAKING, *_AUXILIARIES)
        contact = hit.value.part is Part.NOUN and any(f.scheme is not Scheme.VISIT for f in hit.value.frames)
        if (told and not described) or contact:
            return False
    return False


def _is_in_marker(page: Page, word: Hit[Word]) -> bool:
    """Tell the "que" of "que pesaban sobre", which introduces whom a measure is on, from a conjunction."""
    around = page.words_between(word.start, word.end + MARKER_CHARACTERS)
    return any(w.value.part is Part.MARKER and w.start == word.start and w.end > word.end for w in around)


def main_clause(clause: Clause, clauses: list[Clause]) -> Clause | None:
    """Return the clause that one of time hangs on: the one before it, or behind it where it opens the sentence."""
    index = clauses.index(clause)
    if index > 0 and clauses[index - 1].end > clauses[index - 1].start:
        return clauses[index - 1]
    return clauses[index + 1] if index + 1 < len(clauses) else None


def _end_of_leading(page: Page, sentence: tuple[int, int]) -> int | None:
    """Return where a clause of "before" or "after" ends with which a sentence opens: at the comma,
    behind a preposition at the finite verb where the verb comes second ("Nach dem Treffen hat …")."""
    lexicon = page.grammar.lexicon
    for word in page.words_between(sentence[0], min(sentence[1], sentence[0] + 2 * LEADING_CHARACTERS)):
        if word.start - sentence[0] > LEADING_CHARACTERS:
            break
        leads = word.value.part in _LEADING or _opens_scene(page, word, sentence)
        if not leads or not lexicon.spaced:
            continue
        phrase = page.text.folded[word.start : word.end].split()  # "kurz nachdem" is a conjunction like its last word
        if lexicon.nouns_capitalised and len(phrase) > 1 and phrase[-1] not in lexicon.breaks.after:
            verbs = (w.start for w in page.words_between(word.end, sentence[1]) if _is_finite(w))
            return next(verbs, None)
        comma = page.text.folded.find(", ", word.end, sentence[1])
        named = _end_of_name(page, comma + 2) if comma >= 0 else -1
        if comma >= 0 and named < 0:
            named = _end_of_counterpart(page, comma + 2)
        if named >= 0 and page.text.folded[named : named + 2] == ", ":
            comma = named  # "After the dismissal of the minister, Li Shangfu, the post …"
        return comma + 1 if comma >= 0 else None
    return None


def _opens_scene(page: Page, word: Hit[Word], sentence: tuple[int, int]) -> bool:
    """Tell the "while" of "While A met Japan's minister, Li …", which has a verb of its own, from "While in Paris"."""
    lexicon = page.grammar.lexicon
    scenes = (*lexicon.breaks.together, *lexicon.breaks.role)
    if word.start > sentence[0] or page.text.folded[word.start : word.end] not in scenes:
        return False
    comma = page.text.folded.find(", ", word.end, sentence[1])
    return any(_is_finite(w) or w.value.form is Form.GERUND for w in page.words_between(word.end, max(comma, word.end)))


def _end_of_name(page: Page, at: int) -> int:
    """Return where the name ends that begins at a position; -1 where none does."""
    return max((hit.end for hit in page.names_between(at, at + MARKER_CHARACTERS) if hit.start == at), default=-1)


def _end_of_counterpart(page: Page, at: int) -> int:
    """Return where "his Chinese opposite number" ends that begins at a position; -1 where none does."""
    words = page.words_between(at, at + MARKER_CHARACTERS)
    end = next((word.end for word in words if word.value.part is Part.COUNTERPART), -1)
    return -1 if "," in page.text.folded[at:end] else end


def _is_finite(word: Hit[Word]) -> bool:
    auxiliary = word.value.part in (Part.PERFECT, Part.PLUPERFECT, Part.PASSIVE)
    return auxiliary or (word.value.part is Part.VERB and word.value.form in (Form.PAST, Form.PRESENT))


def title_follows(page: Page, end: int) -> bool:
    """Tell "named him as defence minister" from "as the two met"."""
    for hit in page.names_between(end, end + 60):
        if hit.value.kind in (NameKind.OFFICE, NameKind.BARE_OFFICE):
            return page.grammar.gap(page.text.folded, end, hit.start) <= ROLE_WORDS
    return False
