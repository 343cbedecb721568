"""The parts of a lexicon that hold small words: support verbs, breaks, auxiliaries, times, parties, markers."""

from __future__ import annotations

from pydantic import Field

from seeds.alternations import PhraseRanges, Phrases
from seeds.model import LanguageCode, SeedModel, Slug


class Support(SeedModel):
    """Verbs that turn an event noun into a statement ("held", "took place")."""

    before: tuple[str, ...] = ()
    """Verbs that take the noun as their object: "held talks"."""
    either_way: tuple[str, ...] = ()
    """Nouns of meetings that are said of calls too ("conversation"): they tell the way where no other word does."""
    gatherings: tuple[str, ...] = ()
    """Those of `before` whose noun many may attend: "took part in a meeting" tells of no meeting of two."""
    after: tuple[str, ...] = ()
    """Verbs that have the noun as their subject: "the talks took place"."""
    acts: tuple[str, ...] = ()
    """Verbs that turn nouns of measures and posts into facts, and meetings into plans: "announced"."""
    reactions: tuple[str, ...] = ()
    """Verbs that presuppose the measure or the change of post that they speak of: "welcomed the end of"."""
    deeds: Phrases = ()
    """Verbs of saying and doing that place their subject: "In Beijing on Friday, X told …"."""
    factual: Phrases = ()
    """Words before the noun that presuppose it: "after", "during", "in"."""
    decisions: Phrases = ()
    """Words before an infinitive that name an act ("the decision … to lift"): a fact where announced or dated."""


class Breaks(SeedModel):
    """Words and marks that end a clause."""

    marks: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    when: tuple[str, ...] = ()
    """Those of `words` that open a clause of time or reason: what it tells without a date may be old."""
    together: tuple[str, ...] = ()
    """Those of `words` that open a clause of the same time as what it hangs on: "when", "while"."""
    open: tuple[str, ...] = ()
    """Those of `words` behind which a present tells of what is still to come: "until"."""
    complement: tuple[str, ...] = ()
    """Those of `words` that only complete the verb before them ("dass", "que"): its cues reach behind them."""
    role: tuple[str, ...] = ()
    """Words that break a clause unless a title follows: "as"."""
    relative: tuple[str, ...] = ()
    """Words behind which the subject is the name before them: "who"."""
    inserting: tuple[str, ...] = ()
    """Those of `words` that open a clause put between commas: "which"."""
    whose: tuple[str, ...] = ()
    """Those of `words` behind which stands what the name before them owns: "whose", "dont", "deren"."""
    after: tuple[str, ...] = ()
    """Conjunctions behind which the event has happened: "after"."""
    soon: tuple[str, ...] = ()
    """Those of `after` that make the event as recent as what hangs on it: "shortly after"."""
    before: tuple[str, ...] = ()
    """Conjunctions behind which the event is still to come: "before", "ahead of"."""
    condition: tuple[str, ...] = ()
    """Conjunctions behind which nothing is said to have happened: "if"."""


class Predicates(SeedModel):
    """Where one word is verb and noun (会晤): what must follow it at once for it to be the verb."""

    complements: tuple[str, ...] = ()
    """Aspect words, conjunctions and the like: 了, 过, 后, 并."""
    during: tuple[str, ...] = ()
    """What makes of the noun behind "of" a time at which the event took place: 的会谈中."""
    reported: tuple[str, ...] = ()
    """What, behind a pair's meeting that is only spoken of, tells that it took place: "就两国防长会晤情况"."""
    sequels: tuple[str, ...] = ()
    """What, behind verb and "of", comes with an event that took place: 通话的第二天, 会晤的画面."""
    hinges: tuple[str, ...] = ()
    """What ends a clause that leads to what follows: 后, 期间."""
    saying: tuple[str, ...] = ()
    """Verbs of saying: a condition or question behind one and its comma is part of what is said."""
    identifying: tuple[str, ...] = ()
    """What opens a clause that only says what the event before it was: 这是, 系."""
    equating: tuple[str, ...] = ()
    """What opens a clause that speaks of the act named before its comma: "解除制裁，是会面的前提"."""
    topics: tuple[str, ...] = ()
    """What opens a clause that only names a topic, up to its comma: "关于两国防长通话，…"."""
    done: tuple[str, ...] = ()
    """Words of completion: a clause with one has nothing of the plan before it."""
    behind: tuple[str, ...] = ()
    """Those of `done` that stand behind their verb: 了, 过."""
    next: tuple[str, ...] = ()
    """Those of `done` that say only what comes next, in a plan as in a report: 随后."""


