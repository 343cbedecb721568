"""Which cues speak about a trigger: a sentence's cue hits in, those whose scope holds the trigger out."""

from __future__ import annotations

from functools import cached_property

from extractors.phrases import Hit
from extractors.reading.mentions.links import Link
from extractors.reading.status.asides import is_in_support, is_said_apart, stands_aside
from extractors.reading.status.barriers import FINITE, barriers_of, completes, parts_statements
from extractors.reading.status.novelty import dates_first, is_before_since
from extractors.reading.status.partings import is_contrast, is_quoted_apart
from extractors.reading.status.scopes import (
    describes_thing,
    is_before_relative,
    is_of_deed,
    is_of_thing,
    is_out_of_reach,
    is_part_of_wish,
    is_promised,
    is_subject_of_support,
    opens_condition,
    speaks_of_clash,
    tells_amount,
)
from extractors.reading.status.wishes import is_of_contact, is_of_first, is_wished, wishes_of
from extractors.reading.text.grammar import Part, Word
from extractors.reading.text.page import Page
from extractors.reading.text.words import Words
from extractors.reading.triggers.aspects import Aspect
from extractors.reading.triggers.continuations import OPEN, closes_clause, governing_clauses, holds_on, is_done
from extractors.reading.triggers.triggers import Trigger
from seeds.lexicon import Scheme
from seeds.watches import EventMode

_WAYS = frozenset({"remote", "in_person"})

_LINES = ("channels", "formats")
"""The classes of what may have been cut off."""

_KEPT = _WAYS | {"novelty"}
"""What an insertion says of the noun before it: "the call, by video on Friday and the first in years, came …"."""

_JOINING = frozenset("、,")
"""What ends a verb that only joins on what follows, in Japanese."""

_OF_THE_PAST = frozenset({"recall", "since"})

INSERTED_WORDS = 3
"""How many words may stand between an insertion's second comma and the verb ("were on Friday")."""

FIRST_WORDS = 1
"""How many words may stand between "for the first time" and "since"."""

SEVERED_CHARACTERS = 20
"""How far behind a word for something cut off its time may stand ("broken off fifteen months ago")."""

OBLIQUE_CHARACTERS = 10
"""The longest preposition before a noun."""

NEAR_WORDS = 4
"""The reach of a cue that must stand beside its trigger."""


class _Scope:
    """What decides about every cue of one trigger: found out when the first cue needs it."""

    def __init__(self, page: Page, trigger: Trigger, words: Words, links: list[Link]) -> None:
        self.page = page
        self.trigger = trigger
        self.words = words
        self.links = links
        self.start = min(trigger.start, trigger.anchor[0])
        self.end = max(trigger.end, trigger.anchor[1])
        # the words of what the frame speaks of, which are no cues: "asset freeze", "defence dialogue"
        self.needed = words.of(Part.CLASS, trigger.frame.needs) if trigger.frame.needs else ()

    @cached_property
    def barriers(self) -> list[int]:
        return barriers_of(self.page, self.trigger, self.words, self.links)

    @cached_property
    def governing(self) -> list[tuple[int, int]]:
        return governing_clauses(self.page, self.trigger, self.links)

    @cached_property
    def inserted(self) -> tuple[int, int]:
        return _insertion(self.page, self.trigger)

    def faces(self, word: Hit[Word]) -> bool:
        """Tell whether a cue may look towards the trigger at all: most cues that do not matter look away."""
        assert word.value.cue is not None
        direction = word.value.cue.direction
        if direction == ("backward" if word.start < self.start else "forward"):
            return word.start >= self.start and word.end <= self.end
        return True


