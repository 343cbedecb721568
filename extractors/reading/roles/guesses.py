"""Whom words mean that name nobody clearly: used for what did not happen only, never for a fact."""

from __future__ import annotations

from dataclasses import dataclass

from extractors.reading.mentions.links import Link, Participant
from extractors.reading.mentions.world import World
from extractors.reading.roles.likely_pairs import equals_beside, once_held, pair_beside, pair_of_offices
from extractors.reading.roles.roles import Roles, participants_of
from extractors.reading.roles.surroundings import Surroundings
from extractors.reading.text.grammar import Part
from extractors.reading.text.names import NameKind
from extractors.reading.text.page import Page
from extractors.reading.triggers.aspects import Aspect
from extractors.reading.triggers.triggers import Trigger
from seeds.entities import EntityKind
from seeds.lexicon import Scheme


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleCast:
    """Who the article is about: the pair of equals it names most, and the person its measures are about."""

    pair: tuple[Participant, ...]
    likely: tuple[Participant, ...] = ()  # the same, or the one named with who holds the equal office
    protagonist: Participant | None = None  # the one person of the second main side, where only one is named
    places: tuple[str, ...] = ()  # towns, then countries, of the main sides
    titled: bool = False  # the headline names those two
    sides: frozenset[str | None] = frozenset()  # those of the people whom the article names

    def comes_later(self, page: Page, links: list[Link], named: set[str | None], start: int) -> bool:
        """Tell whether a page names its two only behind a position before which countries act: "the two sides" are
        those of "The Chinese and American militaries met. The two sides …", not ministers of the last sentence."""
        two, countries = {p.entity for p in self.pair}, {p.side for p in self.pair}
        before = {p.entity for link in links if link.start < start for p in link.participants}
        return bool(two) and not self.titled and not two & before and countries <= named and page.grammar.lexicon.spaced

    def gives_way(self, pair: tuple[Participant, ...], last: Participant | None) -> bool:
        """Tell whether somebody else than the article's two was spoken of last: "the two" are others then."""
        return pair is self.pair and last is not None and last.key not in {p.key for p in self.pair}


def cast_of(pages: list[Page], links: list[list[Link]], world: World) -> ArticleCast:
    """Return the two people of equal office on the two main sides that the article names most."""
    counts: dict[str, int] = {}
    named: dict[str, Participant] = {}
    for linked in links:
        for link in linked:
            for participant in link.participants:
                if participant.entity and participant.kind == "person" and participant.side in world.main_sides:
                    counts[participant.entity] = counts.get(participant.entity, 0) + 1
                    named.setdefault(participant.entity, participant)
    best: tuple[int, tuple[Participant, ...]] = (0, ())
    for entity in sorted(counts, key=lambda e: (-counts[e], e)):
        other = equal_on_other_side(named[entity], world)
        if other is not None and other.entity is not None:
            score = counts[entity] + counts.get(other.entity, 0)
            if other.entity in counts and score > best[0]:
                best = (score, (named[entity], other))
    likely = best[1]
    second = world.main_sides[-1]  # of two named as often the one whose doings are told
    for entity in sorted(counts, key=lambda e: (-counts[e], named[e].side != second, e)):
        other = equal_on_other_side(named[entity], world)
        if not likely and other is not None and other.entity is not None:
            likely = (named[entity], other)
    if not best[1] and not _in_office(named, world):
        likely = _once_equal(sorted(counts, key=lambda e: (-counts[e], e)), named, world) or likely
    theirs = [named[e] for e in counts if named[e].side == second]
    protagonist = theirs[0] if len(theirs) == 1 else None
    title = {p.entity for link in links[0] for p in link.participants} if len(pages) > 1 else set()
    return ArticleCast(
        pair=best[1],
        likely=likely,
        protagonist=protagonist,
        places=_places_of(pages, world),
        titled=any(person.entity in title for person in best[1]),
        sides=frozenset(person.side for person in named.values()),
    )


def _in_office(named: dict[str, Participant], world: World) -> bool:
    """Tell whether people of both main sides hold an office on the article's day."""
    return {p.side for p in named.values() if world.offices_of(p)} >= set(world.main_sides)


def _once_equal(entities: list[str], named: dict[str, Participant], world: World) -> tuple[Participant, ...]:
    """Return the two people of the main sides, named most, who once held equal offices: Austin and Li, in 2024."""
    first, second = world.main_sides[0], world.main_sides[-1]
    ranks = {e: {(o.rank, o.domain) for o in once_held(e, world)} for e in entities}
    pairs = [
        (named[one], named[other])
        for one in entities
        for other in entities
        if named[one].side == first and named[other].side == second and ranks[one] & ranks[other]
    ]
    return pairs[0] if pairs else ()


