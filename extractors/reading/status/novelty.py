"""Whether words say that something is the first of its kind, or takes place again."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.phrases import Hit
from extractors.reading.mentions.small_words import strip_articles
from extractors.reading.status.scopes import is_spoken_of
from extractors.reading.text.grammar import BREAKING, OPEN_KINDS, Part, Word
from extractors.reading.text.page import Page
from extractors.reading.text.words import Words
from extractors.reading.triggers.triggers import Trigger
from seeds.entities import EntityKind
from seeds.lexicon import CueKind

_NEW = frozenset({CueKind.NOVELTY, "stopped"})
"""What says, behind an event, that it is the first: "这是首次", "上一次会议在2021年举行，其后中断"."""

_NEWS = OPEN_KINDS | {CueKind.NOVELTY, CueKind.REFUSAL}

FIRST_WORDS = 5
"""How far before a noun "first" may stand ("the first top-level direct military contact")."""

SINCE_WORDS = 1
"""How many words may stand between "for the first time" and "since"."""

DATING_WORDS = 3
"""How many words may stand between "since" and its time ("seit fast eineinhalb Jahren")."""

YEAR_CHARACTERS = 2
"""How far behind "since" a figure may begin."""

PHRASE_WORDS = 4
"""How long what follows "since" may be without a time of its own ("Erstmals seit seinem Amtsantritt hat …")."""

LEADING_CHARACTERS = 12
"""Where a leading "For the first time …" names its first word at the latest."""

IDENTIFYING_CHARACTERS = 6
"""The longest "this is" with which a clause identifies what was told before it."""

RENEWED_CHARACTERS = 8
"""How far behind "reviving" the word of routine may stand ("reviving their annual round")."""

NEXT_SENTENCE_CHARACTERS = 120
"""The longest sentence that only says of an event that it was the first since some day."""

NEXT_SINCE_CHARACTERS = 180
"""The longest where "since" stands right behind the first: "… were the first of their kind since the two agreed to"."""

KIND_WORDS = 4
"""How far "since" may stand behind the first there ("of their kind")."""

CLOSING_CHARACTERS = 16
"""How far before its sentence's end "for the first time in two years" may stand as what it says."""

CLOSING_LETTERS = 2
"""How many letters may stand beside a verb of contact behind such words ("再度直接交谈")."""

NEXT_CLAUSE_CHARACTERS = 24
"""How far behind a clause "the first in two years" may stand that speaks of it, in a script without spaces."""

_OF_BEFORE = frozenset({"since", "recall", "anniversary", "conditional"})
"""Cues that may stand before "since" and speak of what is behind it."""


def is_first(page: Page, trigger: Trigger, cues: list[Hit[Word]]) -> bool:
    """Tell whether a cue of novelty stands shortly before a noun, or behind it in its clause; what is said to be a
    matter of routine ("the yearly working group") is never new."""
    routine = page.words_between(*trigger.sentence).named("routine")
    if routine and not any(_renews(page, hit, routine) for hit in cues):
        return False
    return any(
        hit.value.name == CueKind.NOVELTY
        and not _tells_way(page, trigger, hit, cues)
        and not is_spoken_of(page, trigger, hit)
        and (hit.end <= trigger.clause.end or _closes_next_clause(page, trigger, hit))
        and (page.grammar.gap(page.text.folded, hit.end, trigger.start) <= FIRST_WORDS or _opens(page, trigger, hit))
        for hit in cues
    ) or _is_told_behind(page, trigger)


def _tells_way(page: Page, trigger: Trigger, new: Hit[Word], cues: list[Hit[Word]]) -> bool:
    """Tell "the session was the first in person since …": others of its kind went before, by telephone."""
    ways = [c.end for c in cues if c.value.name == CueKind.IN_PERSON and 0 <= c.start - new.end <= 1]
    nouns = {noun.start for noun in page.words_between(*trigger.sentence).of(Part.NOUN)}
    return new.start >= trigger.end and any(end + 1 not in nouns for end in ways)


def cannot_be_first(page: Page, trigger: Trigger) -> bool:
    """Tell where no cue of the sentence can make an event new, planned or refused, before any is looked at."""
    names = {word.value.name for word in page.words_between(*trigger.sentence).of(Part.CUE)}
    return names.isdisjoint(_NEWS) and not _is_told_behind(page, trigger)


def _renews(page: Page, new: Hit[Word], routine: Sequence[Hit[Word]]) -> bool:
    """Tell "reviving an annual round" from "met again for their annual round"."""
    if new.value.name != CueKind.NOVELTY or not page.grammar.lexicon.spaced:
        return False
    return any(0 <= word.start - new.end <= RENEWED_CHARACTERS for word in routine)


