"""Whether somebody outside the storyline takes part: a trigger with its surroundings in, yes or no out."""

from __future__ import annotations

from extractors.reading.mentions.links import Link, Participant
from extractors.reading.mentions.small_words import strip_articles
from extractors.reading.roles.dropped_subjects import is_led_by_other
from extractors.reading.roles.gatherings import names_gathering
from extractors.reading.roles.stranger_hosts import is_held_by_stranger
from extractors.reading.roles.surroundings import Surroundings
from extractors.reading.text.grammar import Part
from extractors.reading.text.page import Page
from extractors.reading.triggers.aspects import FACTUAL, Aspect
from extractors.reading.triggers.triggers import Trigger
from extractors.records.reading import ArticleField
from seeds.lexicon import Form, Scheme

OBJECT_CHARACTERS = 28
"""How far behind its verb the first word of an object may stand."""

PARTNER_CHARACTERS = 60
"""How far behind a noun "with" may stand."""

JOINED_CHARACTERS = 8
"""The longest "and" with its blanks and comma."""

NAME_CHARACTERS = 2
"""The fewest letters of a name in a script without spaces."""

_SETTING = frozenset({Part.TIME, Part.MARKER})
_HOW = frozenset({"stretches", "together", "adverbs"})
"""Classes of words that only say when or how, not who."""

RELATIVE_WORDS = 4
"""How far behind "who" its verb may stand ("who had on Friday also met")."""

NAME_GAP = 3
"""How far behind a title its person's name may begin ("defence secretary L. Austin")."""

TITLE_CHARACTERS = 14
"""How long a title may be between a partner marker and the name ("与到访的美国国防部长…")."""


def has_other_object(trigger: Trigger, around: Surroundings) -> bool:
    """Tell "Austin and Li met with Indonesian officials": an object follows, and it is nobody we know."""
    page, topical = around.page, trigger.frame.topical
    if not trigger.is_noun and not topical and (page.unknown_word_at(trigger.end) or _name_follows(trigger, around)):
        return True
    if not page.grammar.lexicon.spaced and _partner_unknown(trigger, around):
        return True
    if _has_foreign_partner(trigger, around):
        return True
    for word in page.words_between(trigger.start, min(trigger.clause.end, trigger.end + OBJECT_CHARACTERS)):
        if word.end < trigger.end or word.start < trigger.start:
            continue
        if strip_articles(page.text.folded[trigger.end : word.start], page.grammar.lexicon.markers.articles):
            return False
        if word.value.part is Part.OTHER_SIDE and not topical and not _ends_with_place(trigger, around):
            return True
        if word.value.part is Part.MARKER and word.value.name == "partner":
            pairs = around.finder.party_words(Part.PAIR, word.end, trigger.clause.end)
            pronouns = around.finder.party_words(Part.PRONOUN, word.end, trigger.clause.end)
            return not pairs and all(around.finder.owns_thing(one, trigger.clause.end) for one in pronouns)
    return False


def met_stranger(trigger: Trigger, around: Surroundings) -> Participant | None:
    """Return whom we follow of "李尚福拜会李显龙，双方会谈…", "白俄总统会见到访的李尚福，双方…", who met another."""
    frame, unspaced, unknown = trigger.frame, not around.page.grammar.lexicon.spaced, _object_unknown(trigger, around)
    if frame.scheme is not Scheme.MUTUAL or (unspaced and frame.adjacent) or not (unknown or trigger.aspect in FACTUAL):
        return None  # "王毅向媒体介绍说" tells of no encounter
    near = [k for k in around.finder.people if trigger.sentence[0] <= k.start and k.end <= trigger.clause.end]
    keys = {p.key: p for k in near for p in k.participants if not p.foreign}
    unknown = unknown or any(p.foreign for k in near for p in k.participants) or has_other_object(trigger, around)
    return next(iter(keys.values())) if len(keys) == 1 and (unknown or is_led_by_other(trigger, around)) else None


def names_another(host: Participant, links: list[Link]) -> bool:
    """Tell whether links name somebody we follow besides the one who met a stranger."""
    return any(not person.foreign and person.key != host.key for link in links for person in link.participants)


