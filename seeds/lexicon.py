"""A language's lexicon, written as data by a linguist: word lists and patterns in, strict typed records out."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Literal

from pydantic import Field, model_validator

from seeds.errors import SeedError, SeedFault
from seeds.model import LanguageCode, SeedModel, Slug
from seeds.watches import EventMode
from seeds.yaml_files import load_yaml_model

LEXICONS_DIR = Path(__file__).parent / "lexicons"


class Form(StrEnum):
    """Grammatical form of a verb as far as it decides whether the thing has happened."""

    BASE = "base"  # infinitive or uninflected present: no fact after "to" or a modal
    PRESENT = "present"  # finite present: a fact in headlines and in the historic present
    PAST = "past"  # finite past: a fact
    PARTICIPLE = "participle"  # a fact with a perfect or passive auxiliary, or alone in a headline
    GERUND = "gerund"  # no fact by itself; one after "after"
    SUBJUNCTIVE = "subjunctive"  # never a fact
    FACT = "fact"  # a form that states a fact by itself (result states, languages without inflection)
    INTENT = "intent"  # a form that speaks of what is still to come by itself


class Scheme(StrEnum):
    """How a frame's roles are found around its trigger."""

    MUTUAL = "mutual"  # two persons: subject and object, both in the subject, or "between A and B"
    MEASURE = "measure"  # somebody does something to a measure (`needs`) that is on a target
    POST = "post"  # a person gains or loses an office
    VISIT = "visit"  # a person comes to a place
    CLASH = "clash"  # forces of two sides meet
    CHANNEL = "channel"  # two sides reopen a line between them


class CueKind(StrEnum):
    """What a cue says about the trigger in its scope."""

    NEGATION = "negation"
    REFUSAL = "refusal"
    DENIAL = "denial"
    PLAN = "plan"
    FUTURE = "future"
    WANT = "want"  # asked for, hoped, considered, possible
    CONDITIONAL = "conditional"
    COUNTERFACTUAL = "counterfactual"
    QUESTION = "question"
    RECALL = "recall"  # it lies back: "previously", "a year ago"
    RUMOUR = "rumour"  # weakens without denying
    IN_PERSON = "in_person"
    REMOTE = "remote"  # by telephone or video
    BRIEF = "brief"  # in passing: a greeting, not a meeting
    NOVELTY = "novelty"  # first since, again, resumed
    SINCE = "since"  # introduces an earlier event: a time or trigger behind it is not the news
    MULTILATERAL = "multilateral"  # with third parties
    MANAGED = "managed"  # "managed to": what follows in base form is a fact
    ACCEPT = "accept"  # agreed to: planned when alone, still open when negated
    LAPSED = "lapsed"  # from the party, from a list: another thing than the office


class Cue(SeedModel):
    """Words that change what a trigger in their scope says."""

    kind: CueKind
    direction: Literal["forward", "backward", "both"] = "forward"
    """Where the trigger stands: behind the cue (forward), before it (backward)."""
    reach: Literal["near", "clause", "sentence"] = "clause"
    """How far: a few words; to the next clause break; to the sentence's end."""
    closing: bool = False
    """Only where it ends the trigger's clause or the next: "…，白宫否认。"."""
    phrases: tuple[str, ...] = ()
    verbs: tuple[str, ...] = ()
    """Verbs of the `verbs` tables: all their forms are cues."""


class Noun(SeedModel):
    """A noun that names the event ("talks", "handshake"): a fact only with a support verb or in a factual frame."""

    phrases: tuple[str, ...]


