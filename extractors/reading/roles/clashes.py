"""What two sides as a whole do: encounters of their forces, channels between them."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.reading.mentions.linking import Linker
from extractors.reading.mentions.links import Participant
from extractors.reading.roles.roles import Roles
from extractors.reading.roles.surroundings import Surroundings
from extractors.reading.text.grammar import Part
from extractors.reading.text.page import Page
from extractors.reading.triggers.triggers import Trigger
from extractors.records.reading import ArticleField
from seeds.entities import EntityKind
from seeds.lexicon import CueKind, Scheme

PARTY_WORDS = 6
"""How far behind its verb the country of what was met may stand."""

DESCRIBED_CHARACTERS = 60
"""How far before "which" the line may stand that it describes."""

AGREED_WORDS = 4
"""How far from its sentence's start a word of agreement may stand whose subject is left out."""

REFERRED_SENTENCES = 5
"""How many sentences back the thing may stand that "it" means, in a chronicle of short ones."""

REFERRING_CHARACTERS = 6
"""The longest word that only points at a thing, with the blank before it."""

_APART = frozenset({Part.VERB, Part.BREAK})
"""What stands between an encounter and what else a sentence tells."""

CRAFT_CHARACTERS = 30
"""How far behind its country a ship or plane may be named."""


def clash_roles(trigger: Trigger, around: Surroundings) -> Roles | None:
    """Return the two sides whose forces met."""
    needs = trigger.frame.needs
    meant = _referred(trigger, needs, around) if needs and _refers(trigger, around) else None
    if needs and meant is None and not around.finder.class_words(needs, *trigger.sentence):
        return None
    excludes, clause = trigger.frame.excludes, trigger.clause
    if excludes and around.finder.class_words(excludes, clause.start, clause.end):
        return None
    if _third_party(trigger, around) or (meant is not None and None in around.sides.near(*meant)):
        return None
    if trigger.needs_plural and around.page.field is ArticleField.TEXT:
        return None  # "Chinese jets often fly in front of American planes"
    return _two_sides(trigger, around)


def _referred(trigger: Trigger, needs: str, around: Surroundings) -> tuple[int, int] | None:
    """Return the sentence before that names the balloon of "An F-22 shot it down", the ship of "in front of her"."""
    before = reversed(around.page.sentences_before(trigger.sentence[0], REFERRED_SENTENCES))
    return next((sentence for sentence in before if around.finder.class_words(needs, *sentence)), None)


def _refers(trigger: Trigger, around: Surroundings) -> bool:
    """Tell whether a word that only points at a thing stands in or directly behind a trigger."""
    words = around.page.words_between(trigger.start, trigger.end + REFERRING_CHARACTERS)
    return any(word.start <= trigger.end + 1 for word in words.of(Part.CLASS, "referring"))


def armed_sides(pages: Sequence[Page], linkers: Sequence[Linker]) -> set[str | None]:
    """Return the sides behind whose name a ship or plane stands anywhere in an article: "a US destroyer"."""
    return {
        side.side
        for page, linker in zip(pages, linkers, strict=True)
        for side in linker.sides.all
        if page.words_between(side.start, side.end + CRAFT_CHARACTERS).of(Part.CLASS, "aircraft")
    }


def _third_party(trigger: Trigger, around: Surroundings) -> bool:
    """Tell whether a third country's ship or plane is met: "intercepted an Australian plane"."""
    gap, folded = around.page.grammar.gap, around.page.text.folded
    lexicon = around.page.grammar.lexicon
    if _meets_joined(trigger, around):
        return True
    for side in around.sides.within(trigger.end, trigger.clause.end):
        craft = around.finder.class_words("aircraft", side.end, side.end + CRAFT_CHARACTERS)
        if side.side is not None and craft and lexicon.spaced and not lexicon.party.sides_follow:
            return False  # "cut in front of a US destroyer and a Canadian frigate"
        if side.side is None:
            follows = lexicon.party.sides_follow  # "un bateau philippin"
            low = max(trigger.end, side.start - CRAFT_CHARACTERS) if follows else side.end
            craft = around.finder.class_words("aircraft", low, side.end + CRAFT_CHARACTERS)
            before = folded[trigger.end : side.start].split()
            before = before[:-1] if before[-1:] and before[-1] in lexicon.markers.articles else before
            if lexicon.spaced and before[-1:] and before[-1] in lexicon.party.of:
                craft = craft or around.finder.class_words("aircraft", trigger.end, side.start)  # "a plane of Canada"
            return bool(craft) and gap(folded, trigger.end, side.start) <= PARTY_WORDS
    return False