def names_first(page: Page, trigger: Trigger) -> bool:
    """Tell "wound up two days of talks, the first gathering under the agreement since 2021": an apposition names what
    was told before it, and is as much a fact."""
    folded = page.text.folded
    comma = folded.rfind(", ", trigger.sentence[0], trigger.start)
    if comma < 0 or not trigger.is_noun or not page.grammar.lexicon.spaced:
        return False
    between = page.words_between(comma + 2, trigger.start)
    first = next((word for word in between.named(CueKind.NOVELTY)), None)
    if first is None or any(word.value.part in (Part.VERB, Part.SUPPORT_BEFORE) for word in between):
        return False
    near = page.grammar.gap(folded, first.end, trigger.start) <= FIRST_WORDS
    return near and not strip_articles(folded[comma + 2 : first.start], page.grammar.lexicon.markers.articles)


def _is_told_behind(page: Page, trigger: Trigger) -> bool:
    """Tell whether the next clause or sentence only identifies it: "…会议在夏威夷举行，这是两年来首次开会"."""
    rules = page.grammar.lexicon.predicates
    if rules is None:
        lexicon = page.grammar.lexicon
        if lexicon.spaced and not lexicon.postpositions:
            return _is_told_since(page, trigger)
        return lexicon.postpositions and _is_told_next(page, trigger)
    starts = [trigger.clause.end + 1]
    starts += [start for start, _ in page.sentences_behind(trigger.sentence[0])]
    for start in starts:
        following = page.text.folded[start : start + IDENTIFYING_CHARACTERS]
        if following.startswith(rules.identifying):
            end = page.sentence_at(start)[1]
            words = page.words_between(start, end)
            return not words.named("routine") and any(word.value.name in _NEW for word in words)
    return False


def _is_told_since(page: Page, trigger: Trigger) -> bool:
    """Tell whether a short next sentence that names nobody says: "Es war die erste Runde seit 2021."; a longer one, or
    one that names people, says it where only the earlier occasion follows: "… the first since A and B agreed to"."""
    start, end = next(((low, high) for low, high in page.sentences if low >= trigger.sentence[1]), (0, 0))
    if not 0 < end - start <= NEXT_SINCE_CHARACTERS:
        return False
    names = page.names_between(start, end)
    people = [name.start for name in names if name.value.entity_kind == EntityKind.PERSON]
    words = page.words_between(start, end)
    new, since = words.of(Part.CUE, CueKind.NOVELTY), words.of(Part.CUE, CueKind.SINCE)
    if not people and end - start <= NEXT_SENTENCE_CHARACTERS:
        return bool(new and since)
    return any(
        word.start > first.end
        and page.grammar.gap(page.text.folded, first.end, word.start) <= KIND_WORDS
        and all(word.end <= at for at in people)
        for first in new
        for word in since
    )


def _is_told_next(page: Page, trigger: Trigger) -> bool:
    """Tell whether the next sentence ends in saying that it was the first: "開催は2021年12月以来、約2年ぶり。"."""
    start, end = next(((low, high) for low, high in page.sentences if low >= trigger.sentence[1]), (0, 0))
    words = page.words_between(max(start, end - CLOSING_CHARACTERS), end)
    return bool(words.named(CueKind.NOVELTY))


def _opens(page: Page, trigger: Trigger, hit: Hit[Word]) -> bool:
    """Tell "For the first time since 2021, officers of the two forces have met"."""
    if page.grammar.lexicon.postpositions:  # the verb stands last: "2年ぶりとなる国防政策調整対話を開催した"
        return trigger.clause.start <= hit.start < trigger.start
    start = trigger.sentence[0]
    leads = hit.start - start <= LEADING_CHARACTERS
    if page.grammar.lexicon.fixed_order:  # "After two years without contact, …"
        after = any(w.start == start for w in page.words_between(start, hit.start).of(Part.AFTER))
        leads = leads or (after and "," not in page.text.folded[start : hit.start])
    comma = "," in page.text.folded[hit.end : trigger.start]
    told = any(w.start >= hit.end for w in page.words_between(start, trigger.start).of(Part.VERB))
    if leads and not comma and not told and page.grammar.lexicon.spaced and not trigger.is_noun:
        return trigger.clause.start == start  # "For the first time in four years a general sat down with …"
    supported = page.grammar.lexicon.free_order and trigger.anchor[0] != trigger.start  # "…, oficiales celebraron …"
    return leads and comma and (supported or not trigger.is_noun) and page.grammar.lexicon.spaced


