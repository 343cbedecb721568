"""A language's lexicon, written as data by a linguist: word lists and patterns in, strict typed records out."""

from __future__ import annotations

from enum import StrEnum
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Literal, TypeVar

from pydantic import Field, model_validator

from seeds.alternations import Phrases
from seeds.errors import SeedError, SeedFault
from seeds.lexicon_parts import (
    Auxiliaries,
    Breaks,
    Markers,
    Party,
    Predicates,
    RespellingFile,
    Respellings,
    SentenceRules,
    Support,
    TimeWords,
)
from seeds.model import LanguageCode, SeedModel, Slug
from seeds.watches import EventMode
from seeds.yaml_files import load_yaml_model

LEXICONS_DIR = Path(__file__).parent / "lexicons"

RESPELLINGS = "respellings"
"""Folder beside the lexicons for what rewording programs print."""


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
    ALMOST = "almost"  # it came near, and did not happen
    QUESTION = "question"
    RECALL = "recall"  # it lies back: "previously", "a year ago"
    ANNIVERSARY = "anniversary"  # it lies years back, whatever day stands beside it: "on Sunday it is a year since"
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
    joined: bool = True
    """False for what is asked or said of other things behind a verb that is only joined on ("会談し、…求めた")."""
    reported: bool = False
    """True for the future as told from the past ("would"): beside a plan it is no wish."""
    closing: bool = False
    """Only where it ends the trigger's clause or the next: "…，白宫否认。"."""
    phrases: Phrases = ()
    verbs: tuple[str, ...] = ()
    """Verbs of the `verbs` tables: all their forms are cues."""


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
    leaving: bool = False
    """For visits: the verb tells of leaving, before which the visitor was there ("before flying out of Beijing")."""
    at_gathering: bool = False
    """True where a gathering's name before the noun does not speak against a meeting of two ("the APEC summit")."""
    linked: bool = False
    """True where the verb means the event only with a partner behind it, or a cue of telephone or video."""
    joint: bool = False
    """True where two people must be the verb's subject: "Biden and Xi agreed"."""
    topical: bool = False
    """True where the verb's object is a matter and the partner stands behind "with": "discussed Taiwan with Dong"."""
    of_subject: bool = False
    """For posts: the subject gains or loses it, also where the verb has an object ("Dong takes over from Li")."""
    of_owner: bool = False
    """For posts: whose something it is loses or gains it: "Li's tenure as minister ended"."""
    adjacent: bool = False
    """True where the object must stand directly behind the verb ("called Dong", not "called the talks good"); of a
    visit's place: behind the verb, a person or a time ("warned in Beijing", "met Wang Yi on Friday in Beijing")."""
    on_person: bool = False
    """For measures: the verb's object is the person ("struck him off the list"), not the measure."""
    excludes: str | None = None
    """A class of `classes` whose words near the trigger make it something else ("removed from the sanctions list")."""
    only_refused: bool = False
    """True for nouns that speak of the event only where they are refused ("the invitation was declined")."""
    needs_first: bool = False
    """True where the words report the event only with a cue of novelty beside them ("the first military contact")."""
    under_way: bool = False
    """True for what goes on as it is told ("is meeting"): an event only with a word of `times.present`."""
    needs_time: bool = False
    """True for what is recalled for years: strong only with a time of its own."""
    strong: bool = True
    """False where the words are vague: the event then waits for a second origin."""


class Remark(SeedModel):
    """Words that say by themselves, without a verb of their own, what has not become of an event, or that it lies back.

    They are read loosely and never raise: "turned him down", "no successor", "under sanctions".
    """

    mode: EventMode
    scheme: Scheme
    status: Literal["scheduled", "proposed", "declined", "denied", "not_occurred", "background"]
    needs: str | None = None
    """A class of `classes` of which a word must stand in the sentence, or in the one before it."""
    near: str | None = None
    """A class of `classes` of which a word must stand a few words behind the phrase ("under … sanctions")."""
    excludes: tuple[str, ...] = ()
    """Classes of which no word may stand close behind, nor in a sentence that names nobody: another thing is meant."""
    of_heads: bool = False
    """The two heads of state are meant ("what they agreed at Bali"), whom the sentence names or who were spoken of."""
    timeless: bool = False
    """Of `background`: it lies back even where no old time stands beside it ("the consensus of their summit")."""
    phrases: Phrases


