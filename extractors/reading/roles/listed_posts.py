"""Posts that a sentence lists behind one verb: "removed Qin Gang as state councillor and Li Shangfu as minister"."""

from __future__ import annotations

from extractors.phrases import Hit
from extractors.reading.mentions.links import Participant
from extractors.reading.roles.posts import post_roles
from extractors.reading.roles.roles import Roles
from extractors.reading.roles.surroundings import Surroundings
from extractors.reading.text.grammar import BREAKING, Part, Word
from extractors.reading.text.names import Name
from extractors.reading.text.page import Page
from extractors.reading.triggers.triggers import Trigger
from extractors.records.reading import ArticleField
from seeds.lexicon import CueKind
from seeds.watches import EventMode

SMALL_WORDS = 3
"""How many small words may stand between a listed name and its post ("Li his as defence minister")."""

NEXT_CHARACTERS = 24
"""How far behind a listed post its time may begin."""

MINISTER = "minister"
"""The rank of the offices that a ministry's name stands for."""

_ASIDE = frozenset({"partner", "between", "agent"})
_HARMLESS = frozenset({CueKind.NOVELTY.value, CueKind.LAPSED.value})
_LISTS = (";", ":")


def post_or_listed_roles(trigger: Trigger, around: Surroundings) -> Roles | None:
    """Return who gained or lost a ministry, where it is not the first of the posts that the sentence lists."""
    roles, listed = post_roles(trigger, around), _listed(trigger, around)
    if roles is None or listed is None:
        return roles or listed
    held = {o for p in roles.recipients for o in around.world.offices.ever_held(p.entity or "", around.world.known_on)}
    return roles if held & set(listed.office_ids) else listed


def _listed(trigger: Trigger, around: Surroundings) -> Roles | None:
    page, world = around.page, around.world
    lexicon = page.grammar.lexicon
    if trigger.is_noun or page.field is not ArticleField.TEXT or not lexicon.fixed_order:
        return None
    modes = {f.mode for w in page.words_between(trigger.start, trigger.end).of(Part.VERB) for f in w.value.frames}
    if len(modes & {EventMode.APPOINTMENT, EventMode.REMOVAL}) > 1:
        return None  # "replaced"
    excludes, end = trigger.frame.excludes, trigger.sentence[1]
    if excludes and around.finder.class_words(excludes, *trigger.sentence):
        return None
    for link in around.finder.people:
        who = link.participants[0]
        if link.start < trigger.end or link.end > end or len(link.participants) != 1:
            continue
        if who.foreign or who.entity is None or who.side != world.main_sides[-1]:
            continue
        name = next((n for n in page.names_between(link.start, link.end) if n.value.id == who.entity), None)
        if name is None:
            continue
        between = page.words_between(trigger.end, name.start)
        if any(_ends_list(word, page) for word in between):
            return None
        if any(w.value.part is Part.MARKER and w.value.name in _ASIDE for w in between):
            continue
        held = set(world.offices.ever_held(who.entity, world.known_on))
        ministries = {office for office in held if world.offices.offices[office].rank == MINISTER}
        if ministries and _is_listed(trigger, name.start, around) and _names_post(name, ministries, end, around):
            side = Participant(who.side, None, who.side, "country")
            return Roles(actors=(side,), recipients=(who,), office_ids=tuple(sorted(ministries)))
    return None


def _ends_list(word: Hit[Word], page: Page) -> bool:
    """Tell whether a word says that another statement begins, or leaves open what follows."""
    part, said = word.value.part, page.text.folded[word.start : word.end]
    apart = part in BREAKING and said[0].isalpha() and said not in page.grammar.lexicon.breaks.role
    return part is Part.VERB or apart or (part is Part.CUE and word.value.name not in _HARMLESS)


def _is_listed(trigger: Trigger, start: int, around: Surroundings) -> bool:
    """Tell whether "and", a comma or the mark of a list stands before a name and its titles."""
    page = around.page
    joiners = page.words_between(trigger.end, start).of(Part.MARKER, "joiners")
    if any(around.finder.only_titles(word.end, start) for word in joiners):
        return True
    return page.text.folded[trigger.end : start].rstrip().endswith(_LISTS)


def _names_post(name: Hit[Name], ministries: set[str], end: int, around: Surroundings) -> bool:
    """Tell whether a name's post follows it: "Li as defence minister", "Li (defence)", "Li the defence ministry"."""
    page = around.page
    folded, markers = page.text.folded, page.grammar.lexicon.markers
    small = {*markers.articles, *markers.oblique, *markers.place, *page.grammar.lexicon.breaks.role}
    at, led, apart = name.end, False, False
    if folded[: name.start].rstrip().endswith(_LISTS) and folded.startswith(",", at):
        at, apart = at + 1, True  # "Elected on Sunday: …; Li Shangfu, minister of defence; …"
    for _ in range(SMALL_WORDS + 1):
        while at < end and folded[at] in " (":
            led, at = led or folded[at] == "(", at + 1
        ends = [n.end for n in page.names_between(at, end) if n.start == at and n.value.id in ministries]
        classes = ("ministries", "briefs") if led else ("ministries",)
        ends += [w.end for kind in classes for w in around.finder.class_words(kind, at, end) if w.start == at]
        if ends:
            last = max(ends)
            return folded[last:end].strip(" .")[:1] in ("", ";") if apart else _closes(last, end, around)
        word = folded[at:end].partition(" ")[0]
        if word not in small:
            return False
        at, led = at + len(word), led or word not in markers.articles
    return False


def _closes(at: int, end: int, around: Surroundings) -> bool:
    """Tell whether a listed post ends: no verb follows of which its name is the subject."""
    page = around.page
    rest = page.text.folded[at:end].lstrip(" ")
    if not rest or not rest[0].isalnum():
        return True
    start = end - len(rest)
    markers = page.grammar.lexicon.markers
    if rest.partition(" ")[0] in (*markers.joiners, *markers.oblique, *markers.place):
        return True
    near = page.words_between(start, start + NEXT_CHARACTERS)
    return any(word.start == start and word.value.part is Part.TIME for word in near)
