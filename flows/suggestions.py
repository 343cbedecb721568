"""A first match.yaml: the articles a storyline starts from in, the file for a person to revise out."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence

from extractors.matching.profiles import ProfileTerm, TextTerms, shared_terms, text_terms
from extractors.records.articles import Article

FULL_SCORE = 10.0
"""What all the terms of a profile add up to, so that thresholds read alike whatever the seeds."""
GATE_SHARE = 0.4
"""The bar for title and summary, as a share of the bar for an article: a summary has little room for terms."""
TITLE_SHARE = 0.2
"""The same for a title alone."""
PASSING_SHARE = 0.5
"""The threshold, as a share of what the weakest seed scores on the terms of the others."""
TERMS_KEPT = 30

UNSPACED = frozenset({"zh", "ja", "th", "ko"})
"""Languages whose words blanks do not part, or not as dictionaries do."""

Background = Callable[[str], Mapping[str, float]]


def suggest_match(articles: Iterable[Article], background: Background) -> str:
    """Return the text of a match.yaml: terms by language with weights, the seeds that have them, and thresholds.

    Entities get no weight here: they are named in entities.yaml, and a person weighs them. A language whose words are
    not parted by blanks is left to a person, too.
    """
    seeds: dict[str, list[TextTerms]] = {}
    for article in articles:
        seeds.setdefault(article.language, []).append(text_terms(f"{article.title}\n{article.text}"))
    sections: list[str] = []
    thresholds: list[float] = []
    found = False
    for language, texts in sorted(seeds.items()):
        if language in UNSPACED:
            sections.append(f"  # {language}: {len(texts)} seeds; its words are not parted by blanks: write terms here")
            continue
        frequencies = background(language)
        terms = _scaled(shared_terms(texts, frequencies))
        found = found or bool(terms)
        sections.append(f"  {json.dumps(language)}:")  # in quotes: YAML reads a bare `no` as a truth value
        sections += [_term_line(term, weight, len(texts)) for term, weight in terms]
        if len(texts) > 1:
            thresholds.append(PASSING_SHARE * _weakest(texts, frequencies))
    threshold = round(min(thresholds, default=FULL_SCORE * PASSING_SHARE / 2), 1)
    head = [
        "# Suggested from seed documents: drop what is not the storyline's, add entities, then try articles you know",
        "# with `storywatch read` and labelled ones with `storywatch evaluate`.",
        f"threshold: {threshold}",
        f"gate_threshold: {round(GATE_SHARE * threshold, 1)}",
        f"title_threshold: {round(TITLE_SHARE * threshold, 1)}",
        "entity_weights: {}",
        "terms:" if found else "terms: {}",
    ]
    return "\n".join([*head, *sections]) + "\n"


def _scaled(terms: Sequence[ProfileTerm]) -> list[tuple[ProfileTerm, float]]:
    """Return the heaviest terms, their weights scaled to add up to the full score."""
    kept = terms[:TERMS_KEPT]
    total = sum(term.weight for term in kept)
    return [(term, round(FULL_SCORE * term.weight / total, 2)) for term in kept]


def _weakest(texts: Sequence[TextTerms], frequencies: Mapping[str, float]) -> float:
    """Return the lowest score that a seed reaches on a profile of the others."""
    scores = []
    for left_out, text in enumerate(texts):
        others = [other for index, other in enumerate(texts) if index != left_out]
        scores.append(
            sum(weight for term, weight in _scaled(shared_terms(others, frequencies)) if term.term in text.words)
        )
    return min(scores)


def _term_line(term: ProfileTerm, weight: float, seeds: int) -> str:
    words, kind = json.dumps(term.term, ensure_ascii=False), "name" if term.is_name else "word"
    return f"    - {{term: {words}, weight: {weight}}}  # {kind}, {term.documents} of {seeds} seeds"