def _object_unknown(trigger: Trigger, around: Surroundings) -> bool:
    """Tell "拜会李显龙总理": behind a verb, in a script without spaces, stand letters that no list knows."""
    rules, page = around.page.grammar.lexicon.predicates, around.page
    if rules is None or trigger.is_noun:
        return False
    start = trigger.end + (page.text.folded[trigger.end : trigger.end + 1] in rules.done)
    rest, reach = page.text.folded[start : start + NAME_CHARACTERS], start + OBJECT_CHARACTERS
    starts = [hit.start for hit in page.words_between(start, reach)]
    starts += [hit.start for hit in page.names_between(start, reach)]
    if len(rest) < NAME_CHARACTERS or not rest.isalpha() or rest.startswith((*rules.complements, *rules.during)):
        return False
    return not any(at < start + NAME_CHARACTERS for at in starts)


def has_unknown_subject(trigger: Trigger, around: Surroundings) -> bool:
    """Tell "Bill Gates met Xi on Friday", where a full name that no list knows opens the sentence as the subject."""
    page, start = around.page, trigger.sentence[0]
    if trigger.is_noun or page.grammar.lexicon.free_order:
        return page.grammar.lexicon.fixed_order and is_held_by_stranger(trigger, around)
    here = any(trigger.clause.start <= link.start and link.end <= trigger.start for link in around.finder.people)
    if not here and page.unknown_names(trigger.clause.start, trigger.start):
        return True  # "Its defence minister, Andrei Belousov, spoke with Dong; Lloyd Austin did not"
    if not here and _opens_with_third(trigger, around):
        return True
    finite = trigger.aspect is Aspect.FINITE_PAST
    opens = finite and trigger.clause.start == start and page.is_unknown_capital(start) and page.capitals_speak
    if opens and page.grammar.lexicon.spaced and page.grammar.gap(page.text.folded, start, trigger.start) == 1:
        return True  # "Ng met Dong before Austin arrived"
    if trigger.clause.start != start:
        return False
    known = any(start <= link.start and link.end <= trigger.start for link in around.finder.people)
    return not known and bool(page.leading_names(*trigger.sentence))


def _opens_with_third(trigger: Trigger, around: Surroundings) -> bool:
    """Tell "The Dutch minister met Austin", where a third country's adjective opens the clause."""
    page, start = around.page, trigger.clause.start
    words = page.words_between(start, trigger.start)
    if not page.grammar.lexicon.spaced or words.of(Part.PAIR) or words.of(Part.PRONOUN):
        return False
    articles = page.grammar.lexicon.markers.articles
    return any(
        side.side is None and not strip_articles(page.text.folded[start : side.start], articles)
        for side in around.sides.within(start, trigger.start)
    )


def describes_stranger(trigger: Trigger, around: Surroundings) -> bool:
    """Tell "saw a Korean colleague in Singapore, who had met Li": the clause of "who" describes nobody we know."""
    opener, page = trigger.clause.opener, around.page
    if opener is None or opener.value.part is not Part.RELATIVE or not page.grammar.lexicon.spaced:
        return False
    low, folded = trigger.sentence[0], page.text.folded
    if page.grammar.gap(folded, opener.end, min(trigger.start, trigger.anchor[0])) > RELATIVE_WORDS:
        return False  # "Parents who lost children welcomed the meeting"
    words = page.words_between(low, opener.start)
    pairs = (*words.of(Part.PAIR), *words.of(Part.STAND_IN))
    known = [link for link in around.finder.people if low <= link.start and link.end <= opener.start]
    edge = max([low, *(link.end for link in known), *(word.end for word in pairs)])
    if edge == low or (known and known[-1].end == edge and all(p.foreign for p in known[-1].participants)):
        return True
    rest = list(folded[edge : opener.start])
    said = [w for w in page.words_between(edge, opener.start) if w.value.part in _SETTING or w.value.name in _HOW]
    spans = [(hit.start, hit.end) for hit in said]
    spans += [(hit.start, hit.end) for hit in page.names_between(edge, opener.start)]
    for start, end in spans:
        rest[start - edge : end - edge] = " " * (end - start)
    return any(letter.isalpha() for letter in rest)


