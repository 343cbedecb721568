"""What one sentence may report: triggers with roles, times and verdict in, candidate events out."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from operator import attrgetter

from extractors.phrases import Hit
from extractors.reading.mentions.linking import Linker
from extractors.reading.mentions.links import Link, Participant
from extractors.reading.mentions.world import World
from extractors.reading.roles.described_posts import without_other_former
from extractors.reading.roles.guesses import ArticleCast, guess_roles, lacks_people
from extractors.reading.roles.heads import head_of, narrowed
from extractors.reading.roles.meeting_places import is_set_abroad
from extractors.reading.roles.presences import find_presences, names_town
from extractors.reading.roles.roles import Roles
from extractors.reading.roles.schemes import find_roles
from extractors.reading.roles.strangers import is_led_by_stranger, met_stranger, names_another
from extractors.reading.roles.surroundings import Surroundings
from extractors.reading.status.amendments import amended, amended_by_roles, weighed
from extractors.reading.status.announcements import coming
from extractors.reading.status.binding import TimeBinder
from extractors.reading.status.bound_times import nearest
from extractors.reading.status.candidates import Candidate
from extractors.reading.status.cases import Case, restated
from extractors.reading.status.cues import cues_of
from extractors.reading.status.modes import refined_mode
from extractors.reading.status.novelty import cannot_be_first, is_first, names_first
from extractors.reading.status.remarks import remarks_of
from extractors.reading.status.sequences import ends_sequence, is_contact, is_same_thing
from extractors.reading.status.status import Verdict, decide_status
from extractors.reading.text.clauses import Clause, split_clauses
from extractors.reading.text.clock import Clock, TimeSpan
from extractors.reading.text.grammar import OPEN_KINDS, Part, Word
from extractors.reading.text.page import Page
from extractors.reading.times.times import TimeReader
from extractors.reading.triggers.aspects import Aspect
from extractors.reading.triggers.triggers import Trigger, TriggerFinder
from extractors.records.reading import HAPPENED
from seeds.lexicon import CueKind, Scheme
from seeds.storyline import EventStatus

_TO_COME = frozenset({EventStatus.SCHEDULED, EventStatus.PROPOSED})


class SentenceReader:
    """Reads the sentences of one page in order; remembers who was last spoken of."""

    def __init__(
        self,
        page: Page,
        links: list[Link],
        world: World,
        clock: Clock,
        linker: Linker,
        cast: ArticleCast,
        article_sides: set[str | None],
    ) -> None:
        self.page = page
        self.links = links
        self.world = world
        self.clock = clock
        self.linker = linker
        self.finder = TriggerFinder(page)
        self.times = TimeReader(page, clock.today)
        self.binder = TimeBinder(page, clock)
        self.cast = cast
        self.article_sides = article_sides
        self.last_pair: tuple[Participant, ...] = cast.pair
        self.host: Participant | None = None  # who last met somebody unknown: "the two" are they
        self.last_person: Participant | None = None
        self.last_target: Participant | None = None
        self.doubted = False  # the headline speaks of a rumour or an error
        self.invented = False  # a fact check, a war game
        self.armed: set[str | None] = set()  # sides whose ships or planes the article names
        self.resumed = False  # the contacts told of had ceased
        self.remarks: list[Candidate] = []  # what sentences say beside what they report

    def read(self) -> list[Candidate]:
        """Return the page's candidates in text order."""
        found: list[Candidate] = []
        for sentence in self.page.sentences:
            found += self._read_sentence(sentence)
            self._remember(sentence)
        return found

    def _read_sentence(self, sentence: tuple[int, int]) -> list[Candidate]:
        words = self.page.words_between(*sentence)
        remarks = words.of(Part.REMARK)
        if not (words.of(Part.VERB) or words.of(Part.NOUN) or remarks or names_town(self.page, sentence)):
            return []
        links = self._links_in(sentence)
        covered = [(link.start, link.end) for link in links]
        clauses = split_clauses(self.page, sentence, covered)
        around = self._around(sentence, links, clauses)
        spans = self.times.read(*sentence)
        found: list[Candidate] = []
        presences = find_presences(self.page, sentence, clauses, links)
        for trigger in (*self.finder.find(sentence, clauses), *presences):
            candidate = self._judge(self._beside(trigger, clauses, found), around, spans)
            if candidate is not None:
                found.append(candidate)
        if remarks:
            self.remarks += remarks_of(sentence, clauses, links, spans, around, self.cast, self.clock)
        return found

    def _around(self, sentence: tuple[int, int], links: list[Link], clauses: list[Clause]) -> Surroundings:
        """Return what the schemes may look at; the last pair gives way to whom the article is about."""
        pair = () if self.host is not None or self.cast.gives_way(self.last_pair, self.last_person) else self.last_pair
        sides = {side.side for side in self.linker.sides.within(0, sentence[0])} if pair is self.cast.pair else set()
        if sides and self.cast.comes_later(self.page, self.links, sides, sentence[1]):
            pair = ()
        around = Surroundings(self.page, links, self.world, self.linker.sides, pair, self.last_person)
        around.clauses = clauses
        around.article_sides, around.armed = self.article_sides, self.armed
        around.last_target = self.last_target
        around.protagonist, around.cast = self.cast.protagonist, self.cast.pair
        return around

    def _beside(self, trigger: Trigger, clauses: list[Clause], found: list[Candidate]) -> Trigger:
        """Return the trigger as what the sentence told before it makes it, or its own "first"."""
        first = trigger.frame.needs_first
        if first and any(is_contact(c) and is_same_thing(self.page, c, trigger) for c in found):
            # "held a call, the first military contact in two years"
            trigger = replace(trigger, aspect=Aspect.NOUN_SUPPORT)
        if first and trigger.aspect is Aspect.BARE_NOUN and names_first(self.page, trigger):
            trigger = replace(trigger, aspect=Aspect.NOUN_SUPPORT)
        if ends_sequence(self.page, trigger, clauses, found):
            trigger = replace(trigger, aspect=Aspect.PRESUPPOSED, done=True)
        return trigger

    def _judge(self, trigger: Trigger, around: Surroundings, spans: list[TimeSpan]) -> Candidate | None:
        """Return what a trigger tells, or None where its words, its people or its novelty do not say enough."""
        case = self._case(trigger, around, spans)
        if case is None:
            return None
        roles = find_roles(case.trigger, case.around) if case.is_post else None
        cues = without_other_former(case.cues, case.around, roles) if case.is_post else case.cues
        verdict = decide_status(case.trigger, cues, case.bound, self.clock, self.page.field)
        if verdict is None:
            self._note_host(case)
            return None
        if not case.first and verdict.status in HAPPENED:
            return None  # a channel that works is news only when it is the first of its kind; a plan for it is told
        verdict = amended(verdict, case)
        roles = roles if case.is_post else find_roles(case.trigger, case.around)
        if roles is None or roles.third:
            self._note_host(case)
        open_to_guess = verdict.status is not EventStatus.OCCURRED
        if case.is_post:
            open_to_guess = verdict.status is EventStatus.BACKGROUND
        if open_to_guess and lacks_people(case.trigger, case.around, roles):
            roles = guess_roles(case.trigger, case.around, self.cast) or roles
        if roles is None:
            return None
        verdict = amended_by_roles(verdict, case, roles)
        verdict = weighed(verdict, case, roles, doubted=self.doubted, invented=self.invented)
        self._note_people(case, roles)
        return self._candidate(case, cues, roles, verdict)

    def _case(self, trigger: Trigger, around: Surroundings, spans: list[TimeSpan]) -> Case | None:
        """Return the trigger with its cues and times, or None where nobody asks about it."""
        links = around.links
        head = head_of(self.page, trigger, links)
        if head is not None:
            trigger, around = narrowed(trigger, head), around.narrowed(trigger.clause, head.end)
        if trigger.frame.needs_first and not self.resumed and cannot_be_first(self.page, trigger):
            return None
        cues = cues_of(self.page, trigger, links)
        kinds = frozenset(hit.value.cue.kind for hit in cues if hit.value.cue is not None)
        if trigger.frame.only_refused and CueKind.REFUSAL not in kinds:
            return None
        # what is planned or refused need not be called the first of its kind
        first = not trigger.frame.needs_first or self.resumed or is_first(self.page, trigger, cues)
        if not first and not (trigger.is_noun and kinds & (OPEN_KINDS | {CueKind.REFUSAL})):
            return None
        case = Case(
            page=self.page,
            clock=self.clock,
            trigger=trigger,
            around=around,
            cues=cues,
            kinds=kinds,
            spans=spans,
            bound=self.binder.bind(trigger, spans, cues),
            first=first,
        )
        return restated(case, self.times)

    def _candidate(self, case: Case, cues: list[Hit[Word]], roles: Roles, verdict: Verdict) -> Candidate:
        trigger, time = case.trigger, nearest(case.trigger, case.bound)
        text = self.page.text.folded[trigger.start : trigger.end]
        return Candidate(
            page=self.page,
            sentence=trigger.sentence,
            trigger=trigger,
            mode=refined_mode(
                self.page, trigger, cues, roles, case.around.links, abroad=is_set_abroad(trigger, case.around)
            ),
            roles=roles,
            verdict=verdict,
            time=coming(self.page, self.clock, time) if verdict.status in _TO_COME else time,
            cues=(f"trigger:{text}", *verdict.reasons),
            kinds=case.kinds,
            month_day=next((span.unplaced for span in case.bound if span.unplaced is not None), None),
            of_old=any(self.clock.is_recent(span) is False for span in case.bound),
        )

    def _note_people(self, case: Case, roles: Roles) -> None:
        """Remember whom the sentence tells about, for what follows in it and behind it."""
        if case.trigger.frame.scheme is Scheme.MEASURE and roles.recipients[0].entity:
            self.last_target = case.around.last_target = roles.recipients[0]
        told = len(roles.people) == 2 and not roles.third and not roles.loose
        if told and all(p.kind == "person" for p in roles.people):
            self.last_pair = case.around.last_pair = roles.people
            self.host = None

    def _note_host(self, case: Case) -> None:
        host = met_stranger(case.trigger, case.around)
        if host is not None:
            self.host, case.around.last_pair = host, ()

    def _links_in(self, sentence: tuple[int, int]) -> list[Link]:
        low = bisect_left(self.links, sentence[0], key=attrgetter("start"))
        high = bisect_left(self.links, sentence[1], key=attrgetter("start"))
        return [link for link in self.links[low:high] if link.end <= sentence[1]]

    def _remember(self, sentence: tuple[int, int]) -> None:
        people = [link for link in self._links_in(sentence) if link.is_person]
        cues = self.page.words_between(*sentence).named(CueKind.SINCE)
        since = [w.end for w in cues if w.value.cue is not None and w.value.cue.direction == "forward"]
        if since and len(self.last_pair) == 2:  # "the first since presidents Biden and Xi met": spoken of are others
            people = [link for link in people if link.end <= since[0]]
        self.host = None if self.host is not None and names_another(self.host, people) else self.host
        for link in people:
            if len(link.participants) == 2:
                self.last_pair = link.participants
        known = [p for link in people for p in link.participants if p.entity is not None and not p.foreign]
        unique = list({p.entity: p for p in known}.values())
        if len(unique) == 2 and len(unique) == len({p.side for p in unique}):
            self.last_pair = tuple(unique)
        strange = self.page.opens_with_stranger(sentence[0], people[0].start if people else sentence[1])
        strange = strange or bool(people and is_led_by_stranger(self.page, sentence[0], people))
        if unique or strange:  # "Zelenskyy failed to meet Dong. He did meet Austin"
            self.last_person = None if strange else unique[0]
