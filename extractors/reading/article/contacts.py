"""How two people had contact where a sentence only says that one told the other something: candidates in, modes out."""

from __future__ import annotations

from dataclasses import replace

from extractors.reading.article.contact_ways import WAYS, promises_of, sentences_of_others, ways_of
from extractors.reading.status.candidates import Candidate, weakened, with_status
from extractors.reading.text.grammar import Part
from extractors.reading.text.page import Page
from extractors.records.reading import Strength
from seeds.entities import EntityKind
from seeds.lexicon import CueKind
from seeds.storyline import EventStatus
from seeds.watches import EventMode

_TOLD = frozenset({EventStatus.OCCURRED, EventStatus.BACKGROUND})
_MAY_PRECEDE = _TOLD | {EventStatus.SCHEDULED, EventStatus.PROPOSED}
"""What may be said of a meeting beside words that tell how it went: "agreed to see him; they spoke face to face"."""

PLACED_CHARACTERS = 12
"""How far behind a marker of place a name begins at the latest, an article before it."""

_BEFORE = frozenset({CueKind.SINCE, CueKind.RECALL})


def lies_before(candidate: Candidate) -> bool:
    """Tell whether a verb before the trigger tells of what went before: "China had turned down a meeting"."""
    clause = candidate.trigger.clause
    words = candidate.page.words_between(clause.start, candidate.trigger.start)
    return bool(words.of(Part.PLUPERFECT))


def resolve_contacts(candidates: list[Candidate], pages: list[Page]) -> list[Candidate]:
    """Return the candidates, a statement made to somebody taken for the meeting or the call that the article speaks of.

    "Xi told Biden that …" presupposes a contact. Its way is what the sentence's own cues say, else the only way that
    the article's nouns and cues name. Where the article says of the same people that they did not meet or are yet to,
    or names both ways, the statement stays a statement.
    """
    ways: dict[frozenset[tuple[str, ...]], set[EventMode]] = {}
    resolved: list[Candidate] = []
    candidates = [_named_way(candidate, pages) for candidate in candidates]
    for candidate in candidates:
        if _is_call_of_text(candidate, candidates, pages):
            candidate = replace(candidate, mode=EventMode.CALL, cues=(*candidate.cues, "body:call"))
        if _is_call_of_headline(candidate, candidates, pages[0]):
            candidate = replace(candidate, mode=EventMode.CALL, cues=(*candidate.cues, "headline:call"))
        if not _is_told_to_somebody(candidate) or _is_contested(candidate, candidates):
            resolved.append(candidate)
            continue
        people = frozenset(person.key for person in candidate.roles.people)
        if people not in ways:
            ways[people] = ways_of(pages, sentences_of_others(candidates, people), promises_of(candidates))
        brief = CueKind.BRIEF in candidate.kinds and CueKind.REMOTE not in candidate.kinds
        if brief or _is_greeting(candidate, candidates):
            resolved.append(replace(candidate, mode=EventMode.HANDSHAKE, cues=(*candidate.cues, "contact:handshake")))
            continue
        way = _own_way(candidate) or (next(iter(ways[people])) if len(ways[people]) == 1 else None)
        if way is None and candidate.trigger.is_noun and candidate.page.grammar.lexicon.spaced:
            way = _way_of_noun(candidate, candidates, ways[people])
        if way is None and _follows_greeting(candidate, candidates):
            way = EventMode.MEETING
        if way is None and not ways[people] and _is_plain_talk(candidate, candidates, pages):
            way = EventMode.CALL
        if way is None and candidate.verdict.status is EventStatus.BACKGROUND:
            weak = replace(candidate.verdict, strength=Strength.WEAK)  # "what Biden and Xi agreed last year"
            candidate, way = replace(candidate, verdict=weak), EventMode.MEETING
        if candidate.trigger.frame.joint and candidate.time is None and _is_of_old_meeting(candidate, candidates):
            candidate = with_status(candidate, EventStatus.BACKGROUND, "time:of the meeting before")
        if way is not None:
            candidate = replace(candidate, mode=way, cues=(*candidate.cues, f"contact:{way.value}"))
        resolved.append(candidate)
    return resolved


def _is_of_old_meeting(candidate: Candidate, candidates: list[Candidate]) -> bool:
    """Tell "who held a summit on November 15, agreed there to restart contacts", of which the day is told before it."""
    people = {person.key for person in candidate.roles.people}
    return any(
        other.mode in WAYS
        and other.verdict.status is EventStatus.BACKGROUND
        and other.time is not None
        and other.page is candidate.page
        and other.sentence == candidate.sentence
        and other.trigger.end <= candidate.trigger.start
        and people == {person.key for person in other.roles.people}
        for other in candidates
    )


