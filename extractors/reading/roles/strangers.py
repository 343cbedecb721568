"""Whether somebody outside the storyline takes part: a trigger with its surroundings in, yes or no out."""

from __future__ import annotations

from extractors.reading.mentions.links import Link, Participant
from extractors.reading.mentions.small_words import strip_articles
from extractors.reading.roles.surroundings import Surroundings
from extractors.reading.text.grammar import Part
from extractors.reading.triggers.aspects import FACTUAL
from extractors.reading.triggers.triggers import Trigger
from seeds.lexicon import Scheme

OBJECT_CHARACTERS = 28
"""How far behind its verb the first word of an object may stand."""

PARTNER_CHARACTERS = 60
"""How far behind a noun "with" may stand."""

JOINED_CHARACTERS = 8
"""The longest "and" with its blanks and comma."""

NAME_CHARACTERS = 2
"""The fewest letters of a name in a script without spaces."""

TITLE_CHARACTERS = 14
"""How long a title may be between a partner marker and the name ("与到访的美国国防部长…")."""


def has_other_object(trigger: Trigger, around: Surroundings) -> bool:
    """Tell "Austin and Li met with Indonesian officials": an object follows, and it is nobody we know."""
    page = around.page
    if not trigger.is_noun and (page.unknown_word_at(trigger.end) or _name_follows(trigger, around)):
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
        if word.value.part is Part.OTHER_SIDE and not _ends_with_place(trigger, around):
            return True
        if word.value.part is Part.MARKER and word.value.name == "partner":
            pairs = around.finder.party_words(Part.PAIR, word.end, trigger.clause.end)
            pronouns = around.finder.party_words(Part.PRONOUN, word.end, trigger.clause.end)
            return not pairs and not pronouns
    return False


def met_stranger(trigger: Trigger, around: Surroundings) -> Participant | None:
    """Return the one person we follow of "李尚福拜会新加坡总理李显龙，双方会谈…", who met somebody else."""
    unknown = _object_unknown(trigger, around)
    if trigger.frame.scheme is not Scheme.MUTUAL or not (unknown or trigger.aspect in FACTUAL):
        return None
    low, high = trigger.sentence[0], trigger.clause.end
    known = [p for k in around.finder.people if low <= k.start and k.end <= high for p in k.participants]
    keys = {p.key: p for p in known if not p.foreign}
    strange = unknown or any(p.foreign for p in known) or has_other_object(trigger, around)
    return next(iter(keys.values())) if len(keys) == 1 and strange else None


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
        return False
    here = any(trigger.clause.start <= link.start and link.end <= trigger.start for link in around.finder.people)
    if not here and page.unknown_names(trigger.clause.start, trigger.start):
        return True  # "Its defence minister, Andrei Belousov, spoke with Dong; Lloyd Austin did not"
    if trigger.clause.start != start:
        return False
    known = any(start <= link.start and link.end <= trigger.start for link in around.finder.people)
    return not known and bool(page.leading_names(*trigger.sentence))


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
        side.side is None for side in around.sides.within(start, trigger.start)
    )


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


def has_stranger_behind(trigger: Trigger, around: Surroundings) -> bool:
    """Tell "held out his hand to the Indonesian minister", whom no country of ours sends."""
    reach = min(trigger.clause.end, trigger.end + OBJECT_CHARACTERS)
    people = [link for link in around.finder.people if trigger.end <= link.start and link.end <= reach]
    main = around.world.main_sides
    if people and any(p.side not in main for p in people[0].participants):
        return True  # "held out his hand to Ng Eng Hen"
    if around.page.unknown_names(trigger.end, people[0].start if people else reach):
        return True
    behind = around.sides.within(trigger.end, reach)
    near = [side for side in behind if not around.page.names_between(trigger.end, side.start)]
    folded, markers = around.page.text.folded, around.page.grammar.lexicon.markers
    for side in near:
        words = [word for word in folded[trigger.end : side.start].split() if word not in markers.articles]
        if side.side is None and words and words[-1] in markers.oblique:
            return True
    return False