def cues_of(page: Page, trigger: Trigger, links: list[Link]) -> list[Hit[Word]]:
    """Return the cues in whose scope a trigger stands, by position."""
    words = page.words_between(*trigger.sentence)
    if not words.of(Part.CUE):
        return []
    scope = _Scope(page, trigger, words, links)
    found = [word for word in words.of(Part.CUE) if scope.faces(word) and _speaks_of(word, scope)]
    found += [wish for cue in found for wish in wishes_of(page, cue, words) if wish not in found]
    if any(cue.value.name == "negation" for cue in found):  # "have not met since 2022": true until they meet
        behind = page.words_between(scope.end, trigger.clause.end)
        found += [w for w in behind.named("since") if w not in found]
    found = [cue for cue in found if not is_part_of_wish(page, cue, found)]
    parts = _parts_of_longer(found)
    return [cue for cue in found if not _is_part_of_other(cue, parts) and not is_wished(page, cue, found)]


def _speaks_of(word: Hit[Word], scope: _Scope) -> bool:
    """Tell whether a cue that looks towards a trigger speaks of it."""
    page, trigger, words, start, end = scope.page, scope.trigger, scope.words, scope.start, scope.end
    assert word.value.cue is not None
    if word.start == trigger.start and word.end == trigger.end:
        return False
    if not (_reaches(word, scope) or holds_on(page, trigger, word, scope.governing)):
        return False  # asked first: it tells most of those that do not matter
    if word.value.name in OPEN and (is_of_deed(trigger, word) or opens_condition(word, words)):
        return False
    if word.value.name in OPEN and is_of_contact(trigger, word, words):
        return False
    if stands_aside(page, word, trigger):
        return False  # "gave him an hour, ending doubts whether he would see him"
    apart = "," in page.text.folded[end : word.start] or is_before_relative(trigger, word)
    if word.value.name == "accept" and trigger.aspect in FINITE and apart:
        return False  # "Li und Austin haben sich getroffen, auch wenn nichts vereinbart wurde"
    if not word.value.cue.joined and word.start >= end and page.text.folded[end - 1] in _JOINING:
        return False  # "電話会談し、緊張の緩和を求めた"
    if is_out_of_reach(page, trigger, word, words) or is_before_since(page, trigger, word, words):
        return False
    if trigger.head is not None and word.start >= trigger.head.start:
        return False  # "与董军会面的赫格塞思将访问日本"
    if word.value.name in OPEN and _is_of_decision(word, trigger, words):
        return False  # "demanded documents on the White House's decision to end the sanctions"
    if is_quoted_apart(page, word, start) or is_contrast(page, word) or is_subject_of_support(page, trigger, word):
        return False
    if word.value.cue.closing and not _closes(page, word, end, scope.barriers):
        return False
    if _describes_line(word, words):
        return False  # "the channels suspended in 2022"
    low, high = scope.inserted
    if low < word.start and word.end < high and not (trigger.is_noun and word.value.name in _KEPT):
        return False
    told = trigger.frame.mode is EventMode.STATEMENT and word.start >= trigger.start
    if told and (not _is_of_telling(page, word) or is_promised(trigger, words)):
        return False  # what was said is another matter
    if word.value.name == "since" and dates_first(page, word, words):
        return False
    if is_of_first(page, word, words) or tells_amount(page, word):
        return False
    if word.value.name == "rumour" and any(
        describes_thing(page, word, thing) for thing in scope.needed if not word.end <= trigger.start < thing.start
    ):
        return False  # "a suspected Chinese spy balloon", but not "auraient levé leurs …"
    if any(w.start <= word.start and word.end < w.end for w in words.of(Part.REACTION)):
        return False  # "asked about the decision to lift"
    if _is_distant_noun(page, word, start):
        return False
    within = trigger.start <= word.start and word.end <= trigger.end
    if within and (word.value.name in ("negation", "refusal", "accept", "want") or trigger.frame.adjacent):
        return False  # 取消了制裁: the verb itself, no refusal
    if is_in_support(word, trigger):
        return False  # "a handshake remained their only contact"
    if word.value.name in _OF_THE_PAST and is_of_thing(page, trigger, word, words, scope.needed):
        return False
    if _is_object_marker(word, scope) or any(c.start <= word.start and word.end <= c.end for c in scope.needed):
        return False
    if trigger.frame.mode is EventMode.APPOINTMENT and _text(page, word) in page.grammar.lexicon.party.former:
        return False  # "former navy chief Dong Jun was named": the office of old is another
    return trigger.frame.scheme is not Scheme.CLASH or speaks_of_clash(page, word, trigger)


