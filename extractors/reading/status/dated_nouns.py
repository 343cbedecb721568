"""Nouns of events that a day of their own makes facts: "Friday's dismissal of X", "Monday's talks"."""

from __future__ import annotations

from extractors.reading.mentions.links import Link
from extractors.reading.status.bound_times import dates_since
from extractors.reading.status.novelty import FIRST_WORDS
from extractors.reading.text.clock import Clock, TimeSpan
from extractors.reading.text.grammar import BREAKING, Part
from extractors.reading.text.page import Page
from extractors.reading.triggers.aspects import Aspect
from extractors.reading.triggers.triggers import Trigger
from extractors.records.reading import ArticleField
from seeds.lexicon import CueKind, Form, Scheme

PAST_DAYS = 3
"""For how many days "Friday's talks" are those of the Friday that is over (Monday's paper tells of Friday)."""

TIMED_WORDS = 5
"""How far behind an event's noun phrase its time may stand ("the handshake of X and Y at the dinner on Friday")."""

DISCUSSED_WORDS = 3
"""How far before an act's noun the verb may stand that only discusses it ("weighed a possible early lifting")."""

DETERMINER_CHARACTERS = 12
"""The longest article or possessive with its spaces."""

DESCRIBING_WORDS = 2
"""How many words may stand between such a day and its noun ("the Friday evening handshake")."""

LEAD_CHARACTERS = 16
"""How far into a text its first noun may stand: an article and an adjective fit before it."""

DESCRIBED_CHARACTERS = 24
"""The longest partner or place between a day and the verb that it dates, in a script without spaces."""

_AHEAD = frozenset({CueKind.FUTURE, CueKind.PLAN, CueKind.WANT})
_YET = frozenset({CueKind.FUTURE, CueKind.WANT})

_MEETINGS = frozenset({Scheme.MUTUAL, Scheme.VISIT})

_AUXILIARIES = frozenset({Part.PASSIVE, Part.PERFECT, Part.PLUPERFECT})

_REPORTING = frozenset({Part.VERB, Part.CUE, Part.SUPPORT_BEFORE, Part.SUPPORT_AFTER, Part.NOUN, *BREAKING})


def is_dated_noun(page: Page, clock: Clock, links: list[Link], trigger: Trigger, spans: list[TimeSpan]) -> bool:
    """Tell whether an event's noun has a recent time of its own: "Friday's removal of X", "X's appointment on Friday",
    "the sacking of X this week", "Monday's summit"."""
    round_held = trigger.frame.needs_first and page.grammar.lexicon.spaced  # "this week's talks, which had ceased"
    if not spans or trigger.aspect is not Aspect.BARE_NOUN:
        return False
    if trigger.frame.scheme is Scheme.CHANNEL and not round_held:
        return False
    meeting = trigger.frame.scheme in _MEETINGS or round_held
    if meeting and page.field is ArticleField.TITLE:
        return False
    folded, gap = page.text.folded, page.grammar.gap
    edges = _edges(page, links, trigger)
    decisions = [word.start for word in page.words_between(trigger.clause.start, trigger.start).of(Part.DECISION)]
    for span in spans:
        if clock.is_recent(span) is not True or clock.is_future(span):
            continue
        past = is_past(page, clock, span) or _held(page, trigger) or dates_since(page, clock, trigger, span)
        leads = round_held and span.start == trigger.sentence[0] and not days_since_weekday(page, clock, span)
        past = past or (leads and not _looks_ahead(page, trigger)) or _is_distal(page, clock, span)
        if meeting and not past:
            continue
        if trigger.is_noun and trigger.start <= span.start and span.end <= trigger.end:
            return True  # "the intercept on Friday of an American plane"
        hung = [edge for edge in edges if edge <= span.start and _hangs_on(page, edge, span.start)]
        if hung and (meeting or not (_is_discussed(page, trigger) or _is_of_copula(page, hung[0], span.start))):
            return True
        if meeting and page.grammar.lexicon.free_order and _leads_text(page, trigger, span):
            return True
        possessive = () if page.grammar.lexicon.spaced else page.grammar.lexicon.party.possessive
        if folded[span.end : trigger.start] in possessive:
            return True  # "两国防长前天的通话"
        if possessive and meeting and _leads_to_verb(page, links, span, trigger):
            return True
        owner = _owns(page, span.end, trigger.start) and gap(folded, span.end, trigger.start) <= FIRST_WORDS
        owner = owner or _describes(page, span, trigger)
        if span.end <= trigger.start and (owner or any(start < span.start for start in decisions)):
            return True
    return False


