"""Which cues speak about a trigger: a sentence's cue hits in, those whose scope holds the trigger out."""

from __future__ import annotations

from extractors.phrases import Hit
from extractors.reading.aspects import Aspect
from extractors.reading.continuations import OPEN, closes_clause, continues_clause
from extractors.reading.grammar import BREAKING, Part, Word
from extractors.reading.links import Link
from extractors.reading.novelty import dates_first
from extractors.reading.page import Page
from extractors.reading.partings import is_contrast, is_quoted_apart, partings
from extractors.reading.scopes import is_of_thing, is_out_of_reach, is_part_of_wish, speaks_of_encounter
from extractors.reading.triggers import Trigger
from extractors.reading.wishes import is_of_first, is_wished
from seeds.lexicon import Scheme
from seeds.watches import EventMode

_FINITE = frozenset({Aspect.FINITE_PAST, Aspect.PERFECT, Aspect.RESULT})
"""A verb in these stands for itself behind "and": "agreed to lift and on Friday lifted"."""

CLASH_CUE_WORDS = 4
"""How far before the verb of an encounter a cue may stand ("wants to avoid unsafe intercepts")."""

_WAYS = frozenset({"remote", "in_person"})

_KEPT = _WAYS | {"novelty"}
"""What an insertion says of the noun before it: "the call, by video on Friday and the first in years, came …"."""

_JOINING = frozenset("、,")
"""What ends a verb that only joins on what follows, in Japanese."""

_OF_THE_PAST = frozenset({"recall", "since"})

_WEIGHING = frozenset({"conditional", "counterfactual", "rumour", "recall", "since", "novelty"})

COMPLEMENT_WORDS = 3
"""How far behind a cue the conjunction of its complement may stand ("forderte China, dass")."""

COMPLEMENT_CHARACTERS = 12
"""The longest such conjunction."""

INSERTED_WORDS = 3
"""How many words may stand between an insertion's second comma and the verb ("were on Friday")."""

FIRST_WORDS = 1
"""How many words may stand between "for the first time" and "since"."""

DESCRIBED_WORDS = 4
"""How far before a thing its adjective may stand ("a suspected Chinese high-altitude spy balloon")."""

OBLIQUE_CHARACTERS = 10
"""The longest preposition before a noun."""

NEAR_WORDS = 4
"""The reach of a cue that must stand beside its trigger."""


def cues_of(page: Page, trigger: Trigger, links: list[Link]) -> list[Hit[Word]]:
    """Return the cues in whose scope a trigger stands, by position."""
    words = page.words_between(*trigger.sentence)
    start = min(trigger.start, trigger.anchor[0])
    end = max(trigger.end, trigger.anchor[1])
    barriers = _barriers(page, trigger, words, links)
    objects = _object_markers(words, links)
    # "asset freeze", "defence dialogue": a word of what the frame speaks of is no cue
    needed = [w for w in words if w.value.part is Part.CLASS and w.value.name == trigger.frame.needs]
    inserted = _insertion(page, trigger)
    continued = continues_clause(page, trigger, links)
    decided = [w.start for w in words if w.value.part is Part.DECISION] if _is_decided(trigger) else []
    reactions = [w for w in words if w.value.part is Part.REACTION]
    found: list[Hit[Word]] = []
    for word in words:
        if word.value.part is not Part.CUE or word.value.cue is None:
            continue
        if word.start == trigger.start and word.end == trigger.end:
            continue
        if word.value.name == "accept" and trigger.aspect in _FINITE and "," in page.text.folded[end : word.start]:
            continue  # "Li und Austin haben sich getroffen, auch wenn nichts vereinbart wurde"
        if not word.value.cue.joined and word.start >= end and page.text.folded[end - 1] in _JOINING:
            continue  # "電話会談し、緊張の緩和を求めた"
        if is_out_of_reach(page, trigger, word, words):
            continue
        if trigger.head is not None and word.start >= trigger.head.start:
            continue  # "与董军会面的赫格塞思将访问日本"
        if word.value.name in OPEN and any(word.end <= at <= trigger.start for at in decided):
            continue  # "demanded documents on the White House's decision to end the sanctions"
        if is_quoted_apart(page, word, start) or is_contrast(page, word):
            continue
        if word.value.cue.closing and not _closes(page, word, end, barriers):
            continue
        if _describes_line(word, words):
            continue  # "the channels suspended in 2022"
        if inserted[0] < word.start and word.end < inserted[1] and not (trigger.is_noun and word.value.name in _KEPT):
            continue
        if trigger.frame.mode is EventMode.STATEMENT and word.start >= trigger.start and not _is_of_telling(page, word):
            continue  # what was said is another matter
        if word.value.name == "since" and dates_first(page, word, words):
            continue
        if is_of_first(page, word, words):
            continue
        things = [thing for thing in needed if not word.end <= trigger.start < thing.start]  # "auraient levé leurs …"
        if word.value.name == "rumour" and any(_describes(page, word, thing) for thing in things):
            continue  # "a suspected Chinese spy balloon"
        if any(w.start <= word.start and word.end < w.end for w in reactions):  # "asked about the decision to lift"
            continue
        if _is_distant_noun(page, word, start):
            continue
        within = trigger.start <= word.start and word.end <= trigger.end
        if within and (
            word.value.name in ("negation", "refusal") or trigger.frame.adjacent
        ):  # 取消了制裁: the verb itself, no refusal
            continue
        if word.value.name in _OF_THE_PAST and is_of_thing(page, trigger, word, words, needed):
            continue
        if (word.start, word.end) in objects or any(c.start <= word.start and word.end <= c.end for c in needed):
            continue
        if trigger.frame.mode is EventMode.APPOINTMENT and _text(page, word) in page.grammar.lexicon.party.former:
            continue  # "former navy chief Dong Jun was named": the office of old is another
        if trigger.frame.scheme is Scheme.CLASH and not _speaks_of_clash(page, word, trigger):
            continue
        if _reaches(page, word, (start, end), barriers, definite=trigger.aspect is Aspect.PRESUPPOSED) or (
            word.value.name in OPEN and continued and _stands_before(word, trigger, barriers)
        ):
            found.append(word)
    if any(cue.value.name == "negation" for cue in found):  # "have not met since 2022": true until they meet
        found += [w for w in page.words_between(end, trigger.clause.end) if w.value.name == "since" and w not in found]
    found = [cue for cue in found if not is_part_of_wish(page, cue, found)]
    return [cue for cue in found if not _is_part_of_other(cue, found) and not is_wished(page, cue, found)]


