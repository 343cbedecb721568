"""The reader: one article in, its mentions, events and raised watches out; deterministic, and it never fails."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from extractors.folding import MAX_CHARACTERS, FoldedText, fold_text
from extractors.matching.matching import Matcher
from extractors.offices import OfficeTable
from extractors.reading.article.agreements import date_agreements
from extractors.reading.article.answers import answered
from extractors.reading.article.contacts import resolve_contacts
from extractors.reading.article.decision import decide_article, is_doubted, is_invented
from extractors.reading.article.derived import derive_events
from extractors.reading.article.event_days import event_day
from extractors.reading.article.explaining import SentenceExplanation, explain_sentence
from extractors.reading.article.headline_pairs import doubt_pairs, doubt_previewed
from extractors.reading.article.likelier_people import LikelierPeople
from extractors.reading.article.memories import Memory, find_memories, recalled, remembered_event
from extractors.reading.article.recollections import recollect
from extractors.reading.article.standing_remarks import standing_remarks
from extractors.reading.article.watching import Facts, other_day_watches, watches_of
from extractors.reading.mentions.licences import by_page, licensed_entities
from extractors.reading.mentions.linking import Linker
from extractors.reading.mentions.links import Link
from extractors.reading.mentions.world import World
from extractors.reading.roles.clashes import armed_sides
from extractors.reading.roles.guesses import cast_of
from extractors.reading.sentence_reader import SentenceReader
from extractors.reading.status.candidates import Candidate
from extractors.reading.text.clock import Clock
from extractors.reading.text.grammar import Grammar, Grammars
from extractors.reading.text.names import NameIndex
from extractors.reading.text.page import Page
from extractors.reading.text.respellings import Respeller
from extractors.reading.text.sentences import SentenceSplitter
from extractors.reading.times.lapses import tells_earlier_start, tells_lapse
from extractors.reading.times.reference import earliest_day, own_days, reference_day
from extractors.records.articles import Article
from extractors.records.ids import content_id
from extractors.records.reading import (
    EVENT_CODES,
    HAPPENED,
    ArticleField,
    Event,
    Mention,
    Reading,
    Span,
    StorylineMatch,
    Strength,
)
from seeds.entities import EntityKind
from seeds.lexicon import Lexicon
from seeds.lexicon_parts import SentenceRules
from seeds.storyline import EventStatus, Storyline

READER_VERSION = "9"
"""Changes with every change that may read an article differently: stored articles are then read again."""

_NO_LEXICON = Lexicon(language="und", name="none", sentences=SentenceRules(ends=(".", "。", "!", "?")))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Work:
    """The intermediate results of one article."""

    match: StorylineMatch
    pages: list[Page]
    links: list[list[Link]]
    candidates: list[Candidate]
    memories: list[Memory]
    world: World
    today: date | None


class Reader:
    """Reads articles for one storyline with the lexicons at hand.

    A language without a lexicon is matched and its names are linked; it yields no events.
    """

    def __init__(self, storyline: Storyline, lexicons: Mapping[str, Lexicon]) -> None:
        self.storyline = storyline
        self.matcher = Matcher(storyline)
        self._names = NameIndex(storyline)
        self._offices = OfficeTable(storyline.offices)
        self._entities = {entity.id: entity for entity in storyline.entities}
        self._grammars = Grammars(lexicons)
        self._bare = Grammar(_NO_LEXICON)
        self._respellers = {code: [Respeller(one) for one in lexicon.respellings] for code, lexicon in lexicons.items()}

    def read(self, article: Article) -> Reading:
        """Read one article; an article off the storyline is matched only."""
        work = self._work(article)
        if not work.pages:
            return Reading(version_id=article.version_id, reader_version=READER_VERSION, match=work.match)
        mentions = tuple(
            mention for page, links in zip(work.pages, work.links, strict=True) for mention in _mentions(page, links)
        )
        events = self._events(article, work)
        raised = {
            slug
            for event in events
            if event.status is EventStatus.OCCURRED and event.strength is Strength.STRONG
            for slug in event.watches
        }
        match = work.match
        told = {slug for event in events for slug in event.watches}
        if told and not match.on_storyline:  # an article that speaks of a watched development belongs to the storyline
            match = replace(match, on_storyline=True, evidence=(*match.evidence, *sorted(told)))
        if not match.on_storyline:
            return Reading(version_id=article.version_id, reader_version=READER_VERSION, match=match)
        return Reading(
            version_id=article.version_id,
            reader_version=READER_VERSION,
            match=match,
            mentions=mentions,
            events=events,
            raises=tuple(sorted(raised)),
            note=f"text cut at {MAX_CHARACTERS} characters" if any(page.text.cut for page in work.pages) else "",
        )

    def explain(self, article: Article) -> tuple[SentenceExplanation, ...]:
        """Return, for each sentence with a mention or an event, what was seen in it and what it led to."""
        work = self._work(article)
        found: list[SentenceExplanation] = []
        for page, links in zip(work.pages, work.links, strict=True):
            for sentence in page.sentences:
                here = [link for link in links if sentence[0] <= link.start and link.end <= sentence[1]]
                events = [c for c in work.candidates if c.page is page and c.sentence == sentence]
                if here or events:
                    found.append(explain_sentence(page, sentence, here, events))
        return tuple(found)

    def _work(self, article: Article) -> _Work:
        title, text = fold_text(article.title), fold_text(article.text)
        for respeller in self._respellers.get(article.language, ()):
            title, text = respeller.respelled((title, text))
        match = self.matcher.match_folded(title, text, article.language)
        day = article.published_at.date() if article.published_at is not None else None
        if match.score < self.storyline.match.gate_threshold:
            world = self._world(day or article.fetched_at.date(), day or article.fetched_at.date())
            return _Work(match=match, pages=[], links=[], candidates=[], memories=[], world=world, today=day)
        grammar = self._grammars.of(article.language) or self._bare
        pages = [
            self._search(ArticleField.TITLE, title, article.language, grammar),
            self._search(ArticleField.TEXT, text, article.language, grammar),
        ]
        today, on = reference_day(pages, day, article.fetched_at.date(), self._offices)
        world = self._world(on, day or on)
        licensed = licensed_entities(pages, self._offices, day or on, self.storyline.distinct)
        linkers = [Linker(page, world, here) for page, here in zip(pages, by_page(pages, licensed), strict=True)]
        links = [linker.link() for linker in linkers]
        candidates: list[Candidate] = []
        memories: list[Memory] = []
        if article.language in self._grammars:
            memories = find_memories(pages, self.storyline, world.on)
            candidates = self._candidates(pages, linkers, links, world, today)
            day = world.on if today is not None else earliest_day(licensed, world.on, self._offices)
            known = memories if day == world.on else find_memories(pages, self.storyline, day)
            candidates = recalled(candidates, known)
        return _Work(
            match=match, pages=pages, links=links, candidates=candidates, memories=memories, world=world, today=today
        )

    def _candidates(
        self, pages: list[Page], linkers: list[Linker], links: list[list[Link]], world: World, today: date | None
    ) -> list[Candidate]:
        """Return what the sentences tell, weighed by the article as a whole; `links` are those of the pages in turn."""
        window = self.storyline.news_window_days
        own = own_days(pages, window) if today is None else frozenset[tuple[int, int]]()
        clock = Clock(today=today, window_days=window, own_days=own)
        resumed = tells_lapse(pages, clock)
        readers = _sentence_readers(pages, linkers, links, world, clock, resumed=resumed)
        found = [candidate for reader in readers for candidate in reader.read()]
        contrary = [candidate for candidate in found if candidate.trigger.frame.contrary]
        told = [candidate for candidate in found if not candidate.trigger.frame.contrary]
        told = doubt_previewed(doubt_pairs(resolve_contacts(answered(told, clock), pages), pages), pages)
        derived = derive_events(told, pages, world, resumed=resumed, begun=tells_earlier_start(pages, clock))
        decided = decide_article(date_agreements(derived, world))
        happened = {candidate.mode for candidate in decided if candidate.verdict.status in HAPPENED}
        decided += [_standing(candidate) for candidate in contrary if candidate.mode not in happened]
        decided = recollect(decided, pages, links, clock, world)
        likelier = LikelierPeople(pages, links, world, self.storyline.watches, dated=today is not None)
        decided = [likelier.of(candidate) for candidate in decided]
        return decided + standing_remarks([likelier.of(one) for reader in readers for one in reader.remarks], decided)

    def _search(self, field: ArticleField, text: FoldedText, language: str, grammar: Grammar) -> Page:
        splitter = SentenceSplitter(grammar.lexicon.sentences)
        return Page.search(field, text, language, grammar, self._names, splitter)

    def _world(self, on: date, known_on: date) -> World:
        return World(entities=self._entities, offices=self._offices, on=on, known_on=known_on)

    def _events(self, article: Article, work: _Work) -> tuple[Event, ...]:
        found: dict[str, Event] = {}
        for candidate in work.candidates:
            event = self._event(article, candidate, work)
            same = found.setdefault(event.event_id, event)
            if same.status is event.status and same.strength is Strength.WEAK:  # one way of reading it is firmer
                found[event.event_id] = event
        told = {watch for event in found.values() if event.status in HAPPENED for watch in event.watches}
        for memory in work.memories:
            if memory.event.watch is not None and memory.event.watch not in told:
                event = remembered_event(article, memory)
                found.setdefault(event.event_id, event)
        return tuple(found.values())

    def _event(self, article: Article, candidate: Candidate, work: _Work) -> Event:
        day, precision = event_day(candidate, work.today)
        on = day or work.world.on
        facts = Facts(mode=candidate.mode, roles=candidate.roles, on=on)
        watches, strength = watches_of(facts, self.storyline.watches, work.world), _strength(candidate, work)
        if not watches and candidate.verdict.status is not EventStatus.OCCURRED:
            strength = Strength.WEAK
            watches = other_day_watches(facts, candidate.verdict.status, self.storyline.watches, work.world)
        roles = candidate.roles
        start, end = candidate.page.text.original_span(*candidate.sentence)
        field = candidate.page.field
        actors = tuple(sorted({p.entity for p in roles.actors if p.entity}))
        recipients = tuple(sorted({p.entity for p in roles.recipients if p.entity}))
        offices = set(roles.office_ids) | {p.office for p in roles.people if p.office}
        event_type, cameo = EVENT_CODES[candidate.mode]
        trigger = candidate.page.text.original_span(candidate.trigger.start, candidate.trigger.end)
        identity = (article.version_id, candidate.mode.value, field.value, f"{trigger[0]}-{trigger[1]}")
        return Event(
            event_id=content_id("ev", *identity, ",".join((*actors, *recipients))),
            mode=candidate.mode,
            event_type=event_type,
            cameo=cameo,
            status=candidate.verdict.status,
            strength=strength,
            actors=actors,
            recipients=recipients,
            offices=tuple(sorted(offices)),
            place=roles.place,
            event_date=day,
            date_precision=precision,
            watches=watches,
            quote=getattr(article, field.value)[start:end],
            span=Span(field=field, start=start, end=end),
            cues=candidate.cues,
        )


def _sentence_readers(
    pages: list[Page], linkers: list[Linker], links: list[list[Link]], world: World, clock: Clock, *, resumed: bool
) -> list[SentenceReader]:
    """Return a reader for each page, which knows whom the whole article names and how it presents itself."""
    cast = cast_of(pages, links, world)
    sides: set[str | None] = {side.side for linker in linkers for side in linker.sides.all}
    sides |= {h.value.side for page in pages for h in page.names if h.value.entity_kind == EntityKind.ORGANISATION}
    found = [
        SentenceReader(page, linked, world, clock, linker, cast, sides)
        for page, linked, linker in zip(pages, links, linkers, strict=True)
    ]
    doubted, invented, armed = is_doubted(pages[0]), is_invented(pages), armed_sides(pages, linkers)
    for reader in found:
        reader.doubted, reader.invented, reader.resumed, reader.armed = doubted, invented, resumed, armed
    return found


def _standing(candidate: Candidate) -> Candidate:
    """Return a state named in passing without a day: "the sanctions on Li, imposed in 2018" stand today."""
    return replace(candidate, time=None) if candidate.verdict.strength is Strength.WEAK else candidate


def _strength(candidate: Candidate, work: _Work) -> Strength:
    """Return the verdict's strength, but weak for what is recalled of people whom the sentence does not mention.

    Who held the posts then may be others than the article's people: "the last time their holders met was in 2022".
    """
    if candidate.verdict.status is not EventStatus.BACKGROUND:
        return candidate.verdict.strength
    start, end = candidate.sentence
    links = work.links[work.pages.index(candidate.page)]
    named = {p.entity for link in links if start <= link.start and link.end <= end for p in link.participants}
    meant = {person.entity for person in candidate.roles.people if person.entity is not None}
    return Strength.WEAK if meant and not meant & named else candidate.verdict.strength


def _mentions(page: Page, links: list[Link]) -> list[Mention]:
    found = []
    for link in links:
        start, end = page.text.original_span(link.start, link.end)
        for participant in link.participants:
            if participant.entity is not None:
                found.append(
                    Mention(
                        span=Span(field=page.field, start=start, end=end),
                        text=page.text.original[start:end],
                        entity_id=participant.entity,
                        form=link.form,
                        office_id=participant.office,
                    )
                )
    return found
