"""Where cues stop: a sentence's break words and new statements in, positions out."""

from __future__ import annotations

from extractors.phrases import Hit
from extractors.reading.mentions.links import Link
from extractors.reading.status.partings import partings
from extractors.reading.text.clauses import title_follows
from extractors.reading.text.grammar import BREAKING, Part, Word
from extractors.reading.text.page import Page
from extractors.reading.text.words import Words
from extractors.reading.triggers.aspects import Aspect
from extractors.reading.triggers.triggers import Trigger
from seeds.lexicon import CueKind

FINITE = frozenset({Aspect.FINITE_PAST, Aspect.PERFECT, Aspect.RESULT})
"""A verb in these stands for itself behind "and": "agreed to lift and on Friday lifted"."""

COMPLEMENT_WORDS = 4
"""How far behind a cue the conjunction of its complement may stand ("forderte China, dass")."""

COMPLEMENT_CHARACTERS = 12
"""The longest such conjunction."""

_TWO = frozenset({Part.PAIR, Part.PRONOUN})
"""Words that may be the subject behind "and"."""


def parts_statements(page: Page, barrier: int) -> bool:
    """Tell whether a barrier is a colon, a semicolon, or, in free order, an "and" before another statement."""
    folded = page.text.folded
    joins = page.grammar.lexicon.free_order and folded[barrier].isalpha()
    joiners = page.grammar.lexicon.markers.joiners
    return folded[barrier] in ":;" or (joins and folded[barrier : barrier + 4].split(" ")[0] in joiners)


def completes(page: Page, end: int, barrier: int) -> bool:
    """Tell whether a break only joins a cue to what it speaks of ("verlangt, dass …", "exige que …")."""
    limit = COMPLEMENT_WORDS if page.grammar.lexicon.spaced else 0  # "有学者建议，美方可先…"
    if page.grammar.gap(page.text.folded, end, barrier) > limit:
        return False
    words = page.words_between(barrier, barrier + COMPLEMENT_CHARACTERS)
    complements = page.grammar.lexicon.breaks.complement
    return any(w.start == barrier and page.text.folded[w.start : w.end] in complements for w in words)


def barriers_of(page: Page, trigger: Trigger, words: Words, links: list[Link]) -> list[int]:
    """Return where cues stop: break words, and "and" before a new subject."""
    breaks = [w for w in words.of_any(BREAKING) if w.value.name != "role" or not title_follows(page, w.end)]
    barriers = [w.start for w in breaks if not any(k.start <= w.start and w.end <= k.end for k in links)]
    barriers += partings(page, trigger, words, links)
    barriers += _ends_at_since(page, trigger, words)
    joiners = [word for word in words.named("joiners") if word.value.part is Part.MARKER]
    partners = {w.start for w in words.named("partner") if w.value.part is Part.MARKER} if joiners else set()
    own = trigger.aspect in FINITE or (trigger.is_noun and trigger.anchor[0] > trigger.end)  # "… took place"
    for word in joiners:
        ahead = word.end < trigger.start
        if word.start in partners or not (ahead or word.start >= trigger.end):
            continue
        inside = any(link.start <= word.start and word.end <= link.end for link in links)
        if inside and not page.grammar.lexicon.free_order:
            continue  # "since the US and Chinese defence chiefs agreed"
        before = any(0 <= word.start - link.end <= 2 for link in links)
        after = any(0 <= link.start - word.end <= 6 for link in links) or any(
            0 <= w.start - word.end <= 1 for w in words.of_any(_TWO)
        )
        if ahead and page.grammar.lexicon.spaced and page.text.folded[word.start - 2 : word.start] == ", ":
            before = before and not any(
                0 <= w.start - word.end <= 1 for w in words.of_any(_TWO)
            )  # ", and the two had …"
        alone = not (after and before) and _is_word(page, word)
        held = trigger.aspect is Aspect.NOUN_SUPPORT and ahead and word.end + 1 == trigger.anchor[0]
        if (alone and (own or held or not ahead)) or (ahead and after and not before):
            barriers.append(word.start)  # "shook hands and declined to do more"
    return barriers


def _ends_at_since(page: Page, trigger: Trigger, words: Words) -> list[int]:
    """Return where what came before is told behind a trigger: "held talks, the first since China cancelled a round"."""
    if not page.grammar.lexicon.spaced:
        return []
    since = words.of(Part.CUE, CueKind.SINCE)
    if trigger.aspect is Aspect.PRESUPPOSED and not trigger.is_noun and trigger.passive:
        return [w.start for w in since if w.end <= trigger.start]  # "has refused all talks since being appointed"
    return [w.start for w in since if w.start >= trigger.end and w.value.cue and w.value.cue.direction == "forward"]


def _is_word(page: Page, hit: Hit[Word]) -> bool:
    return page.text.folded[hit.start].isalpha()