def _is_vague_headline(candidate: Candidate, pages: list[Page]) -> bool:
    """Tell a headline's "speak to each other", over a text that says "in person", from a call."""
    lexicon = candidate.page.grammar.lexicon
    vague = candidate.mode is EventMode.CALL and CueKind.REMOTE not in candidate.kinds and not candidate.trigger.is_noun
    titled = candidate.page is pages[0] and lexicon.fixed_order
    return titled and vague and any(word.value.name == CueKind.IN_PERSON for word in pages[1].words)


def _is_greeting(candidate: Candidate, candidates: list[Candidate]) -> bool:
    """Tell whether a vague noun ("their encounter", "the conversation") names again the greeting that alone is told."""
    if not candidate.trigger.is_noun or candidate.page.grammar.lexicon.free_order or _own_way(candidate) is not None:
        return False
    people = {person.key for person in candidate.roles.people}
    told = {
        other.mode
        for other in candidates
        if other.verdict.status is EventStatus.OCCURRED and people == {person.key for person in other.roles.people}
    }
    here = candidate.page.words_between(*candidate.sentence).of(Part.NOUN)
    greeted = any(f.mode is EventMode.HANDSHAKE for noun in here for f in noun.value.frames)
    return not told & set(WAYS) and (greeted or EventMode.HANDSHAKE in told)


def _follows_greeting(candidate: Candidate, candidates: list[Candidate]) -> bool:
    """Tell "A shook B's hand, and then the two talked for three hours", where they were in one room, from "A shook
    B's hand, and the two talked"."""
    page, clause = candidate.page, candidate.trigger.clause
    if candidate.trigger.is_noun or not page.grammar.lexicon.fixed_order:
        return False
    if not page.words_between(candidate.trigger.end, clause.end).of(Part.CLASS, "stretches"):
        return False
    people = {person.key for person in candidate.roles.people}
    return any(
        other.mode is EventMode.HANDSHAKE
        and other.verdict == replace(candidate.verdict, reasons=other.verdict.reasons)
        and other.page is page
        and other.sentence == candidate.sentence
        and people == {person.key for person in other.roles.people}
        for other in candidates
    )


def _is_plain_talk(candidate: Candidate, candidates: list[Candidate], pages: list[Page]) -> bool:
    """Tell "The two ministers spoke on Tuesday", by telephone where the article names no place and no forum."""
    lexicon, trigger = candidate.page.grammar.lexicon, candidate.trigger
    words = candidate.page.words_between(trigger.start, trigger.end).of(Part.VERB)
    both_ways = any(frame.mode is EventMode.CALL for word in words for frame in word.value.frames)
    plain = lexicon.fixed_order and not trigger.is_noun and both_ways
    plain = plain and candidate.page.text.folded[trigger.start - 2 : trigger.start] != ", "  # "Li, …, spoke on Sunday"
    gathered = any(name.value.entity_kind == EntityKind.FORUM for page in pages for name in page.names)
    present = any(other.mode in (EventMode.MEETING, EventMode.HANDSHAKE) for other in candidates)
    placed = gathered or present or _names_place(candidate.page, candidate.sentence)
    return plain and candidate.verdict.status is EventStatus.OCCURRED and not placed


def _names_place(page: Page, sentence: tuple[int, int]) -> bool:
    """Tell whether "in" or "at" stands before a capital that opens no time: "in Singapore", "at the Hyatt"."""
    words = page.words_between(*sentence)
    times = {word.start for word in words.of(Part.TIME)}
    marks = [word.end + 1 for word in words.of(Part.MARKER, "place")]
    articles = page.grammar.lexicon.markers.articles
    for at in marks:
        said = [word for word in page.text.cased[at : at + PLACED_CHARACTERS].split() if word.lower() not in articles]
        if at not in times and said and said[0][0].isupper():
            return True
    return False


def _way_of_noun(candidate: Candidate, candidates: list[Candidate], ways: set[EventMode]) -> EventMode | None:
    """Return how a conversation was held: as what else the article tells of the same people, in person by default."""
    if not ways:
        return None if candidate.page.grammar.lexicon.free_order else EventMode.MEETING
    strong = [c for c in candidates if c.verdict.strength is Strength.STRONG]
    told = {c.mode for c in strong if c.mode in WAYS and c.verdict.status is EventStatus.OCCURRED}
    return next(iter(told)) if len(told) == 1 else None


def _is_call_of_headline(candidate: Candidate, candidates: list[Candidate], title: Page) -> bool:
    """Tell whether the headline speaks of a telephone, and the text of talks that may be the same.

    Where verbs of talking ("s'est entretenu") or a noun ("talks") are said of both ways, and neither a place nor a
    presence speaks against it.
    """
    if candidate.mode is not EventMode.MEETING or candidate.page is title:
        return False
    if CueKind.IN_PERSON in candidate.kinds or candidate.roles.place is not None:
        return False
    told = [other for other in candidates if other.page is title]
    if not title.grammar.lexicon.free_order:
        people = {person.key for person in candidate.roles.people}
        told = [other for other in told if people == {person.key for person in other.roles.people}]
        if not (told and _is_said_of_both_ways(candidate)):
            return False
    met = any(other.mode is EventMode.MEETING for other in told)
    return not met and any(word.value.name == CueKind.REMOTE for word in title.words)