def _closes_next_clause(page: Page, trigger: Trigger, hit: Hit[Word]) -> bool:
    """Tell "…会晤在华盛顿举行，系时隔两年首次": the clause behind says only that it was the first."""
    folded, end = page.text.folded, trigger.sentence[1]
    after = any(w.start == hit.start for w in page.words_between(hit.start, hit.end).of(Part.AFTER))
    if after and 0 <= hit.start - trigger.clause.end <= 1:
        return not page.grammar.lexicon.free_order  # "took place in Hawaii | after a break of two years"
    if page.grammar.lexicon.spaced and hit.start > trigger.clause.end and trigger.is_noun:
        return not folded[trigger.end : trigger.clause.end].strip(" ,")  # "talks, which had been suspended since 2021"
    if page.grammar.lexicon.spaced and hit.start > trigger.clause.end:
        comma = folded.rfind(",", trigger.clause.end, hit.start)  # "…, officials said, restarting"
        return comma >= 0 and strip_articles(folded[comma + 1 : hit.start], page.grammar.lexicon.markers.articles) == ""
    if page.grammar.lexicon.spaced or hit.start - trigger.clause.end > NEXT_CLAUSE_CHARACTERS:
        return False
    rest = list(folded[hit.end : end])
    for word in page.words_between(hit.end, end):
        if word.value.part in (Part.VERB, Part.CLASS, Part.NOUN):  # "隔了16个月再度直接交谈"
            rest[word.start - hit.end : word.end - hit.end] = ""
    return hit.start > trigger.clause.end and len("".join(rest).strip(" \"'.。!)了")) <= CLOSING_LETTERS


def is_before_since(page: Page, trigger: Trigger, cue: Hit[Word], words: Words) -> bool:
    """Tell the "not" of "have not met since he saw Wei in November", which says nothing of what is behind "since"."""
    if not page.grammar.lexicon.spaced or page.grammar.lexicon.postpositions or cue.value.name in _OF_BEFORE:
        return False
    if dates_the_first(page, trigger, cue, words):
        return True
    start = min(trigger.start, trigger.anchor[0])
    return any(
        cue.end <= since.start < since.end <= start
        and since.value.cue is not None
        and since.value.cue.direction == "forward"
        and "," not in page.text.folded[since.end : start]
        and not dates_first(page, since, words)
        for since in words.of(Part.CUE, CueKind.SINCE)
    )


def dates_the_first(page: Page, trigger: Trigger, cue: Hit[Word], words: Words) -> bool:
    """Tell the refusal of "The first talks since China suspended them in 2022 ended on Tuesday": it only dates them."""
    folded, gap = page.text.folded, page.grammar.gap
    if cue.value.name != CueKind.REFUSAL or not trigger.is_noun or cue.start < trigger.end:
        return False
    new = any(
        w.value.name == CueKind.NOVELTY and w.end <= trigger.start and gap(folded, w.end, trigger.start) <= FIRST_WORDS
        for w in words.of(Part.CUE)
    )
    return new and any(
        trigger.end <= since.start < since.end <= cue.start
        and "," not in folded[trigger.end : cue.start]
        and gap(folded, since.end, cue.start) <= PHRASE_WORDS
        for since in words.of(Part.CUE, CueKind.SINCE)
    )


def dates_first(page: Page, since: Hit[Word], words: Words) -> bool:
    """Tell "for the first time since 2021", which says of an event that it is new, from "since the two met"."""
    folded, gap = page.text.folded, page.grammar.gap
    behind = (w for w in words.named("severed") if w.start >= since.end)
    if any(gap(folded, since.end, w.start) <= DATING_WORDS for w in behind):
        return True  # "die seit 2021 unterbrochenen Gespräche"
    if _dates_thing(page, since, words):
        return True
    new = any(
        w.value.name == "novelty" and w.start < since.end and gap(folded, w.end, since.start) <= SINCE_WORDS
        for w in words
    )
    times = [w.start for w in words.of(Part.TIME) if w.start >= since.start]
    year = folded[since.end : since.end + YEAR_CHARACTERS].strip()[:1].isdigit()
    if not new or year:
        return new
    return any(gap(folded, since.end, at) <= DATING_WORDS for at in times) or _leads_phrase(page, since, words)


def _dates_thing(page: Page, since: Hit[Word], words: Words) -> bool:
    """Tell "die seit 2018 geltenden Sanktionen", "les sanctions en vigueur depuis 2018": how long a thing has stood."""
    if not page.grammar.lexicon.free_order or not page.grammar.lexicon.spaced:
        return False
    for thing in words.of(Part.CLASS):
        low, high = (since.end, thing.start) if since.end <= thing.start else (thing.end, since.start)
        verbs = (Part.VERB, Part.PERFECT, Part.PLUPERFECT, Part.PASSIVE, *BREAKING)
        between = any(w.value.part in verbs for w in page.words_between(low, high))
        if low <= high and page.grammar.gap(page.text.folded, low, high) <= DATING_WORDS and not between:
            return True
    return False


def _leads_phrase(page: Page, since: Hit[Word], words: Words) -> bool:
    """Tell the phrase of "Erstmals seit seinem Amtsantritt hat …", where the auxiliary follows, from a clause."""
    lexicon, folded = page.grammar.lexicon, page.text.folded
    if not lexicon.free_order or folded[since.end :].lstrip().startswith(lexicon.breaks.complement):
        return False
    auxiliaries = (Part.PERFECT, Part.PASSIVE)
    behind = [w for w in words if w.start >= since.end and (w.value.part in auxiliaries or w.value.part in BREAKING)]
    near = bool(behind) and page.grammar.gap(folded, since.end, behind[0].start) <= PHRASE_WORDS
    return near and behind[0].value.part in auxiliaries
