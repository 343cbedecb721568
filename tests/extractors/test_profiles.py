"""Profiles of seed texts."""

from __future__ import annotations

from extractors.profiles import build_profile, rarity, score_coverage, score_profile, text_terms

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


def test_a_profile_holds_what_seeds_share_and_drops_common_words() -> None:
    profile = build_profile(SEEDS, COMMON_WORDS)
    assert [term.term for term in profile.names] == ["orlova", "weltheim"]
    words = {term.term for term in profile.words}
    assert {"library", "fire", "broke"} <= words
    assert not {"the", "cellar", "noon"} & words


def test_a_continuation_scores_above_a_sister_event() -> None:
    profile = build_profile(SEEDS, COMMON_WORDS)
    same = text_terms("The cellar fire in Weltheim has ruined the library, and Orlova wants it rebuilt.")
    sister = text_terms("A fire broke out in the library of Karstedt, where Governor Brandt spoke in 1999.")
    same_score, sister_score = (score_profile(profile, text, COMMON_WORDS) for text in (same, sister))
    assert same_score > 2 * sister_score
    assert score_coverage(profile, sister) > 0


def test_strange_years_count_against_a_text() -> None:
    profile = build_profile(SEEDS, COMMON_WORDS)
    told = "The fire at the library in Weltheim was in {}, said Orlova."
    same, other = (score_profile(profile, text_terms(told.format(year)), COMMON_WORDS) for year in (2013, 1913))
    assert other < same


def test_a_text_without_words_scores_nothing() -> None:
    assert score_profile(build_profile(SEEDS, COMMON_WORDS), text_terms(""), COMMON_WORDS) == 0.0
