"""Roles where words stand in free order or markers behind their names: a trigger in, the people who take part out."""

from __future__ import annotations

from itertools import pairwise

from extractors.phrases import Hit
from extractors.reading.mentions.links import Link
from extractors.reading.mentions.small_words import strip_articles
from extractors.reading.roles.roles import RoleFinder
from extractors.reading.text.grammar import Part, Word
from extractors.reading.text.page import Page
from extractors.reading.triggers.aspects import Aspect
from extractors.reading.triggers.triggers import Trigger
from extractors.records.reading import MentionForm
from seeds.entities import EntityKind
from seeds.lexicon import Scheme

_OF_VERBS = frozenset({"partner", "between", "object", "place"})
_OF_NOUNS = _OF_VERBS | {"owner"}
_NAMED = frozenset({MentionForm.NAME, MentionForm.SHORT_NAME})

STRANGER_CHARACTERS = 45
"""How far behind a partner marker its name may stand ("mit dem aus Peking angereisten Minister")."""

STRANGER_WORDS = 3
"""How many words may stand between a verb or a marker and an unknown name that belongs to it."""

OWNED_CHARACTERS = 30
"""How far behind a noun its person may stand without a marker, titles between them."""

GLUE_CHARACTERS = 6
"""How far before a partner marker that stands behind its name the name may end: a form of address fits between."""


JOINED_CHARACTERS = 8
"""How far before a name its comma and "and" may begin."""


def participants_in_clause(trigger: Trigger, finder: RoleFinder) -> list[Link]:
    """Return subject, object and partner of a trigger, on whichever side of it they stand in its clause."""
    allowed = _OF_NOUNS if trigger.is_noun else _OF_VERBS
    if trigger.passive and trigger.frame.scheme is Scheme.MUTUAL:  # "reçu par Xi", "von Xi empfangen"
        allowed = allowed | {"agent", "owner"}
    found: list[Link] = []
    for link in finder.people:
        if link.start < trigger.clause.start or link.end > trigger.clause.end:
            continue
        if link == trigger.head:
            found.append(link)
            continue
        if opens_statement(link, trigger, finder):
            continue
        if _is_direct_object(link, trigger, finder):
            found.append(link)
            continue
        markers = finder.markers_of(link)  # one word may mark several roles: Russian "с" a partner and a target
        if (not markers or allowed.intersection(markers)) and (trigger.is_noun or not finder.is_owner(link)):
            found.append(link)
    return found


def opens_statement(link: Link, trigger: Trigger, finder: RoleFinder) -> bool:
    """Tell the C of "A und ein anderer gaben sich die Hand, C saß am Nebentisch", the subject of what follows."""
    page, start = finder.page, trigger.clause.start
    if not page.grammar.lexicon.spaced:
        return False
    before = any(start <= k.start and k.end <= trigger.start for k in finder.people)
    strangers = bool(page.unknown_names(start, trigger.start))
    if trigger.is_noun and trigger.aspect is not Aspect.NOUN_SUPPORT and (before or not strangers):
        return False
    if link.start < trigger.end or not _follows_comma(page, link.start):
        return False
    opener = trigger.clause.opener
    if opener is not None and opener.value.part is Part.AFTER:
        return False  # "Après avoir rencontré A, B a dit …"
    if not page.text.folded[link.end : link.end + 2].strip().isalpha():
        return False
    words = page.words_between(link.end, link.end + 2)
    goes_on = any(w.value.part in (Part.MARKER, Part.TIME) and w.start == link.end + 1 for w in words)
    return not goes_on and (before or strangers)


def _follows_comma(page: Page, at: int) -> bool:
    """Tell whether a comma stands before a name, with at most "and" between them."""
    before = page.text.folded[max(0, at - JOINED_CHARACTERS) : at].rstrip()
    word = before.rpartition(" ")[2]
    joins = word.isalpha() and word in page.grammar.lexicon.markers.joiners
    return (before[: -len(word)].rstrip() if joins else before).endswith(",")


def _is_direct_object(link: Link, trigger: Trigger, finder: RoleFinder) -> bool:
    """Tell "ligou para Dong": behind a verb's own preposition a name needs no marker, nor does that one take it out."""
    lexicon, folded = finder.page.grammar.lexicon, finder.page.text.folded
    last, markers = folded[trigger.start : trigger.end].rpartition(" ")[2], lexicon.markers
    own = lexicon.spaced and not trigger.is_noun and last in (*markers.oblique, *markers.target, *markers.owner)
    return own and strip_articles(folded[trigger.end : link.start], lexicon.markers.articles) == ""