def are_met_by_another(trigger: Trigger, subjects: list[Link], objects: list[Link], around: Surroundings) -> bool:
    """Tell "held separate talks with A and B", "met both A and B": two are its object, so a third one met them."""
    if subjects or trigger.passive or not around.page.grammar.lexicon.spaced:
        return False
    if not objects or (objects[0].start < trigger.end and trigger.aspect is not Aspect.FINITE_PAST):
        return False  # "with Austin and Dong speaking by video"
    people = {p.key for link in objects for p in link.participants}
    folded = around.page.text.folded
    if "," in folded[trigger.end : objects[0].start] or '"' in folded[objects[0].end : objects[-1].start]:
        return False  # "days after they met, the American and Chinese ministers spoke", '"I met Dong," Hegseth said'
    joiners = around.page.words_between(objects[0].start, objects[-1].end).of(Part.MARKER, "joiners")
    listed = around.page.field is ArticleField.TITLE and not trigger.is_noun  # "Marles meets Dong, Austin"
    if len(objects) > 1 and not listed and not any(folded[word.start].isalpha() for word in joiners):
        return False  # "in his last meeting with Biden, Xi said"
    marker = around.finder.marker_before(objects[0])
    return len(people) > 1 and (marker == "partner" or (marker is None and not trigger.is_noun))


def _has_foreign_partner(trigger: Trigger, around: Surroundings) -> bool:
    """Tell "Li's talks in Jakarta on Thursday with the Indonesian minister" from "talks with Li in Jakarta"."""
    page, markers = around.page, around.page.grammar.lexicon.markers
    words = page.words_between(trigger.end, min(trigger.clause.end, trigger.end + PARTNER_CHARACTERS))
    partners = [w.end + 1 for w in words.of(Part.MARKER, "partner")]
    if trigger.is_noun and page.grammar.lexicon.spaced and any(map(page.is_unknown_capital, partners)):
        return page.capitals_speak  # "held talks in Singapore on Friday with Gilberto Teodoro"
    behind = [w.end for w in words.of(Part.MARKER, "partner")][:1]
    own = page.text.folded[trigger.start : trigger.end].rpartition(" ")[2] in markers.partner  # "the hour with"
    for end in [trigger.end] if own else behind if page.grammar.lexicon.spaced else []:
        sides = around.sides.within(end, min(trigger.clause.end, end + OBJECT_CHARACTERS))
        beside = [s for s in sides if not strip_articles(page.text.folded[end : s.start], markers.articles)]
        return bool(beside) and beside[0].side is None
    return False


def _ends_with_place(trigger: Trigger, around: Surroundings) -> bool:
    """Tell whether a verb's last word makes the country behind it a place ("held talks in Singapore")."""
    last = around.page.text.folded[trigger.start : trigger.end].rpartition(" ")[2]
    return not trigger.is_noun and last in around.page.grammar.lexicon.markers.place


def _name_follows(trigger: Trigger, around: Surroundings) -> bool:
    """Tell whether a name that no list knows stands directly behind a verb ("met Prabowo Subianto")."""
    page = around.page
    end = min(trigger.clause.end, trigger.end + OBJECT_CHARACTERS)
    return page.grammar.lexicon.spaced and any(
        page.text.folded[trigger.end : at].strip() == "" for at in page.unknown_names(trigger.end, end)
    )


def _partner_unknown(trigger: Trigger, around: Surroundings) -> bool:
    """Tell "与博雷利会谈": a partner marker stands before the verb, and nobody we know behind it."""
    page = around.page
    anchor = min(trigger.start, trigger.anchor[0])
    known = [*around.finder.party_words(Part.PAIR, trigger.clause.start, anchor)]
    known += around.finder.party_words(Part.PRONOUN, trigger.clause.start, anchor)
    starts = {w.start for w in known} | {link.start for link in around.links if link.is_person}
    for word in page.words_between(trigger.clause.start, anchor):
        if word.value.part is Part.MARKER and word.value.name == "partner":
            near = [start for start in starts if word.end <= start <= word.end + TITLE_CHARACTERS and start < anchor]
            if not near and word.end < anchor:
                return True
    return False


def has_stranger_before(trigger: Trigger, around: Surroundings) -> bool:
    """Tell "Austin and South Korea's Lee Jong-sup shook hands", where the other one is nobody we follow."""
    start = trigger.clause.start
    return bool(around.page.unknown_names(start, trigger.start)) or any(
        side.side is None and not _is_setting(around.page, side.start)
        for side in around.sides.within(start, trigger.start)
    )


def _is_setting(page: Page, at: int) -> bool:
    """Tell the country of "contact between A and B in Singapore was limited to a handshake"."""
    before = page.words_between(max(0, at - JOINED_CHARACTERS), at).of(Part.MARKER, "place")
    return any(word.end + page.grammar.lexicon.spaced == at for word in before)