def _is_of_decision(cue: Hit[Word], trigger: Trigger, words: Words) -> bool:
    """Tell whether a decision that presupposes a verb stands behind a cue: "documents on his decision to end X"."""
    acts = (Scheme.MEASURE, Scheme.POST)
    decided = trigger.aspect is Aspect.PRESUPPOSED and not trigger.is_noun and trigger.frame.scheme in acts
    return decided and any(cue.end <= word.start <= trigger.start for word in words.of(Part.DECISION))


def _describes_line(cue: Hit[Word], words: Words) -> bool:
    """Tell whether a word for something cut off stands directly behind the line that it describes."""
    if cue.value.name == "recall" and any(
        0 < cue.start - w.end <= SEVERED_CHARACTERS for w in words.of(Part.CLASS, "severed")
    ):
        return True  # "would resume contacts broken off fifteen months ago"
    severed = cue.value.name == "refusal" and any(w.start == cue.start for w in words.named("severed"))
    lines = (w for name in _LINES for w in words.of(Part.CLASS, name))  # not the visitor of "Blinken cancelled"
    return severed and any(0 <= cue.start - w.end <= 1 for w in lines)


def _is_distant_noun(page: Page, cue: Hit[Word], start: int) -> bool:
    """Tell the noun of "warned against attempts to contain China in a call" from a verb that wants something."""
    folded = page.text.folded
    if cue.value.name != "want" or cue.end > start or not page.grammar.lexicon.spaced:
        return False
    before = page.words_between(max(0, cue.start - OBLIQUE_CHARACTERS), cue.start)
    marked = any(
        word.value.part is Part.MARKER and word.value.name == "oblique" and word.end + 1 == cue.start for word in before
    )
    return marked and page.grammar.gap(folded, cue.end, start) > NEAR_WORDS


def _is_of_telling(page: Page, cue_hit: Hit[Word]) -> bool:
    """Tell whether a cue behind a verb of telling speaks of it: its way, or "nicht" where negation follows the verb."""
    behind = page.grammar.lexicon.free_order and cue_hit.value.name == "negation"
    if cue_hit.value.name == "denial":  # "Berichte, A habe mit B gesprochen, sind falsch"
        be = page.words_between(cue_hit.start, cue_hit.end).of_any(frozenset({Part.PERFECT, Part.PASSIVE}))
        behind = any(word.start == cue_hit.start for word in be)
    return cue_hit.value.name in (*_WAYS, "brief") or behind


def _closes(page: Page, cue: Hit[Word], end: int, barriers: list[int]) -> bool:
    """Tell whether a cue ends the trigger's clause or the one behind it ("…，白宫否认。")."""
    return closes_clause(page, cue) and sum(end <= at < cue.start for at in barriers) <= 1


def _is_part_of_other(cue: Hit[Word], parts: set[tuple[int, int]]) -> bool:
    """Tell the "no" of "no plan to", which is one cue, from a negation of its own."""
    return cue.value.name in ("negation", "future", "want") and (cue.start, cue.end) in parts


def _parts_of_longer(cues: list[Hit[Word]]) -> set[tuple[int, int]]:
    """Return the spans that lie in longer ones."""
    parts: set[tuple[int, int]] = set()
    edge = -1
    for start, end in sorted({(cue.start, cue.end) for cue in cues}, key=lambda span: (span[0], -span[1])):
        if end <= edge:
            parts.add((start, end))
        edge = max(edge, end)
    return parts


