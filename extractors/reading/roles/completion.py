"""The people that a sentence leaves unsaid: pair words, pronouns and the clauses beside filled in."""

from __future__ import annotations

from extractors.phrases import Hit
from extractors.reading.mentions.links import Participant
from extractors.reading.roles.dropped_subjects import opens_without_subject
from extractors.reading.roles.guesses import equal_on_other_side
from extractors.reading.roles.other_twos import are_another_two
from extractors.reading.roles.roles import participants_of
from extractors.reading.roles.surroundings import Surroundings
from extractors.reading.text.grammar import Part, Word
from extractors.reading.triggers.aspects import Aspect
from extractors.reading.triggers.triggers import Trigger

LEADING_CHARACTERS = 8
"""The longest leading clause that only says "during the talks" (会谈中)."""

PAIR_WORDS = 3
"""How far before its verb or noun a pair word may stand ("the two men then briefly met")."""

_HOW = frozenset({"stretches", "adverbs"})
"""Classes of words that say how long or how somebody does something, and describe no pair."""

OWN_WORDS = 3
"""How many words before its noun a possessive may be the first ("su primera reunión")."""

SIDE_WORDS = 2
"""How many words may stand between "the American" and the verb whose subject he is ("The American then met")."""

PAIR_OPENING_CHARACTERS = 16
"""A pair word this close to its sentence's start is its subject ("On Friday they …")."""


def complete(
    trigger: Trigger, people: tuple[Participant, ...], around: Surroundings
) -> tuple[tuple[Participant, ...], bool]:
    """Fill a missing side from pair words, pronouns, and the clauses beside; tell whether that is a guess."""
    finder = around.finder
    pairs = [
        w
        for w in finder.party_words(Part.PAIR, trigger.sentence[0], trigger.clause.end)
        if _is_subject(w, trigger, around)
    ]
    stands_in = bool(pairs) and _is_nearer(pairs[-1], people, trigger, around)
    if pairs and (not people or stands_in):
        if are_another_two(pairs[-1], trigger.sentence[0], around):
            return (), False
        meant = _named_before(pairs[-1], trigger, around) or around.last_pair
        if len(meant) == 2:
            return meant, False
    if not people and (_opens_bare(trigger, around) or _is_of_own(trigger, around)):
        return around.last_pair, False
    if not people:
        following = _two_in_next_clause(trigger, around)
        if following:
            return following, False
    both = _two_pronouns(trigger, people, around)
    if both:
        return both, False
    pronoun = _of_country(trigger, around) or _pronoun(trigger, people, around)
    if pronoun is not None:
        merged = join(people, (pronoun,))
        if people and len(merged) == 2:
            return merged, False
    if _takes_up_pair(trigger, people, around):
        return around.last_pair, False
    neighbours = participants_of(finder.neighbours(trigger, around.clauses))
    if people and neighbours:
        merged = join(people, neighbours)
        if len(merged) >= 2:
            return merged, len(neighbours) != 1
    if not people and len(neighbours) == 2:
        return neighbours, False
    equal = _for_its_house(trigger, people, around)
    if equal is not None:
        return join(people, (equal,)), False
    if _continues_last(trigger, people, around):
        assert around.last_person is not None
        return join(people, (around.last_person,)), False
    return people, False


def _two_pronouns(trigger: Trigger, people: tuple[Participant, ...], around: Surroundings) -> tuple[Participant, ...]:
    """Return the two of "A has not met B, but he talked to him by telephone", whom the sentence names before."""
    words = around.finder.party_words(Part.PRONOUN, trigger.clause.start, trigger.clause.end)
    before = [word for word in words if word.end <= trigger.start]
    object_ = any(word.start == trigger.end + 1 for word in words)
    if people or trigger.is_noun or not before or not object_ or not around.page.grammar.lexicon.spaced:
        return ()
    return _named_before(before[0], trigger, around)