def _is_decided(trigger: Trigger) -> bool:
    """Tell whether a verb of a measure or post is presupposed, as by "his decision to end the sanctions"."""
    acts = (Scheme.MEASURE, Scheme.POST)
    return trigger.aspect is Aspect.PRESUPPOSED and not trigger.is_noun and trigger.frame.scheme in acts


def _describes_line(cue: Hit[Word], words: list[Hit[Word]]) -> bool:
    """Tell whether a word for something cut off stands directly behind the line that it describes."""
    severed = cue.value.name == "refusal" and any(w.value.name == "severed" and w.start == cue.start for w in words)
    return severed and any(w.value.part is Part.CLASS and 0 <= cue.start - w.end <= 1 for w in words)


def _describes(page: Page, cue: Hit[Word], thing: Hit[Word]) -> bool:
    """Tell whether a cue is no more than an adjective of a thing."""
    return thing.start - cue.end > 0 and page.grammar.gap(page.text.folded, cue.end, thing.start) <= DESCRIBED_WORDS


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
    return cue_hit.value.name in _WAYS or behind


def _closes(page: Page, cue: Hit[Word], end: int, barriers: list[int]) -> bool:
    """Tell whether a cue ends the trigger's clause or the one behind it ("…，白宫否认。")."""
    return closes_clause(page, cue) and sum(end <= at < cue.start for at in barriers) <= 1


def _stands_before(cue: Hit[Word], trigger: Trigger, barriers: list[int]) -> bool:
    """Tell whether a forward cue stands in the clause before the trigger's."""
    forward = cue.value.cue is not None and cue.value.cue.direction != "backward"
    low, high = cue.end, trigger.clause.start
    return forward and low < high and sum(low <= at < high for at in barriers) == 1


def _is_part_of_other(cue: Hit[Word], cues: list[Hit[Word]]) -> bool:
    """Tell the "no" of "no plan to", which is one cue, from a negation of its own."""
    return cue.value.name in ("negation", "future") and any(
        other.start <= cue.start and cue.end <= other.end and other.end - other.start > cue.end - cue.start
        for other in cues
    )


def _speaks_of_clash(page: Page, cue_hit: Hit[Word], trigger: Trigger) -> bool:
    """An encounter is not refused, asked for or planned: only cues close before its verb speak of it."""
    if cue_hit.value.name in _WEIGHING or speaks_of_encounter(page, cue_hit):
        return True
    limit = CLASH_CUE_WORDS if page.grammar.lexicon.spaced else 2 * CLASH_CUE_WORDS
    return cue_hit.end <= trigger.start and page.grammar.gap(page.text.folded, cue_hit.end, trigger.start) <= limit


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