def _places_of(pages: list[Page], world: World) -> tuple[str, ...]:
    """Return the towns and then the countries of the main sides that an article names, each once."""
    kinds = (EntityKind.PLACE, EntityKind.COUNTRY)
    hits = [hit.value for kind in kinds for page in pages for hit in page.names if hit.value.entity_kind == kind]
    return tuple(dict.fromkeys(hit.id for hit in hits if _country_of(hit.id, world) in world.main_sides))


def equal_on_other_side(person: Participant, world: World) -> Participant | None:
    """Return who holds the equal office on the other main side."""
    equals = (world.equal_of(person, side) for side in world.main_sides if side != person.side)
    return next((equal for equal in equals if equal is not None), None)


def lacks_people(trigger: Trigger, around: Surroundings, roles: Roles | None) -> bool:
    """Tell whether roles may be guessed: none were found, those of strangers, or a measure on nobody in particular."""
    if trigger.frame.adjacent or (trigger.frame.scheme is Scheme.MUTUAL and trigger.frame.needs is not None):
        return False
    if roles is None or roles.third:
        return True
    return trigger.frame.scheme is Scheme.MEASURE and _is_vague(trigger, around, roles.recipients[0])


def _is_vague(trigger: Trigger, around: Surroundings, target: Participant) -> bool:
    """Tell whether a measure's target has no name, or is a pronoun taken for one of those who imposed it."""
    named = {hit.value.id for hit in around.page.names_between(trigger.start, trigger.sentence[1])}
    own = target.kind == "person" and target.side == around.world.main_sides[0]
    return target.entity is None or (own and target.entity not in named)


def guess_roles(trigger: Trigger, around: Surroundings, cast: ArticleCast) -> Roles | None:
    """Return roles for an event that did not happen, from the sentence's names and then from the article's cast."""
    people = [p for p in participants_of(around.finder.people) if not p.foreign and p.entity]
    if trigger.frame.scheme is Scheme.MUTUAL:
        return _guess_pair(trigger, around, people, cast)
    if trigger.frame.scheme is Scheme.MEASURE:
        return _guess_target(trigger, around, people)
    if trigger.frame.scheme is Scheme.VISIT:
        return _guess_visit(trigger, around, people, cast)
    if trigger.frame.scheme is Scheme.CHANNEL:
        return _guess_sides(trigger, around, cast)
    if trigger.frame.scheme is Scheme.POST:
        return _guess_post(trigger, around)
    return None


def _guess_post(trigger: Trigger, around: Surroundings) -> Roles | None:
    """Return the post that somebody of the second main side won or lost: of who is named before it or spoken of."""
    page, main = around.page, around.world.main_sides
    start, end = trigger.clause.start, trigger.clause.end
    if trigger.frame.excludes and around.finder.class_words(trigger.frame.excludes, *trigger.sentence):
        return None
    links = around.finder.people
    if any(p.foreign for p in participants_of(links)) or around.sides.near(start, end) - {main[-1]}:
        return None
    before = [p for link in links if start <= link.start and link.end <= trigger.start for p in link.participants][-1:]
    behind = [p for link in links if trigger.end <= link.start < end for p in link.participants][:1]
    named = before if trigger.passive or before else behind
    kinds = {hit.value.kind for hit in page.names_between(start, end)}
    if not named and (not kinds & {NameKind.OFFICE, NameKind.BARE_OFFICE} or page.unknown_names(start, end)):
        return None
    person = named[0] if named else around.spoken_of(trigger.start, main[-1])
    if person is None or person.entity is None or person.side != main[-1]:
        return None
    held = tuple(sorted(around.world.offices.ever_held(person.entity, around.world.known_on)))
    country = Participant(main[-1], None, main[-1], "country")
    return Roles(actors=(country,), recipients=(person,), office_ids=held, loose=True) if held else None


def _guess_sides(trigger: Trigger, around: Surroundings, cast: ArticleCast) -> Roles | None:
    """Return the two main sides for a channel between them that is wished for, where the article names both."""
    needs, main = trigger.frame.needs, around.world.main_sides
    if needs and not around.finder.class_words(needs, trigger.clause.start, trigger.clause.end):
        return None
    if not set(main) <= around.article_sides | cast.sides or _is_of_third(trigger, around):
        return None
    sides = tuple(Participant(side, None, side, "country") for side in sorted(main))
    return Roles(actors=sides, recipients=sides, loose=True)