def _takes_up_pair(trigger: Trigger, people: tuple[Participant, ...], around: Surroundings) -> bool:
    """Tell "… spoke to his counterpart. The virtual talks with Dong were the first": the article takes up what one of
    the two last spoken of did with the other."""
    page, start = around.page, trigger.sentence[0]
    lexicon = page.grammar.lexicon
    if not trigger.is_noun or len(people) != 1 or not lexicon.fixed_order or not around.last_pair:
        return False
    named = [k for k in around.finder.people if trigger.sentence[0] <= k.start and k.end <= trigger.clause.end]
    taken_up = page.text.folded.startswith(f"{lexicon.markers.articles[0]} ", start)
    near = page.grammar.gap(page.text.folded, start, trigger.start) <= PAIR_WORDS
    known = people[0].key in {person.key for person in around.last_pair} and participants_of(named) == people
    return taken_up and near and known and around.finder.marker_before(named[0]) == "partner"


def _named_before(word: Hit[Word], trigger: Trigger, around: Surroundings) -> tuple[Participant, ...]:
    """Return the two people, one of each side, whom a pair word's own sentence names before it."""
    people = [k for k in around.finder.people if trigger.sentence[0] <= k.start and k.end <= word.start]
    named = participants_of(people)
    return named if len(named) == 2 and {p.side for p in named} == set(around.world.main_sides) else ()


def _continues_last(trigger: Trigger, people: tuple[Participant, ...], around: Surroundings) -> bool:
    """Tell "…习近平行程紧凑。16日与拜登会晤", "… Allí se reunió con Xi": a sentence without a subject goes on with that
    of the one before."""
    lexicon, last = around.page.grammar.lexicon, around.last_person
    if lexicon.postpositions or len(people) != 1 or last is None:
        return False
    if lexicon.spaced and not (lexicon.drops_subject and opens_without_subject(trigger, around)):
        return False
    before = [k for k in around.finder.people if trigger.sentence[0] <= k.start and k.end <= trigger.clause.start]
    pairs = around.finder.party_words(Part.PAIR, trigger.sentence[0], trigger.start)
    if before or pairs or around.finder.subject(trigger):
        return False
    equal = equal_on_other_side(last, around.world)
    pair = {person.key for person in around.last_pair}
    return {last.key, people[0].key} == pair or (equal is not None and equal.key == people[0].key)


def _for_its_house(trigger: Trigger, people: tuple[Participant, ...], around: Surroundings) -> Participant | None:
    """Return who else took part in "the Pentagon's account of Tuesday's call with Dong": the equal on that side.

    Only of a noun that is presupposed, whose partner alone is named in its sentence, and of somebody whom the article
    names as one of its two people.
    """
    if not trigger.is_noun or trigger.aspect is not Aspect.PRESUPPOSED or len(people) != 1:
        return None
    behind = [link for link in around.finder.people if trigger.end <= link.start <= trigger.clause.end]
    if not behind or around.finder.marker_before(behind[0]) != "partner":
        return None
    equal = equal_on_other_side(people[0], around.world)
    named = {person.key for person in (*around.cast, *around.last_pair)}
    if equal is None or around.protagonist is None or equal.key not in named | {around.protagonist.key}:
        return None
    sentence = trigger.sentence
    here = {p.key for link in around.finder.people if link.start < trigger.start for p in link.participants}
    if here - {people[0].key} or around.page.unknown_names(sentence[0], trigger.start):
        return None
    return equal if around.sides.near(sentence[0], trigger.start) == {equal.side} else None


def _is_nearer(word: Hit[Word], people: tuple[Participant, ...], trigger: Trigger, around: Surroundings) -> bool:
    """Tell whether a pair word, not a name before it, is the subject: "agreed to see Austin, and the two men met"."""
    page = around.page
    close = word.end <= trigger.start and page.grammar.gap(page.text.folded, word.end, trigger.start) <= PAIR_WORDS
    meant = (*around.last_pair, *_named_before(word, trigger, around))
    return close and {p.key for p in people} <= {p.key for p in meant}


def _speaker(trigger: Trigger, around: Surroundings) -> Participant | None:
    """Return who says "I": the first person named behind the closing quotation mark."""
    close = around.page.text.folded.find('"', trigger.end, trigger.sentence[1])
    if close < 0:
        return None
    return next((link.participants[0] for link in around.finder.people if link.start > close), None)


