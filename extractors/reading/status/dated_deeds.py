"""Gerunds that a day makes facts: "accused China of cutting in on Saturday", "with A and B speaking on Tuesday"."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.reading.status.dated_nouns import PAST_DAYS, days_since_weekday
from extractors.reading.text.clock import Clock, TimeSpan
from extractors.reading.text.grammar import Part
from extractors.reading.text.page import Page
from extractors.reading.triggers.aspects import Aspect
from extractors.reading.triggers.described_nouns import comma_before
from extractors.reading.triggers.gerunds import TITLE_CHARACTERS
from extractors.reading.triggers.triggers import Trigger
from seeds.entities import EntityKind
from seeds.lexicon import CueKind, Form, Scheme

UNDER_WAY_WORDS = 2
"""How many words before a gerund its auxiliary may stand: "was still meeting"."""

NAME_CHARACTERS = 60
"""The longest name with its title."""

_DESCRIBING = frozenset({Aspect.FINITE_PAST, Aspect.PARTICIPLE})
"""What a participle behind a comma is read as."""

_BESIDE = frozenset({CueKind.NOVELTY.value, CueKind.IN_PERSON.value})
"""What is said beside a deed and leaves nothing open: "ended a year of silence by meeting"."""

_LASTING = frozenset({Scheme.MUTUAL, Scheme.VISIT})
"""What may be under way while something else happens."""

_NAMING = frozenset({Aspect.PROGRESSIVE, Aspect.BARE_NOUN})
"""What a word in "-ing" that names an act is read as."""


def is_dated_deed(page: Page, clock: Clock, trigger: Trigger, spans: Sequence[TimeSpan]) -> bool:
    """Tell whether a gerund of an encounter has a recent day: "accused China of cutting across its bow on Saturday"."""
    means = (Scheme.MEASURE, Scheme.POST, Scheme.MUTUAL)  # "ended a long silence on Friday by meeting for an hour"
    if trigger.aspect in _NAMING and trigger.frame.scheme in means and _is_means(page, trigger):
        return any(clock.is_recent(span) is True for span in spans)
    if trigger.aspect is Aspect.PARTICIPLE and describes_name(page, trigger):
        return any(clock.is_recent(span) is True for span in spans)  # "Dong Jun, promoted to minister on Friday, has …"
    if trigger.aspect is not Aspect.PROGRESSIVE:
        return False
    if trigger.frame.scheme in _LASTING and _was_under_way(page, clock, trigger, spans):
        return True
    if trigger.frame.scheme is Scheme.MUTUAL:
        return _is_absolute(page, clock, (trigger.start, trigger.end), spans)
    return trigger.frame.scheme is Scheme.CLASH and any(clock.is_recent(span) is True for span in spans)


def describes_name(page: Page, trigger: Trigger) -> bool:
    """Tell the participle of "Li, ousted a week ago", which stands behind the comma of the name that it describes."""
    lexicon = page.grammar.lexicon
    acts = trigger.frame.scheme in (Scheme.POST, Scheme.MEASURE) and not trigger.is_noun
    if not acts or trigger.aspect not in _DESCRIBING or not lexicon.fixed_order:
        return False
    edge = comma_before(page, trigger.start)
    return edge > 0 and any(name.end == edge for name in page.names_between(max(0, edge - NAME_CHARACTERS), edge))


def stands_under_way(page: Page, trigger: Trigger) -> bool:
    """Tell the gerund of "was holding talks" from that of "said he was meeting Dong", which may be a plan."""
    lexicon, opener, folded = page.grammar.lexicon, trigger.clause.opener, page.text.folded
    gerund = min(trigger.start, trigger.anchor[0])
    verb = [
        *folded[trigger.clause.start : gerund].split()[-UNDER_WAY_WORDS:],
        *folded[gerund : trigger.end].split()[:1],
    ]
    if lexicon.free_order or not any(word in lexicon.auxiliaries.under_way for word in verb):
        return False
    reported = (*lexicon.breaks.complement, *lexicon.support.deeds)
    return opener is None or folded[opener.start : opener.end] not in reported


def _was_under_way(page: Page, clock: Clock, trigger: Trigger, spans: Sequence[TimeSpan]) -> bool:
    """Tell "was holding talks with Dong on Tuesday when …", on a day that is over, from one that is to come."""
    recent = [span for span in spans if clock.is_recent(span) is True and not clock.is_future(span)]
    over = any(days_since_weekday(page, clock, span) <= PAST_DAYS for span in recent)
    return over and stands_under_way(page, trigger)


def _is_means(page: Page, trigger: Trigger) -> bool:
    """Tell "closed its session on Friday by appointing X", done with a finite verb, from "could end it by …"."""
    if not page.grammar.lexicon.fixed_order:
        return False
    before = page.words_between(trigger.clause.start, trigger.start)
    if not any(word.end + 1 == trigger.start for word in before.of(Part.MARKER, "agent")):
        return False
    finite = [word for word in before if word.value.form is Form.PAST]
    between = page.words_between(finite[-1].end, trigger.start) if finite else before
    open_yet = any(
        w.value.part is Part.TO or (w.value.part is Part.CUE and w.value.name not in _BESIDE) for w in between
    )
    return bool(finite) and not open_yet and "," not in page.text.folded[finite[-1].end : trigger.start]


def _is_absolute(page: Page, clock: Clock, gerund: tuple[int, int], spans: Sequence[TimeSpan]) -> bool:
    """Tell "…, with Austin and Dong speaking by video on Tuesday", when Tuesday is over, from "with the two meeting
    on Friday" to come."""
    folded, start = page.text.folded, page.sentence_at(gerund[0])[0]
    over = [s for s in spans if clock.is_recent(s) is True and s.last is not None and s.last < (clock.today or s.last)]
    people = [n for n in page.names_between(start, gerund[0]) if n.value.entity_kind == EntityKind.PERSON.value]
    partners = tuple(f", {word} " for word in page.grammar.lexicon.markers.partner)
    comma = folded.rfind(", ", start, people[0].start if people else start)
    led = comma >= 0 and folded.startswith(partners, comma) and people[0].start - comma <= TITLE_CHARACTERS
    return bool(over) and led and folded[people[-1].end : gerund[0]] == " "