class Frame(SeedModel):
    """One way of saying that an event of a mode happened."""

    mode: EventMode
    scheme: Scheme
    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    """Nouns that name the event; they need a support verb (`support`) or a factual surrounding."""
    needs: str | None = None
    """A class of `classes` of which a word must stand near the trigger ("sanctions")."""
    passive: bool = True
    """False where the participle after a passive auxiliary means something else."""
    contrary: bool = False
    """True where the words say that it has not happened ("remains under sanctions", "the post is vacant")."""
    only_passive: bool = False
    """True where only the passive means the event ("was received in Beijing")."""
    place: Slug | None = None
    """For visits: the place that the words themselves name ("访华")."""
    at_gathering: bool = False
    """True where a gathering's name before the noun does not speak against a meeting of two ("the APEC summit")."""
    linked: bool = False
    """True where the verb means the event only with a partner behind it, or a cue of telephone or video."""
    joint: bool = False
    """True where two people must be the verb's subject: "Biden and Xi agreed"."""
    of_subject: bool = False
    """For posts: the subject gains or loses it, also where the verb has an object ("Dong takes over from Li")."""
    adjacent: bool = False
    """True where the object must stand directly behind the verb ("called Dong", not "called the talks good")."""
    on_person: bool = False
    """For measures: the verb's object is the person ("struck him off the list"), not the measure."""
    excludes: str | None = None
    """A class of `classes` whose words near the trigger make it something else ("removed from the sanctions list")."""
    only_refused: bool = False
    """True for nouns that speak of the event only where they are refused ("the invitation was declined")."""
    needs_first: bool = False
    """True where the words report the event only with a cue of novelty beside them ("the first military contact")."""
    needs_time: bool = False
    """True for what is recalled for years: strong only with a time of its own."""
    strong: bool = True
    """False where the words are vague: the event then waits for a second origin."""


class Support(SeedModel):
    """Verbs that turn an event noun into a statement ("held", "took place")."""

    before: tuple[str, ...] = ()
    """Verbs that take the noun as their object: "held talks"."""
    gatherings: tuple[str, ...] = ()
    """Those of `before` whose noun many may attend: "took part in a meeting" tells of no meeting of two."""
    after: tuple[str, ...] = ()
    """Verbs that have the noun as their subject: "the talks took place"."""
    acts: tuple[str, ...] = ()
    """Verbs that turn nouns of measures and posts into facts, and meetings into plans: "announced"."""
    reactions: tuple[str, ...] = ()
    """Verbs that presuppose the measure or the change of post that they speak of: "welcomed the end of"."""
    factual: tuple[str, ...] = ()
    """Words before the noun that presuppose it: "after", "during", "in"."""
    decisions: tuple[str, ...] = ()
    """Words before an infinitive that name an act ("the decision … to lift"): a fact where announced or dated."""


class Breaks(SeedModel):
    """Words and marks that end a clause."""

    marks: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    when: tuple[str, ...] = ()
    """Those of `words` that open a clause of time or reason: what it tells without a date may be old."""
    complement: tuple[str, ...] = ()
    """Those of `words` that only complete the verb before them ("dass", "que"): its cues reach behind them."""
    role: tuple[str, ...] = ()
    """Words that break a clause unless a title follows: "as"."""
    relative: tuple[str, ...] = ()
    """Words behind which the subject is the name before them: "who"."""
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
    identifying: tuple[str, ...] = ()
    """What opens a clause that only says what the event before it was: 这是, 系."""
    done: tuple[str, ...] = ()
    """Words of completion: a clause with one has nothing of the plan before it."""


class Auxiliaries(SeedModel):
    """Auxiliary words that stand before a verb form; the longest wins."""

    perfect: tuple[str, ...] = ()
    pluperfect: tuple[str, ...] = ()
    passive: tuple[str, ...] = ()
    passive_open: tuple[str, ...] = ()
    """Passive auxiliaries that state no fact: "be", "being"."""
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
    days: dict[str, int] = Field(default_factory=dict)
    """Phrase to days from publication: today 0, yesterday -1, tomorrow 1."""
    spans: dict[str, tuple[int, int]] = Field(default_factory=dict)
    """Phrase to a range of days from publication: "last week" [-13, -1]."""
    month_spans: dict[str, tuple[int, int]] = Field(default_factory=dict)
    """Phrase to calendar months from the month of publication: "last month" [-1, -1]."""
    year_spans: dict[str, tuple[int, int]] = Field(default_factory=dict)
    """Phrase to calendar years from the year of publication: "last year" [-1, -1]."""
    units: dict[str, int] = Field(default_factory=dict)
    """Unit to days, for "three weeks ago"."""
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
    old: tuple[str, ...] = ()
    """Phrases for a time that lies back without saying how far: "years ago", "previously"."""
    recent: tuple[str, ...] = ()
    """Phrases for the last days: "recently", "in recent days"."""
    year_suffix: tuple[str, ...] = ()
    month_suffix: tuple[str, ...] = ()
    day_suffix: tuple[str, ...] = ()