def _is_subject(word: Hit[Word], trigger: Trigger, around: Surroundings) -> bool:
    """Tell whether a pair word ("the two", "they", "their") opens the sentence, stands close, or is an object."""
    if word.value.name != "any":
        return False
    page = around.page
    described = page.words_between(word.end, word.end + 1 + PAIR_OPENING_CHARACTERS)
    acts = {w.start for w in (*described.of(Part.VERB), *described.of(Part.NOUN))}
    if page.grammar.lexicon.spaced and any(
        w.start <= word.end + 1 and w.start not in acts and w.value.name not in _HOW for w in described.of(Part.CLASS)
    ):
        return False  # "the two navies"
    ahead = page.words_between(trigger.clause.start, word.start)
    if page.grammar.lexicon.spaced and (ahead.of(Part.CLASS, "forces") or ahead.of(Part.CLASS, "officers")):
        return False  # "the top generals of China and the United States held their first conversation"
    anchor = min(trigger.start, trigger.anchor[0])
    if trigger.is_noun and trigger.anchor[0] <= word.start and word.end <= trigger.anchor[1]:
        return True  # "a handshake on Friday remained their sole contact"
    if word.start >= trigger.end:
        return word.end <= trigger.clause.end and page.grammar.gap(page.text.folded, trigger.end, word.start) <= 2
    if word.start - trigger.sentence[0] <= PAIR_OPENING_CHARACTERS:
        return True
    within = page.grammar.lexicon.free_order and trigger.clause.start <= word.start and not trigger.is_noun
    if within and " " in page.text.folded[word.start : word.end]:
        return True  # "Am Abend zuvor hatten sich die beiden … begrüßt"
    return page.grammar.gap(page.text.folded, word.end, anchor if word.end <= anchor else trigger.start) <= PAIR_WORDS


def _of_country(trigger: Trigger, around: Surroundings) -> Participant | None:
    """Return which of the two last spoken of "the American" means, directly before a verb."""
    page, folded = around.page, around.page.text.folded
    articles, anchor = page.grammar.lexicon.markers.articles, min(trigger.start, trigger.anchor[0])
    for word in page.words_between(trigger.clause.start, anchor).of(Part.SIDE):
        named = bool(articles) and folded[: word.start].rstrip().endswith(f" {articles[0]}")
        opens = folded[trigger.clause.start : word.start].strip() == articles[0] if articles else False
        if (named or opens) and page.grammar.gap(folded, word.end, anchor) <= SIDE_WORDS:
            return next((p for p in around.last_pair or around.cast if p.side == word.value.name), None)
    return None


def _pronoun(trigger: Trigger, people: tuple[Participant, ...], around: Surroundings) -> Participant | None:
    """Return whom a pronoun in the clause means: the first person before it in the sentence, else the last subject.

    Not one who already has a role: "A's wait ended when B received him".
    """
    words = around.finder.party_words(Part.PRONOUN, trigger.clause.start, trigger.clause.end)
    opener = trigger.clause.opener
    if not words and opener is not None and opener.value.part is Part.AFTER:  # "He spoke hours after talks with Dong"
        words = around.finder.party_words(Part.PRONOUN, trigger.sentence[0], opener.start)
    if not words:
        return None
    taken, lexicon = {p.key for p in people}, around.page.grammar.lexicon
    if any(word.value.name == "speaker" for word in words):
        return _speaker(trigger, around)
    first = next((k.start for k in around.finder.people if k.start >= trigger.sentence[0]), words[0].start)
    stated = opener is not None and around.page.text.folded[opener.start : opener.end] in lexicon.breaks.marks
    if stated and around.page.opens_with_stranger(trigger.sentence[0], min(first, words[0].start)):
        return None  # "Teodoro passed Dong without a word; he had talked with Austin"
    is_object = not trigger.is_noun and words[0].start == trigger.end + 1
    for link in around.finder.people:
        if is_object and around.page.unknown_names(link.end, words[0].start):
            return None  # "Dong met Rajnath Singh; Austin met him"
        before = trigger.sentence[0] <= link.start and link.end <= words[0].start
        free = before and not around.finder.is_owner(link) and around.finder.marker_before(link) is None
        if free and len(link.participants) == 1 and link.participants[0].key not in taken:
            return link.participants[0]
    if around.last_person is None or around.last_person.key in taken:
        named = [k for k in around.finder.people if trigger.sentence[0] <= k.start and k.end <= words[0].start]
        others = [k.participants[0] for k in named if len(k.participants) == 1]
        return next((p for p in others if p.key not in taken), None)
    return around.last_person