def _is_word(page: Page, hit: Hit[Word]) -> bool:
    return page.text.folded[hit.start].isalpha()


def _object_markers(words: list[Hit[Word]], links: list[Link]) -> set[tuple[int, int]]:
    """Return where a word only introduces an object: "将李尚福移出名单" speaks of no future."""
    starts = {link.start for link in links}
    return {
        (w.start, w.end) for w in words if w.value.part is Part.MARKER and w.value.name == "object" and w.end in starts
    }


def _reaches(page: Page, cue_hit: Hit[Word], span: tuple[int, int], barriers: list[int], *, definite: bool) -> bool:
    """Tell whether a cue's scope holds a trigger; what a complement presupposes is not wished for."""
    cue = cue_hit.value.cue
    assert cue is not None
    start, end = span
    if cue_hit.start >= start and cue_hit.end <= end:  # between support verb and noun: "held no talks"
        return True
    forward = cue_hit.start < start
    if (forward and cue.direction == "backward") or (not forward and cue.direction == "forward"):
        return False
    low, high = (cue_hit.end, start) if forward else (end, cue_hit.start)
    if cue_hit.value.name == "since" and "," in page.text.folded[low:high]:
        return False  # "For the first time since 2021, officers have met"
    if cue_hit.value.name == "accept" and any(_parts_statements(page, b) for b in barriers if low <= b < high):
        return False  # "agreed to see him: the two spoke for an hour"
    if cue.reach != "sentence":
        definite = definite or not (page.grammar.lexicon.spaced or cue_hit.value.name == "want")
        passed = [b for b in barriers if low <= b < high]
        if passed and not (forward and len(passed) == 1 and not definite and _completes(page, cue_hit.end, passed[0])):
            return False
    return cue.reach != "near" or page.grammar.gap(page.text.folded, low, high) <= NEAR_WORDS


def _parts_statements(page: Page, barrier: int) -> bool:
    """Tell whether a barrier is a colon, a semicolon, or, in free order, an "and" before another statement."""
    folded = page.text.folded
    joins = page.grammar.lexicon.free_order and folded[barrier].isalpha()
    joiners = page.grammar.lexicon.markers.joiners
    return folded[barrier] in ":;" or (joins and folded[barrier : barrier + 4].split(" ")[0] in joiners)


def _completes(page: Page, end: int, barrier: int) -> bool:
    """Tell whether a break only joins a cue to what it speaks of ("verlangt, dass …", "exige que …")."""
    limit = COMPLEMENT_WORDS if page.grammar.lexicon.spaced else 0  # "有学者建议，美方可先…"
    if page.grammar.gap(page.text.folded, end, barrier) > limit:
        return False
    words = page.words_between(barrier, barrier + COMPLEMENT_CHARACTERS)
    complements = page.grammar.lexicon.breaks.complement
    return any(w.start == barrier and page.text.folded[w.start : w.end] in complements for w in words)


def _barriers(page: Page, trigger: Trigger, words: list[Hit[Word]], links: list[Link]) -> list[int]:
    """Return where cues stop: break words, and "and" before a new subject."""
    barriers = [
        w.start
        for w in words
        if w.value.part in BREAKING and not any(k.start <= w.start and w.end <= k.end for k in links)
    ]
    barriers += partings(page, trigger, words, links)
    partners = {w.start for w in words if w.value.part is Part.MARKER and w.value.name == "partner"}
    for word in words:
        if word.value.part is Part.MARKER and word.value.name == "joiners" and word.start not in partners:
            before = any(0 <= word.start - link.end <= 2 for link in links)
            after = any(0 <= link.start - word.end <= 6 for link in links) or any(
                w.value.part in (Part.PAIR, Part.PRONOUN) and 0 <= w.start - word.end <= 1 for w in words
            )
            own = trigger.aspect in _FINITE or (trigger.is_noun and trigger.anchor[0] > trigger.end)  # "… took place"
            finite = own and _is_word(page, word) and not (after and before)
            if word.end < trigger.start and ((after and not before) or finite):
                barriers.append(word.start)
            elif word.start >= trigger.end and not (after and before) and _is_word(page, word):
                barriers.append(word.start)  # "shook hands and declined to do more"
    return barriers
