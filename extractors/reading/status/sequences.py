"""Several things done one after the other: "met Wang for five hours before being received by Xi"."""

from __future__ import annotations

from extractors.reading.status.candidates import Candidate
from extractors.reading.status.cases import Case
from extractors.reading.text.clauses import Clause, main_clause
from extractors.reading.text.grammar import OPEN_KINDS, Part
from extractors.reading.text.page import Page
from extractors.reading.triggers.aspects import Aspect
from extractors.reading.triggers.triggers import Trigger
from seeds.lexicon import Scheme
from seeds.storyline import EventStatus
from seeds.watches import EventMode

_CONTACTS = frozenset({EventMode.MEETING, EventMode.CALL, EventMode.VISIT})


def ends_sequence(page: Page, trigger: Trigger, clauses: list[Clause], found: list[Candidate]) -> bool:
    """Tell "met Wang for five hours before being received by Xi": the last of several things that were done."""
    opener = trigger.clause.opener
    begun = trigger.is_noun and trigger.aspect is Aspect.PROGRESSIVE  # "shook hands before beginning their meeting"
    if opener is None or opener.value.part is not Part.BEFORE or (trigger.is_noun and not begun):
        return False
    if trigger.frame.leaving:
        return _is_told(page, trigger, clauses)
    told = trigger.aspect in (Aspect.PROGRESSIVE, Aspect.FINITE_PAST) or trigger.passive
    if not told or trigger.frame.scheme not in (Scheme.MUTUAL, Scheme.VISIT):
        return False
    main = clauses[clauses.index(trigger.clause) - 1]
    return any(
        c.trigger.clause == main and c.mode in (_CONTACTS | {EventMode.HANDSHAKE} if begun else _CONTACTS)
        for c in found
        if c.verdict.status is EventStatus.OCCURRED
    )


def only_dates_what_follows(case: Case) -> bool:
    """Tell "两国元首会晤后，两军对话逐步恢复", where no day is told and others act: since when, not what is new."""
    page, trigger = case.page, case.trigger
    rules, folded = page.grammar.lexicon.predicates, page.text.folded
    if rules is None or case.spans or trigger.frame.scheme is not Scheme.MUTUAL:
        return False
    if any(link.is_person and link.start >= trigger.clause.end for link in case.around.links):
        return False
    later = page.grammar.lexicon.times.later
    return any(trigger.end + len(word) == trigger.clause.end for word in later if folded.startswith(word, trigger.end))


def is_contact(candidate: Candidate) -> bool:
    """Tell whether an event that happened brought two people together."""
    contacts = (EventMode.MEETING, EventMode.CALL)
    return candidate.mode in contacts and candidate.verdict.status is EventStatus.OCCURRED


def is_same_thing(page: Page, contact: Candidate, trigger: Trigger) -> bool:
    """Tell "held a call, the first military contact" from "used a meeting to urge China to take up the dialogues"."""
    led_on = page.words_between(contact.trigger.end, trigger.start).of(Part.TO)
    return contact.trigger.clause == trigger.clause and not led_on


def _is_told(page: Page, trigger: Trigger, clauses: list[Clause]) -> bool:
    """Tell whether what was done before leaving is no plan: "Before flying out of Beijing on Friday, X bought …"."""
    main = main_clause(trigger.clause, clauses)
    if main is None:
        return False
    cues = [word.value.cue for word in page.words_between(main.start, main.end) if word.value.cue is not None]
    return not any(cue.kind in OPEN_KINDS for cue in cues)