def has_unknown_partner(trigger: Trigger, finder: RoleFinder) -> bool:
    """Tell whether a partner marker of the clause belongs to nobody whom the storyline knows."""
    page = finder.page
    start, end = trigger.clause.start, trigger.clause.end
    behind = page.grammar.lexicon.postpositions
    words = page.words_between(start, end)
    known = [(link.start, link.end) for link in finder.people if behind or link.start < end]
    known += [(w.start, w.end) for w in words if w.value.part in (Part.PAIR, Part.PRONOUN)]
    for word in words:
        if word.value.part is not Part.MARKER or word.value.name != "partner":
            continue
        if behind:
            near = any(0 <= word.start - k_end <= GLUE_CHARACTERS for _, k_end in known)
        else:
            near = any(0 <= k_start - word.end <= STRANGER_CHARACTERS for k_start, _ in known)
        if not near:
            return True
    return _has_unknown_subject(trigger, finder) or (trigger.passive and _has_foreign_agent(trigger, finder))


def _has_unknown_subject(trigger: Trigger, finder: RoleFinder) -> bool:
    """Tell "浜田防衛相は…会談し、その後…とも会談した": a title that is nobody's we know stands before "は"."""
    page, subjects = finder.page, finder.page.grammar.lexicon.markers.subject
    if not subjects:
        return False
    for word in page.words_between(trigger.sentence[0], trigger.start):
        if word.value.part is Part.TITLE and page.text.folded.startswith(subjects, word.end):
            known = any((k.start <= word.start and word.end <= k.end) or k.end == word.start for k in finder.people)
            if not known:
                return True
    return False


def _has_foreign_agent(trigger: Trigger, finder: RoleFinder) -> bool:
    """Tell "a été reçu par le ministre singapourien": a third country stands behind "by", and nobody we know."""
    page, end = finder.page, trigger.clause.end
    for word in page.words_between(trigger.end, end):
        if word.value.part is Part.MARKER and word.value.name == "agent":
            reach = min(end, word.end + STRANGER_CHARACTERS)
            known = any(word.end <= link.start <= reach for link in finder.people)
            return not known and bool(page.words_between(word.end, reach).of(Part.OTHER_SIDE))
    return False


def has_stranger(trigger: Trigger, finder: RoleFinder) -> bool:
    """Tell whether an unknown name takes part: as subject, as object, behind a marker, or in a list with known ones."""
    page = finder.page
    folded = page.text.folded
    start, end = trigger.clause.start, trigger.clause.end
    people = participants_in_clause(trigger, finder)
    leading = [at for at in page.leading_names(*trigger.sentence) if start <= at < end]
    unknown = sorted({*page.unknown_names(start, end), *leading})
    led = any(link.end <= trigger.start for link in people)
    for at in unknown:
        behind = at >= trigger.end and page.grammar.gap(folded, trigger.end, at) <= STRANGER_WORDS
        if not trigger.is_noun and (behind or (at < trigger.start and not led)):
            return True
        if _follows_marker(at, trigger, finder) or _is_listed(at, people, finder):
            return True
    return False


def are_all_partners(trigger: Trigger, finder: RoleFinder) -> bool:
    """Tell "Pistorius sprach mit Austin und Li", "李氏と会談し、オースティン氏とも会談した": a third one's partners."""
    links = [k for k in participants_in_clause(trigger, finder) if len(k.participants) == 1]
    if trigger.is_noun or len(links) < 2:
        return False
    marked = ["partner" in finder.markers_of(link) for link in links]
    if all(marked):
        return True
    joined = all(finder.joined(left, right) for left, right in pairwise(links))
    return finder.page.grammar.lexicon.spaced and marked[0] and joined


def are_both_objects(trigger: Trigger, finder: RoleFinder) -> bool:
    """Tell "Crosetto ha incontrato Austin, oggi anche Li": behind a verb in the singular, two are no subject of it."""
    page, clause = finder.page, trigger.clause
    if trigger.is_noun or not page.grammar.lexicon.spaced:
        return False
    verbs = finder.class_words("singular", clause.start, max(clause.end, trigger.end))
    links = [k for k in participants_in_clause(trigger, finder) if len(k.participants) == 1]
    if len(links) < 2 or not verbs or links[0].start < verbs[0].end:
        return False
    return all(finder.joined(a, b) or _adds(finder, a.end, b.start) for a, b in pairwise(links))


def _adds(finder: RoleFinder, start: int, end: int) -> bool:
    """Tell ", later also" and ", today the Chinese" between two names from words of another kind."""
    page = finder.page
    rest = page.text.folded[start:end]
    if not rest.startswith(","):
        return False
    words = page.words_between(start, end)
    added = [w for w in words if w.value.part is Part.TIME or w.value.name == "adding"]
    for word in [*added, *words.of(Part.SIDE), *words.of(Part.TITLE), *words.of(Part.COUNTERPART)]:
        rest = rest.replace(page.text.folded[word.start : word.end], " ", 1)
    articles = page.grammar.lexicon.markers.articles
    return bool(added) and all(word in articles for word in rest.replace(",", " ").split())