def _is_distal(page: Page, clock: Clock, span: TimeSpan) -> bool:
    """Tell "周五那场与董军的会谈" in an undated text: what is pointed back at with its day is over."""
    return clock.today is None and page.text.folded.startswith(page.grammar.lexicon.markers.distal or ("\0",), span.end)


def _is_discussed(page: Page, trigger: Trigger) -> bool:
    """Tell "discussed the lifting of X on Monday", an act that nobody says was done."""
    if not trigger.is_noun or trigger.frame.scheme in _MEETINGS:
        return False
    before = page.words_between(trigger.clause.start, trigger.start).of(Part.CLASS, "discussing")
    return any(page.grammar.gap(page.text.folded, word.end, trigger.start) <= DISCUSSED_WORDS for word in before)


def _looks_ahead(page: Page, trigger: Trigger) -> bool:
    """Tell "this week's talks will deal with …", "are expected to …", which may be yet to come."""
    words = page.words_between(trigger.end, trigger.sentence[1])
    return any(word.value.name in _AHEAD for word in words.of(Part.CUE))


def is_planned(page: Page, links: list[Link], trigger: Trigger) -> bool:
    """Tell "the talks of Austin and Dong planned on Friday", whose noun phrase ends in the participle of a plan."""
    lexicon = page.grammar.lexicon
    if not trigger.is_noun or trigger.frame.scheme not in _MEETINGS or not lexicon.fixed_order:
        return False
    behind = page.words_between(trigger.end, trigger.clause.end)
    plan = next(iter(behind.of(Part.CUE, CueKind.PLAN.value)), None)
    if plan is None or plan.start - 1 not in _edges(page, links, trigger):
        return False
    between = page.words_between(trigger.end, plan.start)
    owned = between[:1] and between[0].start == trigger.end + 1 and between[0].value.part is Part.MARKER
    apart = any(w.value.part in _REPORTING for w in between) or "," in page.text.folded[trigger.end : plan.start]
    return (bool(owned) or plan.start == trigger.end + 1) and not apart


def _leads_text(page: Page, trigger: Trigger, span: TimeSpan) -> bool:
    """Tell a text that opens with its event: "Poignée de main entre les deux ministres, A et B, vendredi à …"."""
    led = trigger.sentence == page.sentences[0] and trigger.start - trigger.sentence[0] <= LEAD_CHARACTERS
    return trigger.is_noun and led and trigger.end <= span.start and span.end <= trigger.clause.end


def _leads_to_verb(page: Page, links: list[Link], span: TimeSpan, trigger: Trigger) -> bool:
    """Tell "周二与董军通话的话题", "昨天在会场边的会晤": only the partner or the place stands between day and verb."""
    low, high = span.end, trigger.start
    if not low < high or high - low > DESCRIBED_CHARACTERS:
        return False
    words = page.words_between(low, high)
    folded = page.text.folded
    if words and words[0].start == low and words[0].value.name == "place":
        owned = folded.endswith(page.grammar.lexicon.party.possessive, low, high)
        return owned and not any(word.value.part in _REPORTING for word in words)
    known = [(link.start, link.end) for link in links if low <= link.start and link.end <= high]
    rest = list(folded[low:high])
    fitting = (Part.MARKER, Part.TITLE, Part.SIDE, Part.POSSESSIVE, Part.CLASS)
    apart = [w for w in words if w.value.part in fitting and w.value.name != "tallies"]  # not the 次 of 那次
    for start, end in (*known, *((w.start, w.end) for w in apart)):
        rest[start - low : end - low] = " " * (end - start)
    left = "".join(rest)
    articles = [word for word in page.grammar.lexicon.markers.articles if word in left]
    for word in articles:  # "上周五那次握手", "周五那场75分钟的美中防长会谈"
        left = left.replace(word, " ")
    return bool(known or articles) and not left.strip(" 0123456789")


def _owns(page: Page, end: int, start: int) -> bool:
    """Tell "Friday's talks", "Friday night's greeting" from "on Friday Austin's talks"."""
    said = page.text.cased[end:start].split()[:1]
    owners = page.grammar.lexicon.party.possessive or ("\0",)
    return page.text.folded.startswith(owners, end) or any(word.endswith(owners) and word.islower() for word in said)


def _describes(page: Page, span: TimeSpan, trigger: Trigger) -> bool:
    """Tell "their Friday evening handshake", "the weekend talks" from "on Friday talks began"."""
    folded = page.text.folded
    before = folded[max(0, span.start - DETERMINER_CHARACTERS) : span.start].rsplit(" ", 2)
    owners = page.grammar.lexicon.party.possessive
    named = len(before) > 1 and (before[-2] in page.grammar.lexicon.markers.articles or before[-2].endswith(owners))
    near = span.end <= trigger.start and page.grammar.gap(folded, span.end, trigger.start) <= DESCRIBING_WORDS
    return page.grammar.lexicon.spaced and trigger.is_noun and named and near