class Lexicon(SeedModel):
    """All that the reader knows of one language."""

    language: LanguageCode
    name: str
    spaced: bool = True
    """Words are separated by spaces."""
    free_order: bool = False
    """Subject and object may stand on either side of the verb: case, markers and sense tell them apart."""
    drops_subject: bool = False
    """A verb alone may tell its subject, that of the sentence before ("Allí se reunió con Dong")."""
    postpositions: bool = False
    """Role markers stand behind the name (Japanese は, が, と)."""
    present_plans: bool = False
    """The present tense speaks of plans too ("trifft am Freitag"): meetings in it are facts in headlines only."""
    target_before: bool = False
    """The target of a measure may stand before it ("对李尚福的制裁")."""
    nouns_capitalised: bool = False
    """Common nouns have capitals too (German): a capital then tells no name."""
    sentences: SentenceRules
    verbs: dict[str, dict[Form, Phrases]] = Field(default_factory=dict)
    classes: dict[str, Phrases] = Field(default_factory=dict)
    nouns: dict[str, Phrases] = Field(default_factory=dict)
    frames: tuple[Frame, ...] = ()
    remarks: tuple[Remark, ...] = ()
    support: Support = Support()
    cues: tuple[Cue, ...] = ()
    breaks: Breaks = Breaks()
    auxiliaries: Auxiliaries = Auxiliaries()
    predicates: Predicates | None = None
    times: TimeWords = TimeWords()
    party: Party = Party()
    markers: Markers = Markers()
    respellings: tuple[Respellings, ...] = ()
    """From the file of the same name in the folder `respellings`."""
    idle: Phrases = ()
    """Phrases that look like a trigger, a cue or a name and are none: "called on", "City of Austin"."""

    @cached_property
    def fixed_order(self) -> bool:
        """Whether words stand between blanks and their order tells who did what: rules of position hold ("A met B")."""
        return self.spaced and not self.free_order

    @model_validator(mode="after")
    def _known_names(self) -> Lexicon:
        used: list[tuple[str, str, object]] = []
        for number, frame in enumerate(self.frames):
            used += [(f"frames[{number}].verbs", verb, self.verbs) for verb in frame.verbs]
            used += [(f"frames[{number}].nouns", noun, self.nouns) for noun in frame.nouns]
            for key, name in (("needs", frame.needs), ("excludes", frame.excludes)):
                if name is not None:
                    used.append((f"frames[{number}].{key}", name, self.classes))
        for number, remark in enumerate(self.remarks):
            for key, name in (
                ("needs", remark.needs),
                ("near", remark.near),
                *(("excludes", one) for one in remark.excludes),
            ):
                if name is not None:
                    used.append((f"remarks[{number}].{key}", name, self.classes))
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
    """Read every ``*.yaml`` in a folder; the result maps the language code to its lexicon.

    A process reads files anew only when one of them has changed.
    """
    paths = (*sorted(root.glob("*.yaml")), *sorted((root / RESPELLINGS).glob("*.yaml")))
    return dict(_load_all(tuple((path, path.stat().st_mtime_ns, path.stat().st_size) for path in paths)))


@lru_cache(maxsize=2)
def _load_all(files: tuple[tuple[Path, int, int], ...]) -> dict[str, Lexicon]:
    lexicons: dict[str, Lexicon] = {}
    for path, _, _ in files:
        if path.parent.name == RESPELLINGS:  # behind the lexicons that they belong to
            tables = _named(path, load_yaml_model(path, RespellingFile))
            if (lexicon := lexicons.get(tables.language)) is None:
                raise SeedError([SeedFault(path, "language", f"there is no lexicon of {tables.language!r}")])
            lexicons[tables.language] = lexicon.model_copy(update={"respellings": tuple(tables.tables.values())})
        else:
            lexicons[path.stem] = _named(path, load_lexicon(path))
    return lexicons


_File = TypeVar("_File", Lexicon, RespellingFile)


def _named(path: Path, file: _File) -> _File:
    if file.language != path.stem:
        raise SeedError([SeedFault(path, "language", f"{file.language!r} is not the file's name")])
    return file
