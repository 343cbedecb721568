"""Profiles of seed texts."""

from __future__ import annotations

import pytest

from extractors.matching.profiles import (
    WeighedText,
    build_profile,
    rarity,
    score_profile,
    shared_terms,
    text_terms,
    weigh,
)

COMMON_WORDS = {"the": 0.05, "in": 0.02, "a": 0.03, "fire": 1e-4, "broke": 1e-4, "out": 5e-3, "library": 1e-5}
SEEDS = [
    text_terms("On Monday the library of Weltheim burned in 2013. The fire broke out at noon, said Mayor Orlova."),
    text_terms("In Weltheim the fire at the library broke out in a cellar. Nobody was hurt, Orlova said in 2013."),
]


def test_words_are_folded_and_names_are_those_with_a_capital_inside_a_sentence() -> None:
    terms = text_terms("Smoke over Weltheim's roofs. Nobody slept in 2013.")
    assert "weltheim" in terms.names
    assert not {"smoke", "nobody"} & terms.names
    assert terms.years == {"2013"}


def test_rarity_counts_powers_of_ten_below_common_words() -> None:
    assert rarity("library", {"library": 1e-5}) == 2.0
    assert rarity("the", {"the": 0.05}) == 0.0


def profile() -> WeighedText:
    return build_profile([weigh(seed, COMMON_WORDS) for seed in SEEDS])


def score(text: str) -> float:
    return score_profile(profile(), weigh(text_terms(text), COMMON_WORDS))


def test_shared_terms_are_those_of_two_seeds_without_common_words() -> None:
    terms = shared_terms(SEEDS, COMMON_WORDS)
    assert {term.term for term in terms if term.is_name} == {"orlova", "weltheim"}
    words = {term.term for term in terms if not term.is_name}
    assert {"library", "fire", "broke"} <= words
    assert not {"the", "cellar", "noon"} & words


def test_a_term_weighs_by_the_share_of_seeds_and_its_rarity() -> None:
    weights = {term.term: term.weight for term in shared_terms(SEEDS, COMMON_WORDS)}
    assert weights["library"] == 2.0
    assert weights["fire"] == 1.0


def test_a_name_weighs_three_times_a_word() -> None:
    weights = weigh(text_terms("The unheardof Zzyzx"), COMMON_WORDS).weights
    assert weights["zzyzx"] == pytest.approx(3 * weights["unheardof"])


def test_a_continuation_scores_above_a_sister_event() -> None:
    same = score("The cellar fire in Weltheim has ruined the library, and Orlova wants it rebuilt.")
    sister = score("A fire broke out in the library of Karstedt, where Governor Brandt spoke in 2013.")
    assert same > 2 * sister > 0


def test_strange_years_count_against_a_text() -> None:
    told = "The fire at the library in Weltheim was in {}, said Orlova."
    assert score(told.format(1913)) == pytest.approx(0.7 * score(told.format(2013)))


def test_a_seed_fits_its_profile_best() -> None:
    alone = build_profile([weigh(SEEDS[0], COMMON_WORDS)])
    assert score_profile(alone, weigh(SEEDS[0], COMMON_WORDS)) == pytest.approx(1.0)


def test_a_text_without_words_scores_nothing() -> None:
    assert score("") == 0.0
