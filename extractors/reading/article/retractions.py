"""Reports taken back by the sentence behind them: "… . 该报道不实": candidate events in, those left standing out."""

from __future__ import annotations

from extractors.reading.status.candidates import Candidate, with_status
from extractors.reading.text.grammar import Part
from extractors.reading.text.page import Page
from seeds.lexicon import CueKind
from seeds.storyline import EventStatus

CURT_WORDS = 5
"""How short a sentence is that does no more than deny the one before it."""

RETRACTIONS = "retractions"
"""The class of words that take back a report by themselves: "called it false", "the story was made up"."""

RETRACTING_SENTENCES = 2
"""How many sentences behind a report such words may stand: between them is told how far it went."""

REPORTS = "reports"
"""The class of words that mean what was told before: "the report", 该消息."""


def retract(candidates: list[Candidate]) -> list[Candidate]:
    """Return the candidates, those denied whose next sentence denies the report itself and repeats nothing."""
    told = {(c.page.field, c.sentence) for c in candidates if c.verdict.status is EventStatus.OCCURRED}
    found: list[Candidate] = []
    for candidate in candidates:
        following = next(iter(candidate.page.sentences_behind(candidate.sentence[0])), None)
        retracted = (
            following is not None
            and candidate.verdict.status is EventStatus.OCCURRED
            and (candidate.page.field, following) not in told
            and (_denies_report(candidate.page, following) or _is_taken_back(candidate))
        )
        found.append(with_status(candidate, EventStatus.DENIED, "retracted") if retracted else candidate)
    return found


def _is_taken_back(candidate: Candidate) -> bool:
    """Tell "Li is off the list, a post said. It was read by millions. The State Department called it false."."""
    page = candidate.page
    told = page.words_between(*candidate.sentence)
    if told.of(Part.CUE, CueKind.NEGATION) or told.of(Part.CUE, CueKind.DENIAL):
        return False  # "The two exchanged a word and no meeting followed. The paper took down its article"
    behind = page.sentences_behind(candidate.sentence[0], RETRACTING_SENTENCES)
    return any(page.words_between(*one).of(Part.CLASS, RETRACTIONS) for one in behind)


def _denies_report(page: Page, sentence: tuple[int, int]) -> bool:
    words = page.words_between(*sentence)
    reports = words.of(Part.CLASS, REPORTS)
    denials = words.of(Part.CUE, CueKind.DENIAL)
    return bool(reports and denials) or _is_curt(page, sentence)


def _is_curt(page: Page, sentence: tuple[int, int]) -> bool:
    """Tell "They did not.", "It did not.": a negation of a few words that names no other deed."""
    lexicon = page.grammar.lexicon  # where order is free, "nicht" ends any sentence: "Gründe nannte sie nicht."
    if not lexicon.fixed_order or page.text.folded.count(" ", *sentence) >= CURT_WORDS:
        return False
    end = sentence[0] + len(page.text.folded[sentence[0] : sentence[1]].rstrip(" .!\"'"))
    words = page.words_between(*sentence)
    negated = any(word.value.name == CueKind.NEGATION and word.end == end for word in words)
    return negated and any(word.value.part in (Part.PAIR, Part.PRONOUN) for word in words)