def _is_of_third(trigger: Trigger, around: Surroundings) -> bool:
    """Tell a channel with a third country from one cut "after Nancy Pelosi's visit to Taiwan"."""
    start, end = trigger.sentence
    thirds = [side for side in around.sides.within(start, trigger.start) if side.side not in around.world.main_sides]
    marks = [word.end + 1 for word in around.page.words_between(start, trigger.start).of(Part.MARKER, "place")]
    return around.joined_third(start, end) or any(side.start not in marks for side in thirds)


def _guess_visit(trigger: Trigger, around: Surroundings, people: list[Participant], cast: ArticleCast) -> Roles | None:
    """Return who does not go where: the sentence's person or the one spoken of, to the other main side's country."""
    who = people[0] if len(people) == 1 else around.last_person if not people else None
    if who is None or who.side not in around.world.main_sides:
        return None
    named = around.finder.places(*trigger.sentence)
    if not named and trigger.is_noun:  # "An earlier visit was called off": to where the article's visit leads
        named = list(cast.places)
    places = [p for p in named if _country_of(p, around.world) != who.side]
    if not places:
        return None
    return Roles(actors=(who,), place=places[0], loose=True)


def _country_of(place: str, world: World) -> str | None:
    entity = world.entities.get(place)
    return (entity.within or entity.id) if entity is not None else None


def _guess_pair(trigger: Trigger, around: Surroundings, people: list[Participant], cast: ArticleCast) -> Roles | None:
    if any(p.foreign for p in participants_of(around.finder.people)):
        return None
    main = around.world.main_sides
    named_two = pair_beside(trigger, around) or pair_of_offices(trigger, around, people, cast.likely, cast.sides)
    if named_two:
        return Roles(actors=named_two, recipients=named_two, loose=True)
    sides = {p.side for p in people}
    if len(people) > 1 and len(sides) == 1:  # "Dong's predecessor, Li Shangfu, turned down a meeting"
        before = [p for link in around.finder.people if link.end <= trigger.start for p in link.participants]
        people = [person for person in people if person in before[-1:]] or people
    pair: tuple[Participant, ...] = equals_beside(trigger, around) if len(people) > 2 else ()
    if len(people) > 2 and not pair:
        behind = [link for link in around.finder.people if link.start >= trigger.end]
        people = [p for p in participants_of(behind) if p.entity]
        sides = {p.side for p in people}
    if pair:
        pass
    elif len(people) == 2 and sides == set(main):
        pair = tuple(people)
    elif people and len(people) == 1:
        other = equal_on_other_side(people[0], around.world)
        if other is None:  # he has left his office: the other one is whom the article is about
            other = next((p for p in cast.pair if p.side in main and p.side != people[0].side), None)
        named = around.sides.near(*trigger.sentence)
        if other is not None and (other.side in named or other.entity in {p.entity for p in cast.likely}):
            pair = (people[0], other)
    elif (not people and set(main) & around.sides.near(*trigger.sentence)) or around.finder.party_words(
        Part.PAIR, *trigger.sentence
    ):
        pair = cast.likely
    elif not people and (trigger.is_noun or trigger.aspect is Aspect.RESULT):
        # "No meeting took place": the article's own pair, where the sentence names nobody else
        strangers = around.page.unknown_names(*trigger.sentence) or _is_led_by_somebody(
            around.page, trigger.sentence[0]
        )
        pair = () if strangers or around.sides.near(*trigger.sentence) - set(main) else cast.pair
    if len(pair) != 2:
        return None
    return Roles(actors=pair, recipients=pair, loose=True)


def _is_led_by_somebody(page: Page, start: int) -> bool:
    """Tell "Reznikov had asked too and was rebuffed", where an auxiliary follows a capitalised word no list knows."""
    lexicon, folded = page.grammar.lexicon, page.text.folded
    following = folded.find(" ", start) + 1
    led = any(folded.startswith(f"{word} ", following) for word in lexicon.auxiliaries.pluperfect)
    return lexicon.fixed_order and led and page.capitals_speak and page.is_unknown_capital(start)


def _guess_target(trigger: Trigger, around: Surroundings, people: list[Participant]) -> Roles | None:
    needs = trigger.frame.needs
    if needs and not around.finder.class_words(needs, *trigger.sentence):
        return None
    main = around.world.main_sides
    targets = [p for p in people if p.side != main[0]]
    if not targets:
        spoken = around.spoken_of(trigger.start, main[-1])
        spoken = spoken or next((p for p in around.last_pair if p.side == main[-1] and p.entity), None)
        targets = [spoken] if spoken is not None else []
    if len(targets) > 1:  # "the spokesman said that the sanctions on Li …": he who stands next behind it
        behind = [p for link in around.finder.people if link.start >= trigger.end for p in link.participants]
        targets = [person for person in targets if person in behind[:1]]
    if len(targets) != 1:
        return None
    return Roles(actors=(), recipients=(targets[0],), loose=True)