class Party(SeedModel):
    """Words that mean participants without naming them."""

    pairs: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    """Domain ("defense", "head", "any") to phrases for both holders: "the two defence chiefs", "the pair".

    `sides` are words for the two sides spoken of (两军), `countries` those that name the storyline's two (中美).
    """
    plural_offices: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    """Domain to plural titles that become a pair beside two countries: "defence ministers"."""
    counterparts: tuple[str, ...] = ()
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
    articles: tuple[str, ...] = ()
    """Articles and possessives that may stand between a marker and a name."""
    named: tuple[str, ...] = ()
    """Words before which a capitalised name is no person: "the"."""
    joiners: tuple[str, ...] = ()
    """What may stand between two names of one group: "and", ",", "、"."""
    oblique: tuple[str, ...] = ()
    """Prepositions whose object is no subject: "of", "about"."""


class SentenceRules(SeedModel):
    """Where sentences end."""

    ends: tuple[str, ...]
    abbreviations: tuple[str, ...] = ()
    numbered: tuple[str, ...] = ()
    """Abbreviations only before a number: "Jun. 2", but a sentence may end in "Dong Jun."."""


class Lexicon(SeedModel):
    """All that the reader knows of one language."""

    language: LanguageCode
    name: str
    spaced: bool = True
    """Words are separated by spaces."""
    free_order: bool = False
    """Subject and object may stand on either side of the verb: case, markers and sense tell them apart."""
    postpositions: bool = False
    """Role markers stand behind the name (Japanese は, が, と)."""
    present_plans: bool = False
    """The present tense speaks of plans too ("trifft am Freitag"): meetings in it are facts in headlines only."""
    target_before: bool = False
    """The target of a measure may stand before it ("对李尚福的制裁")."""
    nouns_capitalised: bool = False
    """Common nouns have capitals too (German): a capital then tells no name."""
    sentences: SentenceRules
    verbs: dict[str, dict[Form, tuple[str, ...]]] = Field(default_factory=dict)
    classes: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    nouns: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    frames: tuple[Frame, ...] = ()
    support: Support = Support()
    cues: tuple[Cue, ...] = ()
    breaks: Breaks = Breaks()
    auxiliaries: Auxiliaries = Auxiliaries()
    predicates: Predicates | None = None
    times: TimeWords = TimeWords()
    party: Party = Party()
    markers: Markers = Markers()
    idle: tuple[str, ...] = ()
    """Phrases that look like a trigger, a cue or a name and are none: "called on", "City of Austin"."""

    @model_validator(mode="after")
    def _known_names(self) -> Lexicon:
        used: list[tuple[str, str, object]] = []
        for number, frame in enumerate(self.frames):
            used += [(f"frames[{number}].verbs", verb, self.verbs) for verb in frame.verbs]
            used += [(f"frames[{number}].nouns", noun, self.nouns) for noun in frame.nouns]
            for key, name in (("needs", frame.needs), ("excludes", frame.excludes)):
                if name is not None:
                    used.append((f"frames[{number}].{key}", name, self.classes))
        for number, cue in enumerate(self.cues):
            used += [(f"cues[{number}].verbs", verb, self.verbs) for verb in cue.verbs]
        support = self.support
        supports = (*support.before, *support.after, *support.acts, *support.reactions)
        used += [("support", verb, self.verbs) for verb in supports]
        for where, name, table in used:
            if name not in table:  # type: ignore[operator]  # each table is a dict
                raise ValueError(f"{where} names {name!r}, which is not defined")
        return self


def load_lexicon(path: Path) -> Lexicon:
    """Read one lexicon file.

    Raises:
        SeedError: the file is no YAML, or breaks the model; one fault for each key.
    """
    return load_yaml_model(path, Lexicon)


def load_lexicons(root: Path = LEXICONS_DIR) -> dict[str, Lexicon]:
    """Read every ``*.yaml`` in a folder; the result maps the language code to its lexicon."""
    lexicons: dict[str, Lexicon] = {}
    for path in sorted(root.glob("*.yaml")):
        lexicon = load_lexicon(path)
        if lexicon.language != path.stem:
            raise SeedError([SeedFault(path, "language", f"{lexicon.language!r} is not the file's name")])
        lexicons[lexicon.language] = lexicon
    return lexicons