def join(left: tuple[Participant, ...], right: tuple[Participant, ...]) -> tuple[Participant, ...]:
    """Return both groups as one, everybody once."""
    found = {p.key: p for p in left}
    for participant in right:
        found.setdefault(participant.key, participant)
    return tuple(found.values())


def _opens_bare(trigger: Trigger, around: Surroundings) -> bool:
    """Tell "董军与奥斯汀握手。会谈持续了一个多小时": a bare verb opens a sentence behind one that names the two."""
    page = around.page
    if page.grammar.lexicon.predicates is None or trigger.start != trigger.sentence[0] or len(around.last_pair) != 2:
        return False
    return _are_just_named(trigger, around)


def _is_of_own(trigger: Trigger, around: Surroundings) -> bool:
    """Tell "Austin advirtió a Dong. Fue en su primera reunión", of the two whom the sentence before names."""
    page, lexicon = around.page, around.page.grammar.lexicon
    if not trigger.is_noun or not lexicon.free_order or len(around.last_pair) != 2:
        return False
    before = page.text.folded[trigger.clause.start : trigger.start].split()[-OWN_WORDS:]
    here = any(trigger.sentence[0] <= k.start < trigger.sentence[1] for k in around.finder.people)
    return not here and any(word in lexicon.party.own for word in before) and _are_just_named(trigger, around)


def _are_just_named(trigger: Trigger, around: Surroundings) -> bool:
    """Tell whether the sentence before names the two last spoken of."""
    page = around.page
    before = [low for low, _ in page.sentences if low < trigger.sentence[0]][-1:]
    named = {hit.value.id for hit in page.names_between(before[0], trigger.start)} if before else set()
    return all(person.entity in named for person in around.last_pair)


def _pair_next(trigger: Trigger, at: int, around: Surroundings) -> tuple[Participant, ...]:
    """The pair of "经过四小时的会谈、午餐和散步，双方宣布…", whom a sentence's leading clause leaves unsaid."""
    leads = trigger.clause.start == trigger.sentence[0] and trigger.aspect is Aspect.PRESUPPOSED
    pairs = around.finder.party_words(Part.PAIR, at, at + PAIR_WORDS)
    opens = any(word.start == at and word.value.name == "any" for word in pairs)
    return around.last_pair if leads and opens and len(around.last_pair) == 2 else ()


def _two_in_next_clause(trigger: Trigger, around: Surroundings) -> tuple[Participant, ...]:
    """The two people, one of each side, of "会谈中，李尚福向奥斯汀表示", "After their talks, Austin told Li …"."""
    clauses = around.clauses
    index = clauses.index(trigger.clause)
    if index + 1 >= len(clauses):
        return ()
    if around.page.grammar.lexicon.spaced:  # "After their summit on Friday, A called B …"
        if index > 1 or trigger.clause.opener is None or trigger.clause.opener.value.part is not Part.AFTER:
            return ()
    elif trigger.clause.start != trigger.sentence[0] or trigger.clause.end - trigger.clause.start > LEADING_CHARACTERS:
        return _pair_next(trigger, clauses[index + 1].start, around)
    after = clauses[index + 1]
    people = participants_of(
        [link for link in around.finder.people if after.start <= link.start and link.end <= after.end]
    )
    return people if len(people) == 2 and {p.side for p in people} == set(around.world.main_sides) else ()