class Auxiliaries(SeedModel):
    """Auxiliary words that stand before a verb form; the longest wins."""

    perfect: tuple[str, ...] = ()
    pluperfect: tuple[str, ...] = ()
    emphatic: tuple[str, ...] = ()
    """What makes a past of the base form behind it: "did sit down together"."""
    passive: tuple[str, ...] = ()
    present: tuple[str, ...] = ()
    """Those of `passive` in the present: "when they are lifted" tells of what is still to come."""
    under_way: tuple[str, ...] = ()
    """What stands before a gerund that tells of a past day: "was holding talks"."""
    passive_open: tuple[str, ...] = ()
    """Passive auxiliaries that state no fact: "be", "being"."""
    past_subjunctive: tuple[str, ...] = ()
    """Endings of a subjunctive that is a fact behind "after": "después de que se reuniera"."""
    to: tuple[str, ...] = ()
    behind_words: int = Field(default=0, ge=0, le=10)
    """How many words may stand between a verb and an auxiliary behind it ("getroffen haben"); 0: it never does."""
    reach_words: int = Field(default=4, ge=1, le=40)
    """How many words may stand between auxiliary and verb (many where the verb comes last)."""


class TimeWords(SeedModel):
    """Words of which expressions of time are built; the engine knows how they combine."""

    months: dict[str, int] = Field(default_factory=dict)
    weekdays: dict[str, int] = Field(default_factory=dict)
    """Monday is 0."""
    numbers: dict[str, int] = Field(default_factory=dict)
    beside: PhraseRanges = Field(default_factory=dict)
    """Phrase to days from the time told before, or from publication where none is: "the day before" [-1, -1]."""
    same: Phrases = ()
    """Phrases for the time told before itself: "that evening", "the same week"; without one they tell nothing."""
    earlier: tuple[str, ...] = ()
    """Behind a length of time, so long before the time told before: "two weeks earlier". Those that are not among `ago`
    must end a clause ("a week before.")."""
    that_year: tuple[str, ...] = ()
    """Behind a month, of the year told before: "in May of that year"."""
    preceding: tuple[str, ...] = ()
    """Beside a month, the last before the time told before: "previous …", "… before"."""
    following: tuple[str, ...] = ()
    """Beside a month, the first after it: "following …"."""
    seasons: PhraseRanges = Field(default_factory=dict)
    """Phrase to the months of a season, the latest that has begun: "in the spring" [3, 5]; a winter's are 12 to 14."""
    replies: tuple[str, ...] = ()
    """Behind a time they make it the day of an answer, not of what is spoken of: "27日 就 … 答记者问", "27日 回应"."""
    days: dict[str, int] = Field(default_factory=dict)
    """Phrase to days from publication: today 0, yesterday -1, tomorrow 1."""
    spans: PhraseRanges = Field(default_factory=dict)
    """Phrase to a range of days from publication: "last week" [-13, -1]."""
    month_spans: PhraseRanges = Field(default_factory=dict)
    """Phrase to calendar months from the month of publication: "last month" [-1, -1]."""
    year_spans: PhraseRanges = Field(default_factory=dict)
    """Phrase to calendar years from the year of publication: "last year" [-1, -1]."""
    month_parts: PhraseRanges = Field(default_factory=dict)
    """What may stand at a month, before it in scripts with blanks, else behind it, to its days: "early", 初 [1, 10]."""
    year_parts: PhraseRanges = Field(default_factory=dict)
    """What may stand so at a year, to its months: "late", 底 [11, 12]."""
    later: tuple[str, ...] = ()
    """Behind a length of time: so long after the time told before ("一个多月后", "two years later")."""
    units: dict[str, int] = Field(default_factory=dict)
    """Unit to days, for "three weeks ago"."""
    since: tuple[str, ...] = ()
    """What says "since" only directly before a year or month: Italian "dal", Russian "с"."""
    ago: tuple[str, ...] = ()
    ago_before: tuple[str, ...] = ()
    """What says "ago" before its number: "vor", "il y a", "hace"."""
    last: tuple[str, ...] = ()
    """Before a month or weekday: the one before now ("last June")."""
    next: tuple[str, ...] = ()
    capitalised: tuple[str, ...] = ()
    """Month or weekday names that are other words without a capital ("may", "march")."""
    before_month: tuple[str, ...] = ()
    """Words that tell such a name is the month: "in", "last", "early"."""
    joiners: tuple[str, ...] = ("",)
    """What may stand between the parts of a date besides spaces and commas: "of", "de"."""
    old: Phrases = ()
    """Phrases for a time that lies back without saying how far: "years ago", "previously"."""
    present: Phrases = ()
    """What says that something goes on as the text is written: "today", "now"."""
    coming: Phrases = ()
    """Parts of the same day that are yet to come, behind a present tense: "this afternoon", "later today"."""
    recent: tuple[str, ...] = ()
    """Phrases for the last days: "recently", "in recent days"."""
    year_suffix: tuple[str, ...] = ()
    month_suffix: tuple[str, ...] = ()
    day_suffix: tuple[str, ...] = ()
    day_leads: tuple[str, ...] = ()
    """What stands before a day of the month that comes without its month: "on the" 9th."""