def _follows_marker(at: int, trigger: Trigger, finder: RoleFinder) -> bool:
    """Tell whether a partner marker or an "and" stands before a name."""
    page = finder.page
    folded = page.text.folded
    for word in page.words_between(trigger.clause.start, at):
        if word.value.part is not Part.MARKER or word.value.name not in ("partner", "joiners", "between"):
            continue
        between = folded[word.end : at]
        if folded[word.start : word.end] == "," or "," in between or at - word.end > STRANGER_CHARACTERS:
            continue
        rest = strip_articles(between, page.grammar.lexicon.markers.articles)
        if word.value.name == "joiners" and rest in _prepositions(page):
            continue  # "se reuniu com Xi em Lima e por Manaus"
        if rest.count(" ") < STRANGER_WORDS and not _names_between(word.end, at, finder):
            return True
    return False


def _prepositions(page: Page) -> frozenset[str]:
    """Return the words before which a place stands, not a partner."""
    markers = page.grammar.lexicon.markers
    return frozenset((*markers.place, *markers.oblique)) - frozenset((*markers.partner, *markers.between))


def _is_listed(at: int, people: list[Link], finder: RoleFinder) -> bool:
    """Tell whether a name stands in a list with known ones: "Austin, Hamada y Li"."""
    cased = finder.page.text.cased
    before = [link for link in people if link.end <= at]
    after = [link for link in people if link.start > at]
    if not before or not after:
        return False
    words = cased[before[-1].end : after[0].start].replace(",", " ").split()
    joiners = finder.page.grammar.lexicon.markers.joiners
    return bool(words) and all(word[0].isupper() or word in joiners for word in words)


def _names_between(start: int, end: int, finder: RoleFinder) -> bool:
    return any(start <= link.start and link.end <= end for link in finder.links)


def person_acted_upon(trigger: Trigger, finder: RoleFinder) -> list[Link]:
    """Return the person whom a measure or a post concerns: the only one unmarked, else an active verb's last named."""
    if trigger.head is not None:
        return [trigger.head]
    people = [
        link
        for link in participants_in_clause(trigger, finder)
        if not trigger.is_noun or finder.marker_before(link) is not None
    ]
    marked = [link for link in people if finder.marker_before(link) == "object"]
    named = marked or [link for link in people if link.form in _NAMED] or people
    if not named:
        return []
    return [named[0] if trigger.passive else named[-1]]


def person_owned_by(trigger: Trigger, finder: RoleFinder) -> list[Link]:
    """Return the person of a noun: "die Entlassung von Li", "la destitución de Li", "отставка Ли"."""
    behind = [link for link in finder.people if trigger.end <= link.start and link.end <= trigger.clause.end]
    owned = [link for link in behind if "owner" in finder.markers_of(link)]
    return (owned or [link for link in behind if link.start - trigger.end <= OWNED_CHARACTERS])[:1]


def place_in_clause(trigger: Trigger, finder: RoleFinder) -> list[str]:
    """Return the places that a place marker introduces in the clause, the nearest to the trigger first, towns first."""
    page = finder.page
    kinds = (EntityKind.PLACE, EntityKind.COUNTRY)
    found: list[tuple[int, int, str]] = []
    for hit in page.names_between(trigger.clause.start, trigger.clause.end):
        joined = not page.grammar.lexicon.spaced and hit.end == trigger.start  # "北京訪問を終えた"
        if hit.value.entity_kind in kinds and (joined or place_marker(hit.start, hit.end, finder) is not None):
            distance = min(abs(hit.start - trigger.end), abs(trigger.start - hit.end))
            found.append((distance, kinds.index(hit.value.entity_kind), hit.value.id))
    return [identifier for _, _, identifier in sorted(found)]


def place_marker(start: int, end: int, finder: RoleFinder) -> Hit[Word] | None:
    """Return the word that makes the name of that span a place ("in", "在", behind it where the language has it so)."""
    page = finder.page
    span = (end, end + 4) if page.grammar.lexicon.postpositions else (max(0, start - 12), start)
    for word in page.words_between(*span):
        if word.value.part is Part.MARKER and word.value.name == "place":
            between = page.text.folded[end : word.start] if word.start >= end else page.text.folded[word.end : start]
            if strip_articles(between, page.grammar.lexicon.markers.articles) == "":
                return word
    return None
