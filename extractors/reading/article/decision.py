"""What the article as a whole says: candidate events of all sentences in, events that survive one another out."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace

from extractors.reading.article.aftermaths import dated_by_cause, dated_by_effect, dated_by_successor
from extractors.reading.article.contacts import lies_before
from extractors.reading.article.retractions import retract
from extractors.reading.article.told_now import is_fresh, is_told_now
from extractors.reading.article.unnamed_partners import weigh_unnamed
from extractors.reading.status.candidates import Candidate, weakened, with_status
from extractors.reading.status.hinges import is_past_aftermath
from extractors.reading.text.grammar import Part
from extractors.reading.text.page import Page
from extractors.reading.triggers.aspects import Aspect
from extractors.records.reading import ArticleField, DatePrecision, Strength
from seeds.lexicon import CueKind, Form, Scheme
from seeds.storyline import EventStatus
from seeds.watches import EventMode

_GONE = frozenset({EventStatus.DECLINED, EventStatus.NOT_OCCURRED, EventStatus.DENIED})

_BEFORE = frozenset({CueKind.SINCE, CueKind.RECALL})
"""With these a denial speaks of the time before: "they had not met since 2022"."""

_DENIED = frozenset({EventStatus.NOT_OCCURRED, EventStatus.DENIED})

_RECALLED_IN_BODY = frozenset(
    {EventMode.INCIDENT, EventMode.REMOVAL, EventMode.APPOINTMENT, EventMode.CHANNEL_REOPENED}
)
"""What later articles recall in a subordinate clause without saying when."""

LEAD_SENTENCES = 2
"""The sentences of a text that tell its news."""

ENACTED_SENTENCES = 2
"""How far from a post that is given by list the vote or the order may be told."""

GREETING_SENTENCES = 5
"""A greeting is told a little further down; in later articles it is a memory at the end."""

_FINITE = frozenset({Aspect.FINITE_PAST, Aspect.PERFECT})

_THIN = frozenset({Aspect.PRESUPPOSED, Aspect.NOUN_SUPPORT, Aspect.PARTICIPLE})


def decide_article(candidates: list[Candidate]) -> list[Candidate]:
    """Judge headline and body together.

    A headline's claim falls where the body denies it and nowhere repeats it; a headline's meeting becomes the call or
    the greeting that the body tells of; what is told without a time far down the text, or against other words of the
    same text, is weak.
    """
    candidates = weigh_unnamed(retract(candidates))
    judged = candidates
    for page_field in (ArticleField.TEXT, ArticleField.TITLE):  # a headline's meeting beside what the text's has become
        told = _told_of(judged)
        judged = [_judged(c, told[_people(c)]) if c.page.field is page_field else c for c in judged]
    judged = [dated_by_effect(dated_by_cause(candidate, judged), judged) for candidate in judged]
    judged = [dated_by_successor(candidate, judged) for candidate in judged]
    told = _told_of(judged)
    return [_weighed(candidate, told[_people(candidate)]) for candidate in judged]


@dataclass(frozen=True, slots=True)
class _Told:
    """What all sentences say about the same people, by mode."""

    facts: Counter[EventMode] = field(default_factory=Counter)
    body_facts: Counter[EventMode] = field(default_factory=Counter)
    body_gone: set[EventMode] = field(default_factory=set)
    body_planned: set[EventMode] = field(default_factory=set)
    denied: set[EventMode] = field(default_factory=set)
    title_facts: set[EventMode] = field(default_factory=set)
    title_denied: set[EventMode] = field(default_factory=set)
    gone_untimed: set[EventMode] = field(default_factory=set)
    dated_back: set[EventMode] = field(default_factory=set)  # with a day of its own, longer ago


def _people(candidate: Candidate) -> frozenset[tuple[str, ...]]:
    return frozenset(p.key for p in candidate.roles.people)


def _told_of(candidates: list[Candidate]) -> dict[frozenset[tuple[str, ...]], _Told]:
    found: dict[frozenset[tuple[str, ...]], _Told] = {}
    for candidate in candidates:
        told = found.setdefault(_people(candidate), _Told())
        mode, status = candidate.mode, candidate.verdict.status
        in_body = candidate.page.field is ArticleField.TEXT
        if status is EventStatus.OCCURRED:
            told.facts[mode] += 1
            if not in_body:
                told.title_facts.add(mode)
            told.body_facts[mode] += in_body and _tells_way(candidate)
        gone = status in _GONE and in_body and not candidate.trigger.frame.needs_first  # "talks were halted in 2022"
        if gone and (mode is not EventMode.VISIT or candidate.verdict.strength is Strength.STRONG):
            told.body_gone.add(mode)
        if status is EventStatus.BACKGROUND and candidate.time is not None and candidate.time.first is not None:
            told.dated_back.add(mode)
        past = candidate.kinds & _BEFORE or lies_before(candidate) or candidate.trigger.frame.needs_first
        if status in _GONE and candidate.time is None and not (past or candidate.of_old):
            told.gone_untimed.add(mode)
        ceased = mode is EventMode.CHANNEL_REOPENED and lies_before(candidate)  # "they had not been in touch for years"
        if status in _DENIED and candidate.verdict.strength is Strength.STRONG and not ceased:
            told.denied.add(mode)
            if not in_body and not candidate.kinds & _BEFORE and candidate.page.grammar.lexicon.spaced:
                told.title_denied.add(mode)
        if in_body and _is_firmly_planned(candidate):
            told.body_planned.add(mode)
    return found


def _weighed(candidate: Candidate, told: _Told) -> Candidate:
    """Weaken what stands on thin words: contradicted nouns, and untimed facts behind the lead."""
    if candidate.verdict.status is not EventStatus.OCCURRED:
        return candidate
    if _is_recalled_after(candidate):
        return weakened(candidate, "recalled after")
    undated = candidate.time is None and not _is_timed(candidate)
    if candidate.mode is EventMode.INCIDENT and candidate.mode in told.dated_back and undated:
        return weakened(candidate, "dated before")  # what else the text tells of an encounter that it dates itself
    lead = candidate.page.field is ArticleField.TITLE or candidate.sentence in candidate.page.sentences[:LEAD_SENTENCES]
    if candidate.mode in told.title_denied - told.title_facts:
        return weakened(candidate, "headline denies")
    other_line = candidate.trigger.frame.needs_first and not undated  # "met this week; the commanders have not spoken"
    if candidate.mode in told.denied and not (lead and (candidate.trigger.aspect not in _THIN or other_line)):
        return weakened(candidate, "contradicted")
    tells = {Aspect.PRESENT} if candidate.page.grammar.lexicon.spaced else {Aspect.PRESENT, Aspect.RESULT}
    headline = candidate.page.field is ArticleField.TITLE and candidate.trigger.aspect in tells
    headline = headline or is_fresh(candidate)
    if candidate.trigger.frame.needs_time and not _is_timed(candidate) and not headline:
        return weakened(candidate, "untimed")
    if candidate.mode in told.gone_untimed and candidate.trigger.aspect in _THIN and not _is_placed_in_time(candidate):
        return weakened(candidate, "contradicted")
    in_lead = candidate.page.field is ArticleField.TITLE or (
        candidate.sentence in candidate.page.sentences[:LEAD_SENTENCES] and not _is_subordinate(candidate)
    )
    if candidate.mode is EventMode.HANDSHAKE and candidate.time is None and not _is_timed(candidate):
        near = candidate.sentence in candidate.page.sentences[:GREETING_SENTENCES]
        if not (in_lead or near or told.facts[candidate.mode] > 1):
            return weakened(candidate, "position:body")
    in_lead = in_lead or _is_news_of_an_encounter(candidate) or _is_enacted(candidate) or is_told_now(candidate)
    if candidate.mode in _RECALLED_IN_BODY and not in_lead and candidate.time is None and not _is_timed(candidate):
        return weakened(candidate, "position:body")
    if candidate.mode is EventMode.VISIT and candidate.trigger.aspect is Aspect.PERFECT and not lead and undated:
        return weakened(candidate, "position:body")  # "the ministers are silent; Blinken has visited Beijing"
    vague = candidate.time is not None and candidate.time.precision is DatePrecision.MONTH
    if candidate.mode is EventMode.CHANNEL_REOPENED and vague and not in_lead:
        return weakened(candidate, "position:body")  # "earlier this month officers met": told beside the news
    return candidate


def _is_subordinate(candidate: Candidate) -> bool:
    """Tell whether the clause hangs on another by a word of time."""
    opener = candidate.trigger.clause.opener
    if opener is None:
        return False
    word = candidate.page.text.folded[opener.start : opener.end]
    return opener.value.part is Part.AFTER or word in candidate.page.grammar.lexicon.breaks.when


def _is_recalled_after(candidate: Candidate) -> bool:
    """Tell whether a finite verb without a date hangs on "after": "decided after the two presidents met"."""
    opener = candidate.trigger.clause.opener
    if opener is None or opener.value.part is not Part.AFTER or _is_timed(candidate):
        return False
    if _is_news_of_an_encounter(candidate):
        return False
    if candidate.page.text.folded[opener.start : opener.end] in candidate.page.grammar.lexicon.breaks.soon:
        return False
    if candidate.trigger.aspect is Aspect.PERFECT and _has(candidate):
        return False  # "After a night in Shanghai he has arrived in Beijing"
    return candidate.trigger.aspect in _FINITE and not candidate.trigger.is_noun


def _is_news_of_an_encounter(candidate: Candidate) -> bool:
    """Tell the lead "The US accused China of recklessness after a jet cut in front of its plane"."""
    lead = candidate.page.field is ArticleField.TITLE or candidate.sentence == candidate.page.sentences[0]
    return lead and candidate.mode is EventMode.INCIDENT and not candidate.trigger.frame.needs_time


def _is_enacted(candidate: Candidate) -> bool:
    """Tell whether the words around an act on a post are those of its record: "经表决", "主席令"."""
    if candidate.trigger.frame.scheme is not Scheme.POST:
        return False
    page, start = candidate.page, candidate.sentence[0]
    before, behind = page.sentences_before(start, ENACTED_SENTENCES), page.sentences_behind(start, ENACTED_SENTENCES)
    beside = (*before, candidate.sentence, *behind)
    words = page.words_between(beside[0][0], beside[-1][1])
    return bool(words.of(Part.CLASS, "enactments"))


def _has(candidate: Candidate) -> bool:
    """Tell whether a present auxiliary stands before a verb, with which no clause of "after" is told."""
    words = candidate.page.words_between(candidate.trigger.clause.start, candidate.trigger.start)
    return candidate.page.grammar.lexicon.spaced and any(word.value.part is Part.PERFECT for word in words)


def _is_timed(candidate: Candidate) -> bool:
    return any(cue.startswith("time:") for cue in candidate.cues)


def _is_placed_in_time(candidate: Candidate) -> bool:
    """Tell a noun with a date, or with some time in a sentence that names its people, from what may be another's."""
    named = {name.value.id for name in candidate.page.names_between(*candidate.sentence)}
    told = all(person.entity in named for person in candidate.roles.people)
    return candidate.time is not None or (told and _is_timed(candidate))


