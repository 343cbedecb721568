"""How well texts fit the storyline."""

from __future__ import annotations

from extractors.matching.matching import Matcher
from seeds.loading import load_storyline


def matcher() -> Matcher:
    return Matcher(load_storyline("us-china-defense"))


def test_an_article_on_the_ministers_is_on_the_storyline_with_its_evidence() -> None:
    match = matcher().match(
        "Austin snubbed", "Lloyd Austin and China's defence minister Li Shangfu will not meet.", "en"
    )
    assert match.on_storyline
    assert {"lloyd-austin", "li-shangfu"} <= set(match.evidence)


def test_a_name_counts_once_however_often_it_stands() -> None:
    once = matcher().match("", "Li Shangfu.", "en")
    often = matcher().match("", "Li Shangfu. " * 9, "en")
    assert once.score == often.score


def test_namesakes_are_off_the_storyline() -> None:
    assert (
        not matcher()
        .match("Li Auto deliveries rise", "Austin Butler drove a Li Auto to Austin, Texas.", "en")
        .on_storyline
    )


def test_the_gate_has_the_lower_bar() -> None:
    storyline = load_storyline("us-china-defense")
    assert storyline.match.gate_threshold < storyline.match.threshold
    assert matcher().gate("Li Shangfu in Singapore", "", None).on_storyline


def test_a_title_alone_has_a_bar_of_its_own() -> None:
    title = "Austin meets Chinese counterpart in Singapore"
    assert matcher().gate(title, "", "en").on_storyline
    assert matcher().gate(title, title, "en").on_storyline
    assert not matcher().gate(title, "Markets closed higher on Friday.", "en").on_storyline
    assert not matcher().gate("Austin City Limits sells out in an hour", "", "en").on_storyline


def test_traditional_characters_match_simplified_names() -> None:
    assert "li-shangfu" in matcher().match("", "中國國防部長李尚福", "zh").evidence


def test_a_short_name_counts_beside_the_full_name_of_the_partner() -> None:
    assert "li-shangfu" in matcher().match("", "Secretary Lloyd Austin and General Li spoke.", "en").evidence
    assert "li-shangfu" not in matcher().match("", "General Li spoke in Nanjing.", "en").evidence


def test_a_pair_may_name_a_topic_in_any_of_its_words() -> None:
    for text, language in (("Li Shangfu was delisted.", "en"), ("李尚福 制裁", "zh"), ("Li Shangfu: Sanktionen", "de")):
        assert "li-shangfu+sanctions" in matcher().match("", text, language).evidence
    assert "li-shangfu+sanctions" not in matcher().match("", "Li Shangfu spoke.", "en").evidence


def test_people_named_by_their_titles_alone_pass_the_gate() -> None:
    transcript = "Q: Did the secretary meet Minister Li? A: They greeted each other."
    assert matcher().match("Press briefing", transcript, "en").on_storyline
    assert not matcher().match("Trade briefing", "Q: Did Minister Li Chenggang attend? A: Yes.", "en").on_storyline


def test_a_distinct_short_name_counts_alone_and_tells_who_its_partner_is() -> None:
    assert {"joe-biden", "xi-jinping"} <= set(matcher().match("", "Biden met Xi in Lima on Saturday.", "en").evidence)
    assert "xi-jinping" not in matcher().match("", "Xi opened a port.", "en").evidence


def test_english_short_names_count_in_every_language() -> None:
    assert "joe-biden" in matcher().match("", "US-Präsident Biden sprach in Lima mit Xi Jinping.", "de").evidence
