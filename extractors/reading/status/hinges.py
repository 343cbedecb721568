"""What a clause of time takes from the one it hangs on: "he will fly home after meeting Li" tells of no meeting yet."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.phrases import Hit
from extractors.reading.mentions.links import Link
from extractors.reading.text.clauses import Clause, main_clause
from extractors.reading.text.clock import TimeSpan
from extractors.reading.text.grammar import Part, Word
from extractors.reading.text.page import Page
from extractors.reading.triggers.aspects import Aspect
from extractors.reading.triggers.triggers import Trigger
from extractors.records.reading import ArticleField
from seeds.lexicon import CueKind, Form, Scheme

_SHORT_QUOTE = re.compile(r"""(?<!\w)(["'])[^"']{1,40}\1(?!\w)""")
"""Words between quotation marks too few to be somebody's sentence."""

LED_CHARACTERS = 4
"""How far behind a leading clause the word for a plan may end ("他们将")."""

AUXILIARY_WORDS = 3
"""How far before its verb an auxiliary of the present may stand ("have not been lifted")."""

QUOTED_WORDS = 3
"""With so many words at most, quotation marks hold off what they enclose: "'in effect lifted', says lawyer"."""

_PLANNED = frozenset({CueKind.FUTURE, CueKind.PLAN, CueKind.CONDITIONAL})
_OPEN = _PLANNED | {CueKind.WANT}
_PAST_FORMS = frozenset({Aspect.FINITE_PAST, Aspect.PERFECT, Aspect.PLUPERFECT, Aspect.NOUN_SUPPORT})
_WAITING = frozenset({Aspect.PRESENT, Aspect.PRESUPPOSED})


def hangs_on_open(page: Page, trigger: Trigger, clauses: list[Clause], dated: bool) -> bool:
    """Tell whether a clause of "after" or "when" hangs on a plan, and so only says when the plan may come.

    `dated` says that the trigger has a recent time of its own: "After talks with Li on Friday, Austin will fly on".
    """
    if _leads_to_plan(page, trigger, clauses, dated):
        return True
    opener = trigger.clause.opener
    if opener is None or trigger.aspect not in _WAITING or (dated and trigger.aspect is not Aspect.PRESENT):
        return False
    word = page.text.folded[opener.start : opener.end]
    if opener.value.part is not Part.AFTER and word not in page.grammar.lexicon.breaks.when:
        return False
    main = main_clause(trigger.clause, clauses)
    led = trigger.clause.start - page.sentence_at(trigger.start)[0] <= len(word) + 1
    spans = [(trigger.end, trigger.clause.end)] if led else []  # "When he lands in Beijing he will be the first …"
    if main is not None:
        spans.append((main.start, main.end))
    kinds = _PLANNED if trigger.is_noun else _OPEN  # "Pandas may come back, Xi hinted after talks with Biden"
    return any(
        cue.value.part is Part.CUE and cue.value.name in kinds for span in spans for cue in page.words_between(*span)
    )


def leads_to_journey(page: Page, trigger: Trigger, clauses: list[Clause], links: list[Link]) -> bool:
    """Tell the undated "Biden will fly to Brazil after a meeting with Xi on Saturday", a Saturday that may be to come:
    who takes part has yet to do what follows."""
    opener = trigger.clause.opener
    if opener is None or opener.value.part is not Part.AFTER or trigger.aspect is not Aspect.PRESUPPOSED:
        return False
    if not page.grammar.lexicon.fixed_order or page.field is not ArticleField.TEXT:
        return False
    main = main_clause(trigger.clause, clauses)
    low, high = trigger.end, trigger.clause.end  # "After talks on Friday he flies on"
    if main is not None:
        low, high = main.start, main.end
    words = page.words_between(low, high)
    people = [link.end for link in links if link.is_person and low <= link.start and link.end <= high]
    subjects = [*people, *(word.end for word in words.of(Part.PRONOUN))]
    leads = [word.start for word in words.named(CueKind.FUTURE)]
    leads += [word.start for word in words.of(Part.CLASS, "onward")]
    return any(start - end == 1 for start in leads for end in subjects)


def leads_to_outlook(page: Page, trigger: Trigger, links: list[Link]) -> bool:
    """Tell "During his talks with Li, Austin will press for …", whose subject has a plan behind it at once."""
    lexicon = page.grammar.lexicon
    if trigger.aspect is not Aspect.PRESUPPOSED or not lexicon.fixed_order:
        return False
    low, high = trigger.clause.start, trigger.clause.end
    if not trigger.is_noun:  # "restoring contact will be at the top of his list"
        comma = page.text.folded.find(",", trigger.end, high)
        before = page.text.folded[trigger.sentence[0] : trigger.start].rstrip()
        leads = not before or before.endswith(",")  # not "By lifting them Washington will …"
        outlook = page.words_between(trigger.end, comma if comma >= 0 else high).named(CueKind.FUTURE)
        return (leads and bool(outlook)) or (comma >= 0 and _may_follow(page, trigger, comma))
    led = any(word.start - low <= 1 for word in page.words_between(low, trigger.start).of(Part.FACTUAL))
    ends = {link.end + 1 for link in links if link.is_person and trigger.end <= link.start and link.end < high}
    outlooks = (word for word in page.words_between(trigger.end, high).of(Part.CUE) if word.start in ends)
    return led and any(
        word.value.name in _PLANNED or (word.value.name == CueKind.WANT and not _is_past_wish(page, word))
        for word in outlooks
    )


def _may_follow(page: Page, trigger: Trigger, comma: int) -> bool:
    """Tell "By lifting the sanctions, Washington could end the freeze" from "By lifting them, it has ended it"."""
    start = trigger.sentence[0]
    leading = page.words_between(start, trigger.start).of(Part.MARKER)
    if not any(word.start == start and word.end + 1 == trigger.start for word in leading):
        return False
    for word in page.words_between(comma, trigger.sentence[1]):
        if word.value.part in (Part.VERB, Part.PERFECT) and word.value.form is not Form.BASE:
            return False
        if word.value.cue is not None and word.value.cue.kind is CueKind.WANT:
            verbs = (page.grammar.lexicon.verbs[verb] for verb in word.value.cue.verbs)
            said = page.text.folded[word.start : word.end]
            return not any(said in phrases for forms in verbs for phrases in forms.values())  # "could", not "wants"
    return False


def _is_past_wish(page: Page, cue: Hit[Word]) -> bool:
    """Tell "asked for" from "hopes for"."""
    verbs = cue.value.cue.verbs if cue.value.cue is not None else ()
    past = (page.grammar.lexicon.verbs[verb].get(Form.PAST, ()) for verb in verbs)
    return any(page.text.folded[cue.start : cue.end] in phrases for phrases in past)


def is_open_in_time(page: Page, trigger: Trigger) -> bool:
    """Tell "will talk when the US lifts them", "unclear how they meet", "until they are lifted" from what is told.

    In a text, unlike in a headline, a present behind a conjunction tells of no day that is over.
    """
    opener, lexicon = trigger.clause.opener, page.grammar.lexicon
    if opener is None or not lexicon.fixed_order or page.field is not ArticleField.TEXT:
        return False
    word = page.text.folded[opener.start : opener.end]
    if trigger.aspect is Aspect.PRESENT or _is_held_now(page, trigger):
        if not page.text.folded[opener.end : trigger.start].strip():
            return False  # "signed a waiver that frees Li from the sanctions"
        return word in lexicon.breaks.when or word in lexicon.breaks.complement or word in lexicon.breaks.open
    if word not in lexicon.breaks.open and word not in lexicon.breaks.together:
        return False
    if "," in page.text.folded[opener.end : trigger.start]:
        return False  # "Dong, until recently head of the navy, has been chosen"
    present = {phrase.split()[0] for phrase in (*lexicon.auxiliaries.perfect, *lexicon.auxiliaries.present)}
    before = page.text.folded[trigger.clause.start : trigger.start].split()[-AUXILIARY_WORDS:]
    if trigger.aspect is Aspect.RESULT and trigger.frame.scheme in (Scheme.POST, Scheme.MEASURE):
        said = page.text.folded[trigger.start : trigger.end].split()  # "until a new minister is …"
        return any(word in present for word in said)
    return trigger.aspect is Aspect.PERFECT and any(word in present for word in before)


def _is_held_now(page: Page, trigger: Trigger) -> bool:
    """Tell "when the two hold their meeting" from "when they held it"."""
    if trigger.aspect is not Aspect.NOUN_SUPPORT:
        return False
    verbs = page.words_between(*trigger.anchor).of(Part.SUPPORT_BEFORE)
    forms = {word.value.form for word in verbs if word.start == trigger.anchor[0]}
    return bool(forms) and forms <= {Form.PRESENT, Form.BASE}


def is_past_aftermath(page: Page, trigger: Trigger) -> bool:
    """Tell a headline's "布林肯访华后中方…", which says of the event only that it lies back."""
    rules = page.grammar.lexicon.predicates
    hinges = page.grammar.lexicon.times.later if rules is not None else ()
    return page.text.folded.startswith(hinges or ("\0",), trigger.end)


def _leads_to_plan(page: Page, trigger: Trigger, clauses: list[Clause], dated: bool) -> bool:
    """Tell "抵达北京后，将与王毅会面": where verbs have no tense, a leading clause is as open as what it leads to."""
    rules, folded = page.grammar.lexicon.predicates, page.text.folded
    if rules is None or dated or trigger.is_noun or not rules.hinges:
        return False
    tail = folded[trigger.end : trigger.clause.end]
    ends = [trigger.end + tail.rfind(word) + len(word) for word in rules.hinges if word in tail]
    if not ends or any(word in tail[:1] for word in rules.done):
        return False
    at = max(ends)
    starts = [at]
    if at == trigger.clause.end:
        starts = [clause.start for clause in clauses if clause.start > at][:1]
    return any(
        word.value.part is Part.CUE and word.value.name in _PLANNED
        for start in starts
        for word in page.words_between(start, start + LED_CHARACTERS)
    )


def is_past_by_now(page: Page, trigger: Trigger, times: Sequence[TimeSpan]) -> bool:
    """Tell the undated "李尚福被免职后，北京至今没有…", which says of an act on a post only that it lies back."""
    if page.grammar.lexicon.spaced or trigger.frame.scheme is not Scheme.POST or times:
        return False
    at = trigger.end
    for word in page.words_between(at, trigger.clause.end):
        if word.start == at and word.value.part is Part.CLASS:
            at = word.end
    return page.text.folded.startswith(page.grammar.lexicon.times.later or ("\0",), at)


def is_held_off(page: Page, trigger: Trigger) -> bool:
    """Tell whether a verb stands between quotation marks that say: as somebody calls it."""
    if trigger.is_noun or not page.grammar.lexicon.spaced:
        return False
    low, high = trigger.sentence
    for quote in _SHORT_QUOTE.finditer(page.text.folded, low, high):
        if quote.start() < trigger.start and trigger.end < quote.end():
            return quote.group().count(" ") < QUOTED_WORDS
    return False


def is_inverted(page: Page, trigger: Trigger) -> bool:
    """Tell "Had Austin and Li met, they could have agreed", whose leading auxiliary makes it a condition never met."""
    lexicon, folded = page.grammar.lexicon, page.text.folded
    if not lexicon.fixed_order or trigger.aspect not in _PAST_FORMS:
        return False
    low, high = trigger.sentence
    opening = folded[low : trigger.end + 1].lstrip("\"'“‘ ")
    led = any(opening.startswith(f"{word} ") for word in lexicon.auxiliaries.pluperfect)
    return led and "," in folded[trigger.end : high] and not folded[low:high].rstrip("\"'”’ ").endswith("?")