def _judged(candidate: Candidate, told: _Told) -> Candidate:
    if candidate.verdict.status is not EventStatus.OCCURRED:
        return candidate
    in_title = candidate.page.field is ArticleField.TITLE
    others = told.body_facts.copy()
    others[candidate.mode] -= not in_title
    if candidate.mode is EventMode.MEETING:
        for weaker in (EventMode.CALL, EventMode.HANDSHAKE):
            if others[weaker] and not others[EventMode.MEETING] and _may_become(candidate, weaker):
                cues = (*candidate.cues, f"body:{weaker.value}")
                return replace(candidate, mode=weaker, cues=cues)
    if in_title:
        back = candidate.mode in told.dated_back and not others[candidate.mode]
        if back and is_past_aftermath(candidate.page, candidate.trigger):
            return with_status(candidate, EventStatus.BACKGROUND, "body:dated back")
        if candidate.mode in told.body_gone and not others[candidate.mode]:
            return with_status(candidate, EventStatus.NOT_OCCURRED, "body:denies")
        planned = candidate.mode in told.body_planned and not others.total()
        open_ones = {Aspect.PRESENT, Aspect.PARTICIPLE}  # "国防相、きょう会談"
        if not candidate.page.grammar.lexicon.spaced:
            open_ones.add(Aspect.RESULT)  # "布林肯本周访华"
        if planned and (candidate.trigger.aspect in open_ones or _is_held_now(candidate)):
            return with_status(candidate, EventStatus.SCHEDULED, "body:planned")
    return candidate