def _is_call_of_text(candidate: Candidate, candidates: list[Candidate], pages: list[Page]) -> bool:
    """Tell a headline's "hold talks" from a meeting, where the text names no way of contact but the telephone."""
    lexicon = candidate.page.grammar.lexicon
    titled = candidate.page is pages[0] and lexicon.fixed_order
    if not titled or candidate.mode is not EventMode.MEETING or not _is_said_of_both_ways(candidate):
        return False
    met = any(other.mode is EventMode.MEETING for other in candidates if other.page is not pages[0])
    placed = candidate.roles.place is not None or CueKind.IN_PERSON in candidate.kinds
    return not met and not placed and ways_of(pages[1:], set(), set()) == {EventMode.CALL}


def _is_said_of_both_ways(candidate: Candidate) -> bool:
    nouns = candidate.page.words_between(candidate.trigger.start, candidate.trigger.end).of(Part.NOUN)
    return any(noun.value.name in candidate.page.grammar.lexicon.support.either_way for noun in nouns)


def _named_way(candidate: Candidate, pages: list[Page]) -> Candidate:
    """Return a conversation that did not take place or has yet to as the meeting or call that it would be."""
    lexicon = candidate.page.grammar.lexicon
    if _is_vague_headline(candidate, pages):
        return weakened(candidate, "text:in person")
    noun = candidate.mode is EventMode.STATEMENT and candidate.trigger.is_noun
    if not noun or candidate.verdict.status in _TOLD or not lexicon.fixed_order:
        return candidate
    way = EventMode.CALL if CueKind.REMOTE in candidate.kinds else EventMode.MEETING
    return replace(candidate, mode=way)  # "did not have a substantive exchange"


def _is_told_to_somebody(candidate: Candidate) -> bool:
    verdict = candidate.verdict
    told = verdict.status in _TOLD and verdict.strength is Strength.STRONG
    if CueKind.BRIEF in candidate.kinds and not candidate.page.grammar.lexicon.free_order:
        return False  # "spoke briefly at the dinner"
    people = candidate.roles.people
    return (
        candidate.mode is EventMode.STATEMENT
        and told
        and not candidate.roles.third
        and len(people) == 2
        and all(person.kind == "person" for person in people)
    )


def _is_contested(candidate: Candidate, candidates: list[Candidate]) -> bool:
    way = None if candidate.trigger.frame.joint else _own_way(candidate)  # "agreed to meet" is no meeting yet
    people = {person.key for person in candidate.roles.people}
    old = candidate.verdict.status is EventStatus.BACKGROUND  # what is to come contests nothing of last year
    named = candidate.trigger.is_noun  # "held a bilateral talk. Before this the Chinese had refused a meeting"
    return any(
        not (named and (other.kinds & _BEFORE or lies_before(other)))
        and not _is_agreed_on(other, candidate)
        and (other.mode in WAYS if way is not EventMode.CALL else other.mode is way)  # "have yet to meet in person"
        and other.verdict.status not in (_MAY_PRECEDE if way or old else _TOLD)
        and people <= {person.key for person in other.roles.people}
        for other in candidates
    )


def _is_agreed_on(other: Candidate, candidate: Candidate) -> bool:
    """Tell the talks of "In California, A and B agreed to resume contacts, including talks", yet to be held."""
    placed = candidate.trigger.frame.joint and candidate.roles.place is not None
    behind = other.page is candidate.page and candidate.trigger.end <= other.trigger.start < candidate.sentence[1]
    return placed and behind and other.trigger.is_noun and CueKind.ACCEPT in other.kinds


def _own_way(candidate: Candidate) -> EventMode | None:
    if CueKind.REMOTE in candidate.kinds:
        return EventMode.CALL
    placed = candidate.roles.place is not None or _is_placed(candidate)  # "told Biden in Lima"
    return EventMode.MEETING if placed or CueKind.IN_PERSON in candidate.kinds else None


def _is_placed(candidate: Candidate) -> bool:
    """Tell whether a capitalised name that is no time stands behind "in" in the clause of a verb."""
    page, clause = candidate.page, candidate.trigger.clause
    if not page.capitals_speak:
        return False
    words = page.words_between(clause.start, clause.end)
    known = {word.start for word in words if word.value.part not in (Part.OTHER_SIDE, Part.VERB, Part.NOUN)}
    since = next((word.start for word in words.named(CueKind.SINCE)), clause.end)
    marks = [w.end + 1 for w in words.of(Part.MARKER, "place")]
    marked = [at for at in marks if at < since and page.text.cased[at].isupper() and at not in known]
    return any(at not in {name.start for name in page.names_between(at, clause.end)} for at in marked)
