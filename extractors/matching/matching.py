"""How well a text fits the storyline: title and text in, score with evidence out, in one automaton pass."""

from __future__ import annotations

from extractors.folding import FoldedText, fold_phrase, fold_text, spellings_of
from extractors.phrases import PhraseIndex, keep_longest
from extractors.records.reading import StorylineMatch
from seeds.entities import EntityKind
from seeds.storyline import Storyline

MATCHED_CHARACTERS = 8_000
"""What is matched of a text: its subject shows in its first pages."""

EVERYWHERE = "en"
"""The language whose names are printed so in every Latin script."""


class Matcher:
    """Scores texts against one storyline's match profile."""

    def __init__(self, storyline: Storyline) -> None:
        self._profile = storyline.match
        weights = storyline.match.entity_weights
        # the weight of a short name is None: it counts beside its partner only
        phrases: list[tuple[str, tuple[str, float | None, str | None]]] = []
        for entity in storyline.entities:
            if entity.id in weights:
                names = {entity.name, *(name for group in entity.names.values() for name in group)}
                phrases += [(fold_phrase(name), (entity.id, weights[entity.id], None)) for name in names]
        for office in storyline.offices:
            if office.id in weights:
                titles = {office.name, *(name for group in office.names.values() for name in group)}
                phrases += [(fold_phrase(name), (office.id, weights[office.id], None)) for name in titles]
        for language, terms in storyline.match.terms.items():
            phrases += [(fold_phrase(t.term), (f"{language}:{t.term}", t.weight, language)) for t in terms]
        people = {entity.id for entity in storyline.entities if entity.kind is EntityKind.PERSON}
        self._couples = [(a, b) for a, b, _ in storyline.match.pairs if a in people and b in people]
        coupled = {member for couple in self._couples for member in couple}
        self._distinct = storyline.distinct & coupled
        for entity in storyline.entities:
            if entity.id in coupled:
                for language, forms in entity.short_names.items():
                    spoken = None if language == EVERYWHERE else language
                    phrases += [(fold_phrase(form), (entity.id, None, spoken)) for form in forms]
        self._topics = {
            f"{language}:{term.term}": term.topic
            for language, terms in storyline.match.terms.items()
            for term in terms
            if term.topic is not None
        }
        self._index = PhraseIndex((spelling, value) for phrase, value in phrases for spelling in spellings_of(phrase))

    def match(self, title: str, text: str, language: str) -> StorylineMatch:
        """Match a whole article."""
        return self.match_folded(fold_text(title), fold_text(text[:MATCHED_CHARACTERS]), language)

    def match_folded(self, title: FoldedText, text: FoldedText, language: str) -> StorylineMatch:
        """Match an article whose title and text are folded already."""
        return self._decide(title.folded, text.folded[:MATCHED_CHARACTERS], language, self._profile.threshold)

    def gate(self, title: str, summary: str, language: str | None) -> StorylineMatch:
        """Match an entry's title and summary against the lower bar: is its page worth a fetch?

        Where the summary says no more than the title, the bar is that of a title alone.
        """
        head, rest = fold_phrase(title), fold_phrase(summary[:MATCHED_CHARACTERS])
        alone = self._profile.title_threshold
        bar = self._profile.gate_threshold if alone is None or rest not in head else alone
        return self._decide(head, rest, language, bar)

    def _decide(self, title: str, text: str, language: str | None, bar: float) -> StorylineMatch:
        counted: dict[str, float] = {}
        short: set[str] = set()
        for part in (title, text):
            # terms of other languages must not hide a name: "General Li" (German) before "Li Shangfu"
            spoken = [hit for hit in self._index.find(part) if _speaks(hit.value[2], language)]
            kept = keep_longest(spoken)
            for hit in kept:
                evidence, weight, language_of = hit.value
                if weight is None:
                    short.add(evidence)
                else:
                    counted[evidence] = weight
                if language_of is not None and weight is not None and weight > 0:  # "General Li" hides no "Li"
                    inside = (one for one in spoken if hit.start <= one.start and one.end <= hit.end)
                    short |= {one.value[0] for one in inside if one.value[1] is None}
        counted |= self._named_shortly(short, counted)
        score = sum(counted.values())
        present = counted.keys() | {self._topics[name] for name in counted if name in self._topics}
        pairs = [(a, b, w) for a, b, w in self._profile.pairs if a in present and b in present]
        score += sum(weight for _, _, weight in pairs)
        strongest = sorted(counted, key=lambda name: (-abs(counted[name]), name))
        evidence_names = (*strongest, *(f"{a}+{b}" for a, b, _ in pairs))
        return StorylineMatch(score=round(score, 4), on_storyline=score >= bar, evidence=evidence_names)

    def _named_shortly(self, short: set[str], counted: dict[str, float]) -> dict[str, float]:
        """Return the people whose short name tells who is meant or stands beside a partner: "Xi" beside "Biden"."""
        alone = short & self._distinct
        known = counted.keys() | alone
        beside = {b for a, b in self._couples if a in known} | {a for a, b in self._couples if b in known}
        return {one: self._profile.entity_weights[one] for one in sorted((short & beside | alone) - counted.keys())}


def _speaks(term_language: str | None, language: str | None) -> bool:
    """Tell whether a term counts in a text: names do in every language, terms in their own."""
    return term_language is None or language in (None, "und", term_language)