def _is_held_now(candidate: Candidate) -> bool:
    """Tell the headline "Austin, Dong hold talks", which may be of talks to come, from "held talks"."""
    trigger, page = candidate.trigger, candidate.page
    if trigger.aspect is not Aspect.NOUN_SUPPORT or not page.grammar.lexicon.spaced:
        return False
    forms = {word.value.form for word in page.words_between(*trigger.anchor).of(Part.SUPPORT_BEFORE)}
    return bool(forms & {Form.PRESENT, Form.BASE}) and Form.PAST not in forms


def _tells_way(candidate: Candidate) -> bool:
    """Tell whether a fact says how the two had contact: "the two spoke for an hour" is said of meetings too."""
    vague = not candidate.trigger.frame.strong and CueKind.REMOTE not in candidate.kinds
    return candidate.trigger.aspect is not Aspect.PLUPERFECT and not (candidate.mode is EventMode.CALL and vague)


def _is_firmly_planned(candidate: Candidate) -> bool:
    firm = candidate.verdict.strength is Strength.STRONG or candidate.mode is EventMode.VISIT
    return candidate.verdict.status is EventStatus.SCHEDULED and firm


def _may_become(candidate: Candidate, weaker: EventMode) -> bool:
    """A headline's or a dinner's meeting may be a greeting; any may be a call unless it says "in person" or where."""
    if weaker is EventMode.CALL:
        apart = candidate.trigger.is_noun and _is_subordinate(candidate)  # "spoke a day after their meeting in Bali"
        placed = candidate.roles.place is not None and (apart or not candidate.page.grammar.lexicon.spaced)
        return CueKind.IN_PERSON not in candidate.kinds and not placed
    clause = candidate.page.words_between(candidate.trigger.clause.start, candidate.trigger.clause.end)
    at_table = not candidate.trigger.is_noun and bool(clause.of(Part.CLASS, "tables"))  # "met at the opening dinner"
    return candidate.page.field is ArticleField.TITLE or at_table


def is_doubted(title: Page) -> bool:
    """Tell whether a headline speaks of a rumour, an error or a denial."""
    doubts = (CueKind.RUMOUR, CueKind.DENIAL)
    return any(word.value.part is Part.CUE and word.value.name in doubts for word in title.words)


def is_invented(pages: list[Page]) -> bool:
    """Tell whether a headline or the first sentence says that what follows was made up.

    A fact check, a war game, a rumour denied at once.
    """
    heads = [(page, page.sentences[0]) for page in pages if page.sentences]
    kinds = {word.value.name for word in pages[0].words if word.value.part is Part.CUE}
    if {CueKind.RUMOUR, CueKind.DENIAL} <= kinds:
        return True  # "Li said to have met Austin in secret; no such thing, says Pentagon"
    return any(word.value.name == "inventions" for page, head in heads for word in page.words_between(*head))
