"""What is told as news: of a post by the present tense or as an act of a sitting, of an encounter by the lead's."""

from __future__ import annotations

from extractors.reading.status.candidates import Candidate
from extractors.reading.text.grammar import Part
from extractors.reading.triggers.aspects import Aspect
from seeds.lexicon import Scheme

SITTING_SENTENCES = 4
"""How far before an act the sitting may be told of whose act it is."""

PERFECT_WORDS = 3
"""How far before its verb "has" may stand ("has since been spotted")."""

PLACE_CHARACTERS = 8
"""The longest preposition before "which"."""

RESUMED_WORDS = 3
"""How many words may stand between the comma that closes a relative clause and the verb behind it."""

_AUXILIARY = frozenset({Part.PERFECT, Part.PASSIVE})


def is_told_now(candidate: Candidate) -> bool:
    """Tell "General Li takes over the ministry" from a memory: what the present tells of a post is none."""
    trigger = candidate.trigger
    told = (trigger.aspect is Aspect.PRESENT or _is_just_done(candidate)) and not trigger.is_noun
    opener = trigger.clause.opener
    marked = opener is None or candidate.page.text.folded[opener.start] in ":;"
    stated = marked or _is_resumed(candidate) or _is_content(candidate)
    return trigger.frame.scheme is Scheme.POST and ((told and stated) or _is_of_sitting(candidate))


def is_fresh(candidate: Candidate) -> bool:
    """Tell the lead "A balloon has been spotted over Montana" from what a past tense recalls without a day."""
    page, trigger = candidate.page, candidate.trigger
    if not page.grammar.lexicon.spaced or candidate.sentence != page.sentences[0]:
        return False
    if trigger.aspect is Aspect.PRESENT:
        return True  # "Un ballon espion chinois survole les États-Unis"
    having = {phrase.split()[0] for phrase in page.grammar.lexicon.auxiliaries.perfect}
    limit = max(PERFECT_WORDS, page.grammar.lexicon.auxiliaries.reach_words // 2)  # "hat … vom Himmel geholt"
    for word in page.words_between(trigger.clause.start, trigger.start):
        has = word.value.part in _AUXILIARY and page.text.folded[word.start : word.end].split()[0] in having
        if has and page.grammar.gap(page.text.folded, word.end, trigger.start) <= limit:
            return True
    return False


def _is_just_done(candidate: Candidate) -> bool:
    """Tell "parliament has just confirmed him"."""
    words = candidate.page.words_between(candidate.trigger.clause.start, candidate.trigger.start)
    return candidate.trigger.aspect is Aspect.PERFECT and bool(words.of(Part.TIME, "recent"))


def _is_of_sitting(candidate: Candidate) -> bool:
    """Tell "The committee met on Tuesday. … The session also removed Li": the act is of the day of the sitting."""
    page = candidate.page
    if not page.words_between(*candidate.sentence).named("sittings"):
        return False
    before = page.sentences_before(candidate.sentence[0], SITTING_SENTENCES)
    if not before:
        return False
    words = page.words_between(before[0][0], before[-1][1])
    days = (*words.of(Part.TIME, "weekdays"), *words.of(Part.TIME, "days"))
    return bool(days)


def _is_content(candidate: Candidate) -> bool:
    """Tell "approved the cabinet, in which General Li takes over the ministry": a clause says what was decided on."""
    page, opener = candidate.page, candidate.trigger.clause.opener
    if opener is None or page.text.folded[opener.start : opener.end] in page.grammar.lexicon.breaks.relative:
        return False
    before = page.words_between(max(0, opener.start - PLACE_CHARACTERS), opener.end)
    return any(
        word.value.name == "place" and word.value.part is Part.MARKER and word.start <= opener.start <= word.end + 1
        for word in before
    )


def _is_resumed(candidate: Candidate) -> bool:
    """Tell whether a comma before a verb closes the relative clause: "X, who used to run B, takes over"."""
    page, trigger = candidate.page, candidate.trigger
    opener = trigger.clause.opener
    comma = page.text.folded.rfind(",", trigger.clause.start, trigger.start)
    relative = opener is not None and opener.value.part is Part.RELATIVE
    return relative and comma >= 0 and page.grammar.gap(page.text.folded, comma, trigger.start) <= RESUMED_WORDS