def _meets_joined(trigger: Trigger, around: Surroundings) -> bool:
    """Tell "A Chinese warship and a Philippine boat almost collided, and the US voiced concern"."""
    page, before = around.page, around.sides.within(trigger.clause.start, trigger.start)
    if len(before) < 2 or before[-1].side is not None or len({side.side for side in before}) > 2:
        return False
    between = page.words_between(before[-2].end, before[-1].start).of(Part.MARKER, "joiners")
    comma = page.text.folded.find(",", trigger.end, trigger.clause.end)
    end = comma if comma >= 0 else trigger.clause.end
    return bool(between) and not trigger.passive and not around.sides.within(trigger.end, end)


def channel_roles(trigger: Trigger, around: Surroundings) -> Roles | None:
    """Return the two sides between which a line opens."""
    if trigger.frame.needs and not around.finder.class_words(trigger.frame.needs, *_antecedent(trigger, around)):
        return None
    if trigger.needs_plural and around.page.field is ArticleField.TEXT:
        return None  # "stressed open lines of communication": hardly ever a present tense
    if trigger.frame.needs and trigger.frame.needs_first and _names_minister(trigger, around):
        return None  # "General Li met Austin for the first time"
    if _is_of_several(trigger, around):
        return None
    return _two_sides(trigger, around)


def _is_of_several(trigger: Trigger, around: Surroundings) -> bool:
    """Tell "Biden and his guests agreed to set up a three-way hotline", a line of others too, from one of the two."""
    low, high = trigger.clause.start, trigger.clause.end
    if not around.page.grammar.lexicon.fixed_order or set(around.world.main_sides) <= around.sides.near(low, high):
        return False
    apart = {word.start for word in around.finder.class_words("apart", low, high)}
    return any(w.start not in apart for w in around.page.words_between(low, high).of(Part.CUE, "multilateral"))


def _opens_with_pair(trigger: Trigger, around: Surroundings) -> bool:
    """Tell "They gave their generals leave to talk again", of the two people last spoken of."""
    pairs = around.finder.party_words(Part.PAIR, *trigger.sentence)
    return bool(pairs) and pairs[0].start == trigger.sentence[0] and trigger.clause.start == trigger.sentence[0]


def _agreed_unnamed(trigger: Trigger, around: Surroundings) -> bool:
    """Tell "Acordaron restablecer …", whose subject is left out: the two people last spoken of agreed."""
    page, start = around.page, trigger.sentence[0]
    if not page.grammar.lexicon.drops_subject or around.finder.people or page.unknown_names(start, trigger.end):
        return False
    agreed = page.words_between(start, trigger.start).of(Part.CUE, CueKind.ACCEPT)
    return any(page.grammar.gap(page.text.folded, start, cue.start) <= AGREED_WORDS for cue in agreed)


def _names_minister(trigger: Trigger, around: Surroundings) -> bool:
    """Tell whether a defence minister stands in a trigger's clause, or before the clause of "who" that it goes on
    behind: what ministers do is no contact of officers."""
    opener = trigger.clause.opener
    relative = opener is not None and opener.value.part is Part.RELATIVE
    low = trigger.sentence[0] if relative else trigger.clause.start
    return any(
        (office.rank, office.domain) == ("minister", "defense")
        for link in around.links
        if low <= link.start and link.end <= trigger.clause.end
        for person in link.participants
        for office in around.world.offices_of(person)
    )


def _names_forum(trigger: Trigger, around: Surroundings) -> bool:
    """Tell whether a trigger is the proper name of a forum that only the two sides have."""
    by_itself = trigger.is_noun and trigger.frame.needs_first and trigger.frame.needs is None
    return by_itself and around.page.grammar.lexicon.spaced and around.page.text.cased[trigger.start].isupper()


def _is_at_own_forum(trigger: Trigger, around: Surroundings) -> bool:
    """Tell "18 officers from each side met for the Military Maritime Consultative Agreement working group": a forum of
    the storyline's that is one of their channels belongs to no others."""
    if trigger.frame.scheme is not Scheme.CHANNEL:
        return False
    channels = around.finder.class_words("channels", trigger.clause.start, trigger.clause.end)
    names = around.page.names_between(trigger.clause.start, trigger.clause.end)
    forums = [hit for hit in names if hit.value.entity_kind == EntityKind.FORUM]
    return any(hit.start < word.end and word.start < hit.end for hit in forums for word in channels)