def _insertion(page: Page, trigger: Trigger) -> tuple[int, int]:
    """Return what stands between commas directly before a verb: "dialogue, frozen since 2022, resumed"."""
    folded = page.text.folded
    if trigger.is_noun and page.grammar.lexicon.spaced and trigger.anchor[0] > trigger.end:
        return _insertion_behind(page, trigger)
    second = folded.rfind(",", trigger.clause.start, trigger.start)
    first = folded.rfind(",", trigger.clause.start, max(second, trigger.clause.start))
    apart = trigger.frame.scheme in (Scheme.MEASURE, Scheme.POST, Scheme.CHANNEL) and not trigger.is_noun
    opener = trigger.clause.opener
    if first < 0 and second >= 0 and opener is not None and opener.value.part is Part.RELATIVE:
        first = trigger.clause.start - 1  # "Li, who would have opened the forum, was dismissed"
    if not apart or first < 0 or page.grammar.gap(folded, second, trigger.start) > INSERTED_WORDS:
        return trigger.start, trigger.start
    return first, second


def _insertion_behind(page: Page, trigger: Trigger) -> tuple[int, int]:
    """Return what stands so between a noun and its verb: "the visit of A, the first since 2018, was useful"."""
    folded, verb = page.text.folded, trigger.anchor[0]
    second = folded.rfind(",", trigger.end, verb)
    first = folded.rfind(",", trigger.end, max(second, trigger.end))
    near = first >= 0 and page.grammar.gap(folded, second, verb) <= INSERTED_WORDS
    return (first, second) if near else (trigger.start, trigger.start)


def _text(page: Page, hit: Hit[Word]) -> str:
    return page.text.folded[hit.start : hit.end]


def _is_object_marker(cue: Hit[Word], scope: _Scope) -> bool:
    """Tell whether a word only introduces an object: "将李尚福移出名单", "将…的气球打了下来" speak of no future."""
    markers = [m for m in scope.words.of(Part.MARKER, "object") if cue.start <= m.start <= max(cue.start, scope.start)]
    clash = len(markers) == 1 and scope.trigger.frame.scheme is Scheme.CLASH
    fronted = clash and any(thing.end == scope.start and thing.start >= cue.end for thing in scope.needed)
    return bool(markers and markers[0].end == cue.end) and (fronted or any(x.start == cue.end for x in scope.links))


def _reaches(cue_hit: Hit[Word], scope: _Scope) -> bool:
    """Tell whether a cue's scope holds a trigger; what a complement presupposes is not wished for."""
    cue, page, start, end = cue_hit.value.cue, scope.page, scope.start, scope.end
    assert cue is not None
    if cue_hit.start >= start and cue_hit.end <= end:  # between support verb and noun: "held no talks"
        return True
    forward = cue_hit.start < start
    if (forward and cue.direction == "backward") or (not forward and cue.direction == "forward"):
        return False
    low, high = (cue_hit.end, start) if forward else (end, cue_hit.start)
    if cue_hit.value.name == "since" and "," in page.text.folded[low:high]:
        return False  # "For the first time since 2021, officers have met"
    if cue.reach == "near" and page.grammar.gap(page.text.folded, low, high) > NEAR_WORDS:
        return False
    if cue_hit.value.name == "accept" and any(parts_statements(page, b) for b in scope.barriers if low <= b < high):
        return False  # "agreed to see him: the two spoke for an hour"
    if cue.reach == "sentence":
        condition = cue_hit.value.name == "conditional"
        return not (condition and is_said_apart(page, cue_hit, scope.trigger, scope.barriers))
    definite = scope.trigger.aspect is Aspect.PRESUPPOSED
    definite = definite or not (page.grammar.lexicon.spaced or cue_hit.value.name == "want")
    passed = [b for b in scope.barriers if low <= b < high]
    if not passed or not forward or len(passed) > 1 or definite or not completes(page, cue_hit.end, passed[0]):
        return not passed
    return not is_done(page, scope.links, scope.trigger)  # "此前各方一再呼吁，两人周四终于会面"
