"""The small parts: phrases, sentences, times."""

from __future__ import annotations

from datetime import date

import pytest

from extractors.folding import fold_phrase, fold_text
from extractors.phrases import PhraseIndex
from extractors.reading.text.clock import Clock
from extractors.reading.text.grammar import Grammar
from extractors.reading.text.names import NameIndex
from extractors.reading.text.page import Page
from extractors.reading.text.sentences import SentenceSplitter
from extractors.reading.times.times import TimeReader
from extractors.records.reading import ArticleField
from seeds.lexicon import Lexicon
from seeds.storyline import Storyline


def test_a_phrase_is_found_at_word_edges_only() -> None:
    index = PhraseIndex([("met", 1)])
    assert [(h.start, h.end) for h in index.find("he met metals, then met.")] == [(3, 6), (20, 23)]


def test_a_phrase_of_an_unspaced_script_is_found_inside_a_run() -> None:
    assert [(h.start, h.end) for h in PhraseIndex([("会晤", 1)]).find("两国防长会晤了")] == [(4, 6)]


def test_a_separable_phrase_needs_both_parts_in_one_sentence() -> None:
    index = PhraseIndex([("hob … auf", 1)])
    assert len(index.find("die usa hob am freitag die sanktionen auf")) == 1
    assert index.find("die usa hob am freitag die sanktionen. auf") == []


def test_traditional_characters_and_full_width_letters_fold_to_simple_ones() -> None:
    assert fold_phrase("ＵＳ 國防部長會晤") == "us 国防部长会晤"


def test_sentences_do_not_end_at_abbreviations_initials_and_ranks(lexicons: dict[str, Lexicon]) -> None:
    text = fold_text('Gen. Li met U.S. Sec. Lloyd J. Austin. Adm. Dong left! "Really?" he said')
    spans = SentenceSplitter(lexicons["en"].sentences).split(text.cased, text.folded)
    assert [text.cased[a:b] for a, b in spans][:2] == ["Gen. Li met U.S. Sec. Lloyd J. Austin.", "Adm. Dong left!"]


def test_a_sentence_ends_at_the_name_of_a_platform(lexicons: dict[str, Lexicon]) -> None:
    text = fold_text("Hegseth schrieb auf X. Die beiden trafen sich.")

    spans = SentenceSplitter(lexicons["de"].sentences).split(text.cased, text.folded)

    assert [text.cased[start:end] for start, end in spans] == ["Hegseth schrieb auf X.", "Die beiden trafen sich."]


def page(text: str, language: str, lexicons: dict[str, Lexicon], storyline: Storyline) -> Page:
    lexicon = lexicons[language]
    return Page.search(
        ArticleField.TEXT, fold_text(text), language, Grammar(lexicon), NameIndex(storyline),
        SentenceSplitter(lexicon.sentences),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("language", "words", "first", "last"),
    [
        ("en", "on June 2", date(2023, 6, 2), date(2023, 6, 2)),
        ("en", "on Friday", date(2023, 6, 9), date(2023, 6, 9)),
        ("en", "on 2 June 2022", date(2022, 6, 2), date(2022, 6, 2)),
        ("en", "in November 2022", date(2022, 11, 1), date(2022, 11, 30)),
        ("en", "last November", date(2022, 11, 1), date(2022, 11, 30)),
        ("en", "last month", date(2023, 5, 1), date(2023, 5, 31)),
        ("en", "yesterday", date(2023, 6, 11), date(2023, 6, 11)),
        ("en", "in 2018", date(2018, 1, 1), date(2018, 12, 31)),
        ("zh", "6月2日", date(2023, 6, 2), date(2023, 6, 2)),
        ("zh", "去年11月", date(2022, 11, 1), date(2022, 11, 30)),
        ("zh", "2022年11月", date(2022, 11, 1), date(2022, 11, 30)),
        ("zh", "十一日", date(2023, 6, 11), date(2023, 6, 11)),
        ("zh", "昨天", date(2023, 6, 11), date(2023, 6, 11)),
    ],
)  # fmt: skip
def test_a_time_expression_means_its_interval(
    language: str, words: str, first: date, last: date, lexicons: dict[str, Lexicon], storyline: Storyline
) -> None:
    searched = page(words, language, lexicons, storyline)
    spans = TimeReader(searched, date(2023, 6, 12)).read(0, len(words))
    assert [(span.first, span.last) for span in spans] == [(first, last)]


def test_the_verb_may_is_no_month(lexicons: dict[str, Lexicon], storyline: Storyline) -> None:
    searched = page("May the two meet? They may meet.", "en", lexicons, storyline)
    assert TimeReader(searched, date(2023, 6, 12)).read(0, 32) == []


def test_ten_days_before_the_article_are_news_and_eleven_are_background(
    lexicons: dict[str, Lexicon], storyline: Storyline
) -> None:
    searched = page("on June 2 and on June 1", "en", lexicons, storyline)
    spans = TimeReader(searched, date(2023, 6, 12)).read(0, 30)
    clock = Clock(today=date(2023, 6, 12), window_days=10)
    assert [clock.is_recent(span) for span in spans] == [True, False]