def _antecedent(trigger: Trigger, around: Surroundings) -> tuple[int, int]:
    """Return a clause with what it describes: "military talks, which resumed in November, go on"."""
    opener, folded = trigger.clause.opener, around.page.text.folded
    if opener is None or folded[opener.start : opener.end] not in around.page.grammar.lexicon.breaks.inserting:
        return trigger.clause.start, trigger.clause.end
    return max(trigger.sentence[0], opener.start - DESCRIBED_CHARACTERS), trigger.clause.end


def _names_third(trigger: Trigger, around: Surroundings) -> bool:
    """Tell whether a third country has part in a trigger's sentence, none that somebody only speaks of: "raised the
    intercept of a US plane, and Li spoke of Taiwan", "a balloon is over Latin America; the first one drifts over"."""
    page, folded, lexicon = around.page, around.page.text.folded, around.page.grammar.lexicon
    for side in around.sides.within(*trigger.sentence):
        if side.side is not None:
            continue
        before = [
            word for word in folded[trigger.sentence[0] : side.start].split() if word not in lexicon.markers.articles
        ]
        marked = before[-1:] and before[-1] in lexicon.markers.oblique
        behind = side.start >= trigger.end
        low, high = (trigger.end, side.start) if behind else (side.end, trigger.start)
        apart = page.words_between(low, high).of_any(_APART) if behind else ";" in folded[low:high]
        craft = page.words_between(side.end, side.end + CRAFT_CHARACTERS).of(Part.CLASS, "aircraft")
        if craft or not (marked and (apart or (behind and "," in folded[low:high]))):
            return True
    return False


def _two_sides(trigger: Trigger, around: Surroundings) -> Roles | None:
    main = around.world.main_sides
    clause = around.sides.near(trigger.clause.start, trigger.clause.end)
    sentence = around.sides.near(*trigger.sentence) | {
        p.side
        for link in around.links
        if trigger.sentence[0] <= link.start and link.end <= trigger.sentence[1]
        for p in link.participants
        if p.side
    }
    clash = trigger.frame.scheme is Scheme.CLASH
    if clash and around.page.grammar.lexicon.spaced and not _names_third(trigger, around):
        clause, sentence = clause - {None}, sentence - {None}
    sides = clause if set(main) <= clause else sentence
    both = any(w.value.name in ("sides", "countries") for w in around.finder.party_words(Part.PAIR, *trigger.sentence))
    named = any(w.value.name == "countries" for w in around.finder.party_words(Part.PAIR, *trigger.sentence))
    named = named or {person.side for person in around.last_pair} == set(main)  # "the two sides" of Biden and Xi
    others = around.joined_third(*trigger.sentence)  # "China and Japan resumed talks, and the two armies met"
    if both and (named or set(main) <= around.article_sides) and None not in clause and not others:
        sides = set(main)  # 中美 names both, 两军 the two that the article is about
    pair = {person.side for person in around.last_pair} == set(main)
    told = bool(sentence & set(main)) or _opens_with_pair(trigger, around) or _agreed_unnamed(trigger, around)
    if trigger.frame.scheme is Scheme.CHANNEL and pair and None not in sentence and told:
        sides = set(main)  # "Biden and Xi spoke for an hour. Biden said they had agreed to reopen military channels"
    forum = _names_forum(trigger, around) and set(main) <= around.article_sides
    if None not in sentence and (forum or _is_at_own_forum(trigger, around)):
        sides = set(main)  # "The Defense Policy Coordination Talks took place at the Pentagon"
    told = bool(sentence & set(main)) or _refers(trigger, around)
    clash = trigger.frame.scheme is Scheme.CLASH and None not in sentence and told
    lacking = set(main) - sentence  # "Chinese warship rams own cutter", off the Philippines: no ship of the other side
    beside = None in around.armed and lacking == {main[0]} and main[0] not in around.armed
    if clash and ((set(main) <= around.article_sides and not beside) or (pair and _refers(trigger, around))):
        sides = set(main)
    if not set(main) <= sides:
        return None
    apart = around.page.grammar.lexicon.spaced and not set(main) <= clause
    if trigger.frame.scheme is Scheme.CLASH and None in sentence and apart:
        return None  # "Australia protested after a Chinese jet dropped flares near its helicopter; the US …"
    if trigger.frame.scheme is Scheme.CHANNEL and around.joined_third(trigger.clause.start, trigger.clause.end):
        return None
    if None in clause and not set(main) <= clause:
        return None
    ordered = sorted(main)
    people = tuple(Participant(side, None, side, "country") for side in ordered)
    return Roles(actors=people, recipients=people, third=False, place=None)