def joins_stranger(trigger: Trigger, links: list[Link], around: Surroundings) -> bool:
    """Tell "the talks between Austin and Yasukazu Hamada", where "and" leads to a name that no list knows."""
    page, lexicon = around.page, around.page.grammar.lexicon
    if not links or not lexicon.spaced or not page.capitals_speak or not trigger.is_noun:
        return False
    if around.finder.marker_before(links[0]) != "between":
        return False
    joiners = page.words_between(links[-1].end, links[-1].end + JOINED_CHARACTERS).of(Part.MARKER, "joiners")
    words = [word for word in joiners if page.text.folded[word.start].isalpha() and word.start - links[-1].end <= 2]
    return any(page.is_unknown_capital(word.end + 1) for word in words)


def greets_others(trigger: Trigger, around: Surroundings) -> bool:
    """Tell "greeted lawmakers", "shook hands with his host": what follows a verb of greeting is nobody we know."""
    page, folded = around.page, around.page.text.folded
    if trigger.is_noun or not page.grammar.lexicon.spaced:
        return False
    at = trigger.end + 1
    for word in page.words_between(at, min(trigger.clause.end, at + OBJECT_CHARACTERS)):
        if word.start == at and word.value.part is Part.MARKER and word.value.name == "partner":
            at = word.end + 1
    pronouns = [w for w in around.finder.party_words(Part.PRONOUN, at, trigger.clause.end) if w.start == at]
    if pronouns:  # "greeted his host", but "offered his hand"
        titles = around.finder.party_words(Part.TITLE, pronouns[0].end, trigger.clause.end)
        titled = any(word.start == pronouns[0].end + 1 for word in titles)
        return titled and around.finder.owns_thing(pronouns[0], trigger.clause.end)
    words = page.words_between(max(0, at - 1), at + OBJECT_CHARACTERS)
    known = any(
        w.start == at and (w.value.part not in (Part.CLASS, Part.VERB, Part.NOUN) or w.value.name == "adverbs")
        for w in words
    )
    known = known or any(hit.start <= at < hit.end for hit in page.names_between(max(0, at - 1), len(folded)))
    return at < trigger.clause.end and folded[at : at + 1].isalpha() and folded[at - 1] == " " and not known


def is_led_by_stranger(page: Page, start: int, people: list[Link]) -> bool:
    """Tell whether a sentence's subject is nobody we know: "Japan's minister met A. He then met B", "Ng met A"."""
    if not page.grammar.lexicon.fixed_order:
        return False
    first = people[0]
    if all(p.foreign for p in first.participants):
        return not any(0 < link.start - first.end <= NAME_GAP for link in people[1:2])
    words = page.words_between(start, first.start)
    acts = [w.start for w in words if w.value.part is Part.VERB and w.value.form is Form.PAST][:1]
    if not acts or not page.capitals_speak:
        return False
    if page.is_unknown_capital(start) and page.grammar.gap(page.text.folded, start, acts[0]) == 1:
        return True
    marked = {w.end + 1 for w in words.of(Part.MARKER) if w.value.name in ("place", "oblique", "partner", "owner")}
    sided = [w.start for w in words.of(Part.OTHER_SIDE) if acts[0] - w.end > 1]  # not "Vietnam received Hegseth"
    strange = [*page.unknown_names(start, acts[0]), *sided]
    return any(at not in marked and at < acts[0] for at in strange)


def has_stranger_behind(trigger: Trigger, around: Surroundings) -> bool:
    """Tell "held out his hand to the Indonesian minister", whom no country of ours sends."""
    reach = min(trigger.clause.end, trigger.end + OBJECT_CHARACTERS)
    people = [k for k in around.finder.people if trigger.end <= k.start and k.end <= reach]
    foreign = any(p.side not in around.world.main_sides for k in people[:1] for p in k.participants)
    if foreign or around.page.unknown_names(trigger.end, people[0].start if people else reach):
        return True  # "held out his hand to Ng Eng Hen"
    folded, markers = around.page.text.folded, around.page.grammar.lexicon.markers
    for side in around.sides.within(trigger.end, reach):
        words = [word for word in folded[trigger.end : side.start].split() if word not in markers.articles]
        led = side.side is None and words and words[-1] in markers.oblique
        led = led and not around.page.names_between(trigger.end, side.start)
        if led and not names_gathering(around.page, words[-1], side.end):
            return True
    return False