class Party(SeedModel):
    """Words that mean participants without naming them."""

    pairs: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    """Domain ("defense", "head", "any") to phrases for both holders: "the two defence chiefs", "the pair".

    `sides` are words for the two sides spoken of (两军), `countries` those that name the storyline's two (中美).
    """
    plural_offices: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    """Domain to plural titles that become a pair beside two countries: "defence ministers"."""
    counterparts: tuple[str, ...] = ()
    several_counterparts: tuple[str, ...] = ()
    """Those of them that mean more than one: without a country, not the other holder alone ("met counterparts")."""
    pronouns: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    """"male", "female", "any" to subject and object pronouns."""
    stand_ins: tuple[str, ...] = ()
    """Words for the person last spoken of that are no pronouns: "the general"."""
    former: tuple[str, ...] = ()
    """Words that make a title one of the past: "former"."""
    own: tuple[str, ...] = ()
    """Possessives before a title that make it the office of the country spoken of: "its", "son", "seinen"."""
    possessive: tuple[str, ...] = ()
    """What follows a name that owns the next word: "'s", "的"."""
    qualifiers: tuple[str, ...] = ()
    """Words that may stand between a country and a title: "new", "top"."""
    of: tuple[str, ...] = ()
    """Words between a title and its country behind it: "of", "the"."""
    titles: tuple[str, ...] = ()
    """Ranks and forms of address that may stand before a name: "General", "Mr.", "同志"."""
    sides_follow: bool = False
    """A country's adjective stands behind the title ("ministro chino")."""
    sides_lower: bool = False
    """A country's adjective has no capital ("chinesische", "chino")."""
    sides: dict[Slug, tuple[str, ...]] = Field(default_factory=dict)
    """Country id to adjectives and short forms that the seeds' names do not list: "Chinese", "Sino", "美"."""
    other_sides: tuple[str, ...] = ()
    """Names and adjectives of third countries: a title behind one is not an office of the storyline."""


class Markers(SeedModel):
    """Small words that show a role."""

    partner: tuple[str, ...] = ()
    between: tuple[str, ...] = ()
    agent: tuple[str, ...] = ()
    target: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    object: tuple[str, ...] = ()
    """What stands before an object that precedes its verb ("将", "把")."""
    owner: tuple[str, ...] = ()
    """What stands between an event noun and its participant: "von", "de"."""
    subject: tuple[str, ...] = ()
    """What stands directly behind a subject and its title: "は", "が"."""
    articles: tuple[str, ...] = ()
    """Articles and possessives that may stand between a marker and a name."""
    distal: tuple[str, ...] = ()
    """What stands directly behind the day of an event that is over: 周五那场, 周二那通."""
    named: tuple[str, ...] = ()
    """Words before which a capitalised name is no person: "the"."""
    joiners: tuple[str, ...] = ()
    """What may stand between two names of one group: "and", ",", "、"."""
    oblique: tuple[str, ...] = ()
    """Prepositions whose object is no subject: "of", "about"."""
    hearer: tuple[str, ...] = ()
    """Words before whom a verb of speaking speaks to, apart from it: "spoke by telephone to"."""


class Respellings(SeedModel):
    """What one kind of rewording program prints for other words: "protection minister" for "defense minister"."""

    least: int = Field(default=2, ge=1)
    """How many different signs and hints, a sign among them, an article must hold for its words to be turned back."""
    signs: Phrases
    """Phrases that nobody writes but such a program."""
    hints: Phrases = ()
    """Phrases that people write too, though seldom in such news."""
    stays: Phrases = ()
    """Phrases that stay as they are and hide those inside them: "environmental protection"."""
    words: dict[str, Phrases] = Field(default_factory=dict)
    """Plain phrase to the printed ones; the longest wins. What stands in angle brackets at either end is context."""


class RespellingFile(SeedModel):
    """The rewording programs of one language, each with its table, in the order in which they are undone."""

    language: LanguageCode
    tables: dict[str, Respellings]


class SentenceRules(SeedModel):
    """Where sentences end."""

    ends: tuple[str, ...]
    abbreviations: tuple[str, ...] = ()
    numbered: tuple[str, ...] = ()
    """Abbreviations only before a number: "Jun. 2", but a sentence may end in "Dong Jun."."""