def led_up_to(page: Page, clock: Clock, trigger: Trigger, spans: list[TimeSpan]) -> bool:
    """Tell "shook hands before their talks on Friday", when Friday is over, from "before talks on Friday" to come."""
    opener = trigger.clause.opener
    before = opener is not None and opener.value.part is Part.BEFORE and page.field is ArticleField.TEXT
    told = trigger.is_noun or trigger.frame.scheme is Scheme.CLASH  # "before having the balloon shot down on Saturday"
    if opener is None or not (before and told):
        return False
    own = (s for s in spans if s.end <= opener.start or s.start >= opener.end)  # not the "days" of "days before talks"
    return any(is_past(page, clock, span) for span in own)


def came_before(page: Page, clock: Clock, trigger: Trigger, spans: list[TimeSpan]) -> bool:
    """Tell "It happened a day before the two met", "Months went by before they met on Friday", whose past tense says
    that they did, from "before they meet" and "It could be months before they met"."""
    opener = trigger.clause.opener
    if opener is None or opener.value.part is not Part.BEFORE or trigger.aspect is not Aspect.FINITE_PAST:
        return False
    ahead = page.words_between(trigger.sentence[0], opener.start).of(Part.CUE)
    if any(word.value.name in _YET for word in ahead) or not page.grammar.lexicon.spaced:
        return False
    beside = any((span.days and 0 <= opener.start - span.end <= 1) or span.end == opener.end for span in spans)
    own = (span for span in spans if trigger.clause.start <= span.start < trigger.clause.end)
    return (beside or any(is_past(page, clock, span) for span in own)) and not page.grammar.lexicon.free_order


def _hangs_on(page: Page, edge: int, start: int) -> bool:
    """Tell whether nothing but small words and places stand between a noun's phrase and its time."""
    between = page.words_between(edge, start)
    limit = TIMED_WORDS * (2 if page.grammar.lexicon.free_order else 1)  # "alla cena di apertura di venerdì"
    near = page.grammar.gap(page.text.folded, edge, start) <= limit
    said = page.text.folded[edge:start]  # "la rencontre, vendredi à Singapour, de A et B"
    apart = any(word.value.part in _REPORTING for word in between) or ("," in said and said.strip() != ",")
    return near and not apart


def _is_of_copula(page: Page, edge: int, start: int) -> bool:
    """Tell "the lifting of X was on Monday again the first demand", whose day is that of what is said of it."""
    return page.grammar.lexicon.fixed_order and bool(page.words_between(edge, start).of_any(_AUXILIARIES))


def _edges(page: Page, links: list[Link], trigger: Trigger) -> list[int]:
    """Return where the noun's phrase may end: behind it, or behind a name or a word of its kind in its clause."""
    words = page.words_between(trigger.end, trigger.clause.end)
    return [
        trigger.end,
        *_held(page, trigger),  # "the meeting held on Saturday between A and B"
        *(link.end for link in links if trigger.end <= link.start and link.end <= trigger.clause.end),
        *(word.end for word in (*words.of(Part.CLASS), *words.of(Part.PRONOUN))),
    ]


def _held(page: Page, trigger: Trigger) -> list[int]:
    """Return where a participle of holding ends that stands directly behind the noun."""
    words = page.words_between(trigger.end, trigger.clause.end).of(Part.SUPPORT_BEFORE)
    return [w.end for w in words if w.start == trigger.end + 1 and w.value.form is Form.PARTICIPLE]


def is_past(page: Page, clock: Clock, span: TimeSpan) -> bool:
    """Tell a day that is over from one that may be meant of the week to come ("Friday's meeting")."""
    told = page.words_between(span.start, span.end)
    if any(word.value.number[1] < 0 for word in (*told.of(Part.TIME, "days"), *told.of(Part.TIME, "beside"))):
        return True  # "yesterday", "a day earlier"
    over = span.last is not None and clock.today is not None and span.last < clock.today
    return over and days_since_weekday(page, clock, span) <= PAST_DAYS


def days_since_weekday(page: Page, clock: Clock, span: TimeSpan) -> int:
    """Return how long ago a bare weekday was; 0 for any other time."""
    words = page.words_between(span.start, span.end).of(Part.TIME)
    if not page.grammar.lexicon.spaced:
        words = tuple(word for word in words if word.start == span.start)  # "上周三" tells its week
    weekday = any(word.value.name == "weekdays" for word in words)
    said = any(word.value.name in ("last", "days", "beside", "ago", "months") for word in words)
    if not weekday or said or span.first is None or span.first != span.last or clock.today is None:
        return 0
    return max(0, (clock.today - span.first).days)
